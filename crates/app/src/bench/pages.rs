//! The pages that are used most, at a steady rate, through the router, on whichever database the machine has.
//!
//! What is timed is the server's part: from the request as it is read to the last byte of the answer, compressed as browsers ask for it; not the network.
//! Requests come at their time whether or not earlier ones were answered, so that a server which falls behind is seen to. Nobody knows the pages'
//! shares at work yet: they are a guess, and stand beside the figures.

use super::{
    figures::{Figures, Times, round},
    finding::any,
};
use crate::{
    demo::Chance,
    directory, identity,
    policy::{CLINICIAN, DISCHARGE_NURSE, HOUSE_EDIT, LINK_WORKER, RECEPTIONIST},
};
use anyhow::anyhow;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, Response, StatusCode, header},
};
use base::{
    House, Machine, Result,
    auth::session,
    db::{self, Engine},
    http::{self, session_cookie},
};
use kernel::{Date, Id};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tower::ServiceExt;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub requests: usize,
    pub per_second: f64,
    pub seed: u64,
}

/// Roles whose holders refer.
const REFER: [&str; 3] = [RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE];
/// Workers of each kind who are signed in.
const SIGNED_IN: usize = 60;

/// A kind of request and its share of all, in hundredths.
const READS: [(&str, u32); 10] = [
    ("/today", 11),
    ("/cases", 9),
    ("/cases/{id}", 18),
    ("/cases/{id}/plan", 6),
    ("/cases/{id}/match", 6),
    ("/cases/{id}/contacts/new", 8),
    ("/inbox", 6),
    ("/sent", 6),
    ("/find", 10),
    ("/services/{slug}", 5),
];
const WRITES: [(&str, u32); 2] = [("POST /cases/{id}/contacts/new", 7), ("POST /cases/{id}/contacts/new/autosave", 8)];

/// Somebody who is signed in, and what they may open.
struct Visitor {
    cookie: String,
    cases: Vec<String>,
}

/// Asks for pages of everybody's, so many a second.
///
/// # Errors
/// When the database was not made of copies, has nobody to sign in, or nobody with an open case.
pub async fn pages(machine: &Arc<Machine>, load: Load) -> Result<Figures> {
    if !db::made_of_copies(&machine.db).await? {
        return Err(anyhow!("this database was not made by `kith bench people`: nobody measures on real people").into());
    }
    let index = directory::index(machine).await?;
    let router = http::app(machine.clone(), crate::routes());
    let mut chance = Chance::of(load.seed, "pages");
    let (supporters, referrers) = visitors(machine, &router, &mut chance).await?;
    let all: Vec<(&'static str, Request<Body>)> = (0..load.requests)
        .map(|_| {
            let shares = READS.iter().chain(&WRITES);
            let (kind, _) =
                shares.clone().nth(chance.weighted(shares.map(|(_, n)| f64::from(*n)))).unwrap_or(&READS[0]);
            let who = chance.pick(if *kind == "/sent" { &referrers } else { &supporters });
            let slug = any(&index, &mut chance).slug;
            let words = any(&index, &mut chance).kind.replace(' ', "+");
            let path = kind.trim_start_matches("POST ").replace("{slug}", &slug);
            let path = path.replace("{id}", chance.pick::<String>(&who.cases));
            let path = if *kind == "/find" { format!("/find?words={words}&near=E15&within=5") } else { path };
            let body = kind.starts_with("POST ").then(|| contact(machine, kind.ends_with("autosave")));
            (*kind, request(&path, Some(&who.cookie), body, &mut chance))
        })
        .collect();
    let answers = at_a_rate(&router, all, load.per_second).await?;
    Ok(figures(machine, load, &answers, supporters.len() + referrers.len()))
}

/// Signs some link workers and some referrers in, and sees which cases they have.
async fn visitors(
    machine: &Arc<Machine>,
    router: &Router,
    chance: &mut Chance,
) -> Result<(Vec<Visitor>, Vec<Visitor>)> {
    let ctx = machine.system("bench");
    let workers = identity::workers(&ctx).await?;
    let (mut supporters, mut referrers) = (vec![], vec![]);
    for _ in 0..workers.len().min(SIGNED_IN * 40) {
        let worker = chance.pick(&workers);
        let roles = identity::roles_of(&ctx, worker.id).await?;
        let (supports, refers) =
            (roles.iter().any(|r| r == LINK_WORKER), roles.iter().any(|r| REFER.contains(&r.as_str())));
        let among = if supports { &mut supporters } else { &mut referrers };
        if !(supports || refers) || among.len() >= SIGNED_IN {
            continue;
        }
        let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
        let token = session::start(&mut tx, &ctx, worker.id.uuid(), &worker.name, true).await?;
        tx.commit().await?;
        let cookie = format!("{}={token}", session_cookie(machine));
        let mut cases = vec![String::new()];
        if supports {
            let listed = ask(router, request("/cases", Some(&cookie), None, chance)).await?.1;
            cases = ids_after("/cases/", &listed);
            if cases.is_empty() {
                continue;
            }
        }
        among.push(Visitor { cookie, cases });
        if supporters.len() >= SIGNED_IN && referrers.len() >= SIGNED_IN {
            break;
        }
    }
    if supporters.is_empty() || referrers.is_empty() {
        return Err(anyhow!(
            "nobody in this database has an open case, or nobody refers: is it one that `kith bench people` made?"
        )
        .into());
    }
    Ok((supporters, referrers))
}

/// The ids that follow a path in the links of a page.
fn ids_after(path: &str, page: &str) -> Vec<String> {
    let link = format!("href=\"{path}");
    let links = page.split(&link).skip(1);
    let ids = links.filter_map(|rest| rest.get(..36)).filter(|id| id.parse::<Id<()>>().is_ok());
    let mut all: Vec<String> = ids.map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}

/// What is typed about a conversation of a minute ago; a script sends less of it.
fn contact(machine: &Arc<Machine>, begun: bool) -> String {
    let ctx = machine.system("bench");
    let now = ctx.now().minus(jiff::SignedDuration::from_mins(1)).jiff().to_zoned(base::clock::zone()).datetime();
    let (day, id) = (Date::from_jiff(now.date()).jiff(), ctx.id::<()>());
    let note = "She+would+like+to+sing+again.+Her+neighbour+will+go+with+her+the+first+time.";
    let typed = format!("contact={id}&channel=telephone&took-place=yes&minutes=12&note={note}");
    if begun {
        return typed;
    }
    let (hour, minute) = (now.hour(), now.minute());
    format!(
        "{typed}&at-day={}&at-month={}&at-year={}&time={hour:02}:{minute:02}&despite=yes",
        day.day(),
        day.month(),
        day.year()
    )
}

fn request(path: &str, cookie: Option<&str>, body: Option<String>, chance: &mut Chance) -> Request<Body> {
    let mut request = Request::builder().uri(path).method(if body.is_some() { "POST" } else { "GET" });
    request = request.header(header::HOST, "kith.example").header(header::ACCEPT_ENCODING, "gzip, deflate, br");
    request = request.header("sec-fetch-site", "same-origin");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    if body.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    // Many people at many places.
    let address = SocketAddr::from(([127, 1, chance.between(0, 255) as u8, chance.between(1, 254) as u8], 40_000));
    let request = request.extension(ConnectInfo(address)).body(Body::from(body.unwrap_or_default()));
    request.unwrap_or_default()
}

async fn ask(router: &Router, request: Request<Body>) -> Result<(StatusCode, String)> {
    let mut request = request;
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    let response = answered(router, request).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.map_err(|e| anyhow!(e))?;
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}

async fn answered(router: &Router, request: Request<Body>) -> Response<Body> {
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// What came back.
struct Answer {
    kind: &'static str,
    took: Duration,
    /// How late it was begun, after its time.
    late: Duration,
    statements: u64,
    bytes: usize,
    status: StatusCode,
}

async fn at_a_rate(router: &Router, all: Vec<(&'static str, Request<Body>)>, per_second: f64) -> Result<Vec<Answer>> {
    let began = Instant::now();
    let mut under_way = vec![];
    for (n, (kind, request)) in all.into_iter().enumerate() {
        let due = began + Duration::from_secs_f64(n as f64 / per_second);
        tokio::time::sleep_until(due.into()).await;
        let router = router.clone();
        under_way.push(tokio::spawn(async move {
            let begun = Instant::now();
            let (answer, statements) = db::counted(async {
                let response = answered(&router, request).await;
                let status = response.status();
                to_bytes(response.into_body(), usize::MAX).await.map(|body| (status, body.len()))
            })
            .await;
            let (status, bytes) = answer?;
            let took = begun.elapsed();
            Ok::<_, axum::Error>(Answer { kind, took, late: begun - due, statements, bytes, status })
        }));
    }
    let mut answers = vec![];
    for one in under_way {
        answers.push(one.await.map_err(|e| anyhow!(e))?.map_err(|e| anyhow!(e))?);
    }
    Ok(answers)
}

fn figures(machine: &Machine, load: Load, answers: &[Answer], signed_in: usize) -> Figures {
    let (engine, most) = match machine.db.engine() {
        Engine::Sqlite => ("sqlite", 15.0),
        Engine::Postgres => ("postgres", 25.0),
    };
    let mut kinds: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    answers.iter().for_each(|a| kinds.entry(a.kind).or_default().push(a));
    let by_kind: BTreeMap<&str, Value> = kinds.into_iter().map(|(kind, of)| (kind, of_kind(&of))).collect();
    let times = |which: &dyn Fn(&Answer) -> bool| {
        let mut times = Times::default();
        answers.iter().filter(|a| which(a)).for_each(|a| times.add(a.took));
        times
    };
    let (every, writes) = (times(&|_| true), times(&|a| a.kind.starts_with("POST ")));
    let failed: Vec<String> = answers
        .iter()
        .filter(|a| !(a.status.is_success() || a.status.is_redirection()))
        .map(|a| format!("{} {}", a.status.as_u16(), a.kind))
        .collect();
    let late = answers.iter().map(|a| a.late.as_secs_f64() * 1000.0).fold(0.0, f64::max);
    Figures {
        bench: "pages",
        load: json!({
            "database": engine, "requests": load.requests, "per_second": load.per_second, "seed": load.seed,
            "signed_in": signed_in, "writes_in_100": WRITES.iter().map(|(_, n)| n).sum::<u32>(),
            "shares_in_100": READS.iter().chain(&WRITES).copied().collect::<BTreeMap<_, _>>(),
            "each": "the server's part, in process, with compression; commits are durable",
        }),
        measured: json!({
            "all": every.json(), "writes": writes.json(), "by_kind": by_kind, "failed": failed.len(),
            "failed_with": failed.iter().take(5).collect::<Vec<_>>(), "begun_too_late_by_at_most_ms": round(late),
        }),
        bars: vec![("page p95_ms", every.quantile(0.95), most), ("requests that failed", failed.len() as f64, 0.0)],
    }
}

fn of_kind(of: &[&Answer]) -> Value {
    let mut times = Times::default();
    of.iter().for_each(|a| times.add(a.took));
    let mean = |n: &dyn Fn(&Answer) -> f64| round(of.iter().map(|a| n(a)).sum::<f64>() / of.len().max(1) as f64);
    json!({
        "times": times.json(),
        "statements_on_average": mean(&|a| a.statements as f64),
        "statements_at_most": of.iter().map(|a| a.statements).max(),
        "bytes_on_average": mean(&|a| a.bytes as f64).round(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_out_of_links() {
        let id = "0193a2c4-0000-7000-8000-000000000001";
        let page =
            format!("<a href=\"/cases/{id}\">A</a> <a href=\"/cases/{id}/plan\">B</a> <a href=\"/cases/new\">C</a>");
        assert_eq!(ids_after("/cases/", &page), [id]);
    }

    #[test]
    fn shares_are_hundredths_and_fifteen_of_them_write() {
        let writes: u32 = WRITES.iter().map(|(_, n)| n).sum();
        assert_eq!((writes, READS.iter().map(|(_, n)| n).sum::<u32>()), (15, 85));
    }
}
