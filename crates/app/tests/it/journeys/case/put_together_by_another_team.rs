//! Two teams support the same man under one record; the one of them finds out that it had him before, and puts the two records together. The other, which
//! knows nothing of the record that is kept, does not take them apart: the rules for his safety that stand there would bind the first team no longer.

use super::{
    accepted_from_the_inbox::{given_mr_ellis_on_sams_caseload, path},
    known_already::given_another_practice_refers_him,
};
use crate::journeys::{
    person::rules_for_their_safety::given_he_is_with_plaistow_too,
    referral::receptionist_refers::{given_a_receptionist, when_she_refers_mr_ellis},
};
use testkit::{App, Browser, on_both};

const RULE: &str = "His son must not find out";
const APART: &str = "They are two people after all";

/// Stratford has him from another practice, with a rule; then the surgery refers him to Stratford and to Plaistow; Stratford says that he is the one they have.
/// Sam on Stratford's second record of him, and Plaistow's record.
async fn given_stratford_put_him_together(app: &App) -> (Browser, String, String) {
    given_another_practice_refers_him(app).await;
    let mut sam = app.signed_in("sam").await;
    sam.visit("/inbox").await;
    sam.follow("Walter Ellis").await;
    sam.form("Accept").press(&mut sam).await;
    let mut grace = given_a_receptionist(app).await;
    when_she_refers_mr_ellis(&mut grace).await;
    let theirs = given_he_is_with_plaistow_too(app).await;
    sam.visit("/inbox").await;
    sam.follow("Walter Ellis").await;
    sam.form("Accept").choose("Walter Ellis, 12 March 1948, E15 4ES").press(&mut sam).await;
    let ours = path(&sam);
    sam.page().see("Two records are held to be this person").see(RULE);
    (sam, ours, theirs)
}

on_both! {
    async fn the_other_team_does_not_take_it_apart(app) {
        let (mut sam, ours, theirs) = given_stratford_put_him_together(&app).await;
        let mut noor = app.signed_in("noor").await;
        noor.visit(&theirs).await.see("Two records are held to be this person").not_see(APART);
        let tried = async |noor: &mut Browser| {
            for version in ["1", "2", "3", "4"] {
                noor.post(&format!("{theirs}/unmerge"), &[("version", version)]).await;
                assert!([404, 409].contains(&noor.page().status), "version {version}: {}", noor.page().status);
            }
        };
        tried(&mut noor).await;
        sam.visit(&ours).await.see("Two records are held to be this person").see(RULE);

        // Taking up a case again gives no part in it either.
        noor.visit(&format!("{theirs}/close")).await;
        noor.form("Close the case").choose("Moved away").press(&mut noor).await;
        noor.form("Take it up again").press(&mut noor).await;
        noor.page().see("The case is open again").not_see(APART);
        tried(&mut noor).await;
        sam.visit(&ours).await.see(RULE);
    }
}

on_both! {
    async fn whoever_holds_the_case_next_may(app) {
        let (mut sam, ours, _) = given_stratford_put_him_together(&app).await;
        sam.visit(&format!("{ours}/transfer")).await;
        sam.form("Hand over").choose("Jo Mensah").press(&mut sam).await;
        sam.visit(&ours).await.not_see(APART);
        let mut jo = app.signed_in("jo").await;
        jo.visit(&ours).await;
        jo.form(APART).press(&mut jo).await;
        jo.page().see("two people again").not_see("Two records are held").not_see(RULE);
    }
}

on_both! {
    async fn one_team_and_one_record_has_nothing_to_take_apart(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.visit(&record).await.not_see("Two records are held").not_see(APART);
        sam.post(&format!("{record}/unmerge"), &[("version", "1")]).await;
        assert_eq!(sam.page().status, 409);
    }
}
