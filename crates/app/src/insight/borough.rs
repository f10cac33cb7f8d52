//! What may be told of the people of one borough, to anybody. It is a line of a table of all boroughs, in which small numbers are hidden as in every other.

use super::{
    model::{Published, Stage},
    store,
};
use base::{Result, Rx};
use kernel::{Date, disclosure::Shown};

/// The people of a borough who were referred in twelve months. Each number comes with how many it is in a hundred of those who were referred.
#[derive(Clone, Debug)]
pub struct OfBorough {
    pub first: Date,
    pub last: Date,
    pub referred: Shown,
    pub reached: (Shown, Option<u64>),
    pub came: (Shown, Option<u64>),
    /// They were connected, and nobody has said whether they came.
    pub not_known: (Shown, Option<u64>),
    /// People of whom it is not known where they live: some of them may live here.
    pub nowhere: Shown,
}

/// The line of a borough, by its name; nothing when the numbers were not worked out yet, or not for this borough.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_borough(rx: &mut Rx, borough: &str) -> Result<Option<OfBorough>> {
    let Some((_, report)) = store::report(rx).await? else { return Ok(None) };
    let published = Published::of(&report.groups("borough"));
    let line = |code: &str| published.rows.iter().find(|r| r.code == code);
    let Some(row) = line(borough) else { return Ok(None) };
    let number = |stage: Stage| (row.of(stage), row.percent(stage));
    Ok(Some(OfBorough {
        first: report.first,
        last: report.last,
        referred: number(Stage::Referred).0,
        reached: number(Stage::Reached),
        came: number(Stage::Came),
        not_known: number(Stage::NotKnown),
        nowhere: line("").map_or(Shown::Zero, |nowhere| nowhere.of(Stage::Referred)),
    }))
}
