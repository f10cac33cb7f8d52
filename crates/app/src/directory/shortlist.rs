//! A list that somebody puts together for themselves: to print, to send, to think over.
//!
//! A list of services may tell something about who made it. So it stands in no address and on no server: with scripts it is in this browser
//! (`assets/js/kept.mjs`) and is asked for by POST, without them it is in the page itself, in hidden fields that every button sends along. What a button does
//! is done to what came with it, and what comes back is the list as it is then.

use super::{
    along::Along,
    find::ForWhom,
    fresh, lexicon,
    model::{Service, Session},
    query::Query,
    store,
};
use crate::policy::{SERVICE_VIEW, SIGNPOST_GIVE};
use axum::{
    http::{HeaderValue, header::HeaderName},
    response::Response,
};
use base::{
    Ctx, House, Result, Rx,
    http::{
        form::{Fields, Form, FormView},
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::Money;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/shortlist", Access::Public, show), Route::post("/shortlist", Access::Public, change)]
}

/// More than this nobody thinks over, and a text message of it no telephone sends.
const MOST: usize = 20;
/// Found by a search in the list.
const OFFERED: usize = 5;

#[derive(Serialize, Debug)]
struct Row {
    slug: String,
    name: String,
    kind: String,
    closed: bool,
    paused: bool,
    masked: bool,
    comes: bool,
    lines: Vec<String>,
    sessions: Vec<Session>,
    whom: ForWhom,
    free: Option<bool>,
    price: Option<String>,
    phone: Option<String>,
}

#[derive(Serialize, Debug)]
struct Offer {
    slug: String,
    name: String,
    kind: String,
    borough: Option<String>,
}

/// The list.
#[derive(Serialize, Debug)]
pub(super) struct ShortlistPage {
    rows: Vec<Row>,
    /// Addresses of services that are not here any more.
    gone: Vec<String>,
    /// All of them, as the page's script keeps them.
    slugs: String,
    /// What can be sent: none of what has closed.
    along: Option<Along>,
    /// Whether the reader works here, and gives a list to somebody without its being counted.
    gives: bool,
    full: bool,
    most: usize,
    /// What was looked for, to put on the list.
    found: Option<Vec<Offer>>,
    /// What was looked for speaks of danger: of what kind.
    crisis: Vec<&'static str>,
    form: FormView,
}

impl Page for ShortlistPage {
    const TEMPLATE: &'static str = "directory/shortlist";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ShortlistPage> {
        let row = |closed| Row {
            slug: "carpenters-road-singers".into(),
            name: "Carpenters Road Singers".into(),
            kind: "choir".into(),
            closed,
            paused: closed,
            masked: closed,
            comes: false,
            lines: vec!["The Blue Door Hall".into(), "31 Adzemaker Row".into()],
            sessions: vec![],
            whom: ForWhom::sample(!closed),
            free: Some(!closed),
            price: closed.then(|| "£3".into()),
            phone: Some("020 7946 0327".into()),
        };
        let offer = Offer {
            slug: "tune-and-teacake".into(),
            name: "Tune & Teacake".into(),
            kind: "choir".into(),
            borough: Some("Newham".into()),
        };
        let page = |full: bool, found| ShortlistPage {
            rows: if full { vec![row(false), row(true)] } else { vec![] },
            gone: if full { vec!["gone-since".into()] } else { vec![] },
            slugs: if full { "carpenters-road-singers gone-since".into() } else { String::new() },
            along: full.then(Along::sample),
            gives: full,
            full,
            most: MOST,
            crisis: if full { vec!["life", "child"] } else { vec![] },
            found,
            form: FormView::default(),
        };
        vec![page(false, None), page(true, None), page(false, Some(vec![offer])), page(false, Some(vec![]))]
    }
}

async fn show(ctx: Ctx) -> Result<Response> {
    answer(&ctx, &Fields::default()).await
}

async fn change(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    answer(&ctx, &fields).await
}

async fn answer(ctx: &Ctx, fields: &Fields) -> Result<Response> {
    let mut response = ctx.page(&page(ctx, fields).await?)?;
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(response)
}

/// What was sent along, with what the button says done to it. What cannot be an address of a service is passed over.
fn asked(fields: &Fields) -> Vec<String> {
    let is_slug = |s: &str| {
        (1..=200).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if fields.has("empty") {
        return vec![];
    }
    let mut all: Vec<String> = vec![];
    for slug in fields.list("s").into_iter().chain(fields.list("add")) {
        if is_slug(slug) && all.len() < MOST && slug != fields.get("remove") && all.iter().all(|s| s != slug) {
            all.push(slug.to_owned());
        }
    }
    all
}

/// The services of the list, in its order, and those that are not there any more. Two entries that are one by now are one here.
async fn read(rx: &mut Rx, slugs: Vec<String>) -> Result<(Vec<Service>, Vec<String>)> {
    let (mut services, mut gone): (Vec<Service>, _) = (vec![], vec![]);
    for slug in slugs {
        match store::find_slug(rx, &slug).await? {
            None => gone.push(slug),
            Some(s) if services.iter().any(|there| there.id == s.id) => {}
            Some(s) => services.push(s),
        }
    }
    Ok((services, gone))
}

async fn page(ctx: &Ctx, fields: &Fields) -> Result<ShortlistPage> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let (services, gone) = read(&mut rx, asked(fields)).await?;
    drop(rx);
    let slugs: Vec<&str> = services.iter().map(|s| s.slug.as_str()).chain(gone.iter().map(String::as_str)).collect();
    let open: Vec<Service> = services.iter().filter(|s| s.closed_at.is_none()).cloned().collect();
    let words = fields.get("words").to_owned();
    let found = if words.is_empty() {
        None
    } else {
        let found = fresh::search(&ctx.machine, &Query { words, limit: MOST + OFFERED, ..Query::default() }).await?;
        let new = found.hits.into_iter().filter(|h| !slugs.contains(&h.card.slug.as_str()));
        let offer = |h: super::Hit| Offer {
            slug: h.card.slug.clone(),
            name: h.card.name.clone(),
            kind: h.card.kind.clone(),
            borough: h.card.borough.clone().filter(|_| !h.card.masked),
        };
        Some(new.take(OFFERED).map(offer).collect())
    };
    Ok(ShortlistPage {
        gives: ctx.might(&SIGNPOST_GIVE),
        full: slugs.len() >= MOST,
        slugs: slugs.join(" "),
        along: (!open.is_empty()).then(|| Along::of_all(ctx, &open)),
        rows: services.into_iter().map(row).collect(),
        gone,
        most: MOST,
        found,
        crisis: lexicon::crisis(&[fields.get("words")]),
        form: FormView::of(fields),
    })
}

fn row(s: Service) -> Row {
    let comes = s.comes_to_you();
    Row {
        closed: s.closed_at.is_some(),
        paused: s.paused_at.is_some(),
        masked: s.masked,
        comes,
        lines: if s.masked || comes { vec![] } else { s.site().lines() },
        whom: ForWhom::of(&s),
        free: s.cost.free,
        price: s.cost.price.filter(|p| *p > 0).map(|p| Money::gbp(p).to_string()),
        slug: s.slug,
        name: s.name,
        kind: s.kind,
        sessions: s.sessions,
        phone: s.phone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_each_once_and_no_more_than_it_can_hold_and_does_what_its_button_says() {
        let fields = |text: &str| Fields::parse(text.as_bytes());
        assert_eq!(asked(&fields("s=a&s=b&s=a&add=c")), ["a", "b", "c"]);
        assert_eq!(asked(&fields("s=a&s=b&remove=a")), ["b"]);
        assert!(asked(&fields("s=a&s=b&empty=yes")).is_empty());
        assert!(asked(&fields("s=../x&s=A&s=&s=%3Cb%3E")).is_empty());
        let many: String = (0..40).map(|n| format!("s=x{n}&")).collect();
        assert_eq!(asked(&fields(&many)).len(), MOST);
    }
}
