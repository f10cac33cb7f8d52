//! A double click, a reload, a page that was left open: one referral.

use super::receptionist_refers::{fill_in_mr_ellis, given_a_receptionist};
use testkit::on_both;

on_both! {
    async fn a_double_submit_sends_one_referral(app) {
        let mut grace = given_a_receptionist(&app).await;
        fill_in_mr_ellis(&mut grace).await;
        let form = grace.form("Send the referral");
        form.clone().press(&mut grace).await;
        let first = grace.page().url.split('?').next().expect("a path").to_owned();
        form.press(&mut grace).await;
        grace.page().see("nothing was sent twice");
        assert_eq!(grace.page().url.split('?').next(), Some(first.as_str()));
        let list = grace.visit("/sent").await;
        assert_eq!(list.html.matches("Walter Ellis").count(), 1, "{}", list.text());
        // The draft is gone from the list of what is not finished.
        grace.visit("/refer").await.not_see("Walter Ellis");
    }
}
