//! A refuge stands in two feeds: one says that its address must not be public, the other gives it. From then on nobody learns it, whichever came first.

use super::feeds;
use serde_json::{Value, json};
use testkit::{App, on_both};

pub const PLACE: &str = "0199c0de-0000-7000-8000-0000000000aa";

pub fn record(id: &str, name: &str, hidden: bool) -> Value {
    let mut place = json!({
        "id": PLACE, "location_type": "physical", "name": "Quillon House", "latitude": 51.54711, "longitude": -0.05522,
        "addresses": [{ "address_1": "7 Quillon Mews", "city": "London", "region": "Hackney", "state_province": "Greater London", "postal_code": "E8 9ZZ", "country": "GB", "address_type": "physical" }],
    });
    if hidden {
        place["mask_exact_address"] = true.into();
    }
    json!({ "id": id, "name": name, "status": "active", "description": "A safe home.",
        "service_at_locations": [{ "location": place }] })
}

/// Whether anything that anybody can ask for gives the place away.
pub async fn nobody_learns_it(app: &App, when: &str) {
    app::directory::refresh(&app.machine).await.expect("an index");
    for path in [
        "/oruk/v3/services?full=true&per_page=100",
        "/hsds/v3/services?format=ndjson&full=true",
        "/oruk/v3/service_at_locations?full=true",
        "/oruk/v3/organizations?full_service=true",
        "/hsds/v3/organizations?full=true",
        "/find?words=safe+home",
        "/find?words=safe+home&near=E8",
        "/find?words=safe+home&near=51.54711,-0.05522",
        "/find/places/hackney",
    ] {
        let (status, headers, body) = feeds::raw(app, path).await;
        assert_eq!(status, 200, "{path}");
        let text = format!("{headers:?} {}", String::from_utf8_lossy(&body));
        for secret in ["Quillon", "51.5471", "-0.0552", "E8 9ZZ"] {
            let asked = path.contains(secret);
            assert!(asked || !text.contains(secret), "{secret} at {path}, {when}: {text}");
        }
    }
    for path in [
        "/oruk/v3/services?bbox=-0.06,51.54,-0.05,51.55",
        "/oruk/v3/services?lat=51.54711&lng=-0.05522&radius=50",
        "/oruk/v3/service_at_locations?bbox=-0.06,51.54,-0.05,51.55",
    ] {
        assert_eq!(feeds::asked(app, path).await.1["total_items"], 0, "{path}, {when}");
    }
    // Nor whoever gets hold of the database without its keys.
    let mut rx = base::db::testing::look(&app.machine.db).await;
    let mut all: Vec<String> = vec![];
    for sql in [
        "SELECT raw AS n FROM record WHERE NOT sealed",
        "SELECT document AS n FROM record WHERE document IS NOT NULL",
        "SELECT document AS n FROM listing",
        "SELECT document AS n FROM part",
        "SELECT COALESCE(raw, '') AS n FROM import_row",
        "SELECT COALESCE(data, '') AS n FROM import_row",
        "SELECT was AS n FROM record_issue",
        "SELECT value || replaced || COALESCE(said, '') AS n FROM correction",
        "SELECT COALESCE(street, '') AS n FROM service",
        "SELECT COALESCE(street, '') AS n FROM service_place",
        "SELECT COALESCE(place, '') AS n FROM service_session",
    ] {
        all.extend(rx.values::<String>(sql, ()).await.expect("rows"));
    }
    let of_the_masked = all.join("\n");
    assert!(!of_the_masked.contains("Quillon Mews"), "{when}: {of_the_masked}");
}

on_both! {
    async fn hidden_first_and_given_later(app) {
        feeds::lines(&app, &[record("0199c0de-0000-7000-8000-000000000001", "Safe home", true)], "council").await.expect("a reading");
        nobody_learns_it(&app, "hidden").await;
        feeds::lines(&app, &[record("0199c0de-0000-7000-8000-000000000002", "Safe home of the charity", false)], "charity").await.expect("a reading");
        nobody_learns_it(&app, "hidden by one and given by the other").await;
    }
}

on_both! {
    async fn given_first_and_hidden_later(app) {
        feeds::lines(&app, &[record("0199c0de-0000-7000-8000-000000000002", "Safe home of the charity", false)], "charity").await.expect("a reading");
        let (_, body) = feeds::asked(&app, "/oruk/v3/services?bbox=-0.06,51.54,-0.05,51.55").await;
        assert_eq!(body["total_items"], 1, "as long as nobody says otherwise");
        feeds::lines(&app, &[record("0199c0de-0000-7000-8000-000000000001", "Safe home", true)], "council").await.expect("a reading");
        nobody_learns_it(&app, "hidden by one and given by the other").await;
        // The first feed reads again what it always said, and a little more.
        let mut more = record("0199c0de-0000-7000-8000-000000000002", "Safe home of the charity", false);
        more["description"] = "A safe home, day and night.".into();
        feeds::lines(&app, &[more], "charity").await.expect("a reading");
        nobody_learns_it(&app, "hidden by one and given by the other").await;
    }
}

on_both! {
    async fn hidden_and_given_in_one_reading_which_comes_again_without_a_change(app) {
        // The service that gives the place away stands first, has its times and its number from there, and a second place that anybody may know.
        let mut first = record("0199c0de-0000-7000-8000-000000000002", "Safe home of the charity", false);
        let mut house = first["service_at_locations"][0].clone();
        house["location"]["phones"] = json!([{ "number": "020 7946 0707" }]);
        house["location"]["accessibility"] = json!([{ "description": "Step-free entrance" }]);
        house["schedules"] = json!([{ "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00" }]);
        let office = json!({ "location": { "id": "0199c0de-0000-7000-8000-0000000000ab", "location_type": "physical", "name": "The office",
            "addresses": [{ "address_1": "1 Tea Row", "city": "London", "region": "Newham", "state_province": "Greater London", "postal_code": "E15", "country": "GB", "address_type": "physical" }] } });
        first["service_at_locations"] = json!([office, house]);
        let all = [first, record("0199c0de-0000-7000-8000-000000000001", "Safe home", true)];
        let read = feeds::lines(&app, &all, "council").await.expect("a reading");
        assert_eq!(read.added, 2);
        nobody_learns_it(&app, "hidden by the second of one reading").await;
        let (_, told) = feeds::asked(&app, "/oruk/v3/services/0199c0de-0000-7000-8000-000000000002").await;
        assert!(!told.to_string().contains("7946 0707"), "the number of the house: {told}");
        let page = app.browser().visit("/find?words=safe+home+charity").await.text();
        assert!(page.contains("The office") && !page.contains("Quillon"), "{page}");

        for when in ["again", "and again"] {
            let same = feeds::lines(&app, &all, "council").await.expect("a reading");
            assert_eq!((same.added, same.changed, same.unchanged, same.gone), (0, 0, 2, 0), "{when}");
        }
        // Nothing was kept anew either.
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let runs: Vec<i64> = rx.values("SELECT run AS n FROM record WHERE object = 'service'", ()).await.expect("rows");
        assert_eq!(runs, [1, 1]);
    }
}

on_both! {
    async fn what_somebody_said_here_of_a_place_is_hidden_with_it(app) {
        // A service with an office and a house. Somebody here says that it meets in the house, and adds a third place: all places are said here from then on.
        let house = |hidden: bool| record("0199c0de-0000-7000-8000-000000000003", "Help at home and away", hidden)["service_at_locations"][0].clone();
        let office = json!({ "location": { "id": "0199c0de-0000-7000-8000-0000000000ab", "location_type": "physical", "name": "The office",
            "addresses": [{ "address_1": "1 Tea Row", "city": "London", "region": "Newham", "state_province": "Greater London", "postal_code": "E15", "country": "GB", "address_type": "physical" }] } });
        let all = |hidden: bool| {
            let mut service = record("0199c0de-0000-7000-8000-000000000003", "Help at home and away", false);
            service["service_at_locations"] = json!([office.clone(), house(hidden)]);
            service
        };
        feeds::lines(&app, &[all(false)], "council").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/find?words=help+home+away").await;
        femi.follow("Help at home and away").await;
        let page = femi.page().url.split('?').next().expect("a path").to_owned();
        for (field, values, send) in [
            ("sessions", vec![("day-1", "tue"), ("from-1", "10"), ("place-1", "Quillon House")], "Change it"),
            ("also", vec![("venue-2", "Red Hall"), ("street-2", "2 Lantern Lane"), ("postcode-2", "E13")], "Send it"),
        ] {
            femi.visit(&format!("{page}/upkeep/{field}")).await;
            let form = values.iter().fold(femi.form("Show me first"), |form, (name, value)| form.set(name, value));
            form.press(&mut femi).await;
            femi.form(send).press(&mut femi).await;
        }
        femi.visit("/upkeep").await;
        femi.form("Yes, show it Help at home and away").set("answer", "yes").press(&mut femi).await;
        femi.visit(&page).await.see("Tuesday 10:00 , Quillon House").see("7 Quillon Mews").see("Red Hall");

        // Another feed says that the house must not be known.
        feeds::lines(&app, &[record("0199c0de-0000-7000-8000-000000000001", "Safe home", true)], "charity").await.expect("a reading");
        nobody_learns_it(&app, "said here and hidden by a feed").await;
        femi.visit(&page).await.see("Tuesday 10:00").see("Red Hall").see("The office").not_see("Quillon");
        femi.visit(&format!("{page}/upkeep")).await.not_see("Quillon");
        // It stays hidden when the first feed comes again with more to say.
        let mut more = all(false);
        more["description"] = "Day and night.".into();
        feeds::lines(&app, &[more], "council").await.expect("a reading");
        nobody_learns_it(&app, "and given again").await;
        femi.visit(&page).await.see("Red Hall").not_see("Quillon");
    }
}

on_both! {
    async fn a_row_of_a_table_that_is_not_let_in_is_not_kept_either(app) {
        let path = app.folder().join("services.csv");
        std::fs::write(&path, "id,name,description,is_private\n,Safe home,At 7 Quillon Mews,true\n").expect("a file");
        let summary = feeds::read(&app, &path, "council").await.expect("a reading");
        assert_eq!((summary.read, summary.quarantined), (1, 1), "{:?}", summary.rows);
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let kept: Vec<String> = rx.values("SELECT COALESCE(raw, '') AS n FROM import_row", ()).await.expect("rows");
        assert!(kept.iter().all(|raw| !raw.contains("Quillon")), "{kept:?}");
    }
}

on_both! {
    async fn another_place_of_a_service_stays_where_it_was_found(app) {
        let office = json!({ "location": { "id": "0199c0de-0000-7000-8000-0000000000ab", "location_type": "physical", "name": "The office",
            "addresses": [{ "address_1": "1 Tea Row", "city": "London", "state_province": "Greater London", "postal_code": "E15", "country": "GB", "address_type": "physical" }] } });
        let mut both = record("0199c0de-0000-7000-8000-000000000004", "Help at home and away", false);
        both["service_at_locations"] = json!([both["service_at_locations"][0], office]);
        feeds::lines(&app, &[both], "charity").await.expect("a reading");
        feeds::lines(&app, &[record("0199c0de-0000-7000-8000-000000000001", "Safe home", true)], "council").await.expect("a reading");
        nobody_learns_it(&app, "hidden beside an office").await;
        // The office lies in the district that its address names.
        let found = app.browser().visit("/find?words=help+home+away&near=E15&within=3").await.text();
        assert!(found.contains("The office") && found.contains("Help at home and away"), "{found}");
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let placed: Vec<i64> = rx.values("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM service WHERE venue = 'The office' AND lat IS NOT NULL", ()).await.expect("rows");
        assert_eq!(placed, [1]);
    }
}

on_both! {
    async fn hidden_by_one_feed_while_another_is_read(app) {
        use std::sync::atomic::{AtomicU64, Ordering};
        // The charity's list is long, and the place stands on its first lines and its last; before that is read the council says that nobody may know it.
        let mut all = vec![record("0199c0de-0000-7000-8000-000000000005", "Known before", false)];
        feeds::lines(&app, &all, "charity").await.expect("a reading");
        all[0]["description"] = "Known before, and otherwise now.".into();
        all.push(record("0199c0de-0000-7000-8000-000000000006", "New at the place", false));
        for n in 0..3000 {
            all.push(json!({ "id": format!("0199c0de-0000-7000-8000-00000001{n:04}"), "name": format!("Tea {n}"), "status": "active" }));
        }
        all.push(record("0199c0de-0000-7000-8000-000000000007", "New at the end", false));
        let path = app.folder().join("charity.ndjson");
        std::fs::write(&path, all.iter().map(|r| format!("{r}\n")).collect::<String>()).expect("a file");
        let read = AtomicU64::new(0);
        let tell = |p: app::directory::import::Progress| read.store(p.rows, Ordering::SeqCst);
        let order = app::directory::import::Order { file: &path, feed: "charity", map: None, replace: false };
        let ctx = app.system();
        let (long, short) = tokio::join!(app::directory::import::documents(&ctx, &order, &tell), async {
            while read.load(Ordering::SeqCst) == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
            let hiding = feeds::lines(&app, &[record("0199c0de-0000-7000-8000-000000000001", "Safe home", true)], "council").await;
            (hiding, read.load(Ordering::SeqCst))
        });
        let (hiding, when) = short;
        hiding.expect("a reading");
        assert!(when < 3000, "the long one was over before: {when}");
        assert_eq!(long.expect("a reading").added, 3002);
        nobody_learns_it(&app, "hidden while the other was read").await;
    }
}

on_both! {
    async fn a_place_without_an_id_stays_hidden_when_its_feed_forgets_to_say_so(app) {
        let with = |hidden: bool| {
            let mut service = record("0199c0de-0000-7000-8000-000000000008", "Help at home and away", hidden);
            service["service_at_locations"][0]["location"].as_object_mut().expect("a place").remove("id");
            let office = json!({ "location": { "name": "The office", "location_type": "physical",
                "addresses": [{ "address_1": "1 Tea Row", "city": "London", "state_province": "Greater London", "postal_code": "E15", "country": "GB", "address_type": "physical" }] } });
            service["service_at_locations"].as_array_mut().expect("places").push(office);
            service
        };
        feeds::lines(&app, &[with(true)], "charity").await.expect("a reading");
        nobody_learns_it(&app, "hidden").await;
        feeds::lines(&app, &[with(false)], "charity").await.expect("a reading");
        nobody_learns_it(&app, "not said to be hidden any more").await;
        let page = app.browser().visit("/find?words=help+home+away").await.text();
        assert!(page.contains("The office"), "{page}");
        let again = feeds::lines(&app, &[with(false)], "charity").await.expect("a reading");
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 1));
    }
}
