//! A file comes again. What is in it word for word as before is not read again, as long as nothing else decides what it says.

use super::{feeds, imports::postcodes, imports_over_time::file};
use serde_json::{Value, json};
use testkit::{App, on_both};

fn singers() -> Value {
    json!({ "id": "0199c0de-0000-7000-8000-000000000031", "name": "Lime Walk Singers", "status": "active",
        "service_at_locations": [{ "location": { "id": "0199c0de-0000-7000-8000-000000000032", "location_type": "physical", "name": "A hall",
            "addresses": [{ "address_1": "4 Lime Walk", "city": "London", "state_province": "Greater London", "postal_code": "E15 4ES", "country": "GB", "address_type": "physical" }] } }] })
}

async fn kept(app: &App, sql: &'static str) -> i64 {
    let mut rx = base::db::testing::look(&app.machine.db).await;
    rx.values::<i64>(sql, ()).await.expect("a number")[0]
}

on_both! {
    async fn until_the_postcodes_are_known_by_which_it_is_placed(app) {
        feeds::lines(&app, &[singers()], "council").await.expect("a reading");
        let again = feeds::lines(&app, &[singers()], "council").await.expect("a reading");
        assert_eq!((again.changed, again.unchanged), (0, 1));
        let known = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM import_row WHERE came IS NOT NULL AND outcome = 'unchanged'";
        assert_eq!(kept(&app, known).await, 1, "it is known by what came");
        let exact = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM service WHERE lat IS NOT NULL AND NOT approximate";
        assert_eq!(kept(&app, exact).await, 0);
        let codes = file(&app, "codes.csv", "postcode,lat,lon\nE15 4ES,51.5403,-0.0031\n");
        postcodes(&app.system(), &codes).await.expect("postcodes");
        let placed = feeds::lines(&app, &[singers()], "council").await.expect("a reading");
        assert_eq!((placed.changed, placed.unchanged), (1, 0), "{}", placed.counts());
        assert_eq!(kept(&app, exact).await, 1);
    }
}

on_both! {
    async fn twice_in_one_file_is_a_duplicate_each_time(app) {
        for when in ["the first time", "again", "and again"] {
            let read = feeds::lines(&app, &[singers(), singers()], "council").await.expect("a reading");
            assert_eq!((read.read, read.quarantined), (2, 1), "{when}: {}", read.counts());
        }
        let told = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM import_row WHERE outcome = 'quarantined' AND raw IS NULL";
        assert_eq!(kept(&app, told).await, 0, "its owner is shown what it was");
    }
}

on_both! {
    async fn and_says_something_else_where_its_organisation_does(app) {
        let council = |name: &str| json!({ "id": "0199c0de-0000-7000-8000-000000000033", "name": name, "description": "A council.", "services": [] });
        let mut service = singers();
        service["organization_id"] = "0199c0de-0000-7000-8000-000000000033".into();
        let folder = app.folder().join("council");
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut told = vec![];
        for name in ["Newham Council", "Newham Council", "Newham Borough Council"] {
            file(&app, "council/organizations.json", &json!([council(name)]).to_string());
            file(&app, "council/services.json", &json!([service]).to_string());
            let read = feeds::read(&app, &folder, "council").await.expect("a reading");
            told.push((read.added, read.changed, read.unchanged));
        }
        assert_eq!(told, [(1, 0, 0), (0, 0, 1), (0, 1, 0)]);
    }
}

on_both! {
    async fn the_first_of_two_wins_though_the_second_was_there_before(app) {
        let mut otherwise = singers();
        otherwise["description"] = "We sing on Tuesdays.".into();
        feeds::lines(&app, &[singers()], "council").await.expect("a reading");
        for told in [(1, 0), (0, 1)] {
            let read = feeds::lines(&app, &[otherwise.clone(), singers()], "council").await.expect("a reading");
            assert_eq!((read.changed, read.unchanged, read.quarantined), (told.0, told.1, 1), "{}", read.counts());
        }
        let read = feeds::lines(&app, &[singers(), otherwise.clone()], "council").await.expect("a reading");
        assert_eq!((read.changed, read.quarantined), (1, 1), "{}", read.counts());
    }
}
