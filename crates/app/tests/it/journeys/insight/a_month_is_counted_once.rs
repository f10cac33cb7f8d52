//! A month is counted once. What becomes known later, and a new edition of the index of deprivation, change nothing of it: whoever laid the report of one month
//! beside that of the next would see one person move.

use crate::journeys::{
    case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload,
    thread::from_a_surgery_to_a_choir::when_sam_speaks_with_him,
};
use base::db::testing;
use jiff::SignedDuration;
use serde_json::Value;
use testkit::{App, on_both};

/// The true counts, past the doors.
pub async fn gathered(app: &App) -> Value {
    #[derive(sqlx_macros::FromRow)]
    struct Made {
        body: sqlx::types::Json<Value>,
    }
    app::insight::gather(&app.system()).await.expect("numbers");
    let mut rx = testing::look(&app.machine.db).await;
    let made: Made = rx.one("SELECT body FROM insight_report WHERE kind = 'months'", ()).await.expect("a report");
    made.body.0
}

/// The one group of a month in which somebody is counted: its code, and how far they got.
pub fn counted<'a>(report: &'a Value, month: &str, cut: &str) -> Option<(&'a str, Vec<u64>)> {
    let all = report["months"].as_array().expect("months");
    let month = all.iter().find(|m| m["code"] == month)?;
    let group = month[cut].as_array().expect("groups").iter().find(|g| g["counts"][0] == 1)?;
    let counts = group["counts"].as_array().expect("counts").iter().filter_map(Value::as_u64).collect();
    Some((group["code"].as_str().expect("a code"), counts))
}

/// A small area for each of some postcodes, with its tenth by an edition.
pub async fn given_deprivation(app: &App, edition: i64, places: &[(&str, &str, i64)]) {
    let mut tx = testing::tamper(&app.machine.db).await;
    tx.run("INSERT INTO postcode_shown (feed, run) VALUES ('places', 900) ON CONFLICT DO NOTHING", ())
        .await
        .expect("a run");
    for (postcode, area, decile) in places {
        let add = "
            INSERT INTO postcode (run, code, lat, lon, missing, lsoa11, lsoa21) VALUES (900, $1, 51.5, 0.0, 0, $2, $3)
            ON CONFLICT DO NOTHING";
        tx.run(add, (*postcode, *area, *area)).await.expect("a postcode");
        let add = "INSERT INTO deprivation (edition, lsoa, rank, decile) VALUES ($1, $2, $3, $4)";
        tx.run(add, (edition, *area, decile * 3_000, *decile)).await.expect("a tenth");
    }
    tx.commit().await.expect("a commit");
}

on_both! {
    async fn whatever_is_known_later(app) {
        let (_, record) = given_mr_ellis_on_sams_caseload(&app).await;
        app.later(SignedDuration::from_hours(24 * 110)).await;
        let first = gathered(&app).await;
        assert_eq!(counted(&first, "2026-11", "settings"), Some(("gp-practice", vec![1, 0, 0, 0, 0, 0, 0])));
        assert_eq!(counted(&first, "2026-11", "deciles").map(|(tenth, _)| tenth), Some(""));

        // An index of deprivation comes: he has a tenth now, and nothing else is different.
        given_deprivation(&app, 2019, &[("E15 4ES", "E01003559", 2)]).await;
        let placed = gathered(&app).await;
        assert_eq!(counted(&placed, "2026-11", "deciles").map(|(tenth, _)| tenth), Some("02"));
        assert_eq!(counted(&placed, "2026-11", "settings"), counted(&first, "2026-11", "settings"));
        // The next edition makes no second table of the same months.
        given_deprivation(&app, 2025, &[("E15 4ES", "E01003559", 3)]).await;
        assert_eq!(gathered(&app).await, placed);

        // He is spoken with at last. A month later a further month is counted, and his is as it was.
        let mut sam = app.signed_in("sam").await;
        when_sam_speaks_with_him(&mut sam, &record).await;
        app.later(SignedDuration::from_hours(24 * 31)).await;
        let next = gathered(&app).await;
        assert_ne!(next["last"], placed["last"]);
        for cut in ["settings", "deciles"] {
            assert_eq!(counted(&next, "2026-11", cut), counted(&placed, "2026-11", cut), "{cut}");
        }
    }
}
