//! The SQL of what was looked for and not found.

use base::{Result, Rx, Tx};

base::sql! {
    ADD = "
        INSERT INTO sought (month, area, what, times)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (month, area, what) DO UPDATE SET times = sought.times + excluded.times";
    SINCE = "
        SELECT area, what, CAST(SUM(times) AS BIGINT) AS times
        FROM sought
        WHERE month >= $1
        GROUP BY area, what
        ORDER BY times DESC, area, what
        LIMIT 200";
}

/// What was looked for and not found.
#[derive(Clone, Debug, sqlx_macros::FromRow, serde::Serialize)]
pub struct Sought {
    /// A borough; empty where none was named.
    pub area: String,
    /// `need:…` with a code, or `word:…`.
    pub what: String,
    pub times: i64,
}

pub(super) async fn add(tx: &mut Tx, month: &str, area: &str, what: &str, times: i64) -> Result<()> {
    tx.run(ADD, (month, area, what, times)).await.map(|_| ())
}

/// What was looked for and not found since a month (`2026-11`), the most first.
pub async fn sought(rx: &mut Rx, since: &str) -> Result<Vec<Sought>> {
    rx.all(SINCE, (since,)).await
}
