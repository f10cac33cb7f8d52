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
    async fn among_very_many_the_last_is_seen_and_counted_once(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let sam = app.world.worker("sam").id;
        let mut tx = base::db::testing::tamper(&app.machine.db).await;
        let add = "INSERT INTO gap (id, need, area, words, worker_id, at, version) VALUES ($1, 'pur-music', 'Newham', $2, $3, $4, 1)";
        for n in 0..200 {
            let id: kernel::Id<()> = app.system().id();
            tx.run(add, (id, format!("Thing number {n}"), sam, app.clock.now().minus(jiff::SignedDuration::from_hours(300 - n)))).await.expect("a gap");
        }
        tx.commit().await.expect("a commit");
        let mut sam = app.signed_in("sam").await;
        sam.visit("/gaps").await;
        let form = sam.form("Ask for it").set("need", "pur-music").set("area", "Newham").fill("What would it be?", "A harp");
        form.clone().press(&mut sam).await;
        sam.page().see("It is asked for.").see("A harp").not_see("Thing number 3 ");
        form.press(&mut sam).await;
        assert_eq!(sam.page().text().matches("A harp Sam Lee").count(), 1, "twice is once");
        for _ in 0..4 {
            sam.follow("Older").await;
        }
        sam.page().see("Thing number 0 ").not_see("Older");
        sam.follow("Newer").await.see("Thing number 40 ");
        app.browser().visit("/find/places/newham/progress").await.see("Noted 200");
    }
}

on_both! {
    async fn wherever_services_are_it_may_be_asked_for(app) {
        choir(&app.system()).await;
        let mut tx = base::db::testing::tamper(&app.machine.db).await;
        tx.run("UPDATE service SET borough = 'Camden', version = version + 1", ()).await.expect("a borough");
        tx.commit().await.expect("a commit");
        app::directory::refresh(&app.machine).await.expect("an index");
        let mut sam = app.signed_in("sam").await;
        sam.visit("/gaps").await;
        sam.form("Ask for it").set("need", "pur-music").set("area", "Camden").fill("What would it be?", "A harp").press(&mut sam).await;
        sam.page().see("A harp").see("Camden");
        app.browser().visit("/find/places/camden/progress").await.see("Noted *");
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
