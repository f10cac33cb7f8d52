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

/// What there is to tell of a borough.
#[derive(Clone, Debug)]
pub enum Told {
    /// Nothing was worked out yet.
    NotYet,
    /// Numbers are there, and this borough is not among them: it came later.
    NotHere,
    Here(OfBorough),
}

/// The line of a borough, by its slug.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_borough(rx: &mut Rx, borough: &str) -> Result<Told> {
    let Some((_, report)) = store::report(rx).await? else { return Ok(Told::NotYet) };
    let published = Published::of(&report.groups("borough"));
    let line = |code: &str| published.rows.iter().find(|r| r.code == code);
    let Some(row) = line(borough) else { return Ok(Told::NotHere) };
    let number = |stage: Stage| (row.of(stage), row.percent(stage));
    Ok(Told::Here(OfBorough {
        // Before it was known here, people who live in it stand among those of whom it is not known where they live.
        first: report.known_since(borough).unwrap_or(report.first),
        last: report.last,
        referred: number(Stage::Referred).0,
        reached: number(Stage::Reached),
        came: number(Stage::Came),
        not_known: number(Stage::NotKnown),
        nowhere: line("").map_or(Shown::Zero, |nowhere| nowhere.of(Stage::Referred)),
    }))
}
