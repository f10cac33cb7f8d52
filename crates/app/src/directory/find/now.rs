//! What cannot wait until tomorrow: food, warmth, a bed, being put out of one's home. Who is open now comes first, then who opens later, and who can be rung.
//!
//! Nothing of it is said to be open that has not told when it is; on a bank holiday nobody is.

use super::super::{
    fresh,
    gazetteer::{Asked, Located},
    lexicon,
    model::{DAYS, Service, Session},
    query::Query,
    why::in_km,
};
use super::Row;
use crate::policy::SERVICE_VIEW;
use axum::response::Response;
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
use std::sync::Arc;

/// What may be needed, each with the needs that services name for it; the labels are `now-{code}`.
const WHAT: [(&str, &[&str]); 4] =
    [("food", &["mon-food"]), ("warmth", &["mon-energy"]), ("bed", &["hou-homeless"]), ("eviction", &["hou-eviction"])];
/// So many services of each kind of answer are shown.
const MOST: usize = 8;
/// So many are looked at.
const LOOKED_AT: usize = 300;

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
    near: Option<String>,
    nowhere: bool,
    /// What was typed for a place speaks of danger: of what kind.
    crisis: Vec<&'static str>,
    /// Today is a bank holiday.
    holiday: bool,
    /// Nobody is known who helps with it.
    none: bool,
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
            near: asked.map(|_| "E15".into()),
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

pub async fn show(ctx: Ctx) -> Result<Response> {
    let typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    answer(&ctx, &typed).await
}

/// A whole postcode stands in no address: then the page that answers holds it.
pub async fn submit(ctx: Ctx, Form(typed): Form) -> Result<Response> {
    let near = typed.get("near");
    if matches!(Asked::read(near), Asked::Postcode(_) | Asked::Degrees(_)) {
        return answer(&ctx, &typed).await;
    }
    let what = WHAT.iter().map(|w| w.0).find(|w| *w == typed.get("what")).unwrap_or_default();
    let near: String = near.chars().filter(|c| c.is_alphanumeric() || *c == ' ').take(60).collect();
    Ok(page::see(format!("/find/now?what={what}&near={}", near.replace(' ', "+"))))
}

async fn answer(ctx: &Ctx, typed: &Fields) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let what = WHAT.iter().find(|w| w.0 == typed.get("what"));
    let typed_near = typed.has("near");
    let near = if typed_near { fresh::locate(&ctx.machine, typed.get("near")).await? } else { None };
    let now = ctx.now().jiff().to_zoned(zone()).datetime();
    let clock = format!("{:02}:{:02}", now.hour(), now.minute());
    let today = ctx.today();
    let found = what.map(|(_, needs)| found(&index, needs, near.as_ref(), today)).unwrap_or_default();
    let mut all: Vec<(When, f64, Open)> = found
        .into_iter()
        .map(|(s, km)| {
            let when = when(&s, today, &clock);
            (when.clone(), km.unwrap_or(f64::MAX), Open::of(&s, km, &when))
        })
        .collect();
    // Of those that are open the nearest, of the others the soonest.
    all.sort_by(|a, b| {
        let order = |w: &When| match w {
            When::Open(_) => (0, None),
            When::Later(from) => (1, Some((today, from.clone()))),
            When::On(day, from) => (2, Some((*day, from.clone().unwrap_or_default()))),
            When::Unknown => (3, None),
        };
        order(&a.0).cmp(&order(&b.0)).then(a.1.total_cmp(&b.1))
    });
    let mut groups: Vec<Group> = vec![];
    for (when, _, open) in all {
        let key = match when {
            When::Open(_) => "open",
            When::Later(_) => "later",
            When::On(..) => "on",
            When::Unknown => "unknown",
        };
        match groups.last_mut().filter(|g| g.key == key) {
            Some(group) if group.services.len() < MOST => group.services.push(open),
            Some(group) => group.more += 1,
            None => groups.push(Group { key, services: vec![open], more: 0 }),
        }
    }
    ctx.page(&NowPage {
        form: FormView::of(typed),
        what: WHAT.map(|w| w.0).to_vec(),
        asked: what.map(|w| w.0),
        none: what.is_some() && groups.is_empty(),
        groups,
        nowhere: typed_near && near.is_none(),
        crisis: lexicon::crisis(&[typed.get("near")]),
        near: near.map(|n| n.label).filter(|l| !l.is_empty()),
        holiday: kernel::time::working_days::bank_holidays().contains(&today),
    })
}

/// Those who help with one of some needs and take people now, nearest first, with how far it is.
fn found(
    index: &super::super::Index,
    needs: &[&str],
    near: Option<&Located>,
    today: Date,
) -> Vec<(Arc<Service>, Option<f64>)> {
    let mut all: Vec<(Arc<Service>, Option<f64>)> = vec![];
    for need in needs {
        let q = Query { need: Some((*need).to_owned()), near: near.cloned(), limit: LOOKED_AT, ..Query::default() };
        for hit in index.search(&q, today).hits {
            let takes = hit.card.paused_at.is_none() && hit.card.full() != Some(true);
            if takes && !all.iter().any(|(s, _)| s.id == hit.card.id) {
                all.push((hit.card, hit.distance_km));
            }
        }
    }
    all
}

/// When a service can be turned to, at a time (`18:30`) of a day.
fn when(s: &Service, today: Date, clock: &str) -> When {
    let of = |day: Date| s.sessions.iter().filter(move |t| t.on(day) == Some(true));
    let ends = |t: &Session| {
        t.to.as_ref().is_some_and(|to| to.as_str() <= clock && t.from.as_ref().is_none_or(|from| to > from))
    };
    let begun = |t: &&Session| t.from.as_deref().is_some_and(|from| from <= clock);
    if let Some(open) = of(today).filter(begun).find(|t| t.to.is_some() && !ends(t)) {
        return When::Open(open.to.clone());
    }
    let later = of(today).filter_map(|t| t.from.clone()).filter(|from| from.as_str() > clock).min();
    if let Some(from) = later {
        return When::Later(from);
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
        s.sessions = vec![session("tue", "09:00", "")];
        assert_eq!(when(&s, today, "12:00"), When::Unknown);
        // Christmas Day is a Friday.
        s.sessions = vec![session("fri", "09:00", "17:00")];
        assert_eq!(when(&s, "2026-12-25".parse().unwrap(), "12:00"), When::Unknown);
    }
}
