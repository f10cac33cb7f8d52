//! Entries that may be the same: both side by side, for somebody to say what they are; and taking apart what was put together.

use super::{
    letters,
    mailed::{Said, says},
    store::{self, lists},
};
use crate::{
    directory::{self, Alike, Object, Provider, Said as Verdict, Service, Site},
    policy::{LISTING_DECIDE, SERVICE_EDIT, UPKEEP_ASK, UPKEEP_VIEW},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result, Rx, Tx,
    http::{
        form::Form,
        page::{Page, see},
        routes::{Access, Route},
    },
    jobs::{Failure, Job},
};
use kernel::Id;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/upkeep/alike", Access::For(&UPKEEP_VIEW), show),
        Route::post("/upkeep/alike/{object}/{a}/{b}", Access::For(&LISTING_DECIDE), decide),
    ]
}

/// Looks for entries that are the same, every few hours.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct FindAlike;

impl Job for FindAlike {
    const KIND: &'static str = "upkeep-find-alike";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let (mut rx, _) = ctx.read(&UPKEEP_ASK, House::id()).await?;
        let kept = lists::kept(&mut rx).await?.into_iter().collect();
        drop(rx);
        directory::find_alike(&ctx, kept).await?;
        Ok(())
    }
}

/// One of two.
#[derive(Serialize, Debug)]
struct Side {
    id: String,
    name: String,
    /// Where it is shown; an organisation has no page.
    slug: Option<String>,
    source: String,
    says: Vec<Said>,
}

/// Two that may be one.
#[derive(Serialize, Debug)]
struct Row {
    object: &'static str,
    why: Vec<String>,
    against: Vec<String>,
    a: Side,
    b: Side,
    /// Of two services: the one to whose contact people are sent if they are one.
    stands: Option<Stands>,
}

/// The one that would stand for both.
#[derive(Serialize, Debug)]
struct Stands {
    name: String,
    source: String,
    says: Vec<Said>,
    /// The other has another mailbox: whoever reads it is told.
    told: bool,
}

/// What may be the same.
#[derive(Serialize, Debug)]
pub(super) struct AlikePage {
    rows: Vec<Row>,
    /// Organisations that are shown as another.
    organisations: Vec<directory::Merged>,
    places: Vec<directory::Merged>,
    decides: bool,
}

impl Page for AlikePage {
    const TEMPLATE: &'static str = "upkeep/alike";
    fn sample() -> Vec<AlikePage> {
        let side = |source: &str, slug: bool| Side {
            id: "s1".into(),
            name: "Carpenters Road Singers".into(),
            slug: slug.then(|| "carpenters-road-singers".into()),
            source: source.into(),
            says: vec![
                Said { field: "sessions", lines: vec!["Tuesday 18:30–20:30".into()] },
                Said { field: "cost", lines: vec![] },
            ],
        };
        let merged = || directory::Merged {
            id: Id::from_uuid(uuid::Uuid::nil()),
            name: "Carpenters Road Tenants".into(),
            source: "charity".into(),
            root: Id::from_uuid(uuid::Uuid::nil()),
            root_name: "Carpenters Road Tenants and Friends".into(),
        };
        let row = |object: &'static str| Row {
            object,
            why: vec!["same-name".into(), "same-phone".into()],
            against: vec!["different-days".into()],
            a: side("newham", object == "service"),
            b: side("charity", object == "service"),
            stands: (object == "service").then(|| Stands {
                name: "Carpenters Road Singers".into(),
                source: "newham".into(),
                says: vec![Said { field: "phone", lines: vec!["020 7946 0312".into()] }],
                told: true,
            }),
        };
        vec![
            AlikePage {
                rows: vec![row("organization"), row("location"), row("service")],
                organisations: vec![merged()],
                places: vec![merged()],
                decides: true,
            },
            AlikePage { rows: vec![row("service")], organisations: vec![], places: vec![], decides: false },
            AlikePage { rows: vec![], organisations: vec![], places: vec![], decides: true },
        ]
    }
}

/// So many pairs stand on the page.
const SHOWN: i64 = 20;

async fn show(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let mut rows = vec![];
    for pair in directory::alike_waiting(&mut rx, SHOWN).await? {
        rows.extend(row(&ctx, &mut rx, &pair).await?);
    }
    let organisations = directory::merged_organisations(&mut rx).await?;
    let places = directory::merged_places(&mut rx).await?;
    ctx.page(&AlikePage { rows, organisations, places, decides: ctx.might(&LISTING_DECIDE) })
}

async fn row(ctx: &Ctx, rx: &mut Rx, pair: &Alike) -> Result<Option<Row>> {
    let Some(object) = Object::named(&pair.object) else { return Ok(None) };
    let mut sides = vec![];
    for id in [pair.a, pair.b] {
        let side = match object {
            Object::Service => directory::find(rx, id.cast()).await?.map(|s| service(ctx, s)),
            Object::Organization => organisation(ctx, rx, id).await?,
            Object::Location => location(rx, id).await?,
        };
        sides.extend(side);
    }
    let codes = |text: &str| text.split(' ').filter(|c| !c.is_empty()).map(str::to_owned).collect();
    let (Some(mut b), Some(mut a)) = (sides.pop(), sides.pop()) else { return Ok(None) };
    // What both say word for word need not be compared.
    let same: Vec<&'static str> = a
        .says
        .iter()
        .filter(|x| b.says.iter().any(|y| y.field == x.field && y.lines == x.lines))
        .map(|x| x.field)
        .collect();
    let differs = |s: &Said| !same.contains(&s.field) || ["sessions", "place"].contains(&s.field);
    a.says.retain(differs);
    b.says.retain(differs);
    let id = |id: Id<()>| id.to_string();
    (a.id, b.id) = (id(pair.a), id(pair.b));
    let stands = stands(ctx, rx, object, pair).await?;
    Ok(Some(Row { object: object.code(), why: codes(&pair.why), against: codes(&pair.against), a, b, stands }))
}

/// To whom people are sent if two services are one.
async fn stands(ctx: &Ctx, rx: &mut Rx, object: Object, pair: &Alike) -> Result<Option<Stands>> {
    if object != Object::Service {
        return Ok(None);
    }
    let first = kept(rx, object, pair.a, pair.b).await?.first().map(|(id, _)| *id);
    let root = directory::would_stand(rx, object, (pair.a, pair.b), first).await?;
    let Some(s) = directory::find(rx, root.cast()).await? else { return Ok(None) };
    let mut told = false;
    for id in [pair.a, pair.b] {
        let email = directory::find(rx, id.cast()).await?.and_then(|s| s.email);
        told |= email.is_some() && email != s.email;
    }
    let mut says = says(ctx, &s);
    says.retain(|f| ["place", "phone", "email", "website"].contains(&f.field));
    Ok(Some(Stands { name: s.name, source: s.source, says, told }))
}

/// Which of two entries somebody looks after: what each is shown as, and who runs that.
async fn kept(rx: &mut Rx, object: Object, a: Id<()>, b: Id<()>) -> Result<Vec<(Id<()>, Id<Provider>)>> {
    let mut kept = vec![];
    for id in [a, b] {
        let (root, provider, keepers) = match object {
            Object::Location => continue,
            Object::Organization => (id, id.cast(), store::keepers_of(rx, id.cast()).await?),
            Object::Service => {
                let shown = directory::find(rx, id.cast()).await?.ok_or(Error::NotFound)?;
                (shown.id.cast(), shown.provider_id, store::keepers_of_service(rx, shown.id).await?)
            }
        };
        if !keepers.is_empty() {
            kept.push((root, provider));
        }
    }
    Ok(kept)
}

fn service(ctx: &Ctx, s: Service) -> Side {
    Side { id: String::new(), says: says(ctx, &s), name: s.name, slug: Some(s.slug), source: s.source }
}

/// An organisation by its services: who they are is told by what they do.
async fn organisation(ctx: &Ctx, rx: &mut Rx, id: Id<()>) -> Result<Option<Side>> {
    let Some((name, source, services)) = directory::provider_with_some(rx, id).await? else { return Ok(None) };
    let (mut said, mut names) = (vec![], vec![]);
    for id in services {
        let Some(s) = directory::leaf(rx, id).await? else { continue };
        if said.is_empty() {
            said = says(ctx, &s);
            said.retain(|f| ["place", "phone", "email", "website"].contains(&f.field));
            if directory::find(rx, id).await?.is_some_and(|shown| shown.masked) {
                said.retain(|f| f.field != "place");
            }
        }
        names.push(s.name);
    }
    said.insert(0, Said { field: "services", lines: names });
    Ok(Some(Side { id: String::new(), name, slug: None, source, says: said }))
}

/// A building by its address and by what takes place there.
async fn location(rx: &mut Rx, id: Id<()>) -> Result<Option<Side>> {
    let Some((d, services)) = directory::location_with_some(rx, id).await? else { return Ok(None) };
    let text =
        |value: &serde_json::Value, key: &str| value.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
    let d = serde_json::Value::Object(d);
    let address = d.pointer("/addresses/0").cloned().unwrap_or_default();
    let mut lines: Vec<String> =
        ["address_1", "address_2", "city", "postal_code"].iter().filter_map(|key| text(&address, key)).collect();
    if lines.is_empty() {
        // What is too little of an address to be published may be enough to know a building by.
        lines = directory::site_at(rx, id, text(&d, "name").as_deref()).await?.map(Site::lines).unwrap_or_default();
    }
    let says = vec![Said { field: "place", lines }, Said { field: "services", lines: services }];
    Ok(Some(Side {
        id: String::new(),
        name: text(&d, "name").unwrap_or_default(),
        slug: None,
        source: String::new(),
        says,
    }))
}

/// Whoever was the contact of what is shown as another now learns of it.
async fn tell_whom_nobody_is_sent_to(tx: &mut Tx, ctx: &Ctx, before: &[Service]) -> Result<()> {
    for old in before {
        let Some(now) = directory::find(tx, old.id).await? else { continue };
        let Some(email) = old.email.as_ref().filter(|e| now.email.as_ref() != Some(e)) else { continue };
        let address = letters::address_of(ctx, &now);
        let pairs = [("service", old.name.as_str()), ("address", address.as_str())];
        letters::send(tx, ctx, email, "contact-changed", &pairs).await?;
    }
    Ok(())
}

async fn decide(ctx: Ctx, Path((object, a, b)): Path<(String, Id<()>, Id<()>)>, form: Form) -> Result<Response> {
    let object = Object::named(&object).ok_or(Error::NotFound)?;
    if form.0.get("answer") == "apart" {
        let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await?;
        directory::apart(&mut tx, &ctx, object, a, b).await?;
        tx.commit().await?;
        return Ok(see("/upkeep?done=alike-different"));
    }
    let verdict = Verdict::named(form.0.get("answer")).ok_or(Error::NotFound)?;
    let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await?;
    let mut before = vec![];
    if object == Object::Service && verdict == Verdict::Same {
        for id in [a, b] {
            before.push(directory::find(&mut tx, id.cast()).await?.ok_or(Error::NotFound)?);
        }
        if before.iter().any(|s| s.closed_at.is_some()) {
            return Err(Error::Conflict("conflict-service-closed"));
        }
    }
    // The entry that somebody looks after stands for both. Where somebody looks after each, they are asked first.
    let kept = kept(&mut tx, object, a, b).await?;
    let two = kept.len() == 2 && kept[0].1 != kept[1].1;
    if two && verdict == Verdict::Same {
        return Err(Error::Conflict("conflict-both-kept"));
    }
    directory::say(&mut tx, &ctx, object, (a, b), verdict, kept.first().map(|(id, _)| *id)).await?;
    tell_whom_nobody_is_sent_to(&mut tx, &ctx, &before).await?;
    tx.commit().await?;
    let done = match verdict {
        Verdict::Same => "alike-same",
        Verdict::Different => "alike-different",
        Verdict::Unsure => "alike-unsure",
    };
    Ok(see(format!("/upkeep/alike?done={done}")))
}
