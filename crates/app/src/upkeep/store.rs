//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   service_check: id, service_id, at, how, outcome, party, note
//   problem: id, service_id, at, what, words, reporter, times, answered_at, answer, answered_as, told_at,
//      version, answered_by
//   claim: id, provider_id, service_id, name, email, said, begun_at, confirmed_at, proof, granted_at,
//      refused_at, decided_by, why, asked_by, version, heard_at, heard_by
//   keeper: id, provider_id, name, email, proof, since_at, until_at, ended_why, asked_by, version
//   listing_edit: id, service_id, keeper_id, worker_id, made_at, field, was, value, weight, live_at,
//      refused_at, decided_as, decided_by, version
//   upkeep_link: token_hash, what, subject, made_at, ends_at, used_at, sent_to
//   upkeep_visit: token_hash, email, ends_at
//   kept: keeper_id, service_id, since_at, decided_by
// (end of tables)

pub(super) mod lists;
pub(super) mod owned;

use super::model::{Claim, Edit, Keeper, Problem};
use crate::{
    directory::{Provider, Service},
    identity::Worker,
};
use base::{Result, Rx, Tx};
use jiff::SignedDuration;
use kernel::{Email, Id, Instant};

base::sql! {
    KEEPER = "SELECT id, provider_id, name, email, proof, asked_by, since_at FROM keeper WHERE id = $1 AND until_at IS NULL";
    CAME_FROM = "SELECT source AS n FROM provider WHERE id = $1";
    KEEPERS_OF = "
        SELECT id, provider_id, name, email, proof, asked_by, since_at
        FROM keeper
        WHERE provider_id = $1
          AND until_at IS NULL
        ORDER BY since_at, id";
    KEEPERS_BY_EMAIL = "
        SELECT id, provider_id, name, email, proof, asked_by, since_at
        FROM keeper
        WHERE email = $1
          AND until_at IS NULL
        ORDER BY since_at, id";
    ADD_KEEPER = "
        INSERT INTO keeper (id, provider_id, name, email, proof, since_at, asked_by, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
        ON CONFLICT DO NOTHING";
    END_KEEPER = "UPDATE keeper SET until_at = $2, ended_why = $3, version = version + 1 WHERE id = $1 AND until_at IS NULL";

    /// Who looks after a service.
    KEEPERS_OF_SERVICE = "
        SELECT k.id, k.provider_id, k.name, k.email, k.proof, k.asked_by, k.since_at
        FROM keeper k
        JOIN kept t ON t.keeper_id = k.id
        WHERE t.service_id = $1
          AND t.since_at IS NOT NULL
          AND k.until_at IS NULL
        ORDER BY k.since_at, k.id";
    KEPT_BY = "SELECT service_id AS n FROM kept WHERE keeper_id = $1 AND since_at IS NOT NULL ORDER BY service_id";
    KEEP = "
        INSERT INTO kept (keeper_id, service_id, since_at, decided_by)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (keeper_id, service_id) DO NOTHING";
    KEEP_AFTER_ALL = "UPDATE kept SET since_at = $3, decided_by = $4 WHERE keeper_id = $1 AND service_id = $2 AND since_at IS NULL";

    CLAIM = "
        SELECT id, provider_id, service_id, name, email, said, begun_at, confirmed_at, proof, asked_by, granted_at, refused_at, heard_at, heard_by,
          version
        FROM claim
        WHERE id = $1";
    ADD_CLAIM = "
        INSERT INTO claim (id, provider_id, service_id, name, email, said, begun_at, proof, asked_by, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    CONFIRM_CLAIM = "UPDATE claim SET confirmed_at = $3, proof = $4, version = version + 1 WHERE id = $1 AND version = $2 AND confirmed_at IS NULL";
    GRANT_CLAIM = "
        UPDATE claim
        SET granted_at = $3, decided_by = $4, version = version + 1
        WHERE id = $1 AND version = $2 AND granted_at IS NULL AND refused_at IS NULL";
    REFUSE_CLAIM = "
        UPDATE claim
        SET refused_at = $3, decided_by = $4, why = $5, version = version + 1
        WHERE id = $1 AND version = $2 AND granted_at IS NULL AND refused_at IS NULL";
    HEARD = "
        UPDATE claim
        SET heard_at = $3, heard_by = $4, version = version + 1
        WHERE id = $1 AND version = $2 AND granted_at IS NULL AND refused_at IS NULL";
    /// So many claims one address has begun since; or was asked to, which is counted by itself: strangers do not use up what a keeper may ask.
    CLAIMS_BY = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM claim
        WHERE email = $1
          AND begun_at >= $2
          AND CASE WHEN asked_by IS NULL THEN 0 ELSE 1 END = $3";

    /// Somebody was thrown out, or a claim was refused: of an address of the domain nobody can tell any more whose it is.
    DOUBTED = "
        SELECT CAST((SELECT COUNT(*) FROM keeper WHERE provider_id = $1 AND ended_why IN ('contact-said-no', 'house-said-no'))
          + (SELECT COUNT(*) FROM claim WHERE provider_id = $1 AND refused_at IS NOT NULL) AS BIGINT) AS n";
    /// Whom a keeper has asked.
    ASKED_BY = "
        SELECT id, provider_id, name, email, proof, asked_by, since_at
        FROM keeper
        WHERE asked_by = $1
        ORDER BY since_at, id";
    /// How each open service of a provider can be reached, and where it came from.
    REACHED = "
        SELECT DISTINCT s.email, s.website, s.source, p.source AS provider_source
        FROM service s
        JOIN provider p ON p.id = s.provider_id
        WHERE s.provider_id = $1
          AND s.closed_at IS NULL
        LIMIT 50";
    CLAIMS_OF = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM claim
        WHERE provider_id = $1
          AND begun_at >= $2
          AND CASE WHEN asked_by IS NULL THEN 0 ELSE 1 END = $3";
    FORGET_CLAIMS = "DELETE FROM claim WHERE confirmed_at IS NULL AND begun_at < $1";
    /// What was decided of where a service is, one of whose places must not be public any more.
    FORGET_PLACES = "
        UPDATE listing_edit
        SET was = 'null', value = 'null'
        WHERE service_id = $1
          AND field IN ('place', 'also', 'sessions')
          AND (live_at IS NOT NULL OR refused_at IS NOT NULL)";
    FORGET_EDIT = "UPDATE listing_edit SET was = 'null', value = 'null' WHERE id = $1";
    REWRITE_EDIT = "
        UPDATE listing_edit
        SET was = $3, value = $4, version = version + 1
        WHERE id = $1 AND version = $2 AND live_at IS NULL AND refused_at IS NULL";
    EDITS_BY = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM listing_edit WHERE keeper_id = $1 AND made_at >= $2";
    EDITS_WAITING_BY = "
        SELECT id, service_id, keeper_id, worker_id, made_at, field, was, value, weight, live_at, refused_at, version
        FROM listing_edit
        WHERE keeper_id = $1
          AND live_at IS NULL
          AND refused_at IS NULL
        ORDER BY service_id, made_at, id";
    ADD_EDIT = "
        INSERT INTO listing_edit (id, service_id, keeper_id, worker_id, made_at, field, was, value, weight, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    EDIT = "
        SELECT id, service_id, keeper_id, worker_id, made_at, field, was, value, weight, live_at, refused_at, version
        FROM listing_edit
        WHERE id = $1";
    EDITS_WAITING_OF = "
        SELECT id, service_id, keeper_id, worker_id, made_at, field, was, value, weight, live_at, refused_at, version
        FROM listing_edit
        WHERE service_id = $1
          AND live_at IS NULL
          AND refused_at IS NULL
        ORDER BY made_at, id";
    EDIT_LIVE = "
        UPDATE listing_edit
        SET live_at = $3, decided_as = $4, decided_by = $5, version = version + 1
        WHERE id = $1 AND version = $2 AND live_at IS NULL AND refused_at IS NULL";
    EDIT_REFUSED = "
        UPDATE listing_edit
        SET refused_at = $3, decided_as = $4, decided_by = $5, version = version + 1
        WHERE id = $1 AND version = $2 AND live_at IS NULL AND refused_at IS NULL";

    ADD_PROBLEM = "
        INSERT INTO problem (id, service_id, at, what, words, reporter, times, version)
        VALUES ($1, $2, $3, $4, $5, $6, 1, 1)";
    /// The same said again, while nobody has answered.
    PROBLEM_AGAIN = "
        UPDATE problem
        SET times = times + 1, version = version + 1
        WHERE service_id = $1
          AND what = $2
          AND answered_at IS NULL
          AND COALESCE(words, '') = $3
          AND at < $4";
    /// Somebody pressed twice.
    PROBLEM_JUST_NOW = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM problem
        WHERE service_id = $1
          AND what = $2
          AND answered_at IS NULL
          AND COALESCE(words, '') = $3
          AND at >= $4";
    PROBLEM = "SELECT id, service_id, at, what, words, times, answered_at, version FROM problem WHERE id = $1";
    PROBLEMS_OF = "
        SELECT id, service_id, at, what, words, times, answered_at, version
        FROM problem
        WHERE service_id = $1
          AND answered_at IS NULL
        ORDER BY at, id";
    ANSWER_PROBLEM = "
        UPDATE problem
        SET answered_at = $3, answer = $4, answered_as = $5, answered_by = $6, version = version + 1
        WHERE id = $1 AND version = $2 AND answered_at IS NULL";
    ANSWERED = "SELECT answer, answered_by, answered_at FROM problem WHERE id = $1 AND answered_at IS NOT NULL";
    /// The same of the same service by the same worker since: whoever presses twice has rung once.
    CHECKED_SINCE = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM service_check
        WHERE service_id = $1
          AND outcome = $2
          AND party = $3
          AND at >= $4";
    ADD_CHECK = "
        INSERT INTO service_check (id, service_id, at, how, outcome, party, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";

    ADD_LINK = "
        INSERT INTO upkeep_link (token_hash, what, subject, made_at, ends_at, sent_to)
        VALUES ($1, $2, $3, $4, $5, $6)";
    LINK = "SELECT subject AS n FROM upkeep_link WHERE token_hash = $1 AND what = $2 AND ends_at > $3 AND used_at IS NULL";
    SENT_TO = "SELECT COALESCE(sent_to, '') AS n FROM upkeep_link WHERE token_hash = $1";
    USE_LINK = "UPDATE upkeep_link SET used_at = $3 WHERE token_hash = $1 AND what = $2 AND used_at IS NULL AND ends_at > $3";
    END_LINKS = "UPDATE upkeep_link SET used_at = $3 WHERE what = $1 AND subject = $2 AND used_at IS NULL";
    LINKS_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM upkeep_link WHERE what = $1 AND subject = $2 AND made_at >= $3";
    FORGET_LINKS = "DELETE FROM upkeep_link WHERE ends_at < $1";
    ADD_VISIT = "INSERT INTO upkeep_visit (token_hash, email, ends_at) VALUES ($1, $2, $3)";
    VISIT = "SELECT email AS n FROM upkeep_visit WHERE token_hash = $1 AND ends_at > $2";
    END_VISIT = "DELETE FROM upkeep_visit WHERE token_hash = $1";
    END_VISITS_OF = "DELETE FROM upkeep_visit WHERE email = $1";
    FORGET_VISITS = "DELETE FROM upkeep_visit WHERE ends_at < $1";
}

pub(super) async fn keeper(rx: &mut Rx, id: Id<Keeper>) -> Result<Option<Keeper>> {
    rx.maybe(KEEPER, (id,)).await
}

/// Who looks after the services of a provider now.
pub(super) async fn keepers_of(rx: &mut Rx, provider: Id<Provider>) -> Result<Vec<Keeper>> {
    rx.all(KEEPERS_OF, (provider,)).await
}

/// As which keepers somebody with this address is known.
pub(super) async fn keepers_by_email(rx: &mut Rx, email: &Email) -> Result<Vec<Keeper>> {
    rx.all(KEEPERS_BY_EMAIL, (email.clone(),)).await
}

/// Whether they were not one already.
pub(super) async fn add_keeper(tx: &mut Tx, k: &Keeper) -> Result<bool> {
    let args = (k.id, k.provider_id, k.name.as_str(), k.email.clone(), k.proof.as_str(), k.since_at, k.asked_by);
    Ok(tx.run(ADD_KEEPER, args).await? == 1)
}

pub(super) async fn end_keeper(tx: &mut Tx, k: &Keeper, at: Instant, why: &str) -> Result<()> {
    tx.update(END_KEEPER, (k.id, at, why)).await
}

pub(super) async fn claim(rx: &mut Rx, id: Id<Claim>) -> Result<Option<Claim>> {
    rx.maybe(CLAIM, (id,)).await
}

pub(super) async fn add_claim(tx: &mut Tx, c: &Claim) -> Result<()> {
    let args = (
        c.id,
        c.provider_id,
        c.service_id,
        c.name.as_str(),
        c.email.clone(),
        c.said.clone(),
        c.begun_at,
        c.proof.as_str(),
        c.asked_by,
    );
    tx.run(ADD_CLAIM, args).await.map(|_| ())
}

pub(super) async fn confirm_claim(tx: &mut Tx, c: &Claim, proof: &str, at: Instant) -> Result<()> {
    tx.update(CONFIRM_CLAIM, (c.id, c.version, at, proof)).await
}

pub(super) async fn grant_claim(tx: &mut Tx, c: &Claim, by: Option<Id<()>>, at: Instant) -> Result<()> {
    tx.update(GRANT_CLAIM, (c.id, c.version, at, by)).await
}

pub(super) async fn refuse_claim(tx: &mut Tx, c: &Claim, by: Option<Id<()>>, why: &str, at: Instant) -> Result<()> {
    tx.update(REFUSE_CLAIM, (c.id, c.version, at, by, why)).await
}

/// A link worker heard that they do.
pub(super) async fn heard(tx: &mut Tx, c: &Claim, by: Option<Id<()>>, at: Instant) -> Result<()> {
    tx.update(HEARD, (c.id, c.version, at, by)).await
}

/// How many claims an address has begun; `asked`: because a keeper asked them.
pub(super) async fn claims_by(rx: &mut Rx, email: &Email, since: Instant, asked: bool) -> Result<i64> {
    rx.value(CLAIMS_BY, (email.clone(), since, i64::from(asked))).await
}

/// The list that a provider came from.
pub(super) async fn came_from(rx: &mut Rx, provider: Id<Provider>) -> Result<Option<String>> {
    Ok(rx.values(CAME_FROM, (provider,)).await?.pop())
}

/// Who looks after a service now.
pub(super) async fn keepers_of_service(rx: &mut Rx, service: Id<Service>) -> Result<Vec<Keeper>> {
    rx.all(KEEPERS_OF_SERVICE, (service,)).await
}

/// What a keeper looks after.
pub(super) async fn kept_by(rx: &mut Rx, keeper: Id<Keeper>) -> Result<Vec<Id<Service>>> {
    rx.values(KEPT_BY, (keeper,)).await
}

/// They look after a service from now on, or (without a day) it is none of theirs. Whether that is new.
pub(super) async fn keep(
    tx: &mut Tx,
    keeper: Id<Keeper>,
    service: Id<Service>,
    since: Option<Instant>,
    by: Option<Id<()>>,
) -> Result<bool> {
    let added = tx.run(KEEP, (keeper, service, since, by)).await?;
    let after_all = match since {
        Some(since) if added == 0 => tx.run(KEEP_AFTER_ALL, (keeper, service, since, by)).await?,
        _ => 0,
    };
    Ok(added + after_all > 0)
}

/// Whether somebody was found to be none of a provider's people before.
pub(super) async fn doubted(rx: &mut Rx, provider: Id<Provider>) -> Result<bool> {
    Ok(rx.value::<i64>(DOUBTED, (provider,)).await? > 0)
}

/// Whom a keeper has asked to look after the entries too.
pub(super) async fn asked_by(rx: &mut Rx, keeper: Id<Keeper>) -> Result<Vec<Keeper>> {
    rx.all(ASKED_BY, (keeper,)).await
}

/// How a service of a provider can be reached.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct Reached {
    pub email: Option<String>,
    pub website: Option<String>,
    pub source: String,
    pub provider_source: String,
}

pub(super) async fn reached(rx: &mut Rx, provider: Id<Provider>) -> Result<Vec<Reached>> {
    rx.all(REACHED, (provider,)).await
}

pub(super) async fn claims_of(rx: &mut Rx, provider: Id<Provider>, since: Instant, asked: bool) -> Result<i64> {
    rx.value(CLAIMS_OF, (provider, since, i64::from(asked))).await
}

pub(super) async fn edits_by(rx: &mut Rx, keeper: Id<Keeper>, since: Instant) -> Result<i64> {
    rx.value(EDITS_BY, (keeper, since)).await
}

/// What a keeper asked for and nobody has decided.
pub(super) async fn edits_waiting_by(rx: &mut Rx, keeper: Id<Keeper>) -> Result<Vec<Edit>> {
    rx.all(EDITS_WAITING_BY, (keeper,)).await
}

pub(super) async fn add_edit(tx: &mut Tx, e: &Edit) -> Result<()> {
    let args = (
        e.id,
        e.service_id,
        e.keeper_id,
        e.worker_id,
        e.made_at,
        e.field.as_str(),
        e.was.as_str(),
        e.value.as_str(),
        e.weight.as_str(),
    );
    tx.run(ADD_EDIT, args).await.map(|_| ())
}

pub(super) async fn edit(rx: &mut Rx, id: Id<Edit>) -> Result<Option<Edit>> {
    rx.maybe(EDIT, (id,)).await
}

/// Changes of a service that wait for somebody's yes.
pub(super) async fn edits_waiting_of(rx: &mut Rx, service: Id<Service>) -> Result<Vec<Edit>> {
    rx.all(EDITS_WAITING_OF, (service,)).await
}

pub(super) async fn edit_live(tx: &mut Tx, e: &Edit, by_a: &str, by: Option<Id<()>>, at: Instant) -> Result<()> {
    tx.update(EDIT_LIVE, (e.id, e.version, at, by_a, by)).await
}

pub(super) async fn edit_refused(tx: &mut Tx, e: &Edit, by_a: &str, by: Option<Id<()>>, at: Instant) -> Result<()> {
    tx.update(EDIT_REFUSED, (e.id, e.version, at, by_a, by)).await
}

/// Forgets what was said of where a service is by changes that are decided.
pub(super) async fn forget_places(tx: &mut Tx, id: Id<Service>) -> Result<()> {
    tx.run(FORGET_PLACES, (id,)).await.map(|_| ())
}

/// Forgets what a change said that has fallen.
pub(super) async fn forget_edit(tx: &mut Tx, id: Id<Edit>) -> Result<()> {
    tx.run(FORGET_EDIT, (id,)).await.map(|_| ())
}

/// What a change that waits is to say, otherwise.
pub(super) async fn rewrite_edit(tx: &mut Tx, e: &Edit, was: &str, value: &str) -> Result<()> {
    tx.update(REWRITE_EDIT, (e.id, e.version, was, value)).await
}

/// Writes a problem down, or counts it where it was said before and nobody has answered; whether it is new.
pub(super) async fn add_problem(tx: &mut Tx, p: &Problem, reporter: Option<Id<()>>) -> Result<bool> {
    let words = p.words.clone().unwrap_or_default();
    let just_now = p.at.minus(SignedDuration::from_secs(60));
    let args = (p.service_id, p.what.as_str(), words.as_str(), just_now);
    if tx.value::<i64>(PROBLEM_JUST_NOW, args).await? > 0 || tx.run(PROBLEM_AGAIN, args).await? > 0 {
        return Ok(false);
    }
    tx.run(ADD_PROBLEM, (p.id, p.service_id, p.at, p.what.as_str(), p.words.clone(), reporter)).await?;
    Ok(true)
}

pub(super) async fn problem(rx: &mut Rx, id: Id<Problem>) -> Result<Option<Problem>> {
    rx.maybe(PROBLEM, (id,)).await
}

pub(super) async fn problems_of(rx: &mut Rx, service: Id<Service>) -> Result<Vec<Problem>> {
    rx.all(PROBLEMS_OF, (service,)).await
}

pub(super) async fn answer_problem(
    tx: &mut Tx,
    p: &Problem,
    answer: &str,
    by_a: &str,
    by: Option<Id<()>>,
    at: Instant,
) -> Result<()> {
    tx.update(ANSWER_PROBLEM, (p.id, p.version, at, answer, by_a, by)).await
}

/// What became of a problem.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct Answered {
    pub answer: String,
    pub answered_by: Option<Id<Worker>>,
    pub answered_at: Instant,
}

pub(super) async fn answered(rx: &mut Rx, id: Id<Problem>) -> Result<Option<Answered>> {
    rx.maybe(ANSWERED, (id,)).await
}

pub(super) async fn checked_since(
    rx: &mut Rx,
    service: Id<Service>,
    outcome: &str,
    by: Id<()>,
    since: Instant,
) -> Result<bool> {
    Ok(rx.value::<i64>(CHECKED_SINCE, (service, outcome, by, since)).await? > 0)
}

/// Somebody made sure of an entry, or tried to.
#[derive(Debug)]
pub(super) struct Check<'a> {
    pub service: Id<Service>,
    pub how: &'a str,
    pub outcome: &'a str,
    pub party: Option<Id<()>>,
    pub note: Option<String>,
}

pub(super) async fn add_check(tx: &mut Tx, id: Id<Check<'_>>, c: &Check<'_>, at: Instant) -> Result<()> {
    tx.run(ADD_CHECK, (id.cast::<()>(), c.service, at, c.how, c.outcome, c.party, c.note.clone())).await.map(|_| ())
}

pub(super) async fn add_link(
    tx: &mut Tx,
    hash: &str,
    what: &str,
    subject: Id<()>,
    at: Instant,
    ends: Instant,
    to: &str,
) -> Result<()> {
    tx.run(ADD_LINK, (hash, what, subject, at, ends, to)).await.map(|_| ())
}

/// The hash of the address that a link went to.
pub(super) async fn sent_to(rx: &mut Rx, hash: &str) -> Result<Option<String>> {
    Ok(rx.values(SENT_TO, (hash,)).await?.pop())
}

/// What a living link is about.
pub(super) async fn link(rx: &mut Rx, hash: &str, what: &str, at: Instant) -> Result<Option<Id<()>>> {
    Ok(rx.values(LINK, (hash, what, at)).await?.pop())
}

/// Uses a link up; `false` when somebody was quicker.
pub(super) async fn use_link(tx: &mut Tx, hash: &str, what: &str, at: Instant) -> Result<bool> {
    Ok(tx.run(USE_LINK, (hash, what, at)).await? == 1)
}

pub(super) async fn end_links(tx: &mut Tx, what: &str, subject: Id<()>, at: Instant) -> Result<()> {
    tx.run(END_LINKS, (what, subject, at)).await.map(|_| ())
}

pub(super) async fn links_since(rx: &mut Rx, what: &str, subject: Id<()>, since: Instant) -> Result<i64> {
    rx.value(LINKS_SINCE, (what, subject, since)).await
}

pub(super) async fn add_visit(tx: &mut Tx, hash: &str, email: &Email, ends: Instant) -> Result<()> {
    tx.run(ADD_VISIT, (hash, email.clone(), ends)).await.map(|_| ())
}

/// Who came in in this browser.
pub(super) async fn visit(rx: &mut Rx, hash: &str, at: Instant) -> Result<Option<Email>> {
    Ok(rx.values(VISIT, (hash, at)).await?.pop())
}

pub(super) async fn end_visit(tx: &mut Tx, hash: &str) -> Result<()> {
    tx.run(END_VISIT, (hash,)).await.map(|_| ())
}

pub(super) async fn end_visits_of(tx: &mut Tx, email: &Email) -> Result<()> {
    tx.run(END_VISITS_OF, (email.clone(),)).await.map(|_| ())
}

/// Forgets what has run out.
pub(super) async fn forget(tx: &mut Tx, before: Instant) -> Result<()> {
    tx.run(FORGET_LINKS, (before,)).await?;
    tx.run(FORGET_CLAIMS, (before,)).await?;
    tx.run(FORGET_VISITS, (before,)).await.map(|_| ())
}
