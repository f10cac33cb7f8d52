//! A table says that an address must not be public, in whatever words, and the entry that was public under it is hidden, with and without an id.

use super::{a_place_one_feed_hides_is_hidden::nobody_learns_it, imports::services};
use app::directory::import::Summary;
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
            ("mask_exact_address", "x"), ("masked", "Withheld"), ("Visibility", "private"),
        ].into_iter().enumerate() {
            let rows = format!("id,name,description,address,postcode,borough,{heading}\n{n},Safe home,A safe home.,7 Quillon Mews,E8 9ZZ,Hackney,{word}\n");
            read(&app, &rows).await;
            let all = there(&app).await;
            assert!(all.iter().all(|s| s.contains("|hidden||")), "{heading}: {word}: {all:?}");
        }
        read(&app, "id,name,description,address,postcode,borough,Visibility,Confidential\nopen,Tea room,Tea.,1 Tea Row,E15 4ES,Newham,public,No\n").await;
        assert!(there(&app).await.contains(&"Tea room|open|1 Tea Row|on".to_owned()));
    }
}
