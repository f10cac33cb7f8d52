//! A choir was told to ring him, and then a rule forbids calls: the link gives the number to nobody any more, whoever sent it is told what to do, and no new
//! link goes out with it.

use super::{each_team_sees_its_own::when_they_send_him_to_a_choir, rules_for_their_safety::adds_a_rule};
use crate::journeys::{
    case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload, thread::from_a_surgery_to_a_choir::opened,
};
use testkit::on_both;

const NUMBER: &str = "020 7946 0018";

on_both! {
    async fn the_link_keeps_it_back_and_is_not_sent_anew(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let link = when_they_send_him_to_a_choir(&app, &mut sam, &record, "Ring the person: 020 7946 0018").await;
        opened(&app, &link).await.page().see("Please ring them: 020 7946 0018");
        let list = format!("{record}/onward");
        sam.visit(&list).await.not_see("is not safe any more");
        let again = sam.form("New link and PIN");

        adds_a_rule(&mut sam, &record).await;
        let leader = opened(&app, &link).await;
        leader.page().see("Likes to be called: Walter").see("Would like: Singing").not_see(NUMBER);
        leader.page().see("Please do not ring them").see("Sam Lee, 020 7946 0123").not_see("His son");
        sam.visit(&list).await.see("ringing them is not safe any more").see("take this back, and send it anew").not_see("New link and PIN");
        again.press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        sam.page().see("Take it back, and send it anew");
        app.run_jobs().await;
        let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
        assert_eq!(mails.iter().filter(|m| m.0.text.contains("/l/")).count(), 1, "no second link");

        // They may be rung again: the text stands as he said yes to it.
        sam.visit(&format!("{record}/safety")).await;
        sam.follow("End it").await;
        sam.form("End the rule").fill("Why does it no longer hold?", "He has moved abroad.").press(&mut sam).await;
        opened(&app, &link).await.page().see("Please ring them: 020 7946 0018").not_see("Please do not ring them");
        sam.visit(&list).await.not_see("is not safe any more").see("New link and PIN");
    }
}

on_both! {
    async fn a_text_without_it_stays_as_it_is(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let link = when_they_send_him_to_a_choir(&app, &mut sam, &record, "Through me").await;
        adds_a_rule(&mut sam, &record).await;
        opened(&app, &link).await.page().see("Please get in touch through their link worker").not_see("Please do not ring them");
        sam.visit(&format!("{record}/onward")).await.not_see("is not safe any more").see("New link and PIN");
    }
}
