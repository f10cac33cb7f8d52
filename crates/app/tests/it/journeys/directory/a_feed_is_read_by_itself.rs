//! A feed is read by itself when its turn has come; one that breaks off is tried again soon, and nothing is taken away meanwhile.

use super::feeds::{asked, manners, walked};
use app::directory::feeds::{Terms, read_due, set};
use jiff::SignedDuration;
use serde_json::json;
use testkit::{
    feed::served::{Feed, Shape, Trick, serve},
    on_both,
};

on_both! {
    async fn when_its_turn_has_come(app) {
        let record = |name: &str| json!({ "id": "0199c0de-0000-7000-8000-0000000000f1", "name": name, "status": "active", "description": "Tea." });
        let served = serve(Feed::new(Shape::Oruk3, vec![record("Tea")])).await;
        walked(&app.system(), &served.url(), "council").await.expect("a reading");
        let terms = |minutes| Terms { every_minutes: Some(minutes), ..Terms::default() };
        assert!(set(&app.system(), "council", &terms(5)).await.is_err(), "that often nobody is asked");
        set(&app.system(), "council", &terms(60)).await.expect("terms");
        assert_eq!(read_due(&app.system(), &manners()).await.expect("a look"), 1);
        assert_eq!(read_due(&app.system(), &manners()).await.expect("a look"), 0, "its turn is over");

        served.change(|feed| *feed = Feed::new(Shape::Oruk3, vec![record("Tea and cake")]));
        app.clock.advance(SignedDuration::from_mins(61));
        assert_eq!(read_due(&app.system(), &manners()).await.expect("a look"), 1);
        app::directory::refresh(&app.machine).await.expect("an index");
        assert_eq!(asked(&app, "/oruk/v3/services").await.1["contents"][0]["name"], "Tea and cake");

        // It is down: nothing is taken away, and it is tried again within the hour.
        served.change(|feed| feed.tricks = vec![Trick::Answers500From(1)]);
        app.clock.advance(SignedDuration::from_mins(61));
        assert_eq!(read_due(&app.system(), &manners()).await.expect("a look"), 1);
        app::directory::refresh(&app.machine).await.expect("an index");
        assert_eq!(asked(&app, "/oruk/v3/services").await.1["total_items"], 1);
        // No longer by itself.
        set(&app.system(), "council", &terms(0)).await.expect("terms");
        app.clock.advance(SignedDuration::from_hours(48));
        assert_eq!(read_due(&app.system(), &manners()).await.expect("a look"), 0);
    }
}
