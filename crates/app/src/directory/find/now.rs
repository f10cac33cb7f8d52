//! What cannot wait until tomorrow: food, warmth, a bed, being put out of one's home. Who is open now comes first, then who opens later, and who can be rung.
//!
//! Nothing of it is said to be open that has not told when it is; on a bank holiday only who has said so is. What began yesterday evening is open until it ends.

use super::super::{
    Index, fresh,
    gazetteer::Located,
    lexicon,
    model::{DAYS, Service, Session},
    query::Query,
    why::in_km,
};
use super::{
    Aside, Row, address,
    aside::{forget_signs, probe, sign_of},
    asked,
};
use crate::policy::SERVICE_VIEW;
use axum::{http::HeaderMap, response::Response};
use base::{
    Ctx, House, Result,
    clock::zone,
    http::{
        form::{Fields, Form, FormView},
        page::{self, Page},
    },
};
use kernel::Date;
use serde::Serialize;

/// What may be needed, each with the needs that services name for it; the labels are `now-{code}`.
const WHAT: [(&str, &[&str]); 4] =
    [("food", &["mon-food"]), ("warmth", &["mon-energy"]), ("bed", &["hou-homeless"]), ("eviction", &["hou-eviction"])];
/// So many services of each kind of answer are shown.
const MOST: usize = 8;

/// When somebody can be turned to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    /// Until then, as far as that is known.
    Open(Option<String>),
    /// Today, from then on.
    Later(String),
    /// On a day after today, from then on.
    On(Date, Option<String>),
    /// Nobody has said when.
    Unknown,
}

impl When {
    /// As the strings have it.
    fn key(&self) -> &'static str {
        match self {
            When::Open(_) => "open",
            When::Later(_) => "later",
            When::On(..) => "on",
            When::Unknown => "unknown",
        }
    }

    /// Of those that are open none goes before another, of the others the soonest.
    fn order(&self) -> (u8, Option<Date>, &str) {
        match self {
            When::Open(_) => (0, None, ""),
            When::Later(from) => (1, None, from),
            When::On(day, from) => (2, Some(*day), from.as_deref().unwrap_or_default()),
            When::Unknown => (3, None, ""),
        }
    }
}

/// A service, with when to turn to it.
#[derive(Serialize, Debug)]
struct Open {
    row: Row,
    phone: Option<String>,
    /// `18:30`.
    until: Option<String>,
    from: Option<String>,
    /// The key of the day, where it is not today.
    day: Option<String>,
    /// Somebody has to send people.
    sent: bool,
}

/// Those of one kind of answer; the label is `now-is-{key}`.
#[derive(Serialize, Debug)]
struct Group {
    key: &'static str,
    services: Vec<Open>,
    more: usize,
}

/// What is needed now, and who is there.
#[derive(Serialize, Debug)]
pub struct NowPage {
    form: FormView,
    what: Vec<&'static str>,
    /// What was asked for.
    asked: Option<&'static str>,
    groups: Vec<Group>,
    /// Where all of them are, whenever they are.
    all: String,
    near: Option<String>,
    /// It goes by where somebody stands, which has no name.
    here: bool,
    nowhere: bool,
    /// What was typed for a place speaks of danger: of what kind.
    crisis: Vec<&'static str>,
    /// Today is a bank holiday.
    holiday: bool,
    /// Nobody is known who helps with it.
    none: bool,
    /// The place that was written is not there any more.
    lost: bool,
}

impl Page for NowPage {
    const TEMPLATE: &'static str = "directory/now";
    const PUBLIC: bool = true;
    fn sample() -> Vec<NowPage> {
        let open = |day: Option<&str>| Open {
            row: Row::sample(false),
            phone: Some("020 7946 0018".into()),
            until: day.is_none().then(|| "20:30".into()),
            from: day.map(|_| "10:00".into()),
            day: day.map(str::to_owned),
            sent: day.is_some(),
        };
        let group = |key, day| Group { key, services: vec![open(day)], more: 3 };
        let page = |asked: Option<&'static str>, groups: Vec<Group>| NowPage {
            form: FormView::of(&Fields::parse(b"near=E15&what=food")),
            what: WHAT.map(|w| w.0).to_vec(),
            none: asked.is_some() && groups.is_empty(),
            lost: asked.is_none(),
            near: asked.filter(|a| *a == "food").map(|_| "E15".into()),
            here: asked.is_some(),
            all: "/find?near=E15&need=mon-food".into(),
            nowhere: asked.is_none(),
            crisis: if asked.is_none() { vec!["abuse"] } else { vec![] },
            holiday: asked.is_some(),
            asked,
            groups,
        };
        let groups =
            vec![group("open", None), group("later", None), group("on", Some("day-fri")), group("unknown", None)];
        vec![page(None, vec![]), page(Some("food"), groups), page(Some("bed"), vec![])]
    }
}

pub async fn show(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    let mut typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let lost = Aside::of(&ctx, &headers).put_back(&mut typed);
    // An address that somebody made by hand may have what none may hold.
    if asked::is_a_door(typed.get("near")) && sign_of(&typed, "near").is_none() {
        return submit(ctx, headers, Form(typed)).await;
    }
    let mut response = answer(&ctx, &typed, lost, false).await?;
    probe(&ctx, &headers, &mut response);
    Ok(response)
}

/// A door stands in no address: there is a sign in its place.
pub async fn submit(ctx: Ctx, headers: HeaderMap, Form(mut typed): Form) -> Result<Response> {
    let what = WHAT.iter().map(|w| w.0).find(|w| *w == typed.get("what")).unwrap_or_default();
    if what.is_empty() {
        return answer(&ctx, &typed, false, true).await;
    }
    let private = asked::is_a_door(typed.get("near"));
    let mut aside = Aside::of(&ctx, &headers);
    forget_signs(&mut typed);
    if private {
        aside.lay(&mut typed, "near");
    }
    let mut to = typed.clone();
    to.0.retain(|name, _| name.ends_with("near"));
    let near = asked::form(&to, &[], &[]);
    let to = format!("/find/now?what={what}{}{near}", if near.is_empty() { "" } else { "&" });
    if !private {
        return Ok(page::see(to));
    }
    aside.keep(&ctx, &headers, Some(to), answer(&ctx, &typed, false, false)).await
}

/// `unsaid`: the form came without what is needed.
async fn answer(ctx: &Ctx, typed: &Fields, lost: bool, unsaid: bool) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let what = WHAT.iter().find(|w| w.0 == typed.get("what"));
    let typed_near = typed.has("near");
    let near = if typed_near { fresh::locate(&ctx.machine, typed.get("near")).await? } else { None };
    let known = near.is_some();
    let now = ctx.now().jiff().to_zoned(zone()).datetime();
    let clock = format!("{:02}:{:02}", now.hour(), now.minute());
    let today = ctx.today();
    let (helpers, others) = what.map_or_else(Default::default, |(_, needs)| found(&index, needs, near.as_ref()));
    let mut all: Vec<(When, Helper)> =
        helpers.into_iter().map(|helper| (when(&helper.card, today, &clock), helper)).collect();
    // Of those that are there at one time who is there for this above all, then the nearest, and where no place is known, who can be relied on.
    all.sort_by(|(when, a), (other, b)| {
        // Whom nobody can ring comes after those who may be asked when they are there.
        let silent = |helper: &Helper| *when == When::Unknown && helper.card.phone.is_none();
        let first = when.order().cmp(&other.order()).then(silent(a).cmp(&silent(b))).then(a.rank.cmp(&b.rank));
        first.then(a.far.total_cmp(&b.far)).then(b.worth.total_cmp(&a.worth))
    });
    let mut groups: Vec<Group> = vec![];
    for of_a_kind in all.chunk_by(|a, b| a.0.key() == b.0.key()) {
        let (shown, rest) = of_a_kind.split_at(of_a_kind.len().min(MOST));
        let services = shown.iter().map(|(when, helper)| Open::of(&helper.card, helper.km, when)).collect();
        groups.extend(shown.first().map(|(when, _)| Group { key: when.key(), services, more: rest.len() }));
    }
    groups.last_mut().into_iter().for_each(|last| last.more += others);
    let near_label = near.map(|n| n.label).filter(|l| !l.is_empty());
    let mut search = typed.clone();
    search.0.retain(|name, _| known && name.ends_with("near"));
    what.iter().flat_map(|(_, needs)| needs.first()).for_each(|need| search.set("need", (*need).to_owned()));
    let mut form = FormView::of(typed);
    if unsaid {
        form.errors.add("what", "error-choose-from-list");
    }
    ctx.page(&NowPage {
        form,
        what: WHAT.map(|w| w.0).to_vec(),
        asked: what.map(|w| w.0),
        none: what.is_some() && groups.is_empty(),
        lost,
        groups,
        all: address(&search, &[], &[]),
        nowhere: typed_near && !known,
        here: known,
        crisis: lexicon::crisis(&[typed.get("near")]),
        near: near_label,
        holiday: kernel::time::working_days::bank_holidays().contains(&today),
    })
}

/// Somebody who helps and takes people now.
struct Helper {
    card: Service,
    km: Option<f64>,
    /// The distance that it is sorted by: a refuge whose place nobody may know has that of its borough.
    far: f64,
    worth: f32,
    /// How many needs it names before this one: the most important come first.
    rank: usize,
}

/// Whoever names a need after so many others does something else, of which this comes too: a furniture shop gives nobody a bed for tonight.
const AMONG_THE_FIRST: usize = 2;

/// All who help with one of some needs above all, and take people now; and how many others there are, who help with it too. Where it is nobody's first thing, all.
fn found(index: &Index, needs: &[&str], near: Option<&Located>) -> (Vec<Helper>, usize) {
    let of_need =
        |need: &&str| index.fitting(&Query { need: Some((*need).to_owned()), near: near.cloned(), ..Query::default() });
    let mut docs: Vec<u32> = needs.iter().flat_map(of_need).collect();
    docs.sort_unstable();
    docs.dedup();
    let cards = docs.into_iter().filter(|doc| index.takes_people(*doc)).map(|doc| (doc, index.cards().get(doc)));
    // Food for a dog is no food; and whoever needs a bed tonight is sent nowhere on a guess.
    let says = |card: &Service| card.needs.iter().any(|n| needs.contains(&n.as_str()));
    let helpers = cards.filter(|(_, card)| says(card) && !card.is_for_animals()).map(|(doc, card)| {
        let km = near.and_then(|n| card.nearest_km(n.point));
        let far = near.map_or(0.0, |n| index.rank_km(doc, n.point).0);
        let rank = card.needs.iter().position(|n| needs.contains(&n.as_str())).unwrap_or(usize::MAX);
        Helper { card, km, far, rank, worth: index.worth(doc) }
    });
    let mut all: Vec<Helper> = helpers.collect();
    let they_are = all.len();
    if all.iter().any(|h| h.rank < AMONG_THE_FIRST) {
        all.retain(|h| h.rank < AMONG_THE_FIRST);
    }
    let others = they_are - all.len();
    (all, others)
}

/// When a service can be turned to, at a time (`18:30`) of a day.
fn when(s: &Service, today: Date, clock: &str) -> When {
    let of = |day: Date| s.sessions.iter().filter(move |t| t.on(day) == Some(true));
    let past_midnight = |t: &Session| t.from.as_ref().zip(t.to.as_ref()).is_some_and(|(from, to)| to <= from);
    let ended = |t: &Session| !past_midnight(t) && t.to.as_deref().is_some_and(|to| to <= clock);
    let since_yesterday = of(today.plus_days(-1)).filter(|t| past_midnight(t) && t.to.as_deref() > Some(clock));
    let begun = of(today).filter(|t| t.from.as_deref().is_some_and(|from| from <= clock));
    if let Some(open) = since_yesterday.chain(begun).find(|t| t.to.is_some() && !ended(t)) {
        return When::Open(open.to.clone());
    }
    let later = of(today).filter_map(|t| t.from.clone()).filter(|from| from.as_str() > clock).min();
    if let Some(from) = later {
        return When::Later(from);
    }
    // It is on today, and nobody has said from when or until when: it may be open.
    if of(today).any(|t| !ended(t)) {
        return When::Unknown;
    }
    let next = (1..7).map(|n| today.plus_days(n)).find_map(|day| {
        let from = of(day).map(|t| t.from.clone()).min()?;
        Some(When::On(day, from))
    });
    next.unwrap_or(When::Unknown)
}

impl Open {
    fn of(s: &Service, km: Option<f64>, when: &When) -> Open {
        let (until, from, day) = match when {
            When::Open(until) => (until.clone(), None, None),
            When::Later(from) => (None, Some(from.clone()), None),
            When::On(day, from) => {
                let which = day.jiff().weekday().to_monday_zero_offset() as usize;
                (None, from.clone(), Some(format!("day-{}", DAYS[which])))
            }
            When::Unknown => (None, None, None),
        };
        let row = Row { km: km.map(in_km), ..Row::plain(s) };
        Open { row, phone: s.phone.clone(), until, from, day, sent: s.walk_in() == Some(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::bare;
    use super::*;

    fn session(day: &str, from: &str, to: &str) -> Session {
        let time = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        Session { day: day.into(), from: time(from), to: time(to), every: None, place: None, note: None }
    }

    #[test]
    fn open_is_who_has_said_so() {
        // A Tuesday.
        let today: Date = "2026-11-24".parse().unwrap();
        let mut s = bare("Soup");
        assert_eq!(when(&s, today, "12:00"), When::Unknown);
        s.sessions =
            vec![session("tue", "11:00", "14:00"), session("tue", "18:00", "20:00"), session("thu", "09:00", "")];
        assert_eq!(when(&s, today, "12:00"), When::Open(Some("14:00".into())));
        assert_eq!(when(&s, today, "14:00"), When::Later("18:00".into()));
        assert_eq!(when(&s, today, "20:00"), When::On("2026-11-26".parse().unwrap(), Some("09:00".into())));
        // Past midnight it is open until it ends; who has not said until when is not said to be open.
        s.sessions = vec![session("tue", "21:00", "02:00")];
        assert_eq!(when(&s, today, "23:00"), When::Open(Some("02:00".into())));
        let wednesday = today.plus_days(1);
        for (clock, open) in [("00:00", true), ("01:00", true), ("02:00", false), ("21:30", false)] {
            let answer = when(&s, wednesday, clock);
            assert_eq!(answer == When::Open(Some("02:00".into())), open, "{clock}: {answer:?}");
        }
        s.sessions.push(session("wed", "21:00", "02:00"));
        assert_eq!(when(&s, wednesday, "00:30"), When::Open(Some("02:00".into())), "and not later today");
        assert_eq!(when(&s, wednesday, "02:00"), When::Later("21:00".into()));
        s.sessions = vec![session("tue", "09:00", ""), session("thu", "09:00", "")];
        assert_eq!(when(&s, today, "12:00"), When::Unknown, "it began today, and nobody has said until when");
        s.sessions = vec![session("tue", "", "11:00"), session("thu", "09:00", "")];
        assert_eq!(when(&s, today, "12:00"), When::On("2026-11-26".parse().unwrap(), Some("09:00".into())));
        s.sessions = vec![session("tue", "09:00", "")];
        assert_eq!(when(&s, today, "12:00"), When::Unknown);
        // Christmas Day is a Friday.
        s.sessions = vec![session("fri", "09:00", "17:00")];
        assert_eq!(when(&s, "2026-12-25".parse().unwrap(), "12:00"), When::Unknown);
    }
}
