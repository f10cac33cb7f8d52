//! The message that carried a link is cleared away in time, and the page of the onward referral goes on without it; of one that may have been sent nobody
//! need ask any more once a new link went out.

use super::a_link_opens_one_referral::sent;
use base::{
    db::testing::{number, tamper},
    mail,
};
use jiff::SignedDuration;
use testkit::on_both;

const MAILS: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM mail";

on_both! {
    async fn three_months_later_the_page_still_opens(app) {
        let (_, case, _) = sent(&app).await;
        app.run_jobs().await;
        assert_eq!(number(&app.machine.db, MAILS).await, 1);
        app.later(SignedDuration::from_hours(91 * 24)).await;
        assert_eq!(number(&app.machine.db, MAILS).await, 0);
        let mut sam = app.signed_in("sam").await;
        let page = sam.visit(&format!("{case}/onward")).await;
        assert_eq!(page.status, 200);
        page.see("Carpenters Road Singers").not_see("The message may have been sent");
    }
}

on_both! {
    async fn a_new_link_deals_with_a_message_that_may_have_been_sent(app) {
        let (mut sam, case, _) = sent(&app).await;
        let mut tx = tamper(&app.machine.db).await;
        tx.run("UPDATE mail SET state = 'handed', handed_at = created_at, settled_at = NULL", ()).await.expect("a machine that died there");
        tx.commit().await.expect("a commit");
        app.later(SignedDuration::from_mins(10)).await;
        assert_eq!(mail::troubled(&app.machine.db, app.clock.now()).await.expect("rows")[0].1, 1);
        sam.visit(&format!("{case}/onward")).await.see("The message may have been sent");
        sam.form("New link and PIN").press(&mut sam).await;
        app.later(SignedDuration::from_mins(1)).await;
        assert!(mail::troubled(&app.machine.db, app.clock.now()).await.expect("rows").is_empty());
        sam.visit(&format!("{case}/onward")).await.not_see("The message may have been sent");
    }
}
