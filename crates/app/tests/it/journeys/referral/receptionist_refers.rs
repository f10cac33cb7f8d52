//! A GP's receptionist refers Mr Ellis, who is 78 and lives in a care home; the team sees him in its inbox.

use testkit::{App, Browser, on_both};

on_both! {
    async fn a_receptionist_refers_a_man_in_a_care_home(app) {
        let mut grace = given_a_receptionist(&app).await;
        when_she_refers_mr_ellis(&mut grace).await;
        then_she_can_read_out_the_reference(&grace);
        then_the_link_worker_sees_him_in_the_inbox(&app).await;
        then_nothing_of_him_was_logged();
    }
}

pub async fn given_a_receptionist(app: &App) -> Browser {
    app.signed_in("grace").await
}

pub async fn when_she_refers_mr_ellis(grace: &mut Browser) {
    fill_in_mr_ellis(grace).await;
    grace.form("Send the referral").press(grace).await;
}

/// Up to the page that shows the answers.
pub async fn fill_in_mr_ellis(grace: &mut Browser) {
    grace.visit("/refer").await.see("Not for emergencies");
    grace.form("Start a referral").press(grace).await;
    grace
        .form("Continue")
        .fill("Name", "Walter Ellis")
        .fill_day("Date of birth", "12", "3", "1948")
        .fill("NHS number", "999 000 0018")
        .choose("Male")
        .press(grace)
        .await;
    grace.page().see("How can we reach them safely?");
    grace
        .form("Continue")
        .choose("In a care home")
        .fill("Address", "Elm House, 4 Vicarage Lane")
        .fill("Postcode", "E15 4ES")
        .fill("Telephone", "020 7946 0018")
        .choose("Telephone call")
        .choose("Through staff where they live")
        .fill("Anything that helps", "Hard of hearing: speak slowly")
        .press(grace)
        .await;
    grace.page().see("Why now?");
    grace
        .form("Continue")
        .fill("Why, in a few words", "Very lonely since he moved into the home. Comes to the surgery to talk.")
        .choose("Within the usual time")
        .choose("Loneliness or company")
        .press(grace)
        .await;
    grace.page().see("What have they agreed to?");
    grace
        .form("Continue")
        .choose("Yes, they agree")
        .choose("Yes: the link workers of the team")
        .choose_in("May the team have what is written here?", "Yes")
        .choose("Face to face")
        .press(grace)
        .await;
    grace.page().see("Which team?");
    grace.form("Continue").choose("Stratford link workers").press(grace).await;
    grace
        .page()
        .see("Check what you have written")
        .see("Walter Ellis")
        .see("12 March 1948")
        .see("999 000 0018")
        .see("Elm House");
}

/// The step about agreement, when there was no chance to ask.
pub async fn nobody_was_asked_yet(browser: &mut Browser) {
    browser
        .form("Continue")
        .choose_in("Do they agree to be referred?", "Not asked yet")
        .choose_in("Do they know who will see it?", "Not asked yet")
        .choose_in("May the team have what is written here?", "Not asked yet")
        .press(browser)
        .await;
}

fn then_she_can_read_out_the_reference(grace: &Browser) {
    let page = grace.page();
    page.see("The referral is sent").see("Waiting").see("Stratford link workers");
    let reference =
        page.text().split("Reference ").nth(1).and_then(|t| t.split(' ').next()).unwrap_or_default().to_owned();
    assert_eq!(reference.len(), 9, "{reference:?} is four signs, a dash, four signs");
    assert!(reference.parse::<kernel::Reference>().is_ok());
}

async fn then_the_link_worker_sees_him_in_the_inbox(app: &App) {
    let mut sam = app.signed_in("sam").await;
    sam.visit("/inbox").await.see("Walter Ellis").see("78 years old").see("Maryland Road Surgery");
    sam.follow("Walter Ellis").await;
    sam.page()
        .see("Very lonely since he moved into the home")
        .see("Hard of hearing")
        .see("Telephone call; Through staff where they live")
        .see("Agreed to be referred")
        .see("Yes, face to face, 24 November 2026, Grace Okoro")
        .see("Accept");
}

fn then_nothing_of_him_was_logged() {
    let logs = testkit::logs();
    assert!(!logs.is_empty(), "the log was captured");
    for word in ["Ellis", "Walter", "9990000018", "999 000 0018", "Vicarage", "lonely since", "79460018", "7946 0018"] {
        assert!(!logs.contains(word), "{word:?} was logged");
    }
}
