//! `kith serve`: answers requests and runs jobs until it is told to stop.

use crate::setup;
use anyhow::Context;
use base::{Config, Machine, Result, http, jobs, metrics};
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Structured lines on standard error; never a value that somebody typed.
pub fn log(config: &Config) {
    let filter = EnvFilter::try_new(config.get("log")).unwrap_or_else(|_| EnvFilter::new("info"));
    http::errors::quiet_panics();
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).try_init();
}

pub async fn run(config: Config) -> Result<()> {
    log(&config);
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
    log(&config);
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
    let worker = tokio::spawn(jobs::work(machine.clone(), stopped.clone()));
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
    let _ = worker.await;
    let _ = fresh.await;
    machine.db.close().await;
    Ok(())
}
