//! Where there are link workers as a layer of the map: what is known of each borough, and the part of the map that has them all.

use super::{
    model::{Asked, Known, Provision, codes, known},
    public::month,
    store,
};
use crate::{
    area,
    directory::{self, Borough, Index},
    pathway,
    policy::PROVISION_VIEW,
};
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{
    Ctx, House, Result,
    http::{
        form::Fields,
        routes::{Access, Route},
        same,
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/tiles/link-workers", Access::Public, draw)]
}

/// What somebody chose of the lines: who can send people, a pathway, a language. What is no choice of the page is not asked.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Chosen {
    pub setting: Option<String>,
    pub pathway: Option<String>,
    pub language: Option<String>,
}

impl Chosen {
    pub fn of(fields: &Fields, lines: &[Provision]) -> Chosen {
        let get = |name: &str| Some(fields.get(name)).filter(|v| !v.is_empty()).map(str::to_owned);
        let sends = |code: &String| lines.iter().any(|l| codes(&l.settings).any(|c| c == code));
        let spoken = |code: &String| lines.iter().any(|l| codes(&l.languages).any(|c| c == code));
        Chosen {
            setting: get("setting").filter(sends),
            pathway: get("pathway").filter(|code| pathway::find(code).is_some()),
            language: get("language").filter(spoken),
        }
    }

    pub fn any(&self) -> bool {
        *self != Chosen::default()
    }

    /// `setting`: of all that were chosen, this one.
    pub fn asks<'a>(&'a self, setting: Option<&'a str>) -> Asked<'a> {
        let setting = setting.or(self.setting.as_deref());
        Asked { setting, pathway: self.pathway.as_deref(), language: self.language.as_deref() }
    }

    /// The same as an address asks for it.
    pub fn address(&self, path: &str) -> String {
        let pairs = [("setting", &self.setting), ("pathway", &self.pathway), ("language", &self.language)];
        let pairs: Vec<String> = pairs.iter().filter_map(|(n, v)| Some(format!("{n}={}", v.as_ref()?))).collect();
        format!("{path}{}{}", if pairs.is_empty() { "" } else { "?" }, pairs.join("&"))
    }
}

/// Every borough that has a page, and those that lines name besides.
pub(super) fn boroughs(index: &Index, lines: &[Provision]) -> Vec<Borough> {
    let mut all = index.boroughs();
    for line in lines {
        if let Some(more) = index.borough(&line.borough).filter(|b| !all.contains(b)) {
            all.push(more);
        }
    }
    all.sort_by(|a, b| a.slug.cmp(&b.slug));
    all
}

/// The map of it.
#[derive(Serialize, Debug)]
pub(super) struct Drawn {
    bounds: String,
    workers: String,
}

impl Drawn {
    /// None where there are no outlines of any of the boroughs.
    pub async fn of(ctx: &Ctx, boroughs: &[Borough], chosen: &Chosen) -> Result<Option<Drawn>> {
        let names: Vec<&str> = boroughs.iter().map(|b| b.name.as_str()).collect();
        let bounds = area::around(&ctx.machine, &names).await?;
        Ok(bounds.map(|bounds| Drawn { bounds, workers: chosen.address("/tiles/link-workers") }))
    }

    pub fn sample() -> Drawn {
        Drawn {
            bounds: "-0.500000,51.300000,0.300000,51.700000".into(),
            workers: "/tiles/link-workers?language=bn".into(),
        }
    }
}

/// A borough on the map.
#[derive(Serialize)]
struct On<'a> {
    name: &'a str,
    slug: &'a str,
    known: Known,
}

async fn draw(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    let fields = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let lines = store::all(&mut rx).await?;
    drop(rx);
    let chosen = Chosen::of(&fields, &lines);
    let known = known(&lines, chosen.asks(None), &month(&ctx));
    let boroughs = boroughs(&index, &lines);
    let on = boroughs.iter().map(|Borough { name, slug }| On {
        name,
        slug,
        known: known.get(slug).copied().unwrap_or(Known::Nothing),
    });
    let body = serde_json::json!({ "boroughs": on.collect::<Vec<_>>() }).to_string();
    // For whom somebody looks stays in no cache.
    if chosen.any() {
        return Ok(
            ([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "application/json")], body).into_response()
        );
    }
    let control = [(header::CACHE_CONTROL, "no-cache")];
    let tag = same::tag(body.as_bytes());
    if same::has(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, control, [(header::ETAG, tag)]).into_response());
    }
    Ok((control, [(header::ETAG, tag.as_str()), (header::CONTENT_TYPE, "application/json")], body).into_response())
}
