//! Whoever wants an entry that is not theirs tries everything there is: claiming it, guessing addresses, changing who receives referrals, hiding a number in a
//! note, using one address for another thing, and staying after they were found out. Nobody is sent to them.

use super::{CHOIR, MAILBOX, link_to, mails_to, when_they_change, when_they_claim_the_choir, when_they_come_in};
use crate::journeys::directory::feeds;
use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use crate::journeys::thread::from_a_surgery_to_a_choir::when_sam_accepts;
use serde_json::json;
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
        }
        let mut eve = app.browser();
        eve.visit(&format!("{CHOIR}/claim")).await;
        eve.form("Send me a message").fill("Your name", "Eve").fill("Your e-mail", THIEF).press(&mut eve).await;
        eve.page().see("we have sent none now");
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
        // She asks a second one before anybody finds out.
        eve.form("Ask them").fill("Their name", "Eve").fill("Their e-mail", "eve3@post.example").press(&mut eve).await;
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
        femi.visit("/upkeep").await.not_see("0999").see("The number, e-mail or web site is wrong");
        // Whom she had let in, or asks to come in now, is out too; and the domain that she had an address of proves nothing any more.
        let second = link_to(&app, "eve3@post.example", "/keep/claim/").await;
        let mut eve = app.browser();
        eve.visit(&second).await;
        eve.form("Yes, it was me").press(&mut eve).await;
        eve.page().see("We ring your group");
        when_they_claim_the_choir(&app, "Eve", "eve@carpenters-road.example").await.page().see("We ring your group");
        the_entry_is_untouched(&app).await;
    }
}

on_both! {
    async fn by_one_of_many_services(app) {
        // A council lists a club with its own mailbox beside its debt advice; another list says that the same council runs something of Eve's.
        let service = |id: &str, name: &str, email: &str| json!({ "id": id, "name": name, "status": "active", "description": "Come in.", "email": email,
            "phones": [{ "number": "020 7946 0312" }],
            "organization": { "id": "0199c0de-0000-7000-8000-00000000aa01", "name": "Newham Council", "description": "A council." } });
        let records = [
            service("0199c0de-0000-7000-8000-00000000bb01", "Debt advice", "debt@council.example"),
            service("0199c0de-0000-7000-8000-00000000bb02", "Chess club", "chess@rooks.example"),
        ];
        feeds::lines(&app, &records, "council").await.expect("a reading");
        feeds::lines(&app, &[service("0199c0de-0000-7000-8000-00000000bb03", "Eve's tea", THIEF)], "eves").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        for (words, email) in [("chess+club", "chess@rooks.example"), ("eves+tea", THIEF)] {
            let mut eve = app.browser();
            eve.visit(&format!("/find?words={words}")).await;
            let href = eve.page().links().into_iter().find(|l| l.starts_with("/services/")).expect("a service");
            eve.visit(&format!("{href}/claim")).await;
            eve.form("Send me a message").fill("Your name", "Eve").fill("Your e-mail", email).press(&mut eve).await;
            eve.visit(&link_to(&app, email, "/keep/claim/").await).await;
            eve.form("Yes, it was me").press(&mut eve).await;
            // What her list says that the council runs is of a council of her own: she looks after her tea, and nothing else.
            eve.page().see(if email == THIEF { "You look after this entry now" } else { "We ring your group" });
        }
        when_they_come_in(&app, THIEF).await.page().see("Eve's tea").not_see("Debt advice").not_see("Chess club");
    }
}

on_both! {
    async fn by_publishing_a_list(app) {
        let record = |id: &str, email: &str, phone: &str| json!({ "id": id, "name": "Tuesday tea", "status": "active", "description": "Tea and talk on Tuesdays for whoever likes company.",
            "email": email, "phones": [{ "number": phone }],
            "organization": { "id": format!("{}aa", &id[..34]), "name": "Osprey Lane Pantry", "description": "Osprey Lane Pantry" },
            "service_at_locations": [{ "location": { "id": format!("{}bb", &id[..34]), "location_type": "physical", "name": "Osprey Hall",
                "addresses": [{ "address_1": "3 Osprey Lane", "city": "London", "state_province": "Greater London", "postal_code": "E15 4ES", "country": "GB", "address_type": "physical" }] } }] });
        let (ours, eves) = ("0199c0de-0000-7000-8000-0000000000d1", "00000000-0000-7000-8000-000000000001");
        feeds::lines(&app, &[record(ours, "hello@ospreylane.example", "020 7946 0111")], "council").await.expect("a reading");
        // The same, but for who is written to: nothing is put together by itself.
        feeds::lines(&app, &[record(eves, THIEF, "020 7946 0999")], "eves").await.expect("a reading");
        let look = async || app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
        look().await;
        app::directory::refresh(&app.machine).await.expect("an index");
        assert_eq!(feeds::ids(&app, "/oruk/v3/services").await.len(), 2);
        // Word for word the same: they become one, and whoever was here first stands for both. Once the later list says another contact they are two again.
        feeds::lines(&app, &[record(eves, "hello@ospreylane.example", "020 7946 0111")], "eves").await.expect("a reading");
        look().await;
        feeds::lines(&app, &[record(eves, THIEF, "020 7946 0999")], "eves").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        let (_, all) = feeds::asked(&app, "/oruk/v3/services?full=true").await;
        assert_eq!(all["total_items"].as_i64(), Some(2));
        let (_, whole) = feeds::asked(&app, &format!("/oruk/v3/services/{ours}")).await;
        assert!(!whole.to_string().contains("evil") && !whole.to_string().contains("0999"), "{whole}");
    }
}

on_both! {
    async fn by_changing_the_list_of_an_entry_that_somebody_keeps(app) {
        let id = "0199c0de-0000-7000-8000-0000000000c7";
        let record = |email: &str| json!({ "id": id, "name": "Kettle club", "status": "active", "description": "Tea.", "email": email, "phones": [{ "number": "020 7946 0101" }] });
        feeds::lines(&app, &[record("info@kettle.example")], "newham").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        let mut mo = app.browser();
        mo.visit("/find?words=kettle").await;
        mo.follow("Kettle club").await;
        let page = mo.page().url.split('?').next().expect("a path").to_owned();
        mo.follow("This is our group").await;
        mo.form("Send me a message").fill("Your name", "Mo").fill("Your e-mail", "info@kettle.example").press(&mut mo).await;
        mo.visit(&link_to(&app, "info@kettle.example", "/keep/claim/").await).await;
        mo.form("Yes, it was me").press(&mut mo).await;
        mo.page().see("You look after this entry now");
        feeds::lines(&app, &[record(THIEF)], "newham").await.expect("a reading");
        mo.visit(&page).await.see("info@kettle.example").not_see("evil");
        app.signed_in("femi").await.visit("/upkeep").await.see(THIEF).see("The feed “newham” says now");
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
