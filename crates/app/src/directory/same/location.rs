//! Whether two locations are one building that a visitor goes to.
//!
//! A room is in its building. A neighbour is not, though it share the postcode; a wing with a name of its own and another entrance is not either. A house changes its
//! name and keeps its number: one door under two names is asked about.

use super::{
    facts::Facts,
    model::{Evidence, Likeness, Verdict},
    name::{Name, Relation},
    place::Meet,
};

/// Words for a part of a building: who adds one means the same house.
const ROOMS: &[&str] = &[
    "room",
    "meeting",
    "floor",
    "first",
    "ground",
    "upstair",
    "downstair",
    "level",
    "1st",
    "2nd",
    "second",
    "reception",
    "small",
    "large",
    "main",
    "lounge",
];

/// Compares two locations.
pub fn locations(a: &Facts, b: &Facts) -> Likeness {
    let e = Evidence::of(a, b);
    let nameless = |f: &Facts| f.name.is_empty() || f.places.iter().any(|p| p.nameless);
    let nameless = nameless(a) || nameless(b);
    let named =
        matches!(e.relation, Relation::Same) || (e.relation >= Relation::Within && only_rooms(&a.name, &b.name));
    let alike = e.relation >= Relation::Within;
    // Where a name is the address, its number is a house number.
    let parted = e.parted && !nameless;
    let sure = !e.doubt.unit && !e.doubt.street && !e.doubt.apart;
    let verdict = if parted {
        Verdict::Different
    } else {
        match e.meet {
            Meet::Door if sure && (named || nameless) => Verdict::Certain,
            Meet::Row | Meet::Postcode if sure && named => Verdict::Certain,
            Meet::Door => Verdict::Ask,
            // A street without a number may be long, and a house on it has two names: only a postcode holds it together.
            Meet::Row => Verdict::Ask,
            Meet::Postcode if alike || nameless || e.relation >= Relation::Partly && !e.doubt.street => Verdict::Ask,
            Meet::Slip | Meet::Street if alike || nameless => Verdict::Ask,
            Meet::Near if e.relation >= Relation::Partly => Verdict::Ask,
            Meet::Area if alike => Verdict::Ask,
            Meet::Unknown if e.relation >= Relation::Close => Verdict::Ask,
            // One name, one postcode, two numbers: one of them is mistyped, or they are two.
            Meet::Elsewhere
                if e.relation == Relation::Same && e.doubt.number && !e.doubt.apart && same_postcode(a, b) =>
            {
                Verdict::Ask
            }
            _ => Verdict::Different,
        }
    };
    e.likeness(verdict)
}

/// Whether all that one name has more than the other is a word for a room.
fn only_rooms(a: &Name, b: &Name) -> bool {
    let more =
        |x: &Name, y: &Name| x.words().iter().filter(|w| !y.words().contains(w)).all(|w| ROOMS.contains(&w.as_str()));
    more(a, b) && more(b, a)
}

fn same_postcode(a: &Facts, b: &Facts) -> bool {
    a.places.iter().any(|x| x.postcode.is_some() && b.places.iter().any(|y| x.postcode == y.postcode))
}
