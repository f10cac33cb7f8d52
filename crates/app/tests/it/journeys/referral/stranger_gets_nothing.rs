//! Nobody else sees anything of a referral: not a stranger, not another practice, not another team, not an administrator; and all of them
//! are told the same.

use super::receptionist_refers::{given_a_receptionist, when_she_refers_mr_ellis};
use testkit::on_both;

on_both! {
    async fn strangers_get_nothing(app) {
        let mut grace = given_a_receptionist(&app).await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = grace.page().url.split('?').next().expect("a path").to_owned();
        let inbox = sent.replace("/sent/", "/inbox/");
        let nobody = "/sent/018f0000-0000-7000-8000-000000000000";

        // Somebody who has not signed in is sent to sign in, whether there is anything or not.
        let mut stranger = app.browser();
        for path in [sent.as_str(), inbox.as_str(), nobody, "/inbox", "/sent", "/refer", "/team", "/admin/audit", "/account"] {
            stranger.visit(path).await;
            assert!(stranger.page().url.starts_with("/sign-in"), "{path} led to {}", stranger.page().url);
            stranger.page().not_see("Ellis");
        }

        // Everybody else sees the page that is also shown for what does not exist.
        let missing = grace.visit(nobody).await.clone();
        assert_eq!(missing.status, 404);
        for who in ["tom", "noor", "ines", "kim", "ada", "bea"] {
            let mut browser = app.signed_in(who).await;
            for path in [&sent, &inbox] {
                let page = browser.visit(path).await.clone();
                assert_eq!(page.status, 404, "{who} at {path}");
                page.not_see("Ellis").see("Page not found");
            }
            for list in ["/inbox", "/sent"] {
                browser.visit(list).await.not_see("Ellis");
            }
        }

        // The receptionist herself has no business in the inbox, and what another organisation sent is not in the link worker's list.
        assert_eq!(grace.visit("/inbox").await.status, 404);
        assert_eq!(grace.visit(&inbox).await.status, 404);
        let mut sam = app.signed_in("sam").await;
        sam.visit("/sent").await.not_see("Ellis");

        // The administrator sees that somebody looked and that somebody was refused, and no name.
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/audit").await.see("referral-new").see("Grace Okoro").not_see("Ellis");
        ada.visit("/admin/audit?kind=refused").await.see("referral-view").see("Tom Barrett").not_see("Ellis");
    }
}
