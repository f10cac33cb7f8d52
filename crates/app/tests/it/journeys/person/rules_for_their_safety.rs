//! A danger comes to light while somebody is being supported: a rule is added from the record and binds at once, whoever works with them. It ends with a
//! reason and stays to be read. Who referred them learns nothing of it.

use crate::journeys::{
    case::{
        accepted_from_the_inbox::given_mr_ellis_on_sams_caseload, known_already::given_another_practice_refers_him,
    },
    referral::{receptionist_refers::fill_in_mr_ellis, somebody_known::begin},
    setup::when_she_ends,
};
use testkit::{App, Browser, on_both};

const DANGER: &str = "His son must not learn where he is.";

pub async fn adds_a_rule(browser: &mut Browser, record: &str) {
    browser.visit(&format!("{record}/safety")).await;
    browser
        .form("Add the rule")
        .choose("Getting in touch")
        .fill("What must everybody know?", DANGER)
        .choose("Telephone call")
        .press(browser)
        .await;
    browser.page().see("binds from now on").see(DANGER).see("Nobody may use: Telephone call");
}

async fn ends_the_rule(browser: &mut Browser, record: &str, why: &str) {
    browser.visit(&format!("{record}/safety")).await;
    browser.follow("End it").await;
    browser.form("End the rule").fill("Why does it no longer hold?", why).press(browser).await;
}

on_both! {
    async fn it_binds_at_once(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        testkit::choir(&app.system()).await;
        sam.visit(&record).await.see("020 7946 0018");
        // Two forms are open when the danger comes to light: a contact, and a text for a choir that may ring him.
        let mut femi = app.signed_in("femi").await;
        femi.visit(&format!("{record}/contacts/new")).await.not_see("A rule for their safety");
        let rang = femi.form("Save the contact").choose("Telephone").choose("Yes, we spoke").fill("Time", "08:30");
        sam.visit(&format!("{record}/match")).await;
        sam.form_near("Carpenters Road Singers", "Ask them").press(&mut sam).await;
        sam.form("Continue").fill("What they would like", "Singing").choose("Ring the person: 020 7946 0018").press(&mut sam).await;
        sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(&mut sam).await;
        sam.page().see("Please ring them: 020 7946 0018");
        let (send, check) = (sam.form("Send"), sam.page().url.clone());

        // A colleague of the team is told on the telephone, and writes it down without holding the case.
        let mut jo = app.signed_in("jo").await;
        jo.visit(&format!("{record}/safety")).await.see("No rule yet");
        jo.form("Add the rule").press(&mut jo).await;
        assert_eq!(jo.page().status, 422);
        jo.page().see("Choose what it is about").see("Write what everybody must know");
        adds_a_rule(&mut jo, &record).await;

        // The number is gone from the record, and the contact asks why he was rung all the same.
        sam.visit(&record).await.see(DANGER).not_see("tel:02079460018").see("A rule for their safety was added by Jo Mensah");
        rang.press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
        femi.page().see(DANGER).see("A rule for their safety forbids this way");
        femi.form("Save the contact").choose("It took place all the same; the note says why").press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
        femi.page().see("Say in the note why this way was used");
        femi.form("Save the contact")
            .choose("It took place all the same; the note says why")
            .fill("What was said, what you noticed", "He rang us himself.")
            .press(&mut femi)
            .await;
        femi.page().see("The contact is logged");

        // The text does not go out before it was read again, and nobody is told to ring him.
        send.press(&mut sam).await;
        sam.page().see("A rule for their safety was added or has ended").see(DANGER).see("It is not safe, or not possible, to ring this person directly");
        app.run_jobs().await;
        assert!(base::mail::outbox(&app.system()).await.expect("the outbox").is_empty());
        sam.visit(&check).await.see("Something is still missing").not_see("Please ring them");
        sam.follow("Go there").await;
        sam.form("Continue").choose("Through me").press(&mut sam).await;
        sam.form("Continue").press(&mut sam).await;
        sam.form("Send").press(&mut sam).await;
        sam.page().see("Say this PIN on the telephone");
    }
}

on_both! {
    async fn the_sender_learns_nothing_of_it(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;
        let sent = grace.page().url.split('?').next().expect("a path").to_owned();
        let before = grace.visit(&sent).await.text();
        begin(&mut grace).await;
        grace.page().see("Is it one of these?");

        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.form("Accept").press(&mut sam).await;
        let record = sam.page().url.split('?').next().expect("a path").to_owned();
        let supported = grace.visit(&sent).await.text();
        assert_ne!(before, supported, "it is being supported now");
        adds_a_rule(&mut sam, &record).await;

        for who in ["grace", "dr-rao"] {
            let mut sender = app.signed_in(who).await;
            assert_eq!(sender.visit(&sent).await.text().replace("Dr Anjali Rao", "Grace Okoro"), supported, "{who}");
            sender.visit("/sent").await.see("Walter Ellis").not_see(DANGER);
            assert_eq!(sender.visit(&format!("{record}/safety")).await.status, 404);
        }
        // He is not offered to anybody of the practice any more: as for everybody who has a rule.
        begin(&mut grace).await;
        grace.page().see("How can we reach them safely?").not_see("Is it one of these?");

        // Neither does anybody learn that it ended, nor that their own was ended.
        ends_the_rule(&mut sam, &record, "He has moved abroad.").await;
        assert_eq!(grace.visit(&sent).await.text(), supported);
        begin(&mut grace).await;
        grace.page().see("Is it one of these?");
        assert!(!testkit::logs().contains("must not learn"));
    }
}

on_both! {
    async fn one_that_came_with_the_referral_ends_and_the_sender_still_sees_what_was_written(app) {
        let mut tom = given_another_practice_refers_him(&app).await;
        let sent = tom.page().url.split('?').next().expect("a path").to_owned();
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.form("Accept").press(&mut sam).await;
        let record = sam.page().url.split('?').next().expect("a path").to_owned();
        sam.visit(&format!("{record}/safety")).await.see("His son must not find out.").see("came with the referral");
        sam.follow("End it").await;
        sam.form("End the rule").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Say why it no longer holds");
        ends_the_rule(&mut sam, &record, "They have made it up.").await;
        sam.page().see("No rule yet").see("Ended").see("ended by Sam Lee").see("They have made it up.").see("His son must not find out.");
        sam.visit(&record).await.not_see("His son must not find out.").see("A rule for their safety was ended by Sam Lee");
        tom.visit(&sent).await.see("His son must not find out.").not_see("made it up");
    }
}

on_both! {
    async fn who_may_end_one_and_that_twice_is_once(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.visit(&format!("{record}/safety")).await;
        let add = sam.form("Add the rule").choose("Visits").fill("What must everybody know?", "Go in twos: there is a dog.");
        add.clone().press(&mut sam).await;
        add.press(&mut sam).await;
        assert_eq!(sam.page().text().matches("there is a dog").count(), 2, "in the banner and in the list, once each");

        // A colleague may add one and may not end one; two who end it at once: one is told.
        let mut jo = app.signed_in("jo").await;
        jo.visit(&format!("{record}/safety")).await.see("there is a dog").not_see("End it");
        let end = sam.page().link("End it").expect("a link");
        assert_eq!(jo.visit(&end).await.status, 404);
        jo.post(&end, &[("why", "I say so")]).await;
        assert_eq!(jo.page().status, 404);
        let mut femi = app.signed_in("femi").await;
        femi.visit(&end).await;
        let late = femi.form("End the rule").fill("Why does it no longer hold?", "No dog");
        sam.visit(&end).await;
        let done = sam.form("End the rule").fill("Why does it no longer hold?", "The dog is gone");
        done.clone().press(&mut sam).await;
        done.press(&mut sam).await;
        assert_eq!(sam.page().status, 200);
        sam.page().see("The rule has ended").see("The dog is gone");
        late.press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        femi.page().see("Somebody has ended this rule already");

        for who in ["grace", "tom", "noor", "kim", "ada", "bea"] {
            let mut other = app.signed_in(who).await;
            assert_eq!(other.visit(&format!("{record}/safety")).await.status, 404, "{who}");
            other.post(&format!("{record}/safety"), &[("kind", "visit"), ("note", "x")]).await;
            assert_eq!(other.page().status, 404, "{who}");
            other.post(&end, &[("why", "x")]).await;
            assert_eq!(other.page().status, 404, "{who}");
        }
    }
}

on_both! {
    async fn two_records_of_one_person_have_every_rule_and_a_merge_taken_back_takes_none(app) {
        let (mut sam, first) = given_mr_ellis_on_sams_caseload(&app).await;
        given_another_practice_refers_him(&app).await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.form("Accept").choose("Walter Ellis, 12 March 1948, E15 4ES").press(&mut sam).await;
        let second = sam.page().url.split('?').next().expect("a path").to_owned();
        adds_a_rule(&mut sam, &second).await;
        // What the second referral brought, and what was added there, bind in the first record as well.
        sam.visit(&first).await.see("His son must not find out.").see(DANGER).not_see("They are two people after all");
        // The practice that sent the first is not offered him either.
        let mut grace = app.signed_in("grace").await;
        begin(&mut grace).await;
        grace.page().not_see("Is it one of these?");

        sam.visit(&second).await;
        sam.form("They are two people after all").press(&mut sam).await;
        sam.page().see("His son must not find out.").see(DANGER);
        sam.visit(&first).await.not_see(DANGER).not_see("His son must not find out.");
    }
}

on_both! {
    async fn a_rule_of_another_team_binds_and_is_theirs_to_end(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        // The same practice refers the same man to Plaistow, too.
        let theirs = given_he_is_with_plaistow_too(&app).await;
        let mut noor = app.signed_in("noor").await;
        adds_a_rule(&mut noor, &theirs).await;
        noor.page().see("added by Noor Khan").see("End it");
        sam.visit(&record).await.see(DANGER).not_see("tel:02079460018");
        sam.visit(&format!("{record}/safety")).await.see("added by another team: only they can end it").not_see("End it").not_see("Noor Khan");
        noor.follow("End it").await;
        let end = noor.page().url.replace(&theirs, &record);
        assert_eq!(sam.visit(&end).await.status, 404);
        sam.post(&end, &[("why", "I say so")]).await;
        assert_eq!(sam.page().status, 404);
        sam.visit(&record).await.see(DANGER);
    }
}

on_both! {
    async fn a_rule_of_a_team_that_has_ended_can_be_ended(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let theirs = given_he_is_with_plaistow_too(&app).await;
        let mut noor = app.signed_in("noor").await;
        adds_a_rule(&mut noor, &theirs).await;
        noor.visit(&format!("{theirs}/close")).await;
        noor.form("Close the case").choose("Moved away").press(&mut noor).await;
        let page = format!("{record}/safety");
        sam.visit(&page).await.see("only they can end it").not_see("End it");

        let mut ada = app.signed_in("ada").await;
        when_she_ends(&mut ada, app.world.teams["plaistow"]).await;
        ada.page().see("The team has ended");
        sam.visit(&page).await.see(DANGER).see("added by a team that has ended").not_see("Noor Khan");
        // A colleague who does not hold the case cannot, as with any.
        let mut jo = app.signed_in("jo").await;
        jo.visit(&page).await.see(DANGER).not_see("End it");
        ends_the_rule(&mut sam, &record, "He has moved abroad.").await;
        sam.page().see("No rule yet").see("The rule has ended").not_see("Noor Khan");
        sam.visit(&record).await.see("020 7946 0018");
    }
}

/// The same practice refers the same man once more, chosen from among its own.
pub async fn when_he_is_referred_again(app: &App, team: &str) -> Browser {
    let mut grace = app.signed_in("grace").await;
    begin(&mut grace).await;
    let him = grace
        .page()
        .html
        .split("value=\"")
        .filter_map(|v| v.split('"').next())
        .find(|v| v.len() == 36)
        .expect("him")
        .to_owned();
    grace.form("Continue").set("known", &him).press(&mut grace).await;
    grace
        .form("Continue")
        .fill("Why, in a few words", "He moves to Plaistow")
        .choose("Within the usual time")
        .press(&mut grace)
        .await;
    grace
        .form("Continue")
        .choose("Yes, they agree")
        .choose("Yes: the link workers of the team")
        .choose_in("May the team have what is written here?", "Yes")
        .choose("Face to face")
        .press(&mut grace)
        .await;
    grace.form("Continue").choose(team).press(&mut grace).await;
    grace.form("Send the referral").press(&mut grace).await;
    grace
}

pub async fn given_he_is_with_plaistow_too(app: &App) -> String {
    when_he_is_referred_again(app, "Plaistow link workers").await;
    let mut noor = app.signed_in("noor").await;
    noor.visit("/inbox").await;
    noor.follow("Walter Ellis").await;
    noor.form("Accept").press(&mut noor).await;
    noor.page().url.split('?').next().expect("a path").to_owned()
}
