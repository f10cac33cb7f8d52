//! The list of what was sent goes on from a line of the reader's own. The id of somebody else's referral is no place to go on from: where the list would begin
//! would tell that there is one, and when it was sent.

use super::{a_link_worker_refers::refers_rosa, receptionist_refers::when_she_refers_mr_ellis};
use crate::journeys::person::rules_for_their_safety::when_he_is_referred_again;
use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn from_ones_own_lines_only(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        app.clock.advance(SignedDuration::from_mins(1));
        let mut sam = app.signed_in("sam").await;
        refers_rosa(&mut sam).await;
        let before = |url: &str| format!("/sent?before={}", url.split('?').next().unwrap_or_default().replace("/sent/", ""));
        let (hers, theirs) = (before(&grace.page().url), before(&sam.page().url));
        let nobodys = before("/sent/018f0000-0000-7000-8000-000000000000");
        // Mr Ellis was sent before Rosa, and grace learns nothing of that.
        grace.visit("/sent").await.see("Walter Ellis");
        let mut said = vec![];
        for from in [theirs, nobodys] {
            said.push(grace.visit(&from).await.not_see("Walter Ellis").text());
        }
        assert_eq!(said[0], said[1], "there is one and there is none look alike");

        app.clock.advance(SignedDuration::from_mins(1));
        let newest = before(&when_he_is_referred_again(&app, "Stratford link workers").await.page().url);
        assert_ne!(newest, hers);
        grace.visit(&newest).await.see("Walter Ellis");
        grace.visit(&hers).await.not_see("Walter Ellis");
    }
}
