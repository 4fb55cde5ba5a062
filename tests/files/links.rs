//! Links, devices, pipes and folders where files are expected.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use backprop::files;
use tempfile::tempdir;

fn write(file: &Path, text: &str) -> std::io::Result<()> {
    files::write(file, |to| to.write_all(text.as_bytes()))
}

fn named_pipe(file: &Path) {
    assert!(Command::new("mkfifo").arg(file).status().unwrap().success());
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    let directory = tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    fs::create_dir(at("folder")).unwrap();
    fs::write(at("folder/file"), "old").unwrap();
    symlink("folder/file", at("link")).unwrap();
    symlink("link", at("link to link")).unwrap();
    symlink("folder/new", at("to nothing")).unwrap();

    write(&at("link to link"), "new").unwrap();
    write(&at("to nothing"), "first").unwrap();
    for (link, file, text) in
        [("link to link", "folder/file", "new"), ("to nothing", "folder/new", "first")]
    {
        assert!(at(link).is_symlink(), "{link}");
        assert_eq!(fs::read_to_string(at(file)).unwrap(), text);
    }
    assert_eq!(fs::read_dir(at("folder")).unwrap().count(), 2, "something is left over");

    symlink("round", at("round")).unwrap();
    assert!(write(&at("round"), "").is_err());
    assert!(files::check_writable(&at("round")).is_err());
}

#[test]
fn a_device_is_written_into() {
    let null = Path::new("/dev/null");
    let before = fs::metadata(null).unwrap().file_type();
    assert!(before.is_char_device());
    files::check_writable(null).unwrap();
    write(null, "gone").unwrap();
    assert_eq!(fs::metadata(null).unwrap().file_type(), before);
    if cfg!(target_os = "linux") {
        assert!(write(Path::new("/dev/full"), "does not fit").is_err());
    }
}

#[test]
fn named_pipes_and_folders_are_refused_at_once() {
    let directory = tempdir().unwrap();
    let pipe = directory.path().join("pipe");
    named_pipe(&pipe);
    for (file, problem) in [(&*pipe, "a named pipe"), (directory.path(), "a folder")] {
        for error in [
            files::open(file).map(drop).unwrap_err(),
            files::check_writable(file).unwrap_err(),
            write(file, "text").unwrap_err(),
        ] {
            assert!(error.to_string().starts_with(problem), "{error}");
        }
    }
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}

#[test]
fn what_cannot_be_written_is_known_before() {
    let directory = tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "kept").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o444)).unwrap();
    assert_eq!(files::check_writable(&file).unwrap_err().to_string(), "write-protected");
    assert!(write(&file, "lost").is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");

    let nowhere = directory.path().join("no/where");
    assert_eq!(
        files::check_writable(&nowhere).unwrap_err().to_string(),
        "no such folder"
    );
    let in_file = files::check_writable(&file.join("inside")).unwrap_err();
    assert_eq!(in_file.to_string(), "a part of this path is a file, not a folder");
}

#[test]
fn a_check_leaves_nothing() {
    let directory = tempdir().unwrap();
    let file = directory.path().join("file");
    files::check_writable(&file).unwrap();
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    fs::write(&file, "kept").unwrap();
    files::check_writable(&file).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
}

/// Half a file is no file: the old one stays.
#[test]
fn what_fails_half_way_leaves_the_old_file() {
    let directory = tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "old").unwrap();
    let failed = files::write(&file, |to| {
        to.write_all(&[b'x'; 100_000])?;
        Err(std::io::Error::other("the network is gone"))
    });
    assert_eq!(failed.unwrap_err().to_string(), "the network is gone");
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}
