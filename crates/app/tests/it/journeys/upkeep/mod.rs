//! Journeys of keeping the directory true: what a group, a link worker and whoever wants to steal an entry do.

mod a_choir_keeps_its_entry;
mod a_choir_sings_in_two_halls;
mod a_correction_survives_its_feed;
mod a_keeper_is_gone;
mod a_list_copies_another;
mod a_place_is_hidden_while_a_change_waits;
mod a_repair_is_taken_back;
mod nobody_steals_an_entry;
mod the_owner_of_a_feed_is_told;
mod the_register_knows_a_charity;
mod what_comes_later_is_not_theirs;
mod what_happened_is_said;
mod what_is_merged_is_not_theirs;
mod what_is_wrong_is_told;

use base::mail::Mail;
use jiff::SignedDuration;
use testkit::{App, Browser};

/// The messages to somebody, newest first.
pub async fn mails_to(app: &App, to: &str) -> Vec<Mail> {
    app.run_jobs().await;
    // What is written from here on is newer.
    app.clock.advance(SignedDuration::from_secs(1));
    let all = base::mail::outbox(&app.system()).await.expect("the outbox");
    all.into_iter().map(|(mail, _, _)| mail).filter(|m| m.to == to).collect()
}

/// The address in the newest message to somebody that has one which begins so.
pub async fn link_to(app: &App, to: &str, begins: &str) -> String {
    let mails = mails_to(app, to).await;
    let link = mails.iter().find_map(|m| m.text.split(begins).nth(1)?.split_whitespace().next());
    let token = link.unwrap_or_else(|| panic!("no {begins} in the messages to {to}"));
    format!("{begins}{token}")
}

/// Where the first entry stands that is found by some words.
pub async fn page_of(app: &App, words: &str) -> String {
    let mut browser = app.browser();
    browser.visit(&format!("/find?words={words}")).await;
    let href = browser.page().links().into_iter().find(|l| l.starts_with("/services/")).expect("a service");
    href.split('?').next().expect("a path").to_owned()
}

pub const CHOIR: &str = "/services/carpenters-road-singers";
/// The address that the choir's entry gives.
pub const MAILBOX: &str = "choir@carpenters-road.example";

/// Somebody says that they look after the choir's entry, and answers the message.
pub async fn when_they_claim_the_choir(app: &App, who: &str, email: &str) -> Browser {
    let mut browser = app.browser();
    browser.visit(CHOIR).await;
    browser.follow("This is our group").await;
    browser.form("Send me a message").fill("Your name", who).fill("Your e-mail", email).press(&mut browser).await;
    browser.page().see("Look into your mail");
    browser.visit(&link_to(app, email, "/keep/claim/").await).await.see("Did you ask to look after this entry?");
    browser.form("Yes, it was me").press(&mut browser).await;
    browser
}

/// Somebody who looks after an entry comes in.
pub async fn when_they_come_in(app: &App, email: &str) -> Browser {
    let mut browser = app.browser();
    browser.visit("/keep").await;
    browser.form("Send me an address").fill("Your e-mail", email).press(&mut browser).await;
    browser.page().see("Look into your mail");
    browser.visit(&link_to(app, email, "/keep/in/").await).await;
    browser.form("Come in").fill("Your e-mail", email).press(&mut browser).await;
    browser.page().see("What you look after");
    browser
}

/// Changes a field as a keeper: fills its form, sees what it will be, sends it.
pub async fn when_they_change(browser: &mut Browser, field: &str, values: &[(&str, &str)], send: &str) {
    let listing = browser.page().url.split('?').next().expect("a path").to_owned();
    when_they_change_at(browser, &format!("{listing}/change/{field}"), values, send).await;
}

/// The same on the page of the field.
pub async fn when_they_change_at(browser: &mut Browser, page: &str, values: &[(&str, &str)], send: &str) {
    browser.visit(page).await;
    let mut form = browser.form("Show me first");
    for (name, value) in values {
        form = form.set(name, value);
    }
    form.press(browser).await;
    browser.page().see("Is this what you want?");
    browser.form(send).press(browser).await;
}
