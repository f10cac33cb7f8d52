//! What lies under a map: nothing, tiles out of an operator's file, or tiles of another server.
//!
//! Nothing is the default, and then nothing is asked for. A file is read here and its tiles are sent as ours, so that no reader is seen by anybody else
//! ([`crate::tile::archive`]). The tiles of another server are asked for by the reader's browser: a page with a map then may ask that origin, and no other
//! page may; who looks at which place is seen there, and a page that tells what is kept of readers has to say so.

use crate::{
    Config, Result,
    tile::archive::{Archive, plain},
};
use anyhow::{Context, anyhow};
use kernel::tile::DEEPEST;
use serde::Serialize;
use std::{ops::RangeInclusive, path::PathBuf, sync::Arc};
use url::{Host, Url};

/// Where our own tiles are asked for.
pub const OURS: &str = "/tiles/ground";

/// What a map draws its ground from.
#[derive(Debug, Clone)]
pub enum Ground {
    File(Arc<Archive>, Option<String>),
    Elsewhere(Elsewhere),
}

/// Tiles of another server.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// With `{z}`, `{x}` and `{y}` in it.
    address: String,
    /// `https://tiles.example`
    origin: String,
    host: String,
    vector: bool,
    levels: RangeInclusive<u8>,
    attribution: Option<String>,
}

/// What the settings ask for.
enum Wanted {
    Nothing,
    File(PathBuf),
    Elsewhere(Elsewhere),
}

/// What a page's map has to know of its ground.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    tiles: String,
    kind: &'static str,
    from: u8,
    to: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<[f64; 4]>,
    /// Whose it is, in plain words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
}

impl View {
    /// For pages that tests render.
    pub fn sample() -> View {
        View {
            tiles: format!("{OURS}/{{z}}/{{x}}/{{y}}.mvt"),
            kind: "vector",
            from: 0,
            to: 14,
            bounds: Some([-0.6, 51.2, 0.4, 51.8]),
            attribution: Some("© A Survey & Others".into()),
        }
    }
}

/// Levels of pictures, where nothing is said; vector tiles are mostly made to level 14 and drawn larger beyond.
const PICTURES: u8 = 19;
const VECTOR: u8 = 14;

/// What a setting says, if it says anything.
fn said<'a>(config: &'a Config, name: &str) -> Option<&'a str> {
    Some(config.get(name).trim()).filter(|v| !v.is_empty())
}

/// Reads the settings; looks at no file and asks nobody.
fn wanted(config: &Config) -> Result<Wanted> {
    let vector = match config.get("map_tiles_kind") {
        "raster" => false,
        "vector" => true,
        other => return Err(anyhow!("`map_tiles_kind` is raster or vector, not {other}").into()),
    };
    let deepest = match said(config, "map_tiles_deepest") {
        None if vector => VECTOR,
        None => PICTURES,
        Some(text) => text
            .parse()
            .ok()
            .filter(|level| *level <= DEEPEST)
            .with_context(|| format!("`map_tiles_deepest` is a level from 0 to {DEEPEST}, not {text}"))?,
    };
    let attribution = said(config, "map_attribution").map(plain);
    match (said(config, "map_pmtiles"), said(config, "map_tiles")) {
        (Some(_), Some(_)) => Err(anyhow!("`map_pmtiles` and `map_tiles` are both set: a map has one ground").into()),
        // A path that begins at the root stays what it is.
        (Some(file), None) => Ok(Wanted::File(config.data().join(file))),
        (None, Some(address)) => {
            let (origin, host) = origin(address)?;
            let address = address.to_owned();
            Ok(Wanted::Elsewhere(Elsewhere { address, origin, host, vector, levels: 0..=deepest, attribution }))
        }
        (None, None) => Ok(Wanted::Nothing),
    }
}

/// The origin and the host of an address of tiles.
fn origin(address: &str) -> Result<(String, String)> {
    let wrong =
        |why: &str| anyhow!("`map_tiles` {why}, like https://tiles.example/{{z}}/{{x}}/{{y}}.png, not {address}");
    let mut filled = address.to_owned();
    for part in ["{z}", "{x}", "{y}"] {
        if address.matches(part).count() != 1 {
            return Err(wrong("has {z}, {x} and {y} once each").into());
        }
        filled = filled.replace(part, "0");
    }
    let url = Url::parse(&filled).map_err(|_| wrong("is the address of a server"))?;
    // What stands in a policy must be a name and nothing that ends it.
    let (plain, here) = match url.host() {
        Some(Host::Domain(d)) => (d.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)), d == "localhost"),
        Some(Host::Ipv4(ip)) => (true, ip.is_loopback()),
        // A policy has no word for these (Content Security Policy Level 3, 2.3.1).
        Some(Host::Ipv6(_)) | None => (false, false),
    };
    let safe = url.scheme() == "https" || (url.scheme() == "http" && here);
    if !plain
        || !safe
        // Every reader would have the password, and no browser asks an address with one.
        || !url.username().is_empty()
        || url.password().is_some()
        || url.fragment().is_some()
        || filled.contains(['{', '}'])
        || !address.starts_with(&url[..url::Position::BeforePath])
    {
        return Err(wrong("is an address that begins with https://, whose server is named in full").into());
    }
    Ok((url.origin().ascii_serialization(), url.host_str().unwrap_or_default().to_owned()))
}

/// Whether the settings can be followed, apart from what is in a file.
///
/// # Errors
/// Names the setting that says nothing.
pub fn check(config: &Config) -> Result<()> {
    wanted(config).map(|_| ())
}

impl Ground {
    /// What the settings ask for, with its file open.
    ///
    /// # Errors
    /// A setting that says nothing, or a file that will not do, by its name.
    pub fn open(config: &Config) -> Result<Option<Ground>> {
        match wanted(config)? {
            Wanted::Nothing => Ok(None),
            Wanted::Elsewhere(elsewhere) => Ok(Some(Ground::Elsewhere(elsewhere))),
            Wanted::File(path) => {
                let archive = Archive::open(&path)
                    .map_err(anyhow::Error::from)
                    .with_context(|| format!("the file that `map_pmtiles` names, {}, will not do", path.display()))?;
                let attribution = said(config, "map_attribution").map(plain).or(archive.attribution.clone());
                Ok(Some(Ground::File(Arc::new(archive), attribution)))
            }
        }
    }

    /// The same for who has to go on without: what is wrong is logged, and the map has no ground.
    pub fn of(config: &Config) -> Option<Ground> {
        Ground::open(config).unwrap_or_else(|error| {
            let crate::Error::Broken(why) = &error else { return None };
            tracing::error!(error = format!("{why:#}"), "maps are drawn without a ground");
            None
        })
    }

    /// What a map needs to know.
    pub fn view(&self) -> View {
        match self {
            Ground::File(archive, attribution) => View {
                tiles: format!("{OURS}/{{z}}/{{x}}/{{y}}.{}", archive.kind.ending()),
                kind: kind(archive.kind == crate::tile::archive::Kind::Vector),
                from: *archive.levels.start(),
                to: *archive.levels.end(),
                bounds: Some(archive.bounds),
                attribution: attribution.clone(),
            },
            Ground::Elsewhere(e) => View {
                tiles: e.address.clone(),
                kind: kind(e.vector),
                from: *e.levels.start(),
                to: *e.levels.end(),
                bounds: None,
                attribution: e.attribution.clone(),
            },
        }
    }

    /// The origin that a page with a map has to ask, where that is not ours.
    pub fn origin(&self) -> Option<&str> {
        match self {
            Ground::File(..) => None,
            Ground::Elsewhere(e) => Some(&e.origin),
        }
    }

    /// The host that sees who looks at a map, where somebody does.
    pub fn host(&self) -> Option<&str> {
        match self {
            Ground::File(..) => None,
            Ground::Elsewhere(e) => Some(&e.host),
        }
    }

    /// In a line, for who runs this.
    pub fn described(&self) -> String {
        let view = self.view();
        let of = self.host().map_or_else(|| "a file".to_owned(), |host| format!("tiles of {host}, which readers ask"));
        let whose = view
            .attribution
            .map_or_else(|| ", and nobody is named: set `map_attribution`".into(), |a| format!(", {a}"));
        format!("{of}, {}, levels {} to {}{whose}", view.kind, view.from, view.to)
    }
}

fn kind(vector: bool) -> &'static str {
    if vector { "vector" } else { "raster" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn with(settings: &[(&'static str, &str)]) -> Config {
        let mut config = Config::for_tests();
        settings.iter().for_each(|(name, value)| config.set(name, value));
        config
    }

    fn refused(settings: &[(&'static str, &str)]) -> String {
        match Ground::open(&with(settings)) {
            Err(Error::Broken(e)) => format!("{e:#}"),
            other => panic!("{settings:?} must be refused: {other:?}"),
        }
    }

    #[test]
    fn nothing_is_the_default() {
        assert!(Ground::open(&with(&[])).unwrap().is_none());
        // Whose it is says nothing by itself.
        assert!(Ground::open(&with(&[("map_attribution", "© A Survey")])).unwrap().is_none());
    }

    #[test]
    fn another_server_is_named_in_full_and_asked_safely() {
        let config = with(&[
            ("map_tiles", "https://tiles.example:8443/a/{z}/{x}/{y}.png?key=7"),
            ("map_attribution", "<b>© A Survey</b>"),
        ]);
        let ground = Ground::open(&config).unwrap().unwrap();
        assert_eq!((ground.origin(), ground.host()), (Some("https://tiles.example:8443"), Some("tiles.example")));
        let view = ground.view();
        assert_eq!((view.kind, view.from, view.to, view.attribution.as_deref()), ("raster", 0, 19, Some("© A Survey")));
        assert_eq!(view.tiles, "https://tiles.example:8443/a/{z}/{x}/{y}.png?key=7");
        let vector = with(&[("map_tiles", "https://tiles.example/{z}/{x}/{y}"), ("map_tiles_kind", "vector")]);
        assert_eq!(Ground::open(&vector).unwrap().unwrap().view().to, 14);
        // On this machine, to try it.
        assert!(check(&with(&[("map_tiles", "http://127.0.0.1:8080/{z}/{x}/{y}.png")])).is_ok());
        for wrong in [
            "http://tiles.example/{z}/{x}/{y}.png",
            "https://tiles.example/{z}/{x}.png",
            "https://tiles.example/{z}/{z}/{x}/{y}.png",
            "https://{s}.tiles.example/{z}/{x}/{y}.png",
            "https://{x}.tiles.example/{z}/{y}.png",
            "https://a;script-src.example/{z}/{x}/{y}",
            "https://me@tiles.example/{z}/{x}/{y}",
            "https://:secret@tiles.example/{z}/{x}/{y}",
            "https://tiles.example/{z}/{x}/{y}#",
            "https://[2001:db8::1]/{z}/{x}/{y}",
            "javascript:{z}{x}{y}",
            "/{z}/{x}/{y}",
        ] {
            let said = refused(&[("map_tiles", wrong)]);
            assert!(said.contains("`map_tiles`") && said.contains(wrong), "{said}");
        }
    }

    #[test]
    fn settings_that_say_nothing_are_named() {
        let there = ("map_tiles", "https://tiles.example/{z}/{x}/{y}.png");
        assert!(refused(&[there, ("map_pmtiles", "london.pmtiles")]).contains("both set"));
        assert!(refused(&[there, ("map_tiles_kind", "pictures")]).contains("`map_tiles_kind`"));
        assert!(refused(&[there, ("map_tiles_deepest", "23")]).contains("`map_tiles_deepest`"));
        let said = refused(&[("map_pmtiles", "nothing.pmtiles")]);
        assert!(said.contains("`map_pmtiles`") && said.contains("nothing.pmtiles"), "{said}");
        // It is no reason not to start.
        check(&with(&[("map_pmtiles", "nothing.pmtiles")])).unwrap();
        assert!(Ground::of(&with(&[("map_pmtiles", "nothing.pmtiles")])).is_none());
    }
}
