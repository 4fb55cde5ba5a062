//! A class: a roster, an assignment, and what its students have handed in.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::answers::{CHAPTERS, alternative, reference, stub, with_body, wrong};
use crate::attacks::{ATTACKS, Costs};

/// The exercises, and the points of their stars.
pub const EXERCISES: [(&str, f64); 9] = [
    ("1.1", 1.0),
    ("1.2", 1.0),
    ("1.3", 1.0),
    ("3.1", 1.0),
    ("3.2", 2.0),
    ("3.3", 1.0),
    ("3.4", 2.0),
    ("3.5", 4.0),
    ("3.6", 4.0),
];

const ASSIGNMENT: &str = "\
title = \"Week 2: forward and backward\"
exercises = [\"1.1-1.3\", \"3.1-3.6\"]
due = \"2026-11-09 23:59\"
time_zone = \"Europe/Berlin\"
secret = \"nobody will guess this one\"
credit = \"follows\"
book = \"https://book.example/\"

[late]
per_day = 10
days = 3
";

/// What has to come of a student.
#[derive(Default)]
pub struct Expected {
    /// Exercises without points; all others are solved or follow.
    pub lost: Vec<&'static str>,
    /// Points of these are nobody's business.
    pub own: bool,
    /// What the feedback has to say.
    pub says: Vec<String>,
}

pub struct Student {
    pub id: String,
    pub expected: Expected,
}

pub struct Class {
    pub folder: PathBuf,
    pub students: Vec<Student>,
}

/// A class with right answers and one blank.
pub const SMALL: usize = 9;

/// How files are handed in.
#[derive(Clone, Copy, Debug)]
enum Layout {
    Folder,
    Nested,
    Zip,
    Moodle,
    Canvas,
    Utf16,
    Windows,
}

const LAYOUTS: [Layout; 7] = [
    Layout::Folder,
    Layout::Nested,
    Layout::Zip,
    Layout::Moodle,
    Layout::Canvas,
    Layout::Utf16,
    Layout::Windows,
];

const ALL: [&str; 9] = ["1.1", "1.2", "1.3", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6"];

type Files = BTreeMap<String, Vec<u8>>;

impl Class {
    /// Writes a class into `folder`: right answers in every layout; in a class that is not small, one
    /// student of each other kind, as far as there is room, and then wrong answers.
    pub fn write(folder: &Path, size: usize) -> Class {
        fs::create_dir_all(folder.join("submissions")).unwrap();
        fs::write(folder.join("hw2.toml"), ASSIGNMENT).unwrap();
        let mut class = Class { folder: folder.to_owned(), students: Vec::new() };
        let teachers = folder.join("roster.csv").display().to_string();
        for layout in LAYOUTS {
            class.hand_in(layout, files(reference), Expected::default());
        }
        class.hand_in(Layout::Folder, files(alternative), Expected::default());
        class.hand_in(Layout::Folder, files(stub), lost(&ALL));
        if size > SMALL {
            class.nothing();
            class.broken();
            class.bad_inputs();
        }
        let room = size.saturating_sub(class.students.len());
        for attack in ATTACKS.iter().take(room * 2 / 3) {
            let mut files = files(reference);
            files.insert("network".into(), attack.file(&teachers).into());
            let lost: &[&str] = match attack.costs {
                Costs::File => &["1.1", "1.2", "1.3"],
                Costs::Alone | Costs::Own => &["1.1"],
            };
            let says = vec![attack.evidence.to_owned()];
            let own = attack.costs == Costs::Own;
            class.hand_in(
                Layout::Folder,
                files,
                Expected { lost: lost.to_vec(), own, says },
            );
        }
        let names = ["bp1", "bp2", "bp3", "bp4", "backward_pass", "backprop"];
        for (k, (name, body)) in wrong().into_iter().cycle().step_by(11).enumerate() {
            if class.students.len() >= size {
                break;
            }
            let mut files = files(reference);
            files.insert(
                "per_sample".into(),
                with_body("per_sample", &name, &body).into(),
            );
            let place = names.iter().position(|other| *other == name).unwrap();
            class.hand_in(
                LAYOUTS[k % LAYOUTS.len()],
                files,
                lost(&ALL[3 + place..=3 + place]),
            );
        }
        class.roster();
        class
    }

    /// Files that the compiler does not like.
    fn broken(&mut self) {
        let with = |text: String| {
            let mut files = files(reference);
            files.insert("per_sample".into(), text.into());
            files
        };
        let whole = ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"];
        let syntax = reference("per_sample").replace("pub fn bp3(", "pub fn bp3((");
        self.hand_in(Layout::Folder, with(syntax), lost(&whole));
        let types = with_body("per_sample", "bp3", "    1u8");
        self.hand_in(Layout::Folder, with(types), saying("mismatched types", &["3.3"]));
        let renamed = reference("per_sample")
            .replace("bp2(", "bp_two(")
            .replace("bp4(", "bp_four(");
        self.hand_in(
            Layout::Folder,
            with(renamed),
            saying("no function with the signature", &["3.2", "3.4"]),
        );
        let signature = reference("per_sample").replace(
            "pub fn bp3(delta: ArrayView1<f64>) -> Array1<f64> {",
            "pub fn bp3(delta: ArrayView1<f64>) -> Vec<u128> {\n    bp_three(delta).iter().map(|&x| x as u128).collect()\n}\n\
             fn bp_three(delta: ArrayView1<f64>) -> Array1<f64> {",
        );
        let signature = signature.replace("nabla_b.push(bp3(", "nabla_b.push(bp_three(");
        self.hand_in(
            Layout::Folder,
            with(signature),
            saying("no function with the signature", &["3.3"]),
        );
    }

    /// Things that are no submission, or only half of one.
    fn bad_inputs(&mut self) {
        let at = |name: String| self.folder.join("submissions").join(name);
        let id = |k: usize| format!("s{:03}", self.students.len() + k);
        let text = reference("network");
        zip_of(&at(format!("{}.zip", id(0))), &[]);
        // A bomb: a gigabyte of zeros would be one, and so is what is over the limit.
        zip_of(&at(format!("{}.zip", id(1))), &[("network.rs", &vec![b' '; 64 << 20])]);
        zip_of(
            &at(format!("{}.zip", id(2))),
            &[("../../network.rs", text.as_bytes()), ("network.rs", text.as_bytes())],
        );
        let linked = at(id(3));
        fs::create_dir_all(&linked).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", linked.join("network.rs")).unwrap();
        let two = at(id(4));
        fs::create_dir_all(two.join("src")).unwrap();
        fs::create_dir_all(two.join("old")).unwrap();
        fs::write(two.join("src/network.rs"), &text).unwrap();
        fs::write(two.join("old/network.rs"), stub("network")).unwrap();
        fs::write(at(format!("{}.zip", id(5))), "this is no zip").unwrap();
        for (says, lost) in [
            ("no file of a chapter is in this zip", &ALL[..]),
            ("more than 1 MB", &ALL),
            ("leads out of the zip", &ALL[3..]),
            ("a link, which is not followed", &ALL),
            ("counts, and not", &ALL[3..]),
            ("not a zip that can be read", &ALL),
        ] {
            self.add(saying(says, lost));
        }
        let stranger = self.folder.join("submissions/stranger");
        fs::create_dir_all(&stranger).unwrap();
        fs::write(stranger.join("network.rs"), &text).unwrap();
    }

    fn nothing(&mut self) {
        self.add(lost(&ALL));
    }

    fn add(&mut self, expected: Expected) -> String {
        let id = format!("s{:03}", self.students.len());
        self.students.push(Student { id: id.clone(), expected });
        id
    }

    fn hand_in(&mut self, layout: Layout, files: Files, expected: Expected) {
        let k = self.students.len();
        let id = self.add(expected);
        let all = self.folder.join("submissions");
        let write = |path: PathBuf, bytes: &[u8]| {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        if let Layout::Zip = layout {
            let named: Vec<_> = files
                .iter()
                .map(|(name, bytes)| (format!("hw/exercises/src/{name}.rs"), bytes))
                .collect();
            let named: Vec<_> =
                named.iter().map(|(name, bytes)| (&name[..], &bytes[..])).collect();
            return zip_of(&all.join(format!("{id}.zip")), &named);
        }
        for (name, bytes) in &files {
            let text = || String::from_utf8(bytes.clone()).unwrap();
            match layout {
                Layout::Zip => unreachable!("it is written"),
                Layout::Folder => write(all.join(&id).join(format!("{name}.rs")), bytes),
                Layout::Nested => {
                    write(all.join(&id).join(format!("exercises/src/{name}.rs")), bytes)
                }
                Layout::Moodle => write(
                    all.join(format!(
                        "Zoë Ångström {k}_{k}_assignsubmission_file_/{name}.rs"
                    )),
                    bytes,
                ),
                Layout::Canvas => {
                    write(
                        all.join(format!("angstromzoe_LATE_{k}_77_{name}.rs")),
                        stub(name).as_bytes(),
                    );
                    write(
                        all.join(format!("angstromzoe_LATE_{k}_78_{name}-1.rs")),
                        bytes,
                    );
                }
                Layout::Utf16 => {
                    let units = text();
                    let units = units.encode_utf16().flat_map(u16::to_le_bytes);
                    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
                    write(all.join(&id).join(format!("{name}.rs")), &marked);
                }
                Layout::Windows => {
                    let text = format!("\u{feff}{}", text().replace('\n', "\r\n"));
                    write(all.join(&id).join(format!("{name}.rs")), text.as_bytes());
                }
            }
        }
    }

    /// In UTF-16, as a table program writes it, with a doubled id and an empty one.
    fn roster(&self) {
        let mut text = String::from("id;name;email;moodle_id;canvas_id;submitted\n");
        for (k, student) in self.students.iter().enumerate() {
            let id = &student.id;
            // The second one is late by a day.
            let time = if k == 1 { "2026-11-10 12:00" } else { "" };
            text +=
                &format!("{id};Zoë Ångström {k};{id}@x.org;Participant {k};{k};{time}\n");
        }
        text += "S001;Somebody else;;;;\n;Nobody;;;;\n";
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
        fs::write(self.folder.join("roster.csv"), bytes).unwrap();
    }
}

fn files(of: fn(&str) -> String) -> Files {
    CHAPTERS.iter().map(|chapter| ((*chapter).to_owned(), of(chapter).into())).collect()
}

fn lost(lost: &[&'static str]) -> Expected {
    Expected { lost: lost.to_vec(), ..Expected::default() }
}

fn saying(says: &str, lost: &[&'static str]) -> Expected {
    Expected { lost: lost.to_vec(), says: vec![says.to_owned()], own: false }
}

fn zip_of(path: &Path, files: &[(&str, &[u8])]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}
