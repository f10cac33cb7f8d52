//! What is wrong with files: it is said with file and line, and nothing panics.

use super::*;
use std::io::Write;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

pub(super) fn zip(path: &Path, entries: &[(String, Vec<u8>)]) {
    let mut writer = ZipWriter::new(fs::File::create(path).unwrap());
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
}

const ORGS: &str = "id,name,description\no1,The Kettle,Neighbours.\n";
const SERVICES: &str = "id,organization_id,name,status\ns1,o1,Tea & talk,active\n";

#[test]
fn a_file_that_cannot_be_read_on_is_refused_with_its_line() {
    let long = format!("id,name\no1,\"{}", "y\n".repeat(1 << 19));
    for (name, bytes, says) in [
        (
            "organizations.csv",
            b"id,name\no1,\"Kettle\no2,Pot\n".as_slice(),
            "[file] organizations.csv, line 2: a quotation mark is not closed",
        ),
        ("organizations.csv", long.as_bytes(), "[file] organizations.csv, line 2: a quotation mark is not closed"),
        ("organizations.csv", b"\xff\xfei\0d\0", "[form] organizations.csv: it is UTF-16; save it as UTF-8"),
        ("organizations.csv", b"i\0d\0,\0n\0a\0m\0e\0", "[file] organizations.csv, line 1: it seems to be UTF-16"),
        (
            "organizations.csv",
            b"id,name,Name\no1,a,b\n",
            "[file] organizations.csv, line 1: two columns are called name",
        ),
        ("organizations.csv", b" , ,\n", "[file] organizations.csv, line 1: the headings are empty"),
        ("organizations.csv", b"name,email\na,b\n", "[file] organizations.csv, line 1: there is no column “id”"),
        ("organizations.csv", b"id,name\n", "[form] organizations.csv: it has headings and no rows"),
        ("organizations.csv", b"PK\x03\x04 and so on", "[archive] organizations.csv is not unpacked: it is damaged"),
        ("organizations.csv", b"\x1f\x8b\x08", "[form] organizations.csv: it is compressed with gzip"),
        ("organizations.csv", b"", "[form] organizations.csv: it is empty"),
        (
            "colours.csv",
            b"colour,weight\nred,2\n",
            "[nothing] no table of the standard is in it; colours.csv: its columns are those of no table of the standard",
        ),
        (
            "phones.csv",
            b"id,service_id,number\n1,s1,020 7946 0101\n",
            "[alone] phones.csv holds phones; there are neither",
        ),
        ("list.json", b"[{\"id\":1}]", "[form] list.json: it is a list; tables stand in an object"),
        ("one.json", b"{\"id\":1}", "[nothing] no table of the standard is in it"),
        (
            "cut.json",
            b"{\"services.csv\":[{\"id\":1},\n{\"id\":",
            "[file] cut.json, line 2: services.csv: it ends in the middle",
        ),
        ("cut.json", b"{\"services.csv\"", "[file] cut.json, line 1: “:” was expected"),
        ("more.json", b"{\"services.csv\":[]} x", "[file] more.json, line 1: something follows its end"),
        ("none.json", b"{\"services.csv\":[]}", "[form] services.csv: it has headings and no rows"),
        ("feed.zip", b"no archive", "[form] feed.zip: it is named .zip and is none"),
        ("book.xlsx", b"PK\x03\x04", "[form] book.xlsx: it is a workbook"),
    ] {
        let feed = Feed::new(&[]);
        let path = feed.file(name);
        fs::write(&path, bytes).unwrap();
        let said = broken(&path);
        assert!(said.starts_with(says), "{said} / {says}");
    }
    let feed = Feed::new(&[("organizations.csv", ORGS), ("phone.csv", "id,number\n"), ("phones.csv", "id,number\n")]);
    assert_eq!(
        broken(feed.path()),
        "[same-table] phone.csv and phones.csv hold the same table (phones): leave one of them"
    );
    let feed = Feed::new(&[("readme.txt", "x")]);
    assert!(broken(feed.path()).ends_with("there is no CSV file with a row in it"));
    assert!(broken(&feed.file("missing.csv")).starts_with("[io] missing.csv could not be read"));
}

#[test]
fn rows_at_fault_are_refused_and_the_others_are_read() {
    let feed = Feed::new(&[("organizations.csv", ORGS)]);
    let long = "y".repeat(rows::LONGEST_ROW);
    let services = [
        "id,organization_id,name,status\n".as_bytes(),
        b"s1,o1,Tea,active\n",
        b"s2,o1,Short\n",
        b"s3,o1,\"Choir\"x,active\n",
        b"s4,o1,Nul\0,active\n",
        b"s5,o1,",
        long.as_bytes(),
        b",active\n,,,\n",
        b"s6,o1,Caf\xe9 \x80,active\n",
    ]
    .concat();
    fs::write(feed.file("services.csv"), services).unwrap();
    let mut phones = "id,service_id,number\n1,s1\n2,s1,020 7946 0101\n".to_owned();
    phones.push_str(&"x\n".repeat(150));
    fs::write(feed.file("phones.csv"), phones).unwrap();
    let mut came = read(feed.path());
    assert_eq!(came.refused.len(), 104);
    assert_eq!(came.refused[0], "phones.csv:2 it cannot be read: 2 columns where the headings have 3");
    assert_eq!(
        came.refused.split_off(100),
        [
            "services.csv:3 it cannot be read: 3 columns where the headings have 4",
            "services.csv:4 it cannot be read: there is text after a closing quotation mark",
            "services.csv:5 it cannot be read: it contains a zero byte: this is no text",
            "services.csv:6 it cannot be read: the row is longer than 1 MB",
        ]
    );
    assert_eq!(came.left(), ["phones.csv unreadable 51 [103, 104, 105, 106, 107, 108, 109, 110, 111, 112]"]);
    assert_told(came.service("Tea"), &["it is called on 020 7946 0101", "it is run by The Kettle"]);
    assert_told(came.service("Café €"), &["it is run by The Kettle"]);
    let issue = &came.records.last().unwrap().issues[0];
    assert_eq!((issue.at.as_str(), issue.what.code(), issue.now.as_deref()), ("services.csv", "not-text", Some("é€")));
}

#[test]
fn what_is_private_is_not_shown() {
    let feed = Feed::new(&[
        ("organizations.csv", "id,name,is_private\no1,The Kettle,\no2,Hidden House,yes\n"),
        (
            "services.csv",
            "id,organization_id,name,status,confidential\ns1,o1,Refuge,active,\ns2,o2,Hidden help,active,\ns3,o1,Secret,active,TRUE\n",
        ),
        ("services_at_location.csv", "id,service_id,location_id\n1,s1,l1\n2,s1,l2\n"),
        (
            "locations.csv",
            "id,name,latitude,longitude,MaskExactAddress\nl1,Rose House,51.5,-0.1,\nl2,Lily House,51.5,-0.1,1\n",
        ),
        (
            "addresses.csv",
            "id,location_id,address_1,city,state_province,postal_code,country,AddressIsPrivate\n1,l1,1 Hidden Lane,London,Greater London,E8 1ZZ,GB,true\n2,l2,2 Hidden Lane,London,Greater London,E8 1ZY,GB,\n",
        ),
        ("phones.csv", "id,service_id,number,is_private\n1,s1,020 7946 0101,\n2,s1,020 7946 0666,1\n"),
    ]);
    let came = read(feed.path());
    assert_eq!(
        came.refused,
        [
            "organizations.csv:3 it must not be published: the publisher marked it as private",
            "services.csv:3 it must not be published: the publisher marked it as private",
            "services.csv:4 it must not be published: the publisher marked it as private",
        ]
    );
    let text = came.documents.iter().map(|d| format!("{:?}{:?}", d.document, d.issues)).collect::<String>();
    for secret in ["Hidden", "Rose", "Lily", "E8", "51.5", "0666"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(came.service("Refuge").document["service_at_locations"].as_array().unwrap().len(), 2);
    assert_eq!(came.left(), ["phones.csv private 1 []"]);
}

#[test]
fn archives_that_are_no_feeds() {
    let feed = Feed::new(&[]);
    let of = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let orgs = of("organizations.csv", ORGS.as_bytes());
    let many: Vec<_> = (0..201).map(|n| of(&format!("{n}.txt"), b"")).collect();
    for (entries, says) in [
        (vec![orgs.clone(), of("services.csv", &vec![b'y'; 60 << 20])], "“services.csv” is more than 200 times larger"),
        (vec![orgs.clone(), of("inner.zip", b"PK\x03\x04")], "“inner.zip” in it is an archive again"),
        (vec![orgs.clone(), of("../services.csv", b"x")], "“../services.csv” would be put outside its folder"),
        (vec![orgs.clone(), of("a/../../x.csv", b"x")], "would be put outside its folder"),
        (vec![orgs.clone(), of("/etc/x.csv", b"x")], "“/etc/x.csv” would be put outside its folder"),
        (vec![orgs.clone(), of("..\\x.csv", b"x")], "would be put outside its folder"),
        (vec![orgs.clone(), of("C:\\x.csv", b"x")], "would be put outside its folder"),
        (vec![orgs.clone(), of("a/services.csv", b"x")], "its tables stand in more than one folder"),
        (many, "there are more than 200 files in it"),
    ] {
        let path = feed.file("feed.zip");
        zip(&path, &entries);
        let said = broken(&path);
        assert!(said.starts_with("[archive] feed.zip is not unpacked: ") && said.contains(says), "{said}");
    }
    // What programs put beside is no matter.
    let path = feed.file("feed.zip");
    let beside = [of("__MACOSX/._organizations.csv", b"\0"), of("x/.hidden.csv", b"\0"), of("read me.txt", b"hello")];
    zip(&path, &[vec![orgs.clone()], beside.to_vec()].concat());
    assert_eq!(read(&path).documents.len(), 1);
    // A bit of an archive that has changed is noticed by its sum.
    let text: String = (0..2000u64).map(|n| format!("o{n},Kettle {}\n", n.wrapping_mul(0x9e37_79b9))).collect();
    zip(&path, &[of("organizations.csv", format!("id,name\n{text}").as_bytes())]);
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, bytes).unwrap();
        if let Ok(tables) = open(&path) {
            assert_eq!(all(tables).documents.len(), 2000, "byte {at}");
        }
    }
    for end in (0..whole.len()).step_by(whole.len() / 20) {
        fs::write(&path, &whole[..end]).unwrap();
        broken(&path);
    }
}

#[test]
fn what_was_unpacked_is_gone_afterwards() {
    let feed = Feed::new(&[]);
    let path = feed.file("feed.zip");
    zip(&path, &[("organizations.csv".to_owned(), ORGS.as_bytes().to_vec())]);
    let tables = open(&path).unwrap();
    let folder = tables._folder.as_ref().map(|f| f.path().to_owned()).unwrap();
    assert!(folder.join("organizations.csv").exists());
    drop(tables);
    assert!(!folder.exists());
}

/// A service that names a large place in two thousand ways would fill the memory.
#[test]
fn a_record_that_swells_is_refused() {
    let at: String = (0..2000).map(|n| format!("at{n},s1,l1\n")).collect();
    let feed = Feed::new(&[
        ("organizations.csv", ORGS),
        ("services.csv", SERVICES),
        ("services_at_location.csv", &format!("id,service_id,location_id\n{at}")),
        ("locations.csv", &format!("id,name,description\nl1,Hall,{}\n", "y".repeat(200_000))),
    ]);
    let came = read(feed.path());
    assert_eq!(came.refused, ["services.csv:2 it is larger than 8 MB"]);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_noticed() {
    let feed = Feed::new(&[("organizations.csv", ORGS), ("services.csv", SERVICES)]);
    let phones = "id,service_id,number\n1,s1,020 7946 0101\n";
    fs::write(feed.file("phones.csv"), phones).unwrap();
    let mut tables = open(feed.path()).unwrap();
    fs::write(feed.file("phones.csv"), phones.replace("s1", "s2")).unwrap();
    assert!(tables.next().unwrap().is_some());
    let said = tables.next().unwrap_err();
    assert_eq!(
        (said.code(), said.to_string().as_str()),
        ("changed", "phones.csv changed while it was read: try again")
    );
    assert!(tables.next().unwrap().is_none());
}

/// Files that stand alone: what they are is seen by their columns.
#[test]
fn a_file_alone() {
    let feed = Feed::new(&[("our list.csv", "Id,Organisation ID,Name,Status\n1,9,Tea,active\n2,9,,active\n")]);
    let came = read(&feed.file("our list.csv"));
    assert_eq!(
        came.service("Tea").document["organization_id"],
        canonical::minted("test", "organization", "9").to_string()
    );
    assert_eq!(came.refused, ["our list.csv:3 it has no name"]);
    let feed = Feed::new(&[
        ("organizations.csv", ORGS),
        ("valid_phones.csv", "id,service_id,number\n"),
        ("invalid_phones.csv", "id,service_id,number\n"),
    ]);
    assert!(broken(feed.path()).contains("invalid_phones.csv and valid_phones.csv hold the same table"));
    fs::write(feed.file("phones.csv"), "id,organization_id,number\n1,o1,020 7946 0101\n").unwrap();
    let came = read(feed.path());
    assert_told(&came.documents[0], &["it is called on 020 7946 0101"]);
    assert_eq!(came.tables.unread().len(), 2);
}

/// Reads a feed to its end, whatever it is; how many rows came, and of some whether they can be made again.
fn read_anyhow(path: &Path, check: bool) -> u32 {
    let Ok(mut tables) = open(path) else { return 0 };
    let mut rows = 0;
    while let Ok(Some(row)) = tables.next() {
        rows += 1;
        if let Row::Record(record) = row {
            let _ = canonical::record(record.object, Value::Object(record.record), "test");
            assert!(!check || again(&record.raw).is_ok(), "{}", record.raw);
        }
    }
    rows
}

/// Numbers that are the same in every run.
fn any(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    usize::try_from(*seed >> 33).unwrap() % below
}

#[test]
fn whatever_is_bitten_out_of_json_nothing_panics() {
    let feed = Feed::new(&[]);
    let path = feed.file("tables.json");
    let text = vintages::as_json(vintages::HSDS3, ".csv").into_bytes();
    let (mut seed, mut read) = (7, 0);
    for _ in 0..120 {
        let at = any(&mut seed, text.len());
        let mut bytes = text.clone();
        bytes[at] = b"{}[]\",:0\\ \xff\0"[any(&mut seed, 12)];
        fs::write(&path, &bytes).unwrap();
        read += read_anyhow(&path, true);
        fs::write(&path, &bytes[..at]).unwrap();
        assert_eq!(read_anyhow(&path, true), 0, "cut off at {at}");
    }
    assert!(read > 30, "{read}");
    let deep = format!("{{\"services.csv\":[{{\"id\":{}1{}}},{{\"id\":2}}]}}", "[".repeat(99_999), "]".repeat(99_999));
    fs::write(&path, deep).unwrap();
    assert_eq!(super::read(&path).refused.len(), 2);
}

/// Whoever reads may do so in another thread.
#[test]
fn tables_go_to_other_threads() {
    fn goes<T: Send>() {}
    goes::<Tables>();
}

/// Each cell of each feed is emptied, or holds rubbish; and the files are cut and bitten into. Nothing panics, and what is read is read to its end.
#[test]
fn whatever_stands_in_a_cell_nothing_panics() {
    let mut runs = 0;
    let mut run = |path: &Path| {
        runs += 1;
        read_anyhow(path, runs % 20 == 0)
    };
    let mut read = 0;
    for files in [vintages::HSDS1, vintages::HSDS2, vintages::HSDS3, vintages::OHANA] {
        let feed = Feed::new(files);
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".csv")) {
            let delimiter = rows::guess(text.as_bytes());
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let rows: Vec<Vec<String>> =
                reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            for (y, row) in rows.iter().enumerate() {
                for x in 0..row.len() {
                    for rubbish in ["", "☃\"\n<b>-1e99,;"] {
                        if row[x] == rubbish {
                            continue;
                        }
                        let mut changed = rows.clone();
                        changed[y][x] = rubbish.to_owned();
                        let mut out = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(vec![]);
                        changed.iter().for_each(|row| out.write_record(row).unwrap());
                        fs::write(feed.file(name), out.into_inner().unwrap()).unwrap();
                        read += run(feed.path());
                    }
                }
            }
            let mut seed = 7;
            for _ in 0..4 {
                let at = any(&mut seed, text.len());
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] = u8::try_from(any(&mut seed, 256)).unwrap();
                fs::write(feed.file(name), &bytes).unwrap();
                read += run(feed.path());
                fs::write(feed.file(name), &bytes[..at]).unwrap();
                read += run(feed.path());
            }
            fs::write(feed.file(name), text).unwrap();
        }
    }
    assert!(read > 3000, "{read}");
}
