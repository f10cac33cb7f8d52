//! Whoever looks after an entry leaves, is ill, dies, or was none of the group: the house can say so, and what they asked for stays where it has to.

use super::{CHOIR, MAILBOX, link_to, mails_to, when_they_claim_the_choir, when_they_come_in};
use testkit::{choir, on_both};

on_both! {
    async fn and_the_pause_they_asked_for_stays(app) {
        choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", MAILBOX).await;
        let mut mo = when_they_come_in(&app, MAILBOX).await;
        mo.follow("Carpenters Road Singers").await;
        mo.form("Send nobody for now").set("to", "pause").press(&mut mo).await;
        mo.page().see("Nobody is sent here now, and that stays so");
        mo.form("Stop looking after it").press(&mut mo).await;
        mo.page().see("Nobody is sent there still");
        app.browser().visit(CHOIR).await.see("Nobody is being sent here just now");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("Nobody is sent there, and whoever asked for that does not look after it any more");
        femi.visit(&format!("{CHOIR}/upkeep")).await.see("ask the group whether people may come");
        femi.form("Send people there again").press(&mut femi).await;
        app.browser().visit(CHOIR).await.not_see("Nobody is being sent here");
    }
}

on_both! {
    async fn because_the_house_says_so(app) {
        choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", "mo@carpenters-road.example").await;
        let mut mo = when_they_come_in(&app, "mo@carpenters-road.example").await;
        mo.follow("Carpenters Road Singers").await;
        let listing = mo.page().url.clone();
        mo.form("Ask them").fill("Their name", "Bea Clarke").fill("Their e-mail", "bea@post.example").press(&mut mo).await;
        let mut bea = app.browser();
        bea.visit(&link_to(&app, "bea@post.example", "/keep/claim/").await).await;
        bea.form("Yes, it was me").press(&mut bea).await;
        // Asking somebody who looks after it already sends nothing, and says so.
        let before = mails_to(&app, "bea@post.example").await.len();
        mo.visit(&listing).await;
        mo.form("Ask them").fill("Their name", "Bea").fill("Their e-mail", "bea@post.example").press(&mut mo).await;
        mo.page().see("No message went out");
        assert_eq!(mails_to(&app, "bea@post.example").await.len(), before);

        let sam = app.signed_in("sam").await.visit(&format!("{CHOIR}/upkeep")).await.see("Mo Diallo").clone();
        assert!(!sam.html.contains("mo@carpenters-road.example") && !sam.html.contains("They have left"), "that is a lead's");
        // Bea has died: nobody else is doubted for it.
        let mut femi = app.signed_in("femi").await;
        femi.visit(&format!("{CHOIR}/upkeep")).await.see("mo@carpenters-road.example");
        femi.form("They have left, or have died Bea Clarke").set("why", "left").press(&mut femi).await;
        femi.page().see("They do not look after it any more.").not_see("Bea Clarke").see("Mo Diallo");
        assert_eq!(mo.visit(&listing).await.status, 200);
        // The choir rings and does not know Mo: out at once, with whom he let in, and no address is proof any more.
        mo.form("Ask them").fill("Their name", "Eve").fill("Their e-mail", "eve@post.example").press(&mut mo).await;
        let mut eve = app.browser();
        eve.visit(&link_to(&app, "eve@post.example", "/keep/claim/").await).await;
        eve.form("Yes, it was me").press(&mut eve).await;
        eve.page().see("You look after this entry now");
        femi.visit(&format!("{CHOIR}/upkeep")).await.see("Eve");
        femi.form("They are not of the group Mo Diallo").set("why", "not-theirs").press(&mut femi).await;
        femi.page().see("Nobody yet");
        assert_eq!(mo.visit(&listing).await.status, 404);
        when_they_claim_the_choir(&app, "Mo Diallo", "mo@carpenters-road.example").await.page().see("We ring your group");
    }
}

on_both! {
    async fn and_strangers_do_not_use_up_what_a_keeper_may_ask(app) {
        choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", MAILBOX).await;
        for n in 0..20 {
            let mut eve = app.browser();
            eve.visit(&format!("{CHOIR}/claim")).await;
            eve.form("Send me a message").fill("Your name", "Eve").fill("Your e-mail", &format!("eve{n}@post.example")).press(&mut eve).await;
        }
        let mut mo = when_they_come_in(&app, MAILBOX).await;
        mo.follow("Carpenters Road Singers").await;
        mo.form("Ask them").fill("Their name", "Bea Clarke").fill("Their e-mail", "bea@post.example").press(&mut mo).await;
        mo.page().see("We have sent them a message");
        assert_eq!(mails_to(&app, "bea@post.example").await.len(), 1);
    }
}
