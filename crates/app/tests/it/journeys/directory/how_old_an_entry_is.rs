//! An entry says when it was last confirmed and by whom; after 180 days, or when nobody ever did, it says to ask before going.

use base::db::testing::tamper;
use jiff::SignedDuration;
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
