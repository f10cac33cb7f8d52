//! Whole feeds: made-up services in London, in the tables of every vintage, told in the words of a directory.

mod faults;
mod large;
mod vintages;

use super::*;
use crate::canonical;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder of one test, gone afterwards.
struct Feed(zipped::Folder);

impl Feed {
    fn new(files: &[(&str, &str)]) -> Feed {
        let folder = zipped::Folder::new().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Feed(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// What came out of a feed.
struct Came {
    tables: Tables,
    records: Vec<Record>,
    documents: Vec<canonical::Record>,
    /// `services.csv:3 it has no id…`
    refused: Vec<String>,
}

impl Came {
    fn service(&self, name: &str) -> &canonical::Record {
        let of = |r: &&canonical::Record| r.object.name == "service" && r.document["name"] == name;
        self.documents.iter().find(of).unwrap_or_else(|| panic!("no {name}: {:?}", self.refused))
    }

    fn left(&self) -> Vec<String> {
        self.tables.orphans().iter().map(|l| format!("{} {} {} {:?}", l.file, l.why.code(), l.rows, l.lines)).collect()
    }
}

fn all(mut tables: Tables) -> Came {
    let (mut records, mut documents, mut refused) = (vec![], vec![], vec![]);
    while let Some(row) = tables.next().unwrap() {
        match row {
            Row::Refused { file, line, raw, why, .. } => {
                assert!(!raw.is_empty(), "what was refused is shown");
                refused.push(format!("{file}:{line} {why}"));
            }
            Row::Record(record) => {
                match canonical::record(record.object, Value::Object(record.record.clone()), "test") {
                    Ok(document) => documents.push(document),
                    Err((_, why)) => refused.push(format!("{}:{} {why}", record.file, record.line)),
                }
                records.push(record);
            }
        }
    }
    assert!(tables.next().unwrap().is_none(), "the end stays the end");
    Came { tables, records, documents, refused }
}

fn read(path: &Path) -> Came {
    all(open(path).unwrap_or_else(|broken| panic!("{broken}")))
}

fn broken(path: &Path) -> String {
    match open(path) {
        Ok(_) => panic!("{} was read", path.display()),
        Err(broken) => format!("[{}] {broken}", broken.code()),
    }
}

/// What a document says, a line for a fact.
fn told(record: &canonical::Record) -> Vec<String> {
    fn each<'a>(d: &'a Value, list: &str) -> Vec<&'a Value> {
        d.get(list).and_then(Value::as_array).into_iter().flatten().collect()
    }
    fn said(d: &Value, key: &str) -> String {
        match d.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => "-".to_owned(),
        }
    }
    fn tell(d: &Value, whose: &str, out: &mut Vec<String>) {
        for phone in each(d, "phones") {
            let languages: Vec<String> = each(phone, "languages").into_iter().map(|l| said(l, "code")).collect();
            let languages = if languages.is_empty() { String::new() } else { format!(" in {}", languages.join(", ")) };
            out.push(format!("{whose} is called on {}{languages}", said(phone, "number")));
        }
        for contact in each(d, "contacts") {
            out.push(format!("{whose} asks for {}", said(contact, "title")));
            tell(contact, "  who", out);
        }
        for s in each(d, "schedules") {
            let on = [
                "byday",
                "freq",
                "interval",
                "valid_from",
                "valid_to",
                "opens_at",
                "closes_at",
                "description",
                "attending_type",
            ];
            let on: Vec<String> = on.iter().filter(|k| s.get(**k).is_some()).map(|k| said(s, k)).collect();
            let closed = said(s, "notes").starts_with("Closed");
            out.push(format!("{whose} is {} {}", if closed { "closed" } else { "open" }, on.join(" ")));
        }
        for (list, key, word) in [
            ("languages", "name", "speaks"),
            ("service_areas", "name", "serves"),
            ("required_documents", "document", "wants to see"),
            ("funding", "source", "is paid by"),
            ("programs", "name", "has the programme"),
            ("organization_identifiers", "identifier", "is registered as"),
            ("additional_urls", "url", "is also at"),
            ("additional_websites", "url", "is also at"),
        ] {
            out.extend(each(d, list).into_iter().map(|row| format!("{whose} {word} {}", said(row, key))));
        }
        for cost in each(d, "cost_options") {
            let (amount, currency, option) = (said(cost, "amount"), said(cost, "currency"), said(cost, "option"));
            out.push(format!("{whose} costs {amount} {currency} for {option}"));
        }
        for free in each(d, "capacities") {
            let unit = free.get("unit").map(|u| said(u, "name")).unwrap_or_default();
            out.push(format!("{whose} has {} of {} {unit}", said(free, "available"), said(free, "maximum")));
        }
        for a in each(d, "attributes") {
            match a.get("taxonomy_term") {
                Some(term) => out.push(format!("{whose} is about {} ({})", said(term, "name"), said(term, "taxonomy"))),
                None => out.push(format!("{whose}: {} {}", said(a, "label"), said(a, "value"))),
            }
        }
        for at in each(d, "service_at_locations") {
            tell(at, "there it", out);
            if let Some(place) = at.get("location") {
                out.push(format!("{whose} is at {} ({})", said(place, "name"), said(place, "location_type")));
                for address in each(place, "addresses") {
                    let (kind, line) = (said(address, "address_type"), said(address, "address_1"));
                    out.push(format!("  {kind} {line}, {}", said(address, "postal_code")));
                }
                let access = each(place, "accessibility");
                out.extend(access.into_iter().map(|a| format!("  access: {}", said(a, "description"))));
                tell(place, "the place", out);
            }
        }
        for (key, word) in [
            ("eligibility_description", "is for"),
            ("minimum_age", "is from the age of"),
            ("maximum_age", "is up to the age of"),
            ("url", "is at"),
            ("website", "is at"),
            ("year_incorporated", "is there since"),
        ] {
            if d.get(key).is_some() {
                out.push(format!("{whose} {word} {}", said(d, key).replace('\n', " / ")));
            }
        }
        if let Some(organization) = d.get("organization") {
            out.push(format!("{whose} is run by {}", said(organization, "name")));
        }
        if let Some(program) = d.get("program") {
            out.push(format!("{whose} is part of {}", said(program, "name")));
        }
    }
    let mut out = vec![];
    tell(&Value::Object(record.document.clone()), "it", &mut out);
    out.sort();
    out
}

/// Asserts what is told, whatever the order.
fn assert_told(record: &canonical::Record, lines: &[&str]) {
    let mut lines: Vec<&str> = lines.to_vec();
    lines.sort_unstable();
    assert_eq!(told(record), lines);
}
