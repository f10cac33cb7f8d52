//! Nobody near has a piano that somebody may play: a link worker asks for one to be found or started, the commissioner sees what is asked for, and somebody says
//! where one is.

use testkit::{choir, on_both};

on_both! {
    async fn a_search_that_finds_nothing_ends_in_it(app) {
        choir(&app.system()).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/find?words=zither&need=pur-music&borough=Newham").await.see("Nothing found");
        sam.follow("Please find or start one").await;
        assert!(!sam.page().url.contains("zither"), "what was typed goes no further: {}", sam.page().url);
        sam.form("Ask for it").fill("What would it be?", "Somebody who teaches the zither").press(&mut sam).await;
        sam.page().see("Somebody who teaches the zither").see("Newham");
        // Whoever may not ask is not led there.
        app.browser().visit("/find?words=zither&need=pur-music&borough=Newham").await.see("Nothing found").not_see("Please find or start one");
    }
}

on_both! {
    async fn until_somebody_finds_one(app) {
        choir(&app.system()).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/gaps").await.see("Nothing is asked for");
        sam.form("Ask for it").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Say what it would be");
        let form = sam.form("Ask for it").set("need", "pur-music").set("area", "Newham").fill("What would it be?", "A piano somebody may play by day");
        form.clone().press(&mut sam).await;
        form.press(&mut sam).await;
        assert_eq!(sam.page().text().matches("A piano somebody may play by day Sam Lee").count(), 1, "twice is once: {}", sam.page().text());
        app.signed_in("kim").await.visit("/gaps").await.see("A piano somebody may play by day").see("Newham").not_see("Please find or start one");
        assert_eq!(app.signed_in("grace").await.visit("/gaps").await.status, 404);

        let mut femi = app.signed_in("femi").await;
        femi.visit("/gaps").await;
        femi.follow("Say what became of it A piano somebody may play by day").await;
        let answer = femi.page().url.clone();
        assert_eq!(app.signed_in("kim").await.visit(&answer).await.status, 404);
        femi.form("Save").set("service", "no-such-page").press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
        femi.page().see("Say what became of it").see("There is no such page here");
        femi.form("Save").set("answer", "found").set("service", "/services/carpenters-road-singers").press(&mut femi).await;
        femi.page().see("Saved.").see("It was there, and was found: Carpenters Road Singers").see("Nothing is asked for");
        // Somebody who had the page open all the while sees what it was.
        femi.visit(&answer).await.see("It was there, and was found: Carpenters Road Singers");
    }
}
