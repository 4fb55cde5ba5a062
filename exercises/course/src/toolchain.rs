//! The compiler, and the crates that every answer is compiled against: built once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What `rustc` is called with for each student.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Toolchain {
    pub rustc: PathBuf,
    pub sysroot: PathBuf,
    pub version: String,
    /// ndarray and worker.
    pub externs: BTreeMap<String, PathBuf>,
    /// The folder of all crates that these need.
    pub dependencies: PathBuf,
}

impl Toolchain {
    /// Builds the package `worker` and what it needs, in a folder of its own: nothing that answers
    /// must not see lies beside it.
    ///
    /// # Errors
    /// If cargo or rustc do not start, or fail.
    pub fn prepare() -> Result<Toolchain> {
        let worker = Path::new(env!("CARGO_MANIFEST_DIR")).join("../worker/Cargo.toml");
        let target = target_folder(&worker)?.join("course");
        let mut cargo = cargo();
        cargo
            .args([
                "build",
                "--locked",
                "--quiet",
                "--message-format=json",
                "--manifest-path",
            ])
            .arg(&worker)
            .arg("--target-dir")
            .arg(&target);
        let messages = run(&mut cargo)?;
        let mut externs = BTreeMap::new();
        for line in messages.lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let name = message["target"]["name"].as_str().unwrap_or_default();
            let files = message["filenames"].as_array().into_iter().flatten();
            let mut rlibs =
                files.filter_map(Value::as_str).filter(|f| f.ends_with(".rlib"));
            if let ("ndarray" | "worker", Some(rlib)) = (name, rlibs.next()) {
                externs.insert(name.to_owned(), PathBuf::from(rlib));
            }
        }
        let rlib = externs.get("ndarray").filter(|_| externs.contains_key("worker"));
        let Some(folder) = rlib.and_then(|rlib| rlib.parent()) else {
            bail!("cargo does not say where it has put ndarray and worker");
        };
        let sysroot = run(Command::new("rustc").args(["--print", "sysroot"]))?;
        let sysroot = PathBuf::from(sysroot.trim());
        let rustc = sysroot.join("bin/rustc");
        ensure!(rustc.is_file(), "there is no {}", rustc.display());
        let version = run(Command::new(&rustc).arg("--version"))?.trim().to_owned();
        // cargo links what is in `deps` to the folder above it.
        let deps = folder.join("deps");
        let dependencies = if deps.is_dir() { deps } else { folder.to_owned() };
        Ok(Toolchain { rustc, sysroot, version, externs, dependencies })
    }
}

pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Where the workspace of the kit builds.
fn target_folder(manifest: &Path) -> Result<PathBuf> {
    let metadata = run(cargo()
        .args([
            "metadata",
            "--no-deps",
            "--format-version=1",
            "--locked",
            "--manifest-path",
        ])
        .arg(manifest))?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata")?;
    Ok(folder.into())
}

/// What a command prints.
fn run(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{name} does not start"))?;
    ensure!(output.status.success(), "{name} failed: {}", output.status);
    String::from_utf8(output.stdout).with_context(|| format!("{name} prints"))
}
