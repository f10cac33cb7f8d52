//! A council's feed is as feeds are: dates in three spellings, people's names, places in the sea. What can be understood is let in, what cannot is set aside with
//! a reason, and the second reading of the same changes nothing.

use super::feeds;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use testkit::{feed::messy, on_both};

on_both! {
    async fn every_record_is_let_in_or_set_aside_with_a_reason(app) {
        let (records, expected): (Vec<Value>, Vec<_>) = messy::services(300, 7).unzip();
        let summary = feeds::lines(&app, &records, "council").await.expect("a reading");
        assert_eq!(summary.read, 300, "{}", summary.counts());
        let refused = expected.iter().filter(|e| e.refused).count() as u64;
        let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &summary.rows {
            *by_reason.entry(row.code).or_default() += 1;
        }
        let told: usize = ["no-name", "no-id", "not-an-object"].iter().map(|c| by_reason.get(c).copied().unwrap_or_default()).sum();
        assert!(told as u64 <= refused && refused <= summary.quarantined, "{by_reason:?}");
        let others = ["no-name", "no-id", "not-an-object", "dangling", "duplicate", "long-name", "private"];
        assert!(by_reason.keys().all(|code| others.contains(code)), "{by_reason:?}");
        assert!(summary.quarantined < refused + 30, "{by_reason:?}");
        assert!(summary.rows.iter().all(|r| r.reason.len() > 10), "each with a reason");
        assert!(summary.notices.iter().any(|n| n.contains("no standard has") && n.contains("pc_")), "{:?}", summary.notices);

        let again = feeds::lines(&app, &records, "council").await.expect("a reading");
        assert_eq!((again.added, again.changed, again.gone), (0, 0, 0), "{}", again.counts());
        assert_eq!(again.unchanged, summary.added);
    }
}

on_both! {
    async fn a_record_is_kept_byte_for_byte_as_it_came(app) {
        let raw = r#"{ "id":"0199c0de-0000-7000-8000-000000000001",  "name" : "Tea \u0026 talk", "status":"active", "pc_oddity": [1, 2.50] }"#;
        let path = app.folder().join("one.json");
        std::fs::write(&path, raw).expect("a file");
        feeds::read(&app, &path, "one").await.expect("a reading");
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let kept: Vec<String> = rx.values("SELECT raw AS n FROM record", ()).await.expect("records");
        assert_eq!(kept, [raw]);
    }
}

on_both! {
    async fn nobody_is_named_who_is_no_role(app) {
        let record = json!({
            "id": "0199c0de-0000-7000-8000-000000000001", "name": "Tea", "status": "active", "assurer_email": "zebedee.quill@tea.example",
            "contacts": [
                { "name": "Zebedee Quill", "title": "Manager", "email": "zebedee.quill@tea.example", "phones": [{ "number": "020 7946 0123" }] },
                { "name": "Bookings desk", "email": "bookings@tea.example" },
                { "name": "Zebedee Quill (Club Secretary)", "email": "Zebedee Quill <zebedee@tea.example>" },
                { "name": "Treasurer", "title": "Treasurer", "phones": [{ "number": "Zebedee Quill 07700 900123" }] },
            ],
        });
        let summary = feeds::lines(&app, &[record], "one").await.expect("a reading");
        assert_eq!(summary.added, 1);
        let (_, body) = feeds::asked(&app, "/oruk/v3/services/0199c0de-0000-7000-8000-000000000001").await;
        let text = body.to_string();
        assert!(text.contains("Manager") && text.contains("Bookings desk") && text.contains("bookings@tea.example"), "{text}");
        assert!(text.contains("Club Secretary") && text.contains("07700 900123") && !text.to_lowercase().contains("zebedee"), "{text}");
        assert!(!text.to_lowercase().contains("quill"), "{text}");
        let said = format!("{:?} {:?}", summary.remarks, summary.notices).to_lowercase();
        assert!(!said.contains("quill") && said.contains("personal"), "{said}");
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let issues: Vec<String> = rx.values("SELECT was AS n FROM record_issue", ()).await.expect("issues");
        assert!(issues.iter().all(|w| !w.to_lowercase().contains("quill")), "{issues:?}");
    }
}

on_both! {
    async fn what_one_feed_leaves_out_is_gone_after_two_readings_and_back_when_it_is_back(app) {
        let all: Vec<Value> = messy::clean(60, 3).collect();
        feeds::lines(&app, &all, "council").await.expect("a reading");
        let gone = all[0]["id"].as_str().expect("an id").to_owned();
        let rest = &all[1..];
        let listed = |ids: Vec<String>| ids.into_iter().collect::<HashSet<_>>().contains(&gone);

        let first = feeds::lines(&app, rest, "council").await.expect("a reading");
        assert_eq!(first.gone, 0, "{:?}", first.notices);
        assert!(first.notices.iter().any(|n| n.contains("next whole run")), "{:?}", first.notices);
        let second = feeds::lines(&app, rest, "council").await.expect("a reading");
        assert_eq!(second.gone, 1);
        app::directory::refresh(&app.machine).await.expect("an index");
        // It is still told that it is gone, for whoever copies us; nobody finds it.
        let (status, body) = feeds::asked(&app, &format!("/oruk/v3/services/{gone}")).await;
        assert_eq!((status, body["status"].as_str()), (200, Some("defunct")));
        assert!(listed(feeds::ids(&app, "/oruk/v3/services").await));

        let back = feeds::lines(&app, &all, "council").await.expect("a reading");
        assert_eq!((back.changed, back.gone), (1, 0), "{}", back.counts());
        app::directory::refresh(&app.machine).await.expect("an index");
        let (_, body) = feeds::asked(&app, &format!("/oruk/v3/services/{gone}")).await;
        assert_eq!(body["status"], "active");
    }
}
