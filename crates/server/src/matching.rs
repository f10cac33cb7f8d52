//! `kith match`: what might help somebody, on the command line. Nothing of what is asked is kept.

use crate::{
    search::{language, near, print_one, said},
    setup,
};
use anyhow::anyhow;
use app::{
    directory,
    matching::{Story, stated, weigh},
};
use base::{Config, Machine, Result};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(clap::Args, Debug)]
pub struct Asked {
    /// What the person says, or what the referrer wrote.
    text: String,
    /// A postcode, the first half of one, a borough, or LAT,LON.
    #[arg(long, allow_hyphen_values = true)]
    near: Option<String>,
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=120))]
    age: Option<u8>,
    /// female, male, other, not-stated.
    #[arg(long)]
    gender: Option<String>,
    /// A language that they are at home in, by code or English name.
    #[arg(long)]
    language: Option<String>,
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
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
    let stated = stated(&asked.text);
    let mut story = Story::new(asked.text, machine.clock.today());
    story.near = near(machine, asked.near.as_deref()).await?;
    if let (None, Some(place)) = (&story.near, &stated.place) {
        // A place in the text is a hint: one that is not known is no error.
        story.near = directory::locate(machine, place).await?;
    }
    story.age = asked.age.map(i64::from).or(stated.age);
    story.gender = asked.gender.map(|g| g.to_ascii_lowercase());
    if let Some(text) = asked.language.as_deref() {
        story.languages = vec![language(text)?];
    }
    // Whoever has the command line of the installation is one of its professionals.
    story.professional = true;
    let limit = usize::from(asked.limit);
    let found = tokio::task::spawn_blocking(move || weigh(&index, &story, limit)).await.map_err(|e| anyhow!(e))?;
    let label = |code: &str| machine.words.plain("en", &format!("need-{code}"), None);
    if asked.json {
        let services: Vec<Value> = found
            .suggestions
            .iter()
            .map(|s| {
                json!({
                    "id": s.card.id, "source": s.card.source, "source_id": s.card.source_id, "slug": s.card.slug,
                    "name": s.card.name, "score": (f64::from(s.score) * 1000.0).round() / 1000.0,
                    "why": said(machine, &s.why), "unknown": said(machine, &s.unknown),
                })
            })
            .collect();
        let needs: Vec<Value> = found
            .needs
            .iter()
            .map(|n| json!({"code": n.code, "label": label(&n.code), "strength": n.strength, "words": n.words}))
            .collect();
        println!("{}", json!({"services": services, "needs": needs}));
        return Ok(());
    }
    let needs: Vec<String> = found.needs.iter().map(|n| label(&n.code)).collect();
    println!("Looking for: {}", if needs.is_empty() { "what the words say".to_owned() } else { needs.join(", ") });
    for s in &found.suggestions {
        let place = s.card.borough.as_deref().unwrap_or("");
        print_one(machine, &s.card.name, &s.card.kind, place, &s.why, &s.unknown);
    }
    Ok(())
}
