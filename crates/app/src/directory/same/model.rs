//! What can be said of two entries: a verdict, how strongly, why, and what speaks against. And the evidence on which the verdicts of all three kinds rest.
//!
//! A verdict comes from rules that can be said in words, and never from a sum: the score only puts a queue in order. A few strong facts decide; many weak ones ask.

use super::{
    facts::{Facts, is_national},
    name::{Name, Relation},
    place::{Doubt, Meet, Place},
    when::{Ages, ages},
    word::{self, Axis},
};

use std::collections::BTreeSet;

/// What is to be done with two entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They are left alone.
    Different,
    /// Somebody has to look.
    Ask,
    /// They are merged without anybody looking.
    Certain,
}

macro_rules! whys {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A reason for or against. The label is `alike-{code}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Why { $($(#[$doc])* $name,)* }
        impl Why {
            /// All there are.
            #[cfg(test)]
            pub const ALL: &[Why] = &[$(Why::$name,)*];
            /// The code, which never changes.
            pub fn code(self) -> &'static str {
                match self { $(Why::$name => $code,)* }
            }
        }
    };
}

whys! {
    /// One number in one register.
    SameNumber = "same-number",
    /// One mailbox.
    SameEmail = "same-email",
    /// One page that is more than a front page.
    SamePage = "same-page",
    /// One web site, or a mailbox on it.
    SameHost = "same-host",
    /// One telephone number of a place or a person.
    SamePhone = "same-phone",
    /// One telephone number for the whole country.
    SameHelpline = "same-helpline",
    /// Word for word, in any order.
    SameName = "same-name",
    /// The same but for slips of the pen and words that say little.
    CloseName = "close-name",
    /// One name is in the other.
    NameWithin = "name-within",
    /// One is the first letters of the other.
    Initials = "initials",
    /// Half of what tells, or more.
    SimilarName = "similar-name",
    /// A text says that it has or had the other's name.
    ToldName = "told-name",
    /// A text names the other's number.
    ToldNumber = "told-number",
    /// A text says that it moved.
    ToldMove = "told-move",
    /// A text names the other's day.
    ToldDay = "told-day",
    /// The same postcode, street and number.
    SameDoor = "same-door",
    /// The same postcode.
    SamePostcode = "same-postcode",
    /// Postcodes one slip of the pen apart.
    ClosePostcode = "close-postcode",
    /// The same street.
    SameStreet = "same-street",
    /// Near each other.
    Near = "near",
    /// The same district.
    SameDistrict = "same-district",
    /// The same people run it.
    SameOrganisation = "same-organisation",
    /// The same day and hour.
    SameTime = "same-time",
    /// Other numbers in one register.
    DifferentNumber = "different-number",
    /// Such as the 4th and the 14th.
    DifferentNumberInName = "different-number-in-name",
    /// Women and men.
    DifferentSex = "different-sex",
    /// North and south, upper and lower.
    DifferentSide = "different-side",
    /// Beginners and advanced.
    DifferentLevel = "different-level",
    /// Ages.
    DifferentAges = "different-ages",
    /// Languages in the names.
    DifferentLanguage = "different-language",
    /// Days or weeks.
    DifferentDays = "different-days",
    /// Hours.
    DifferentTimes = "different-times",
    /// Friends of it, its shop, its trading company.
    BesideIt = "beside-it",
    /// Each name has something that the other has not.
    DifferentName = "different-name",
    /// House numbers.
    DifferentHouse = "different-house",
    /// Floors or units.
    DifferentUnit = "different-unit",
    /// Other places.
    DifferentPlace = "different-place",
    /// Other people run it.
    DifferentOrganisation = "different-organisation",
}

/// What was found about two entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// What is to be done.
    pub verdict: Verdict,
    /// 0 to 1, for the order of a queue; below 0.5 is different, from 0.95 certain.
    pub score: f32,
    /// What speaks for it, the strongest first.
    pub why: Vec<Why>,
    /// What speaks against it.
    pub against: Vec<Why>,
}

/// What all kinds look at first.
pub(super) struct Evidence {
    pub relation: Relation,
    pub alike: f32,
    pub number: bool,
    pub email: bool,
    pub page: bool,
    pub host: bool,
    pub phone: bool,
    /// That telephone is a mobile: somebody's, and no switchboard.
    pub mobile: bool,
    pub helpline: bool,
    pub told_name: bool,
    pub told_number: bool,
    /// Other numbers in one register: and whether they are one slip of the pen apart.
    pub other_number: Option<bool>,
    pub meet: Meet,
    pub doubt: Doubt,
    pub why: Vec<Why>,
    pub against: Vec<Why>,
    /// A name says that they are two.
    pub parted: bool,
    /// Both names, as shown, have words that tell which.
    pub rare: bool,
    /// Something speaks against merging them unseen: the names that are shown are not the same, other legal forms, numbers in two registers, texts that are for
    /// other people.
    pub unsettled: bool,
}

impl Evidence {
    pub fn of(a: &Facts, b: &Facts) -> Evidence {
        Evidence::by_names(a, b, &a.names().collect::<Vec<_>>(), &b.names().collect::<Vec<_>>())
    }

    /// The same, with names from which something was taken out.
    pub fn by_names(a: &Facts, b: &Facts, names_a: &[&Name], names_b: &[&Name]) -> Evidence {
        let names = names_a.iter().flat_map(|x| names_b.iter().map(move |y| x.compare(y)));
        let (relation, alike) =
            names.fold((Relation::Unlike, 0.0), |best: (Relation, f32), one| if one > best { one } else { best });
        let common = |x: &BTreeSet<String>, y: &BTreeSet<String>| !x.is_disjoint(y);
        let phones = || a.phones.intersection(&b.phones);
        let (meet, doubt) = meet(a, b);
        let mut e = Evidence {
            relation,
            alike,
            number: common(&a.identifiers, &b.identifiers),
            email: common(&a.emails, &b.emails),
            page: common(&a.pages, &b.pages),
            host: common(&a.hosts, &b.hosts),
            phone: phones().any(|p| !is_national(p)),
            mobile: phones().any(|p| p.starts_with("07")),
            helpline: phones().any(|p| is_national(p)),
            told_name: tells_name(a, b) || tells_name(b, a),
            told_number: tells_number(a, b) || tells_number(b, a),
            other_number: other_number(a, b),
            meet,
            doubt,
            why: vec![],
            against: vec![],
            parted: false,
            rare: a.name.is_rare() && b.name.is_rare(),
            unsettled: a.name.compare(&b.name).0 != Relation::Same || a.name.other_form(&b.name) || for_others(a, b),
        };
        e.unsettled |= !e.number && !a.identifiers.is_empty() && !b.identifiers.is_empty();
        e.list();
        e.names_apart(a, b);
        e
    }

    /// Puts into words what was found.
    fn list(&mut self) {
        let name = match self.relation {
            Relation::Same => Some(Why::SameName),
            Relation::Close => Some(Why::CloseName),
            Relation::Within => Some(Why::NameWithin),
            Relation::Initials => Some(Why::Initials),
            Relation::Partly => Some(Why::SimilarName),
            Relation::Unlike => None,
        };
        let place = match self.meet {
            Meet::Door => Some(Why::SameDoor),
            Meet::Postcode | Meet::Row => Some(Why::SamePostcode),
            Meet::Slip => Some(Why::ClosePostcode),
            Meet::Street => Some(Why::SameStreet),
            Meet::Near => Some(Why::Near),
            Meet::Area => Some(Why::SameDistrict),
            Meet::Unknown | Meet::Elsewhere => None,
        };
        let said = [
            (self.number, Why::SameNumber),
            (self.email, Why::SameEmail),
            (self.page, Why::SamePage),
            (self.phone, Why::SamePhone),
            (self.host, Why::SameHost),
            (self.helpline, Why::SameHelpline),
            (self.told_name, Why::ToldName),
            (self.told_number, Why::ToldNumber),
        ];
        self.why.extend(said.into_iter().filter(|(is, _)| *is).map(|(_, why)| why).chain(name).chain(place));
        let doubts = [
            (self.other_number.is_some(), Why::DifferentNumber),
            (matches!(self.relation, Relation::Partly | Relation::Unlike), Why::DifferentName),
            (self.doubt.number, Why::DifferentHouse),
            (self.doubt.unit, Why::DifferentUnit),
            (self.meet == Meet::Elsewhere, Why::DifferentPlace),
        ];
        self.against.extend(doubts.into_iter().filter(|(is, _)| *is).map(|(_, why)| why));
    }

    fn names_apart(&mut self, a: &Facts, b: &Facts) {
        let before = self.against.len();
        if a.name.other_number(&b.name) {
            self.against.push(Why::DifferentNumberInName);
        }
        self.against.extend(a.name.opposed(&b.name).into_iter().map(|axis| match axis {
            Axis::Sex => Why::DifferentSex,
            Axis::Side => Why::DifferentSide,
            Axis::Level => Why::DifferentLevel,
            Axis::Age => Why::DifferentAges,
            Axis::Time => Why::DifferentTimes,
        }));
        if a.name.other_language(&b.name) {
            self.against.push(Why::DifferentLanguage);
        }
        // A text may say that the day has two halves; nothing else of this is ever one thing.
        self.parted = self.against[before..].iter().any(|w| *w != Why::DifferentTimes);
    }

    /// Counts the sites of who runs two services as theirs.
    pub fn at_providers(&mut self, a: &Facts, b: &Facts) {
        let hosts = |f: &'_ Facts| {
            f.provider.iter().flat_map(|p| p.hosts.iter()).chain(&f.hosts).cloned().collect::<BTreeSet<_>>()
        };
        if !self.host && !hosts(a).is_disjoint(&hosts(b)) {
            self.host = true;
            self.why.push(Why::SameHost);
        }
    }

    /// Whether they are in one place: one postcode at least, and no other street named.
    pub fn together(&self) -> bool {
        self.meet >= Meet::Postcode && !self.doubt.street
    }

    /// A way to reach one is a way to reach the other.
    pub fn contact(&self) -> bool {
        self.email || self.page || self.phone
    }

    /// The likeness for a verdict. The weights are those of the research, section 6.4, in short: a name 0.45, a contact 0.35, a place 0.2; they never lead out of the
    /// verdict's band.
    pub fn likeness(self, verdict: Verdict) -> Likeness {
        let contact = [
            (self.number, 1.0),
            (self.email, 1.0),
            (self.page, 0.9),
            (self.phone, 0.7),
            (self.host, 0.6),
            (self.helpline, 0.4),
        ];
        let contact = contact.into_iter().filter(|(is, _)| *is).fold(0.0, |all: f32, (_, n)| all.max(n));
        let place = match self.meet {
            Meet::Door => 1.0,
            Meet::Row => 0.9,
            Meet::Postcode => 0.8,
            Meet::Slip | Meet::Street => 0.6,
            Meet::Near => 0.5,
            Meet::Area => 0.3,
            Meet::Unknown | Meet::Elsewhere => 0.0,
        };
        let name = if self.told_name { 1.0 } else { self.alike };
        let sum = 0.45 * name + 0.35 * contact + 0.2 * place - 0.05 * self.against.len() as f32;
        let score = match verdict {
            Verdict::Certain => sum.clamp(0.95, 1.0),
            Verdict::Ask => sum.clamp(0.5, 0.94),
            Verdict::Different => sum.clamp(0.0, 0.49),
        };
        let mut against = self.against;
        against.sort_unstable();
        against.dedup();
        Likeness { verdict, score, why: self.why, against }
    }
}

/// Whether the texts are for other people: women and men, beginners and advanced, other languages, other ages.
fn for_others(a: &Facts, b: &Facts) -> bool {
    let axes = word::opposed(&a.text, &b.text);
    axes.iter().any(|axis| matches!(axis, Axis::Sex | Axis::Level | Axis::Age))
        || word::other_language(&a.text, &b.text)
        || ages(a.text_ages, b.text_ages) != Ages::Agree
}

/// How the places of two entries meet, at best.
fn meet(a: &Facts, b: &Facts) -> (Meet, Doubt) {
    let one = |x: &Place, y: &Place| match x.meet(y) {
        // A park or a hospital has several postcodes: its name in its district is worth a look.
        (Meet::Elsewhere, doubt)
            if doubt == Doubt::default() && x.outcode == y.outcode && x.name.compare(&y.name).0 == Relation::Same =>
        {
            (Meet::Area, doubt)
        }
        met => met,
    };
    let all = a.places.iter().flat_map(|x| b.places.iter().map(move |y| one(x, y)));
    let weight = |(meet, doubt): &(Meet, Doubt)| (*meet, !doubt.street, !doubt.unit, !doubt.number, !doubt.apart);
    all.max_by_key(weight).unwrap_or((Meet::Unknown, Doubt::default()))
}

/// Both have a number in one register, and none is the same; whether two of them are one slip of the pen apart.
fn other_number(a: &Facts, b: &Facts) -> Option<bool> {
    let mut slip = None;
    for (x, y) in a.identifiers.iter().flat_map(|x| b.identifiers.iter().map(move |y| (x, y))) {
        let (Some((one, n)), Some((other, m))) = (x.split_once(':'), y.split_once(':')) else { continue };
        if one != other {
            continue;
        }
        if n == m {
            return None;
        }
        slip = Some(slip.unwrap_or(false) || is_swap(n, m));
    }
    slip
}

/// Two neighbours swapped. One digit other is no slip: neighbours in a register are two bodies.
fn is_swap(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let at: Vec<usize> = (0..a.len().min(b.len())).filter(|i| a[*i] != b[*i]).collect();
    matches!(at[..], [i, j] if a.len() == b.len() && j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

/// Whether the text of one says that it has or had the other's name: the name in full, not long after words that say so.
fn tells_name(a: &Facts, b: &Facts) -> bool {
    // Most texts have no such words at all.
    !a.cues.is_empty()
        && b.names().any(|name| {
            let telling = name.telling();
            let words = name.words();
            if words.is_empty() || telling.len() < 2 && telling.iter().all(|w| w.chars().count() < 6) {
                return false;
            }
            let Some(first) = words.first() else { return false };
            let text = &a.text;
            text.iter().enumerate().filter(|(_, w)| *w == first).any(|(at, _)| {
                // Little words stand in a text and not in a name made ready.
                let mut rest = text[at..].iter().take(words.len() + 4).filter(|w| words.contains(w));
                words.iter().all(|w| rest.next() == Some(w))
                    && a.cues.iter().any(|cue| (at.saturating_sub(6)..=at).contains(cue))
            })
        })
}

fn tells_number(a: &Facts, b: &Facts) -> bool {
    let numbers = b.identifiers.iter().filter(|i| !a.identifiers.contains(*i)).filter_map(|i| i.split_once(':'));
    numbers.map(|(_, n)| n.to_lowercase()).any(|n| a.text.contains(&n))
}
