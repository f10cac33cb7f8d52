//! A feed says in words whether there is an interpreter: a yes is found, a no is shown, what is neither is asked about. What went in comes out again, and what
//! somebody here knows better is said instead.

use super::feeds;
use app::{directory, policy::SERVICE_EDIT};
use base::{Ctx, House};
use serde_json::{Value, json};
use testkit::{App, on_both};

fn id(n: u8) -> String {
    format!("0199c0de-0000-7000-8000-0000000001{n:02}")
}

fn said(n: u8, name: &str, words: Option<&str>) -> Value {
    let mut d = json!({
        "id": id(n), "name": name, "status": "active", "description": "Come in.",
        "organization": { "id": id(50 + n), "name": "The Kettle", "description": "Neighbours." },
    });
    if let Some(words) = words {
        d["interpretation_services"] = words.into();
    }
    d
}

async fn published(app: &App, n: u8) -> Value {
    feeds::asked(app, &format!("/hsds/v3/services/{}", id(n))).await.1
}

on_both! {
    async fn yes_no_and_neither(app) {
        let words = [
            (1, "Tea with words", Some("Interpreters can be booked, two days before")),
            (2, "Tea without", Some("Not available")),
            (3, "Tea, ask", Some("Ask us")),
            (4, "Tea", None),
            // What programs write where nobody wrote anything.
            (5, "Tea, nil", Some("None")),
        ];
        let documents: Vec<Value> = words.iter().map(|(n, name, words)| said(*n, name, *words)).collect();
        feeds::lines(&app, &documents, "council").await.expect("a reading");
        directory::refresh(&app.machine).await.expect("an index");

        // Who needs one sees who has said so first, those of whom it is not known after them, and nobody who has said no.
        let mut anybody = app.browser();
        anybody.visit("/find?access=interpreter").await.see("4 services").see("For 3 of them").not_see("Tea without");
        assert!(anybody.page().text().find("Tea with words") < anybody.page().text().find("Tea, ask"));
        anybody.follow("Tea with words").await;
        assert!(has(&anybody.page().text(), "An interpreter"), "{}", anybody.page().text());

        // The words of the feed go out as they came.
        for (n, _, words) in &words[..4] {
            let out = published(&app, *n).await;
            assert_eq!(out["interpretation_services"].as_str(), *words, "{out}");
        }
        let found = feeds::asked(&app, "/hsds/v3/services?access=interpreter").await.1;
        assert_eq!(found["total_items"], 1, "{found}");
    }
}

/// Whatever its first letter.
fn has(text: &str, what: &str) -> bool {
    text.to_lowercase().contains(&what.to_lowercase())
}

on_both! {
    async fn what_is_known_better_is_said_instead(app) {
        feeds::lines(&app, &[said(1, "Tea", Some("No interpreters"))], "council").await.expect("a reading");
        let ctx: Ctx = app.system();
        let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await.expect("a door");
        let mut s = directory::find_source(&mut tx, "council", &id(1)).await.expect("a query").expect("a service");
        assert_eq!((s.has.len(), s.has_not.as_slice()), (0, &["interpreter".to_owned()][..]));
        (s.has, s.has_not) = (vec!["interpreter".to_owned()], vec![]);
        directory::put(&mut tx, &ctx, &s).await.expect("a service");
        tx.commit().await.expect("a commit");
        let out = published(&app, 1).await;
        assert_eq!(out["interpretation_services"], "An interpreter can be arranged.", "{out}");

        // Somewhere else it is read as it was meant.
        let elsewhere = App::empty(testkit::Engine::Sqlite).await;
        feeds::lines(&elsewhere, &[out], "round").await.expect("a reading");
        let found = feeds::asked(&elsewhere, "/hsds/v3/services?access=interpreter").await.1;
        assert_eq!(found["total_items"], 1, "{found}");
    }
}
