//! What the rules put together by themselves lasts only while they would still do so. Whoever publishes a list may copy an entry word for word and change it later:
//! once what says how people reach it changes in either, the two are taken apart again and somebody is asked, before anybody sees the change.

use super::{HOLD, Object, stand, store};
use crate::{
    directory::{Provider, Service, same::Told, store as directory_store},
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

/// How people reach what an entry is of, and where it sends them, as it is held to while the rules alone say that it stands for another. Points and boroughs are
/// ours: they come with the postcodes.
fn way_to(s: &Service) -> String {
    let places: Vec<_> = s.sites().map(|p| (p.venue, p.street, p.postcode.map(|c| c.to_string()))).collect();
    let way = serde_json::json!([s.name, places, contact(s), s.website, s.referral]);
    format!("{}:{}", s.id, seal::named_id("kith way to a service", &way.to_string()))
}

/// Writes down how people reached the one that stands for both when the rules put two together.
pub(super) async fn hold_to(tx: &mut Tx, object: Object, a: Id<()>, b: Id<()>) -> Result<()> {
    if object != Object::Service {
        return Ok(());
    }
    let root = store::root(tx, object, a).await?.unwrap_or(a);
    let Some(s) = directory_store::leaf(tx, root.cast()).await? else { return Ok(()) };
    store::hold_to(tx, object, a, b, &way_to(&s)).await
}

/// Whether what the rules put together would not be put together as the two are now: how people reach one of them has changed, or the list of the one that
/// stands for both has closed it and the other has not.
fn differs(a: &Service, b: &Service, held: Option<&str>) -> bool {
    let (root, other) = if a.merged_into.is_some() { (b, a) } else { (a, b) };
    let of_root = |held: &&str| held.starts_with(&root.id.to_string());
    contact(a) != contact(b)
        || root.closed_at.is_some() && root.closed_by_feed && other.closed_at.is_none()
        || held.filter(of_root).is_some_and(|held| held != way_to(root))
}

/// Takes apart what the rules put together and would not any more; somebody is asked. Says which pairs.
pub(super) async fn part_what_differs(
    ctx: &Ctx,
    entries: &[Service],
    documents: &HashMap<Id<()>, hsds::Document>,
    kept: &HashSet<Id<Provider>>,
) -> Result<HashSet<(String, Id<()>, Id<()>)>> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let services = store::by_rules(&mut rx, Object::Service, None).await?;
    let organisations = store::by_rules(&mut rx, Object::Organization, None).await?;
    drop(rx);
    let by_id: HashMap<Id<()>, &Service> = entries.iter().map(|s| (s.id.cast(), s)).collect();
    let mut parted = HashSet::new();
    for p in services {
        let apart = match (by_id.get(&p.a), by_id.get(&p.b)) {
            (Some(a), Some(b)) => {
                differs(a, b, p.held.as_deref()) || [a, b].iter().any(|s| kept.contains(&s.provider_id))
            }
            // What is closed by hand stays as it is.
            _ => false,
        };
        if apart {
            parted.insert((Object::Service, p.a, p.b));
        }
    }
    for p in organisations {
        let looked_after = [p.a, p.b].iter().any(|id| kept.contains(&id.cast()));
        if looked_after || reached(documents.get(&p.a)) != reached(documents.get(&p.b)) {
            parted.insert((Object::Organization, p.a, p.b));
        }
    }
    for (object, a, b) in &parted {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        part(&mut tx, ctx, *object, *a, *b).await?;
        tx.commit().await?;
    }
    Ok(parted.into_iter().map(|(object, a, b)| (object.code().to_owned(), a, b)).collect())
}

/// What the rules said of two is for somebody to say.
async fn part(tx: &mut Tx, ctx: &Ctx, object: Object, a: Id<()>, b: Id<()>) -> Result<()> {
    settings::hold(tx, HOLD).await?;
    if store::ask_again(tx, object, a, b, ctx.now()).await? {
        stand(tx, ctx, object, &[a, b], None).await?;
    }
    Ok(())
}

/// The pairs of the rules that a service falls out of by what its list is about to say: they are taken apart before anybody sees that.
pub(in crate::directory) async fn part_if_differs(rx: &mut Rx, s: &Service) -> Result<Vec<(Id<()>, Id<()>)>> {
    let mut parted = vec![];
    for p in store::by_rules(rx, Object::Service, Some(s.id.cast())).await? {
        let other = if p.a == s.id.cast() { p.b } else { p.a };
        let Some(other) = directory_store::leaf(rx, other.cast()).await? else { continue };
        if differs(s, &other, p.held.as_deref()) {
            parted.push((p.a, p.b));
        }
    }
    Ok(parted)
}

/// Takes apart two services that the rules put together.
pub(in crate::directory) async fn part_services(tx: &mut Tx, ctx: &Ctx, (a, b): (Id<()>, Id<()>)) -> Result<()> {
    part(tx, ctx, Object::Service, a, b).await
}

/// What the rules put together with a service is for somebody to say: from now on somebody looks after it.
pub(in crate::directory) async fn part_from_rules(tx: &mut Tx, ctx: &Ctx, id: Id<Service>) -> Result<()> {
    for p in store::by_rules(tx, Object::Service, Some(id.cast())).await? {
        part(tx, ctx, Object::Service, p.a, p.b).await?;
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
    Ok(Vouched::of(store::by_people(rx, Object::Service, None).await?))
}

/// The same, of some.
pub(in crate::directory) async fn vouched_among(rx: &mut Rx, some: &[Id<Service>]) -> Result<Vouched> {
    let mut pairs = vec![];
    for id in some {
        pairs.extend(store::by_people(rx, Object::Service, Some(id.cast())).await?);
    }
    Ok(Vouched::of(pairs))
}
