//! Lists of services say in several words how many there are, some of them wrong, or say nothing. All of them are read to their end; and where less came than
//! the feed says it has, nobody takes what did not come for closed.

use super::feeds::{self, Answers};
use serde_json::{Value, json};
use testkit::on_both;

fn id(n: usize) -> String {
    format!("0199c0de-0000-7000-8000-{n:012}")
}

/// What a list says of services.
fn rows(n: usize) -> Vec<Value> {
    (0..n).map(|n| json!({ "id": id(n), "name": format!("Tea {n}"), "status": "active", "schedules": [] })).collect()
}

on_both! {
    async fn a_list_that_says_little_is_read_to_its_end(app) {
        let ctx = app.system();
        for (feed, around) in [
            ("no-pages", json!({ "total_items": 25, "page_number": 1, "size": 10 })),
            ("numbers", json!({ "page_number": 1, "size": 10 })),
            ("wrong-pages", json!({ "total_items": 25, "total_pages": 1, "last_page": false })),
        ] {
            let answers = Answers::serve().await;
            answers.put_pages(&rows(25), 10, |_| around.clone());
            let summary = feeds::walked(&ctx, &answers.url, feed).await.expect(feed);
            assert_eq!((summary.read, summary.added), (25, 25), "{feed}: {:?}", summary.rows);
            assert!(!summary.notices.iter().any(|n| n.contains("It says that it has")), "{feed}: {:?}", summary.notices);
        }
        // A file that looks like a page, and is there whatever page is asked for.
        let answers = Answers::serve().await;
        answers.put("/here", json!({ "size": 10, "contents": rows(10) }));
        let summary = feeds::walked(&ctx, &format!("{}/here", answers.url), "file").await.expect("a reading");
        assert_eq!(summary.added, 10);
    }
}

on_both! {
    async fn what_did_not_come_is_not_missing(app) {
        let ctx = app.system();
        let answers = Answers::serve().await;
        let around = |total: usize| move |_: usize| json!({ "total_items": total, "total_pages": 3 });
        answers.put_pages(&rows(25), 10, around(25));
        feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");

        // A page in the middle is empty, three times.
        answers.put("/services?page=2&per_page=100", json!({ "total_items": 25, "total_pages": 3, "contents": [] }));
        for _ in 0..3 {
            let summary = feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
            assert_eq!((summary.unchanged, summary.gone), (10, 0), "{}", summary.counts());
            assert!(summary.notices.iter().any(|n| n.contains("It says that it has 25 services, and 10 came")), "{:?}", summary.notices);
        }
        // It is compared with the last reading in which all came: what is missing now is missing for the first time.
        answers.put_pages(&rows(24), 10, around(24));
        let summary = feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
        assert_eq!((summary.read, summary.unchanged, summary.gone), (24, 24, 0), "{}", summary.counts());
        let summary = feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
        assert_eq!((summary.unchanged, summary.gone), (24, 1), "{}", summary.counts());
        let (_, body) = feeds::asked(&app, &format!("/oruk/v3/services/{}", id(24))).await;
        assert_eq!(body["status"], "defunct");
    }
}

on_both! {
    async fn what_changes_while_less_comes_is_not_forgotten(app) {
        let ctx = app.system();
        let answers = Answers::serve().await;
        let around = |_: usize| json!({ "total_items": 12, "total_pages": 2 });
        let first = rows(12);
        answers.put_pages(&first, 10, around);
        feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
        // What changes in a reading that is not whole, and back in the next, is as it was.
        let mut second = first[..10].to_vec();
        second[0]["name"] = json!("Cake");
        answers.put_pages(&second, 10, around);
        assert_eq!(feeds::walked(&ctx, &answers.url, "council").await.expect("a reading").changed, 1);
        answers.put_pages(&first, 10, around);
        assert_eq!(feeds::walked(&ctx, &answers.url, "council").await.expect("a reading").changed, 1);
        let (_, body) = feeds::asked(&app, &format!("/oruk/v3/services/{}", id(0))).await;
        assert_eq!(body["name"], "Tea 0");
    }
}

on_both! {
    async fn one_sparse_record_does_not_speak_for_all(app) {
        let ctx = app.system();
        let answers = Answers::serve().await;
        answers.put_pages(&rows(30), 30, |_| json!({ "total_items": 30, "total_pages": 1 }));
        for mut row in rows(30) {
            if row["name"] != "Tea 0" {
                row["schedules"] = json!([{ "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00" }]);
            }
            answers.put(&format!("/services/{}", row["id"].as_str().expect("an id")), row);
        }
        let summary = feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
        assert_eq!(summary.added, 30);
        let (_, body) = feeds::asked(&app, &format!("/oruk/v3/services/{}", id(7))).await;
        assert_eq!(body["schedules"][0]["byday"], "TU", "{body}");
    }
}
