//! Ids are there for everybody to read. A list that says something under the id of somebody else's hall, or of who runs somebody else's choir, says it of things of
//! its own: who reads the directory by machine is told of the choir what the choir's list says. What hides the hall hides it wherever it is spoken of.

use super::feeds;
use serde_json::{Value, json};
use testkit::{App, on_both};

const CHOIR: &str = "0199c0de-0000-7000-8000-0000000000f1";
const EVES: &str = "0199c0de-0000-7000-8000-0000000000f2";
const HALL: &str = "0199c0de-0000-7000-8000-0000000000f3";
const SINGERS: &str = "0199c0de-0000-7000-8000-0000000000f4";

fn record(id: &str, name: &str, runs: &str, email: &str, street: &str) -> Value {
    json!({ "id": id, "name": name, "status": "active", "description": "Come in.",
        "organization": { "id": SINGERS, "name": runs, "description": runs, "email": email, "phones": [{ "id": "0199c0de-0000-7000-8000-0000000000f5", "number": "020 7946 0312" }] },
        "service_at_locations": [{ "location": { "id": HALL, "location_type": "physical", "name": "Song Hall",
            "addresses": [{ "id": "0199c0de-0000-7000-8000-0000000000f6", "address_1": street, "city": "London", "state_province": "Greater London", "postal_code": "E15 4ES", "country": "GB", "address_type": "physical" }] } }] })
}

fn choir() -> Value {
    record(CHOIR, "Song circle", "Carpenters Singers", "choir@carpenters-road.example", "1 Song Lane")
}

fn eves(description: &str) -> Value {
    let mut record = record(EVES, "Evening tea", "Eve and Co", "eve@evil.example", "66 Dock Road");
    record["description"] = description.into();
    record
}

async fn read(app: &App, feed: &str, record: Value) -> u64 {
    let summary = feeds::lines(app, &[record], feed).await.expect("a reading");
    assert_eq!(summary.quarantined, 0, "{:?}", summary.rows);
    app::directory::refresh(&app.machine).await.expect("an index");
    summary.changed
}

/// What the list, the page of an id and the list of places say of a service, as one text; and the ids of its hall and of who runs it.
async fn told(app: &App, id: &str) -> (String, String, String) {
    let (status, whole) = feeds::asked(app, &format!("/hsds/v3/services/{id}")).await;
    assert_eq!(status, 200);
    let (_, places) = feeds::asked(app, "/hsds/v3/service_at_locations?full=true&per_page=100").await;
    let place = places["contents"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|p| p["service"]["id"] == id)
        .expect("a place")
        .clone();
    let (hall, runs) = (&whole["service_at_locations"][0]["location"]["id"], &whole["organization"]["id"]);
    assert_eq!((&place["location"]["id"], &place["location_id"]), (hall, hall), "{place}");
    assert_eq!(&whole["organization_id"], runs, "{whole}");
    let runs = runs.as_str().expect("an id");
    let (status, organization) = feeds::asked(app, &format!("/hsds/v3/organizations/{runs}?full_service=true")).await;
    assert_eq!(status, 200);
    assert!(feeds::ids(app, "/hsds/v3/organizations").await.iter().any(|id| id == runs));
    (format!("{whole} {place} {organization}"), hall.as_str().expect("an id").to_owned(), runs.to_owned())
}

on_both! {
    async fn by_its_ids(app) {
        read(&app, "newham", choir()).await;
        read(&app, "eves", eves("Tea.")).await;
        // An organisation by itself is no way around it.
        let organization = json!({ "id": SINGERS, "name": "Eve and Co", "description": "Eve.", "email": "eve@evil.example", "organization_identifiers": [] });
        feeds::lines(&app, &[organization, eves("Tea.")], "eves").await.expect("a reading");
        let (text, hall, runs) = told(&app, CHOIR).await;
        assert_eq!((hall.as_str(), runs.as_str()), (HALL, SINGERS));
        for evil in ["evil", "66 Dock Road", "Eve and Co", "Evening tea"] {
            assert!(!text.contains(evil), "{evil}: {text}");
        }
        let (text, eves_hall, eve_and_co) = told(&app, EVES).await;
        assert!(text.contains("66 Dock Road") && text.contains("eve@evil.example") && !text.contains("Carpenters"), "{text}");
        assert!(eves_hall != HALL && eve_and_co != SINGERS);

        // Again nothing is new, and what is new is said of the same things.
        assert_eq!((read(&app, "newham", choir()).await, read(&app, "eves", eves("Tea.")).await), (0, 0));
        assert_eq!(read(&app, "eves", eves("Tea and cake.")).await, 1);
        let (_, hall, runs) = told(&app, EVES).await;
        assert_eq!((hall, runs), (eves_hall, eve_and_co));
        assert!(!told(&app, CHOIR).await.0.contains("Dock Road"));
        // The choir's own list says where it is.
        let mut moved = choir();
        moved["service_at_locations"][0]["location"]["addresses"][0]["address_1"] = "2 Song Lane".into();
        assert_eq!(read(&app, "newham", moved).await, 1);
        assert!(told(&app, CHOIR).await.0.contains("2 Song Lane"));
    }
}

on_both! {
    async fn what_hides_a_place_hides_it_in_every_list(app) {
        read(&app, "newham", choir()).await;
        read(&app, "eves", eves("Tea.")).await;
        let mut refuge = record("0199c0de-0000-7000-8000-0000000000f7", "Safe evenings", "Refuge", "refuge@safe.example", "9 Quiet Row");
        refuge["service_at_locations"][0]["location"]["mask_exact_address"] = true.into();
        read(&app, "charity", refuge).await;
        read(&app, "eves", eves("Tea once more.")).await;
        for path in ["/oruk/v3/services?full=true", "/hsds/v3/service_at_locations?full=true", "/find?words=song", "/find?words=tea"] {
            let body = String::from_utf8(feeds::raw(&app, path).await.2).expect("text");
            for street in ["1 Song Lane", "66 Dock Road", "9 Quiet Row"] {
                assert!(!body.contains(street), "{street} at {path}");
            }
        }
    }
}
