//! Rows as files have them.

use super::super::{headings::Mapping, read::Table};
use super::*;

/// Reads the rows of a text.
fn read(text: &str, mapping: &str) -> Vec<Result<Parsed, Refused>> {
    let path = std::env::temp_dir().join(format!("kith-rows-{}", &base::seal::token()[..12]));
    std::fs::create_dir_all(&path).unwrap();
    let (file, map) = (path.join("a.csv"), path.join("map.toml"));
    std::fs::write(&file, text).unwrap();
    std::fs::write(&map, mapping).unwrap();
    let mut table = Table::open(&file, None).unwrap();
    let plan = Plan::for_services(&table, Mapping::read(&map).unwrap()).unwrap();
    let needs = HashSet::from(["edu-literacy".to_owned()]);
    let reading = Reading { plan: &plan, today: Date::new(2026, 11, 24).unwrap(), needs: &needs };
    let mut rows = vec![];
    while let Some(row) = table.next().unwrap() {
        rows.push(reading.row(&row));
    }
    std::fs::remove_dir_all(path).unwrap();
    rows
}

fn entry(text: &str) -> Entry {
    read(text, "").pop().unwrap().unwrap().entry
}

fn reason(text: &str) -> Reason {
    read(text, "").pop().unwrap().unwrap_err().reason
}

#[test]
fn an_address_is_put_together_once() {
    let e = entry(
        "name,address1,address2,address3,borough,postcode\nTea,2 Town  Square,Barking,LONDON BOROUGH OF BARKING & DAGENHAM,Barking And Dagenham,ig11 7nb\n",
    );
    assert_eq!(
        (e.street.as_deref(), e.borough.as_deref()),
        (Some("2 Town Square, Barking"), Some("Barking and Dagenham"))
    );
    assert_eq!((e.postcode.map(|p| p.to_string()).as_deref(), e.outcode.as_deref()), (Some("IG11 7NB"), Some("IG11")));
    let e = entry("name,address\nTea,\"3 Lime Walk, London E15 4ES\"\n");
    assert_eq!((e.street.as_deref(), e.outcode.as_deref()), (Some("3 Lime Walk, London"), Some("E15")));
    assert_eq!(entry("name,address\nTea,Flat 4 9 Lime Walk\n").outcode, None);
}

#[test]
fn a_code_goes_before_a_name_and_an_empty_one_is_said() {
    let rows = read("name,borough,lad\nA,HACKNEY,E09000012\nB,Hackney,E09000030\nC,Hackney,\nD,Watford,\n", "");
    let rows: Vec<Parsed> = rows.into_iter().map(Result::unwrap).collect();
    assert_eq!((rows[0].entry.borough.as_deref(), rows[0].remarks.len()), (Some("Hackney"), 0));
    assert_eq!(rows[1].entry.borough.as_deref(), Some("Tower Hamlets"));
    assert_eq!(rows[1].remarks, [Remark::TwoBoroughs("Hackney", "Tower Hamlets")]);
    assert_eq!((rows[2].entry.borough.as_deref(), &rows[2].remarks), (Some("Hackney"), &vec![Remark::NoArea]));
    assert_eq!(rows[3].entry.borough.as_deref(), Some("Watford"));
}

#[test]
fn rows_that_cannot_be_let_in_have_their_reason() {
    assert_eq!(reason("name,postcode\n-- ,E15 4ES\n"), Reason::NoName);
    assert_eq!(reason("name,postcode\nTea,\n"), Reason::NoPlace);
    for (lat, lon, why) in [
        ("51.5", "", Reason::HalfAPoint),
        ("fifty", "0.1", Reason::NoNumber),
        ("95", "0.1", Reason::OutOfRange),
        ("0", "0", Reason::OutOfRange),
        ("-0.1", "51.5", Reason::OutOfRange),
        ("NaN", "0.1", Reason::HalfAPoint),
        ("inf", "0.1", Reason::NoNumber),
    ] {
        assert_eq!(reason(&format!("name,lat,lon\nTea,{lat},{lon}\n")), why, "{lat} {lon}");
    }
    let refused = read("id,name,postcode\n7,,E15 4ES\n", "").pop().unwrap().unwrap_err();
    assert_eq!(refused.source_id.as_deref(), Some("7"), "the service of that id is not missing");
    assert_eq!(read("name,postcode\nTea,\n", "without_place = \"take\"").len(), 1);
}

#[test]
fn closed_is_anything_but_no() {
    for (value, closed) in [
        ("2013", true),
        ("yes", true),
        ("1 May 2019", true),
        ("", false),
        ("No", false),
        ("open", false),
        ("2031", false),
        ("2026-11-25", false),
        ("2026-11-24", true),
        ("N/A", false),
    ] {
        assert_eq!(entry(&format!("name,postcode,closed\nTea,E15 4ES,{value}\n")).closed, closed, "{value}");
    }
    let rows = read(
        "name,postcode,status\nA,E15 4ES,Live\nB,E15 4ES,Shut\n",
        "closed_when = [\"shut\"]\n[columns]\nclosed = \"status\"",
    );
    let closed: Vec<bool> = rows.into_iter().map(|r| r.unwrap().entry.closed).collect();
    assert_eq!(closed, [false, true]);
}

#[test]
fn an_id_is_derived_from_name_kind_and_place_however_they_are_spelt() {
    let id = |row: &str| read(&format!("name,kind,address,lat,lon\n{row}\n"), "").pop().unwrap().unwrap().source_id;
    let tea = id("Café Tea,hall,\"1 Lime Walk\",51.5,0.1");
    assert_eq!(tea, id("CAFE  TEA,Hall,1 Lime walk,51.6,0.2"), "the point does not count where there is an address");
    assert_ne!(tea, id("Café Tea,choir,1 Lime Walk,51.5,0.1"), "another kind at the same place is another service");
    assert_ne!(tea, id("Café Tea,hall,2 Lime Walk,51.5,0.1"));
    assert_eq!(id("Tea,hall,,51.50001,0.1"), id("Tea,hall,,51.50003,0.1"));
    assert_ne!(id("Tea,hall,,51.501,0.1"), id("Tea,hall,,51.502,0.1"));
    assert_eq!(read("id,name,postcode\nab-1,Tea,E15 4ES\n", "").pop().unwrap().unwrap().source_id, "ab-1");
}

#[test]
fn days_are_read_or_kept_as_they_are() {
    let e = entry(
        "name,postcode,monday,tuesday,wednesday,thursday\nTea,E15 4ES,9:30-17:00,Closed,\"10am to 1pm, 2pm to 5.30pm\",All Day (continuous)\n",
    );
    let said: Vec<_> =
        e.sessions.iter().map(|s| (s.day.as_str(), s.from.as_deref(), s.to.as_deref(), s.note.as_deref())).collect();
    assert_eq!(
        said,
        [
            ("mon", Some("09:30"), Some("17:00"), None),
            ("wed", Some("10:00"), Some("13:00"), None),
            ("wed", Some("14:00"), Some("17:30"), None),
            ("thu", None, None, Some("All Day (continuous)")),
        ]
    );
}

#[test]
fn cost_ages_languages_needs_and_ways_to_reach() {
    let text = "name,postcode,price,languages,needs,min age,max age,email,website,phone\n\
                Tea,E15 4ES,£3.50,\"Somali; fr, Klingon\",\"edu-literacy, nope\",18,old,not an address,www.tea.example/a,020 7946 0312\n";
    let parsed = read(text, "").pop().unwrap().unwrap();
    let e = parsed.entry;
    assert_eq!((e.price, e.free, e.age_min, e.age_max), (Some(350), Some(false), Some(18), None));
    assert_eq!((e.languages.unwrap(), e.needs), (vec!["so".to_owned(), "fr".into()], vec!["edu-literacy".to_owned()]));
    assert_eq!((e.website.as_deref(), e.email), (Some("https://www.tea.example/a"), None));
    let codes: Vec<&str> = parsed.remarks.iter().map(Remark::code).collect();
    assert_eq!(codes, ["language", "age", "email", "need"]);
    for (text, url) in [
        ("javascript:alert(1)", None),
        ("http://a.example", Some("http://a.example")),
        ("a.example", Some("https://a.example")),
        ("see below", None),
        ("https://u@a.example", None),
    ] {
        assert_eq!(address(text).as_deref(), url, "{text}");
    }
    for (text, n) in [
        ("free", Some(0)),
        ("0", Some(0)),
        ("50p", Some(50)),
        ("£3", Some(300)),
        ("2.5", Some(250)),
        ("£3-£5", None),
        ("ask", None),
    ] {
        assert_eq!(pence(text), n, "{text}");
    }
}

#[test]
fn a_masked_row_keeps_its_borough_alone_and_an_import_never_unmasks() {
    let text = "name,venue,address,postcode,lat,lon,borough,masked\nRefuge,The House,1 Lime Walk,E15 4ES,51.5,0.1,Newham,yes\n";
    let e = entry(text);
    assert!(e.masked && e.borough.as_deref() == Some("Newham"));
    assert!(
        e.venue.is_none() && e.street.is_none() && e.postcode.is_none() && e.point.is_none() && e.outcode.is_none()
    );
    let ward = entry(&text.replace("Newham", "Forest Gate North"));
    assert!(ward.masked && ward.borough.is_none(), "what is no borough may be finer than one");
    let mut there = e.service("feed", "1");
    let open = entry(&text.replace("yes", "no"));
    assert!(open.street.is_some());
    let at = "2026-11-24T09:00:00.000000Z".parse().unwrap();
    open.put_over(
        &mut there,
        &super::super::entry::Said::of("name venue address postcode lat masked"),
        "feed",
        false,
        at,
    );
    assert!(there.masked && there.street.is_none() && there.point.is_none() && there.postcode.is_none());
}

#[test]
fn what_the_file_does_not_speak_of_stays() {
    let first = entry("name,postcode,email,borough\nTea,E15 4ES,tea@hall.example,Newham\n");
    let mut there = first.service("feed", "1");
    there.description = "Written by somebody here.".into();
    let said = super::super::entry::Said::of("name postcode");
    let at = "2026-11-24T09:00:00.000000Z".parse().unwrap();
    let second = entry("name,postcode\nTea and cake,E15 4ET\n");
    second.put_over(&mut there, &said, "feed", false, at);
    assert_eq!((there.name.as_str(), there.email.as_deref()), ("Tea and cake", Some("tea@hall.example")));
    assert_eq!(
        (there.description.as_str(), there.postcode.clone().unwrap().as_str()),
        ("Written by somebody here.", "E15 4ET")
    );
    // Closed by hand, it stays closed; closed by the feed, it opens again.
    there.closed_at = Some(at);
    second.put_over(&mut there, &said, "feed", false, at);
    assert!(there.closed_at.is_some());
    second.put_over(&mut there, &said, "feed", true, at);
    assert!(there.closed_at.is_none());
}
