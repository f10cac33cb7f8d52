//! Whether two services are one offer, by the same people for the same people.
//!
//! An organisation runs many services from one house and one telephone, and describes all of them in the same words. So what belongs to the organisation and the
//! house says little here: it is taken out of the names before they are compared. Two lists of one offer come from two sources; where both say who runs it, and name
//! it otherwise, it is two offers.

use super::{
    facts::Facts,
    model::{Evidence, Likeness, Verdict, Why},
    name::{Name, Relation},
    organisation::organisations,
    place::{Meet, Place},
    when::{Ages, Slot, ages},
};
use std::collections::BTreeSet;

/// What is already known of two services.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// Whether the organisations have been judged: the same, two. `None`: nobody has; they are compared by what the entries say of them.
    pub organisations: Option<bool>,
    /// Whether the locations have been judged: one in common, none in common.
    pub locations: Option<bool>,
}

/// Who runs them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    Same,
    Perhaps,
    Unsaid,
    Other,
}

/// Compares two services.
pub fn services(a: &Facts, b: &Facts, around: Around) -> Likeness {
    let (bare_a, bare_b) = bare(a, b);
    let mut e = Evidence::by_names(a, b, &bare_a.iter().collect::<Vec<_>>(), &bare_b.iter().collect::<Vec<_>>());
    // A service is reached at its provider's site.
    e.at_providers(a, b);
    let slot = a.when.with(&b.when);
    let ages = ages(a.ages, b.ages);
    let only_for = a.only_for.as_ref().zip(b.only_for.as_ref()).is_some_and(|(x, y)| x != y);
    let together = around.locations.unwrap_or_else(|| e.together() || e.meet == Meet::Row);
    // Of who runs it often nothing but a name is known, in two spellings.
    let runs = match runs(a, b, around) {
        Runs::Other if around.organisations.is_none() && providers_alike(a, b, together) => Runs::Perhaps,
        runs => runs,
    };
    let far = around.locations.map_or(e.meet == Meet::Elsewhere, |same| !same);
    let told_day = slot == Slot::Apart && (a.text_days & b.when.days != 0 || b.text_days & a.when.days != 0);
    let moved = far && (moves(a) || moves(b));
    for (is, why) in [
        (runs == Runs::Same, Why::SameOrganisation),
        (slot == Slot::Same, Why::SameTime),
        (told_day, Why::ToldDay),
        (moved, Why::ToldMove),
    ] {
        e.why.extend(is.then_some(why));
    }
    for (is, why) in [
        (runs == Runs::Other, Why::DifferentOrganisation),
        (ages != Ages::Agree, Why::DifferentAges),
        (only_for, Why::DifferentSex),
        (slot == Slot::Apart, Why::DifferentDays),
        (slot == Slot::Other, Why::DifferentTimes),
    ] {
        e.against.extend(is.then_some(why));
    }
    let parted = e.parted || ages == Ages::Apart || only_for || (slot == Slot::Apart && !told_day) || (far && !moved);
    let timed = e.against.contains(&Why::DifferentTimes) || slot == Slot::Apart;
    let placed = !a.places.is_empty() || !b.places.is_empty();
    // A list of all places of a service is not its entry for one of them.
    let many = a.places.len() != b.places.len() && !a.places.is_empty() && !b.places.is_empty();
    let verdict = if parted {
        Verdict::Different
    } else if !e.unsettled
        && !many
        && (around.locations == Some(true) || e.meet == Meet::Door || !other_house(a, b))
        && ages == Ages::Agree
        && !timed
        && !far
        && !e.doubt.unit
        && !e.doubt.apart
        && certain(&e, runs, together, placed)
    {
        Verdict::Certain
    } else if asks(&e, runs, slot, together, moved) {
        Verdict::Ask
    } else {
        Verdict::Different
    };
    e.likeness(verdict)
}

/// One name, and nothing against it: certain by the same people in one place, or with one way to reach them where there is no place.
fn certain(e: &Evidence, runs: Runs, together: bool, placed: bool) -> bool {
    match runs {
        Runs::Same => together || (!placed && e.contact()),
        // A telephone may be the house's.
        Runs::Unsaid => together && (e.email || e.page || e.host),
        Runs::Perhaps => together && (e.email || e.page),
        Runs::Other => false,
    }
}

fn asks(e: &Evidence, runs: Runs, slot: Slot, together: bool, moved: bool) -> bool {
    let contact = e.contact();
    let met = together && slot == Slot::Same;
    if moved {
        return e.relation >= Relation::Within && (runs == Runs::Same || contact || e.helpline);
    }
    if e.told_name {
        return runs != Runs::Other || contact;
    }
    match (e.relation, runs) {
        (Relation::Same | Relation::Close, Runs::Other) => contact || e.helpline || met,
        // A common name with nothing beside it is no reason to bother anybody.
        (Relation::Same | Relation::Close, Runs::Unsaid) => {
            e.rare || contact || e.helpline || e.host || e.meet >= Meet::Area
        }
        (Relation::Same | Relation::Close, _) => true,
        (Relation::Within | Relation::Initials, Runs::Other) => contact || met,
        (Relation::Within | Relation::Initials, _) => contact || together || e.host || slot == Slot::Same,
        // Both say that the same people run it, and name it otherwise.
        (Relation::Partly, Runs::Same) => e.page || met,
        (Relation::Partly, Runs::Other) => contact && (together || slot == Slot::Same) || e.helpline && met,
        (Relation::Partly, _) => contact || met,
        (Relation::Unlike, Runs::Same | Runs::Other) => e.page,
        (Relation::Unlike, _) => {
            e.page || (together && (contact || e.host)) || (slot == Slot::Same && (e.email || e.phone))
        }
    }
}

fn runs(a: &Facts, b: &Facts, around: Around) -> Runs {
    match (around.organisations, &a.provider, &b.provider) {
        (Some(true), _, _) => Runs::Same,
        (Some(false), _, _) => Runs::Other,
        (None, Some(x), Some(y)) => {
            let same_name = x.names().any(|n| y.names().any(|m| n.compare(m).0 == Relation::Same));
            match organisations(x, y).verdict {
                Verdict::Certain => Runs::Same,
                // The same name word for word beside a service in one place: nothing else is mostly known of who runs it.
                Verdict::Ask if same_name => Runs::Same,
                Verdict::Ask => Runs::Perhaps,
                Verdict::Different => Runs::Other,
            }
        }
        _ => Runs::Unsaid,
    }
}

/// Whether the names of who runs them are close, or at one door have half in common, and no number or word parts them.
fn providers_alike(a: &Facts, b: &Facts, together: bool) -> bool {
    let Some((x, y)) = a.provider.as_ref().zip(b.provider.as_ref()) else { return false };
    let e = Evidence::of(x, y);
    let enough = if together { Relation::Partly } else { Relation::Close };
    e.relation >= enough && !e.parted && e.other_number.is_none()
}

/// The names of two entries without the words that say by whom and where they are, on either side.
fn bare(a: &Facts, b: &Facts) -> (Vec<Name>, Vec<Name>) {
    let mut shared: BTreeSet<&str> = BTreeSet::new();
    for f in [a, b] {
        shared.extend(f.provider.iter().flat_map(|p| p.names()).flat_map(|n| n.words().iter().map(String::as_str)));
        shared.extend(f.places.iter().flat_map(|p| p.words()));
    }
    let of = |f: &Facts| f.names().map(|n| n.without(&shared)).collect();
    (of(a), of(b))
}

/// Whether their buildings have names and none in common: a postcode is wider than a house.
fn other_house(a: &Facts, b: &Facts) -> bool {
    let named = |f: &Facts| f.places.iter().any(|p| !p.name.is_empty() && !p.nameless);
    let like = |x: &Place| b.places.iter().any(|y| x.name.compare(&y.name).0 >= Relation::Within);
    named(a) && named(b) && !a.places.iter().any(like)
}

/// Whether a text says that it moved, or will.
fn moves(f: &Facts) -> bool {
    const CUES: &[&[&str]] = &[
        &["moved"],
        &["new", "address"],
        &["new", "venue"],
        &["no", "longer", "at"],
        &["relocated"],
        &["moving", "to"],
        &["used", "to", "meet"],
    ];
    CUES.iter().any(|cue| f.text.windows(cue.len()).any(|w| w == *cue))
}
