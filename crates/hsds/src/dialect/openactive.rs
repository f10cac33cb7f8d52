//! OpenActive: what there is to do in sport and activity, as items of a feed of changes. An item is what changed: a series of sessions, a course, a place to
//! hire; in the words of schema.org, and of a beta of more words (`beta:formattedDescription`).
//!
//! Each becomes a service. Who leads a session is a person and goes no further. Sessions of a series and slots of a court come as items of their own in many
//! feeds; those that only point to what they belong to are told apart, since that is the service.

use super::{
    Ignored, Raw, add_line, add_words, append, attribute, each, ignore, is_nothing, is_uri, object, put, put_under,
    rename, says, take_array, take_flag, take_object, take_text, take_words, text_of,
};
use serde_json::Value;
use uuid::Uuid;

mod place;
mod when;

/// What an item of the feed says.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Something is there, or has changed: a service in the shape of HSDS 3.
    Updated(Raw),
    /// Something is gone.
    Deleted { id: String },
    /// No service by itself: a session or slot of what is an item elsewhere, by that one's address; a building; a person.
    Part { id: String, of: Option<String> },
}

const IGNORED: &[Ignored] = &[
    ("any", &["@context", "@type", "type", "@id", "identifier"], "how the item is written; the id is made of it"),
    ("any", &["image", "beta:video", "beta:virtualTour", "aggregateRating"], "pictures; a directory has none"),
    ("service", &["leader", "contributor", "author"], "a person, who is not published"),
    (
        "service",
        &[
            "remainingAttendeeCapacity",
            "maximumAttendeeCapacity",
            "maximumVirtualAttendeeCapacity",
            "remainingUses",
            "maximumUses",
            "beta:attendeeCount",
            "beta:registrationCount",
        ],
        "changes with every booking",
    ),
    (
        "service",
        &[
            "duration",
            "startDate",
            "endDate",
            "subEvent",
            "event",
            "superEvent",
            "facilityUse",
            "aggregateFacilityUse",
            "instanceOfCourse",
        ],
        "taken into the schedules, or taken from there",
    ),
    (
        "service",
        &[
            "isCoached",
            "beta:isVirtuallyCoached",
            "beta:isInteractivityPreferred",
            "beta:participantSuppliedEquipment",
            "beta:distance",
            "beta:estimatedDuration",
            "beta:offerValidityPeriod",
            "beta:availability",
            "workFeatured",
            "beta:donationPaymentUrl",
        ],
        "finer than anybody asks who looks for something to do",
    ),
    (
        "service",
        &[
            "isOpenBookingWithCustomerAccountAllowed",
            "beta:bookingChannel",
            "beta:isScheduledAsSlots",
            "potentialAction",
        ],
        "of booking by program",
    ),
    ("service", &["individualFacilityUse"], "courts one by one; people look for the tennis"),
    ("service", &["beta:affiliatedLocation"], "where an online session does not happen"),
    ("service", &["beta:formattedDescription"], "the same as the description, with HTML"),
    ("organization", &["address"], "where its post goes; of a small club that is somebody's home"),
    (
        "organization",
        &[
            "beta:formattedDescription",
            "beta:formalCriteriaMet",
            "foundingDate",
            "taxMode",
            "termsOfService",
            "isOpenBookingAllowed",
            "hasAccount",
        ],
        "of booking by program",
    ),
    (
        "location",
        &[
            "beta:formattedDescription",
            "containsPlace",
            "containedInPlace",
            "beta:placeType",
            "beta:serviceOperator",
            "maximumAttendeeCapacity",
        ],
        "of the building, not of where to go",
    ),
    ("location", &["accessId", "accessCode"], "lets into a meeting"),
];

pub(super) fn to_hsds3(record: Raw) -> Raw {
    match item(record) {
        Item::Updated(service) => service,
        Item::Deleted { id } => object([("id", id.into()), ("status", "defunct".into())]),
        Item::Part { id, .. } => object([("id", id.into())]),
    }
}

/// What an item says. Data that stands without an item around is as if it had changed. The id of an item is unique among its kind only, so that the kind is part
/// of it; one without an id is refused when it is read.
pub fn item(mut record: Raw) -> Item {
    let enveloped = record.contains_key("state") && record.contains_key("kind");
    let (kind, id) = if enveloped {
        (record.get("kind").and_then(text_of), record.get("id").and_then(text_of))
    } else {
        (kind_of(&record), own_id(&record))
    };
    let id = id.map(|id| format!("{}:{id}", kind.as_deref().unwrap_or("item")));
    let gone = record.get("state").and_then(Value::as_str).is_some_and(|s| s.eq_ignore_ascii_case("deleted"));
    if let Some(id) = &id
        && enveloped
        && gone
    {
        return Item::Deleted { id: id.clone() };
    }
    let (mut data, changed) = if enveloped {
        (take_object(&mut record, "data").unwrap_or_default(), record.remove("modified"))
    } else {
        (record, None)
    };
    if let Some(id) = &id {
        let of = ["superEvent", "facilityUse"].iter().find_map(|key| data.get(*key)?.as_str());
        if of.is_some() && !says(&data, "name") || kind_of(&data).is_some_and(|kind| NOT_SERVICES.contains(&&*kind)) {
            return Item::Part { id: id.clone(), of: of.map(str::to_owned) };
        }
    }
    data.remove("id");
    if let Some(id) = id {
        data.insert("id".to_owned(), id.into());
    }
    rename(&mut data, "dateModified", "last_modified");
    // A number is an order of changes, in some feeds also a time; only text is plainly one.
    if let Some(changed @ Value::String(_)) = changed {
        put(&mut data, "last_modified", changed);
    }
    service(&mut data);
    Item::Updated(data)
}

const NOT_SERVICES: &[&str] =
    &["Place", "SportsActivityLocation", "Organization", "Person", "Brand", "Concept", "Offer"];

fn kind_of(raw: &Raw) -> Option<String> {
    ["@type", "type"].iter().find_map(|key| raw.get(*key).and_then(text_of))
}

/// The id by which the data knows itself.
fn own_id(raw: &Raw) -> Option<String> {
    let plain = ["@id", "id", "identifier"].iter().find_map(|key| raw.get(*key).and_then(text_of));
    // An identifier may be a value with a name, or several of them.
    plain.or_else(|| {
        let said = raw.get("identifier")?;
        said.get(0).unwrap_or(said).get("value").and_then(text_of)
    })
}

fn service(raw: &mut Raw) {
    inherit(raw, 0);
    let id = raw.get("id").cloned();
    let id = id.as_ref();
    rename(raw, "beta:formattedDescription", "description");
    if let Some(more) = take_text(raw, "attendeeInstructions") {
        add_line(raw, "description", &more);
    }
    if let Some(more) = take_text(raw, "accessibilityInformation") {
        add_line(raw, "description", &format!("Accessibility: {more}"));
    }
    status(raw);
    organizer(raw);
    who(raw);
    offers(raw, id);
    let attending = when::schedules(raw, id);
    concepts(raw, "activity", "OpenActive activities");
    concepts(raw, "facilityType", "OpenActive facilities");
    concepts(raw, "beta:facilityType", "OpenActive facilities");
    concepts(raw, "category", "Categories");
    // Of the session, not of the building: many sessions happen in one place, and its record is one.
    concepts(raw, "accessibilitySupport", "OpenActive accessibility support");
    if take_flag(raw, "beta:isWheelchairAccessible") == Some(true) {
        add_words(raw, "service", "Accessibility", &["Wheelchair accessible".to_owned()]);
    }
    if let Some(setting) = take_text(raw, "beta:facilitySetting") {
        add_words(raw, "service", "Facility setting", &[last_part(&setting).to_owned()]);
    }
    add_words(raw, "service", super::ATTENDING, &attending);
    programme(raw);
    place::places(raw, id);
    each(raw, "beta:contactPoint", |contact| contact_point(contact, id));
    let more = take_array(raw, "beta:contactPoint");
    append(raw, "contacts", more);
    ignore(raw, "any", IGNORED);
    ignore(raw, "service", IGNORED);
    // The item's own id has gone with the others.
    if let Some(id) = id {
        raw.insert("id".to_owned(), id.clone());
    }
}

/// What a session does not say itself, what it belongs to says. A date of its own is not the dates of all.
fn inherit(raw: &mut Raw, depth: usize) {
    if depth > 3 {
        return;
    }
    for key in ["superEvent", "instanceOfCourse", "facilityUse", "aggregateFacilityUse"] {
        let Some(mut above) = take_object(raw, key) else { continue };
        inherit(&mut above, depth + 1);
        let dated = says(raw, "startDate");
        for (key, value) in above {
            let own = matches!(key.as_str(), "id" | "@id" | "@type" | "type" | "identifier" | "subEvent" | "event")
                || dated && matches!(key.as_str(), "eventSchedule" | "endDate" | "duration");
            if !own {
                put(raw, &key, value);
            }
        }
    }
}

fn status(raw: &mut Raw) {
    let Some(said) = take_text(raw, "eventStatus") else { return };
    let status = match last_part(&said) {
        "EventCancelled" => "inactive",
        "EventPostponed" => "temporarily closed",
        _ => "active",
    };
    put(raw, "status", status);
}

/// Who may come.
fn who(raw: &mut Raw) {
    for key in ["ageRange", "ageRestriction"] {
        match raw.remove(key) {
            Some(Value::Object(mut ages)) => {
                rename(&mut ages, "minValue", "minimum_age");
                rename(&mut ages, "maxValue", "maximum_age");
                for key in ["minimum_age", "maximum_age"] {
                    if let Some(age) = ages.remove(key) {
                        put(raw, key, age);
                    }
                }
            }
            Some(Value::String(ages)) if !ages.trim().is_empty() => {
                add_line(raw, "eligibility_description", &format!("Ages: {}", ages.trim()));
            }
            Some(other) if !is_nothing(&other) => {
                raw.insert(key.to_owned(), other);
            }
            _ => {}
        }
    }
    if let Some(said) = take_text(raw, "genderRestriction") {
        match last_part(&said) {
            "NoRestriction" | "None" | "Mixed" => {}
            "FemaleOnly" => add_line(raw, "eligibility_description", "Women and girls only"),
            "MaleOnly" => add_line(raw, "eligibility_description", "Men and boys only"),
            other => add_line(raw, "eligibility_description", other),
        }
    }
    let levels = labels(raw, "level");
    if !levels.is_empty() {
        add_line(raw, "eligibility_description", &format!("Level: {}", levels.join(", ")));
    }
    for key in ["additionalAdmissionRestriction", "customerAccountBookingRestriction"] {
        for line in take_words(raw, key) {
            add_line(raw, "eligibility_description", &line);
        }
    }
}

/// Names of concepts, which may be words or objects.
fn labels(raw: &mut Raw, key: &str) -> Vec<String> {
    let mut all = take_words(raw, key);
    for one in take_array(raw, key) {
        let label = ["prefLabel", "name"].iter().find_map(|key| one.get(*key).and_then(text_of));
        all.extend(label.or_else(|| text_of(&one)));
    }
    all
}

fn concepts(raw: &mut Raw, key: &str, taxonomy: &str) {
    let mut all: Vec<Value> = take_words(raw, key).into_iter().map(Value::String).collect();
    all.extend(take_array(raw, key));
    let all = all.into_iter().filter_map(|one| {
        let mut term = match one {
            Value::String(name) => object([("name", name.into()), ("taxonomy", taxonomy.into())]),
            Value::Object(mut concept) => {
                let uri = own_id(&concept).filter(|id| is_uri(id));
                for name in ["prefLabel", "name", "notation"] {
                    rename(&mut concept, name, "label");
                }
                let name = take_text(&mut concept, "label")?;
                object([
                    // The address of a concept ends in a UUID, which is its id in every feed.
                    ("id", uri.as_deref().map(|uri| uuid_of(uri).into()).unwrap_or_default()),
                    ("name", name.into()),
                    ("taxonomy", taxonomy.into()),
                    ("term_uri", uri.map(Value::from).unwrap_or_default()),
                ])
            }
            _ => return None,
        };
        if !says(&term, "id") {
            let name = term.get("name").and_then(text_of)?;
            term = super::word_term(taxonomy, &name);
        }
        Some(attribute(raw, "service", term))
    });
    let all = all.collect();
    append(raw, "attributes", all);
}

fn uuid_of(uri: &str) -> String {
    let end = uri.rsplit(['#', '/']).next().unwrap_or_default();
    end.parse::<Uuid>().map_or_else(|_| uri.to_owned(), |id| id.to_string())
}

/// `https://schema.org/Monday` is `Monday`.
fn last_part(uri: &str) -> &str {
    uri.rsplit(['/', '#', ':']).next().unwrap_or(uri)
}

fn organizer(raw: &mut Raw) {
    for key in ["organizer", "provider"] {
        let Some(mut who) = take_object(raw, key) else { continue };
        if says(raw, "organization") || kind_of(&who).as_deref() == Some("Person") {
            // A person who runs something on their own is a person.
            continue;
        }
        let name = ["url", "name", "legalName"].iter().find_map(|key| who.get(*key).and_then(text_of));
        let id = own_id(&who).or_else(|| name.map(short));
        who.remove("id");
        if let Some(id) = id {
            who.insert("id".to_owned(), id.into());
        }
        rename(&mut who, "beta:formattedDescription", "description");
        rename(&mut who, "legalName", "alternate_name");
        rename(&mut who, "alternate_name", "name");
        rename(&mut who, "url", "website");
        rename(&mut who, "vatID", "tax_id");
        if let Some(mut logo) = take_object(&mut who, "logo")
            && let Some(url) = take_text(&mut logo, "url")
        {
            who.insert("logo".to_owned(), url.into());
        }
        let on = who.get("id").cloned();
        phones(&mut who, on.as_ref());
        let more = take_words(&mut who, "sameAs").into_iter().map(|url| {
            let mut site = object([("url", url.as_str().into())]);
            put_under(&mut site, on.as_ref(), &format!("site/{url}"));
            site.into()
        });
        append(&mut who, "additional_websites", more.collect());
        ignore_of(&mut who, "organization");
        raw.insert("organization".to_owned(), who.into());
    }
}

/// Takes what is ignored of this and of anything, but the id that has been made.
fn ignore_of(raw: &mut Raw, of: &str) {
    ignore(raw, "any", IGNORED);
    ignore(raw, of, IGNORED);
}

fn phones(raw: &mut Raw, on: Option<&Value>) {
    let more = take_words(raw, "telephone").into_iter().enumerate().map(|(n, number)| {
        let mut phone = object([("number", number.into())]);
        put_under(&mut phone, on, &format!("phone/{n}"));
        phone.into()
    });
    append(raw, "phones", more.collect());
}

fn contact_point(raw: &mut Raw, on: Option<&Value>) {
    raw.remove("id");
    put_under(raw, on, "contact");
    rename(raw, "contactType", "title");
    let id = raw.get("id").cloned();
    phones(raw, id.as_ref());
    ignore_of(raw, "contact");
}

fn offers(raw: &mut Raw, id: Option<&Value>) {
    let mut all = vec![];
    for (n, offer) in take_array(raw, "offers").into_iter().enumerate() {
        let Value::Object(mut offer) = offer else { continue };
        let which = ["identifier", "@id", "id", "name"].iter().find_map(|key| offer.get(*key).and_then(text_of));
        let mut price = Raw::new();
        put_under(&mut price, id, &format!("offer/{}", which.unwrap_or_else(|| n.to_string())));
        for (from, to) in [("name", "option"), ("price", "amount"), ("priceCurrency", "currency")] {
            if let Some(value) = offer.remove(from).filter(|v| !is_nothing(v)) {
                price.insert(to.to_owned(), value);
            }
        }
        if let Some(text) = take_text(&mut offer, "description") {
            add_line(&mut price, "amount_description", &text);
        }
        for key in ["ageRestriction", "ageRange"] {
            if let Some(ages) = take_object(&mut offer, key)
                && let Some(line) = ages_in_words(&ages)
            {
                add_line(&mut price, "amount_description", &line);
            }
        }
        if says(&price, "amount") || says(&price, "option") {
            all.push(price.into());
        }
    }
    append(raw, "cost_options", all);
    rename(raw, "isAccessibleForFree", "free");
    super::free(raw);
    if take_flag(raw, "beta:isFirstSessionAccessibleForFree") == Some(true) {
        add_line(raw, "fees_description", "The first session is free.");
    }
}

fn ages_in_words(ages: &Raw) -> Option<String> {
    let age = |key: &str| ages.get(key).and_then(text_of);
    Some(match (age("minValue"), age("maxValue")) {
        (Some(from), Some(to)) => format!("Ages {from} to {to}"),
        (Some(from), None) => format!("Ages {from} and over"),
        (None, Some(to)) => format!("Up to age {to}"),
        (None, None) => return None,
    })
}

fn programme(raw: &mut Raw) {
    let Some(brand) = take_object(raw, "programme") else { return };
    let Some(name) = brand.get("name").and_then(text_of) else { return };
    let id = own_id(&brand).unwrap_or_else(|| name.clone());
    let description = brand.get("description").cloned().unwrap_or_default();
    put(raw, "program", object([("id", id.into()), ("name", name.into()), ("description", description)]));
}

/// Short enough for an id.
fn short(text: String) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests;
