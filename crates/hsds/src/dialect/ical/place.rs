//! Where an event is: one line of text, in which people write a name, an address, a link, or a word such as “online”.

use crate::{
    canonical::minted,
    dialect::{Raw, is_uri, object},
};
use kernel::{Postcode, name::name_key};
use serde_json::Value;

/// The place that a text and a point tell of.
pub(super) fn location(text: Option<&str>, point: Option<(f64, f64)>, feed: &str) -> Option<Raw> {
    let text = text.map(str::trim).filter(|t| !t.is_empty());
    let key = match (text, point) {
        (Some(text), _) => name_key(text),
        (None, Some((lat, lon))) => format!("{lat:.5} {lon:.5}"),
        (None, None) => return None,
    };
    let id = minted(feed, "location", &key);
    let mut place = object([("id", id.to_string().into())]);
    if let Some(text) = text {
        match link(text) {
            Some(url) => {
                place.insert("location_type".into(), "virtual".into());
                place.insert("url".into(), url.into());
            }
            None if is_online(text) => {
                place.insert("location_type".into(), "virtual".into());
                place.insert("name".into(), text.into());
            }
            None => on_the_ground(&mut place, text, feed),
        }
    }
    if let Some((lat, lon)) = point {
        place.insert("latitude".into(), lat.into());
        place.insert("longitude".into(), lon.into());
    }
    Some(place)
}

/// Its parts, by commas and lines: a name, a street, a town, a postcode. The same text is the same place.
fn on_the_ground(place: &mut Raw, text: &str, feed: &str) {
    const MOST: usize = 30;
    let mut parts: Vec<String> =
        text.split([',', '\n']).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).take(MOST).collect();
    while parts.len() > 1 && parts.last().is_some_and(|p| is_country(p)) {
        parts.pop();
    }
    let code = parts.iter_mut().rev().find_map(postcode_of);
    parts.retain(|p| !p.is_empty());
    let is_london = |p: &String| matches!(name_key(p).as_str(), "london" | "greater london");
    let before = parts.len();
    if parts.len() > 1 {
        parts.retain(|p| !is_london(p));
    }
    let mut city = (parts.len() < before).then(|| "London".to_owned());
    let numbered = |p: &str| p.starts_with(|c: char| c.is_ascii_digit());
    let name = match parts.first() {
        Some(first) if !numbered(first) => Some(parts.remove(0)),
        _ => None,
    };
    // With a postcode behind it, what stands last of several is the town.
    if city.is_none() && code.is_some() && parts.len() > 1 {
        city = parts.pop();
    }
    let street = parts.join(", ");
    if !street.is_empty() || code.is_some() || city.is_some() {
        let id = minted(feed, "address", &name_key(text));
        let address = object([
            ("id", id.to_string().into()),
            ("address_1", street.into()),
            ("state_province", city.iter().find(|c| is_london(c)).map(|_| "Greater London".into()).unwrap_or_default()),
            ("city", city.map(Value::from).unwrap_or_default()),
            ("postal_code", code.map(Value::from).unwrap_or_default()),
            ("address_type", "physical".into()),
        ]);
        place.insert("addresses".into(), vec![Value::Object(address)].into());
    }
    place.insert("location_type".into(), "physical".into());
    if let Some(name) = name {
        place.insert("name".into(), name.into());
    }
}

fn is_country(text: &str) -> bool {
    matches!(name_key(text).as_str(), "uk" | "united kingdom" | "england" | "gb" | "great britain")
}

/// Takes the postcode from the end of a part.
fn postcode_of(part: &mut String) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let (code, left) = [2, 1].iter().find_map(|n| {
        let at = words.len().checked_sub(*n)?;
        let code = words[at..].join(" ").parse::<Postcode>().ok()?;
        Some((code.to_string(), words[..at].join(" ")))
    })?;
    *part = left;
    Some(code)
}

/// A text that is an address on the web, or has one and hardly more.
fn link(text: &str) -> Option<&str> {
    let url = text.split_whitespace().map(|w| w.trim_matches(['<', '>', '(', ')'])).find(|w| is_uri(w))?;
    (text.chars().count() < url.chars().count() + 40).then_some(url)
}

fn is_online(text: &str) -> bool {
    const WORDS: &[&str] = &["online", "virtual", "zoom", "teams", "webinar", "google meet", "skype"];
    let key = format!(" {} ", name_key(text));
    // “Online and at Blue Hall, 1 Tea Row” is a place.
    key.split(' ').count() <= 6 && !text.contains(',') && WORDS.iter().any(|w| key.contains(&format!(" {w} ")))
}

/// `51.5413;-0.0042`.
pub(super) fn point(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = text.split_once([';', ','])?;
    let number = |t: &str| t.trim().parse::<f64>().ok().filter(|n| n.is_finite() && n.abs() <= 180.0);
    Some((number(lat)?, number(lon)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let place = Value::Object(location(Some(text), None, "test").unwrap());
        let said = |v: &Value| v.as_str().unwrap_or("-").to_owned();
        let address = &place["addresses"][0];
        [&place["name"], &address["address_1"], &address["city"], &address["postal_code"], &place["url"]]
            .map(said)
            .join("|")
    }

    #[test]
    fn a_line_is_a_place() {
        for (text, expected) in [
            ("Blue Hall", "Blue Hall|-|-|-|-"),
            ("Blue Hall, 1 Tea Row, London E15 4ES", "Blue Hall|1 Tea Row|London|E15 4ES|-"),
            ("Blue Hall, 1 Tea Row, London, E15 4ES, UK", "Blue Hall|1 Tea Row|London|E15 4ES|-"),
            ("Blue Hall\n1 Tea Row\nStratford\ne154es", "Blue Hall|1 Tea Row|Stratford|E15 4ES|-"),
            ("1 Tea Row, E15 4ES", "-|1 Tea Row|-|E15 4ES|-"),
            ("London", "London|-|-|-|-"),
            ("https://meet.example/x", "-|-|-|-|https://meet.example/x"),
            ("Zoom: https://meet.example/x", "-|-|-|-|https://meet.example/x"),
            ("Online", "Online|-|-|-|-"),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
        let kind = |text| location(Some(text), None, "t").unwrap()["location_type"].clone();
        assert_eq!((kind("Online (Zoom)"), kind("The Online Café, 2 Tea Row")), ("virtual".into(), "physical".into()));
        assert_eq!(location(Some(" "), None, "t"), None);
    }

    #[test]
    fn a_point_is_two_numbers() {
        assert_eq!(point("51.5413;-0.0042"), Some((51.5413, -0.0042)));
        assert_eq!(point("51.5413, -0.0042"), Some((51.5413, -0.0042)));
        for none in ["", "51.5", "NaN;0", "north;east", "1e300;0"] {
            assert_eq!(point(none), None, "{none}");
        }
    }

    #[test]
    fn the_same_text_is_the_same_place() {
        let id = |text, feed| location(Some(text), None, feed).unwrap()["id"].clone();
        assert_eq!(id("Blue Hall", "a"), id("BLUE  HALL", "a"));
        assert_ne!(id("Blue Hall", "a"), id("Blue Hall", "b"));
    }
}
