//! One service, for everybody: what happens there, when, what it costs, for whom, how to come, and what nobody has said.

use super::{
    along, fresh,
    map::Part,
    markup,
    model::{ACCESS, OLD_AFTER_DAYS, Service, Session, Site, Spoken},
    store,
};
use crate::policy::{PARTNER_VIEW, SERVICE_VIEW, SIGNPOST_GIVE, UPKEEP_VIEW};
use axum::{
    extract::Path,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use base::{
    Ctx, Error, House, Result,
    http::{
        errors::stood_on,
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::{Language, Money};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/services/{slug}", Access::Public, show)]
}

/// Pages that lead to services.
const LISTS: [&str; 3] = ["/find", "/shortlist", "/help-me"];

/// Where a service is, for its map.
#[derive(Serialize, Debug)]
struct Whereabouts {
    /// Longitude, latitude.
    near: String,
    /// What to show: west, south, east, north.
    bounds: String,
    /// Whether the point is the place, and not only near it.
    exact: bool,
}

/// So far that the outlines of the borough say in which corner of it this is.
const CORNER_KM: f64 = 4.0;
/// Where there are streets under the map: so far as one looks for a way.
const STREETS_KM: f64 = 1.0;

impl Whereabouts {
    /// Only of a place that people go to: none of what is masked, of what comes to them, or of a door that has closed.
    fn of(s: &Service, km: f64) -> Option<Whereabouts> {
        let open = !s.masked && !s.comes_to_you() && s.closed_at.is_none();
        let p = s.point.filter(|_| open)?;
        let bounds = Part::around(p, km).to_string();
        Some(Whereabouts { near: format!("{:.5},{:.5}", p.lon, p.lat), bounds, exact: !s.approximate })
    }
}

/// A service.
#[derive(Serialize, Debug)]
pub(super) struct ServicePage {
    back: String,
    slug: String,
    name: String,
    provider: Option<String>,
    kind: String,
    /// The description, by paragraph.
    text: Vec<String>,
    needs: Vec<String>,
    closed: bool,
    /// Nobody is sent there just now.
    paused: bool,
    /// Whether the reader works here and may see how it is kept.
    upkeep: bool,
    /// Whether they work with people, and may see what is known of the group here.
    partner: bool,
    /// Whether they may give it to somebody, counted.
    gives: bool,
    /// The same for machines (JSON-LD), and the way to it.
    markup: Vec<serde_json::Value>,
    masked: bool,
    comes: bool,
    venue: Option<String>,
    street: Option<String>,
    postcode: Option<String>,
    borough: Option<String>,
    /// What stands after `/find/places/`; none when no page is there: of a closed service it may have been the last.
    borough_slug: Option<String>,
    approximate: bool,
    /// The other places, each in its lines.
    also: Vec<Vec<String>>,
    map: Option<Whereabouts>,
    sessions: Vec<Session>,
    free: Option<bool>,
    price: Option<String>,
    cost_note: Option<String>,
    has: Vec<String>,
    has_not: Vec<String>,
    not_known: Vec<&'static str>,
    languages: Option<Vec<Spoken>>,
    age_min: Option<i64>,
    age_max: Option<i64>,
    gender: Option<String>,
    serves: Vec<String>,
    referral: Option<String>,
    places: Option<i64>,
    wait_weeks: Option<i64>,
    phone: Option<String>,
    email: Option<String>,
    website: Option<String>,
    checked_days: Option<i64>,
    checked_by: Option<String>,
    old: bool,
}

impl ServicePage {
    pub(super) fn is_masked(&self) -> bool {
        self.masked
    }
}

impl Page for ServicePage {
    const TEMPLATE: &'static str = "directory/service";
    const PUBLIC: bool = true;
    fn has_map(&self) -> bool {
        self.map.is_some() && !self.masked
    }
    fn sample() -> Vec<ServicePage> {
        let whole = || ServicePage {
            back: "/find?words=choir".into(),
            slug: "carpenters-road-singers".into(),
            name: "Carpenters Road Singers".into(),
            provider: Some("Carpenters Road Tenants".into()),
            kind: "choir".into(),
            text: vec!["About thirty of us.".into(), "There is no audition.".into()],
            needs: vec!["soc-lonely".into(), "pur-music".into()],
            closed: false,
            paused: false,
            upkeep: true,
            partner: true,
            gives: true,
            markup: vec![serde_json::json!({ "@type": "Service", "name": "Carpenters </script> Road" })],
            masked: false,
            comes: false,
            venue: Some("The Blue Door Hall".into()),
            street: Some("31 Adzemaker Row".into()),
            postcode: Some("E15".into()),
            borough: Some("Newham".into()),
            borough_slug: Some("newham".into()),
            approximate: true,
            also: vec![vec!["Maryland Point Library".into(), "2 Water Lane".into(), "E15".into()]],
            map: Some(Whereabouts {
                near: "0.00500,51.54000".into(),
                bounds: "-0.050000,51.500000,0.060000,51.580000".into(),
                exact: false,
            }),
            sessions: vec![Session {
                day: "tue".into(),
                from: Some("18:30".into()),
                to: Some("20:30".into()),
                every: Some("last".into()),
                place: Some("Maryland Point Library".into()),
                note: Some("not in August".into()),
            }],
            free: Some(false),
            price: Some("£3".into()),
            cost_note: Some("first visit free".into()),
            has: vec!["step-free".into(), "toilet".into()],
            has_not: vec!["lift".into()],
            not_known: vec!["hearing-loop"],
            languages: Language::find("it").map(|l| vec![Spoken::of(l)]),
            age_min: Some(18),
            age_max: Some(90),
            gender: Some("women".into()),
            serves: vec!["Newham".into()],
            referral: Some("any".into()),
            places: Some(6),
            wait_weeks: Some(2),
            phone: Some("020 7946 0327".into()),
            email: Some("hello@carpentersroadsingers.example".into()),
            website: Some("https://carpentersroadsingers.example".into()),
            checked_days: Some(12),
            checked_by: Some("group".into()),
            old: false,
        };
        let bare = ServicePage {
            provider: None,
            masked: true,
            borough_slug: None,
            venue: None,
            street: None,
            postcode: None,
            also: vec![],
            map: None,
            sessions: vec![],
            free: None,
            price: None,
            cost_note: None,
            has: vec![],
            has_not: vec![],
            languages: None,
            age_min: None,
            age_max: None,
            gender: None,
            serves: vec![],
            referral: None,
            places: Some(0),
            wait_weeks: None,
            phone: None,
            email: None,
            website: None,
            checked_days: None,
            checked_by: None,
            closed: true,
            markup: vec![],
            ..whole()
        };
        vec![
            whole(),
            bare,
            ServicePage {
                comes: true,
                paused: true,
                upkeep: false,
                partner: false,
                gives: false,
                map: None,
                checked_days: Some(400),
                old: true,
                free: Some(true),
                ..whole()
            },
        ]
    }
}

async fn show(ctx: Ctx, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let service = store::find_slug(&mut rx, &slug).await?.ok_or(Error::NotFound)?;
    drop(rx);
    if service.slug != slug {
        // Another entry stands for it now.
        return Ok(Redirect::temporary(&format!("/services/{}", service.slug)).into_response());
    }
    let index = fresh::index(&ctx.machine).await?;
    let place = service.borough.as_deref().and_then(|name| index.places.named(name));
    let mut trail = vec![(ctx.t("nav-find"), "/find".to_owned())];
    trail.extend(place.map(|p| (p.name.clone(), format!("/find/places/{}", p.slug))));
    trail.push((service.name.clone(), format!("/services/{}", service.slug)));
    let said = markup::service(&service, &along::link_to(&ctx, &service.slug));
    // What has closed is no page to be led to.
    let markup = said.into_iter().flat_map(|said| [said, markup::trail(&ctx, &trail)]).collect();
    let among_streets = ctx.machine.ground.as_ref().and_then(|_| Whereabouts::of(&service, STREETS_KM));
    let mut page = view(service, place.map(|p| p.slug.clone()), ctx.today());
    page.map = among_streets.or(page.map);
    page.upkeep = ctx.might(&UPKEEP_VIEW);
    page.partner = ctx.might(&PARTNER_VIEW);
    page.gives = ctx.might(&SIGNPOST_GIVE);
    page.markup = markup;
    page.back = list_before(&ctx, &headers).unwrap_or(page.back);
    ctx.page(&page)
}

/// The list that somebody came from, as it was: with its filters, its page and its part of the map.
fn list_before(ctx: &Ctx, headers: &HeaderMap) -> Option<String> {
    let from = stood_on(headers)?;
    let in_language = from[1..].split_once('/').filter(|(first, _)| ctx.machine.words.knows(first));
    let rest = in_language.map_or(&*from, |(first, _)| &from[first.len() + 1..]);
    LISTS.iter().any(|list| rest.starts_with(list)).then(|| from.clone())
}

pub(super) fn view(s: Service, borough_slug: Option<String>, today: kernel::Date) -> ServicePage {
    let checked_days = s.days_since_check(today);
    let same = kernel::name::name_key(&s.provider) == kernel::name::name_key(&s.name);
    ServicePage {
        back: "/find".into(),
        map: Whereabouts::of(&s, CORNER_KM),
        not_known: ACCESS.iter().copied().filter(|code| s.access(code).is_none()).collect(),
        text: s.description.split('\n').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect(),
        provider: (!same).then_some(s.provider.clone()),
        closed: s.closed_at.is_some(),
        paused: s.paused_at.is_some(),
        upkeep: false,
        partner: false,
        gives: false,
        markup: vec![],
        slug: s.slug.clone(),
        comes: s.comes_to_you(),
        price: s.cost.price.filter(|p| *p > 0).map(|p| Money::gbp(p).to_string()),
        languages: s
            .languages
            .as_ref()
            .map(|all| all.iter().filter_map(|c| Language::find(c)).map(Spoken::of).collect()),
        postcode: s.postcode.as_ref().map(|p| p.to_string()).or(s.outcode.clone()).filter(|_| !s.masked),
        old: checked_days.is_some_and(|d| d > OLD_AFTER_DAYS),
        checked_days,
        name: s.name,
        kind: s.kind,
        needs: s.needs,
        masked: s.masked,
        venue: s.venue.filter(|_| !s.masked),
        street: s.street.filter(|_| !s.masked),
        borough: s.borough,
        borough_slug,
        approximate: s.approximate,
        also: s.also.into_iter().filter(|_| !s.masked).map(Site::lines).collect(),
        sessions: s.sessions,
        free: s.cost.free,
        cost_note: s.cost.note,
        has: s.has,
        has_not: s.has_not,
        age_min: s.age_min,
        age_max: s.age_max,
        gender: s.gender,
        serves: s.serves,
        referral: s.referral,
        places: s.places,
        wait_weeks: s.wait_weeks,
        phone: s.phone,
        email: s.email,
        website: s.website.filter(|w| w.starts_with("https://") || w.starts_with("http://")),
        checked_by: s.checked_by,
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::tests::bare;
    use super::*;

    #[test]
    fn only_a_door_that_people_may_know_and_go_to_is_on_a_map() {
        let hall = || {
            let mut s = bare("Blue Door Hall");
            s.venue = Some("The Blue Door Hall".into());
            s.point = kernel::Point::new(51.54, -0.003).ok();
            s
        };
        let at = Whereabouts::of(&hall(), CORNER_KM).unwrap();
        assert_eq!((at.near.as_str(), at.exact), ("-0.00300,51.54000", true));
        let masked = Service { masked: true, ..hall() };
        let comes = Service { venue: None, has: vec!["home-visits".into()], ..hall() };
        let closed = Service { closed_at: "2026-11-24T00:00:00.000000Z".parse().ok(), ..hall() };
        let somewhere = Service { point: None, ..hall() };
        assert!([masked, comes, closed, somewhere].iter().all(|s| Whereabouts::of(s, CORNER_KM).is_none()));
    }
}
