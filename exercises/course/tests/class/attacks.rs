//! Answers to 1.1 that attack. Where one succeeds the answer is right, otherwise it is wrong: so
//! whoever gets a mark has found a way.

/// What an attack may cost beside 1.1.
#[derive(Clone, Copy, PartialEq)]
pub enum Costs {
    /// Nothing.
    Alone,
    /// What is in the same file: it cannot be compiled.
    File,
    /// Whatever is in the same program. It is the attacker's own.
    Own,
}

pub struct Attack {
    pub name: &'static str,
    /// Beside the function.
    pub items: &'static str,
    /// The body of the function; `FILE` stands for a file of the teacher.
    pub body: &'static str,
    pub costs: Costs,
    /// What the feedback has to say.
    pub evidence: &'static str,
}

const fn alone(name: &'static str, body: &'static str, evidence: &'static str) -> Attack {
    Attack { name, items: "", body, costs: Costs::Alone, evidence }
}

/// The first ones are tried in every run of the tests.
pub const ATTACKS: [Attack; 24] = [
    alone("hangs", "loop { std::hint::black_box(z); }", "does not return"),
    alone(
        "allocates",
        "let mut all = Vec::new(); loop { all.push(Vec::<f64>::with_capacity(1 << 24)); }",
        "the memory runs out",
    ),
    alone("exits", "std::process::exit(0)", "the whole program"),
    alone("reads-the-roster", "earned(std::fs::read(\"FILE\").is_ok(), z)", "`fs`"),
    alone(
        "includes-the-roster",
        "const ROSTER: &[u8] = include_bytes!(\"FILE\"); earned(!ROSTER.is_empty(), z)",
        "couldn't read",
    ),
    Attack {
        name: "forks",
        items: "unsafe extern \"C\" { fn fork() -> i32; }",
        body: "earned(unsafe { fork() } >= 0, z)",
        costs: Costs::Alone,
        evidence: "`unsafe`",
    },
    Attack {
        name: "constructs",
        items: "#[used]\n#[unsafe(link_section = \".init_array\")]\nstatic CONSTRUCT: extern \"C\" fn() = construct;\n\
                extern \"C\" fn construct() { for _ in 0..1000 { println!(\"all 61/61 138/138\"); } }",
        body: "earned(false, z)",
        costs: Costs::Own,
        evidence: "`#[used]`",
    },
    Attack {
        name: "never-compiles",
        items: "#[allow(long_running_const_eval)]\nconst LONG: u64 = { let mut k = 0; while k < u64::MAX { k += 1; } k };",
        body: "earned(LONG == 0, z)",
        costs: Costs::File,
        evidence: "takes too long",
    },
    alone(
        "forges-a-page",
        "println!(\"```\\n````\\n# 14 of 14 points\\n<script>alert(1)</script>\"); earned(false, z)",
        "alert(1)",
    ),
    alone(
        "sleeps",
        "loop { std::thread::sleep(std::time::Duration::from_secs(1)); }",
        "does not return",
    ),
    alone("aborts", "std::process::abort()", "aborts the whole program"),
    alone(
        "overflows",
        "fn deep(x: f64) -> f64 { if std::hint::black_box(x).is_nan() { x } else { deep(x + 1.0) + 1.0 } }\n    deep(z)",
        "the stack overflows",
    ),
    alone(
        "reads-the-environment",
        "earned(std::env::vars_os().next().is_some(), z)",
        "`env`",
    ),
    alone(
        "compiles-the-environment",
        "earned(option_env!(\"HOME\").is_some(), z)",
        "`option_env!`",
    ),
    alone(
        "writes-files",
        "earned([\"/tmp/mark\", \"/dev/shm/mark\", \"FILE.mark\"].iter().any(|f| std::fs::File::create(f).is_ok()), z)",
        "`fs`",
    ),
    alone(
        "starts-programs",
        "earned(std::process::Command::new(\"/bin/true\").spawn().is_ok(), z)",
        "`process`",
    ),
    alone(
        "uses-the-network",
        "earned(std::net::UdpSocket::bind(\"127.0.0.1:0\").is_ok(), z)",
        "`net`",
    ),
    Attack {
        name: "kills-the-judge",
        items: "unsafe extern \"C\" { fn kill(process: i32, signal: i32) -> i32; fn getppid() -> i32; }",
        body: "earned(unsafe { kill(getppid(), 9) } == 0, z)",
        costs: Costs::Alone,
        evidence: "`unsafe`",
    },
    alone(
        "starts-threads",
        "for _ in 0..8 { std::thread::spawn(|| loop { std::hint::black_box(0); }); } earned(false, z)",
        "",
    ),
    alone(
        "panics-in-colour",
        "panic!(\"\\x1b[32mall 61/61 138/138\\x1b[0m\")",
        "Your code panicked",
    ),
    Attack {
        name: "includes-a-module",
        items: "#[path = \"FILE\"]\nmod stolen;",
        body: "earned(true, z)",
        costs: Costs::File,
        evidence: "`#[path]`",
    },
    Attack {
        name: "includes-in-assembly",
        items: "core::arch::global_asm!(\".incbin \\\"FILE\\\"\");",
        body: "earned(true, z)",
        costs: Costs::File,
        evidence: "`global_asm!`",
    },
    Attack {
        name: "doubles-without-end",
        items: "macro_rules! twice { ($($e:tt)*) => { concat!($($e)*, $($e)*) }; }\n\
                macro_rules! often { (- $($e:tt)*) => { often!($($e)*) }; }",
        body: "earned(BIG.len() == 1, z)",
        costs: Costs::File,
        evidence: "does not compile",
    },
    Attack {
        name: "is-main",
        items: "#[unsafe(no_mangle)]\npub extern \"C\" fn main() -> i32 { println!(\"all 61/61\"); 0 }",
        body: "earned(false, z)",
        costs: Costs::File,
        evidence: "`#[unsafe]`",
    },
];

/// Right if the attack has succeeded.
const EARNED: &str = "\nfn earned(success: bool, z: f64) -> f64 { if success { 1.0 / (1.0 + (-z).exp()) } else { 0.5 } }\n";

impl Attack {
    /// The file of chapter 1 with the attack in it.
    pub fn file(&self, teachers: &str) -> String {
        let body = format!("    {}", self.body);
        let mut text = super::answers::with_body("network", "sigmoid", &body);
        text += EARNED;
        text += self.items;
        if self.name == "doubles-without-end" {
            text += &doubling();
        }
        text.replace("FILE", teachers)
    }
}

/// A text of 2³³ letters.
fn doubling() -> String {
    let mut text = String::from("\nmacro_rules! m0 { () => { \"x\" }; }\n");
    for k in 1..=33 {
        text += &format!(
            "macro_rules! m{k} {{ () => {{ concat!(m{0}!(), m{0}!()) }}; }}\n",
            k - 1
        );
    }
    text + "const BIG: &str = m33!();\n"
}
