//! Mo, who runs the choir, looks after its entry: shows that it is theirs, keeps the times right at once, has words read first, pauses, asks a second keeper
//! and leaves.

use super::{CHOIR, MAILBOX, link_to, mails_to, when_they_change, when_they_claim_the_choir, when_they_come_in};
use testkit::{choir, on_both};

on_both! {
    async fn from_a_claim_to_a_second_keeper(app) {
        choir(&app.system()).await;
        let mut mo = when_they_claim_the_choir(&app, "Mo Diallo", "mo@carpenters-road.example").await;
        mo.page().see("You look after this entry now");
        // Whoever reads the mail of the choir learns that somebody looks after it.
        assert!(mails_to(&app, MAILBOX).await[0].subject.contains("Somebody looks after Carpenters Road Singers now"));
        // The address has done its work.
        let used = link_to(&app, "mo@carpenters-road.example", "/keep/claim/").await;
        assert_eq!(mo.visit(&used).await.status, 404);

        let mut mo = when_they_come_in(&app, "mo@carpenters-road.example").await;
        mo.follow("Carpenters Road Singers").await;
        mo.page().see("Tuesday 18:30–20:30").see("You are the only one");
        mo.form("It is all right").press(&mut mo).await;
        mo.page().see("The entry says that you have checked it today");

        // Times are seen at once; a time that is none is told beside its field, and nothing that was typed is lost.
        let listing = mo.page().url.split('?').next().expect("a path").to_owned();
        mo.visit(&format!("{listing}/change/sessions")).await;
        mo.form("Show me first").set("day-2", "thu").set("from-2", "half past").press(&mut mo).await;
        assert_eq!(mo.page().status, 422);
        mo.page().see("Write a time, like 18:30 or 6.30pm");
        assert!(mo.page().html.contains("half past"), "nothing that was typed is lost");
        mo.form("Show me first").set("from-2", "6.30pm").set("to-2", "8pm").press(&mut mo).await;
        mo.page().see("Is this what you want?").see("Thursday 18:30–20:00").see("It is seen as soon as you press");
        let again = mo.form("Change it");
        again.clone().press(&mut mo).await;
        mo.page().see("It is changed.");
        app.browser().visit(CHOIR).await.see("Thursday").see("18:30–20:00");
        // The same form twice is one change.
        again.press(&mut mo).await;
        mo.page().see("it says that already");

        // Words are read first, also those beside a time, and the entry stays as it was.
        mo.visit(&listing).await;
        when_they_change(&mut mo, "sessions", &[("note-2", "We have moved: St Mark’s Hall, 12 Dock Road")], "Send it").await;
        mo.page().see("Somebody of ours reads it");
        app.browser().visit(CHOIR).await.not_see("Dock Road");
        mo.form("Take back When").press(&mut mo).await;
        mo.page().see("It is taken back");
        mo.visit(&listing).await;
        when_they_change(&mut mo, "description", &[("description", "Come and sing, whoever you are. The kettle is on.")], "Send it").await;
        mo.page().see("Somebody of ours reads it").see("Come and sing").see("Waits for somebody of ours");
        app.browser().visit(CHOIR).await.see("sea shanties").not_see("kettle");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("Come and sing, whoever you are").see("sea shanties");
        femi.form("Yes, show it Carpenters Road Singers").set("answer", "yes").press(&mut femi).await;
        femi.page().see("It is seen now.").see("Nothing waits");
        app.browser().visit(CHOIR).await.see("The kettle is on").not_see("sea shanties");
        assert!(mails_to(&app, "mo@carpenters-road.example").await[0].subject.contains("is seen now"));

        // No room: nobody is sent there, and the entry says so.
        mo.visit(&listing).await;
        mo.form("Send nobody for now").set("to", "pause").press(&mut mo).await;
        mo.page().see("Nobody is sent to you for now");
        app.browser().visit(CHOIR).await.see("Nobody is being sent here just now");
        mo.form("Send people again").set("to", "resume").press(&mut mo).await;
        app.browser().visit(CHOIR).await.not_see("Nobody is being sent here");

        // A second keeper, and then the first one leaves.
        mo.visit(&listing).await;
        mo.form("Ask them").fill("Their name", "Bea Clarke").fill("Their e-mail", "bea@post.example").press(&mut mo).await;
        mo.page().see("We have sent them a message");
        let mut bea = app.browser();
        bea.visit(&link_to(&app, "bea@post.example", "/keep/claim/").await).await;
        bea.form("Yes, it was me").press(&mut bea).await;
        bea.page().see("You look after this entry now");
        assert!(mails_to(&app, "mo@carpenters-road.example").await[0].subject.contains("looks after"), "the first one is told");
        mo.visit(&listing).await.see("Bea Clarke");
        mo.form("Stop looking after it").press(&mut mo).await;
        assert_eq!(mo.visit(&listing).await.status, 404, "they are out at once");
        let mut bea = when_they_come_in(&app, "bea@post.example").await;
        bea.follow("Carpenters Road Singers").await;
        bea.page().see("Bea Clarke").not_see("Mo Diallo");
        bea.visit("/keep/listings").await;
        bea.form("Leave").press(&mut bea).await;
        assert_eq!(bea.visit("/keep/listings").await.url, "/keep");
    }
}

on_both! {
    async fn two_who_change_the_same_field(app) {
        choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", MAILBOX).await.page().see("You look after this entry now");
        let mut one = when_they_come_in(&app, MAILBOX).await;
        one.follow("Carpenters Road Singers").await;
        let listing = one.page().url.clone();
        let mut two = when_they_come_in(&app, MAILBOX).await;
        two.visit(&format!("{listing}/change/ages")).await;
        let second = two.form("Show me first").set("age-min", "21");
        one.visit(&listing).await;
        when_they_change(&mut one, "ages", &[("age-min", "18")], "Change it").await;
        second.press(&mut two).await;
        assert_eq!(two.page().status, 409);
        two.page().see("Somebody has changed this since you opened the page");
        app.browser().visit(CHOIR).await.see("Age 18 and over");
    }
}
