//! What was not as it should be in a record, and what was made of it: for the feed's owner, so that the source can be mended.

use std::fmt;

/// One thing that was not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Where: `service_at_locations/0/location/latitude`.
    pub at: String,
    pub what: What,
    /// What stood there, shortened.
    pub was: String,
    /// What was made of it; `None`: it was left out.
    pub now: Option<String>,
}

macro_rules! what {
    ($($(#[$doc:meta])* $name:ident $code:literal $says:literal,)*) => {
        /// What was not as it should be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum What { $($(#[$doc])* $name,)* }

        impl What {
            pub const ALL: &[What] = &[$(What::$name),*];

            /// For scripts and tables.
            pub const fn code(self) -> &'static str {
                match self { $(What::$name => $code),* }
            }

            /// For whoever publishes the feed: what it is and what to do.
            pub const fn says(self) -> &'static str {
                match self { $(What::$name => $says),* }
            }
        }
    };
}

what! {
    Unknown "unknown-field" "a field that no standard has: it is kept as it came and used for nothing",
    Camel "camel-case" "the standard writes field names with underscores",
    NotText "not-text" "text was expected here",
    NotAList "not-a-list" "a list was expected here; the one thing was taken as a list of one",
    NotOne "not-one" "one thing was expected here; the first of the list was taken",
    NotAnObject "not-an-object" "an object was expected here",
    TooMany "too-many" "more than 500 of them: the rest were left out",
    TooDeep "too-deep" "nested deeper than any standard: left out",
    TooLong "too-long" "longer than 20,000 characters: cut",
    Twice "twice" "the same again: taken once",
    IdMinted "id-minted" "ids are UUIDs; this one was turned into one, always the same",
    IdMissing "id-missing" "it has no id: one was made from what it says, and changes when that does",
    IdTaken "id-taken" "this id stands on something else already: it was given another",
    Blank "blank" "blanks and line ends were tidied",
    Newline "newline" "“\\n” was written out and is a line end",
    Control "control" "characters that cannot be seen were taken out",
    Html "html" "HTML: the text was taken",
    Tag "tag" "a marker such as ###MON### was taken out",
    Placeholder "placeholder" "a placeholder, not a value",
    Scheme "scheme" "a web address begins with https:// or http://",
    NotAUri "not-a-uri" "no web address",
    NotAnEmail "not-an-email" "no e-mail address",
    Several "several" "more than one value in one field: the first was taken",
    NotADate "not-a-date" "a date is year-month-day",
    DateOrder "date-order" "day.month.year: taken as such",
    DateUnclear "date-unclear" "day and month cannot be told apart: write year-month-day",
    ToCome "to-come" "a day that is still to come: nobody has made sure of it then",
    NotATime "not-a-time" "a time is HH:MM",
    TimeForm "time-form" "a time is HH:MM",
    NoZone "no-zone" "a moment without a zone: taken as London time",
    NotAMoment "not-a-moment" "no date and time",
    NumberAsText "number-as-text" "a number, not text in quotation marks",
    NotANumber "not-a-number" "no number",
    Age "age" "no age that people reach",
    Ages "ages" "the greatest age is below the least: both were left out",
    Status "status" "there are active, inactive, defunct and temporarily closed; a word that says nothing of closing was taken as active",
    Word "word" "none of the words that the standard has here",
    Frequency "frequency" "there are WEEKLY and MONTHLY; every day was taken as weekly on seven days",
    Days "days" "days are MO, TU, WE, TH, FR, SA, SU",
    Zone "zone" "the zone is a number of hours in the standard; London is meant here",
    Order "order" "it ends before it begins: the end was left out",
    PhoneText "phone-text" "a telephone number with words: they were moved to the description",
    NotAPhone "not-a-phone" "no telephone number",
    Language "language" "a language is a code such as bn, or its name",
    Currency "currency" "a currency is a code such as GBP",
    Country "country" "a country is a code such as GB",
    PostcodeLetters "postcode-letters" "letters and digits were swapped in a postcode",
    OnlyDistrict "only-district" "only the first half of a postcode: the place is as near as that",
    PartAddress "part-address" "an address needs street, town, county, postcode and country",
    Swapped "swapped" "latitude and longitude were the wrong way round",
    NoPoint "no-point" "0, 0 is in the sea: taken as no point",
    OutOfRange "out-of-range" "outside the United Kingdom: taken as no point",
    HalfAPoint "half-a-point" "only one of latitude and longitude: taken as no point",
    Masked "masked" "an address that must not be public: street, postcode and point were left out",
    PersonalName "personal-name" "a person's name is not published: the role was kept",
    PersonalEmail "personal-email" "a person's e-mail address is not published",
    Guests "guests" "people who are invited stand in it: they are not kept, and had better not be published",
    Repeats "repeats" "it repeats in a way that the standard has no words for: weeks, or days of the month, are understood",
    NoDescription "no-description" "the standard demands a description",
    Renamed "renamed" "an older name of this field",
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what.says())
    }
}

/// Why a record was not let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("it is no object")]
    NotAnObject,
    #[error("it has no id, so it could not be found again: give it one that stays")]
    NoId,
    #[error("it has no name")]
    NoName,
    #[error("its name is longer than 300 characters")]
    LongName,
    #[error("it cannot be read: {0}")]
    Broken(String),
    #[error("it belongs to something that is not in the feed: {0}")]
    Dangling(String),
    #[error("it must not be published: the publisher marked it as private")]
    Private,
    #[error("it is larger than {0} MB")]
    TooLarge(usize),
    #[error("the event has no DTSTART: say when it begins")]
    NoStart,
    #[error("the event has no SUMMARY: give it a title")]
    NoSummary,
    #[error("{name} is no date that there is: {was}")]
    NoDate { name: &'static str, was: String },
    /// With where it stands.
    #[error("{0}: {1}")]
    At(String, Box<Refused>),
}

impl Refused {
    /// For scripts, and for counting.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::NotAnObject => "not-an-object",
            Refused::NoId => "no-id",
            Refused::NoName => "no-name",
            Refused::LongName => "long-name",
            Refused::Broken(_) => "broken",
            Refused::Dangling(_) => "dangling",
            Refused::Private => "private",
            Refused::TooLarge(_) => "too-large",
            Refused::NoStart => "no-start",
            Refused::NoSummary => "no-summary",
            Refused::NoDate { .. } => "no-date",
            Refused::At(_, why) => why.code(),
        }
    }
}

/// Shortens what is kept of a wrong value.
pub(crate) fn shortened(text: &str) -> String {
    const KEPT: usize = 200;
    let cut = match text.char_indices().nth(KEPT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    };
    // A zero byte is text to JSON and to no database.
    cut.replace('\0', "␀")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_used_once_and_says_something() {
        let codes: HashSet<_> = What::ALL.iter().map(|w| w.code()).collect();
        assert_eq!(codes.len(), What::ALL.len());
        assert!(What::ALL.iter().all(|w| w.says().len() > 8));
    }
}
