//! The installation's own brand: name, logo, colour. No mark of the NHS is ever shipped.
//!
//! It comes from a file that the operator writes, or from a page; for both the same colours will do.

use crate::{Config, Result};
use anyhow::{Context, anyhow};
use std::{io::ErrorKind, path::Path};

/// Longest name, in characters: it stands in the header of every page.
pub const LONGEST_NAME: usize = 60;
/// Least contrast of the accent with white (WCAG 2.2, 1.4.6): headers and buttons have white words on it.
const CONTRAST: f64 = 7.0;
/// A logo is sent to every reader.
const LOGO_LIMIT: usize = 256 * 1024;

/// Name, logo, colour.
#[derive(Debug, Clone, serde::Deserialize, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    pub name: String,
    /// An SVG file beside the brand file.
    pub logo: Option<String>,
    /// The accent, `#rrggbb`: headers, buttons, links.
    pub colour: Option<String>,
    /// What the logo's file holds, read at the start.
    #[serde(skip)]
    pub svg: Option<String>,
}

impl Default for Brand {
    fn default() -> Brand {
        Brand { name: "Kith".to_owned(), logo: None, colour: None, svg: None }
    }
}

impl Brand {
    /// The brand that the configuration names; where it names none, that of `brand.toml` in the data folder, if there is one.
    ///
    /// # Errors
    /// When a file that was named is not there, or when something in it cannot be used: each is said, and nothing is left out silently.
    pub fn of(config: &Config) -> Result<Brand> {
        let path = config.in_data("brand_file", "brand.toml");
        let named = !config.get("brand_file").is_empty();
        match std::fs::read_to_string(&path) {
            Ok(text) => Brand::read(&path, &text),
            Err(e) if e.kind() == ErrorKind::NotFound && !named => Ok(Brand::default()),
            Err(e) => {
                let by = if named { "the file that `brand_file` names" } else { "the brand file" };
                Err(anyhow!(e).context(format!("{by}, {}, cannot be read", path.display())).into())
            }
        }
    }

    fn read(path: &Path, text: &str) -> Result<Brand> {
        let file = path.display();
        let mut brand: Brand = toml::from_str(text).with_context(|| file.to_string())?;
        if brand.name.trim().is_empty() || brand.name.chars().count() > LONGEST_NAME {
            return Err(anyhow!("{file}: `name` has one to {LONGEST_NAME} characters").into());
        }
        if let Some(colour) = &brand.colour
            && let Err(wrong) = usable(colour)
        {
            return Err(anyhow!("{file}: `colour` is {colour}: {wrong}").into());
        }
        if let Some(logo) = &brand.logo {
            let file = path.with_file_name(logo);
            let svg = std::fs::read_to_string(&file).with_context(|| format!("the logo {}", file.display()))?;
            if !svg.contains("<svg") || svg.len() > LOGO_LIMIT {
                return Err(anyhow!("the logo {} is no SVG of at most 256 KiB", file.display()).into());
            }
            brand.svg = Some(svg);
        }
        Ok(brand)
    }
}

/// Why a colour will not do.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum WrongColour {
    #[error("a colour is written #rrggbb, like #00635b")]
    Unreadable,
    #[error(
        "white words would be hard to read on it (their contrast is {0:.1}, and at least {CONTRAST} is needed); choose a darker one"
    )]
    Pale(f64),
}

/// Whether a colour is one, and dark enough for white words.
pub fn usable(colour: &str) -> Result<(), WrongColour> {
    let contrast = contrast_with_white(parts(colour).ok_or(WrongColour::Unreadable)?);
    if contrast < CONTRAST { Err(WrongColour::Pale(contrast)) } else { Ok(()) }
}

fn parts(colour: &str) -> Option<[u8; 3]> {
    let hex = colour.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// WCAG's relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>, against that of white.
fn contrast_with_white(parts: [u8; 3]) -> f64 {
    let linear = parts.map(|p| {
        let c = f64::from(p) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    /// A data folder of a test's own, gone when it is dropped.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new() -> Folder {
            let folder = std::env::temp_dir().join(format!("kith-brand-{}", &crate::seal::token()[..12]));
            std::fs::create_dir_all(&folder).unwrap();
            Folder(folder)
        }

        fn config(&self) -> Config {
            let mut config = Config::for_tests();
            config.set("data", self.0.to_str().unwrap());
            config
        }

        fn write(&self, name: &str, text: &str) {
            std::fs::write(self.0.join(name), text).unwrap();
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn refused(config: &Config) -> String {
        match Brand::of(config) {
            Err(Error::Broken(e)) => format!("{e:#}"),
            other => panic!("it must be refused: {other:?}"),
        }
    }

    #[test]
    fn a_colour_is_written_in_full_and_dark_enough_for_white_words() {
        assert_eq!(usable("#00635b"), Ok(()));
        assert_eq!(usable("#000000"), Ok(()));
        assert!(matches!(usable("#ffcc00"), Err(WrongColour::Pale(_))));
        for odd in ["00635b", "#00635", "#00635g", "#é0635", "red", ""] {
            assert_eq!(usable(odd), Err(WrongColour::Unreadable), "{odd}");
        }
        assert!((contrast_with_white([0, 0, 0]) - 21.0).abs() < 1e-9);
        assert!((contrast_with_white([255, 255, 255]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_file_in_the_data_folder_may_be_missing_and_one_that_is_named_may_not() {
        let folder = Folder::new();
        assert_eq!(Brand::of(&folder.config()).unwrap().name, "Kith");
        let mut config = folder.config();
        config.set("brand_file", folder.0.join("ours.toml").to_str().unwrap());
        let said = refused(&config);
        assert!(said.contains("`brand_file`") && said.contains("ours.toml"), "{said}");
        folder.write("ours.toml", "name = \"Newham Connect\"\ncolour = \"#5A1A6B\"\n");
        let brand = Brand::of(&config).unwrap();
        assert_eq!((brand.name.as_str(), brand.colour.as_deref()), ("Newham Connect", Some("#5A1A6B")));
        assert_eq!(Brand::of(&folder.config()).unwrap().name, "Kith", "the other one is not looked at");
    }

    #[test]
    fn what_cannot_be_used_of_it_is_said_and_nothing_is_left_out() {
        let folder = Folder::new();
        for (text, why) in [
            ("name = \"Newham\"\ncolor = \"#00635b\"\n", "unknown field `color`"),
            ("svg = \"<svg>\"\n", "unknown field `svg`"),
            (
                "colour = \"#ffcc00\"\n",
                "`colour` is #ffcc00: white words would be hard to read on it (their contrast is 1.5",
            ),
            ("colour = \"green\"\n", "`colour` is green: a colour is written #rrggbb"),
            ("name = \" \"\n", "`name` has one to 60 characters"),
            ("name = 7\n", "invalid type"),
            ("name = \"Newham\n", "TOML parse error"),
            ("logo = \"none.svg\"\n", "the logo"),
        ] {
            folder.write("brand.toml", text);
            let said = refused(&folder.config());
            assert!(said.contains(why), "{text}: {said}");
            assert!(said.contains("brand.toml") || said.contains("none.svg"), "{said}");
        }
    }
}
