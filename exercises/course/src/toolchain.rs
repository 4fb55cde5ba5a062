//! The compiler, and the crates that every answer is compiled against: built once.

use std::collections::BTreeMap;
use std::env::consts::DLL_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
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
    /// Builds the package `worker` and what it needs, and copies the crates into `folder`: nothing
    /// that answers must not see lies beside them, and whatever is built meanwhile, they stay.
    ///
    /// # Errors
    /// If cargo or rustc do not start, or fail.
    pub fn prepare(folder: &Path) -> Result<Toolchain> {
        let built = build()?;
        let dependencies = folder.join("crates");
        fs::create_dir_all(&dependencies).context("a folder for the crates")?;
        let mut externs = BTreeMap::new();
        for (name, file) in built {
            let copy = dependencies.join(file.file_name().context("a file")?);
            fs::copy(&file, &copy).with_context(|| file.display().to_string())?;
            let rlib = copy.extension().is_some_and(|extension| extension == "rlib");
            if rlib && OWN.contains(&&name[..]) {
                externs.insert(name, copy);
            }
        }
        ensure!(
            externs.len() == OWN.len(),
            "cargo does not say where it has put {OWN:?}"
        );
        let sysroot = run(Command::new("rustc").args(["--print", "sysroot"]))?;
        let sysroot = PathBuf::from(sysroot.trim());
        let rustc = sysroot.join("bin/rustc");
        ensure!(rustc.is_file(), "there is no {}", rustc.display());
        let version = run(Command::new(&rustc).arg("--version"))?.trim().to_owned();
        Ok(Toolchain { rustc, sysroot, version, externs, dependencies })
    }
}

/// The crates that answers name.
const OWN: [&str; 2] = ["ndarray", "worker"];

/// Builds them, in a folder of their own below that of the workspace: the names and files of all
/// that they need.
fn build() -> Result<Vec<(String, PathBuf)>> {
    let worker = Path::new(env!("CARGO_MANIFEST_DIR")).join("../worker/Cargo.toml");
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
        .arg(target_folder(&worker)?.join("course"));
    let mut built = Vec::new();
    for line in run(&mut cargo)?.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let files = message["filenames"].as_array().into_iter().flatten();
        // A macro's crate is a library of the system's kind.
        let crates = files.filter_map(Value::as_str).filter(|file| {
            [".rlib", DLL_SUFFIX].iter().any(|ending| file.ends_with(ending))
        });
        built.extend(crates.map(|file| (name.to_owned(), PathBuf::from(file))));
    }
    Ok(built)
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
