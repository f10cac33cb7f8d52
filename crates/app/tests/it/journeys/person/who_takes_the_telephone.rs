//! Somebody of the sending practice also takes the telephone for the team that received him. They see no cases there, and read of him what any other sender
//! reads: not the rules for his safety that the team has written, nor what he has told it since.

use super::rules_for_their_safety::adds_a_rule;
use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use app::{identity, policy};
use testkit::on_both;

const DANGER: &str = "His son must not learn where he is.";

on_both! {
    async fn reads_as_a_sender(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        adds_a_rule(&mut sam, &record).await;
        let (grace, stratford) = (app.world.worker("grace").id, app.world.teams["stratford"]);
        identity::add_membership(&app.system(), grace, stratford, policy::RECEPTIONIST).await.expect("a membership");
        let mut grace = app.signed_in("grace").await;
        grace.visit("/sent").await;
        grace.follow("Walter Ellis").await;
        grace.page().see("Very lonely since he moved into the home").not_see(DANGER);
        assert_eq!(grace.visit(&record).await.status, 404);
        sam.visit(&record).await.see(DANGER);
    }
}
