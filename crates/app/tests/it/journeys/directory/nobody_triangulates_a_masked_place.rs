//! Two directories are the same in all but where one refuge really is. Whoever asks from many points, by radius, box, order, tile and cluster, by page and by
//! machine, is told the same by both, to the last letter: so that nothing of all that depends on where it is.

use super::feeds;
use serde_json::{Value, json};
use testkit::{App, Engine, once};

/// A refuge, and others about it by which its place among them could be told.
fn records(lat: f64, lon: f64, street: &str, postcode: &str) -> Vec<Value> {
    let place = |id: usize, lat: f64, lon: f64, street: &str, postcode: &str| {
        json!({ "id": format!("0199c0de-0000-7000-8000-0000000010{id:02}"), "location_type": "physical", "name": format!("House {id}"), "latitude": lat, "longitude": lon,
            "addresses": [{ "address_1": street, "city": "London", "region": "Hackney", "state_province": "Greater London", "postal_code": postcode, "country": "GB", "address_type": "physical" }] })
    };
    let service = |id: usize, name: &str, place: Value| {
        json!({ "id": format!("0199c0de-0000-7000-8000-0000000020{id:02}"), "name": name, "status": "active", "description": "A safe home for whoever needs one.",
            "phones": [{ "number": "020 7946 0100" }], "service_at_locations": [{ "location": place }] })
    };
    let mut hidden = place(1, lat, lon, street, postcode);
    hidden["mask_exact_address"] = true.into();
    let mut all = vec![service(1, "Safe home", hidden)];
    for n in 2..14 {
        let (lat, lon) = (51.53 + 0.003 * n as f64, -0.075 + 0.004 * n as f64);
        all.push(service(n, &format!("Safe home {n}"), place(n, lat, lon, &format!("{n} Quillon Row"), "E8 1AA")));
    }
    all
}

async fn told(engine: Engine, lat: f64, lon: f64, street: &str, postcode: &str) -> Vec<(String, String)> {
    let app = App::on(engine).await;
    feeds::lines(&app, &records(lat, lon, street, postcode), "council").await.expect("a reading");
    app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
    app::directory::refresh(&app.machine).await.expect("an index");
    let mut pages =
        vec!["/find?words=safe+home".to_owned(), "/find/places/hackney".into(), "/find?borough=Hackney".into()];
    let mut machines = vec![];
    for y in 0..6 {
        for x in 0..6 {
            let (lat, lon) = (51.52 + 0.01 * f64::from(y), -0.08 + 0.012 * f64::from(x));
            pages.push(format!("/find?words=safe+home&near={lat:.4},{lon:.4}"));
            pages.push(format!("/find?words=safe+home&near={lat:.4},{lon:.4}&within=1"));
            machines.push(format!("/oruk/v3/services?lat={lat:.4}&lng={lon:.4}&radius=700"));
            machines.push(format!("/oruk/v3/service_at_locations?lat={lat:.4}&lng={lon:.4}&radius=700&full=true"));
            let bbox = format!("{:.4},{:.4},{:.4},{:.4}", lon - 0.006, lat - 0.005, lon + 0.006, lat + 0.005);
            machines.push(format!("/hsds/v3/services?bbox={bbox}&full=true"));
        }
    }
    for postcode in ["E8 1AA", "E8 9ZZ", "E9 5AA", "N16 8BB"] {
        machines.push(format!("/oruk/v3/services?postcode={}&proximity=900", postcode.replace(' ', "+")));
    }
    machines.push("/hsds/v3/services?full=true&format=ndjson".into());
    machines.push("/hsds/v3/changes".into());
    // Every tile there is something on, from the whole town to a street.
    for zoom in 9..=14u32 {
        let across = f64::from(1 << zoom);
        let column = |lon: f64| ((lon + 180.0) / 360.0 * across) as i64;
        let row = |lat: f64| {
            let y = (lat.to_radians().tan() + 1.0 / lat.to_radians().cos()).ln();
            ((1.0 - y / std::f64::consts::PI) / 2.0 * across) as i64
        };
        for x in column(-0.09)..=column(-0.01) {
            for y in row(51.58)..=row(51.51) {
                machines.push(format!("/tiles/services/{zoom}/{x}/{y}.mvt?words=safe+home"));
            }
        }
    }
    let mut said = vec![];
    let mut browser = app.browser();
    for page in pages {
        said.push((page.clone(), browser.visit(&page).await.text()));
    }
    for path in machines {
        let (status, headers, body) = feeds::raw(&app, &path).await;
        assert!(status < 300, "{path}: {status}");
        said.push((
            path,
            format!("{status} {:?} {:?} {}", headers.get("etag"), headers.get("link"), String::from_utf8_lossy(&body)),
        ));
    }
    said
}

once! {
    async fn whatever_is_asked_two_places_give_one_answer() {
        let here = told(Engine::Sqlite, 51.5412, -0.0501, "7 Adderley Mews", "E8 9ZZ").await;
        let there = told(Engine::Sqlite, 51.5655, -0.0733, "92 Tollgate Yard", "N16 8BB").await;
        assert!(here.len() > 200, "{}", here.len());
        let seen = here.iter().filter(|(_, text)| text.contains("Safe home")).count();
        assert!(seen > 50, "the questions find something: {seen}");
        for ((asked, one), (_, other)) in here.iter().zip(&there) {
            assert_eq!(one, other, "{asked} tells the two apart");
        }
    }
}
