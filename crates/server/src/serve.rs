//! `kith serve`: answers requests and runs jobs until it is told to stop.

use crate::{demo, setup};
use anyhow::{Context, anyhow};
use base::{Config, Machine, Result, http, jobs, metrics};
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// What is logged.
///
/// # Errors
/// When the setting is no filter. A word that is no level would be taken for the name of a part of the program, and everything else be silent: so a part is
/// named with its level, `sqlx=warn`.
pub fn filter(config: &Config) -> Result<EnvFilter> {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let text = config.get("log");
    // A filter with braces may have commas inside.
    let parts: Vec<&str> = if text.contains(['[', '{']) { vec![] } else { text.split(',').map(str::trim).collect() };
    let is_one = |part: &str| match part.split_once('=') {
        Some((target, _)) => target.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:-".contains(&b)),
        None => LEVELS.contains(&part.to_ascii_lowercase().as_str()),
    };
    if let Some(odd) = parts.iter().find(|part| !is_one(part)) {
        let levels = LEVELS.join(", ");
        return Err(anyhow!(
            "`log` is {text}: “{odd}” is neither a level ({levels}) nor a part with one, like sqlx=warn"
        )
        .into());
    }
    let plain = parts.join(",");
    Ok(EnvFilter::try_new(if plain.is_empty() { text } else { &plain })
        .with_context(|| format!("`log` is no filter: {text}"))?)
}

/// Structured lines on standard error; never a value that somebody typed.
fn log(config: &Config) -> Result<()> {
    let filter = filter(config)?;
    http::errors::quiet_panics();
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).try_init();
    Ok(())
}

pub async fn run(config: Config) -> Result<()> {
    if config.demo {
        demo::keeps_to_itself(&config)?;
    }
    config.check()?;
    log(&config)?;
    let machine = setup::machine(config).await?;
    let code = app::setup::new_code(&machine).await?;
    let page = format!("{}/set-up", machine.config.public_url());
    answer(machine, move |_| {
        // On the terminal and not in the log: the log may travel.
        if let Some(code) = code {
            println!(
                "Nobody can sign in yet. Make the first administrator on {page} with this set-up code:\n\n    {code}\n"
            );
        }
    })
    .await
}

/// The demo: the same server, after saying who can sign in.
pub async fn demo(config: Config) -> Result<()> {
    config.check()?;
    log(&config)?;
    let machine = setup::machine(config).await?;
    let table = app::demo::who_can_sign_in(&machine).await?;
    answer(machine, move |address| println!("{}", app::demo::welcome(address, &table))).await
}

async fn answer(machine: Arc<Machine>, ready: impl FnOnce(&str)) -> Result<()> {
    if let Some(bind) = machine.config.metrics_bind()? {
        metrics::serve(bind)?;
    }
    let bind = machine.config.bind()?;
    let listener = tokio::net::TcpListener::bind(bind).await.with_context(|| format!("cannot listen on {bind}"))?;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    // Two, so that a message does not wait behind a job of minutes.
    let workers = [(); 2].map(|()| tokio::spawn(jobs::work(machine.clone(), stopped.clone())));
    let fresh = tokio::spawn(app::directory::keep_fresh(machine.clone(), stopped.clone()));
    let router = http::app(machine.clone(), app::routes());
    let address = listener.local_addr().context("the address")?;
    tracing::info!(%address, "serving");
    ready(&format!("http://{address}/"));

    let mut terminate = signal(SignalKind::terminate()).context("signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("signals")?;
    http::serve(router, listener, async move {
        tokio::select! { _ = terminate.recv() => {} _ = interrupt.recv() => {} }
    })
    .await;
    let _ = stop.send(true);
    for worker in workers {
        let _ = worker.await;
    }
    let _ = fresh.await;
    machine.db.close().await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_says_nothing_is_an_error() {
        let mut config = Config::for_tests();
        for good in ["info", "WARN", "off", "info,sqlx=warn", "info, base=debug", "[request{route=none}]=trace,info"] {
            config.set("log", good);
            assert!(filter(&config).is_ok(), "{good}");
        }
        for wrong in ["inof", "", "info,", "info;sqlx=warn", "sqlx", "sqlx=loud", "info,sqlx=7=8"] {
            config.set("log", wrong);
            let said = crate::explain(&filter(&config).expect_err(wrong));
            assert!(said.contains("`log`") && said.contains(wrong), "{said}");
        }
    }
}
