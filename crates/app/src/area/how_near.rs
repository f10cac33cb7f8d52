//! How near help is, borough by borough: what the layers of the map show in colours, in words and numbers, for whoever does not see them.
//!
//! It takes the same search as the map. A place, a distance or a borough that the search has chooses nothing here but which borough is told of: a service across
//! the border is near as well. Services without a place that may be known are near nobody, as on the map, and the page says so.

use super::{
    layers::{self, NEAR_KM, Reach},
    model::{Kind, Shape},
    outlines::{self, Outlines, Ranked},
};
use crate::{
    directory::{self, Borough, Index, Marks, in_km, slug},
    policy::SERVICE_VIEW,
};
use anyhow::anyhow;
use axum::{http::HeaderMap, response::Response};
use base::{
    Ctx, House, Result,
    error::Message,
    http::{
        form::Fields,
        page::{self, Page},
        routes::{Access, Route},
    },
};
use kernel::tile::Spot;
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/find/how-near", Access::Public, show)]
}

/// A small area is called deprived here when it is in the first two tenths: the fifth that the NHS calls Core20 (NHS England, Core20PLUS5).
const DEPRIVED: i64 = 2;
/// So many districts of postcodes are named.
const NAMED: usize = 4;

/// A borough.
#[derive(Serialize, Debug)]
struct Row {
    name: String,
    slug: String,
    /// How many in a hundred of its points have none near.
    far: usize,
    /// Around which outcodes most of them lie.
    around: Vec<String>,
    /// How many of its small areas are deprived, and how many of those have none near.
    deprived: usize,
    deprived_far: usize,
}

/// All boroughs, or one.
#[derive(Serialize, Debug)]
pub(super) struct HowNearPage {
    said: Vec<Message>,
    list: String,
    km: String,
    /// The edition of the index of deprivation, where one was imported with its small areas.
    edition: Option<i64>,
    rows: Vec<Row>,
    /// The way to all boroughs, where only one is told of.
    all: Option<String>,
}

impl Page for HowNearPage {
    const TEMPLATE: &'static str = "area/how_near";
    const PUBLIC: bool = true;
    fn sample() -> Vec<HowNearPage> {
        let row = |name: &str, far| Row {
            name: name.into(),
            slug: slug(name),
            far,
            around: if far == 0 { vec![] } else { vec!["RM4".into(), "RM14".into()] },
            deprived: 20,
            deprived_far: usize::from(far > 0),
        };
        let page = |rows, edition| HowNearPage {
            said: vec![directory::message("chip-words", [("words", "choir".into())])],
            list: "/find?words=choir".into(),
            km: in_km(NEAR_KM),
            edition,
            rows,
            all: edition.map(|_| "/find/how-near?words=choir".into()),
        };
        vec![
            page(vec![row("Havering", 38), row("Newham", 0)], Some(2025)),
            page(vec![row("Newham", 1)], None),
            page(vec![], None),
        ]
    }
}

async fn show(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let index = directory::index(&ctx.machine).await?;
    let boroughs = outlines::outlines(&ctx.machine, Kind::Borough).await?;
    let ranked = layers::ranked(&ctx.machine).await?;
    let everywhere = directory::marked_everywhere(&ctx, &headers, &index, &typed).await?;
    if everywhere.is_bare {
        return Ok(page::see(everywhere.list.replacen("/find", "/find/how-near", 1)));
    }
    let edition = ranked.as_ref().map(|r| r.edition().year());
    let (one, marks) = (everywhere.borough, everywhere.marks);
    let only = one.clone();
    // Thousands of points: not on a thread that answers requests.
    let told = move || rows(&index, &boroughs, ranked.as_deref(), &marks, only.as_ref());
    let rows = tokio::task::spawn_blocking(told).await.map_err(|e| anyhow!(e))?;
    let all = one.map(|_| everywhere.list_anywhere.replacen("/find", "/find/how-near", 1));
    ctx.page(&HowNearPage { said: everywhere.said, list: everywhere.list, km: in_km(NEAR_KM), edition, rows, all })
}

/// Of each borough that has a page and an outline, in the order of their names; or of one.
fn rows(
    index: &Index,
    boroughs: &Outlines,
    ranked: Option<&Ranked>,
    marks: &Marks,
    only: Option<&Borough>,
) -> Vec<Row> {
    let pages: BTreeMap<String, Borough> = index.boroughs().into_iter().map(|b| (b.slug.clone(), b)).collect();
    let told = boroughs.with_points().filter_map(|(shape, points)| {
        let borough = pages.get(&slug(&shape.name))?;
        only.is_none_or(|only| only == borough).then(|| row(index, borough, shape, points, ranked, marks))
    });
    let mut rows: Vec<Row> = told.collect();
    rows.sort_by(|a, b| a.slug.cmp(&b.slug));
    rows
}

fn row(
    index: &Index,
    borough: &Borough,
    shape: &Shape,
    points: &[Spot],
    ranked: Option<&Ranked>,
    marks: &Marks,
) -> Row {
    let reach = Reach::of(index, marks, shape.bounds);
    let is_far = |spot: &Spot| !reach.has(f64::from(spot.x), f64::from(spot.y));
    let far: Vec<Spot> = points.iter().copied().filter(is_far).collect();
    let about = ranked.into_iter().flat_map(|r| r.about(shape.bounds));
    let deprived: Vec<Spot> = about
        .filter(|(area, decile)| *decile <= DEPRIVED && shape.has(area.middle))
        .map(|(area, _)| area.middle)
        .collect();
    Row {
        name: borough.name.clone(),
        slug: borough.slug.clone(),
        far: in_a_hundred(far.len(), points.len()),
        around: around(index, borough, &far),
        deprived: deprived.len(),
        deprived_far: deprived.iter().filter(|spot| is_far(spot)).count(),
    }
}

/// A part as so many in a hundred: none only where there is none, all only where it is all.
fn in_a_hundred(part: usize, of: usize) -> usize {
    match part {
        0 => 0,
        all if all == of => 100,
        some => ((some * 100 + of / 2) / of).clamp(1, 99),
    }
}

/// The outcodes of a borough that are nearest to most of some places.
fn around(index: &Index, borough: &Borough, spots: &[Spot]) -> Vec<String> {
    let of_borough = |names: &[String]| names.iter().any(|name| slug(name) == borough.slug);
    let districts: Vec<(&str, Spot)> = index
        .gazetteer
        .outcodes()
        .filter(|(_, place)| of_borough(&place.boroughs))
        .map(|(code, place)| (code, Spot::of(place.point)))
        .collect();
    let away = |a: Spot, b: Spot| f64::from(a.x.abs_diff(b.x)).hypot(f64::from(a.y.abs_diff(b.y)));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for spot in spots {
        let nearest = districts.iter().min_by(|a, b| away(a.1, *spot).total_cmp(&away(b.1, *spot)));
        nearest.into_iter().for_each(|(code, _)| *counts.entry(code).or_default() += 1);
    }
    let mut most: Vec<(&str, usize)> = counts.into_iter().collect();
    most.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    most.into_iter().take(NAMED).map(|(code, _)| code.to_owned()).collect()
}
