//! A feed of a county: time and memory.

use super::*;
use std::{io::Write, time::Instant};

/// Services with five rows of other tables each, in another order than theirs.
fn generated(feed: &Feed, services: u64) {
    let file = |name: &str, heading: &str| {
        let mut out = std::io::BufWriter::new(fs::File::create(feed.file(name)).unwrap());
        writeln!(out, "{heading}").unwrap();
        out
    };
    let mut organizations = file("organizations.csv", "id,name,description");
    for n in 0..services / 10 {
        writeln!(organizations, "o{n},Kettle {n},\"Neighbours, and tea\"").unwrap();
    }
    let mut out = [
        file("services.csv", "id,organization_id,name,description,status"),
        file("services_at_location.csv", "id,service_id,location_id"),
        file("locations.csv", "id,name,latitude,longitude"),
        file("phones.csv", "id,service_id,location_id,number"),
        file("physical_addresses.csv", "id,location_id,address_1,city,state_province,postal_code,country"),
        file("regular_schedules.csv", "id,service_id,weekday,opens_at,closes_at"),
    ];
    for n in 0..services {
        let other = n * 7919 % services;
        writeln!(out[0], "s{n},o{},Tea {n},{},active", n / 10, "Come in. There is tea. ".repeat(10)).unwrap();
        writeln!(out[1], "a{other},s{other},l{other}").unwrap();
        writeln!(out[2], "l{n},Hall {n},51.53,-0.06").unwrap();
        writeln!(out[3], "p{other},s{other},,020 7946 0{:03}", other % 1000).unwrap();
        writeln!(out[4], "x{other},l{other},{other} Rope Walk,London,Greater London,E2 8AA,GB").unwrap();
        writeln!(out[5], "r{other},s{other},Tuesday,10:00,12:00").unwrap();
    }
}

/// The most memory that this process ever had, in MB; other tests run beside.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb / 1024)
}

#[test]
fn twenty_thousand_services_pass_through() {
    let feed = Feed::new(&[]);
    let mut took = vec![];
    for services in [5_000, 20_000] {
        generated(&feed, services);
        let begun = Instant::now();
        let mut tables = open(feed.path()).unwrap();
        let (mut records, mut last) = (0, None);
        while let Some(row) = tables.next().unwrap() {
            let Row::Record(record) = row else { panic!("{row:?}") };
            records += 1;
            last = Some(record);
        }
        took.push(begun.elapsed());
        assert_eq!((records, tables.orphans()), (services + services / 10, [].as_slice()));
        let last = last.unwrap();
        let document = canonical::record(last.object, Value::Object(last.record), "test").unwrap();
        let lines = told(&document);
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert!(lines.contains(&format!("  physical {} Rope Walk, E2 8AA", services - 1)));
    }
    // Four times as much takes four times as long, not sixteen.
    assert!(took[1] < took[0] * 10, "{took:?}");
    assert!(peak().is_none_or(|mb| mb < 400), "{:?} MB", peak());
}
