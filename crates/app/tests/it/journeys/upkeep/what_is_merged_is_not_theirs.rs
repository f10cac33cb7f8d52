//! Somebody looks after the council's entry. The charity's entry of the same afternoon is shown as one with it, and what link workers proposed for that one is
//! not for the keeper of the other to read.

use super::{link_to, when_they_change_at, when_they_come_in};
use crate::journeys::partner::two_lists_have_the_group::{
    CHARITYS, COUNCILS, given_the_charity_lists_it, given_the_council_lists_it, page_of_entry, when_they_are_one,
};
use testkit::{App, on_both};

const MAILBOX: &str = "hello@ospreylane.example";

async fn given_the_councils_entry_is_kept(app: &App) {
    given_the_council_lists_it(app).await;
    let page = page_of_entry(app, COUNCILS).await;
    let mut pat = app.browser();
    pat.visit(&format!("{page}/claim")).await;
    pat.form("Send me a message").fill("Your name", "Pat Osei").fill("Your e-mail", MAILBOX).press(&mut pat).await;
    pat.visit(&link_to(app, MAILBOX, "/keep/claim/").await).await;
    pat.form("Yes, it was me").press(&mut pat).await;
    pat.page().see("You look after this entry now");
}

on_both! {
    async fn by_its_address_neither(app) {
        given_the_councils_entry_is_kept(&app).await;
        given_the_charity_lists_it(&app).await;
        let page = format!("{}/upkeep/description", page_of_entry(&app, CHARITYS).await);
        let mut sam = app.signed_in("sam").await;
        let words = [("description", "Ring Doris first, her number is with the vicar.")];
        when_they_change_at(&mut sam, &page, &words, "Send it").await;
        when_they_are_one(&app).await;

        let mut pat = when_they_come_in(&app, MAILBOX).await;
        pat.visit(&format!("/keep/listings/{COUNCILS}")).await.see("Tuesday tea").not_see("Doris");
        pat.visit(&format!("/keep/listings/{CHARITYS}")).await.not_see("Doris");
    }
}
