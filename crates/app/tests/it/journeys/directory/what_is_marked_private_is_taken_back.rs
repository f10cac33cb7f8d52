//! A council marks a service as private, or hides its place in a line that is otherwise no good: what was public is not told any more, and what it hides is hidden.

use super::{
    a_place_one_feed_hides_is_hidden::{nobody_learns_it, record},
    feeds,
};
use serde_json::{Value, json};
use testkit::{App, on_both};

const HOME: &str = "0199c0de-0000-7000-8000-000000000002";

async fn page_of(app: &App, words: &str, name: &str) -> String {
    app::directory::refresh(&app.machine).await.expect("an index");
    let mut anybody = app.browser();
    anybody.visit(&format!("/find?words={words}")).await;
    anybody.follow(name).await;
    anybody.page().url.split('?').next().expect("a path").to_owned()
}

on_both! {
    async fn a_service_that_was_public(app) {
        let open = record(HOME, "Safe home of the charity", false);
        feeds::lines(&app, std::slice::from_ref(&open), "charity").await.expect("a reading");
        let page = page_of(&app, "safe+home", "Safe home of the charity").await;
        app.browser().visit(&page).await.see("7 Quillon Mews");

        for flag in [("is_private", json!("on")), ("visibility", json!("private"))] {
            let mut private = open.clone();
            private[flag.0] = flag.1;
            let read = feeds::lines(&app, &[private.clone()], "charity").await.expect("a reading");
            assert_eq!((read.gone, read.quarantined), (1, 1), "{}", flag.0);
            nobody_learns_it(&app, "marked as private").await;
            app.browser().visit(&page).await.see("closed").not_see("Quillon").not_see("A safe home.");
            let (_, told) = feeds::asked(&app, &format!("/oruk/v3/services/{HOME}")).await;
            assert!(!told.to_string().contains("Quillon"), "{told}");
            let same = feeds::lines(&app, &[private], "charity").await.expect("a reading");
            assert_eq!((same.gone, same.changed), (0, 0), "nothing changes any more");

            // It was not its place that had to be hidden: when it is public again, all of it is.
            let back = feeds::lines(&app, std::slice::from_ref(&open), "charity").await.expect("a reading");
            assert_eq!((back.changed, back.quarantined), (1, 0));
            app.browser().visit(&page).await.see("7 Quillon Mews");
        }
    }
}

on_both! {
    async fn a_service_out_of_tables(app) {
        let path = app.folder().join("services.csv");
        let read = async |private: &str| {
            std::fs::write(&path, format!("id,name,description,status,url,is_private\n7,Safe home,At 7 Quillon Mews,active,https://home.example/,{private}\n")).expect("a file");
            feeds::read(&app, &path, "council").await.expect("a reading")
        };
        assert_eq!(read("false").await.added, 1);
        let page = page_of(&app, "safe+home", "Safe home").await;
        let private = read("true").await;
        assert_eq!((private.gone, private.quarantined), (1, 1), "{:?}", private.rows);
        nobody_learns_it(&app, "marked as private in a table").await;
        app.browser().visit(&page).await.see("closed").not_see("Quillon");
    }
}

on_both! {
    async fn an_event_of_a_calendar(app) {
        let path = app.folder().join("whats-on.ics");
        let read = async |class: &str| {
            let event = "UID:tea@kettle.example\r\nSUMMARY:Safe home tea\r\nDESCRIPTION:Ring twice.\r\nLOCATION:Quillon House\\, 7 Quillon Mews\r\nDTSTART:20261201T100000\r\nRRULE:FREQ=WEEKLY";
            let text = format!("BEGIN:VCALENDAR\r\nX-WR-CALNAME:The Kettle\r\nBEGIN:VEVENT\r\n{event}\r\nCLASS:{class}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
            std::fs::write(&path, text).expect("a file");
            feeds::read(&app, &path, "kettle").await.expect("a reading")
        };
        assert_eq!(read("PUBLIC").await.added, 1);
        let page = page_of(&app, "safe+home", "Safe home tea").await;
        app.browser().visit(&page).await.see("Quillon");
        assert_eq!(read("PRIVATE").await.gone, 1);
        nobody_learns_it(&app, "marked as private in a calendar").await;
        app.browser().visit(&page).await.see("closed").not_see("Quillon").not_see("Ring twice");
    }
}

/// The charity gives the place openly; the council hides it in a record that is not let in, `made` out of a good one.
async fn hides_it_all_the_same(app: &App, made: impl Fn(Value) -> Vec<Value>) {
    feeds::lines(app, &[record(HOME, "Safe home of the charity", false)], "charity").await.expect("a reading");
    let read =
        feeds::lines(app, &made(record("0199c0de-0000-7000-8000-000000000011", "Safe home", true)), "council").await;
    assert_eq!(read.expect("a reading").quarantined, 1);
    nobody_learns_it(app, "hidden by what is not let in").await;
}

on_both! {
    async fn a_private_record_hides_a_place(app) {
        hides_it_all_the_same(&app, |mut r| { r["is_private"] = true.into(); vec![r] }).await;
    }
}

on_both! {
    async fn a_record_without_a_name_hides_a_place(app) {
        hides_it_all_the_same(&app, |mut r| { r["name"] = "".into(); vec![r] }).await;
    }
}

on_both! {
    async fn a_second_record_of_an_id_hides_a_place(app) {
        hides_it_all_the_same(&app, |r| vec![json!({ "id": r["id"], "name": "Somewhere", "status": "active" }), r]).await;
    }
}
