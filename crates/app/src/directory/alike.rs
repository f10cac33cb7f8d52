//! Entries that are the same thing: looking for them, saying so, and taking that back.
//!
//! A job looks through the directory and writes down which entries are alike ([`super::same`]): what the rules are certain of is merged, if the two come from
//! different sources and nobody looks after either; the rest waits for somebody who looks at both side by side. What somebody said is never asked again, whatever
//! the feeds send: it is kept by the entries, which keep their ids for good. Merging writes down which entry stands for which and rewrites nothing, so that taking
//! two apart again gives back both.

mod rules;
mod store;

pub(super) use rules::{Vouched, part_from_rules, part_if_differs, part_services, vouched, vouched_among};
pub use store::{Alike, Member, Merged, alike_waiting, merged_organisations, merged_with, provider_with_some};
pub(super) use store::{SQL, root, with_merged};

use super::{
    import::{self, Charity},
    model::{Provider, Service, Site},
    open,
    same::{self, Around, Facts, Kind, Told, ToldPlace, Verdict},
    store as directory_store,
};
use crate::policy::{DIRECTORY_IMPORT, SERVICE_VIEW};
use base::{Ctx, Error, House, Result, Rx, Tx, history, settings};
use hsds::Document;
use kernel::Id;
use rules::{contact, hold_to, part_what_differs, reached};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    Organization,
    Location,
    Service,
}

impl Object {
    pub const fn code(self) -> &'static str {
        match self {
            Object::Organization => "organization",
            Object::Location => "location",
            Object::Service => "service",
        }
    }

    pub fn named(code: &str) -> Option<Object> {
        [Object::Organization, Object::Location, Object::Service].into_iter().find(|o| o.code() == code)
    }
}

/// What somebody says of two entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Same,
    Different,
    /// They cannot tell: it is not asked again.
    Unsure,
}

impl Said {
    pub const fn code(self) -> &'static str {
        match self {
            Said::Same => "same",
            Said::Different => "different",
            Said::Unsure => "unsure",
        }
    }

    pub fn named(code: &str) -> Option<Said> {
        [Said::Same, Said::Different, Said::Unsure].into_iter().find(|s| s.code() == code)
    }
}

/// Two entries that may be one, as the rules found them.
#[derive(Debug)]
struct Found {
    object: Object,
    a: Id<()>,
    b: Id<()>,
    verdict: Verdict,
    score: f64,
    why: String,
    against: String,
}

/// Looks through the directory; says how many pairs were merged, and how many wait for somebody. What is run by one of `kept` is looked after by somebody, and
/// never merged unseen.
pub async fn find_alike(ctx: &Ctx, kept: HashSet<Id<Provider>>) -> Result<(usize, usize)> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let entries = directory_store::entries(&mut rx).await?;
    let documents = store::organizations(&mut rx).await?;
    let places = store::locations(&mut rx).await?;
    let judged = store::judged(&mut rx).await?;
    let merged = store::merged_providers(&mut rx).await?;
    drop(rx);
    // Minutes of work for a very large directory: not on a thread that answers requests.
    let parted = part_what_differs(ctx, &entries, &documents, &kept).await?;
    let anything_parted = !parted.is_empty();
    let judged = judged.into_iter().filter(|pair| !parted.contains(pair)).collect();
    let found = tokio::task::spawn_blocking(move || look(&entries, &documents, &places, &merged, &judged, &kept))
        .await
        .map_err(|e| anyhow::anyhow!(e))?;
    let (mut sure, mut asked) = (0, 0);
    let now = ctx.now();
    for some in found.chunks(100) {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        settings::hold(&mut tx, HOLD).await?;
        for pair in some {
            store::put(&mut tx, pair, now).await?;
            if pair.verdict == Verdict::Certain
                && alone(&mut tx, pair.object, pair.a, pair.b).await?
                // Somebody may have come to look after one of them since we looked.
                && !store::kept(&mut tx, pair.a).await?
                && !store::kept(&mut tx, pair.b).await?
                && store::decide(&mut tx, pair.object, pair.a, pair.b, "same", None, now).await?
            {
                stand(&mut tx, ctx, pair.object, &[pair.a, pair.b], None).await?;
                hold_to(&mut tx, pair.object, pair.a, pair.b).await?;
                sure += 1;
            } else {
                asked += 1;
            }
        }
        tx.commit().await?;
    }
    // What was asked and is alike no more need not be answered.
    let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
    store::forget_waiting(&mut tx, now).await?;
    tx.commit().await?;
    if sure > 0 || anything_parted {
        super::fresh::refresh_if_built(&ctx.machine).await?;
    }
    Ok((sure, asked))
}

/// What is known of a building that may be told of: its document, and what takes place there.
pub async fn location_with_some(rx: &mut Rx, id: Id<()>) -> Result<Option<(Document, Vec<String>)>> {
    if is_hidden(rx, id).await? { Ok(None) } else { store::location_with_some(rx, id).await }
}

/// Places that are shown as another, of those that may be told of; what stands for their source is their postcode.
pub async fn merged_places(rx: &mut Rx) -> Result<Vec<Merged>> {
    let mut all = vec![];
    for place in store::merged_places(rx).await? {
        if !is_hidden(rx, place.id).await? && !is_hidden(rx, place.root).await? {
            all.push(place);
        }
    }
    Ok(all)
}

/// Whether there is no service at a location of which anybody may know where it is: then the location itself would tell.
async fn is_hidden(rx: &mut Rx, location: Id<()>) -> Result<bool> {
    for id in open::store::at_location(rx, location.uuid()).await? {
        if directory_store::find(rx, id).await?.is_some_and(|s| !s.masked) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A location as the services there have it: the site of that name, of the first that has one.
pub(crate) async fn site_at(rx: &mut Rx, location: Id<()>, name: Option<&str>) -> Result<Option<Site>> {
    for id in open::store::at_location(rx, location.uuid()).await?.into_iter().take(5) {
        let Some(s) = directory_store::leaf(rx, id).await? else { continue };
        if directory_store::find(rx, id).await?.is_none_or(|shown| shown.masked) {
            continue;
        }
        if let Some(site) = s.sites().find(|site| name.is_none() || site.venue.as_deref() == name) {
            return Ok(Some(site));
        }
    }
    Ok(None)
}

/// The charity that a provider says it is: by the number that the document of its own source gives, and only where the register has it under the provider's name. A list may give the number of whoever hosts a group.
pub(crate) async fn charity_of(rx: &mut Rx, provider: Id<Provider>) -> Result<Option<Charity>> {
    let Some((name, document)) = store::own_document(rx, provider.cast()).await? else { return Ok(None) };
    let told = Told::from_json(&serde_json::Value::Object(document));
    for number in told.identifiers.iter().filter_map(|(register, number)| same::charity_number(register, number)) {
        if let Some(c) = import::charity(rx, &number).await?
            && same::same_name(&c.name, &name)
        {
            return Ok(Some(c));
        }
    }
    Ok(None)
}

/// What a provider is, out of its document and of what its services say.
fn organisation(name: &str, services: &[&Service], document: Option<&hsds::Document>) -> Told {
    let mut told = document.map(|d| Told::from_json(&serde_json::Value::Object(d.clone()))).unwrap_or_default();
    if told.name.is_empty() {
        told.name = name.to_owned();
    }
    for s in services.iter().take(20) {
        told.emails.extend(s.email.clone());
        told.websites.extend(s.website.clone());
        told.phones.extend(s.phone.clone());
        told.places.extend(places(s));
    }
    told
}

fn places(s: &Service) -> Vec<ToldPlace> {
    let all = s.sites().filter(|p| p.called().is_some() && !s.masked);
    all.map(|p| ToldPlace {
        name: p.venue.unwrap_or_default(),
        address: p.street.unwrap_or_default(),
        city: String::new(),
        postcode: p.postcode.as_ref().map(ToString::to_string).or(p.outcode).unwrap_or_default(),
        point: p.point.filter(|_| !p.approximate),
    })
    .collect()
}

/// What a service is. `whole`: with its text and who runs it, for comparing; without, to find what is worth comparing.
fn service(s: &Service, whole: bool) -> Told {
    let session = |t: &super::Session| {
        let every = t.every.as_deref().filter(|e| *e != "fortnight").unwrap_or_default();
        format!("{every} {} {}", t.day, t.from.as_deref().unwrap_or_default())
    };
    Told {
        name: s.name.clone(),
        description: if whole { s.description.clone() } else { String::new() },
        emails: s.email.iter().cloned().collect(),
        phones: s.phone.iter().cloned().collect(),
        websites: s.website.iter().cloned().collect(),
        places: places(s),
        schedules: s.sessions.iter().map(session).collect(),
        age_min: s.age_min,
        age_max: s.age_max,
        only_for: s.gender.clone(),
        provider: whole.then(|| Box::new(Told { name: s.provider.clone(), ..Told::default() })),
        ..Told::default()
    }
}

fn pair(a: Id<()>, b: Id<()>) -> (Id<()>, Id<()>) {
    if a < b { (a, b) } else { (b, a) }
}

fn codes(why: &[same::Why]) -> String {
    why.iter().map(|w| w.code()).collect::<Vec<_>>().join(" ")
}

/// Compares what is worth comparing. Organisations first: services of two that are one are of the same people.
fn look(
    entries: &[Service],
    documents: &HashMap<Id<()>, hsds::Document>,
    places: &[store::Location],
    merged: &HashMap<Id<()>, Id<()>>,
    judged: &HashSet<(String, Id<()>, Id<()>)>,
    kept: &HashSet<Id<Provider>>,
) -> Vec<Found> {
    // What somebody looks after, with all that is shown as one with it.
    let root = |s: &Service| s.merged_into.unwrap_or(s.id);
    let looked_after: HashSet<Id<Service>> =
        entries.iter().filter(|s| kept.contains(&s.provider_id)).map(&root).collect();
    // By themselves only entries of two sources are put together that nobody looks after, and that say the same of how people reach them: otherwise whoever
    // publishes a list could have referrals come to themselves.
    let free = |a: &Service, b: &Service| {
        a.source != b.source
            && !looked_after.contains(&root(a))
            && !looked_after.contains(&root(b))
            && a.closed_at.is_none()
            && b.closed_at.is_none()
            && contact(a) == contact(b)
    };
    let known = |object: Object, a: Id<()>, b: Id<()>| judged.contains(&(object.code().to_owned(), a, b));
    let mut found = vec![];
    let mut keep = |object: Object, a: Id<()>, b: Id<()>, apart: bool, like: same::Likeness| {
        let (a, b) = pair(a, b);
        if like.verdict == Verdict::Different || known(object, a, b) {
            return;
        }
        // One source that says a thing twice may mean two things.
        let verdict = if apart { like.verdict } else { Verdict::Ask };
        let (why, against) = (codes(&like.why), codes(&like.against));
        found.push(Found { object, a, b, verdict, score: f64::from(like.score), why, against });
    };

    let mut run: BTreeMap<Id<Provider>, Vec<&Service>> = BTreeMap::new();
    for s in entries {
        run.entry(s.provider_id).or_default().push(s);
    }
    let providers: Vec<(Id<Provider>, &Vec<&Service>)> = run.iter().map(|(id, all)| (*id, all)).collect();
    let facts: Vec<Facts> = providers
        .iter()
        .map(|(id, all)| Facts::of(&organisation(&all[0].provider, all, documents.get(&id.cast()))))
        .collect();
    for (x, y) in same::candidates(&facts, Kind::Organisation) {
        let (x, y) = (x as usize, y as usize);
        let apart = providers[x].1.iter().all(|a| providers[y].1.iter().all(|b| a.source != b.source))
            && ![x, y].iter().any(|n| kept.contains(&providers[*n].0))
            && reached(documents.get(&providers[x].0.cast())) == reached(documents.get(&providers[y].0.cast()));
        let like = same::organisations(&facts[x], &facts[y]);
        keep(Object::Organization, providers[x].0.cast(), providers[y].0.cast(), apart, like);
    }

    // Buildings: what their documents say. Of one whose address must not be public nothing is compared, nor of one where nobody may know that anything is.
    let masked: HashSet<Id<Service>> = entries.iter().filter(|s| s.masked).map(&root).collect();
    let hidden: HashSet<Id<Service>> = entries.iter().filter(|s| masked.contains(&root(s))).map(|s| s.id).collect();
    let places: Vec<&store::Location> =
        places.iter().filter(|l| !l.services.iter().all(|s| hidden.contains(s))).collect();
    let facts: Vec<Facts> =
        places.iter().map(|l| Facts::of(&Told::from_json(&serde_json::Value::Object(l.document.clone())))).collect();
    for (x, y) in same::candidates(&facts, Kind::Location) {
        let (x, y) = (x as usize, y as usize);
        // Never by itself: what hides one of them will hide the other.
        keep(Object::Location, places[x].id, places[y].id, false, same::locations(&facts[x], &facts[y]));
    }
    let mut at: HashMap<Id<Service>, HashSet<Id<()>>> = HashMap::new();
    for place in &places {
        for service in &place.services {
            at.entry(*service).or_default().insert(place.root);
        }
    }
    let meet = |a: &Service, b: &Service| at.get(&a.id).zip(at.get(&b.id)).is_some_and(|(x, y)| !x.is_disjoint(y));

    let light: Vec<Facts> = entries.iter().map(|s| Facts::of(&service(s, false))).collect();
    let candidates = same::candidates(&light, Kind::Service);
    drop(light);
    let runs = |id: Id<Provider>| merged.get(&id.cast()).copied().unwrap_or(id.cast());
    let mut last: Option<(u32, Facts)> = None;
    for (x, y) in candidates {
        let (a, b) = (&entries[x as usize], &entries[y as usize]);
        if last.as_ref().is_none_or(|(n, _)| *n != x) {
            last = Some((x, Facts::of(&service(a, true))));
        }
        let Some((_, facts)) = &last else { continue };
        let same_run = runs(a.provider_id) == runs(b.provider_id);
        let around = Around { organisations: same_run.then_some(true), locations: meet(a, b).then_some(true) };
        let like = same::services(facts, &Facts::of(&service(b, true)), around);
        keep(Object::Service, a.id.cast(), b.id.cast(), free(a, b), like);
    }
    found
}

/// Somebody says what two entries are; in the transaction of whoever has opened the door. The same again is nothing new. `first`: the one of them that is to
/// stand for both.
///
/// # Errors
/// [`Error::Conflict`] when they were decided on otherwise by now.
/// [`Error::Conflict`] also when somebody said of two others, that would be one with them, that they are not.
pub async fn say(
    tx: &mut Tx,
    ctx: &Ctx,
    object: Object,
    (a, b): (Id<()>, Id<()>),
    said: Said,
    first: Option<Id<()>>,
) -> Result<()> {
    settings::hold(tx, HOLD).await?;
    if object == Object::Location {
        // Before any row: an import that hides places holds it, and then rows.
        import::hold_masked(tx).await?;
    }
    let (a, b) = pair(a, b);
    let by = ctx.actor.account().map(Id::from_uuid);
    match store::verdict(tx, object, a, b).await? {
        None => return Err(Error::NotFound),
        Some(Some(verdict)) if verdict == said.code() => return Ok(()),
        Some(Some(_)) => return Err(Error::Conflict("conflict-alike-decided")),
        Some(None) => {}
    }
    if said == Said::Same && said_apart(tx, object, a, b).await? {
        return Err(Error::Conflict("conflict-alike-apart"));
    }
    store::redecide(tx, object, a, b, said.code(), by, ctx.now()).await?;
    stand(tx, ctx, object, &[a, b], first).await?;
    if object == Object::Location && said == Said::Same {
        import::together(tx, ctx, a).await?;
    }
    Ok(())
}

/// Which of two would stand for both if they were one; `first`: the one that is to.
pub async fn would_stand(
    rx: &mut Rx,
    object: Object,
    (a, b): (Id<()>, Id<()>),
    first: Option<Id<()>>,
) -> Result<Id<()>> {
    if let Some(first) = first {
        return Ok(first);
    }
    let (mut all, mut stood) = (vec![], vec![]);
    for id in [a, b] {
        let together = group(rx, object, id).await?;
        stood.extend(together.last().copied().filter(|_| together.len() > 1));
        all.extend(together);
    }
    let some = if stood.is_empty() { all } else { stood };
    Ok(store::first_of(rx, object, &some).await?.unwrap_or(a))
}

/// Only one at a time works out which entry stands for which.
const HOLD: &str = "hold-alike";

/// Whether neither is shown as one with others yet. By themselves only two become one: what would join groups is for somebody to say.
async fn alone(rx: &mut Rx, object: Object, a: Id<()>, b: Id<()>) -> Result<bool> {
    Ok(group(rx, object, a).await?.len() == 1 && group(rx, object, b).await?.len() == 1)
}

/// All that is shown as one with an entry.
async fn group(rx: &mut Rx, object: Object, id: Id<()>) -> Result<Vec<Id<()>>> {
    let root = store::root(rx, object, id).await?.unwrap_or(id);
    let mut all = store::merged(rx, object, root).await?;
    all.push(root);
    Ok(all)
}

/// Whether somebody said of any two that would become one that they are not the same.
async fn said_apart(rx: &mut Rx, object: Object, a: Id<()>, b: Id<()>) -> Result<bool> {
    let (left, right) = (group(rx, object, a).await?, group(rx, object, b).await?);
    for x in &left {
        for (p, q) in store::different_from(rx, object, *x).await? {
            let other = if p == *x { q } else { p };
            if right.contains(&other) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Takes an entry out of those that are shown as one: it is not the same as any of them, and that is not asked again. `root` is the entry that stood for it
/// on the page.
///
/// # Errors
/// [`Error::Conflict`] when another stands for it now: whoever decided has not seen with which it is one.
pub async fn apart(tx: &mut Tx, ctx: &Ctx, object: Object, root: Id<()>, id: Id<()>) -> Result<()> {
    settings::hold(tx, HOLD).await?;
    let now = store::root(tx, object, id).await?;
    if now != Some(root) {
        // Pressed a second time it stands by itself.
        let alone = now.is_none() && !store::merged(tx, object, id).await?.contains(&root);
        return if alone { Ok(()) } else { Err(Error::Conflict("conflict-changed")) };
    }
    let by = ctx.actor.account().map(Id::from_uuid);
    let mut touched = vec![id, root];
    let others = group(tx, object, id).await?;
    for other in others.into_iter().filter(|other| *other != id) {
        let (a, b) = pair(id, other);
        let (why, against) = (String::new(), String::new());
        store::put(tx, &Found { object, a, b, verdict: Verdict::Different, score: 0.0, why, against }, ctx.now())
            .await?;
        store::redecide(tx, object, a, b, Said::Different.code(), by, ctx.now()).await?;
        touched.push(other);
    }
    stand(tx, ctx, object, &touched, None).await
}

/// Works out anew which entry stands for which, among those that hang together with some: all that are said to be the same are one, whichever way it was said.
/// The entry that stood for the others goes on to.
async fn stand(tx: &mut Tx, ctx: &Ctx, object: Object, touched: &[Id<()>], first: Option<Id<()>>) -> Result<()> {
    // Everything that hangs together with them, also by what stood until now.
    let mut all: Vec<Id<()>> = touched.to_vec();
    let mut at = 0;
    let mut edges = vec![];
    while at < all.len() {
        let id = all[at];
        at += 1;
        for (x, y) in store::same_as(tx, object, id).await? {
            edges.push((x, y));
            for other in [x, y] {
                if !all.contains(&other) {
                    all.push(other);
                }
            }
        }
        for other in store::merged(tx, object, id).await? {
            if !all.contains(&other) {
                all.push(other);
            }
        }
    }
    let mut roots: HashMap<Id<()>, Option<Id<()>>> = HashMap::new();
    for id in &all {
        roots.insert(*id, store::root(tx, object, *id).await?);
    }
    let mut changed: HashSet<Id<()>> = HashSet::new();
    for group in groups(&all, &edges) {
        let stood: Vec<Id<()>> = group
            .iter()
            .copied()
            .filter(|id| roots[id].is_none() && all.iter().any(|o| roots[o] == Some(*id)))
            .collect();
        let stood = store::first_of(tx, object, &stood).await?;
        let wanted = first.filter(|id| group.contains(id));
        // Of two that nobody has said anything of, the one that was here first: who comes later does not take an entry over.
        let root = match wanted.or(stood) {
            Some(root) => root,
            None => match store::first_of(tx, object, &group).await? {
                Some(root) => root,
                None => continue,
            },
        };
        for id in &group {
            let now = (*id != root).then_some(root);
            if roots[id] != now {
                changed.extend([*id, root]);
                changed.extend(roots[id]);
                store::set_root(tx, object, *id, now, ctx.now()).await?;
                let event = if now.is_some() { "entry-merged" } else { "entry-apart" };
                let change = history::Change { event, after: now.map(|r| r.to_string()), ..Default::default() };
                history::append(tx, ctx, id.uuid(), change).await?;
            }
        }
    }
    // In one order, as everybody who holds several rows does.
    let mut changed: Vec<Id<()>> = changed.into_iter().collect();
    changed.sort();
    if object == Object::Location {
        for id in changed {
            store::touch_services_at(tx, id, ctx.now()).await?;
        }
    } else if object == Object::Service {
        for id in changed {
            if let Some(s) = directory_store::leaf(tx, id.cast()).await? {
                directory_store::change(tx, &s, ctx.now()).await?;
            }
        }
    } else {
        for id in changed {
            store::touch_services_of(tx, id, ctx.now()).await?;
        }
    }
    Ok(())
}

/// What hangs together, each in the order of ids.
fn groups(all: &[Id<()>], edges: &[(Id<()>, Id<()>)]) -> Vec<Vec<Id<()>>> {
    let mut groups: Vec<Vec<Id<()>>> = vec![];
    let mut left: Vec<Id<()>> = all.to_vec();
    left.sort();
    while let Some(first) = left.first().copied() {
        let mut group = vec![first];
        let mut at = 0;
        while at < group.len() {
            let id = group[at];
            at += 1;
            for (x, y) in edges {
                let other = if *x == id {
                    *y
                } else if *y == id {
                    *x
                } else {
                    continue;
                };
                if !group.contains(&other) {
                    group.push(other);
                }
            }
        }
        left.retain(|id| !group.contains(id));
        group.sort();
        groups.push(group);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> Id<()> {
        Id::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn what_hangs_together_is_one_group() {
        let all = [id(5), id(1), id(4), id(2), id(3)];
        let edges = [(id(1), id(3)), (id(3), id(4))];
        assert_eq!(groups(&all, &edges), [vec![id(1), id(3), id(4)], vec![id(2)], vec![id(5)]]);
        assert_eq!(groups(&all[..1], &[]), [vec![id(5)]]);
    }
}
