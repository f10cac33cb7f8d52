//! One service in the tables of four vintages, and what each can say of it.

use super::*;

const ORG: &str = "0199c0de-0000-7000-8000-000000000001";

/// What every vintage can say.
const IN_ALL: &[&str] = &[
    "it is run by The Kettle",
    "it is at Rope Walk Hall (physical)",
    "  physical 1 Rope Walk, E2 8AA",
    "  postal PO Box 7, E2 8AB",
    "it is called on 020 7946 0101",
    "it is for Neighbours over 50",
    "it speaks Bengali",
    "it serves Hackney",
    "it wants to see A letter with your address",
    "it is paid by The Rope Trust",
    "it is about Befriending (Kinds)",
];

pub(super) const HSDS1: &[(&str, &str)] = &[
    (
        "organizations.csv",
        "id,name,description,email,url,year_incorporated\n0199c0de-0000-7000-8000-000000000001,The Kettle,Neighbours.,info@kettle.example,www.kettle.example,1998\n",
    ),
    ("programs.csv", "id,organization_id,name,alternate_name\np1,0199c0de-0000-7000-8000-000000000001,Warm rooms,\n"),
    (
        "services.csv",
        "id,organization_id,program_id,name,description,url,status,fees,taxonomy_ids\ns1,0199C0DE-0000-7000-8000-000000000001,p1,Tea & talk,\"Come in.\nThere is \"\"tea\"\".\",,active,Free,\ns2,no-such,,Lost,,,active,,\n,0199c0de-0000-7000-8000-000000000001,,Nameless,,,active,,\ns1,0199c0de-0000-7000-8000-000000000001,,Again,,,active,,\ns3,0199c0de-0000-7000-8000-000000000001,,Choir,,,active,,,\n",
    ),
    ("services_at_location.csv", "id,service_id,location_id,description\nat1,s1,l1,\nat2,s1,nowhere,\n"),
    (
        "locations.csv",
        "id,organization_id,name,latitude,longitude\nl1,0199c0de-0000-7000-8000-000000000001,Rope Walk Hall,51.53,-0.06\nl2,0199c0de-0000-7000-8000-000000000001,Empty Hall,,\n",
    ),
    (
        "phones.csv",
        "id,location_id,service_id,organization_id,contact_id,service_at_location_id,number,extension,type,language,description,department\nf1,l1,s1,,,,020 7946 0101,,voice,\"en, bn\",,\nf2,,,,c1,,07700 900123,4,voice,,,Bookings\nf3,,gone,,,,020 7946 0999,,,,,\nf4,,,,,,020 7946 0998,,,,,\n",
    ),
    (
        "contacts.csv",
        "id,organization_id,service_id,service_at_location_id,name,title,department,email\nc1,,s1,,Duty desk,Host,,\n",
    ),
    (
        "physical_addresses.csv",
        "id,location_id,attention,address_1,address_2,address_3,address_4,city,region,state_province,postal_code,country\n1,l1,,1 Rope Walk,Floor 2,Room 3,,London,,Greater London,E2 8AA,GB\n",
    ),
    (
        "postal_addresses.csv",
        "id,location_id,attention,address_1,city,state_province,postal_code,country\n1,l1,,PO Box 7,London,Greater London,E2 8AB,GB\n",
    ),
    (
        "regular_schedules.csv",
        "id,service_id,location_id,service_at_location_id,weekday,opens_at,closes_at\n1,s1,l1,at1,2,10:00,12:00\n2,s1,,,Thursday,10:00,12:00\n3,,l1,,Funday,9:00am,17:00\n",
    ),
    (
        "holiday_schedules.csv",
        "id,service_id,location_id,service_at_location_id,closed,opens_at,closes_at,start_date,end_date\n1,s1,,,true,,,\"December 24, 2026\",2026-12-26\n2,s1,,,false,10:00,11:00,2/1/27,2027-01-02\n",
    ),
    (
        "eligibility.csv",
        "id,service_id,eligibility,minimum_age,colour\ne1,s1,Neighbours over 50,50,red\ne2,gone,Nobody,,\n",
    ),
    ("languages.csv", "id,service_id,location_id,language\n1,s1,,Bengali\n"),
    ("accessibility_for_disabilities.csv", "id,location_id,accessibility,details\n1,l1,ramp,By the yard\n"),
    ("service_areas.csv", "id,service_id,service_area,description\n1,s1,Hackney,\n"),
    ("required_documents.csv", "id,service_id,document\n1,s1,A letter with your address\n"),
    ("payments_accepted.csv", "id,service_id,payment\n1,s1,cash\n"),
    (
        "funding.csv",
        "id,organization_id,service_id,source\n1,0199c0de-0000-7000-8000-000000000001,s1,The Rope Trust\n2,0199c0de-0000-7000-8000-000000000001,,Lottery\n",
    ),
    ("taxonomy.csv", "id,name,parent_id,parent_name,vocabulary\nt1,Befriending,,,Kinds\n"),
    ("services_taxonomy.csv", "id,service_id,taxonomy_id,taxonomy_detail\n1,s1,t1,\n2,s1,t9,\n"),
    (
        "metadata.csv",
        "id,resource_id,last_action_date,last_action_type,field_name,previous_value,replacement_value,updated_by\n",
    ),
    ("notes.csv", "colour,weight\nred,2\n"),
    (
        "datapackage.json",
        "{\"title\":\"The Kettle's list\",\"license\":{\"name\":\"OGL 3\",\"url\":\"https://ogl.example/\"}}",
    ),
];

#[test]
fn hsds_1() {
    let feed = Feed::new(HSDS1);
    let came = read(feed.path());
    assert_eq!(came.tables.vintage(), Vintage::Hsds1);
    let package = came.tables.package().unwrap();
    assert_eq!(package.name.as_deref(), Some("The Kettle's list"));
    assert_eq!(
        (package.licence.as_deref(), package.licence_url.as_deref()),
        (Some("OGL 3"), Some("https://ogl.example/"))
    );
    let service = came.service("Tea & talk");
    let more = [
        "it is part of Warm rooms",
        "it asks for Host",
        "  who is called on 07700 900123",
        "there it is open TU WEEKLY 10:00 12:00",
        "it is open TH WEEKLY 10:00 12:00",
        "the place is open WEEKLY 09:00 17:00",
        "it is closed 2026-12-24 2026-12-26",
        "it is open 2027-01-02 10:00 11:00",
        "  access: ramp",
        "it is from the age of 50",
        "it is about cash (Payment accepted)",
    ];
    let base = IN_ALL.iter().map(|l| if l.contains("called") { "it is called on 020 7946 0101 in en, bn" } else { l });
    assert_told(service, &base.chain(more).collect::<Vec<_>>());
    assert_eq!(service.document["description"], "Come in.\nThere is \"tea\".");
    assert_eq!(service.document["minimum_age"], 50);
    let place = &service.document["service_at_locations"][0]["location"];
    assert_eq!(place["addresses"][0]["address_2"], "Floor 2, Room 3");
    assert_eq!(place["latitude"].as_f64(), Some(51.53));
    // What was wrong with it, and no more: a number of a table is no number as text.
    let codes: Vec<_> = service.issues.iter().map(|i| i.what.code()).filter(|c| !c.starts_with("id-")).collect();
    assert_eq!(codes, ["not-a-date", "days", "time-form", "scheme"]);
    assert!(!service.issues.iter().any(|i| i.what.code() == "id-taken"), "{:?}", service.issues);
    assert_told(
        &came.documents[0],
        &[
            "it has the programme Warm rooms",
            "it is at https://www.kettle.example/",
            "it is paid by Lottery",
            "it is there since 1998",
        ],
    );
    assert_eq!(
        came.refused,
        [
            "services.csv:4 it belongs to something that is not in the feed: organization no-such",
            "services.csv:5 it has no id, so it could not be found again: give it one that stays",
            "services.csv:6 it cannot be read: its id, s1, is that of an earlier row",
            "services.csv:7 it cannot be read: 10 columns where the headings have 9",
        ]
    );
    assert_eq!(
        came.left(),
        [
            "services_at_location.csv no-place 1 [3]",
            "phones.csv orphan 1 [4]",
            "phones.csv nowhere 1 [5]",
            "eligibility.csv orphan 1 [3]",
            "services_taxonomy.csv no-term 1 [3]",
            "locations.csv unused 1 [3]",
        ]
    );
    assert_eq!(came.tables.unknown().iter().collect::<Vec<_>>(), [(&"eligibility.colour".to_owned(), &1)]);
    let unread: Vec<_> = came.tables.unread().iter().map(|u| u.file.as_str()).collect();
    assert_eq!(unread, ["metadata.csv", "notes.csv"]);
    assert_eq!(came.records[1].issues.len(), 1, "a date in words: {:?}", came.records[1].issues);
    assert_eq!((came.records[1].file.as_str(), came.records[1].line), ("services.csv", 2));
}

pub(super) const HSDS2: &[(&str, &str)] = &[
    ("organizations.csv", "id,name,description,url\no1,The Kettle,Neighbours.,\n"),
    ("services.csv", "id,organization_id,name,status\ns1,o1,Tea & talk,active\n"),
    ("services_at_location.csv", "id,service_id,location_id,description\nat1,s1,l1,\n"),
    ("locations.csv", "id,organization_id,name\nl1,o1,Rope Walk Hall\n"),
    ("phones.csv", "id,service_id,number\nf1,s1,020 7946 0101\n"),
    (
        "physical_addresses.csv",
        "id,location_id,address_1,city,state_province,postal_code,country\n,l1,1 Rope Walk,London,Greater London,E2 8AA,GB\n",
    ),
    (
        "postal_addresses.csv",
        "id,location_id,address_1,city,state_province,postal_code,country\n,l1,PO Box 7,London,Greater London,E2 8AB,GB\n",
    ),
    (
        "schedules.csv",
        "id,service_id,location_id,service_at_location_id,valid_from,valid_to,dtstart,freq,interval,byday,opens_at,closes_at\n1,s1,,at1,1 January 2026,,,WEEKLY,2,TU,10:00,12:00\n",
    ),
    ("eligibility.csv", "id,service_id,eligibility\n,s1,Neighbours over 50\n"),
    ("languages.csv", "id,service_id,location_id,language\n,s1,,bn\n"),
    ("service_areas.csv", "id,service_id,service_area\n,s1,Hackney\n"),
    ("required_documents.csv", "id,service_id,document\n,s1,A letter with your address\n"),
    ("funding.csv", "id,organization_id,service_id,source\n,,s1,The Rope Trust\n"),
    (
        "taxonomy_terms.csv",
        "id,term,description,parent_id,taxonomy,language\nt1,Befriending,,,Kinds,\nt2,Quiet,,,Kinds,\n",
    ),
    ("service_attributes.csv", "id,service_id,taxonomy_term_id\n,s1,t1\n"),
    (
        "other_attributes.csv",
        "id,link_id,link_type,taxonomy_term_id\n1,l1,location,t2\n2,gone,location,t2\n3,f1,phone,t2\n",
    ),
];

#[test]
fn hsds_2() {
    let feed = Feed::new(HSDS2);
    let came = read(feed.path());
    assert_eq!(came.tables.vintage(), Vintage::Hsds2);
    let service = came.service("Tea & talk");
    let more = ["there it is open TU WEEKLY 2 2026-01-01 10:00 12:00", "the place is about Quiet (Kinds)"];
    assert_told(service, &IN_ALL.iter().copied().chain(more).collect::<Vec<_>>());
    assert_eq!(service.document["phones"][0]["attributes"][0]["taxonomy_term"]["name"], "Quiet");
    assert_eq!((came.refused.len(), came.left()), (0, vec!["other_attributes.csv orphan 1 [3]".to_owned()]));
}

pub(super) const HSDS3: &[(&str, &str)] = &[
    (
        "organizations.csv",
        "id;name;description;website;year_incorporated;parent_organization_id\no1;The Kettle;Neighbours.;https://kettle.example/;1998;\n",
    ),
    (
        "organization_identifiers.csv",
        "id;organization_id;identifier_scheme;identifier_type;identifier\n1;o1;GB-CHC;Charity;1000000\n",
    ),
    ("programs.csv", "id;organization_id;name;description\np1;o1;Warm rooms;Rooms.\n"),
    (
        "services.csv",
        "id;organization_id;program_id;name;url;status;eligibility_description;minimum_age;maximum_age;last_modified\ns1;o1;p1;Tea & talk;https://kettle.example/tea;active;Neighbours over 50;50;99;2026-01-02T03:04:05Z\n",
    ),
    ("service_at_location.csv", "id;service_id;location_id;description\nat1;s1;l1;\n"),
    ("locations.csv", "id;location_type;name;latitude;longitude\nl1;physical;Rope Walk Hall;51.53;0\n"),
    (
        "phones.csv",
        "id;location_id;service_id;organization_id;contact_id;service_at_location_id;number;extension;type;description\nf1;l1;s1;o1;;;020 7946 0101;7;voice;\nf2;l1;s1;o1;c1;at1;0808 157 0123;;voice;\nf3;l1;;o1;;;020 7946 0103;;;\nf4;;;o1;gone;;020 7946 0104;;;\n",
    ),
    (
        "contacts.csv",
        "id;organization_id;service_id;service_at_location_id;location_id;name;title\nc1;o1;s1;at1;l1;;Host\n",
    ),
    (
        "addresses.csv",
        "id;location_id;address_1;city;state_province;postal_code;country;address_type\n1;l1;1 Rope Walk;London;Greater London;E2 8AA;GB;physical\n2;l1;PO Box 7;London;Greater London;E2 8AB;GB;postal\n",
    ),
    (
        "schedules.csv",
        "id;service_id;location_id;service_at_location_id;freq;interval;byday;opens_at;closes_at;attending_type\n1;s1;;at1;WEEKLY;1;TU;10:00;12:00;in person\n",
    ),
    ("languages.csv", "id;service_id;location_id;phone_id;name;code\n1;s1;;;Bengali;bn\n2;;;f2;;so\n"),
    ("accessibility.csv", "id;location_id;description;details;url\n1;l1;A ramp by the yard;;\n"),
    ("service_areas.csv", "id;service_id;service_at_location_id;name\n1;s1;;Hackney\n2;s1;at1;Haggerston\n"),
    ("required_documents.csv", "id;service_id;document;uri\n1;s1;A letter with your address;\n"),
    ("funding.csv", "id;organization_id;service_id;source\n1;o1;s1;The Rope Trust\n"),
    ("cost_options.csv", "id;service_id;option;currency;amount\n1;s1;a cup;GBP;1.50\n2;s1;a pot;GBP;free\n"),
    (
        "service_capacity.csv",
        "id;service_id;unit_id;available;maximum;updated\n1;s1;u1;3;12;2026-01-02T03:04:05Z\n2;s1;u9;1;2;2026-01-02T03:04:05Z\n",
    ),
    ("units.csv", "id;name;scheme;identifier;uri\nu1;Chairs;;;\n"),
    (
        "url.csv",
        "id;label;url;organization_id;service_id\n1;Menu;https://kettle.example/menu;o1;s1\n2;Blog;https://kettle.example/blog;o1;\n",
    ),
    ("taxonomies.csv", "id;name;description;uri;version\nx1;Kinds of help;Ours.;;1\n"),
    (
        "taxonomy_terms.csv",
        "id;code;name;description;parent_id;taxonomy;taxonomy_id;term_uri\nt1;b;Befriending;Company.;;Kinds;x1;https://kinds.example/b\n",
    ),
    (
        "attributes.csv",
        "id;link_id;taxonomy_term_id;link_type;link_entity;label;value\n1;s1;t1;;service;;\n2;o1;t1;;organization;;\n3;l1;;;;Quiet;yes\n4;at1;t9;;service_at_location;Room;3\n5;1;t1;;cost_option;;\n",
    ),
];

#[test]
fn hsds_3() {
    let feed = Feed::new(HSDS3);
    let came = read(feed.path());
    assert_eq!(came.tables.vintage(), Vintage::Hsds3);
    let service = came.service("Tea & talk");
    let more = [
        "it is part of Warm rooms",
        "it is at https://kettle.example/tea",
        "it is also at https://kettle.example/menu",
        "it is from the age of 50",
        "it is up to the age of 99",
        "there it is open TU WEEKLY 1 10:00 12:00 in person",
        "there it asks for Host",
        "  who is called on 0808 157 0123 in so",
        "the place is called on 020 7946 0103",
        "  access: A ramp by the yard",
        "there it serves Haggerston",
        "it costs 1.5 GBP for a cup",
        "it costs - GBP for a pot",
        "it has 3 of 12 Chairs",
        "it has 1 of 2 ",
        "the place: Quiet yes",
        "there it: Room 3",
    ];
    assert_told(service, &IN_ALL.iter().copied().chain(more).collect::<Vec<_>>());
    let document = &service.document;
    assert_eq!(document["cost_options"][0]["attributes"][0]["taxonomy_term"]["name"], "Befriending");
    assert_eq!(document["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["name"], "Kinds of help");
    assert_eq!(document["service_at_locations"][0]["location"]["longitude"], 0);
    let codes: Vec<_> = service.issues.iter().map(|i| i.what.code()).filter(|c| *c != "id-minted").collect();
    assert_eq!(codes, ["not-a-number"], "“free” is no amount");
    assert_told(
        &came.documents[0],
        &[
            "it has the programme Warm rooms",
            "it is registered as 1000000",
            "it is at https://kettle.example/",
            "it is also at https://kettle.example/blog",
            "it is there since 1998",
            "it is called on 020 7946 0104",
            "it is about Befriending (Kinds)",
        ],
    );
    assert_eq!(came.left(), ["attributes.csv no-term 1 [5]", "service_capacity.csv no-unit 1 []"]);
}

pub(super) const OHANA: &[(&str, &str)] = &[
    (
        "organizations.csv",
        "id,accreditations,alternate_name,date_incorporated,description,email,funding_sources,legal_status,licenses,name,tax_id,tax_status,website\r\n1,,,\"January 2, 1970\",Neighbours.,,Lottery,,,The Kettle,,,\r\n2,,,1/24/70,Others.,,,,,The Pot,,,\r\n",
    ),
    (
        "locations.csv",
        "id,organization_id,accessibility,admin_emails,alternate_name,description,email,languages,latitude,longitude,name,short_desc,transportation,website,virtual\r\n1,1,\"ramp, restroom\",ann@kettle.example,,,,\"English, Somali\",51.53,-0.06,Rope Walk Hall,A hall.,,,false\r\n2,77,,,,,,,,,Nobody's Hall,,,,\r\n3,1,,,,,,,,,Empty Hall,,,,\r\n",
    ),
    (
        "services.csv",
        "id,location_id,program_id,accepted_payments,alternate_name,application_process,audience,description,eligibility,email,fees,funding_sources,interpretation_services,keywords,languages,name,required_documents,service_areas,status,wait_time,website,taxonomy_ids\r\n1,1,1,\"Cash, Card\",,,Everybody.,,Neighbours over 50,,,The Rope Trust,,tea,Bengali,Tea & talk,A letter with your address,Hackney,active,,,\"101, 999\"\r\n2,2,,,,,,,,,,,,,,Of nobody,,,active,,,\r\n3,9,,,,,,,,,,,,,,Nowhere,,,active,,,\r\n",
    ),
    (
        "addresses.csv",
        "id,location_id,address_1,address_2,city,state_province,postal_code,country\r\n1,1,1 Rope Walk,,London,Greater London,E2 8AA,GB\r\n",
    ),
    (
        "mail_addresses.csv",
        "id,location_id,attention,address_1,address_2,city,state_province,postal_code,country\r\n1,1,,PO Box 7,,London,Greater London,E2 8AB,GB\r\n",
    ),
    ("contacts.csv", "id,location_id,organization_id,service_id,name,title,email,department\r\n1,,,1,,Host,,\r\n"),
    (
        "phones.csv",
        "id,contact_id,location_id,organization_id,service_id,country_prefix,department,extension,number,number_type,vanity_number\r\n1,,,,1,,,,020 7946 0101,voice,\r\n2,1,,,,,,,07700 900123,voice,\r\n3,,,2,,,,,020 7946 0102,voice,\r\n",
    ),
    (
        "regular_schedules.csv",
        "id,location_id,service_id,weekday,opens_at,closes_at\r\n1,,1,Tuesday,10:00,12:00\r\n2,1,,Sunday,9am,3pm\r\n",
    ),
    (
        "holiday_schedules.csv",
        "id,location_id,service_id,start_date,end_date,closed,opens_at,closes_at\r\n1,,1,\"December 24, 2026\",\"December 26, 2026\",true,,\r\n",
    ),
    ("programs.csv", "id,organization_id,name,alternate_name\r\n1,1,Warm rooms,\r\n"),
    ("taxonomy.csv", "taxonomy_id,name,parent_id,parent_name,vocabulary\r\n101,Befriending,,,Kinds\r\n"),
];

#[test]
fn ohana() {
    let feed = Feed::new(OHANA);
    let came = read(feed.path());
    assert_eq!(came.tables.vintage(), Vintage::Ohana);
    let service = came.service("Tea & talk");
    let more = [
        "it is part of Warm rooms",
        "it asks for Host",
        "  who is called on 07700 900123",
        "it is open TU WEEKLY 10:00 12:00",
        "it is closed 2026-12-24 2026-12-26",
        "the place is open SU WEEKLY 09:00 15:00",
        "the place speaks English",
        "the place speaks Somali",
        "  access: ramp",
        "  access: restroom",
        "it is about Cash (Payment accepted)",
        "it is about Card (Payment accepted)",
        "it is about tea (Keyword)",
    ];
    let base =
        IN_ALL.iter().map(|l| if l.contains("is for") { "it is for Neighbours over 50 / Everybody." } else { l });
    assert_told(service, &base.chain(more).collect::<Vec<_>>());
    assert!(
        !service.issues.iter().any(|i| ["id-missing", "id-taken"].contains(&i.what.code())),
        "{:?}",
        service.issues
    );
    let unknown: Vec<_> = service.unknown.keys().collect();
    assert_eq!(unknown, ["location.admin_emails"]);
    assert_eq!(service.document["service_at_locations"][0]["location"]["description"], "A hall.");
    assert_told(
        &came.documents[0],
        &["it has the programme Warm rooms", "it is paid by Lottery", "it is there since 1970"],
    );
    // A year of two digits may be any.
    assert_told(&came.documents[1], &["it is called on 020 7946 0102"]);
    assert!(came.documents[1].issues.iter().any(|i| i.was == "1/24/70" && i.now.is_none()));
    assert_eq!(
        came.refused,
        [
            "services.csv:3 it belongs to something that is not in the feed: organization 77, which location 2 names",
            "services.csv:4 it belongs to something that is not in the feed: location 9",
        ]
    );
    assert_eq!(came.left(), ["locations.csv unused 1 [4]", "services.csv no-term 1 []"]);
}

/// The same tables as a JSON object, in an archive, in a folder within one, and read twice: always the same.
#[test]
fn the_form_makes_no_difference() {
    for files in [HSDS1, HSDS2, HSDS3, OHANA] {
        let feed = Feed::new(files);
        let first = read(feed.path());
        let documents = |came: &Came| came.documents.iter().map(|d| d.document.clone()).collect::<Vec<_>>();
        assert_eq!(documents(&read(feed.path())), documents(&first), "read twice");
        let raws = |came: &Came| came.records.iter().map(|r| r.raw.clone()).collect::<Vec<_>>();
        for (form, path) in [("archive", packed(&feed, files, "")), ("folder", packed(&feed, files, "data/"))] {
            let came = read(&path);
            assert_eq!((documents(&came), raws(&came)), (documents(&first), raws(&first)), "{form}");
            assert_eq!((came.left(), &came.refused), (first.left(), &first.refused), "{form}");
        }
        for ending in [".csv", ""] {
            let path = feed.file("tables.json");
            fs::write(&path, as_json(files, ending)).unwrap();
            let came = read(&path);
            // A row with a cell too many cannot be written so.
            let wide = first.refused.iter().filter(|r| r.contains("columns where")).count();
            assert_eq!(came.documents.len(), first.documents.len() + wide);
            let service = |came: &Came| told(came.service("Tea & talk"));
            assert_eq!(service(&came), service(&first));
            assert_eq!(came.records[0].file, format!("organizations{ending}"));
        }
    }
}

/// What a record was made of is enough to make it again.
#[test]
fn a_record_can_be_made_again_from_its_rows() {
    for files in [HSDS1, HSDS2, HSDS3, OHANA] {
        let feed = Feed::new(files);
        let json = feed.file("tables.json");
        fs::write(&json, as_json(files, ".csv")).unwrap();
        for path in [feed.path(), json.as_path()] {
            let came = read(path);
            for record in came.records.iter().filter(|r| r.object.name == "service") {
                let mut twice = all(again(&record.raw).unwrap_or_else(|b| panic!("{b}: {}", record.raw)));
                let made = twice.records.pop().expect("the service is the last");
                assert_eq!((&made.record, &made.raw), (&record.record, &record.raw));
                assert_eq!(twice.refused, Vec::<String>::new());
            }
        }
    }
    // Every line stands there as it came.
    let feed = Feed::new(HSDS1);
    let raw = &read(feed.path()).records[1].raw;
    assert!(raw.contains("==> services.csv <==\nid,organization_id,program_id,name"));
    assert!(raw.contains("\"Come in.\nThere is \"\"tea\"\".\",,active,Free,\n"), "{raw}");
}

/// A row that is put into a file changes no other record.
#[test]
fn what_is_put_before_changes_nothing_behind() {
    let feed = Feed::new(OHANA);
    let before = read(feed.path());
    for (name, text) in OHANA {
        let (heading, rows) = text.split_once("\r\n").unwrap();
        let commas = heading.matches(',').count();
        fs::write(feed.file(name), format!("{heading}\r\n\"x\ny\"{}\r\n{rows}", ",".repeat(commas))).unwrap();
    }
    let after = read(feed.path());
    let raw = |came: &Came| {
        came.records.iter().find(|r| r.record.get("name").is_some_and(|n| n == "Tea & talk")).map(|r| r.raw.clone())
    };
    assert_eq!(raw(&after), raw(&before));
    assert_eq!(after.service("Tea & talk").document, before.service("Tea & talk").document);
    assert!(after.refused.contains(&"organizations.csv:2 it has no name".to_owned()), "{:?}", after.refused);
}

/// The files as a JSON object of tables, numbers as numbers.
pub(super) fn as_json(files: &[(&str, &str)], ending: &str) -> String {
    let mut whole = Map::new();
    whole.insert("name".to_owned(), "Made up".into());
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".csv")) {
        let delimiter = rows::guess(text.as_bytes());
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headings = reader.headers().unwrap().clone();
        let rows = reader.records().map(|row| {
            let row = row.unwrap();
            let cell = |text: &str| match text.parse::<f64>() {
                Ok(_) if !text.starts_with('0') || text == "0" => text.parse().unwrap_or_else(|_| text.into()),
                _ => Value::String(text.to_owned()),
            };
            Value::Object(headings.iter().zip(&row).map(|(h, c)| (h.to_owned(), cell(c))).collect())
        });
        whole.insert(name.replace(".csv", ending), Value::Array(rows.collect()));
    }
    serde_json::to_string_pretty(&whole).unwrap()
}

fn packed(feed: &Feed, files: &[(&str, &str)], folder: &str) -> PathBuf {
    let path = feed.file(&format!("{}.zip", folder.trim_end_matches('/')));
    let entries: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, text)| (format!("{folder}{name}"), text.as_bytes().to_vec())).collect();
    faults::zip(&path, &entries);
    path
}

#[test]
fn a_service_says_whose_it_is_in_any_spelling() {
    let upper = ORG.to_ascii_uppercase();
    let feed = Feed::new(&[
        ("Organisations.csv", &format!("ID,Name,Description\n{ORG},The Kettle,x\n")),
        ("Services.csv", &format!("ID,Organisation ID,Name,Status\ns1,{{{upper}}},Tea,active\n")),
    ]);
    assert_told(read(feed.path()).service("Tea"), &["it is run by The Kettle"]);
}
