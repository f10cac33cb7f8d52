//! Where an entry is, and whether two of those are one door.
//!
//! Postcode, street and number are read one by one, because each of them goes missing and each is mistyped. A street is found in whatever line it stands: behind
//! a floor, before a borough. It is no geocoder: it knows no street that the two entries do not name, and a point only says that two places are apart or near.

use super::{name::Name, word::slip};
use kernel::{Outcode, Point, Postcode};

/// So far apart, in kilometres, that it is another building even if somebody was careless with the pin. A choice of ours.
const APART_KM: f64 = 0.4;
/// So near that it may be one building. A choice of ours, as in the research (100 m).
const NEAR_KM: f64 = 0.1;

/// A place, made ready.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// What the building is called.
    pub name: Name,
    /// Full postcode; the letters `O` and `I` for digits are put right.
    pub postcode: Option<Postcode>,
    /// The district, from the postcode or by itself.
    pub outcode: Option<Outcode>,
    /// Every line that may be a street.
    pub streets: Vec<Street>,
    /// Floors, units, rooms.
    pub units: Vec<String>,
    /// Exact points only: the middle of a district says nothing.
    pub point: Option<Point>,
    /// The address is somebody else's: `c/o`, a PO box.
    pub care_of: bool,
    /// The name is no name but the address once more.
    pub nameless: bool,
}

/// A line of an address that may be a street.
#[derive(Clone, Debug, PartialEq)]
pub struct Street {
    /// Folded, with endings written out: `needle street`.
    pub words: String,
    /// First and last house number.
    pub numbers: Option<(u32, u32)>,
    /// `a` in 2a.
    pub letter: Option<char>,
}

/// How two places meet, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meet {
    /// In other places.
    Elsewhere,
    /// Too little is known.
    Unknown,
    /// The same district, one of them without a postcode.
    Area,
    /// The points are near each other; nothing else is known.
    Near,
    /// The postcodes are one slip of the pen apart and the streets do not differ.
    Slip,
    /// The same street; a postcode is missing, or a number, or the postcodes differ within a district.
    Street,
    /// The same postcode.
    Postcode,
    /// The same postcode and street, without numbers on both sides.
    Row,
    /// The same postcode, street and number.
    Door,
}

/// What is the matter with two places that meet, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Doubt {
    /// Other house numbers in one street.
    pub number: bool,
    /// Other streets named.
    pub street: bool,
    /// Other floors or units.
    pub unit: bool,
    /// The points are apart.
    pub apart: bool,
}

impl Place {
    /// Reads what an entry says of where it is.
    pub fn of(name: &str, address: &str, city: &str, postcode: &str, point: Option<Point>) -> Place {
        let mut place = Place { name: Name::of(name), point, ..Place::default() };
        let code = hsds::repair::postcode(postcode).value.unwrap_or_default();
        place.postcode = code.parse().ok();
        place.outcode = place.postcode.as_ref().map(Postcode::outcode).or_else(|| code.parse().ok());
        place.read(address, city);
        let named: Vec<Street> = name.split([',', '(', ')']).filter_map(street).collect();
        // Where a name begins with a house number, it is the address.
        if let [first, ..] = &named[..]
            && first.numbers.is_some()
            && name.trim_start().starts_with(|c: char| c.is_ascii_digit())
        {
            if place.streets.is_empty() {
                place.streets.push(first.clone());
            }
            // "2 Rivers Centre" at another address is a name.
            place.nameless = place.streets.iter().any(|s| s.like(first));
        }
        place.nameless |= place.name.is_empty();
        place
    }

    fn read(&mut self, address: &str, city: &str) {
        let city = kernel::name::name_key(city);
        for part in address.split([',', '(', ')', ';', '\n']).flat_map(|p| p.split(" - ")) {
            let key = kernel::name::name_key(part);
            if key.starts_with("c o ") || key.starts_with("care of ") || key.starts_with("po box") {
                self.care_of = true;
                continue;
            }
            if let Some(unit) = unit(&key) {
                self.units.push(unit);
            } else if key != city
                && key != "london"
                && let Some(street) = street(part)
            {
                self.streets.push(street);
            }
        }
    }

    /// Words of all lines and of the building's name.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.streets.iter().flat_map(|s| s.words.split(' ')).chain(self.name.words().iter().map(String::as_str))
    }

    /// How it and another meet, and what speaks against.
    pub fn meet(&self, other: &Place) -> (Meet, Doubt) {
        let unit =
            !self.units.is_empty() && !other.units.is_empty() && !self.units.iter().any(|u| other.units.contains(u));
        let km = self.point.zip(other.point).map(|(a, b)| a.distance_km(b));
        let streets =
            self.streets.iter().flat_map(|a| other.streets.iter().map(move |b| (a, b))).filter(|(a, b)| a.like(b));
        let numbers: Vec<Option<bool>> = streets.map(|(a, b)| a.numbers_like(b)).collect();
        let street = !numbers.is_empty();
        let door = numbers.contains(&Some(true));
        let doubt = Doubt {
            number: !door && numbers.contains(&Some(false)),
            street: !street && !self.streets.is_empty() && !other.streets.is_empty(),
            unit,
            apart: km.is_some_and(|km| km > APART_KM),
        };
        let districts = self.outcode.as_ref().zip(other.outcode.as_ref()).map(|(a, b)| a == b);
        let meet = match self.postcode.as_ref().zip(other.postcode.as_ref()) {
            _ if doubt.number => Meet::Elsewhere,
            // A pin is dropped carelessly more often than a postcode is copied.
            Some((a, b)) if a != b && doubt.apart => Meet::Elsewhere,
            None if doubt.apart => Meet::Elsewhere,
            Some((a, b)) if a == b && door => Meet::Door,
            Some((a, b)) if a == b && street => Meet::Row,
            Some((a, b)) if a == b => Meet::Postcode,
            Some((a, b)) if strsim::osa_distance(&a.key(), &b.key()) <= 1 && !doubt.street => Meet::Slip,
            Some(_) if street && districts == Some(true) => Meet::Street,
            Some(_) => Meet::Elsewhere,
            None if districts == Some(false) => Meet::Elsewhere,
            None if street => Meet::Street,
            None if km.is_some_and(|km| km <= NEAR_KM) => Meet::Near,
            None if districts == Some(true) && !doubt.street => Meet::Area,
            None => Meet::Unknown,
        };
        (meet, doubt)
    }
}

impl Street {
    /// The same street: word for word, at the end of a longer line, or with a slip of the pen in one word.
    fn like(&self, other: &Street) -> bool {
        let (a, b) = (&self.words, &other.words);
        let ends =
            |long: &str, short: &str| short.contains(' ') && long.strip_suffix(short).is_some_and(|l| l.ends_with(' '));
        if a == b || ends(a, b) || ends(b, a) {
            return true;
        }
        let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
        a.len() > 1 && a.len() == b.len() && a.last() == b.last() && a.iter().zip(&b).all(|(x, y)| x == y || slip(x, y))
    }

    /// Whether the numbers are the same, as far as both are known: `17-19` has 17 in it, 312 is not 312a.
    fn numbers_like(&self, other: &Street) -> Option<bool> {
        let ((a, b), (c, d)) = self.numbers.zip(other.numbers)?;
        Some(a <= d && c <= b && self.letter == other.letter)
    }
}

/// Endings of streets, short and long.
const ENDINGS: &[(&str, &str)] = &[
    ("ave", "avenue"),
    ("cl", "close"),
    ("cres", "crescent"),
    ("ct", "court"),
    ("dr", "drive"),
    ("est", "estate"),
    ("gdns", "gardens"),
    ("gr", "grove"),
    ("ln", "lane"),
    ("pl", "place"),
    ("rd", "road"),
    ("sq", "square"),
    ("st", "street"),
    ("ter", "terrace"),
];

/// Words around a street that are no part of its name.
const AROUND: &[&str] = &["at", "behind", "corner", "entrance", "in", "near", "off", "on", "opposite", "rear", "via"];

fn street(part: &str) -> Option<Street> {
    let part = part.trim().to_lowercase().replace('’', "'").replace('\'', "");
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (first, mut rest) = part.split_at(digits(&part));
    let mut numbers = first.parse::<u32>().ok().map(|n| (n, n));
    let mut letter = None;
    if let Some((from, _)) = numbers {
        if let Some(to) = rest.trim_start().strip_prefix(['-', '–', '/']) {
            let (last, after) = to.trim_start().split_at(digits(to.trim_start()));
            numbers = last.parse().ok().filter(|to| *to >= from).map(|to| (from, to)).or(numbers);
            rest = after;
        } else if let Some(c) = rest.chars().next().filter(char::is_ascii_alphabetic) {
            // `2a Elm Row` has a letter; `1st`, `3rd` are no houses.
            if rest[1..].starts_with(|c: char| c.is_alphanumeric()) {
                return None;
            }
            (letter, rest) = (Some(c), &rest[1..]);
        }
    }
    let mut words: Vec<String> =
        kernel::name::words(rest).into_iter().filter(|w| !AROUND.contains(&w.as_str())).collect();
    if words.len() > 1
        && let Some(last) = words.last_mut()
        && let Some((_, long)) = ENDINGS.iter().find(|(short, _)| short == last)
    {
        *last = (*long).to_owned();
    }
    (!words.is_empty()).then(|| Street { words: words.join(" "), numbers, letter })
}

/// The part of a building that a line names: `floor 2`, `unit 4b`, `1st floor`.
fn unit(key: &str) -> Option<String> {
    let mut words: Vec<&str> = key.split(' ').collect();
    let at =
        words.iter().position(|w| ["floor", "unit", "suite", "flat", "room", "door", "gate", "studio"].contains(w))?;
    let kind = words.remove(at);
    let which = words.iter().find_map(|w| match *w {
        "ground" => Some("0".to_owned()),
        "first" => Some("1".to_owned()),
        "second" => Some("2".to_owned()),
        "third" => Some("3".to_owned()),
        w if w.starts_with(|c: char| c.is_ascii_digit()) => Some(
            w.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th").to_owned(),
        ),
        w if w.len() == 1 => Some(w.to_owned()),
        _ => None,
    })?;
    // "Gate House" or "Flat Iron Square" are names.
    (words.len() <= 2).then(|| format!("{kind} {which}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: (&str, &str), b: (&str, &str)) -> (Meet, Doubt) {
        let place = |(address, postcode): (&str, &str)| Place::of("", address, "", postcode, None);
        let there = place(a).meet(&place(b));
        assert_eq!(there, place(b).meet(&place(a)));
        there
    }

    #[test]
    fn doors_streets_and_districts() {
        let cases = [
            (("7 Larch St (1st floor)", "N1 1AA"), ("First floor, 7 Larch Street", "n11aa"), Meet::Door),
            (("17-19 Larch Road", "N1 1AA"), ("17 Larch Road", "N1 1AA"), Meet::Door),
            (("Larch Road", "N1 1AA"), ("17 Larch Road, Hoxton", "N1 1AA"), Meet::Row),
            (("7 Larch Road", "N1 1AA"), ("11 Larch Road", "N1 1AA"), Meet::Elsewhere),
            (("12 Larch Road", "N1 1AA"), ("12a Larch Road", "N1 1AA"), Meet::Elsewhere),
            (("8 Cooper Street", "N1 1AA"), ("8 Cooper Road", "N1 9ZZ"), Meet::Elsewhere),
            (("25 Saffron Mews", "N1 1AB"), ("25 Safrfon Mews", "N1 1BA"), Meet::Slip),
            (("", "N1 1AA"), ("Larch Road", "N1 1AA"), Meet::Postcode),
            (("Larch Road", ""), ("9 Larch Road", "N1 1AA"), Meet::Street),
            (("", "N1"), ("", "N1 1AA"), Meet::Area),
            (("", "N1"), ("", "E2 1AA"), Meet::Elsewhere),
            (("", "E5 OLW"), ("", "E5 0LW"), Meet::Postcode),
            (("", ""), ("", "E5 0LW"), Meet::Unknown),
        ];
        for (a, b, expected) in cases {
            assert_eq!(meet(a, b).0, expected, "{a:?} {b:?}");
        }
        assert!(meet(("Unit 4, 200 Larch Road", "N1 1AA"), ("Unit 5, 200 Larch Road", "N1 1AA")).1.unit);
        assert!(Place::of("66 Larch Row", "", "", "N1 1AA", None).nameless);
        assert!(Place::of("", "c/o Larch Forum, 9 Elm Street", "", "N1 1AA", None).care_of);
    }
}
