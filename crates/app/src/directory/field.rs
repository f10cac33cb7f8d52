//! The fields of a service that somebody may say otherwise than its source: what each holds, as JSON, and how it is put.
//!
//! Some columns make sense only together (where it is, what it costs, from which age to which): they are one field, and are corrected as one.

use super::model::{Cost, Service, Session};
use base::Result;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A field, by what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name,
    Kind,
    Description,
    Needs,
    Place,
    /// The places beside the first.
    Also,
    Sessions,
    Cost,
    Languages,
    Access,
    Ages,
    OnlyFor,
    Serves,
    Route,
    /// Places free and how long people wait.
    Room,
    Phone,
    Email,
    Website,
}

/// What its place has, and has not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Access {
    pub has: Vec<String>,
    pub has_not: Vec<String>,
}

impl Field {
    /// Every field, in the order in which people are shown them.
    pub const ALL: [Field; 18] = [
        Field::Name,
        Field::Kind,
        Field::Description,
        Field::Needs,
        Field::Place,
        Field::Also,
        Field::Sessions,
        Field::Cost,
        Field::Languages,
        Field::Access,
        Field::Ages,
        Field::OnlyFor,
        Field::Serves,
        Field::Route,
        Field::Room,
        Field::Phone,
        Field::Email,
        Field::Website,
    ];

    /// Its label is the string `field-{code}`.
    pub const fn code(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Kind => "kind",
            Field::Description => "description",
            Field::Needs => "needs",
            Field::Place => "place",
            Field::Also => "also",
            Field::Sessions => "sessions",
            Field::Cost => "cost",
            Field::Languages => "languages",
            Field::Access => "access",
            Field::Ages => "ages",
            Field::OnlyFor => "only-for",
            Field::Serves => "serves",
            Field::Route => "route",
            Field::Room => "room",
            Field::Phone => "phone",
            Field::Email => "email",
            Field::Website => "website",
        }
    }

    pub fn named(code: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|f| f.code() == code)
    }

    /// The field that a part of a document of Open Referral says something in, by its path: `phones/0/number`.
    pub fn at(path: &str) -> Option<Field> {
        let mut parts = path.split('/').filter(|p| p.parse::<usize>().is_err());
        let (first, last) = (parts.next()?, path.rsplit('/').next()?);
        if last == "id" || last.ends_with("_id") {
            return None;
        }
        match (first, parts.next(), last) {
            ("name", None, _) => Some(Field::Name),
            ("description", None, _) => Some(Field::Description),
            ("email", None, _) | ("contacts", _, "email") => Some(Field::Email),
            ("url", None, _) => Some(Field::Website),
            ("phones", ..) | ("contacts", Some("phones"), _) => Some(Field::Phone),
            ("minimum_age" | "maximum_age", None, _) => Some(Field::Ages),
            ("cost_options" | "fees" | "fees_description", ..) => Some(Field::Cost),
            ("languages", ..) => Some(Field::Languages),
            ("schedules", ..) | ("service_at_locations", Some("schedules"), _) => Some(Field::Sessions),
            ("service_at_locations", ..) => Some(Field::Place),
            ("service_areas", ..) => Some(Field::Serves),
            _ => None,
        }
    }

    /// Whether it says how people reach the service, or where it sends them: whoever changes that could have referrals sent to themselves.
    pub const fn is_sensitive(self) -> bool {
        matches!(
            self,
            Field::Name | Field::Place | Field::Also | Field::Phone | Field::Email | Field::Website | Field::Route
        )
    }

    /// Whether it says where the service is: nobody may say that of one whose address must never be public.
    pub const fn is_place(self) -> bool {
        matches!(self, Field::Place | Field::Also)
    }

    /// What a service says in it.
    pub fn of(self, s: &Service) -> Value {
        let value = match self {
            Field::Name => serde_json::to_value(&s.name),
            Field::Kind => serde_json::to_value(&s.kind),
            Field::Description => serde_json::to_value(&s.description),
            Field::Needs => serde_json::to_value(&s.needs),
            Field::Place => serde_json::to_value(s.site()),
            Field::Also => serde_json::to_value(&s.also),
            Field::Sessions => serde_json::to_value(&s.sessions),
            Field::Cost => serde_json::to_value(&s.cost),
            Field::Languages => serde_json::to_value(&s.languages),
            Field::Access => serde_json::to_value(Access { has: s.has.clone(), has_not: s.has_not.clone() }),
            Field::Ages => serde_json::to_value((s.age_min, s.age_max)),
            Field::OnlyFor => serde_json::to_value(&s.gender),
            Field::Serves => serde_json::to_value(&s.serves),
            Field::Route => serde_json::to_value(&s.referral),
            Field::Room => serde_json::to_value((s.places, s.wait_weeks)),
            Field::Phone => serde_json::to_value(&s.phone),
            Field::Email => serde_json::to_value(&s.email),
            Field::Website => serde_json::to_value(&s.website),
        };
        // Plain types with names for keys: there is nothing that could not be written.
        value.unwrap_or_default()
    }

    /// Puts what was said in it. An address that must never be public is not put, whoever says it.
    ///
    /// # Errors
    /// When the value is not of the field's kind.
    pub fn put(self, s: &mut Service, value: &Value) -> Result<()> {
        match self {
            Field::Name => s.name = read(value)?,
            Field::Kind => s.kind = read(value)?,
            Field::Description => s.description = read(value)?,
            Field::Needs => s.needs = read(value)?,
            Field::Place | Field::Also if s.masked => {}
            Field::Place => s.put_site(read(value)?),
            Field::Also => s.also = read(value)?,
            Field::Sessions => {
                s.sessions = read::<Vec<Session>>(value)?;
                if s.masked {
                    s.hide();
                }
            }
            Field::Cost => s.cost = read::<Cost>(value)?,
            Field::Languages => s.languages = read(value)?,
            Field::Access => {
                let access: Access = read(value)?;
                (s.has, s.has_not) = (access.has, access.has_not);
            }
            Field::Ages => (s.age_min, s.age_max) = read(value)?,
            Field::OnlyFor => s.gender = read(value)?,
            Field::Serves => s.serves = read(value)?,
            Field::Route => s.referral = read(value)?,
            Field::Room => (s.places, s.wait_weeks) = read(value)?,
            Field::Phone => s.phone = read(value)?,
            Field::Email => s.email = read(value)?,
            Field::Website => s.website = read(value)?,
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T> {
    Ok(serde_json::from_value(value.clone())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Site, bare};
    use kernel::Point;
    use serde_json::json;

    #[test]
    fn what_a_service_says_is_put_back_as_it_was() {
        let mut s = bare("Tea");
        s.venue = Some("Blue Hall".into());
        s.point = Point::new(51.5, 0.0).ok();
        s.postcode = "E15 4ES".parse().ok();
        s.also = vec![Site { venue: Some("Red Hall".into()), postcode: "E13 9AB".parse().ok(), ..Site::default() }];
        s.cost = Cost { free: Some(false), price: Some(250), note: Some("or what you can".into()) };
        s.languages = Some(vec!["bn".into()]);
        (s.age_min, s.places, s.referral) = (Some(18), Some(3), Some("any".into()));
        let mut again = bare("Tea");
        for field in Field::ALL {
            assert_eq!(Field::named(field.code()), Some(field));
            field.put(&mut again, &field.of(&s)).unwrap();
        }
        assert_eq!(serde_json::to_value(&again).unwrap(), serde_json::to_value(&s).unwrap());
    }

    #[test]
    fn a_part_of_a_document_says_something_in_a_field() {
        for (path, field) in [
            ("name", Some(Field::Name)),
            ("contacts/0/phones/1/number", Some(Field::Phone)),
            ("contacts/0/email", Some(Field::Email)),
            ("maximum_age", Some(Field::Ages)),
            ("service_at_locations/0/location/addresses/0/postal_code", Some(Field::Place)),
            ("service_at_locations/0/schedules/0/opens_at", Some(Field::Sessions)),
            ("phones/0/id", None),
            ("contacts/0/name", None),
            ("organization/name", None),
            ("last_modified", None),
        ] {
            assert_eq!(Field::at(path), field, "{path}");
        }
    }

    #[test]
    fn an_address_that_must_not_be_public_is_not_put() {
        let mut hall = bare("Hall");
        hall.street = Some("1 Tea Row".into());
        let mut refuge = bare("Refuge");
        refuge.masked = true;
        Field::Place.put(&mut refuge, &Field::Place.of(&hall)).unwrap();
        hall.also = vec![hall.site()];
        Field::Also.put(&mut refuge, &Field::Also.of(&hall)).unwrap();
        let there =
            json!([{ "day": "tue", "from": null, "to": null, "every": null, "place": "1 Tea Row", "note": null }]);
        Field::Sessions.put(&mut refuge, &there).unwrap();
        assert!(!refuge.is_placed() && refuge.sessions[0].place.is_none());
        assert!(Field::Ages.put(&mut refuge, &json!("eighteen")).is_err());
    }
}
