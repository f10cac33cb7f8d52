//! A number is a link only where a call is safe; the sender sees the rules for somebody's safety that it wrote, not those that others wrote.

use super::receptionist_refers::fill_in_mr_ellis;
use testkit::on_both;

on_both! {
    async fn a_number_that_must_not_be_rung_is_no_link(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        let reach = grace.page().url.replace("/check", "/reach?change");
        grace.visit(&reach).await;
        let form = grace.form("Continue").set("channels", "letter").fill("Is anything dangerous about getting in touch?", "His son must not find out.");
        form.press(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;
        grace.page().see("020 7946 0018").not_see("tel:02079460018").see("His son must not find out.");
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.page().see("020 7946 0018").not_see("tel:02079460018").see("His son must not find out.");
    }
}
