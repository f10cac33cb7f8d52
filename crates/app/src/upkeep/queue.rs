//! What waits in the directory: claims to prove, changes to say yes or no to, fields of which a source has come to say something else, problems that were
//! reported. And which entries are old, by area and by need, with those that people are sent to most at the top.

use super::{
    actions, hidden,
    keepers::{self, Answer, Decided},
    later, letters,
    model::{Claim, Edit, Keeper, Problem, Proof, fold},
    store::{
        self,
        lists::{self, NewUnderKept},
    },
};
use crate::{
    directory::{self, Field, OLD_AFTER_DAYS, Service},
    identity,
    policy::{CLAIM_DECIDE, LISTING_DECIDE, LISTING_PROPOSE, SERVICE_CHECK, UPKEEP_VIEW},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result, Rx, Tx,
    http::{
        form::Form,
        page::{Page, see},
        routes::{Access, Route},
    },
    seal, settings,
};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/upkeep", Access::For(&UPKEEP_VIEW), show),
        Route::post("/upkeep/claims/{id}", Access::For(&CLAIM_DECIDE), decide_claim),
        Route::post("/upkeep/later/{keeper}/{service}", Access::For(&LISTING_DECIDE), decide_later),
        Route::post("/upkeep/edits/{id}", Access::For(&LISTING_DECIDE), decide_edit),
        Route::post("/upkeep/edits/{id}/take-back", Access::For(&LISTING_PROPOSE), take_back),
        Route::post("/upkeep/problems/{id}", Access::For(&SERVICE_CHECK), answer_problem),
        Route::post("/upkeep/corrections/{service}/{field}", Access::For(&LISTING_DECIDE), decide_correction),
        Route::get("/upkeep/old", Access::For(&UPKEEP_VIEW), old),
    ]
}

/// So many of each kind stand on the page.
const SHOWN: i64 = 50;

/// The entry that something is about.
#[derive(Serialize, Debug, Clone)]
struct About {
    name: String,
    slug: String,
    phone: Option<String>,
    /// Whether there is a mailbox that could be written to.
    mailbox: bool,
    source: String,
}

#[derive(Serialize, Debug)]
struct ClaimRow {
    id: String,
    about: About,
    who: String,
    email: String,
    said: Option<String>,
    /// What has to be done: `call-back` or `officer`.
    proof: String,
    /// How many look after it already.
    keepers: usize,
    /// How many entries it is about.
    entries: usize,
    /// Whether the reader's yes is enough; otherwise it is written down for somebody whose is.
    enough: bool,
    /// A link worker who rang heard that they do.
    heard: Option<(String, Instant)>,
    at: Instant,
}

/// An entry that came under an organisation of which somebody looks after others.
#[derive(Serialize, Debug)]
struct LaterRow {
    keeper: String,
    service: String,
    about: About,
    who: String,
    /// For whoever decides.
    email: Option<String>,
    provider: String,
}

#[derive(Serialize, Debug)]
struct EditRow {
    id: String,
    about: About,
    field: String,
    was: Vec<String>,
    value: Vec<String>,
    weight: String,
    by_keeper: bool,
    /// Whether the reader asked for it.
    mine: bool,
    at: Instant,
}

#[derive(Serialize, Debug)]
struct CorrectionRow {
    service: String,
    field: &'static str,
    about: About,
    ours: Vec<String>,
    theirs: Vec<String>,
    by_a: String,
    /// Whether it says how people reach it, or where they are sent.
    contact: bool,
    /// A fingerprint of what the source says.
    mark: String,
    at: Instant,
}

#[derive(Serialize, Debug)]
struct ProblemRow {
    id: String,
    about: About,
    what: String,
    words: Option<String>,
    times: i64,
    /// How many more of the kind wait for the same entry: they stand on its page.
    more: i64,
    at: Instant,
}

/// What somebody else has said of a problem meanwhile.
#[derive(Serialize, Debug)]
struct Already {
    answer: String,
    who: Option<String>,
    at: Instant,
}

/// What waits.
#[derive(Serialize, Debug)]
pub(super) struct QueuePage {
    counts: lists::Counts,
    /// That what the reader has just answered was answered already.
    already: Option<Already>,
    claims: Vec<ClaimRow>,
    later: Vec<LaterRow>,
    edits: Vec<EditRow>,
    corrections: Vec<CorrectionRow>,
    problems: Vec<ProblemRow>,
    /// Whether the reader may say yes to a change.
    decides: bool,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "upkeep/queue";
    fn sample() -> Vec<QueuePage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let about = || About {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            phone: Some("020 7946 0312".into()),
            mailbox: true,
            source: "newham".into(),
        };
        let claim = |proof: &str| ClaimRow {
            id: "c1".into(),
            about: about(),
            who: "Mo Diallo".into(),
            email: "mo@post.example".into(),
            said: Some("I run it on Tuesdays".into()),
            proof: proof.into(),
            keepers: usize::from(proof == "officer"),
            entries: 2,
            enough: proof == "officer",
            heard: (proof == "officer").then(|| ("Sam Lee".into(), at)),
            at,
        };
        let edit = |weight: &str| EditRow {
            id: "e1".into(),
            about: about(),
            field: "description".into(),
            was: vec!["We sing.".into()],
            value: vec!["We sing and drink tea.".into()],
            weight: weight.into(),
            by_keeper: weight == "contact",
            mine: weight == "approval",
            at,
        };
        let full = |decides: bool| QueuePage {
            counts: lists::Counts { claims: 2, edits: 2, problems: 60, corrections: 1, alike: 3, later: 1 },
            already: decides.then(|| Already { answer: "nothing".into(), who: Some("Sam Lee".into()), at }),
            claims: vec![claim("call-back"), claim("officer")],
            later: vec![LaterRow {
                keeper: "k1".into(),
                service: "s1".into(),
                about: about(),
                who: "Mo Diallo".into(),
                email: decides.then(|| "mo@post.example".into()),
                provider: "Newham Council".into(),
            }],
            edits: vec![edit("approval"), edit("contact")],
            corrections: vec![CorrectionRow {
                service: "s1".into(),
                field: "phone",
                about: about(),
                ours: vec!["020 7946 0312".into()],
                theirs: vec![],
                by_a: "keeper".into(),
                contact: decides,
                mark: "m".into(),
                at,
            }],
            problems: vec![ProblemRow {
                id: "p1".into(),
                about: about(),
                what: "times".into(),
                words: Some("Wednesdays now".into()),
                times: 3,
                more: 2,
                at,
            }],
            decides,
        };
        let empty = QueuePage {
            counts: lists::Counts::default(),
            already: None,
            claims: vec![],
            later: vec![],
            edits: vec![],
            corrections: vec![],
            problems: vec![],
            decides: true,
        };
        vec![full(true), full(false), empty]
    }
}

impl About {
    fn of(s: Service) -> About {
        About { mailbox: s.email.is_some(), name: s.name, slug: s.slug, phone: s.phone, source: s.source }
    }
}

async fn about(rx: &mut Rx, id: Id<Service>) -> Result<Option<About>> {
    Ok(directory::find(rx, id).await?.map(About::of))
}

async fn show(ctx: Ctx) -> Result<Response> {
    ctx.page(&page(&ctx).await?)
}

async fn page(ctx: &Ctx) -> Result<QueuePage> {
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let rx = &mut rx;
    let mut page = QueuePage {
        counts: lists::counts(rx).await?,
        already: None,
        claims: vec![],
        later: vec![],
        edits: vec![],
        corrections: vec![],
        problems: vec![],
        decides: ctx.might(&LISTING_DECIDE),
    };
    for c in lists::claims(rx, SHOWN).await? {
        let Some(about) = about(rx, c.service_id).await? else { continue };
        let row = claim_row(ctx, rx, c, about).await?;
        page.claims.extend(row);
    }
    for new in lists::new_under_kept(rx, NewUnderKept::NONE, SHOWN).await? {
        let (Some(k), Some(s)) = (store::keeper(rx, new.keeper).await?, directory::leaf(rx, new.service).await?) else {
            continue;
        };
        page.later.push(LaterRow {
            keeper: k.id.to_string(),
            service: s.id.to_string(),
            who: k.name,
            email: page.decides.then(|| k.email.to_string()),
            provider: s.provider.clone(),
            about: About::of(s),
        });
    }
    for e in lists::edits(rx, SHOWN).await? {
        let found = directory::find(rx, e.service_id).await?.filter(|s| !hidden::is_over(&e, s));
        let (Some(s), Some(field)) = (found, Field::named(&e.field)) else { continue };
        page.edits.push(edit_row(ctx, e, field, s)?);
    }
    for c in directory::corrections_waiting(rx, SHOWN).await? {
        let found = directory::find(rx, c.service).await?.filter(|s| !(s.masked && c.field.is_place()));
        let (Some(s), Some((said, at))) = (found, c.said.as_ref()) else { continue };
        page.corrections.push(CorrectionRow {
            service: c.service.to_string(),
            field: c.field.code(),
            ours: hidden::in_words(ctx, &s, c.field, &c.value)?,
            theirs: hidden::in_words(ctx, &s, c.field, said)?,
            about: About::of(s),
            by_a: c.made.by_a.clone(),
            contact: c.field.is_sensitive(),
            mark: seal::token_hash(&said.to_string()),
            at: *at,
        });
    }
    for p in lists::problems(rx, SHOWN).await? {
        let Some(about) = about(rx, p.service_id).await? else { continue };
        page.problems.push(ProblemRow {
            more: lists::more_like(rx, &p).await?,
            id: p.id.to_string(),
            about,
            what: p.what,
            words: p.words,
            times: p.times,
            at: p.at,
        });
    }
    Ok(page)
}

async fn claim_row(ctx: &Ctx, rx: &mut Rx, c: Claim, about: About) -> Result<Option<ClaimRow>> {
    let Some(service) = directory::find(rx, c.service_id).await? else { return Ok(None) };
    let keepers = store::keepers_of(rx, c.provider_id).await?.len();
    let entries = directory::of_provider(rx, c.provider_id).await?.len();
    let enough = ctx.might(&LISTING_DECIDE) || keepers::is_for_one_who_rings(rx, &c, &service).await?;
    let names = identity::names_of(rx, c.heard_by.into_iter().collect()).await?;
    let heard = c.heard_by.and_then(|by| names.get(&by).cloned()).zip(c.heard_at);
    Ok(Some(ClaimRow {
        id: c.id.to_string(),
        who: c.name,
        email: c.email.to_string(),
        said: c.said,
        proof: if about.phone.is_some() { Proof::CallBack.code() } else { Proof::Officer.code() }.to_owned(),
        about,
        keepers,
        entries,
        enough,
        heard,
        at: c.confirmed_at.unwrap_or(c.begun_at),
    }))
}

fn edit_row(ctx: &Ctx, e: Edit, field: Field, s: Service) -> Result<EditRow> {
    let (was, value) = hidden::change(ctx, &s, field, &e)?;
    Ok(EditRow {
        id: e.id.to_string(),
        about: About::of(s),
        was,
        value,
        field: e.field,
        weight: e.weight,
        by_keeper: e.keeper_id.is_some(),
        mine: e.worker_id.is_some() && e.worker_id == ctx.actor.account().map(Id::from_uuid),
        at: e.made_at,
    })
}

/// What was pressed: yes, no, or neither, which is nobody's form.
fn answer(form: &Form) -> Result<bool> {
    match form.0.get("answer") {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Error::NotFound),
    }
}

async fn decide_claim(ctx: Ctx, Path(id): Path<Id<Claim>>, form: Form) -> Result<Response> {
    let answer = match form.0.get("answer") {
        "yes" => Answer::Yes,
        "this" => Answer::ThisOne,
        "all" => Answer::All,
        "no" => Answer::No,
        _ => return Err(Error::NotFound),
    };
    let done = match keepers::decide(&ctx, id, answer, "decided").await? {
        Decided::Granted => "claim-granted",
        Decided::Refused => "claim-refused",
        Decided::Heard => "claim-heard",
    };
    Ok(see(format!("/upkeep?done={done}")))
}

async fn decide_later(
    ctx: Ctx,
    Path((keeper, service)): Path<(Id<Keeper>, Id<Service>)>,
    form: Form,
) -> Result<Response> {
    let yes = answer(&form)?;
    later::decide(&ctx, keeper, service, yes).await?;
    Ok(see(format!("/upkeep?done={}", if yes { "later-theirs" } else { "later-not" })))
}

async fn take_back(ctx: Ctx, Path(id): Path<Id<Edit>>, Form(_): Form) -> Result<Response> {
    actions::take_own_back(&ctx, id).await?;
    Ok(see("/upkeep?done=kept-taken-back"))
}

async fn decide_edit(ctx: Ctx, Path(id): Path<Id<Edit>>, form: Form) -> Result<Response> {
    let yes = answer(&form)?;
    actions::decide_edit(&ctx, id, yes).await?;
    Ok(see(format!("/upkeep?done={}", if yes { "edit-live" } else { "edit-refused" })))
}

async fn answer_problem(ctx: Ctx, Path(id): Path<Id<Problem>>, form: Form) -> Result<Response> {
    let Some(there) = actions::answer_problem(&ctx, id, answer(&form)?).await? else {
        return Ok(see("/upkeep?done=problem-answered"));
    };
    let mut page = page(&ctx).await?;
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let names = identity::names_of(&mut rx, there.answered_by.into_iter().collect()).await?;
    let who = there.answered_by.and_then(|by| names.get(&by).cloned());
    page.already = Some(Already { answer: there.answer, who, at: there.answered_at });
    drop(rx);
    ctx.page_invalid(&page)
}

async fn decide_correction(
    ctx: Ctx,
    Path((service, field)): Path<(Id<Service>, String)>,
    form: Form,
) -> Result<Response> {
    let field = Field::named(&field).ok_or(Error::NotFound)?;
    let keep = answer(&form)?;
    let (mut tx, _) = ctx.write(&LISTING_DECIDE, service).await?;
    settings::hold(&mut tx, actions::HOLD).await?;
    let entry = directory::leaf(&mut tx, service).await?.ok_or(Error::NotFound)?;
    let all = directory::corrections_of(&mut tx, entry.id).await?;
    let said = all.iter().filter(|c| c.field == field).find_map(|c| Some(c.said.as_ref()?.0.clone()));
    let said = said.filter(|s| seal::token_hash(&s.to_string()) == form.0.get("mark"));
    let said = said.ok_or(Error::Conflict("conflict-correction"))?;
    directory::decide(&mut tx, &ctx, entry.id, field, keep, &said).await?;
    if !keep && field == Field::Email {
        actions::other_contact(&mut tx, &ctx, entry.id, None).await?;
    }
    if !keep && field.is_sensitive() {
        tell_of_the_taken(&mut tx, &ctx, &entry, field, &said).await?;
    }
    tx.commit().await?;
    Ok(see(format!("/upkeep?done={}", if keep { "correction-kept" } else { "correction-taken-back" })))
}

/// What a list says of how people reach an entry stands there now: whoever was the contact learns of it, whoever looks after it, and who is the contact now.
async fn tell_of_the_taken(tx: &mut Tx, ctx: &Ctx, entry: &Service, field: Field, said: &Value) -> Result<()> {
    let address = letters::address_of(ctx, entry);
    let pairs = [("service", entry.name.as_str()), ("address", address.as_str())];
    let mut told: Vec<String> = vec![];
    if let Some(old) = &entry.email {
        letters::send(tx, ctx, old, "contact-changed", &pairs).await?;
        told.push(fold(old));
    }
    for keeper in store::keepers_of_service(tx, entry.id).await? {
        if !told.contains(&fold(keeper.email.as_str())) {
            letters::send(tx, ctx, keeper.email.as_str(), "contact-taken", &pairs).await?;
        }
    }
    if let Some(next) = said.as_str().filter(|_| field == Field::Email) {
        letters::send(tx, ctx, next, "contact-now", &pairs).await?;
    }
    Ok(())
}

/// How old the entries of an area, or for a need, are.
#[derive(Serialize, Debug, Default)]
struct Age {
    /// A borough; or the code of a need.
    key: String,
    all: usize,
    /// Confirmed within 90 days, within a year; older or never.
    fresh: usize,
    year: usize,
    old: usize,
}

#[derive(Serialize, Debug)]
struct Due {
    name: String,
    slug: String,
    phone: Option<String>,
    borough: Option<String>,
    checked_days: Option<i64>,
    unreached: i64,
    /// Whether people were sent there lately. How many, nobody need know.
    used: bool,
}

/// Which entries are old.
#[derive(Serialize, Debug)]
pub(super) struct OldPage {
    total: usize,
    old: usize,
    boroughs: Vec<Age>,
    needs: Vec<Age>,
    due: Vec<Due>,
}

impl Page for OldPage {
    const TEMPLATE: &'static str = "upkeep/old";
    fn sample() -> Vec<OldPage> {
        let age = |key: &str| Age { key: key.into(), all: 30, fresh: 12, year: 10, old: 8 };
        let due = |used: bool, unreached| Due {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            phone: used.then(|| "020 7946 0312".into()),
            borough: Some("Newham".into()),
            checked_days: used.then_some(400),
            unreached,
            used,
        };
        vec![
            OldPage {
                total: 300,
                old: 80,
                boroughs: vec![age("Newham")],
                needs: vec![age("soc-lonely")],
                due: vec![due(true, 2), due(false, 0)],
            },
            OldPage { total: 0, old: 0, boroughs: vec![], needs: vec![], due: vec![] },
        ]
    }
}

/// So many entries stand on the list of what is to be rung next.
const DUE: usize = 25;
/// People were sent there lately: within so long.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 180);

async fn old(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let used = lists::used(&mut rx, ctx.now().minus(LATELY)).await?;
    drop(rx);
    let index = directory::index(&ctx.machine).await?;
    let today = ctx.today();
    let mut boroughs: BTreeMap<&str, Age> = BTreeMap::new();
    let mut needs: BTreeMap<&str, Age> = BTreeMap::new();
    let mut due: Vec<(i64, i64, Id<Service>, u32)> = vec![];
    let mut old = 0;
    for doc in 0..index.len() as u32 {
        let (id, facts) = (index.id_of(doc), index.facts_about(doc));
        let days = facts.days_since_check(today);
        let is_old = days.is_none_or(|d| d > OLD_AFTER_DAYS);
        let count = |age: &mut Age| {
            age.all += 1;
            match days {
                Some(d) if d <= 90 => age.fresh += 1,
                Some(d) if d <= 365 => age.year += 1,
                _ => age.old += 1,
            }
        };
        if let Some(borough) = index.borough_of(doc).filter(|b| index.gazetteer.borough(b).is_some()) {
            count(boroughs.entry(borough).or_default());
        }
        for need in index.needs_of(doc) {
            count(needs.entry(&index.need_codes()[usize::from(*need)]).or_default());
        }
        if is_old || facts.rest.unreached {
            old += usize::from(is_old);
            due.push((used.get(&id).copied().unwrap_or(0), days.unwrap_or(i64::MAX), id, doc));
        }
    }
    // What people are sent to most comes first; then what was not confirmed for the longest time.
    due.sort_by_key(|(used, days, id, _)| (std::cmp::Reverse(*used), std::cmp::Reverse(*days), *id));
    let due: Vec<Due> = due
        .into_iter()
        .take(DUE)
        .map(|(used, _, _, doc)| {
            let card = index.cards().get(doc);
            Due {
                checked_days: card.days_since_check(today),
                name: card.name,
                slug: card.slug,
                phone: card.phone,
                borough: card.borough,
                unreached: card.unreached,
                used: used > 0,
            }
        })
        .collect();
    let named = |all: BTreeMap<&str, Age>| {
        let mut all: Vec<Age> = all.into_iter().map(|(key, age)| Age { key: key.to_owned(), ..age }).collect();
        all.sort_by(|a, b| (b.old * a.all.max(1)).cmp(&(a.old * b.all.max(1))).then(a.key.cmp(&b.key)));
        all
    };
    ctx.page(&OldPage { total: index.len(), old, boroughs: named(boroughs), needs: named(needs), due })
}
