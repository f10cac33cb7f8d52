//! Which boroughs have link workers is seen on the map as in the table: what is there, what is planned, what nobody has said, for what was chosen.

use super::a_lead_writes_where_they_are::{given_boroughs, when_the_lead_writes_of_her_team};
use testkit::{Browser, on_both};

/// What the map has of a borough.
async fn on_the_map(anybody: &mut Browser, address: &str, borough: &str) -> String {
    let page = anybody.visit(address).await;
    let all: serde_json::Value = serde_json::from_str(&page.html).expect("JSON");
    let all = all["boroughs"].as_array().expect("boroughs");
    assert_eq!(all.len(), 7, "every borough that has a page");
    let one = all.iter().find(|b| b["name"] == borough).unwrap_or_else(|| panic!("no {borough}"));
    assert_eq!(one["slug"], borough.to_lowercase());
    one["known"].as_str().expect("what is known").to_owned()
}

on_both! {
    async fn as_the_table(app) {
        given_boroughs(&app).await;
        let mut anybody = app.browser();
        assert_eq!(on_the_map(&mut anybody, "/tiles/link-workers", "Newham").await, "nothing");
        let mut femi = app.signed_in("femi").await;
        when_the_lead_writes_of_her_team(&mut femi).await;
        let mut ada = app.signed_in("ada").await;
        ada.visit("/provision/new").await;
        let form = ada.form("Add").set("borough", "Hackney").fill("Who runs it?", "Well Street PCN").set("self", "unknown");
        form.set("gp", "unknown").set("state", "planned").set("month", "2027-03").press(&mut ada).await;

        for (address, newham, hackney) in [
            ("/tiles/link-workers", "live", "planned"),
            ("/tiles/link-workers?pathway=general", "live", "nothing"),
            ("/tiles/link-workers?language=en", "live", "nothing"),
            ("/tiles/link-workers?setting=gp-practice", "live", "nothing"),
            ("/tiles/link-workers?language=en&pathway=general", "live", "nothing"),
            // What is no choice of the page is not asked.
            ("/tiles/link-workers?language=zz&pathway=nothing", "live", "planned"),
        ] {
            assert_eq!(on_the_map(&mut anybody, address, "Newham").await, newham, "{address}");
            assert_eq!(on_the_map(&mut anybody, address, "Hackney").await, hackney, "{address}");
            assert_eq!(on_the_map(&mut anybody, address, "Redbridge").await, "nothing", "{address}");
        }
        // The page asks for the same as its table shows.
        for (query, asks) in [("", ""), ("?pathway=general&language=", "?pathway=general"), ("?language=en&pathway=general", "?pathway=general&language=en"), ("?language=zz", ""), ("?setting=gp-practice&language=", "?setting=gp-practice")] {
            let page = anybody.visit(&format!("/link-workers{query}")).await;
            assert_eq!(page.attribute(".kith-map", "data-workers"), Some(format!("/tiles/link-workers{asks}")), "{query}");
            assert!(page.attribute(".kith-map", "data-bounds").is_some_and(|b| b.split(',').count() == 4));
        }
    }
}

on_both! {
    async fn and_comes_again_only_when_it_is_another(app) {
        given_boroughs(&app).await;
        let mut anybody = app.browser();
        let tag = anybody.visit("/tiles/link-workers").await.headers["etag"].clone();
        anybody.headers.push(("if-none-match", tag.clone()));
        let page = anybody.request("GET", "/tiles/link-workers", None, true).await;
        assert_eq!((page.status, page.html.as_str(), page.headers["cache-control"].as_str()), (304, "", "no-cache"));
        let mut femi = app.signed_in("femi").await;
        when_the_lead_writes_of_her_team(&mut femi).await;
        let page = anybody.visit("/tiles/link-workers").await;
        assert!(page.status == 200 && page.headers["etag"] != tag);
        // For whom somebody looks stays in no cache.
        let page = anybody.visit("/tiles/link-workers?language=en").await;
        assert!(page.headers["cache-control"] == "no-store" && !page.headers.contains_key("etag"));
    }
}
