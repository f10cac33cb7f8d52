//! The choir's leader has a lot to say about the first evening. What is too long is said, nothing that was typed is lost, and the link still opens.

use super::{
    a_link_opens_one_referral::sent,
    from_a_surgery_to_a_choir::{opened, when_the_choir_says_yes},
};
use testkit::on_both;

const LABEL: &str = "How was it? (you can leave this empty)";

on_both! {
    async fn nothing_is_lost_and_the_link_lives(app) {
        let (mut sam, case, link) = sent(&app).await;
        when_the_choir_says_yes(&app, &link).await;
        let long = "He played, and we sang. ".repeat(30);
        let mut leader = opened(&app, &link).await;
        leader.form("Yes, they came").fill(LABEL, &long).press(&mut leader).await;
        assert_eq!(leader.page().status, 422);
        leader.page().see("600").see("Did they come?").see(long.trim());
        sam.visit(&format!("{case}/onward")).await.see("Accepted").not_see("He played");
        leader.form("Yes, they came").fill(LABEL, "He played, and we sang.").press(&mut leader).await;
        leader.page().see("The link worker now knows that they came");
        sam.visit(&format!("{case}/onward")).await.see("Came").see("He played, and we sang.");
    }
}

on_both! {
    async fn nor_where_they_did_not_come(app) {
        let (mut sam, case, link) = sent(&app).await;
        when_the_choir_says_yes(&app, &link).await;
        let mut leader = opened(&app, &link).await;
        let address = format!("{}/did-not-come", link.path);
        leader.post(&address, &[("said", &"He was not there. ".repeat(40))]).await;
        assert_eq!(leader.page().status, 422);
        sam.visit(&format!("{case}/onward")).await.not_see("Did not come");
    }
}
