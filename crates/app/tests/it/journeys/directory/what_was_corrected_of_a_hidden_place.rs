//! Somebody here has said where a service is in their own words, and holds to its number; then a feed hides the place. What was said of it goes with it, however it
//! was spelt, and so does the number that was the place's own. Places that somebody put together are hidden together, also where one was hidden before.

use super::feeds;
use crate::journeys::upkeep::link_to;
use serde_json::{Value, json};
use testkit::{App, on_both};

const HELP: &str = "help@quiet-harbour.example";

fn place(id: &str, name: &str, street: &str, code: &str) -> Value {
    json!({ "location": { "id": format!("0199c0de-0000-7000-8000-0000000000{id}"), "location_type": "physical", "name": name,
        "addresses": [{ "address_1": street, "city": "London", "region": "Hackney", "state_province": "Greater London", "postal_code": code, "country": "GB", "address_type": "physical" }] } })
}

fn house() -> Value {
    let mut house = place("f1", "Quillon House", "7 Quillon Mews", "E8 9ZZ");
    house["location"]["phones"] = json!([{ "number": "020 7946 0707" }]);
    house["location"]["accessibility"] = json!([{ "description": "Step-free entrance" }]);
    house["schedules"] = json!([{ "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00" }]);
    house
}

fn hidden(mut place: Value) -> Value {
    place["location"]["mask_exact_address"] = true.into();
    place
}

fn service(id: &str, name: &str, places: Value) -> Value {
    json!({ "id": format!("0199c0de-0000-7000-8000-0000000001{id}"), "name": name, "status": "active", "description": "Somebody listens.", "email": HELP,
        "organization": { "id": format!("0199c0de-0000-7000-8000-0000000002{id}"), "name": "Quiet Harbour", "description": "Quiet Harbour" },
        "service_at_locations": places })
}

async fn read(app: &App, feed: &str, records: &[Value]) {
    feeds::lines(app, records, feed).await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
}

on_both! {
    async fn goes_with_the_place(app) {
        let office = || place("f2", "The office", "1 Tea Row", "E15");
        read(&app, "council", &[service("01", "Harbour talks", json!([office(), house()]))]).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/find?words=harbour+talks").await;
        femi.follow("Harbour talks").await;
        let page = femi.page().url.split('?').next().expect("a path").to_owned();
        // Whoever reads its mail looks after it: its number is held to.
        let mut ana = app.browser();
        ana.visit(&page).await.see("020 7946 0707");
        ana.follow("This is our group").await;
        ana.form("Send me a message").fill("Your name", "Ana Reyes").fill("Your e-mail", HELP).press(&mut ana).await;
        ana.visit(&link_to(&app, HELP, "/keep/claim/").await).await;
        ana.form("Yes, it was me").press(&mut ana).await;
        // Somebody of the house spells the house otherwise, as a further place and then as the first; and a session is there.
        for (field, values, send) in [
            ("also", [("venue-1", "Quillon Hse"), ("street-1", "7, Quillon Mews"), ("postcode-1", "E8 9ZZ")], "Send it"),
            ("sessions", [("day-1", "tue"), ("from-1", "11"), ("place-1", "Quillon Hse")], "Change it"),
            ("place", [("venue", "The Hse"), ("street", "Quillon Mews 7"), ("postcode", "E8 9ZZ")], "Send it"),
        ] {
            femi.visit(&format!("{page}/upkeep/{field}")).await;
            let form = values.iter().fold(femi.form("Show me first"), |form, (name, value)| form.set(name, value));
            form.press(&mut femi).await;
            femi.form(send).press(&mut femi).await;
            if send == "Send it" {
                femi.visit("/upkeep").await;
                femi.form("Yes, show it Harbour talks").set("answer", "yes").press(&mut femi).await;
            }
        }
        femi.visit(&page).await.see("The Hse").see("Tuesday 11:00 , Quillon Hse").see("020 7946 0707");

        read(&app, "charity", &[service("02", "Safe nights", json!([hidden(house())]))]).await;
        // Also when the first comes again with more to say.
        for more in ["", " At night too."] {
            let mut again = service("01", "Harbour talks", json!([office(), house()]));
            again["description"] = format!("Somebody listens.{more}").into();
            read(&app, "council", &[again]).await;
            for path in [page.clone(), format!("{page}/upkeep"), "/upkeep".into(), "/oruk/v3/services?full=true".into(), "/find?words=harbour+talks".into()] {
                let seen = femi.visit(&path).await;
                for secret in ["Quillon", "Hse", "E8 9ZZ", "7946 0707"] {
                    assert!(!seen.html.contains(secret), "{secret} at {path}: {}", seen.text());
                }
            }
            femi.visit(&page).await.see("The office").see("Tuesday 11:00");
            femi.visit("/find?words=harbour+talks&near=E15").await.see("0.1 km");
            femi.visit("/upkeep").await.not_see("Harbour talks");
        }
        app.run_jobs().await;
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let mut kept: Vec<String> = vec![];
        for sql in [
            "SELECT value || replaced || COALESCE(said, '') AS n FROM correction",
            "SELECT was || value AS n FROM listing_edit",
            "SELECT document AS n FROM listing",
            "SELECT document AS n FROM part",
            "SELECT COALESCE(phone, '') AS n FROM service",
            "SELECT COALESCE(place, '') AS n FROM service_session",
        ] {
            kept.extend(rx.values::<String>(sql, ()).await.expect("rows"));
        }
        kept.retain(|k| ["Quillon", "Hse", "7946 0707"].iter().any(|secret| k.contains(secret)));
        assert!(kept.is_empty(), "{kept:?}");
    }
}

on_both! {
    async fn of_two_places_that_become_one_after_one_was_hidden(app) {
        let hall = |id: &str| place(id, "Osprey Hall", "3 Osprey Lane", "E15 4ES");
        let mut boxing = service("02", "Boxing for girls", json!([hall("f4")]));
        boxing["description"] = "Boxing without contact for girls from eleven to sixteen.".into();
        boxing["email"] = "ring@leftjab.example".into();
        boxing["organization"]["name"] = "Left Jab Gym".into();
        read(&app, "council", &[service("01", "Tuesday tea", json!([hall("f3")]))]).await;
        read(&app, "gym", &[boxing]).await;
        app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep/alike").await.see("Is this one place?").see("3 Osprey Lane");
        let same = femi.form_near("Is this one place?", "They are one Osprey Hall").set("answer", "same");

        read(&app, "charity", &[service("03", "Safe evenings", json!([hidden(hall("f4"))]))]).await;
        femi.visit("/upkeep/alike").await.not_see("Is this one place?");
        femi.visit("/find?words=tuesday+tea").await.see("Tuesday tea").see("Osprey");
        // The page that was open before has its form still.
        same.press(&mut femi).await;
        app::directory::refresh(&app.machine).await.expect("an index");
        let tea = "0199c0de-0000-7000-8000-000000000101";
        for path in ["/oruk/v3/services?full=true".to_owned(), "/hsds/v3/service_at_locations?full=true".into(), "/find?words=tuesday+tea".into(), "/find?words=boxing".into(), "/upkeep/alike".into()] {
            assert!(!femi.visit(&path).await.html.contains("Osprey Lane"), "{path}: {}", femi.page().text());
        }
        let told = feeds::asked(&app, &format!("/oruk/v3/services/{tea}")).await.1;
        assert_eq!(told["service_at_locations"][0]["location"]["latitude"], Value::Null, "{told}");
        // For good: its feed comes again, and the two are taken apart.
        read(&app, "council", &[service("01", "Tuesday tea", json!([hall("f3")]))]).await;
        assert!(!femi.visit("/find?words=tuesday+tea").await.html.contains("Osprey"));
    }
}
