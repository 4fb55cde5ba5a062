//! Files as operating systems have them: links, devices, pipes and folders among them.
//!
//! What is read is never waited for without end, and what is written is there whole or not at
//! all. A link stays a link: what it points to is written. A device or a pipe is written into,
//! never replaced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

/// Opens `file` to be read.
///
/// # Errors
/// If it is not there, is a folder, or is a named pipe, which might never be written to.
pub fn open(file: &Path) -> io::Result<File> {
    let kind = fs::metadata(file).map_err(named)?.file_type();
    if kind.is_dir() {
        return Err(Error::new(ErrorKind::IsADirectory, "a folder, not a file"));
    }
    if is_named_pipe(file, kind) {
        return Err(refused("a named pipe, not a file"));
    }
    File::open(file).map_err(named)
}

/// Whether [`write()`] could write `file` now: asked before work whose result would be lost.
///
/// # Errors
/// If the folder is not there or not to be written to, or the file is write-protected, a folder,
/// or a named pipe.
pub fn check_writable(file: &Path) -> io::Result<()> {
    match destination(file)? {
        Destination::StandardOutput => Ok(()),
        Destination::Stream => append(file).map(drop),
        // Nothing of this can be seen: the file gets its name when it is complete.
        Destination::File(file) => {
            AtomicWriteFile::open(file).and_then(AtomicWriteFile::discard).map_err(named)
        }
    }
}

/// Writes what `content` writes to `file`, whole or not at all; into a device or a pipe, as far
/// as it goes.
///
/// # Errors
/// As [`check_writable`], and where `content` or the device fails.
pub fn write(
    file: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    fn into<W: Write>(
        to: W,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<W> {
        let mut buffered = BufWriter::new(to);
        content(&mut buffered)?;
        buffered.into_inner().map_err(|error| error.into_error())
    }
    match destination(file)? {
        Destination::StandardOutput => into(io::stdout().lock(), content)?.flush(),
        Destination::Stream => into(append(file)?, content).map(drop),
        Destination::File(file) => {
            into(AtomicWriteFile::open(file).map_err(named)?, content)?.commit()
        }
    }
}

/// Where what is written to a file ends up.
enum Destination {
    /// The program's own, wherever it leads: two writers to it would overwrite each other.
    StandardOutput,
    /// A device, a pipe, or another file that is open already.
    Stream,
    /// A file, there or not, at the end of all links.
    File(PathBuf),
}

fn destination(file: &Path) -> io::Result<Destination> {
    if ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| file == *name) {
        return Ok(Destination::StandardOutput);
    }
    if file.starts_with("/dev/fd") || file.starts_with("/proc") {
        return Ok(Destination::Stream);
    }
    match fs::metadata(file) {
        Ok(found) if found.is_dir() => {
            Err(Error::new(ErrorKind::IsADirectory, "a folder, not a file"))
        }
        Ok(found) if is_named_pipe(file, found.file_type()) => {
            Err(refused("a named pipe, not a file"))
        }
        Ok(found) if !found.is_file() => Ok(Destination::Stream),
        Ok(found) if found.permissions().readonly() => {
            Err(Error::new(ErrorKind::PermissionDenied, "write-protected"))
        }
        Ok(_) => fs::canonicalize(file).map(Destination::File),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let end = end_of_links(file)?;
            let folder = end.parent().filter(|folder| !folder.as_os_str().is_empty());
            if folder.is_some_and(|folder| !folder.is_dir()) {
                return Err(Error::new(ErrorKind::NotFound, "no such folder"));
            }
            Ok(Destination::File(end))
        }
        Err(error) => Err(named(error)),
    }
}

/// Where links lead that end at nothing yet.
fn end_of_links(file: &Path) -> io::Result<PathBuf> {
    let mut end = file.to_owned();
    for _ in 0..40 {
        let Ok(next) = fs::read_link(&end) else { return Ok(end) };
        end = end.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(refused("a link that leads to itself"))
}

fn append(file: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).open(file).map_err(named)
}

/// Whether this is a pipe with a name of its own. Those of a shell, such as `/dev/fd/63`, have a
/// program at their other end.
fn is_named_pipe(file: &Path, kind: fs::FileType) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        kind.is_fifo() && fs::canonicalize(file).is_ok()
    }
    #[cfg(not(unix))]
    {
        let _ = (file, kind);
        false
    }
}

fn refused(problem: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, problem)
}

/// The commonest errors in words, without the number that the system has for them.
fn named(error: Error) -> Error {
    let problem = match error.kind() {
        ErrorKind::NotFound => "no such file",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::NotADirectory => "a part of this path is a file, not a folder",
        _ => return error,
    };
    Error::new(error.kind(), problem)
}
