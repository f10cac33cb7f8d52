//! A search engine reads the pages that everybody may read: what they say to it in schema.org's words parses, says what the page says, and leads somewhere.

use serde_json::Value;
use testkit::{Browser, on_both};

const BEGINS: &str = "<script type=\"application/ld+json\" nonce=\"";

/// What the page says, by its type.
fn said(browser: &Browser, kind: &str) -> Option<Value> {
    let page = browser.page();
    let all = page.html.split(BEGINS).skip(1).map(|rest| {
        let (_, rest) = rest.split_once('>').expect("an element");
        let json = rest.split("</script>").next().unwrap_or_default();
        serde_json::from_str::<Value>(json).unwrap_or_else(|e| panic!("{}: {e}: {json}", page.url))
    });
    all.into_iter().find(|v| v["@type"] == kind)
}

/// The paths that it names.
fn paths(said: &Value, name: &str) -> Vec<String> {
    let items = said["itemListElement"].as_array().expect("items");
    for (n, item) in items.iter().enumerate().skip(1) {
        assert_eq!(item["position"].as_u64(), items[n - 1]["position"].as_u64().map(|p| p + 1), "{said}");
    }
    let path =
        |i: &Value| format!("/{}", i[name].as_str().expect("an address").splitn(4, '/').nth(3).unwrap_or_default());
    items.iter().map(path).collect()
}

on_both! {
    async fn lists_ways_and_the_site(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();

        anybody.visit("/").await;
        let site = said(&anybody, "WebSite").expect("the site");
        assert_eq!(site["publisher"]["@type"], "Organization");
        // An engine that knew our search would send what somebody typed in an address.
        assert!(site.get("potentialAction").is_none());

        // The second page of results goes on counting where the first ended.
        for (address, first) in [("/find?need=soc-lonely", 1), ("/find?need=soc-lonely&page=2", 21), ("/find/places/newham", 1)] {
            anybody.visit(address).await;
            let list = said(&anybody, "ItemList").unwrap_or_else(|| panic!("{address} has no list"));
            assert_eq!(list["itemListElement"][0]["position"], first, "{address}");
            for path in paths(&list, "url") {
                assert!(anybody.page().html.contains(&format!("href=\"{path}\"")), "{path} is not on {address}");
            }
            let some = paths(&list, "url");
            for path in some.iter().step_by(7) {
                assert_eq!(app.browser().visit(path).await.status, 200, "{path}");
            }
        }
        for address in ["/find/needs", "/find/places/newham", "/services/carpenters-road-singers", "/ar/services/carpenters-road-singers"] {
            anybody.visit(address).await;
            let way = paths(&said(&anybody, "BreadcrumbList").unwrap_or_else(|| panic!("{address} has no way")), "item");
            assert_eq!(way.last().map(String::as_str), Some(address));
            for path in way {
                assert_eq!(app.browser().visit(&path).await.status, 200, "{path}");
            }
        }
    }
}

on_both! {
    async fn what_is_private_says_nothing(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        let story = "I would like something to do with other people in the week";
        anybody.post("/find", &[("words", story)]).await.see("1 to 20");
        assert!(!anybody.page().html.contains(BEGINS));
        // Somebody else's address with a whole postcode in it.
        anybody.visit("/find?near=E15+4ES").await;
        assert!(!anybody.page().html.contains(BEGINS));
        anybody.visit("/find?words=zzzz").await;
        assert!(said(&anybody, "ItemList").is_none(), "of nothing there is no list");
        // A place that must not be public is in the list by its name alone.
        anybody.visit("/find?words=rowan+door").await;
        let list = said(&anybody, "ItemList").expect("a list").to_string();
        assert!(list.contains("rowan-door-refuge") && !list.contains("geo") && !list.contains("address"), "{list}");
    }
}
