//! A feed that breaks off, goes in circles, answers 500, sends without end or comes back empty takes nothing away: nobody is told that a service has gone because
//! somebody's server was ill. The reading ends, and says what happened.

use super::feeds;
use serde_json::Value;
use std::time::{Duration, Instant};
use testkit::{
    feed::{
        messy,
        served::{Feed, Shape, Trick, serve},
    },
    on_both,
};

fn clean(n: usize) -> Vec<Value> {
    messy::clean(n, 5).collect()
}

on_both! {
    async fn nothing_is_taken_away_and_nothing_hangs(app) {
        let ctx = app.system();
        let served = serve(Feed::new(Shape::Oruk3, clean(45)).per_page(10)).await;
        feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
        let before = feeds::ids(&app, "/oruk/v3/services").await;
        assert_eq!(before.len(), 45);

        for (trick, says) in [
            (Trick::BreaksOffAfterPage(2), Some("page=3")),
            (Trick::LoopsPages, Some("the same page again")),
            (Trick::NextLoops, Some("circle")),
            (Trick::Answers500From(2), Some("500")),
            (Trick::Answers500Times(2), None),
            (Trick::Answers429 { times: 1, retry_after: 0 }, None),
            (Trick::TwoGigabytesInOneString, Some("more than 16 MB")),
            (Trick::NeverEnds, Some("more than 16 MB")),
            (Trick::GzipBomb, Some("MB")),
            (Trick::Empty, Some("has no service in it")),
            (Trick::EmptyObject, Some("has no service in it")),
            (Trick::Html, Some("no JSON")),
            (Trick::RedirectLoop, Some("too often")),
            (Trick::WrongContentType, None),
            (Trick::IgnoresPage, Some("the same page again")),
            (Trick::HugeTotal, None),
            (Trick::NegativeTotal, None),
            (Trick::Truncated, Some("ends in the middle")),
            (Trick::TotalsDrift, None),
            (Trick::IgnoresFilters, None),
        ] {
            let name = format!("{trick:?}");
            served.change(|feed| feed.tricks = vec![trick.clone()]);
            let began = Instant::now();
            let outcome = tokio::time::timeout(Duration::from_secs(60), feeds::walked(&ctx, &served.url(), "council")).await;
            let outcome = outcome.unwrap_or_else(|_| panic!("{name} hangs"));
            assert!(began.elapsed() < Duration::from_secs(40), "{name}");
            match (outcome, says) {
                (Ok(summary), None) => assert_eq!((summary.gone, summary.quarantined), (0, 0), "{name}: {:?}", summary.rows),
                (Err(error), Some(says)) => assert!(error.to_string().contains(says), "{name}: {error}"),
                (Ok(summary), Some(says)) => panic!("{name} should have said “{says}”: {}", summary.counts()),
                (Err(error), None) => panic!("{name}: {error}"),
            }
            let after = feeds::ids(&app, "/oruk/v3/services").await;
            assert!(before.iter().all(|id| after.contains(id)), "{name} took something away");
            let closed = feeds::asked(&app, &format!("/oruk/v3/services/{}", before[0])).await.1;
            assert_eq!(closed["status"], "active", "{name}");
        }
    }
}

on_both! {
    async fn ids_that_all_change_close_nothing_by_themselves(app) {
        let ctx = app.system();
        let served = serve(Feed::new(Shape::Oruk3, clean(45)).per_page(10).with(Trick::ChangesIds)).await;
        feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
        let refused = feeds::walked(&ctx, &served.url(), "council").await.expect_err("none of those that were there");
        assert!(refused.to_string().contains("services that were there before"), "{refused}");
        assert_eq!(feeds::ids(&app, "/oruk/v3/services").await.len(), 45);
    }
}

on_both! {
    async fn what_cannot_be_had_is_set_aside_and_stays_as_it_was(app) {
        let ctx = app.system();
        let served = serve(Feed::new(Shape::Oruk3, clean(45)).per_page(10)).await;
        feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
        served.change(|feed| feed.tricks = vec![Trick::NotFoundDetails]);
        for _ in 0..2 {
            let summary = feeds::walked(&ctx, &served.url(), "council").await.expect("a reading");
            assert_eq!((summary.quarantined, summary.unchanged, summary.gone), (15, 30, 0), "{:?}", summary.rows);
            assert!(summary.rows[0].reason.contains("could not be read"), "{}", summary.rows[0].reason);
        }
        assert_eq!(feeds::ids(&app, "/oruk/v3/services").await.len(), 45);
    }
}

on_both! {
    async fn a_feed_that_is_slow_is_given_up(app) {
        let served = serve(Feed::new(Shape::Oruk3, clean(5)).with(Trick::Slow(Duration::from_secs(30)))).await;
        let manners = app::directory::import::Manners { longest: Duration::from_millis(300), tries: 2, ..feeds::manners() };
        let error = feeds::walked_by(&app.system(), &served.url(), "council", manners).await.expect_err("too slow");
        assert!(error.to_string().contains("longer than"), "{error}");
    }
}

on_both! {
    async fn nobody_is_sent_into_the_operators_network(app) {
        let ctx = app.system();
        let inside = serve(Feed::new(Shape::Oruk3, clean(5))).await;
        let outside = app::directory::import::Manners { reach: vec![], ..feeds::manners() };
        let error = feeds::walked_by(&ctx, &inside.url(), "council", outside).await.expect_err("inside");
        assert!(error.to_string().contains("may not reach"), "{error}");
        assert!(inside.requests().is_empty(), "nobody knocked");

        // Where a feed may be read, it may not send us on to a place that may not.
        for to in ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[::1]:9/", "http://localhost.localdomain:9/", "file:///etc/passwd"] {
            let served = serve(Feed::new(Shape::Oruk3, clean(5)).with(Trick::RedirectsTo(to.to_owned()))).await;
            let error = feeds::walked(&ctx, &served.url(), "council").await.expect_err("sent on");
            let said = error.to_string();
            assert!(said.contains("may not reach") || said.contains("no address") || said.contains("could not be read"), "{to}: {said}");
        }
    }
}
