//! An administrator adds a setting that referrals come from, and switches one off: it is offered no longer, and what came from it keeps its name.

use super::receptionist_refers::{fill_in_mr_ellis, when_she_refers_mr_ellis};
use testkit::{Form, on_both};

on_both! {
    async fn one_is_added(app) {
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/organisations").await;
        ada.follow("Where referrals come from").await;
        ada.page().see("Where referrals come from 23").see("GP practice").see("Offered").not_see("Switched off");
        ada.follow("Add a setting").await;
        ada.form("Add a setting").fill("Code", "Food Bank").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Enter a name").see("Write a code with small letters");
        let form = ada.form("Add a setting").fill("Name", "Food bank & pantry").fill("Code", "food-bank");
        form.clone().press(&mut ada).await;
        ada.page().see("The setting is added").see("Where referrals come from 24").see("Food bank & pantry");
        form.clone().press(&mut ada).await;
        ada.page().see("The setting is added").see("Where referrals come from 24");
        form.clone().fill("Name", "Another").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("There is a setting with this code already");
        // The code of one that came with Kith is taken too.
        form.fill("Code", "police").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);

        // An organisation refers from it, and its label is read where the others are.
        let surgery = app.world.organisations["surgery"];
        ada.visit(&format!("/admin/organisations/{surgery}")).await;
        ada.form("Save").set("setting", "food-bank").press(&mut ada).await;
        ada.page().see("Refers from: Food bank & pantry");
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        grace.page().see("Food bank & pantry");
        grace.form("Send the referral").press(&mut grace).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.page().see("Maryland Road Surgery ( Food bank & pantry )");

        let mut femi = app.signed_in("femi").await;
        for page in ["/admin/settings", "/admin/settings/new"] {
            assert_eq!(femi.visit(page).await.status, 404, "{page}");
        }
        for page in ["/admin/settings/new", "/admin/settings/police/switch"] {
            assert_eq!(femi.post(page, &[("label", "X"), ("code", "xx"), ("on", "no"), ("version", "1")]).await.status, 404);
        }
        assert_eq!(ada.post("/admin/settings/nothing/switch", &[("on", "no")]).await.status, 404);
    }
}

on_both! {
    async fn one_is_switched_off(app) {
        // One referral is written when the setting goes, and another is sent.
        let mut rao = app.signed_in("dr-rao").await;
        fill_in_mr_ellis(&mut rao).await;
        let begun = rao.form("Send the referral");
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = grace.page().url.split('?').next().expect("a path").to_owned();

        let (mut ada, mut eve) = (app.signed_in("ada").await, app.signed_in("ada").await);
        ada.visit("/admin/settings").await;
        eve.visit("/admin/settings").await;
        let off: Form = ada.form("Switch off GP practice");
        off.clone().press(&mut ada).await;
        ada.page().see("The setting is offered no longer").see("Switched off");
        off.clone().press(&mut ada).await;
        ada.page().see("The setting is offered no longer");
        // Somebody who had the page open from before and switches it on again is told; from a new page it goes.
        eve.form("Switch off GP practice").set("on", "yes").press(&mut eve).await;
        assert_eq!(eve.page().status, 409);

        // Hers leads back to the question; nothing else is lost, and nothing is chosen for her.
        begun.press(&mut rao).await;
        rao.page().see("Why now?").see("Very lonely since he moved");
        rao.form("Continue").press(&mut rao).await;
        assert_eq!(rao.page().status, 422);
        rao.page().see("Choose where this referral comes from").not_see("GP practice");
        rao.form("Continue").set("setting", "care-home").press(&mut rao).await;
        rao.page().see("Check what you have written").see("Care home");
        rao.form("Send the referral").press(&mut rao).await;
        rao.page().see("The referral is sent");
        // What is put into the form by hand is as little offered.
        let mut tom = app.signed_in("tom").await;
        fill_in_from(&mut tom, "made-up").await;
        tom.page().see("Why now?");

        // The old one keeps its name, and its organisation can be changed without losing what it refers from.
        let mut sam = app.signed_in("sam").await;
        sam.visit(&sent.replace("/sent/", "/inbox/")).await.see("( GP practice )");
        let surgery = app.world.organisations["surgery"];
        ada.visit(&format!("/admin/organisations/{surgery}")).await;
        ada.form("Save").fill("Name", "Maryland Road Medical Centre").press(&mut ada).await;
        ada.page().see("Maryland Road Medical Centre").see("Refers from: GP practice");
        ada.visit("/admin/settings").await;
        ada.form("Switch on GP practice").press(&mut ada).await;
        ada.page().see("The setting is offered again").not_see("Switched off");
    }
}

/// Up to sending, with a setting that no page offers.
async fn fill_in_from(tom: &mut testkit::Browser, setting: &str) {
    tom.visit("/refer").await;
    tom.form("Start a referral").press(tom).await;
    tom.form("Continue").fill("Name", "Rosa Mendes").press(tom).await;
    tom.form("Continue").choose("In a care home").choose("Through staff where they live").press(tom).await;
    let form = tom.form("Continue").set("setting", setting).fill("Why, in a few words", "Needs company");
    form.choose("Within the usual time").press(tom).await;
    tom.form("Continue")
        .choose_in("Do they agree to be referred?", "Not asked yet")
        .choose_in("Do they know who will see it?", "Not asked yet")
        .choose_in("May the team have what is written here?", "Not asked yet")
        .press(tom)
        .await;
    tom.form("Continue").choose("Stratford link workers").press(tom).await;
    let check = tom.page().url.clone();
    tom.post(&check, &[]).await;
}
