//! Archives: the tables in a `.zip` are put into a folder of our own, which is gone when reading is over.
//!
//! Whoever made an archive decides what is in it, so everything is bounded, by what really comes out and not by what the archive says of itself.

use super::Broken;
use std::{
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::{Component, Path, PathBuf},
};
use zip::{CompressionMethod, ZipArchive};

/// So many files may be in an archive.
const MOST_ENTRIES: usize = 200;
/// So large may they be together.
const LARGEST: u64 = 4 << 30;
/// So much larger than packed may they be; below a megabyte nobody asks.
const LARGEST_RATIO: u64 = 200;
const UNASKED: u64 = 1 << 20;

/// A folder of our own; it is removed in the end.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Result<Folder, Broken> {
        let broken = |error| Broken::Io { file: "the folder for what is unpacked".to_owned(), error };
        let mut tries = 0;
        loop {
            // Each state of the hasher is another one: nobody can tell the name before.
            let name = format!("kith-tables-{:016x}", RandomState::new().hash_one(std::process::id()));
            let path = std::env::temp_dir().join(name);
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&path) {
                Ok(()) => return Ok(Folder(path)),
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists && tries < 8 => tries += 1,
                Err(e) => return Err(broken(e)),
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed now is the system's to clear away.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Unpacks what may be a table; the folder holds nothing else.
pub(super) fn unpack(path: &Path, name: &str) -> Result<Folder, Broken> {
    let refused = |what: String| Broken::Archive { file: name.to_owned(), what };
    let damaged = |e: &dyn std::fmt::Display| refused(format!("it is damaged: {e}"));
    let io = |error| Broken::Io { file: name.to_owned(), error };
    let mut file = BufReader::new(File::open(path).map_err(io)?);
    let packed = file.get_ref().metadata().map_err(io)?.len();
    // Before anybody makes a list of them.
    if said_entries(&mut file).map_err(io)?.is_some_and(|n| n > MOST_ENTRIES) {
        return Err(refused(format!("there are more than {MOST_ENTRIES} files in it")));
    }
    let mut archive = ZipArchive::new(file).map_err(|e| damaged(&e))?;
    if archive.len() > MOST_ENTRIES {
        return Err(refused(format!("there are more than {MOST_ENTRIES} files in it")));
    }
    let folder = Folder::new()?;
    let mut home: Option<String> = None;
    let mut total = 0;
    for n in 0..archive.len() {
        let (inside, size, small, wanted) = {
            let entry = archive.by_index_raw(n).map_err(|e| damaged(&e))?;
            let inside = entry.name().map_err(|e| damaged(&e))?.into_owned();
            if entry.enclosed_name().is_none() || leaves(&inside) {
                return Err(refused(format!("“{}” would be put outside its folder", short(&inside))));
            }
            if entry.is_symlink() {
                return Err(refused(format!("“{}” is a link", short(&inside))));
            }
            let lower = inside.to_ascii_lowercase();
            if lower.ends_with(".zip") {
                return Err(refused(format!("“{}” in it is an archive again: pack the tables once", short(&inside))));
            }
            let wanted = !entry.is_dir() && (lower.ends_with(".csv") || lower.ends_with("datapackage.json"));
            if wanted && !is_hidden(&inside) {
                if entry.encrypted() {
                    return Err(refused("it is locked with a password".to_owned()));
                }
                if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
                    return Err(refused(format!(
                        "“{}” is packed in a way that few programs read; pack it the usual way (deflate)",
                        short(&inside)
                    )));
                }
            }
            (inside.clone(), entry.size(), entry.compressed_size(), wanted && !is_hidden(&inside))
        };
        if !wanted {
            continue;
        }
        let unified = inside.replace('\\', "/");
        let (parent, bare) = unified.rsplit_once('/').unwrap_or(("", &unified));
        if bare.to_ascii_lowercase().ends_with(".csv") && home.get_or_insert_with(|| parent.to_owned()) != parent {
            return Err(refused("its tables stand in more than one folder".to_owned()));
        }
        if size.saturating_add(total) > LARGEST {
            return Err(refused("unpacked it is larger than 4 GB".to_owned()));
        }
        let to = folder.path().join(bare);
        let mut out = match File::create_new(&to) {
            Ok(out) => out,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                return Err(refused(format!("“{}” is in it twice", short(bare))));
            }
            Err(e) => return Err(io(e)),
        };
        let mut entry = archive.by_index(n).map_err(|e| damaged(&e))?;
        let (mut buffer, mut written) = (vec![0; 1 << 16], 0u64);
        loop {
            let n = match entry.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(damaged(&format!("{}: {e}", short(bare)))),
            };
            written += n as u64;
            total += n as u64;
            if total > LARGEST {
                return Err(refused("unpacked it is larger than 4 GB".to_owned()));
            }
            // Entries may share their bytes: the whole is looked at too.
            let swollen = written > UNASKED && written / LARGEST_RATIO > small;
            if swollen || (total > UNASKED && total / LARGEST_RATIO > packed) {
                return Err(refused(format!(
                    "“{}” is more than {LARGEST_RATIO} times larger than it is packed: that is no table",
                    short(bare)
                )));
            }
            out.write_all(&buffer[..n]).map_err(io)?;
        }
    }
    Ok(folder)
}

fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// Whether a path leads out of the folder it starts in, by the rules of any system.
fn leaves(inside: &str) -> bool {
    let unified = inside.replace('\\', "/");
    let path = Path::new(&unified);
    unified.contains('\0')
        || unified.as_bytes().get(1) == Some(&b':')
        || path.components().any(|c| !matches!(c, Component::Normal(_) | Component::CurDir))
}

/// What programs put beside the files of people.
pub(super) fn is_hidden(inside: &str) -> bool {
    inside.split(['/', '\\']).any(|part| part.starts_with('.') && part != "." || part == "__MACOSX")
}

/// How many files an archive says are in it; `None` where that is not seen at once. It stands within the last 64 KB.
fn said_entries<R: Read + Seek>(file: &mut R) -> io::Result<Option<usize>> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(66_000)))?;
    let mut tail = vec![];
    file.take(66_000).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06");
    let count = at.and_then(|at| tail.get(at + 10..at + 12));
    Ok(count.map(|two| usize::from(two[0]) | usize::from(two[1]) << 8))
}
