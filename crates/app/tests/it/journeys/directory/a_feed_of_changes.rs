//! A feed of changes says of each session that it is there, or that it is gone. What was last said holds; what is said to be gone is gone at once, be it a third
//! of the feed; what cannot be read is set aside and stays.

use super::feeds::{self, Answers};
use serde_json::{Value, json};
use testkit::on_both;

fn item(n: usize, modified: usize, state: &str) -> Value {
    json!({
        "state": state, "kind": "SessionSeries", "id": n, "modified": modified,
        "data": { "@type": "SessionSeries", "name": format!("Tea {n}"), "description": format!("The {modified}th."), "organizer": { "@type": "Organization", "id": "o", "name": "Tea Trust" } },
    })
}

/// Two pages of items, and the empty one at which a reader waits for more.
fn put(answers: &Answers, items: &[Value]) {
    let (first, second) = items.split_at(items.len() / 2);
    let next = |n: usize| format!("{}/rpde?after={n}", answers.url);
    answers.put("/rpde", json!({ "next": next(1), "items": first }));
    answers.put("/rpde?after=1", json!({ "next": next(2), "items": second }));
    answers.put("/rpde?after=2", json!({ "next": next(2), "items": [] }));
}

on_both! {
    async fn what_was_last_said_of_each_thing_holds(app) {
        let ctx = app.system();
        let answers = Answers::serve().await;
        let url = format!("{}/rpde", answers.url);
        let deep = |n: usize| {
            let mut deep = Value::Null;
            for _ in 0..200 {
                deep = json!([deep]);
            }
            let mut item = item(n, 1, "updated");
            item["data"]["x:deep"] = deep;
            item
        };
        let mut items: Vec<Value> = (0..30).map(|n| item(n, 1, "updated")).collect();
        items[5] = deep(5);
        // One changed while it was read, one was there only shortly, two are no items.
        items.extend([item(3, 2, "updated"), item(40, 1, "updated"), item(40, 2, "deleted"), json!({ "state": "updated" })]);
        put(&answers, &items);
        let summary = feeds::walked(&ctx, &url, "active").await.expect("a reading");
        assert_eq!((summary.added, summary.quarantined), (30, 1), "{:?}", summary.rows);
        let all = feeds::ids(&app, "/oruk/v3/services").await;
        assert_eq!(all.len(), 30);
        let (_, body) = feeds::asked(&app, "/oruk/v3/services?full=true&per_page=100").await;
        let text = body.to_string();
        assert!(text.contains("The 2th.") && text.contains("\"Tea 5\""), "{text}");

        // A third of them is said to be gone: that is its feed's word, and no breakdown.
        let items: Vec<Value> = (0..30).map(|n| if n < 10 { item(n, 9, "deleted") } else { item(n, 1, "updated") }).collect();
        put(&answers, &items);
        let summary = feeds::walked(&ctx, &url, "active").await.expect("a reading");
        assert_eq!((summary.unchanged, summary.gone), (20, 10), "{}", summary.counts());
        let summary = feeds::walked(&ctx, &url, "active").await.expect("a reading");
        assert_eq!((summary.unchanged, summary.gone), (20, 0), "{}", summary.counts());

        // What is too large is known by its beginning.
        let large = format!(r#"{{"state":"updated","kind":"SessionSeries","id":10,"data":{{"name":"{}"}}}}"#, "y".repeat(9 << 20));
        answers.put("/rpde", format!(r#"{{"next":"{}/rpde?after=1","items":[{large}]}}"#, answers.url));
        answers.put("/rpde?after=1", json!({ "next": format!("{}/rpde?after=2", answers.url), "items": items[11..] }));
        for _ in 0..2 {
            let summary = feeds::walked(&ctx, &url, "active").await.expect("a reading");
            assert_eq!((summary.quarantined, summary.gone), (1, 0), "{:?}", summary.rows);
        }
    }
}
