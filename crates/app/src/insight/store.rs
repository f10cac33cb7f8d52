//! The SQL of insight: one row for each referral out of what earlier slices wrote, and the report.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   insight_report: kind, made_at, body
// (end of tables)

use super::model::{Fact, Report};
use crate::person::Person;
use base::{Result, Rx, Tx};
use kernel::{Id, Instant, Point};
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

base::sql! {
    /// Of each referral that was sent in a time: whose it is, where from, and what came of it. No name and no word of anybody.
    FACTS = "
        SELECT r.person_id, r.sent_at, r.setting, p.postcode,
          (SELECT MIN(d.decile)
            FROM postcode_shown s
            JOIN postcode x ON x.run = s.run AND x.code = p.postcode
            JOIN deprivation d ON d.edition = $3 AND d.lsoa = CASE WHEN d.edition < 2025 THEN x.lsoa11 ELSE x.lsoa21 END) AS decile,
          (SELECT MIN(x.borough)
            FROM postcode_shown s
            JOIN postcode x ON x.run = s.run AND x.code = p.postcode) AS borough,
          EXISTS (SELECT 1 FROM contact k WHERE k.case_id = c.id AND k.took_place AND k.withdrawn_at IS NULL) AS reached,
          EXISTS (SELECT 1 FROM plan_goal g WHERE g.case_id = c.id) AS plan,
          EXISTS (SELECT 1 FROM onward_referral o WHERE o.case_id = c.id AND o.withdrawn_at IS NULL AND o.declined_at IS NULL) AS connected,
          EXISTS (SELECT 1 FROM onward_referral o WHERE o.case_id = c.id AND o.withdrawn_at IS NULL AND o.came) AS came,
          EXISTS (SELECT 1 FROM onward_referral o WHERE o.case_id = c.id AND o.withdrawn_at IS NULL AND o.came IS NOT NULL) AS answered,
          CAST((SELECT COUNT(*) FROM measure m WHERE m.case_id = c.id AND m.instrument = $4 AND m.withdrawn_at IS NULL) AS BIGINT) AS takings
        FROM referral r
        JOIN person p ON p.id = r.person_id
        LEFT JOIN support_case c ON c.referral_id = r.id
        WHERE r.withdrawn_at IS NULL
          AND r.sent_at >= $1
          AND r.sent_at < $2";
    /// Where a postcode lies that came without its small area.
    UNPLACED = "
        SELECT x.lat, x.lon
        FROM postcode_shown s
        JOIN postcode x ON x.run = s.run
        WHERE x.code = $1
          AND CASE WHEN CAST($2 AS BIGINT) < 2025 THEN x.lsoa11 ELSE x.lsoa21 END IS NULL
        ORDER BY x.run DESC
        LIMIT 1";
    /// Records that were merged, each with the one that it went into and where that one says they live.
    MERGED = "
        SELECT m.id, m.merged_into, p.postcode,
          (SELECT MIN(d.decile)
            FROM postcode_shown s
            JOIN postcode x ON x.run = s.run AND x.code = p.postcode
            JOIN deprivation d ON d.edition = $1 AND d.lsoa = CASE WHEN d.edition < 2025 THEN x.lsoa11 ELSE x.lsoa21 END) AS decile,
          (SELECT MIN(x.borough)
            FROM postcode_shown s
            JOIN postcode x ON x.run = s.run AND x.code = p.postcode) AS borough
        FROM person m
        JOIN person p ON p.id = m.merged_into
        WHERE m.merged_into IS NOT NULL";
    REPORT = "SELECT made_at, body FROM insight_report WHERE kind = $1";
    PUT = "
        INSERT INTO insight_report (kind, made_at, body) VALUES ($1, $2, $3)
        ON CONFLICT (kind) DO UPDATE SET made_at = excluded.made_at, body = excluded.body";
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct Row {
    person_id: Id<Person>,
    sent_at: Instant,
    setting: String,
    pub postcode: Option<String>,
    pub decile: Option<i64>,
    /// As the file of postcodes calls it.
    pub borough: Option<String>,
    reached: bool,
    plan: bool,
    connected: bool,
    came: bool,
    answered: bool,
    takings: i64,
}

/// Where a merged record went, and where that one says they live.
#[derive(sqlx_macros::FromRow)]
pub(super) struct Merged {
    id: Id<Person>,
    merged_into: Id<Person>,
    postcode: Option<String>,
    decile: Option<i64>,
    borough: Option<String>,
}

impl Row {
    /// The same of the record that is kept when this one was merged. Where people live is what that one says; what it does not say stays as it is.
    pub fn under_the_kept_record(mut self, merged: &HashMap<Uuid, Merged>) -> Row {
        // A circle cannot be made through the doors; the count is for a database that was mended by hand.
        for _ in 0..8 {
            let Some(kept) = merged.get(&self.person_id.uuid()) else { break };
            self.person_id = kept.merged_into;
            if kept.postcode.is_some() {
                (self.postcode, self.decile) = (kept.postcode.clone(), kept.decile);
                self.borough = kept.borough.clone();
            }
        }
        self
    }

    /// As it is counted. `decile` is taken where none follows from the postcode; `borough` is the one they live in, as its page calls it.
    pub fn fact(self, decile: Option<i64>, borough: Option<String>) -> Fact {
        Fact {
            person: self.person_id.uuid(),
            sent_on: self.sent_at.date_in(&base::clock::zone()),
            setting: self.setting,
            decile: self.decile.or(decile),
            borough,
            reached: self.reached,
            plan: self.plan,
            connected: self.connected,
            came: self.came,
            answered: self.answered,
            takings: self.takings,
        }
    }
}

/// A row for each referral that was sent from an instant to another. `edition`: of which deciles are looked up; 0 for none.
pub(super) async fn facts(rx: &mut Rx, from: Instant, to: Instant, edition: i64) -> Result<Vec<Row>> {
    rx.all(FACTS, (from, to, edition, "ons4")).await
}

/// Where a postcode lies, when its file did not say in which small area of an edition's census.
pub(super) async fn unplaced(rx: &mut Rx, postcode: &str, edition: i64) -> Result<Option<Point>> {
    #[derive(sqlx_macros::FromRow)]
    struct Place {
        lat: f64,
        lon: f64,
    }
    let place: Option<Place> = rx.maybe(UNPLACED, (postcode, edition)).await?;
    Ok(place.and_then(|p| Point::new(p.lat, p.lon).ok()))
}

/// Records that were merged, by their ids. `edition` as in [`facts`].
pub(super) async fn merged(rx: &mut Rx, edition: i64) -> Result<HashMap<Uuid, Merged>> {
    let all: Vec<Merged> = rx.all(MERGED, (edition,)).await?;
    Ok(all.into_iter().map(|m| (m.id.uuid(), m)).collect())
}

/// Months, and the twelve of them that are reported.
const MONTHS: &str = "months";

/// The report, if one was made.
pub(super) async fn report(rx: &mut Rx) -> Result<Option<(Instant, Report)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Made {
        made_at: Instant,
        body: Json<Report>,
    }
    let made: Option<Made> = rx.maybe(REPORT, (MONTHS,)).await?;
    Ok(made.map(|m| (m.made_at, m.body.0)))
}

pub(super) async fn put_report(tx: &mut Tx, at: Instant, report: &Report) -> Result<()> {
    tx.run(PUT, (MONTHS, at, Json(report))).await.map(|_| ())
}
