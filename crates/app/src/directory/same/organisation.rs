//! Whether two organisations are one body.
//!
//! A body is told by its number in a register and by its mailbox; its name, site, telephone and house it may share with a parent, a branch, a trading company, a
//! tenant. So a name alone never settles it, and a house and a switchboard without a name say nothing.

use super::{
    facts::Facts,
    model::{Evidence, Likeness, Verdict, Why},
    name::Relation,
    place::Meet,
};

/// Compares two organisations.
pub fn organisations(a: &Facts, b: &Facts) -> Likeness {
    let mut e = Evidence::of(a, b);
    let beside = a.name.beside(&b.name);
    if beside {
        e.against.push(Why::BesideIt);
    }
    // An address care of somebody else is theirs.
    let care_of = a.places.iter().chain(&b.places).any(|p| p.care_of);
    let together = e.together() && !care_of;
    let far = e.meet == Meet::Elsewhere;
    // What agrees besides the name; a number or a mailbox is worth two.
    let agree = [(e.number, 2), (e.email, 2), (e.host || e.page, 1), (e.phone, 1), (together, 1)];
    let agree: u8 = agree.into_iter().filter(|(is, _)| *is).map(|(_, n)| n).sum();
    let apart = e.parted || beside;
    let named = matches!(e.relation, Relation::Same | Relation::Close);
    let verdict = if e.number {
        // Local groups give the number of their national body: the name has to agree as well.
        if !e.unsettled && !apart && e.other_number.is_none() { Verdict::Certain } else { Verdict::Ask }
    } else if let Some(swapped) = e.other_number {
        // Two numbers are two bodies, unless one is mistyped or a text tells of the change.
        let explained = e.told_number || e.told_name || (swapped && named && agree > 0);
        if explained { Verdict::Ask } else { Verdict::Different }
    } else if apart {
        if e.told_name || (e.email && !e.parted) { Verdict::Ask } else { Verdict::Different }
    } else if !e.unsettled && !far && !e.doubt.number && agree >= 2 {
        Verdict::Certain
    } else if e.told_name || asks(&e, agree, together, far) {
        Verdict::Ask
    } else {
        Verdict::Different
    };
    e.likeness(verdict)
}

/// Whether somebody should look, where no number speaks and no name says that they are two.
fn asks(e: &Evidence, agree: u8, together: bool, far: bool) -> bool {
    if e.email {
        return true;
    }
    match e.relation {
        // One name in one district, or with no address on one side, is worth a look; in two districts it is a common name.
        Relation::Same => agree > 0 || e.helpline || !far,
        Relation::Close => agree > 0 || (e.helpline && !far) || e.meet >= Meet::Area,
        // A branch has its parent's name and site, and a place of its own.
        Relation::Within => e.phone || together || (agree > 0 || e.helpline) && !far,
        Relation::Initials => agree > 0,
        Relation::Partly => agree >= 2 || e.meet == Meet::Door && together || e.host && e.meet >= Meet::Area,
        // A house and its switchboard are shared; a site of one's own beside them mostly is not.
        Relation::Unlike => e.host && agree >= 2 || e.mobile && together,
    }
}
