//! A feed is read over the web: every page, of each service its detail, in three dialects. The second reading asks whether anything changed.

use super::feeds;
use serde_json::Value;
use std::collections::BTreeSet;
use testkit::{
    feed::{
        messy,
        served::{Feed, Shape, Trick, serve},
    },
    on_both,
};

fn clean(n: usize) -> Vec<Value> {
    messy::clean(n, 11).collect()
}

on_both! {
    async fn every_page_and_every_detail(app) {
        let served = serve(Feed::new(Shape::Oruk3, clean(53)).per_page(10)).await;
        let ctx = app.system();
        let summary = feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
        assert_eq!((summary.read, summary.added, summary.quarantined), (53, 53, 0), "{:?}", summary.rows);
        assert!(served.most_at_once() <= 4, "a few at a time");
        // A detail has what a row has not.
        let (_, body) = feeds::asked(&app, "/oruk/v3/services?full=true&per_page=100").await;
        assert!(body["contents"].as_array().expect("a list").iter().any(|s| s.get("schedules").is_some()));

        let before = served.requests().len();
        let again = feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
        assert_eq!((again.unchanged, again.changed, again.added, again.gone), (53, 0, 0, 0), "{}", again.counts());
        assert!(served.requests().len() - before <= 53 + 6 + 3, "nothing is asked twice");
    }
}

on_both! {
    async fn older_dialects_say_the_same(app) {
        let documents = clean(12);
        let outpost: Vec<Value> = documents.iter().enumerate().map(|(n, d)| messy::as_outpost(d, n)).collect();
        let oruk1: Vec<Value> = documents.iter().map(messy::as_oruk1).collect();
        for (shape, records, feed) in [(Shape::Oruk3, documents.clone(), "three"), (Shape::Outpost, outpost, "outpost"), (Shape::Oruk1, oruk1, "one")] {
            let served = serve(Feed::new(shape, records).per_page(5)).await;
            let summary = feeds::walked(&app.system(), &served.url(), feed).await.expect(feed);
            assert_eq!((summary.added, summary.quarantined), (12, 0), "{feed}: {:?}", summary.rows);
        }
        // Of each service there are three now, told by their feeds; people judge whether they are one.
        let name = documents[0]["name"].as_str().expect("a name");
        let query: String = name.split_whitespace().collect::<Vec<_>>().join("+").replace('&', "%26").replace('’', "%E2%80%99");
        let found = feeds::ids(&app, &format!("/oruk/v3/services?search={query}")).await;
        assert!(found.len() >= 3, "{name}: {found:?}");
    }
}

on_both! {
    async fn a_reading_that_broke_off_goes_on_where_it_was(app) {
        let served = serve(Feed::new(Shape::Oruk3, clean(40)).per_page(10).with(Trick::BreaksOffAfterPage(3))).await;
        let ctx = app.system();
        let broken = feeds::walked(&ctx, &served.url(), "council").await.expect_err("it breaks off");
        assert!(broken.to_string().contains("page=4"), "{broken}");
        assert!(feeds::ids(&app, "/oruk/v3/services").await.is_empty(), "nothing of it is seen");
        let details = |requests: Vec<String>| requests.iter().filter(|r| r.contains("/services/")).count();
        let before = details(served.requests());

        served.change(|feed| feed.tricks.clear());
        let whole = feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
        assert_eq!(whole.added, 40);
        let after = details(served.requests()) - before;
        assert!(after <= 12, "what was fetched is not asked for again: {after}");
    }
}

on_both! {
    async fn what_the_feed_drops_is_gone_after_two_whole_readings(app) {
        let all = clean(40);
        let gone = all[7]["id"].as_str().expect("an id").to_owned();
        let served = serve(Feed::new(Shape::Oruk3, all).per_page(10)).await;
        let ctx = app.system();
        feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
        served.change(|feed| feed.tricks.push(Trick::DropsServices(BTreeSet::from([gone.clone()]))));
        assert_eq!(feeds::walked(&ctx, &served.url(), "council").await.expect("a reading").gone, 0);
        assert_eq!(feeds::walked(&ctx, &served.url(), "council").await.expect("a reading").gone, 1);
    }
}
