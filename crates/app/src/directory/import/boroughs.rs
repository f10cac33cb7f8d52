//! London's boroughs by code and by the many ways in which files write their names.
//!
//! Codes and names: Register of Geographic Codes, Office for National Statistics, Open Government Licence v3.0. What is no London borough is kept as it
//! is written.

use kernel::name::words;

/// The thirty-two boroughs and the City, in the order of their codes: `E09000001` to `E09000033`.
const NAMES: [&str; 33] = [
    "City of London",
    "Barking and Dagenham",
    "Barnet",
    "Bexley",
    "Brent",
    "Bromley",
    "Camden",
    "Croydon",
    "Ealing",
    "Enfield",
    "Greenwich",
    "Hackney",
    "Hammersmith and Fulham",
    "Haringey",
    "Harrow",
    "Havering",
    "Hillingdon",
    "Hounslow",
    "Islington",
    "Kensington and Chelsea",
    "Kingston upon Thames",
    "Lambeth",
    "Lewisham",
    "Merton",
    "Newham",
    "Redbridge",
    "Richmond upon Thames",
    "Southwark",
    "Sutton",
    "Tower Hamlets",
    "Waltham Forest",
    "Wandsworth",
    "Westminster",
];

/// Words around a name that say only what kind of place it is.
const AROUND: &[&str] =
    &["the", "of", "and", "upon", "on", "borough", "royal", "council", "county", "lb", "rb", "corporation"];

/// The borough of a code (`E09000012`).
pub(super) fn by_code(code: &str) -> Option<&'static str> {
    let number: usize = code.trim().strip_prefix("E090000")?.parse().ok()?;
    NAMES.get(number.checked_sub(1)?).copied()
}

/// The borough that a text means: `CITY OF WESTMINSTER`, `London Borough of Hackney`, `Kingston Upon Thames`, `Barking & Dagenham`.
pub(super) fn by_name(text: &str) -> Option<&'static str> {
    let key = bare(text);
    if key.is_empty() {
        // The town of London is in every borough: only its city, or the corporation that runs it, is one.
        let words = words(text);
        let has = |word: &str| words.iter().any(|w| w == word);
        return (has("london") && (has("city") || has("corporation")) && !has("greater")).then_some(NAMES[0]);
    }
    NAMES.iter().copied().find(|name| bare(name) == key)
}

/// What is left of a name without what stands around it. Of the City of London nothing is.
fn bare(text: &str) -> String {
    let left: Vec<String> =
        words(text).into_iter().filter(|w| !AROUND.contains(&w.as_str()) && w != "london" && w != "city").collect();
    left.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_many_ways_of_writing_a_borough() {
        for (text, name) in [
            ("HACKNEY", "Hackney"),
            ("City of Westminster", "Westminster"),
            ("CITY OF WESTMINSTER", "Westminster"),
            ("City And County Of The City Of London", "City of London"),
            ("Corporation of London", "City of London"),
            ("Kingston Upon Thames", "Kingston upon Thames"),
            ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
            ("London Borough of Barking & Dagenham", "Barking and Dagenham"),
            ("  tower   hamlets council ", "Tower Hamlets"),
        ] {
            assert_eq!(by_name(text), Some(name), "{text}");
        }
        for text in ["", "-", "London", "Greater London", "Watford", "Surrey", "City of Leeds"] {
            assert_eq!(by_name(text), None, "{text}");
        }
    }

    #[test]
    fn codes_are_those_of_the_register() {
        assert_eq!((by_code("E09000001"), by_code("E09000012")), (Some("City of London"), Some("Hackney")));
        assert_eq!((by_code("E09000033"), by_code("E09000025")), (Some("Westminster"), Some("Newham")));
        assert_eq!(
            (by_code("E09000034"), by_code("E09000000"), by_code("E07000001"), by_code("")),
            (None, None, None, None)
        );
    }
}
