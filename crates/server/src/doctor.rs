//! `kith doctor`: where each setting came from, and what is wrong.

use crate::{demo, serve, setup};
use base::{
    Brand, Clock, Config, Result, audit, clock::zone, db::Engine, ground::Ground, http::assets, jobs, mail, seal::Keys,
};
use kernel::{Date, time::working_days::bank_holidays};

pub async fn run(config: &Config) -> Result<()> {
    println!("{:<18}{:<40}from", "setting", "value");
    for (name, value, source) in config.explain() {
        println!("{name:<18}{value:<40}{source}");
    }
    let mut wrong = 0;
    let mut check = |what: &str, outcome: std::result::Result<String, String>| match outcome {
        Ok(said) => println!("good   {what}: {said}"),
        Err(said) => {
            wrong += 1;
            println!("WRONG  {what}: {said}");
        }
    };
    check("address", config.bind().map(|a| a.to_string()).map_err(|e| crate::explain(&e)));
    check(
        "style sheets",
        if assets::built() {
            Ok("there".into())
        } else {
            Err("missing; run `cargo xtask assets` and build again".into())
        },
    );
    let metrics = config.metrics_bind().map_err(|e| crate::explain(&e));
    check("metrics", metrics.map(|m| m.map_or_else(|| "not served".into(), |a| a.to_string())));
    let proxies = config.proxies().map_err(|e| crate::explain(&e));
    check(
        "proxies",
        proxies.map(|p| if p.is_empty() { "none is trusted".into() } else { format!("{} trusted", p.len()) }),
    );
    check("leaving", config.leave_to().map(|to| format!("leads to {to}")).map_err(|e| crate::explain(&e)));
    check("log", serve::filter(config).map(|f| f.to_string()).map_err(|e| crate::explain(&e)));
    check("brand", Brand::of(config).map(|b| b.name).map_err(|e| crate::explain(&e)));
    let ground = Ground::open(config).map_err(|e| crate::explain(&e));
    check("map", ground.map(|g| g.map_or_else(|| "nothing lies under it".into(), |g| g.described())));
    check("bank holidays", holidays(Clock::System.now().date_in(&zone())));
    if config.demo {
        check(
            "demo",
            demo::keeps_to_itself(config).map(|()| "for this machine only".into()).map_err(|e| crate::explain(&e)),
        );
    }
    if !config.secure() && config.bind().is_ok_and(|b| !b.ip().is_loopback()) {
        let why = "`public_url` is not https:// while others can reach this address: cookies are not marked Secure, and what is sent can be read on the way";
        check("transport", Err(why.into()));
    }
    if config.secure() && config.get("contact").is_empty() {
        let why = "`contact` is not set: nobody can tell you that something keeps them out, which an accessibility statement has to allow";
        check("contact", Err(why.into()));
    }
    let keys = Keys::load(&config.in_data("key_file", "keys"));
    check("keys", keys.map(|k| format!("{k:?}")).map_err(|e| crate::explain(&e)));
    if config.secure() && config.get("smtp").is_empty() {
        check("mail", Err("`smtp` is not set: messages stay in the outbox folder".into()));
    }
    match setup::existing_database(config).await {
        Err(e) => check("database", Err(crate::explain(&e))),
        Ok(db) => {
            check(
                "database",
                db.pending().await.map_err(|e| crate::explain(&e)).and_then(|n| match n {
                    0 => Ok(format!("{:?}, schema up to date", db.engine())),
                    n => Err(format!("{n} migrations behind; `kith serve` brings it up to date")),
                }),
            );
            if db.engine() == Engine::Postgres {
                check(
                    "collation",
                    db.collation().await.map_err(|e| crate::explain(&e)).and_then(|c| {
                        if c == "C" { Ok(c) } else { Err(format!("{c}; Kith sorts by keys and needs C")) }
                    }),
                );
            }
            let sealed = audit::verify(&db).await.map_err(|e| crate::explain(&e)).and_then(|v| match v {
                Ok(blocks) => Ok(format!("{blocks} blocks hold")),
                Err(block) => Err(format!("block {block} was changed after it was sealed")),
            });
            check("audit", sealed);
            let failed = jobs::failed(&db).await.map_err(|e| crate::explain(&e)).and_then(|f| {
                if f.is_empty() {
                    Ok("none failed".into())
                } else {
                    Err(f.into_iter().map(|(k, e)| format!("{k}: {e}")).collect::<Vec<_>>().join("; "))
                }
            });
            check("jobs", failed);
            let waiting = jobs::waiting(&db, Clock::System.now()).await.map_err(|e| crate::explain(&e));
            check("queue", waiting.map(|n| format!("{n} due")));
            let now = Clock::System.now();
            let troubled = mail::troubled(&db, now).await.map_err(|e| crate::explain(&e)).and_then(|all| {
                let said = all.iter().map(|(state, n, since)| {
                    let what = if state == "failed" { "refused for good" } else { "may have been sent, nobody knows" };
                    format!("{n} {what}, the oldest {} days old", now.since(*since).as_hours() / 24)
                });
                let said: Vec<_> = said.collect();
                if said.is_empty() { Ok("none in trouble".into()) } else { Err(said.join("; ")) }
            });
            check("messages", troubled);
            db.close().await;
        }
    }
    if wrong > 0 { Err(anyhow::anyhow!("{wrong} wrong").into()) } else { Ok(()) }
}

/// Whether the bank holidays of a day's year are known. Where they are not, one counts as a working day, and as a day like others on which services are open.
fn holidays(today: Date) -> std::result::Result<String, String> {
    let until = bank_holidays().last().map_or(0, |day| day.jiff().year());
    match today.jiff().year() <= until {
        true => Ok(format!("known until the end of {until}")),
        false => Err(format!("known until the end of {until} only; a newer version of Kith may have more")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_when_the_bank_holidays_end() {
        assert!(holidays("2028-12-31".parse().unwrap()).is_ok());
        assert!(holidays("2029-01-01".parse().unwrap()).is_err());
    }
}
