//! "May the team have what is written here? No": the team sees who it is and how to reach them, and nothing else, until the person says yes.

use super::receptionist_refers::fill_in_mr_ellis;
use testkit::{Browser, on_both};

const WORDS: &[&str] = &["Very lonely", "Loneliness or company"];

async fn refers_him_who_says(grace: &mut Browser, answer: &str) {
    fill_in_mr_ellis(grace).await;
    let check = grace.page().url.clone();
    grace.visit(&check.replace("/check", "/agreement?change")).await;
    let form = grace.form("Continue").choose_in("May the team have what is written here?", answer);
    form.press(grace).await;
    if answer.starts_with("No:") {
        grace.page().see(answer).not_see("They have not said yes to sharing yet");
    }
    grace.form("Send the referral").press(grace).await;
    grace.page().see("The referral is sent").see("Very lonely");
}

fn nothing_written(browser: &Browser) {
    for words in WORDS {
        browser.page().not_see(words);
    }
}

on_both! {
    async fn the_team_sees_who_and_how_and_nothing_else(app) {
        let mut grace = app.signed_in("grace").await;
        refers_him_who_says(&mut grace, "No: only who they are, how to reach them, what is dangerous, and how soon").await;
        let sent = grace.page().url.split('?').next().expect("a path").to_owned();

        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await.see("Walter Ellis").see("Not shared: they said no");
        nothing_written(&sam);
        sam.follow("Walter Ellis").await;
        sam.page().see("They said no to giving the team what was written here").see("020 7946 0018").see("Elm House");
        nothing_written(&sam);
        // Nor by way of the sender's page.
        sam.visit(&sent).await;
        nothing_written(&sam);
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.form("Accept").press(&mut sam).await;
        let case = sam.page().url.split('?').next().expect("a path").to_owned();
        for path in [case.clone(), "/cases".into(), format!("{case}/match"), format!("{case}/note")] {
            assert_eq!(sam.visit(&path).await.status, 200, "{path}");
            nothing_written(&sam);
        }

        // They say yes after all.
        sam.visit(&case).await;
        sam.follow("They have said yes now").await;
        sam.form("They said yes").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.form("They said yes").choose("By telephone").press(&mut sam).await;
        sam.page().see("You can now read what was written").see("Very lonely").see("They said yes to sharing what was written");
        sam.visit("/cases").await.see("Loneliness or company");
    }
}

on_both! {
    async fn how_soon_and_what_is_dangerous_are_shown_all_the_same(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        let check = grace.page().url.clone();
        grace.visit(&check.replace("/check", "/reach?change")).await;
        grace.form("Continue").fill("Is anything dangerous about getting in touch?", "His son must not find out.").press(&mut grace).await;
        grace.visit(&check.replace("/check", "/why?change")).await;
        grace.form("Continue").choose("Sooner: something is about to go wrong (a bill, a notice to leave, no food in the house)").press(&mut grace).await;
        grace.visit(&check.replace("/check", "/agreement?change")).await;
        let no = "No: only who they are, how to reach them, what is dangerous, and how soon";
        grace.form("Continue").choose_in("May the team have what is written here?", no).press(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await.see("Soon");
        sam.follow("Walter Ellis").await;
        sam.page().see("Soon").see("His son must not find out.");
        nothing_written(&sam);
        sam.form("Accept").press(&mut sam).await;
        sam.page().see("Soon").see("His son must not find out.");
        nothing_written(&sam);
    }
}

on_both! {
    async fn not_having_been_asked_blocks_nothing(app) {
        let mut grace = app.signed_in("grace").await;
        refers_him_who_says(&mut grace, "Not asked yet").await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await.see("Very lonely");
        sam.follow("Walter Ellis").await;
        sam.page().see("Very lonely").see("Loneliness or company").see("Not asked yet");
    }
}
