//! What pages say to machines: a service's facts, a list of services, the way to a page and the site itself, as schema.org has them (JSON-LD), for search
//! engines and assistants.
//!
//! Only what the page says in words, and nothing of a place that must not be public. What is not known is left out: to a machine a `false` is a no.

use super::model::Service;
use base::Ctx;
use kernel::Language;
use serde_json::{Map, Value, json};

/// Days as schema.org names them.
const DAYS: &[(&str, &str)] = &[
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// A service as `https://schema.org/Service`; nothing of one that has closed.
pub(super) fn service(s: &Service, url: &str) -> Option<Value> {
    if s.closed_at.is_some() {
        return None;
    }
    let mut all = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            all.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("Service"));
    put("name", json!(s.name));
    put("url", json!(url));
    put("description", json!(s.description));
    if !s.kind.is_empty() {
        put("serviceType", json!(s.kind));
    }
    put("provider", json!({ "@type": "Organization", "name": s.provider }));
    if !s.serves.is_empty() {
        let areas: Vec<Value> = s.serves.iter().map(|a| json!({ "@type": "AdministrativeArea", "name": a })).collect();
        put("areaServed", json!(areas));
    }
    put("offers", offer(s));
    put("audience", audience(s));
    // What is now and then is said in words only: there is no way to say "every other week" that all readers take the same.
    let weekly = s.sessions.iter().filter(|t| t.every.is_none());
    let hours: Vec<Value> = weekly
        .filter_map(|t| {
            let day = DAYS.iter().find(|(code, _)| *code == t.day)?.1;
            let (opens, closes) = (t.from.as_ref()?, t.to.as_ref()?);
            Some(json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": format!("https://schema.org/{day}"), "opens": opens, "closes": closes }))
        })
        .collect();
    if !hours.is_empty() {
        put("hoursAvailable", json!(hours));
    }
    put("availableChannel", channel(s));
    Some(Value::Object(all))
}

/// The services of a page of results as `https://schema.org/ItemList`, numbered as they stand in all of them (`skip`: how many stand before); nothing of an
/// empty one. Of each its name and where its page is: what else there is stands there.
pub(super) fn list<'a>(ctx: &Ctx, skip: usize, services: impl Iterator<Item = &'a Service>) -> Option<Value> {
    let item = |(n, s): (usize, &Service)| {
        let url = url(ctx, &format!("/services/{}", s.slug));
        json!({ "@type": "ListItem", "position": skip + n + 1, "name": s.name, "url": url })
    };
    let items: Vec<Value> = services.enumerate().map(item).collect();
    let list = |items| json!({ "@context": "https://schema.org", "@type": "ItemList", "itemListElement": items });
    (!items.is_empty()).then(|| list(items))
}

/// The way from the start to a page as `https://schema.org/BreadcrumbList`: names and paths, without the start, which is before them all.
pub(super) fn trail(ctx: &Ctx, steps: &[(String, String)]) -> Value {
    let start = (ctx.machine.pages.brand().name.clone(), "/".to_owned());
    let item = |(n, (name, path)): (usize, &(String, String))| json!({ "@type": "ListItem", "position": n + 1, "name": name, "item": url(ctx, path) });
    let items: Vec<Value> = std::iter::once(&start).chain(steps).enumerate().map(item).collect();
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items })
}

/// The site as `https://schema.org/WebSite`: whose it is. Its search is not named: what somebody types into an engine would come to us in an address.
pub(crate) fn site(ctx: &Ctx) -> Value {
    let brand = ctx.machine.pages.brand();
    let start = url(ctx, "/");
    let mut whose = json!({ "@type": "Organization", "name": brand.name, "url": start });
    if brand.logo.is_some() {
        whose["logo"] = json!(format!("{}/brand/logo.svg", ctx.machine.config.public_url()));
    }
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": brand.name,
        "url": start,
        "inLanguage": base::words::tag(&ctx.request.lang),
        "publisher": whose,
    })
}

/// The whole address of a page, in the language of the one that names it.
fn url(ctx: &Ctx, path: &str) -> String {
    format!("{}{}{path}", ctx.machine.config.public_url().trim_end_matches('/'), ctx.prefix())
}

fn offer(s: &Service) -> Value {
    let price = match (s.cost.free, s.cost.price) {
        (Some(true), _) => "0".to_owned(),
        (_, Some(pence)) if pence > 0 => format!("{}.{:02}", pence / 100, pence % 100),
        _ => return Value::Null,
    };
    json!({ "@type": "Offer", "price": price, "priceCurrency": "GBP" })
}

fn audience(s: &Service) -> Value {
    let mut all = Map::new();
    for (key, age) in [("suggestedMinAge", s.age_min), ("suggestedMaxAge", s.age_max)] {
        all.extend(age.map(|age| (key.to_owned(), json!(age))));
    }
    let gender = match s.gender.as_deref() {
        Some("women") => Some("female"),
        Some("men") => Some("male"),
        _ => None,
    };
    all.extend(gender.map(|g| ("suggestedGender".to_owned(), json!(g))));
    if all.is_empty() {
        return Value::Null;
    }
    all.insert("@type".to_owned(), json!("PeopleAudience"));
    Value::Object(all)
}

/// How to come to it: the door, the telephone, the languages.
fn channel(s: &Service) -> Value {
    let mut all = Map::new();
    let mut put = |key: &str, value: Value| all.extend((!value.is_null()).then(|| (key.to_owned(), value)));
    put("serviceLocation", place(s));
    if s.phone.is_some() || s.email.is_some() {
        let mut contact = Map::new();
        contact.insert("@type".to_owned(), json!("ContactPoint"));
        contact.extend(s.phone.as_ref().map(|p| ("telephone".to_owned(), json!(p))));
        contact.extend(s.email.as_ref().map(|e| ("email".to_owned(), json!(e))));
        put("servicePhone", Value::Object(contact));
    }
    if let Some(site) = s.website.as_ref().filter(|w| w.starts_with("https://") || w.starts_with("http://")) {
        put("serviceUrl", json!(site));
    }
    let spoken = s.languages.iter().flatten().filter_map(|c| Language::find(c)).map(|l| l.code());
    let spoken: Vec<&str> = spoken.collect();
    if !spoken.is_empty() {
        put("availableLanguage", json!(spoken));
    }
    if all.is_empty() {
        return Value::Null;
    }
    all.insert("@type".to_owned(), json!("ServiceChannel"));
    Value::Object(all)
}

fn place(s: &Service) -> Value {
    if s.masked || s.comes_to_you() {
        return Value::Null;
    }
    let code = s.postcode.as_ref().map(|p| p.to_string()).or(s.outcode.clone());
    let parts = [("streetAddress", &s.street), ("addressLocality", &s.borough), ("postalCode", &code)];
    let mut address: Map<String, Value> =
        parts.into_iter().filter_map(|(key, part)| Some((key.to_owned(), json!(part.as_ref()?)))).collect();
    if address.is_empty() && s.venue.is_none() {
        return Value::Null;
    }
    address.insert("@type".to_owned(), json!("PostalAddress"));
    address.insert("addressCountry".to_owned(), json!("GB"));
    let mut place = Map::new();
    place.insert("@type".to_owned(), json!("Place"));
    place.extend(s.venue.as_ref().map(|v| ("name".to_owned(), json!(v))));
    place.insert("address".to_owned(), Value::Object(address));
    // A point that is only near the place would be taken for the place.
    if let Some(p) = s.point.filter(|_| !s.approximate) {
        let at = json!({ "@type": "GeoCoordinates", "latitude": format!("{:.5}", p.lat), "longitude": format!("{:.5}", p.lon) });
        place.insert("geo".to_owned(), at);
    }
    Value::Object(place)
}

#[cfg(test)]
mod tests {
    use super::super::model::{Session, tests::bare};
    use super::*;

    fn hall() -> Service {
        let mut s = bare("Blue Door Hall");
        (s.venue, s.street) = (Some("The Blue Door Hall".into()), Some("31 Adzemaker Row".into()));
        s.point = kernel::Point::new(51.54, -0.003).ok();
        s
    }

    #[test]
    fn nothing_of_a_masked_place_is_said() {
        let said = service(&Service { masked: true, ..hall() }, "https://kith.example/x").unwrap().to_string();
        for word in ["Adzemaker", "Blue Door Hall\",\"@type\":\"Place", "geo", "serviceLocation", "51.54"] {
            assert!(!said.contains(word), "{word}: {said}");
        }
        assert!(service(&hall(), "x").unwrap().to_string().contains("31 Adzemaker Row"));
    }

    #[test]
    fn what_nobody_said_is_left_out_and_what_is_now_and_then_is_no_opening_time() {
        let said = service(&hall(), "x").unwrap();
        assert!(said.get("offers").is_none() && said.get("audience").is_none() && said.get("hoursAvailable").is_none());
        let time = |every: Option<&str>| Session {
            day: "tue".into(),
            from: Some("18:30".into()),
            to: Some("20:30".into()),
            every: every.map(str::to_owned),
            place: None,
            note: None,
        };
        let said = service(&Service { sessions: vec![time(None), time(Some("last"))], ..hall() }, "x").unwrap();
        assert_eq!(said["hoursAvailable"].as_array().unwrap().len(), 1);
        assert_eq!(said["hoursAvailable"][0]["dayOfWeek"], "https://schema.org/Tuesday");
    }

    #[test]
    fn a_point_that_is_only_near_is_no_place_and_what_has_closed_is_not_offered() {
        assert!(service(&hall(), "x").unwrap().to_string().contains("GeoCoordinates"));
        let near = Service { approximate: true, ..hall() };
        assert!(!service(&near, "x").unwrap().to_string().contains("GeoCoordinates"));
        let closed = Service { closed_at: "2026-11-24T00:00:00.000000Z".parse().ok(), ..hall() };
        assert!(service(&closed, "x").is_none());
    }
}
