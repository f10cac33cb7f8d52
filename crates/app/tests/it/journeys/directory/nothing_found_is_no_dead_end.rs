//! Nothing fits: the page says what would find something, and where to turn now. A place that is not known is said, and the search goes on.

use testkit::on_both;

on_both! {
    async fn an_empty_page_offers_what_finds_something(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?words=choir&near=RM14&within=1&day=mon").await.see("Nothing found").see("Look on any day").see("urgent help");
        let wider = anybody.page().html.contains("within=") && anybody.page().shows("Look at any distance");
        assert!(wider, "{}", anybody.page().text());
        // What needs no way there stands beside what would find something nearby, and is no reason to leave that out.
        let mut beside = 0;
        for need in ["mon-debt", "soc-lonely", "mon-benefits", "mwb-low-mood", "car-adult-carer", "hou-homeless"] {
            let page = anybody.visit(&format!("/find?need={need}&near=RM14&within=1&day=sun")).await;
            if page.shows("Nothing found there") {
                page.see("No need to travel");
                assert!(page.attribute(".kith-empty li a", "href").is_some(), "{}", page.text());
                beside += 1;
            }
        }
        assert!(beside > 0, "something needs no way there and nothing is near");
        anybody.visit("/find?words=xylophonist").await.see("Nothing found").see("Browse by what people need");
    }
}

on_both! {
    async fn where_no_single_choice_is_in_the_way_all_go_at_once(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        // A part of the map where nothing is, and a day on which they do not sing: without either alone there is nothing still.
        let (words, part) = ("%22carpenters+road+singers%22", "part=0.3000,51.6000,0.3100,51.6100");
        anybody.visit(&format!("/find?words={words}&day=mon&{part}")).await.see("Nothing found").not_see("Look on any day");
        anybody.follow("The same without the other filters (1)").await.see("Carpenters Road Singers");
        let url = &anybody.page().url;
        assert!(url.contains("carpenters") && !url.contains("day=") && !url.contains("part="), "{url}");
    }
}

on_both! {
    async fn a_place_that_is_not_known_is_said_and_the_search_goes_on(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?words=choir&near=LS1+4AP").await.see("We do not know that place").see("Carpenters Road Singers");
        anybody.visit("/find?words=choir&near=Hackney").await.see("Near Hackney");
    }
}

on_both! {
    async fn an_empty_directory_and_a_wrong_address(app) {
        let mut anybody = app.browser();
        anybody.visit("/find").await.see("Nothing found");
        anybody.visit("/find/needs").await.see("nothing in our list yet");
        assert_eq!(anybody.visit("/services/nothing-here").await.status, 404);
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        // What was written is found on the next page.
        anybody.visit("/find").await.see("300 services");
        let id = app::directory::demo_id("carpenters-road-singers");
        app::directory::close(&app.system(), id, "they stopped").await.expect("closed");
        anybody.visit("/find?words=carpenters+road+singers").await.not_see("Carpenters Road Singers");
        anybody.visit("/services/carpenters-road-singers").await.see("This service has closed.");
    }
}
