//! ONS4 is asked first and again; each question shows its change in words; nothing is added up, and not wanting to answer is an answer.

use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use jiff::SignedDuration;
use testkit::{Browser, on_both};

pub async fn when_he_answers(sam: &mut Browser, record: &str, answers: [&str; 4]) {
    sam.visit(&format!("{record}/measures/ons4")).await;
    let mut form = sam.form("Save").choose("They were asked aloud");
    for (item, answer) in ["satisfied", "worthwhile", "happy", "anxious"].into_iter().zip(answers) {
        form = form.set(&format!("a-{item}"), answer);
    }
    form.press(sam).await;
    sam.page().see("The answers are written down");
}

on_both! {
    async fn first_and_again(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let page = format!("{record}/measures/ons4");
        sam.visit(&page).await.see("Overall, how satisfied are you with your life nowadays?").see("nobody answers for them");
        sam.form("Save").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Answer at least one question").see("Choose how the questions were answered");
        sam.form("Save").set("a-happy", "11").set("mode", "proxy").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);

        when_he_answers(&mut sam, &record, ["3", "4", "declined", "8"]).await;
        sam.page().see("What they answered").see("Did not want to answer");
        app.later(SignedDuration::from_hours(24 * 40)).await;
        let mut sam = app.signed_in("sam").await;
        when_he_answers(&mut sam, &record, ["6", "4", "7", "5"]).await;
        sam.page().see("What has changed").see("better by 3").see("as before").see("24 November 2026");
        assert_eq!(sam.page().text().matches("better by 3").count(), 2, "to be less anxious is better");
        sam.visit(&record).await.see("better by 3");
    }
}
