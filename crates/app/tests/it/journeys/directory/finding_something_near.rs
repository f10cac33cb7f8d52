//! Somebody looks for company near home, without an account, narrows it, opens one; and the same in Arabic.

use testkit::on_both;

on_both! {
    async fn words_and_a_postcode_lead_to_a_choir(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/").await.see("What would help?");
        anybody.form("Find").fill("What would help?", "choir").set("near", "e15").press(&mut anybody).await;
        let page = anybody.page();
        page.see("Carpenters Road Singers").see("from E15").see("Near E15: distances are from about its middle");
        assert!(page.url.contains("words=choir") && page.url.contains("near="), "filters stand in the address");
        let text = page.text();
        let first = text.find("Carpenters Road Singers").expect("there");
        assert!(text.find("Gants Hill Throats").is_none_or(|later| first < later), "the nearer one comes first");

        anybody.follow("Carpenters Road Singers").await;
        let page = anybody.page();
        assert_eq!(page.url, "/services/carpenters-road-singers");
        page.see("run by").see("Tuesday").see("18:30–20:30").see("Free").see("Checked 12 days ago by the group.");
        page.see("Not known, ask first:").see("Italian").see("020 7946 0327").see("31 Adzemaker Row");
        page.see("On maps and in distances its place is approximate.");
    }
}

on_both! {
    async fn filters_can_be_taken_off_one_by_one_and_pages_turned(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?need=soc-isolated&day=tue&free=yes").await.see("Loneliness").see("Tuesday remove").see("Free remove");
        anybody.follow("Free remove").await;
        assert_eq!(anybody.page().url, "/find?need=soc-isolated&day=tue");
        anybody.visit("/find?need=soc-isolated").await.see("82 services").see("1 to 20");
        anybody.follow("Next").await.see("21 to 40");
        assert_eq!(anybody.page().url, "/find?need=soc-isolated&page=2");
        // Nonsense in the address is as if it had not been asked.
        anybody.visit("/find?need=nope&day=someday&within=lots&language=klingon&page=minus").await.see("300 services");
        anybody.visit("/find/needs").await.see("Browse by need").see("Debt and bills").see("Something to get up for");
    }
}

on_both! {
    async fn beyond_the_last_page_stands_the_last(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?page=99").await.see("300 services").see("281 to 300").not_see("Next").not_see("Nothing found");
        anybody.follow("Previous").await.see("261 to 280");
        assert_eq!(anybody.page().url, "/find?page=14");
        anybody.visit("/find?need=soc-isolated&page=7").await.see("82 services").see("81 to 82");
        anybody.visit("/ar/find?need=soc-isolated&page=7").await.see("82");
        // Where there is nothing, no page has anything.
        let none = anybody.visit("/find?words=zeppelins&page=7").await.text();
        assert_eq!(anybody.visit("/find?words=zeppelins").await.text(), none);
    }
}

on_both! {
    async fn the_same_in_arabic(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/ar/find?words=choir&near=E15").await.see("Carpenters Road Singers").see("مجانًا");
        assert!(anybody.page().html.contains("dir=\"rtl\""));
        // The words of needs are found in Arabic too.
        anybody.visit("/ar/find?words=%D8%A7%D9%84%D8%AF%D9%8A%D9%88%D9%86").await.see("debt advice");
    }
}

on_both! {
    async fn a_worker_has_it_in_the_menu_and_no_look_is_recorded(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut sam = app.signed_in("sam").await;
        sam.visit("/today").await;
        sam.follow("Find").await.see("Find support near you");
        sam.visit("/services/carpenters-road-singers").await.see("Carpenters Road Singers");
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/audit").await.not_see("service-view");
    }
}

on_both! {
    async fn an_age_that_is_none_is_said_beside_its_field(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        for typed in ["200", "abc", "-1"] {
            anybody.visit("/find?words=choir").await;
            anybody.form("Find").fill("Age of the person", typed).press(&mut anybody).await;
            let page = anybody.page().clone();
            page.see("Write the age in years, as a number from 0 to 120").see("Carpenters Road Singers");
            assert_eq!(page.attribute("#age", "value").as_deref(), Some(typed));
            assert!(page.html.contains("<details open"), "the field is in sight");
        }
        anybody.form("Find").fill("Age of the person", "34").press(&mut anybody).await;
        anybody.page().see("Age 34 remove").not_see("Write the age in years");
    }
}

on_both! {
    async fn the_layer_of_the_map_goes_along(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        let page = anybody.visit("/find?words=choir&free=yes&layer=workers").await.clone();
        assert_eq!(page.link("Free remove").as_deref(), Some("/find?words=choir&layer=workers"));
        anybody.form("Find").set("near", "E15").press(&mut anybody).await;
        assert_eq!(anybody.page().url, "/find?words=choir&near=E15&free=yes&layer=workers");
        // One that is none is not carried on.
        let page = anybody.visit("/find?words=choir&free=yes&layer=snow").await;
        assert_eq!(page.link("Free remove").as_deref(), Some("/find?words=choir"));
    }
}
