//! Two write about one person at once: nothing that somebody typed is lost, and what is counted is counted right.

use super::{
    accepted_from_the_inbox::given_mr_ellis_on_sams_caseload, known_already::given_another_practice_refers_him,
};
use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use base::db::testing::{gathered, look, number};
use kernel::Id;
use testkit::{Browser, on_both};

const NOTE: &str = "What was said, what you noticed";

/// The id that a form of a contact carries.
async fn a_form(sam: &mut Browser, record: &str) -> (testkit::Form, String) {
    sam.visit(&format!("{record}/contacts/new")).await;
    let form = sam.form("Save the contact").choose("Visit").choose("Yes, we spoke");
    let id = form.fields.iter().find(|(name, _)| name == "contact").expect("a number").1.clone();
    (form, id)
}

on_both! {
    async fn what_a_script_sends_after_the_form_is_not_offered_again(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let autosave = format!("{record}/contacts/new/autosave");
        // Whether it had kept something before or not.
        for kept in [false, true] {
            let (form, id) = a_form(&mut sam, &record).await;
            if kept {
                let saved = sam.request("POST", &autosave, Some(format!("contact={id}&note=Half")), true).await;
                assert_eq!(saved.status, 204);
            }
            form.fill(NOTE, "There is a piano.").press(&mut sam).await;
            sam.page().see("The contact is logged");
            let late = sam.request("POST", &autosave, Some(format!("contact={id}&note=Half+a+sentence")), true).await;
            assert_eq!(late.status, 409);
            sam.visit(&format!("{record}/contacts/new")).await.not_see("You had not finished this").not_see("Half");
        }
    }
}

on_both! {
    async fn two_saves_of_one_form_are_one_draft(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let mut again = sam.second_window();
        let autosave = format!("{record}/contacts/new/autosave");
        for n in 1..=5 {
            let (form, id) = a_form(&mut sam, &record).await;
            let (note, present) = (format!("contact={id}&note=A+piano"), format!("contact={id}&present=A+carer"));
            let (a, b) = tokio::join!(
                sam.request("POST", &autosave, Some(note), true),
                again.request("POST", &autosave, Some(present), true)
            );
            assert_eq!((a.status, b.status), (204, 204));
            let drafts = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM draft WHERE became IS NULL";
            assert_eq!(number(&app.machine.db, drafts).await, 1, "round {n}");
            sam.visit(&format!("{record}/contacts/new")).await.see("A piano");
            assert!(sam.page().html.contains("A carer"));
            form.fill(NOTE, "There is a piano.").press(&mut sam).await;
            sam.page().see("The contact is logged");
        }
    }
}

on_both! {
    async fn a_form_that_was_sent_is_not_taken_with_other_words(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let (form, _) = a_form(&mut sam, &record).await;
        form.clone().fill(NOTE, "There is a piano.").press(&mut sam).await;
        sam.page().see("The contact is logged");
        // Back, and a second thought: it is not said to be logged when it is not.
        form.clone().fill(NOTE, "He sings, too.").press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        sam.page().see("This contact is in the record already, with other words");
        form.fill(NOTE, "There is a piano.").press(&mut sam).await;
        sam.page().see("The contact is logged").not_see("He sings");
    }
}

on_both! {
    async fn two_contacts_that_are_struck_through_leave_the_clock_running(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        for note in ["One.", "Other."] {
            let (form, _) = a_form(&mut sam, &record).await;
            form.fill(NOTE, note).press(&mut sam).await;
        }
        let stopped = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM case_clock WHERE stopped_at IS NOT NULL";
        assert_eq!(number(&app.machine.db, stopped).await, 1);
        let ids: Vec<Id<()>> = look(&app.machine.db).await.values("SELECT id AS n FROM contact", ()).await.expect("two contacts");
        let mut again = sam.second_window();
        let (one, other) = (format!("{record}/contacts/{}/withdraw", ids[0]), format!("{record}/contacts/{}/withdraw", ids[1]));
        let both = async { tokio::join!(sam.post(&one, &[]), again.post(&other, &[])) };
        gathered(&app.machine.db, "UPDATE case_clock SET due_at = due_at", both).await;
        assert_eq!((sam.page().status, again.page().status), (200, 200));
        assert_eq!(number(&app.machine.db, stopped).await, 0);
        let spoken = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM support_case WHERE last_contact_at IS NOT NULL";
        assert_eq!(number(&app.machine.db, spoken).await, 0);
    }
}

on_both! {
    async fn two_records_are_not_put_into_each_other(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let tom = given_another_practice_refers_him(&app).await;
        let inbox = |b: &Browser| b.page().url.split('?').next().expect("a path").replace("/sent/", "/inbox/");
        let (mut sam, mut jo) = (app.signed_in("sam").await, app.signed_in("jo").await);
        let same = "Walter Ellis, 12 March 1948, E15 4ES";
        sam.visit(&inbox(&grace)).await;
        jo.visit(&inbox(&tom)).await;
        let (one, other) = (sam.form("Accept").choose(same), jo.form("Accept").choose(same));
        let both = async { tokio::join!(one.press(&mut sam), other.press(&mut jo)) };
        gathered(&app.machine.db, "UPDATE person SET version = version", both).await;
        let mut both = [sam.page().status, jo.page().status];
        both.sort_unstable();
        // Told that it has changed, or asked about those that are left.
        assert!([[200, 409], [200, 422]].contains(&both), "{both:?}");
        let merged = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM person WHERE merged_into IS NOT NULL";
        assert_eq!(number(&app.machine.db, merged).await, 1);
    }
}
