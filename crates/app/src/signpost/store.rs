//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   signpost: id, month, organisation_id, team_id, setting, service_id, need, channel
// (end of tables)

use super::model::Count;
use crate::{
    directory::Service,
    identity::{Organisation, Team},
};
use base::{Result, Rx, Tx};
use kernel::Id;

base::sql! {
    ADD = "
        INSERT INTO signpost (id, month, organisation_id, team_id, setting, service_id, need, channel)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO NOTHING";
    /// Of some months, by all that there is; of one organisation or of all.
    COUNTS = "
        SELECT month, organisation_id, setting, service_id, need, channel, CAST(COUNT(*) AS BIGINT) AS n
        FROM signpost
        WHERE month >= $1
          AND month <= $2
          AND (CAST($3 AS UUID) IS NULL OR organisation_id = $3)
        GROUP BY month, organisation_id, setting, service_id, need, channel
        ORDER BY month, organisation_id, service_id, need, channel, setting";
    TOTAL = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM signpost WHERE month >= $1 AND month <= $2";
}

/// A signpost, as it is kept.
#[derive(Debug)]
pub(super) struct Signpost {
    pub id: Id<Signpost>,
    pub month: String,
    pub organisation: Id<Organisation>,
    pub team: Id<Team>,
    pub setting: Option<String>,
    pub service: Id<Service>,
    pub need: Option<String>,
    pub channel: String,
}

/// The same form twice is one.
pub(super) async fn add(tx: &mut Tx, s: &Signpost) -> Result<()> {
    let args = (
        s.id,
        s.month.as_str(),
        s.organisation,
        s.team,
        s.setting.clone(),
        s.service,
        s.need.clone(),
        s.channel.as_str(),
    );
    tx.run(ADD, args).await.map(|_| ())
}

pub(super) async fn counts(rx: &mut Rx, first: &str, last: &str, of: Option<Id<Organisation>>) -> Result<Vec<Count>> {
    rx.all(COUNTS, (first, last, of)).await
}

/// How many there were from a month to another, both as `2026-11` and both counted. It is a true count: whoever shows it hides what is small.
pub async fn total(rx: &mut Rx, first: &str, last: &str) -> Result<u64> {
    Ok(rx.value::<i64>(TOTAL, (first, last)).await?.max(0) as u64)
}
