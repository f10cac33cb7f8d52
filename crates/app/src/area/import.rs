//! Importing areas and deprivation. A file is the whole of its kind, or of its edition: what it does not speak of any more is gone.

use super::{
    model::{Area, Edition, Kind, Outline},
    store,
};
use crate::{
    directory::import::{Progress, Summary, Table, Tell},
    policy::AREA_IMPORT,
};
use anyhow::{Context, anyhow};
use base::{Ctx, House, Result, history};
use kernel::{Point, name::name_key};
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    path::Path,
};

/// Imports the outlines of areas. `replace`: also when much of what there was would be gone.
///
/// # Errors
/// What is wrong with the file, with its name; then nothing is changed.
pub async fn areas(ctx: &Ctx, path: &Path, kind: Kind, replace: bool, tell: Tell<'_>) -> Result<Summary> {
    let file = name_of(path);
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let (areas, mut summary) = read(&bytes).map_err(|e| anyhow!("{file}: {e:#}"))?;
    if let Some(other) = areas.iter().filter_map(|a| Kind::of_area(&a.code)).find(|k| *k != kind) {
        let (other, kind) = (other.code(), kind.code());
        return Err(anyhow!("{file}: its codes are those of a {other}, not of a {kind}; nothing was changed").into());
    }
    if areas.is_empty() {
        return Err(anyhow!("{file}: there is no area in it; nothing was changed").into());
    }
    let size = bytes.len() as u64;
    tell(Progress { rows: summary.read, bytes: size, of: size });
    let (mut tx, _) = ctx.write(&AREA_IMPORT, House::id()).await?;
    let before = store::areas(&mut tx, kind).await?;
    let by_code: HashMap<&str, &Area> = before.iter().map(|a| (a.code.as_str(), a)).collect();
    summary.compare(areas.iter().map(|a| by_code.get(a.code.as_str()).map(|b| *b == a)), before.len());
    if !replace {
        whole(&summary, before.len(), "areas of this kind", &file)?;
    }
    if summary.news() {
        store::replace_areas(&mut tx, kind, &areas).await?;
        said(&mut tx, ctx, kind.code(), &file, &summary).await?;
    }
    tx.commit().await?;
    summary.finish();
    Ok(summary)
}

/// Imports an edition of the index of deprivation: a table with the code of each small area and its rank. `replace`: also when much of what there was
/// would be gone.
///
/// # Errors
/// What is wrong with the file, with its name and line; then nothing is changed.
pub async fn deprivation(ctx: &Ctx, path: &Path, edition: Edition, replace: bool, tell: Tell<'_>) -> Result<Summary> {
    let mut table = Table::open(path, None)?;
    let (code, rank) = (column(&table, CODE)?, column(&table, RANK)?);
    let decile = column(&table, DECILE).ok();
    let other = if edition == Edition::Imd2025 { "11" } else { "21" };
    if table.headings[code].contains(other) {
        let (file, heading) = (&table.file, &table.headings[code]);
        let year = edition.year();
        return Err(anyhow!("{file}: “{heading}” is not of the census that the {year} edition ranks").into());
    }
    let (mut ranks, mut summary) = (HashMap::new(), Summary::default());
    while let Some(row) = table.next()? {
        summary.read += 1;
        let line = row.line as i64;
        let lsoa = row.get(code).to_owned();
        let found: Option<i64> = row.get(rank).replace(',', "").parse().ok();
        let Some((found, tenth)) = found.and_then(|r| Some((r, edition.decile(r)?))) else {
            summary.refuse(line, "no-rank", format!("“{}” is no rank of this edition", row.get(rank)));
            continue;
        };
        if Kind::of_area(&lsoa) != Some(Kind::Lsoa) {
            summary.refuse(line, "no-code", format!("“{lsoa}” is not the code of a small area (LSOA)"));
        } else if decile.is_some_and(|d| row.get(d).parse::<i64>().ok() != Some(tenth)) {
            let said = decile.map_or("", |d| row.get(d));
            summary.refuse(line, "other-decile", format!("rank {found} is in decile {tenth}, and the row says {said}"));
        } else {
            match ranks.entry(lsoa) {
                Entry::Occupied(e) => {
                    summary.refuse(line, "duplicate", format!("{} stands on an earlier line", e.key()));
                }
                Entry::Vacant(e) => {
                    e.insert(found);
                }
            }
        }
        if summary.read.is_multiple_of(1000) {
            let bytes = table.read.load(std::sync::atomic::Ordering::Relaxed);
            tell(Progress { rows: summary.read, bytes, of: table.size });
        }
    }
    if ranks.is_empty() {
        return Err(anyhow!("{}: no row of it could be let in; nothing was changed", table.file).into());
    }
    let (mut tx, _) = ctx.write(&AREA_IMPORT, House::id()).await?;
    let before = store::ranks(&mut tx, edition).await?;
    summary.compare(ranks.iter().map(|(lsoa, rank)| before.get(lsoa).map(|b| b == rank)), before.len());
    if !replace {
        whole(&summary, before.len(), "ranks of this edition", &table.file)?;
    }
    if summary.news() {
        store::replace_ranks(&mut tx, edition, &ranks).await?;
        said(&mut tx, ctx, &format!("deprivation-{}", edition.year()), &table.file, &summary).await?;
    }
    tx.commit().await?;
    summary.finish();
    Ok(summary)
}

/// A file that lacks so many of what there was is taken for a part of what was meant: when it is more than a tenth of it as well.
const MANY: u64 = 5;

/// Refuses a file that lacks much of what there was: of one borough where there was a country, or cut off.
fn whole(summary: &Summary, before: usize, what: &str, file: &str) -> anyhow::Result<()> {
    let gone = summary.gone;
    if gone <= MANY || gone * 10 <= before as u64 {
        return Ok(());
    }
    Err(anyhow!(
        "{file}: {gone} of the {before} {what} that were imported before are not in it, and they would be gone; nothing was changed. If it is all there is to be, say --replace"
    ))
}

/// Remembers that a file was imported.
async fn said(tx: &mut base::Tx, ctx: &Ctx, what: &str, file: &str, summary: &Summary) -> Result<()> {
    store::set_imported(tx, what, file, ctx.now()).await?;
    let after = Some(format!("{what}: {}", summary.counts()));
    let change = history::Change { event: "areas-imported", after, ..Default::default() };
    history::append(tx, ctx, uuid::Uuid::nil(), change).await
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// The usual headings, folded, without the two digits of a year in them.
const CODE: &[&str] = &["lsoa code", "lsoacd", "lsoa cd", "lsoa", "code", "area code"];
const RANK: &[&str] =
    &["imd rank", "rank", "index of multiple deprivation imd rank where 1 is most deprived", "imdrank"];
const DECILE: &[&str] = &[
    "imd decile",
    "decile",
    "index of multiple deprivation imd decile where 1 is most deprived 10 of lsoas",
    "imddecile",
];

/// The first column whose heading is one of these.
fn column(table: &Table, usual: &[&str]) -> anyhow::Result<usize> {
    let bare = |heading: &str| {
        let text: String = heading.chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
        name_key(&text).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let found = usual.iter().find_map(|u| table.headings.iter().position(|h| bare(h) == *u || name_key(h) == *u));
    found.ok_or_else(|| {
        let have = table.headings.join(", ");
        anyhow!("{}: no column is called “{}”; there are {have}", table.file, usual[0])
    })
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    id: serde_json::Value,
    #[serde(default)]
    properties: serde_json::Map<String, serde_json::Value>,
    geometry: Option<Geometry>,
}

/// The numbers are read when it is known what they are of: those of a point have another shape.
#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: serde_json::Value,
}

impl Geometry {
    /// Its polygons; none when it is a point or a line.
    fn polygons(self) -> anyhow::Result<Vec<Vec<Vec<Vec<f64>>>>> {
        match self.kind.as_str() {
            "Polygon" => Ok(vec![serde_json::from_value(self.coordinates)?]),
            "MultiPolygon" => Ok(serde_json::from_value(self.coordinates)?),
            _ => Ok(vec![]),
        }
    }
}

impl Feature {
    /// A property by its usual name, or by what the Office for National Statistics calls it: `LAD23CD`, `LSOA21NM`.
    fn property(&self, name: &str, ending: &str) -> Option<String> {
        let ons = |key: &str| {
            let key = key.to_ascii_lowercase();
            key.strip_suffix(ending).is_some_and(|k| k.ends_with(|c: char| c.is_ascii_digit()))
        };
        let value = self.properties.get(name).or_else(|| self.properties.iter().find(|(k, _)| ons(k)).map(|(_, v)| v));
        value.and_then(|v| v.as_str()).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
    }
}

/// Reads areas out of GeoJSON, and says what was not let in.
pub(super) fn read(bytes: &[u8]) -> anyhow::Result<(Vec<Area>, Summary)> {
    let all: Collection = serde_json::from_slice(bytes).context("it is no GeoJSON with a list of features")?;
    let (mut areas, mut summary, mut seen) = (vec![], Summary::default(), HashSet::new());
    for (n, feature) in all.features.into_iter().enumerate() {
        summary.read += 1;
        // A feature has no line of its own: they are counted.
        let line = n as i64 + 1;
        let code = feature.property("code", "cd").or_else(|| feature.id.as_str().map(str::to_owned));
        let Some(code) = code.filter(|c| Kind::of_area(c).is_some()) else {
            summary.refuse(line, "no-code", "it has no code of a borough, ward or small area".to_owned());
            continue;
        };
        let name = feature.property("name", "nm").unwrap_or_else(|| code.clone());
        let polygons = feature.geometry.map(Geometry::polygons).transpose()?.unwrap_or_default();
        let outline = outline(polygons)?;
        if outline.is_empty() {
            summary.refuse(line, "no-outline", format!("{code} has no outline"));
        } else if seen.insert(code.clone()) {
            areas.push(Area { code, name, outline });
        } else {
            summary.refuse(line, "duplicate", format!("{code} is there already"));
        }
    }
    Ok((areas, summary))
}

/// Checks that the numbers are degrees: files in metres of the National Grid are common.
fn outline(polygons: Vec<Vec<Vec<Vec<f64>>>>) -> anyhow::Result<Outline> {
    let position = |p: Vec<f64>| match p.as_slice() {
        [lon, lat, ..] if Point::new(*lat, *lon).is_ok() => Ok([*lon, *lat]),
        _ => Err(anyhow!(
            "its numbers are no longitudes and latitudes; a file in metres (National Grid) must be converted"
        )),
    };
    let ring = |ring: Vec<Vec<f64>>| ring.into_iter().map(position).collect::<anyhow::Result<Vec<_>>>();
    polygons.into_iter().map(|polygon| polygon.into_iter().map(ring).collect()).collect()
}
