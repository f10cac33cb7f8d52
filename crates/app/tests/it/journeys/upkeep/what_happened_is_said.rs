//! What a page says has happened has happened: two who answer one thing, a link worker who thinks better of a change, a council that says “mended” and has not, and a
//! button that is pressed twice.

use super::{CHOIR, MAILBOX, link_to, mails_to, when_they_change_at};
use crate::journeys::directory::feeds;
use app::directory::feeds::{Terms, set};
use jiff::SignedDuration;
use serde_json::json;
use testkit::{App, choir, on_both};

on_both! {
    async fn to_two_who_answer_one_problem(app) {
        choir(&app.system()).await;
        let mut somebody = app.browser();
        somebody.visit(&format!("{CHOIR}/problem")).await;
        let report = somebody.form("Send").choose("It has closed");
        report.clone().press(&mut somebody).await;
        report.press(&mut somebody).await;
        let (mut sam, mut jo) = (app.signed_in("sam").await, app.signed_in("jo").await);
        // Twice at once is once.
        sam.visit("/upkeep").await.see("It has closed").not_see("said 2 times");
        jo.visit("/upkeep").await;
        let (yes, no) = (sam.form("It is mended Carpenters Road Singers").set("answer", "yes"), jo.form("Nothing is wrong Carpenters Road Singers").set("answer", "no"));
        yes.clone().press(&mut sam).await;
        sam.page().see("Written down.");
        yes.press(&mut sam).await;
        sam.page().see("Written down.");
        no.press(&mut jo).await;
        jo.page().see("Somebody has answered this already: it is mended").see("Sam Lee").not_see("Written down.");
        // Somebody rang and presses twice: they have rung once.
        sam.visit(&format!("{CHOIR}/upkeep")).await;
        let tried = sam.form("Write it down").choose("I rang").choose("I reached nobody");
        tried.clone().press(&mut sam).await;
        tried.press(&mut sam).await;
        sam.page().see("not reached once");
    }
}

on_both! {
    async fn to_two_who_answer_one_gap(app) {
        choir(&app.system()).await;
        let (mut sam, mut femi) = (app.signed_in("sam").await, app.signed_in("femi").await);
        sam.visit("/gaps").await;
        sam.form("Ask for it").set("need", "pur-music").fill("What would it be?", "A piano somebody may play by day").press(&mut sam).await;
        for browser in [&mut sam, &mut femi] {
            browser.visit("/gaps").await;
            browser.follow("Say what became of it A piano somebody may play by day").await;
        }
        sam.form("Save").set("answer", "given-up").press(&mut sam).await;
        femi.form("Save").set("answer", "found").set("service", "/services/carpenters-road-singers").press(&mut femi).await;
        femi.page().see("Somebody has answered this already").see("Nothing came of it").see("Sam Lee").see("It was there, and was found: /services/carpenters-road-singers").not_see("Saved.");
    }
}

on_both! {
    async fn to_a_link_worker_who_thinks_better_of_it(app) {
        choir(&app.system()).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit(&format!("{CHOIR}/upkeep")).await;
        when_they_change_at(&mut sam, &format!("{CHOIR}/upkeep/phone"), &[("phone", "020 7946 0321")], "Send it").await;
        app.browser().visit(CHOIR).await.see("Nobody is being sent here just now");
        let mut jo = app.signed_in("jo").await;
        assert!(!jo.visit("/upkeep").await.html.contains("Take back"), "it is not hers");
        sam.visit("/upkeep").await;
        sam.form("Take back Carpenters Road Singers").press(&mut sam).await;
        sam.page().see("It is taken back").see("Nothing waits");
        app.browser().visit(CHOIR).await.see("020 7946 0312").not_see("Nobody is being sent here");
    }
}

on_both! {
    async fn to_a_council_that_says_mended(app) {
        let record = |name: &str| json!({ "id": "0199c0de-0000-7000-8000-0000000000e1", "name": name, "status": "active", "description": "Tea.", "phones": [{ "number": "020 7946 0101" }] });
        let council = "open-data@newham.example";
        let read = async |name: &str| {
            app.clock.advance(SignedDuration::from_secs(1));
            feeds::lines(&app, &[record(name)], "newham").await.expect("a reading");
            app::directory::refresh(&app.machine).await.expect("an index");
        };
        read("Kettle club").await;
        set(&app.system(), "newham", &Terms { email: Some(council.into()), ..Terms::default() }).await.expect("terms");
        app.clock.advance(SignedDuration::from_secs(1));
        let mut somebody = app.browser();
        somebody.visit("/find?words=kettle").await;
        somebody.follow("Kettle club").await;
        somebody.follow("Something here is wrong").await;
        somebody.form("Send").choose("It has closed").press(&mut somebody).await;
        app.later(SignedDuration::from_hours(25)).await;
        let link = link_to(&app, council, "/keep/feed/").await;
        let mut owner = app.browser();
        owner.visit(&link).await;
        owner.form("We have mended it Kettle club").press(&mut owner).await;
        owner.page().see("it stands here again").not_see("It has closed");
        // The next reading has the record as it was.
        read("Kettle club").await;
        app.later(SignedDuration::from_hours(25)).await;
        owner.visit(&link).await.see("It has closed");
        app.signed_in("sam").await.visit("/upkeep").await.see("It has closed");
        // And then it has mended it.
        owner.form("We have mended it Kettle club").press(&mut owner).await;
        read("Kettle club (closed)").await;
        app.later(SignedDuration::from_hours(25)).await;
        read("Kettle club (closed)").await;
        app.later(SignedDuration::from_hours(25)).await;
        owner.visit(&link).await.not_see("It has closed");
        // Another owner: the address of the one before opens nothing.
        set(&app.system(), "newham", &Terms { email: Some("other@newham.example".into()), ..Terms::default() }).await.expect("terms");
        assert_eq!(owner.visit(&link).await.status, 404);
    }
}

on_both! {
    async fn and_many_words_push_nothing_away(app) {
        choir(&app.system()).await;
        for n in 0..6 {
            app.clock.advance(SignedDuration::from_secs(1));
            let mut somebody = app.browser();
            somebody.visit(&format!("{CHOIR}/problem")).await;
            somebody.form("Send").choose("Something there is not safe").fill("What do you know? (you can leave this empty)", &format!("reason {n}")).press(&mut somebody).await;
        }
        app.signed_in("sam").await.visit("/upkeep").await.see("reason 0").not_see("reason 1").see("5 more of the same kind");
        app.signed_in("sam").await.visit(&format!("{CHOIR}/upkeep")).await.see("reason 5");
    }
}

#[test]
fn one_mailbox_gets_one_message_a_day() {
    for engine in testkit::engines() {
        testkit::walk(engine, async {
            let app = App::peopled(engine, &[("ask_groups", "yes")]).await;
            let of = |n: u32, email: &str| {
                json!({ "id": format!("0199c0de-0000-7000-8000-0000000002{n:02x}"), "name": format!("Club {n}"), "status": "active", "description": "Come in.", "email": email,
                "assured_date": "2026-01-02" })
            };
            let mut records: Vec<_> = (0..12).map(|n| of(n, "info@council.example")).collect();
            records.push(of(20, MAILBOX));
            feeds::lines(&app, &records, "council").await.expect("a reading");
            app.later(SignedDuration::from_hours(25)).await;
            let mails = mails_to(&app, "info@council.example").await;
            let links = |text: &str| text.matches("/keep/right/").count();
            assert_eq!(mails.len(), 1, "one message, about ten");
            assert_eq!((links(&mails[0].text), mails[0].subject.as_str()), (10, "Are 10 entries still right?"));
            assert_eq!(mails_to(&app, MAILBOX).await.len(), 1);
            app.later(SignedDuration::from_hours(25)).await;
            let mails = mails_to(&app, "info@council.example").await;
            assert_eq!((mails.len(), links(&mails[0].text)), (2, 2), "the rest the day after");
            let mut group = app.browser();
            group.visit(&link_to(&app, "info@council.example", "/keep/right/").await).await;
            group.form("It is all right").press(&mut group).await;
            group.page().see("you have checked it today");
        });
    }
}
