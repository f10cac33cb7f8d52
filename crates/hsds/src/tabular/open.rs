//! Finds the tables: in a folder, an archive, a JSON object, or one file alone.

use super::{
    Broken, Tables, Unread, json,
    kind::{Kind, TABLES},
    sheet::Sheet,
    zipped::{self, Folder},
};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

/// No folder has more tables.
const MOST_FILES: usize = 200;

/// What a datapackage says of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    pub name: Option<String>,
    pub licence: Option<String>,
    pub licence_url: Option<String>,
}

/// Opens the tables of a feed: a folder of CSV files, a `.zip` of them, a JSON object of tables, or one CSV file. Every file is read once here.
///
/// # Errors
/// There are no such tables, or one of them cannot be read to its end; in words for whoever publishes them.
pub fn open(path: &Path) -> Result<Tables, Broken> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let io = |error| Broken::Io { file: name.clone(), error };
    if fs::metadata(path).map_err(io)?.is_dir() {
        return folder(path, &name, None);
    }
    let mut head = vec![];
    File::open(path).map_err(io)?.take(4096).read_to_end(&mut head).map_err(io)?;
    let lower = name.to_ascii_lowercase();
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        if lower.ends_with(".xlsx") || lower.ends_with(".ods") {
            let what = "it is a workbook; save each of its tables as CSV".to_owned();
            return Err(Broken::Form { file: name, what });
        }
        let unpacked = zipped::unpack(path, &name)?;
        let inside = unpacked.path().to_owned();
        return folder(&inside, &name, Some(unpacked));
    }
    if lower.ends_with(".zip") {
        return Err(Broken::Form { file: name, what: "it is named .zip and is none".to_owned() });
    }
    let begins = head.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf));
    match begins {
        Some(b'{') => {
            let own = Folder::new()?;
            let sheets = json::sheets(path, &name, &own)?;
            Tables::of(sheets, Some(own), None, vec![])
        }
        Some(b'[') => {
            let what = "it is a list; tables stand in an object, each under its name".to_owned();
            Err(Broken::Form { file: name, what })
        }
        _ => Tables::of(vec![Sheet::csv(path, &name)?], None, package(path.parent()), vec![]),
    }
}

fn folder(path: &Path, name: &str, own: Option<Folder>) -> Result<Tables, Broken> {
    let io = |error| Broken::Io { file: name.to_owned(), error };
    let inside = |path: &Path| -> Result<(Vec<PathBuf>, Vec<PathBuf>), Broken> {
        let (mut files, mut folders) = (vec![], vec![]);
        for entry in fs::read_dir(path).map_err(io)? {
            let path = entry.map_err(io)?.path();
            let name = file_name(&path);
            if zipped::is_hidden(&name) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if name.to_ascii_lowercase().ends_with(".csv") {
                files.push(path);
            }
        }
        files.sort();
        folders.sort();
        Ok((files, folders))
    };
    let (mut files, folders) = inside(path)?;
    let mut home = path.to_owned();
    if files.is_empty() {
        let mut found = vec![];
        for below in folders {
            let (inner, _) = inside(&below)?;
            if !inner.is_empty() {
                found.push((below, inner));
            }
        }
        if found.len() > 1 {
            let what = "its tables stand in more than one folder".to_owned();
            return Err(Broken::Form { file: name.to_owned(), what });
        }
        (home, files) = found.pop().unwrap_or((home, files));
    }
    if files.len() > MOST_FILES {
        return Err(Broken::Form { file: name.to_owned(), what: format!("there are more than {MOST_FILES} files") });
    }
    let (mut sheets, mut unread) = (vec![], vec![]);
    for file in &files {
        let name = file_name(file);
        match Sheet::csv(file, &name) {
            Ok(sheet) => sheets.push(sheet),
            // Some programs write a table without rows as a file without bytes.
            Err(Broken::Form { what, .. }) if fs::metadata(file).is_ok_and(|m| m.len() == 0) => {
                unread.push(Unread { file: name, why: what });
            }
            // A file that is none of ours may be as it likes.
            Err(fault) if !Kind::is_named(&name) => unread.push(Unread { file: name, why: fault.to_string() }),
            Err(fault) => return Err(fault),
        }
    }
    if sheets.is_empty() {
        let what = "there is no CSV file with a row in it".to_owned();
        return Err(Broken::Form { file: name.to_owned(), what });
    }
    let package = package(Some(&home)).or_else(|| package(Some(path)));
    Tables::of(sheets, own, package, unread)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What of all the files is which table. A file whose name says it comes before one that only looks like it.
pub(super) fn sorted(sheets: Vec<Sheet>, unread: &mut Vec<Unread>) -> Result<Vec<(Kind, Sheet)>, Broken> {
    let mut found: Vec<(Kind, bool, Sheet)> = vec![];
    for sheet in sheets {
        let file = sheet.name.to_string();
        match sheet.kind() {
            None => unread.push(Unread { file, why: "its columns are those of no table of the standard".to_owned() }),
            Some(Kind::ChangeLog) => {
                unread.push(Unread {
                    file,
                    why: "what it says of the tables themselves is not needed, and may name people".to_owned(),
                });
            }
            Some(kind) => found.push((kind, Kind::is_named(&sheet.name), sheet)),
        }
    }
    let mut out = vec![];
    for kind in TABLES.iter().map(|t| t.kind) {
        let (mut these, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|(k, ..)| *k == kind);
        found = rest;
        if these.iter().any(|(_, named, _)| *named) {
            these.retain(|(_, named, sheet)| {
                if !named {
                    let why = format!("it looks like {}, which another file holds by its name", kind.table().name);
                    unread.push(Unread { file: sheet.name.to_string(), why });
                }
                *named
            });
        }
        if these.len() > 1 {
            let files = these.iter().map(|(.., sheet)| sheet.name.to_string()).collect();
            return Err(Broken::SameTable { table: kind.table().name, files });
        }
        out.extend(these.into_iter().map(|(kind, _, sheet)| (kind, sheet)));
    }
    Ok(out)
}

/// The datapackage of a folder, as far as it can be read; nothing hangs on it.
fn package(folder: Option<&Path>) -> Option<Package> {
    let mut text = vec![];
    File::open(folder?.join("datapackage.json")).ok()?.take(4 << 20).read_to_end(&mut text).ok()?;
    let package: Value = serde_json::from_slice(&text).ok()?;
    let line = |value: &Value, keys: &[&str]| {
        let said = keys.iter().find_map(|key| value.get(*key)?.as_str()).map(str::trim).filter(|t| !t.is_empty())?;
        Some(said.chars().take(300).collect::<String>())
    };
    let licence = package.get("licenses").and_then(|l| l.get(0)).or_else(|| package.get("license")).cloned();
    let licence = licence.map(|l| if l.is_string() { serde_json::json!({ "name": l }) } else { l }).unwrap_or_default();
    let package = Package {
        name: line(&package, &["title", "name"]),
        licence: line(&licence, &["title", "name", "type"]),
        licence_url: line(&licence, &["url", "path"]),
    };
    (package != Package::default()).then_some(package)
}
