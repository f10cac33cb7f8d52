//! A service learns of somebody by mail, and mail goes astray: the page of what was sent says what became of the message, and what can be done.

use super::a_link_opens_one_referral::sent;
use base::db::testing::tamper;
use testkit::on_both;

const WAITING: &str = "The message has not gone out yet";
const MAYBE: &str = "The message may have been sent; we cannot be sure. Ring them and ask.";
const FAILED: &str = "The message could not be delivered. Check the address of the service.";

on_both! {
    async fn the_page_says_whether_it_waits_went_may_have_gone_or_cannot_go(app) {
        let (mut sam, case, _) = sent(&app).await;
        let page = format!("{case}/onward");
        for (state, shown) in [("waiting", Some(WAITING)), ("sent", None), ("handed", Some(MAYBE)), ("failed", Some(FAILED))] {
            let mut tx = tamper(&app.machine.db).await;
            tx.run("UPDATE mail SET state = $1", (state,)).await.expect("a row");
            tx.commit().await.expect("a commit");
            // What helps stands beside it.
            sam.visit(&page).await.see("New link and PIN");
            for words in [WAITING, MAYBE, FAILED] {
                assert_eq!(sam.page().shows(words), shown == Some(words), "{state}: {words}");
            }
        }
    }
}
