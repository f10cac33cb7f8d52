//! The whole thread: a receptionist refers Mr Ellis; the link worker speaks with him, notices a piano, finds a choir; the choir's leader, who has no
//! account, says yes and, after the first evening, that he came; the practice is told; the case is closed; the administrator sees every step and no
//! name.

use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use jiff::SignedDuration;
use testkit::{App, Browser, on_both};

on_both! {
    async fn from_a_surgery_to_a_choir_and_back(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = grace.page().url.split('?').next().expect("a path").to_owned();

        let mut sam = app.signed_in("sam").await;
        let case = when_sam_accepts(&mut sam).await;
        then_the_clock_of_his_first_contact_runs(&sam);
        when_sam_speaks_with_him(&mut sam, &case).await;
        when_sam_asks_how_he_is(&mut sam, &case, ["3", "2", "3", "7"]).await;
        let link = when_sam_sends_him_to_a_choir(&app, &mut sam, &case).await;
        when_the_choir_says_yes(&app, &link).await;
        sam.visit(&format!("{case}/onward")).await.see("Accepted").see("Bring him along on Tuesday");

        app.later(SignedDuration::from_hours(24 * 7)).await;
        when_the_choir_says_that_he_came(&app, &link).await;

        let mut sam = app.signed_in("sam").await;
        then_the_loop_is_closed(&mut sam, &case).await;
        let mut grace = app.signed_in("grace").await;
        grace.visit(&sent).await.see("Is being supported").not_see("piano");

        app.later(SignedDuration::from_hours(24 * 42)).await;
        let mut sam = app.signed_in("sam").await;
        when_sam_asks_how_he_is(&mut sam, &case, ["7", "7", "8", "2"]).await;
        sam.visit(&case).await.see("better by 4").see("better by 5");
        when_sam_writes_to_the_practice(&mut sam, &case).await;
        then_the_note_waits_until_it_is_filed(&app).await;
        when_sam_closes_the_case(&mut sam, &case).await;
        let mut grace = app.signed_in("grace").await;
        grace.visit(&sent).await.see("Support has ended");

        then_the_administrator_sees_every_step_and_no_name(&app, &case).await;
        then_nothing_of_him_was_logged(&link);
    }
}

pub async fn when_sam_accepts(sam: &mut Browser) -> String {
    sam.visit("/inbox").await;
    sam.follow("Walter Ellis").await;
    sam.form("Accept").press(sam).await;
    let case = sam.page().url.split('?').next().expect("a path").to_owned();
    assert!(case.starts_with("/cases/"), "{case}: {}", sam.page().text());
    case
}

fn then_the_clock_of_his_first_contact_runs(sam: &Browser) {
    // Five working days after Tuesday 24 November 2026.
    sam.page().see("Walter Ellis").see("999 000 0018").see("1 December 2026, 17:00");
}

pub async fn when_sam_speaks_with_him(sam: &mut Browser, case: &str) {
    sam.visit(&format!("{case}/contacts/new")).await;
    sam.form("Save the contact")
        .choose("Visit")
        .choose("Yes, we spoke")
        .fill(
            "What was said, what you noticed",
            "Quiet at first. There is a piano in his room; he was a concert pianist for forty years.",
        )
        .fill("Length in minutes", "50")
        .press(sam)
        .await;
    sam.page().see("There is a piano in his room").not_see("1 December 2026, 17:00");
    sam.visit(&format!("{case}/matters")).await;
    sam.form("Save")
        .fill("What matters to you?", "To play for other people again.")
        .choose("In their own words")
        .press(sam)
        .await;
    sam.page().see("To play for other people again.");
    sam.visit(&format!("{case}/needs")).await;
    sam.form("Add")
        .choose("A need")
        .set("code", "soc-lonely")
        .choose("They said it")
        .set("priority", "1")
        .press(sam)
        .await;
    sam.form("Add")
        .choose("A strength")
        .fill("In a few words", "Played the piano on stage for forty years")
        .choose("The link worker noticed it")
        .set("priority", "1")
        .press(sam)
        .await;
    sam.page().see("Played the piano on stage for forty years");
    sam.visit(&format!("{case}/goals/new")).await;
    sam.form("Save the goal")
        .fill("What do they want to reach?", "Make music with others every week")
        .fill("How important is it to them?", "9")
        .fill("How confident are they that they will get there?", "4")
        .press(sam)
        .await;
    sam.page().see("Make music with others every week");
}

pub async fn when_sam_asks_how_he_is(sam: &mut Browser, case: &str, answers: [&str; 4]) {
    sam.visit(&format!("{case}/measures/ons4")).await.see("Overall, how satisfied are you with your life nowadays?");
    let mut form = sam.form("Save");
    for (question, answer) in ["a-satisfied", "a-worthwhile", "a-happy", "a-anxious"].into_iter().zip(answers) {
        form = form.set(question, answer);
    }
    form.set("mode", "assisted").press(sam).await;
    assert_eq!(sam.page().status, 200, "{}", sam.page().text());
}

/// Returns the path of the choir's link.
pub async fn when_sam_sends_him_to_a_choir(app: &App, sam: &mut Browser, case: &str) -> Link {
    testkit::choir(&app.system()).await;
    when_sam_asks_the_choir(app, sam, case).await
}

pub async fn when_sam_asks_the_choir(app: &App, sam: &mut Browser, case: &str) -> Link {
    sam.visit(&format!("{case}/match")).await.see("Carpenters Road Singers").see("Why");
    sam.form_near("Carpenters Road Singers", "Ask them").press(sam).await;
    sam.page().see("What should they know?");
    let form = sam.form("Continue");
    assert!(form.fields.contains(&("called".into(), "Walter".into())), "the first name is enough");
    form.fill("What they would like", "").press(sam).await;
    sam.page().see("Say what they would like");
    sam.form("Continue")
        .fill("What they would like", "I would like to play for other people again")
        .fill("What they need to take part", "Hard of hearing: please speak slowly")
        .choose("Through me")
        .press(sam)
        .await;

    // Not having asked keeps it from being sent.
    sam.page()
        .see("Do they say yes to this?")
        .see("I would like to play for other people again")
        .not_see("999 000 0018")
        .not_see("March 1948");
    sam.form("Continue").choose("Not asked yet").press(sam).await;
    sam.page().see("Ask them first. What you have written is kept.");
    sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(sam).await;

    let check = sam.page().clone();
    check.see("Check, then send").see("Likes to be called: Walter").see("Sam Lee, 020 7946 0123");
    for kept_back in ["Ellis", "999 000", "1948", "lonely", "Elm House"] {
        let shared = check.html.split("kith-mail").nth(1).and_then(|h| h.split("</section>").next()).expect("the text");
        assert!(!shared.contains(kept_back), "{kept_back} would be sent");
    }
    let form = sam.form("Send");
    form.clone().press(sam).await;
    sam.page().see("Say this PIN on the telephone");
    let digits = sam.page().text();
    let pin: String = digits.split("on the telephone ").nth(1).expect("a PIN").chars().take(7).collect();
    form.press(sam).await;
    sam.page().see("nothing was sent twice");
    sam.page().see("Sent");

    app.run_jobs().await;
    let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
    let mail = &mails[0].0;
    assert_eq!(mail.to, "choir@carpenters-road.example");
    assert!(!mail.text.contains("Walter") && !mail.subject.contains("Walter"), "the mail says nothing about him");
    let token = mail.text.split("/l/").nth(1).and_then(|t| t.split_whitespace().next()).expect("a link").to_owned();
    Link { path: format!("/l/{token}"), token, pin }
}

/// What the choir's leader has: an address by mail, a PIN by telephone.
pub struct Link {
    pub path: String,
    pub token: String,
    pub pin: String,
}

/// A browser in which the PIN was given.
pub async fn opened(app: &App, link: &Link) -> Browser {
    let mut leader = app.browser();
    leader.visit(&link.path).await.see("Somebody would like to come").not_see("Walter");
    leader.form("Continue").fill("PIN", &link.pin).press(&mut leader).await;
    leader
}

pub async fn when_the_choir_says_yes(app: &App, link: &Link) {
    let mut leader = opened(app, link).await;
    leader
        .page()
        .see("Likes to be called: Walter")
        .see("play for other people again")
        .not_see("Ellis")
        .not_see("999 000");
    leader
        .form("Yes, they can come")
        .fill_day("When could they come first? (you can leave this empty)", "1", "12", "2026")
        .fill("A word to the link worker (you can leave this empty)", "Bring him along on Tuesday")
        .press(&mut leader)
        .await;
    leader.page().see("Thank you").see("Did they come?").see("1 December 2026");
}

async fn when_the_choir_says_that_he_came(app: &App, link: &Link) {
    let mut leader = opened(app, link).await;
    let form = leader.form("Yes, they came").fill("How was it? (you can leave this empty)", "He played, and we sang.");
    form.clone().press(&mut leader).await;
    leader.page().see("The link worker now knows that they came");
    // Used up: it opens nothing any more, to nobody.
    form.press(&mut leader).await;
    assert_eq!(leader.page().status, 404);
    assert_eq!(app.browser().visit(&link.path).await.status, 404);
}

async fn then_the_loop_is_closed(sam: &mut Browser, case: &str) {
    sam.visit(&format!("{case}/onward")).await.see("Came").see("He played, and we sang.");
    sam.visit(case).await.see("Came");
}

pub async fn when_sam_writes_to_the_practice(sam: &mut Browser, case: &str) {
    sam.visit(&format!("{case}/note")).await.see("Plan and actions").see("Carpenters Road Singers");
    let text = sam.page().text();
    assert!(text.find("Plan and actions") < text.find("Wellbeing, first and latest"), "plan and actions come first");
    sam.form("Make the note").fill("Summary", "Goes to a choir every Tuesday and plays for them.").press(sam).await;
    sam.page().see("Not filed");
}

async fn then_the_note_waits_until_it_is_filed(app: &App) {
    let mut grace = app.signed_in("grace").await;
    grace.visit("/notes").await.see("Walter Ellis");
    grace.follow("Walter Ellis").await;
    grace.page().see("Goes to a choir every Tuesday").see("Not filed");
    grace.form("Mark as filed").press(&mut grace).await;
    grace.visit("/notes").await.not_see("Walter Ellis");
}

async fn when_sam_closes_the_case(sam: &mut Browser, case: &str) {
    sam.visit(&format!("{case}/close")).await;
    sam.form("Close the case").choose("What mattered to them is in place").press(sam).await;
    sam.page().see("What mattered to them is in place");
}

async fn then_the_administrator_sees_every_step_and_no_name(app: &App, case: &str) {
    let mut ada = app.signed_in("ada").await;
    let looks = ada.visit("/admin/audit?kind=look").await.clone();
    let writes = ada.visit("/admin/audit?kind=write").await.clone();
    for step in [
        "referral-new",
        "case-open",
        "case-write",
        "plan-write",
        "measure-write",
        "onward-send",
        "onward-link-answer",
        "note-write",
        "note-file",
        "case-close",
    ] {
        writes.see(step);
    }
    looks.see("case-view").see("onward-link-open");
    for page in [&looks, &writes] {
        for word in ["Ellis", "Walter", "piano", "999 000"] {
            page.not_see(word);
        }
    }
    assert_eq!(ada.visit(case).await.status, 404, "an administrator cannot open the case");
    assert_eq!(ada.visit(&format!("{case}/onward")).await.status, 404);
}

fn then_nothing_of_him_was_logged(link: &Link) {
    let logs = testkit::logs();
    for word in [
        "Ellis",
        "Walter",
        "9990000018",
        "999 000 0018",
        "piano",
        "play for other people",
        "He played",
        &link.token,
        &link.pin,
        "choir@",
    ] {
        assert!(!logs.contains(word), "{word:?} was logged");
    }
}
