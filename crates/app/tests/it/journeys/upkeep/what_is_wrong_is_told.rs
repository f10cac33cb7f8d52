//! Anybody says that something is wrong; a link worker rings and writes down what they found; the group is asked and says that all is right. How far the entry
//! can be relied on follows.

use super::{CHOIR, MAILBOX, link_to, mails_to};
use jiff::SignedDuration;
use testkit::{App, choir, on_both};

on_both! {
    async fn by_anybody_and_by_a_link_worker(app) {
        choir(&app.system()).await;
        for _ in 0..3 {
            let mut somebody = app.browser();
            somebody.visit(CHOIR).await;
            somebody.follow("Something here is wrong").await;
            somebody.form("Send").press(&mut somebody).await;
            assert_eq!(somebody.page().status, 422);
            somebody.page().see("Choose what is wrong");
            somebody.form("Send").choose("The days or times are wrong").press(&mut somebody).await;
            somebody.page().see("Thank you. Somebody looks into it.");
            app.clock.advance(SignedDuration::from_mins(2));
        }
        let mut sam = app.signed_in("sam").await;
        sam.visit("/upkeep").await.see("The days or times are wrong").see("said 3 times");
        sam.visit(CHOIR).await;
        sam.follow("How far this can be relied on").await;
        let before = sam.page().text();
        sam.form("Write it down").press(&mut sam).await;
        sam.page().see("Say how you tried").see("Say what you found");
        sam.form("Write it down").choose("I rang").choose("I reached nobody").press(&mut sam).await;
        sam.page().see("The entry sinks a little").see("not reached once").see("nobody reached");
        let score = |text: &str| -> u32 {
            let n = text.split("relied on: ").nth(1).and_then(|t| t.split(' ').next()).expect("a score");
            n.parse().expect("a number")
        };
        assert!(score(&sam.page().text()) < score(&before));
        app::directory::refresh(&app.machine).await.expect("an index");
        sam.visit("/upkeep/old").await.see("Carpenters Road Singers").see("not reached once");
        sam.visit(&format!("{CHOIR}/upkeep")).await;
        sam.form("Write it down").choose("I rang").choose("All of it is right").press(&mut sam).await;
        sam.page().not_see("not reached once");
        assert_eq!(score(&sam.page().text()), score(&before));
        app.browser().visit(CHOIR).await.see("Checked today by a link worker who rang");
        // Or the group is asked by mail, once in a week.
        let ask = sam.form("Ask the group by e-mail");
        ask.clone().press(&mut sam).await;
        sam.page().see("We have asked them");
        ask.press(&mut sam).await;
        assert_eq!(mails_to(&app, MAILBOX).await.len(), 1);
        let mut group = app.browser();
        group.visit(&link_to(&app, MAILBOX, "/keep/right/").await).await;
        group.form("It is all right").press(&mut group).await;
        app.browser().visit(CHOIR).await.see("Checked today by the group");
        sam.visit("/upkeep").await;
        sam.form("It is mended Carpenters Road Singers").set("answer", "yes").press(&mut sam).await;
        sam.page().see("Nothing waits");
    }
}

#[test]
fn the_group_is_asked_when_the_operator_wants_it() {
    for engine in testkit::engines() {
        testkit::walk(engine, async {
            for (settings, asked) in [(&[][..], 0), (&[("ask_groups", "yes")][..], 1)] {
                let app = App::peopled(engine, settings).await;
                choir(&app.system()).await;
                app.later(SignedDuration::from_hours(24 * 200)).await;
                app::directory::refresh(&app.machine).await.expect("an index");
                app.later(SignedDuration::from_hours(25)).await;
                app.later(SignedDuration::from_hours(25)).await;
                assert_eq!(mails_to(&app, MAILBOX).await.len(), asked, "once, not every day");
                if asked == 0 {
                    continue;
                }
                // Opening the address changes nothing: readers of mail open every address they see.
                let link = link_to(&app, MAILBOX, "/keep/right/").await;
                let mut group = app.browser();
                group.visit(&link).await.see("Is this still right?").see("Tuesday 18:30–20:30");
                group.visit(CHOIR).await.see("days ago by the group");
                group.visit(&link).await;
                group.form("It is all right").press(&mut group).await;
                group.page().see("you have checked it today");
                group.visit(CHOIR).await.see("Checked today by the group");
                assert_eq!(group.visit(&link).await.status, 404);
            }
        });
    }
}
