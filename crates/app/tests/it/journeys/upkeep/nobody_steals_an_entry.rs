//! Whoever wants an entry that is not theirs tries everything there is: claiming it, guessing addresses, changing who receives referrals, hiding a number in a
//! note, using one address for another thing, and staying after they were found out. Nobody is sent to them.

use super::{CHOIR, MAILBOX, link_to, mails_to, when_they_change, when_they_claim_the_choir, when_they_come_in};
use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use crate::journeys::thread::from_a_surgery_to_a_choir::when_sam_accepts;
use testkit::{App, choir, on_both};

const THIEF: &str = "eve@evil.example";

async fn the_entry_is_untouched(app: &App) {
    app.browser().visit(CHOIR).await.see(MAILBOX).see("020 7946 0312").not_see("evil").not_see("0999");
}

on_both! {
    async fn by_claiming_it(app) {
        choir(&app.system()).await;
        // Addresses that look like the choir's prove nothing: somebody rings the number in the entry.
        for email in [THIEF, "choir@carpenters-road.example.evil.example", "choir@carpenters-r0ad.example", "choir@sub.carpenters-road.example"] {
            let eve = when_they_claim_the_choir(&app, "Eve", email).await;
            eve.page().see("We ring your group").not_see("You look after this entry now");
            // Nothing lets them in.
            let mut eve = app.browser();
            eve.visit("/keep").await;
            eve.form("Send me an address").fill("Your e-mail", email).press(&mut eve).await;
            assert!(!mails_to(&app, email).await.iter().any(|m| m.text.contains("/keep/in/")));
        }
        // Whoever reads the choir's mail was told of each.
        assert_eq!(mails_to(&app, MAILBOX).await.iter().filter(|m| m.subject.contains("Somebody says that they look after")).count(), 4);
        // The group says on the telephone that it does not know them.
        let mut sam = app.signed_in("sam").await;
        sam.visit("/upkeep").await.see("Ring the number that stands in the entry").see("020 7946 0312").see(THIEF);
        sam.form("They do not Carpenters Road Singers").set("answer", "no").press(&mut sam).await;
        sam.page().see("They have been told");
        the_entry_is_untouched(&app).await;

        // Claiming it again and again writes no more messages than five in a day.
        for _ in 0..8 {
            let mut eve = app.browser();
            eve.visit(&format!("{CHOIR}/claim")).await;
            eve.form("Send me a message").fill("Your name", "Eve").fill("Your e-mail", THIEF).press(&mut eve).await;
            eve.page().see("Look into your mail");
        }
        assert!(mails_to(&app, THIEF).await.iter().filter(|m| m.text.contains("/keep/claim/")).count() <= 5);
    }
}

on_both! {
    async fn after_it_has_a_keeper(app) {
        choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", MAILBOX).await.page().see("You look after this entry now");
        // Somebody who had an address of the domain once: it is not enough any more, and the keeper is told.
        when_they_claim_the_choir(&app, "Eve", "eve@carpenters-road.example").await.page().see("We ring your group");
        assert!(mails_to(&app, MAILBOX).await[0].subject.contains("Somebody says that they look after"));
        // Without coming in there is nothing to see, whatever is asked for.
        let mut mo = when_they_come_in(&app, MAILBOX).await;
        mo.follow("Carpenters Road Singers").await;
        let listing = mo.page().url.clone();
        let mut eve = app.browser();
        for path in ["", "/change/email"] {
            assert_eq!(eve.visit(&format!("{listing}{path}")).await.status, 404);
        }
        for (path, fields) in [("/right", &[][..]), ("/pause", &[("to", "pause")]), ("/change/email", &[("email", THIEF), ("sure", "yes")]), ("/second", &[("who", "Eve"), ("email", THIEF)]), ("/step-down", &[])] {
            assert_eq!(eve.post(&format!("{listing}{path}"), fields).await.status, 404, "{path}");
        }
        // A stolen address lets nobody in who does not know for whom it was; and only once.
        let way_in = {
            let mut other = app.browser();
            other.visit("/keep").await;
            other.form("Send me an address").fill("Your e-mail", MAILBOX).press(&mut other).await;
            link_to(&app, MAILBOX, "/keep/in/").await
        };
        eve.visit(&way_in).await;
        eve.form("Come in").fill("Your e-mail", THIEF).press(&mut eve).await;
        eve.page().see("This address was sent to somebody else");
        mo.visit(&way_in).await;
        mo.form("Come in").fill("Your e-mail", MAILBOX).press(&mut mo).await;
        assert_eq!(eve.visit(&way_in).await.status, 404);
        // One address is no other.
        let claim = link_to(&app, MAILBOX, "/keep/claim/").await;
        for other in ["/keep/in/", "/keep/right/", "/keep/contact/"] {
            let token = claim.rsplit('/').next().expect("a token");
            assert_eq!(eve.visit(&format!("{other}{token}")).await.status, 404);
        }
        the_entry_is_untouched(&app).await;
    }
}

on_both! {
    async fn as_a_keeper_who_is_not_of_the_group(app) {
        choir(&app.system()).await;
        // Eve got hold of an address of the domain before anybody looked after the entry.
        when_they_claim_the_choir(&app, "Eve", "eve@carpenters-road.example").await.page().see("You look after this entry now");
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let mut sam = app.signed_in("sam").await;
        let case = when_sam_accepts(&mut sam).await;

        let mut eve = when_they_come_in(&app, "eve@carpenters-road.example").await;
        eve.follow("Carpenters Road Singers").await;
        let listing = eve.page().url.clone();
        // A number in a note, however it is written, is read by somebody first.
        for note in ["ring 020 7946 0999", "0 2 0 7 9 4 6 0 9 9 9 please", "write to me at evil dot example", "see evil.example"] {
            eve.visit(&listing).await;
            when_they_change(&mut eve, "sessions", &[("note-1", note)], "Send it").await;
            the_entry_is_untouched(&app).await;
        }
        // Who receives referrals: the present contact is asked, nobody is sent there until they answer, both are told.
        eve.visit(&listing).await;
        when_they_change(&mut eve, "email", &[("email", THIEF)], "Send it").await;
        eve.page().see("Somebody has to say yes to it first").see("Nobody is sent here until");
        the_entry_is_untouched(&app).await;
        app.browser().visit(CHOIR).await.see("Nobody is being sent here just now");
        assert!(mails_to(&app, THIEF).await[0].subject.contains("You are to receive referrals"));
        // It cannot be talked away by pausing and going on.
        eve.post(&format!("{listing}/pause"), &[("to", "resume")]).await;
        eve.page().see("Somebody has to say yes to the change of contact first");
        // Nobody can send anybody there now, whoever receives it.
        app::directory::refresh(&app.machine).await.expect("an index");
        sam.visit(&format!("{case}/match")).await.see("Nobody is being sent here just now");
        let asks = sam.page().html.contains("Carpenters Road Singers") && sam.page().html.contains("Ask them");
        assert!(!asks, "{}", sam.page().text());
        // A later wish takes the place of the first: its address is dead.
        let first = link_to(&app, MAILBOX, "/keep/contact/").await;
        eve.visit(&listing).await;
        when_they_change(&mut eve, "email", &[("email", "eve2@evil.example")], "Send it").await;
        assert_eq!(app.browser().visit(&first).await.status, 404);

        // The contact says no: nothing changes, people are sent there again, and Eve is out at once with all that she asked for.
        let asked = link_to(&app, MAILBOX, "/keep/contact/").await;
        let mut contact = app.browser();
        contact.visit(&asked).await.see(MAILBOX).see("eve2@evil.example");
        the_entry_is_untouched(&app).await;
        contact.form("No, this is not us").set("answer", "no").press(&mut contact).await;
        contact.page().see("does not look after the entry any more");
        assert_eq!(contact.visit(&asked).await.status, 404);
        assert_eq!(eve.visit(&listing).await.status, 404);
        app.browser().visit(CHOIR).await.not_see("Nobody is being sent here").see(MAILBOX);
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.not_see("0999").see("Nothing waits");
    }
}

on_both! {
    async fn a_true_change_of_contact_goes_through(app) {
        choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", "mo@carpenters-road.example").await;
        let mut mo = when_they_come_in(&app, "mo@carpenters-road.example").await;
        mo.follow("Carpenters Road Singers").await;
        let listing = mo.page().url.clone();
        when_they_change(&mut mo, "email", &[("email", "songs@carpenters-road.example")], "Send it").await;
        // The old contact does not answer: somebody of the house rings, and says yes. Both are told.
        let mut sam = app.signed_in("sam").await;
        sam.visit("/upkeep").await.see("songs@carpenters-road.example");
        let page = sam.page().clone();
        assert!(!page.html.contains("Yes, show it"), "a link worker does not decide on that");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("Ring the number that stands in the entry now").see("020 7946 0312");
        femi.form("Yes, show it Carpenters Road Singers").set("answer", "yes").press(&mut femi).await;
        femi.page().see("It is seen now.");
        assert!(mails_to(&app, MAILBOX).await[0].subject.contains("has changed"));
        app.browser().visit(CHOIR).await.see("songs@carpenters-road.example").not_see("Nobody is being sent here");

        // And by the contact themselves.
        mo.visit(&listing).await;
        when_they_change(&mut mo, "phone", &[("phone", "020 7946 0777")], "Send it").await;
        app.browser().visit(CHOIR).await.see("020 7946 0312").see("Nobody is being sent here");
        let mut contact = app.browser();
        contact.visit(&link_to(&app, "songs@carpenters-road.example", "/keep/contact/").await).await.see("020 7946 0777");
        contact.form("Yes, this is right").set("answer", "yes").press(&mut contact).await;
        contact.page().see("people are sent there again");
        app.browser().visit(CHOIR).await.see("020 7946 0777").not_see("Nobody is being sent here");
    }
}
