//! Somebody who is going to a choir reads where it is and may look at a map; of a refuge, and of what comes to people, there is none, and no number says where.

use testkit::{Browser, on_both};

/// Whether anything on the page could be a latitude or a longitude of London: degrees with decimals.
fn has_a_coordinate(html: &str) -> bool {
    html.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).filter_map(|n| n.split_once('.')).any(
        |(whole, part)| {
            let degrees = whole.trim_start_matches('-');
            matches!(degrees, "0" | "51" | "52") && part.len() >= 3 && part.bytes().all(|b| b.is_ascii_digit())
        },
    )
}

async fn has_no_map(anybody: &mut Browser, slug: &str) {
    anybody.visit(&format!("/services/{slug}")).await;
    let page = anybody.page();
    assert_eq!(page.status, 200, "{slug}");
    assert!(!page.html.contains("kith-map") && !page.html.contains("data-near"), "{slug} has a map");
    assert!(!has_a_coordinate(&page.html), "{slug} has a number that says where");
}

on_both! {
    async fn a_choir_has_a_map_and_a_refuge_has_none(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/services/carpenters-road-singers").await.see("31 Adzemaker Row").see("If you need the way, ask them");
        let page = anybody.page();
        assert!(page.attribute(".kith-map", "data-near").is_some_and(|near| has_a_coordinate(&near)));
        // One place to show, and nothing looked for.
        assert_eq!(page.attribute(".kith-map", "data-asked"), None);
        assert!(page.html.find("31 Adzemaker Row") < page.html.find("data-module=\"kith-map\""), "the words come first");

        let all = app::directory::demo_services(app.system().now()).unwrap();
        let masked: Vec<_> = all.iter().filter(|s| s.masked).collect();
        assert!(masked.len() > 1);
        for service in masked {
            has_no_map(&mut anybody, &service.slug).await;
        }
        let comes = all.iter().find(|s| s.comes_to_you()).expect("one that comes");
        has_no_map(&mut anybody, &comes.slug).await;
    }
}
