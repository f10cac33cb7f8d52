//! `kith search`: the public search on the command line.

use crate::setup;
use anyhow::anyhow;
use app::directory::{self, DAYS, Located, Query};
use base::{Config, Machine, Result, error::Message};
use kernel::{Date, Language};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(clap::Args, Debug)]
pub struct Asked {
    /// What would help; may be left out.
    #[arg(default_value = "")]
    words: String,
    /// A postcode, the first half of one, a borough, or LAT,LON.
    #[arg(long, allow_hyphen_values = true)]
    near: Option<String>,
    /// Kilometres, as the crow flies; needs --near.
    #[arg(long, requires = "near")]
    within: Option<f64>,
    /// The code of a need, like soc-lonely.
    #[arg(long)]
    need: Option<String>,
    /// A language that is spoken there, by code (so) or English name.
    #[arg(long)]
    language: Option<String>,
    /// A day of the week (tue, Tuesday), or a date.
    #[arg(long)]
    on: Option<String>,
    /// Only what is free, or may be.
    #[arg(long)]
    free: bool,
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

pub async fn run(config: Config, asked: Asked) -> Result<()> {
    let machine = setup::machine(config).await?;
    let outcome = answer(&machine, asked).await;
    machine.db.close().await;
    outcome
}

async fn answer(machine: &Arc<Machine>, asked: Asked) -> Result<()> {
    let index = directory::index(machine).await?;
    if let Some(need) = asked.need.as_ref().filter(|need| index.needs.iter().all(|n| n.code != **need)) {
        return Err(anyhow!("there is no need “{need}”; /find/needs lists them").into());
    }
    let (day, on) = asked.on.as_deref().map(day).transpose()?.unwrap_or_default();
    let query = Query {
        words: asked.words,
        near: near(machine, asked.near.as_deref()).await?,
        within_km: asked.within.filter(|km| *km > 0.0),
        need: asked.need,
        day,
        on,
        language: asked.language.as_deref().map(language).transpose()?,
        free: asked.free,
        limit: usize::from(asked.limit),
        ..Query::default()
    };
    let found = directory::search(machine, &query).await?;
    let services: Vec<Value> = found
        .hits
        .iter()
        .map(|h| {
            json!({
                "id": h.card.id, "source": h.card.source, "source_id": h.card.source_id, "slug": h.card.slug,
                "name": h.card.name, "kind": h.card.kind, "provider": h.card.provider,
                "venue": h.card.venue, "borough": h.card.borough, "km": h.distance_km.map(|km| (km * 10.0).round() / 10.0),
                "score": h.score, "why": said(machine, &h.why), "unknown": said(machine, &h.unknown),
            })
        })
        .collect();
    if asked.json {
        let all = json!({"total": found.total, "sure": found.sure, "loose": found.loose, "services": services});
        println!("{all}");
        return Ok(());
    }
    println!("{} found{}", found.total, if found.loose { ", with some of the words only" } else { "" });
    for hit in &found.hits {
        let place = hit.card.borough.as_deref().unwrap_or("");
        print_one(machine, &hit.card.name, &hit.card.kind, place, &hit.why, &hit.unknown);
    }
    Ok(())
}

/// Where somebody meant; an error when it is not known, since an answer from elsewhere would look like one from there.
pub async fn near(machine: &Arc<Machine>, text: Option<&str>) -> Result<Option<Located>> {
    let Some(text) = text else { return Ok(None) };
    match directory::locate(machine, text).await? {
        Some(located) => Ok(Some(located)),
        None => Err(anyhow!("“{text}” is no place that is known here (kith import postcodes FILE adds some)").into()),
    }
}

/// The code of a language.
pub fn language(text: &str) -> Result<String> {
    let by_name = Language::all().iter().copied().find(|l| l.english().eq_ignore_ascii_case(text));
    match by_name.or_else(|| Language::find(text)) {
        Some(language) => Ok(language.code().to_owned()),
        None => Err(anyhow!("“{text}” is no language that is known here").into()),
    }
}

/// A day of the week, or one of the calendar: the second Tuesday of a month is not every Tuesday, and on Christmas Day nobody is sure.
fn day(text: &str) -> Result<(Option<String>, Vec<Date>)> {
    if let Ok(date) = text.parse() {
        return Ok((None, vec![date]));
    }
    let small = text.to_ascii_lowercase();
    match DAYS.iter().find(|code| small.len() >= 3 && small.starts_with(**code)) {
        Some(code) => Ok((Some((*code).to_owned()), vec![])),
        None => Err(anyhow!("“{text}” is no day of the week and no date").into()),
    }
}

/// Messages as English sentences.
pub fn said(machine: &Machine, messages: &[Message]) -> Vec<String> {
    messages.iter().map(|m| machine.words.message("en", m)).collect()
}

pub fn print_one(machine: &Machine, name: &str, kind: &str, place: &str, why: &[Message], unknown: &[Message]) {
    let about: Vec<&str> = [kind, place].into_iter().filter(|t| !t.is_empty()).collect();
    println!("{name} ({})", about.join(", "));
    for sentence in said(machine, why) {
        println!("  + {sentence}");
    }
    for sentence in said(machine, unknown) {
        println!("  ? {sentence}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        assert_eq!(day("2026-12-25").unwrap(), (None, vec!["2026-12-25".parse().unwrap()]));
        assert_eq!(day("Friday").unwrap(), (Some("fri".to_owned()), vec![]));
        assert!(day("someday").is_err() && day("2026-13-01").is_err());
    }
}
