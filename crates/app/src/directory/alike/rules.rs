//! What the rules put together by themselves lasts only while they would still do so. Whoever publishes a list may copy an entry word for word and change it later:
//! once what says how people reach it changes in either, the two are taken apart again and somebody is asked, before anybody sees the change.

use super::{HOLD, Object, group, stand, store};
use crate::{
    directory::{Provider, Service, import, same::Told, store as directory_store},
    policy::{DIRECTORY_IMPORT, SERVICE_VIEW},
};
use base::{Ctx, House, Result, Rx, Tx, seal, settings};
use kernel::Id;
use std::collections::{HashMap, HashSet};

/// What has to be the same of two entries for the rules to put them together: otherwise whoever publishes a list could have referrals come to themselves.
pub(super) fn contact(s: &Service) -> (Option<String>, Option<String>) {
    (s.email.as_deref().map(str::to_lowercase), s.phone.clone())
}

/// The same of two organisations: what is published of the one that stands for both says how people reach them.
pub(super) fn reached(document: Option<&hsds::Document>) -> Option<(Vec<String>, Vec<String>, Vec<String>)> {
    let told = Told::from_json(&serde_json::Value::Object(document?.clone()));
    Some((told.emails.iter().map(|e| e.to_lowercase()).collect(), told.phones, told.websites))
}

/// How people reach what an entry is of, and where it sends them, as it is held to while the rules alone say that it stands for another: all of it, and all but
/// where it is. Points and boroughs are ours: they come with the postcodes.
fn way_to(s: &Service) -> (String, String) {
    let places: Vec<_> = s.sites().map(|p| (p.venue, p.street, p.postcode.map(|c| c.to_string()))).collect();
    let named = |way: serde_json::Value| seal::named_id("kith way to a service", &way.to_string()).to_string();
    let whole = named(serde_json::json!([s.name, places, contact(s), s.website, s.referral]));
    (whole, named(serde_json::json!([s.name, contact(s), s.website, s.referral])))
}

/// Writes down how people reached the one that stands for both when the rules put two together.
pub(super) async fn hold_to(tx: &mut Tx, object: Object, a: Id<()>, b: Id<()>) -> Result<()> {
    if object != Object::Service {
        return Ok(());
    }
    let root = store::root(tx, object, a).await?.unwrap_or(a);
    let Some(s) = directory_store::leaf(tx, root.cast()).await? else { return Ok(()) };
    let (whole, but_place) = way_to(&s);
    store::hold_to(tx, object, a, b, &format!("{}:{whole}:{but_place}", s.id)).await
}

/// What is otherwise than when the rules put two together.
enum Otherwise {
    Nothing,
    /// Where the one is that stands for both, and nothing else.
    Place,
    Something,
}

/// Whether what the rules put together would not be put together as the two are now: how people reach one of them has changed, or the list of the one that
/// stands for both has closed it and the other has not.
fn otherwise(a: &Service, b: &Service, held: Option<&str>) -> Otherwise {
    let (root, other) = if a.merged_into.is_some() { (b, a) } else { (a, b) };
    if contact(a) != contact(b) || root.closed_at.is_some() && root.closed_by_feed && other.closed_at.is_none() {
        return Otherwise::Something;
    }
    let mut held = held.unwrap_or_default().split(':');
    let (id, whole, but_place) = (held.next(), held.next(), held.next());
    let (now, but_place_now) = way_to(root);
    if id != Some(root.id.to_string().as_str()) || whole.is_none_or(|whole| whole == now) {
        Otherwise::Nothing
    } else if but_place.is_none_or(|way| way == but_place_now) {
        Otherwise::Place
    } else {
        Otherwise::Something
    }
}

/// Whether two that the rules put together are to be taken apart. Not because one does not say any more where it is: the other may go on saying it.
async fn differs(rx: &mut Rx, a: &Service, b: &Service, held: Option<&str>) -> Result<bool> {
    Ok(match otherwise(a, b, held) {
        Otherwise::Nothing => false,
        Otherwise::Place => !import::hides_a_place(rx, a).await? && !import::hides_a_place(rx, b).await?,
        Otherwise::Something => true,
    })
}

/// Takes apart what the rules put together and would not any more; somebody is asked. Says which pairs.
pub(super) async fn part_what_differs(
    ctx: &Ctx,
    entries: &[Service],
    documents: &HashMap<Id<()>, hsds::Document>,
    kept: &HashSet<Id<Provider>>,
) -> Result<HashSet<(String, Id<()>, Id<()>)>> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let services = store::by_rules(&mut rx, Object::Service).await?;
    let organisations = store::by_rules(&mut rx, Object::Organization).await?;
    let by_id: HashMap<Id<()>, &Service> = entries.iter().map(|s| (s.id.cast(), s)).collect();
    let mut parted = HashSet::new();
    for p in services {
        let apart = match (by_id.get(&p.a), by_id.get(&p.b)) {
            (Some(a), Some(b)) => {
                [a, b].iter().any(|s| kept.contains(&s.provider_id))
                    || differs(&mut rx, a, b, p.held.as_deref()).await?
            }
            // What is closed by hand stays as it is.
            _ => false,
        };
        if apart {
            parted.insert((Object::Service, p.a, p.b));
        }
    }
    drop(rx);
    for p in organisations {
        let looked_after = [p.a, p.b].iter().any(|id| kept.contains(&id.cast()));
        if looked_after || reached(documents.get(&p.a)) != reached(documents.get(&p.b)) {
            parted.insert((Object::Organization, p.a, p.b));
        }
    }
    for (object, a, b) in &parted {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        part(&mut tx, ctx, *object, (*a, *b), None).await?;
        tx.commit().await?;
    }
    Ok(parted.into_iter().map(|(object, a, b)| (object.code().to_owned(), a, b)).collect())
}

/// What the rules said of two is for somebody to say. `hiding`: a service that is about to hide a place.
async fn part(
    tx: &mut Tx,
    ctx: &Ctx,
    object: Object,
    (a, b): (Id<()>, Id<()>),
    hiding: Option<Id<Service>>,
) -> Result<()> {
    settings::hold(tx, HOLD).await?;
    if store::ask_again(tx, object, a, b, ctx.now()).await? {
        if object == Object::Service {
            hide_others(tx, ctx, a, hiding).await?;
        }
        stand(tx, ctx, object, &[a, b], None).await?;
    }
    Ok(())
}

/// Where one of those that are shown as one hides a place, that may be where the others are: shown by themselves they do not say it either, until somebody says
/// otherwise.
async fn hide_others(tx: &mut Tx, ctx: &Ctx, one: Id<()>, hiding: Option<Id<Service>>) -> Result<()> {
    let (mut any, mut open) = (hiding.is_some(), vec![]);
    for id in group(tx, Object::Service, one).await? {
        let Some(s) = directory_store::leaf(tx, id.cast()).await? else { continue };
        if hiding == Some(s.id) || import::hides_a_place(tx, &s).await? {
            any = true;
        } else {
            open.push(s.id);
        }
    }
    if any { import::hide_all_of(tx, ctx, &open).await } else { Ok(()) }
}

/// The pairs of the rules that a service falls out of by what its list is about to say: they are taken apart before anybody sees that. `hides`: it is about to hide
/// a place.
pub(in crate::directory) async fn part_if_differs(
    rx: &mut Rx,
    s: &Service,
    hides: bool,
) -> Result<Vec<(Id<()>, Id<()>)>> {
    let mut parted = vec![];
    for p in store::by_rules_of(rx, Object::Service, s.id.cast()).await? {
        let other = if p.a == s.id.cast() { p.b } else { p.a };
        let Some(other) = directory_store::leaf(rx, other.cast()).await? else { continue };
        let held = p.held.as_deref();
        if !(hides && matches!(otherwise(s, &other, held), Otherwise::Place)) && differs(rx, s, &other, held).await? {
            parted.push((p.a, p.b));
        }
    }
    Ok(parted)
}

/// Takes apart two services that the rules put together. `hiding`: one that is about to hide a place.
pub(in crate::directory) async fn part_services(
    tx: &mut Tx,
    ctx: &Ctx,
    pair: (Id<()>, Id<()>),
    hiding: Option<Id<Service>>,
) -> Result<()> {
    part(tx, ctx, Object::Service, pair, hiding).await
}

/// What the rules put together with a service is for somebody to say: from now on somebody looks after it.
pub(in crate::directory) async fn part_from_rules(tx: &mut Tx, ctx: &Ctx, id: Id<Service>) -> Result<()> {
    for p in store::by_rules_of(tx, Object::Service, id.cast()).await? {
        part(tx, ctx, Object::Service, (p.a, p.b), None).await?;
    }
    Ok(())
}

/// What people said is the same.
#[derive(Default)]
pub(in crate::directory) struct Vouched(HashMap<Id<()>, Vec<Id<()>>>);

impl Vouched {
    fn of(pairs: Vec<(Id<()>, Id<()>)>) -> Vouched {
        let mut all: HashMap<Id<()>, Vec<Id<()>>> = HashMap::new();
        for (a, b) in pairs {
            all.entry(a).or_default().push(b);
            all.entry(b).or_default().push(a);
        }
        Vouched(all)
    }

    /// Whether people, and not the rules alone, said that two are one, be it by way of others.
    pub fn says(&self, root: Id<Service>, member: Id<Service>) -> bool {
        let mut all: Vec<Id<()>> = vec![root.cast()];
        let mut at = 0;
        while at < all.len() {
            for other in self.0.get(&all[at]).into_iter().flatten() {
                if !all.contains(other) {
                    all.push(*other);
                }
            }
            at += 1;
        }
        all.contains(&member.cast())
    }
}

/// What people said is the same, of all services.
pub(in crate::directory) async fn vouched(rx: &mut Rx) -> Result<Vouched> {
    Ok(Vouched::of(store::by_people(rx, Object::Service).await?))
}

/// The same, of some.
pub(in crate::directory) async fn vouched_among(rx: &mut Rx, some: &[Id<Service>]) -> Result<Vouched> {
    let mut pairs = vec![];
    for id in some {
        pairs.extend(store::by_people_of(rx, Object::Service, id.cast()).await?);
    }
    Ok(Vouched::of(pairs))
}
