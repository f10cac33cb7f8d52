//! A table says that an address must not be public, in whatever words, and the entry that was public under it is hidden, with and without an id.

use super::{a_place_one_feed_hides_is_hidden::nobody_learns_it, feeds, imports::services};
use app::directory::import::Summary;
use serde_json::json;
use testkit::{App, on_both};

async fn read(app: &App, rows: &str) -> Summary {
    let path = app.folder().join("refuges.csv");
    std::fs::write(&path, rows).expect("a file");
    services(&app.system(), &path, "refuges").await.expect("a reading")
}

/// Everything that is shown of the feed's services: name, whether hidden, street, and whether open.
async fn there(app: &App) -> Vec<String> {
    let mut rx = base::db::testing::look(&app.machine.db).await;
    let sql = "SELECT name || '|' || CASE WHEN masked THEN 'hidden' ELSE 'open' END || '|' || COALESCE(street, '') || '|' || CASE WHEN closed_at IS NULL THEN 'on' ELSE 'closed' END AS n
        FROM service ORDER BY id";
    rx.values(sql, ()).await.expect("services")
}

on_both! {
    async fn without_an_id_the_entry_that_was_public_is_hidden(app) {
        let rows = |masked: &str| format!("name,description,address,postcode,borough,masked\nSafe home,A safe home.,7 Quillon Mews,E8 9ZZ,Hackney,{masked}\n");
        assert_eq!(read(&app, &rows("no")).await.added, 1);
        let now = read(&app, &rows("yes")).await;
        assert_eq!((now.added, now.changed), (0, 1));
        assert_eq!(there(&app).await, ["Safe home|hidden||on"]);
        nobody_learns_it(&app, "hidden by a row without an id").await;
        let again = read(&app, &rows("yes")).await;
        assert_eq!((again.added, again.changed, again.unchanged, again.gone), (0, 0, 1, 0));
    }
}

on_both! {
    async fn a_row_that_is_no_good_otherwise_hides_its_place(app) {
        let open = "id,name,description,address,postcode,lat,lon,borough,masked\na,Safe home,A safe home.,7 Quillon Mews,E8 9ZZ,,,Hackney,no\nb,Safer home,A safe home.,7 Quillon Mews,E8 9ZZ,,,Hackney,no\n";
        assert_eq!(read(&app, open).await.added, 2);
        let hidden = "id,name,description,address,postcode,lat,lon,borough,masked\na,Safe home,A safe home.,7 Quillon Mews,E8 9ZZ,51.5,east,Hackney,yes\nb,,A safe home.,7 Quillon Mews,E8 9ZZ,,,Hackney,yes\n";
        let now = read(&app, hidden).await;
        assert_eq!((now.changed, now.quarantined), (1, 1), "{:?}", now.rows);
        let mut all = there(&app).await;
        all.sort();
        assert_eq!(all, ["Safe home|hidden||on", "Safer home|hidden||on"]);
        nobody_learns_it(&app, "hidden by rows that are no good").await;
    }
}

on_both! {
    async fn a_second_row_of_an_id_hides_its_place(app) {
        let rows = "id,name,description,address,postcode,borough,masked\na,Safe home,A safe home.,7 Quillon Mews,E8 9ZZ,Hackney,no\na,Safe home,A safe home.,7 Quillon Mews,E8 9ZZ,Hackney,yes\n";
        assert_eq!(read(&app, rows).await.quarantined, 1);
        assert_eq!(there(&app).await, ["Safe home|hidden||on"]);
        nobody_learns_it(&app, "hidden by the second row").await;
    }
}

on_both! {
    async fn in_whatever_words(app) {
        for (n, (heading, word)) in [
            ("Address confidential", "Confidential"), ("Address confidential", "refuge"), ("is_private", "TRUE"), ("AddressIsPrivate", "on"),
            ("mask_exact_address", "x"), ("masked", "Withheld"), ("Visibility", "private"), ("Visibility", "Withheld"), ("Visibility", "No"),
        ].into_iter().enumerate() {
            let rows = format!("id,name,description,address,postcode,borough,{heading}\n{n},Safe home,A safe home.,7 Quillon Mews,E8 9ZZ,Hackney,{word}\n");
            read(&app, &rows).await;
            let all = there(&app).await;
            assert!(all.iter().all(|s| s.contains("|hidden||")), "{heading}: {word}: {all:?}");
        }
        read(&app, "id,name,description,address,postcode,borough,Visibility,Confidential\nopen,Tea room,Tea.,1 Tea Row,E15 4ES,Newham,public,No\n").await;
        assert!(there(&app).await.contains(&"Tea room|open|1 Tea Row|on".to_owned()));
        // Who may see something is no flag.
        read(&app, "id,name,description,address,postcode,borough,Visibility\nseen,Tea hut,Tea.,2 Tea Row,E15 4ES,Newham,Published\n").await;
        assert!(there(&app).await.contains(&"Tea hut|open|2 Tea Row|on".to_owned()));
    }
}

on_both! {
    async fn what_is_kept_of_a_row_forgets_the_place_by_whatever_id(app) {
        // One has no name and is not let in; its place is hidden by another, in the same reading or a later one, by a number.
        let at = |flag: bool| json!([{ "location": { "id": 5, "location_type": "physical", "mask_exact_address": flag,
            "addresses": [{ "address_1": "7 Quillon Mews", "city": "London", "state_province": "Greater London", "postal_code": "E8 9ZZ", "country": "GB", "address_type": "physical" }] } }]);
        let nameless = json!({ "id": 1, "status": "active", "description": "A home.", "service_at_locations": at(false) });
        let hiding = json!({ "id": 2, "name": "Safe home", "status": "active", "service_at_locations": at(true) });
        for (feed, readings) in [("before", vec![vec![&nameless, &hiding]]), ("after", vec![vec![&hiding, &nameless]]), ("later", vec![vec![&nameless, &nameless], vec![&hiding]])] {
            for (n, rows) in readings.into_iter().enumerate() {
                let rows: Vec<_> = rows.into_iter().cloned().collect();
                let read = feeds::lines(&app, &rows, feed).await;
                assert!(read.is_ok() || n == 0, "{feed}");
            }
            let mut rx = base::db::testing::look(&app.machine.db).await;
            let kept: Vec<i64> = rx.values("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM import_row WHERE raw LIKE '%Quillon%'", ()).await.expect("a number");
            assert_eq!(kept, [0], "{feed}");
        }
    }
}

on_both! {
    async fn of_what_somebody_closed_it_is_not_told_any_more(app) {
        let rows = |name: &str, masked: &str| format!("id,name,description,address,postcode,lat,lon,borough,masked\na,{name},A safe home.,7 Quillon Mews,E8 9ZZ,51.54711,-0.05522,Hackney,{masked}\n");
        assert_eq!(read(&app, &rows("Safe home", "no")).await.added, 1);
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let id: Vec<kernel::Id<app::directory::Service>> = rx.values("SELECT id AS n FROM service", ()).await.expect("a service");
        drop(rx);
        app::directory::close(&app.system(), id[0], "they stopped").await.expect("closed");
        let there = async || feeds::asked(&app, "/oruk/v3/services?bbox=-0.06,51.54,-0.05,51.55").await.1["total_items"].clone();
        assert_eq!(there().await, 1, "what has closed is told for a while");
        let now = read(&app, &rows("", "yes")).await;
        assert_eq!((now.changed, now.quarantined), (0, 1), "{:?}", now.rows);
        assert_eq!(there().await, 0);
        nobody_learns_it(&app, "closed, and hidden by a row that is no good").await;
    }
}
