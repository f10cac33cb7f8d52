//! An entry says when it was last confirmed and by whom; after 180 days, or when nobody ever did, it says to ask before going.

use super::feeds;
use base::db::testing::tamper;
use jiff::SignedDuration;
use serde_json::json;
use testkit::{choir, on_both};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const PAGE: &str = "/services/carpenters-road-singers";

on_both! {
    async fn it_says_who_confirmed_it_and_when_to_ask_first(app) {
        choir(&app.system()).await;
        let mut anybody = app.browser();
        anybody.visit(PAGE).await.see("Checked today by the group.").not_see("Ask before you go.");
        app.later(DAY * 180).await;
        anybody.visit(PAGE).await.see("Checked 180 days ago by the group.").not_see("Ask before you go.");
        app.later(DAY).await;
        anybody.visit(PAGE).await.see("Checked 181 days ago by the group. Ask before you go.");

        let mut tx = tamper(&app.machine.db).await;
        tx.run("UPDATE service SET checked_by = 'officer'", ()).await.expect("a row");
        tx.commit().await.expect("a commit");
        anybody.visit(PAGE).await.see("Checked 181 days ago by an officer. Ask before you go.");
        let mut tx = tamper(&app.machine.db).await;
        tx.run("UPDATE service SET checked_at = NULL, checked_by = NULL", ()).await.expect("a row");
        tx.commit().await.expect("a commit");
        anybody.visit(PAGE).await.see("Nobody has checked this yet. Ask before you go.");
    }
}

on_both! {
    async fn a_publishers_day_says_nothing_that_it_cannot(app) {
        let record = |day: &str| json!({ "id": "0199c0de-0000-7000-8000-0000000000e2", "name": "Kettle club", "status": "active", "description": "Tea.", "assured_date": day,
            "phones": [{ "number": "020 7946 0101" }] });
        let read = async |day: &str| {
            feeds::lines(&app, &[record(day)], "newham").await.expect("a reading");
            app::directory::refresh(&app.machine).await.expect("an index");
        };
        // A day that is still to come is none, and the list is told.
        read("2099-12-31").await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/find?words=kettle").await;
        sam.follow("Kettle club").await;
        sam.page().see("Nobody has checked this yet").not_see("Checked today");
        let page = sam.page().url.split('?').next().expect("a path").to_owned();
        let (_, out) = feeds::asked(&app, "/oruk/v3/services?full=true").await;
        assert!(!out.to_string().contains("2099"), "{out}");
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let codes: Vec<String> = rx.values("SELECT code AS n FROM record_issue WHERE path = 'assured_date'", ()).await.expect("rows");
        assert_eq!(codes, ["to-come"]);
        drop(rx);
        // That somebody here reached nobody stays, whatever day the list stamps on it.
        sam.visit(&format!("{page}/upkeep")).await;
        sam.form("Write it down").choose("I rang").choose("I reached nobody").press(&mut sam).await;
        read("2026-11-24").await;
        sam.visit(&format!("{page}/upkeep")).await.see("by the list that it comes from").see("not reached once");
    }
}
