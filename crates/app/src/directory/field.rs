//! The fields of a service that somebody may say otherwise than its source: what each holds, as JSON, and how it is put.
//!
//! Some columns make sense only together (where it is, what it costs, from which age to which): they are one field, and are corrected as one.

use super::model::{Cost, Service, Session};
use base::Result;
use kernel::{Point, Postcode};
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

/// Where a service is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub venue: Option<String>,
    pub street: Option<String>,
    pub outcode: Option<String>,
    pub borough: Option<String>,
    pub postcode: Option<Postcode>,
    pub point: Option<Point>,
    pub approximate: bool,
}

/// What its place has, and has not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Access {
    pub has: Vec<String>,
    pub has_not: Vec<String>,
}

impl Field {
    /// Every field, in the order in which people are shown them.
    pub const ALL: [Field; 17] = [
        Field::Name,
        Field::Kind,
        Field::Description,
        Field::Needs,
        Field::Place,
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

    /// Whether it says how people reach the service, or where it sends them: whoever changes that could have referrals sent to themselves.
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Field::Name | Field::Place | Field::Phone | Field::Email | Field::Website | Field::Route)
    }

    /// What a service says in it.
    pub fn of(self, s: &Service) -> Value {
        let value = match self {
            Field::Name => serde_json::to_value(&s.name),
            Field::Kind => serde_json::to_value(&s.kind),
            Field::Description => serde_json::to_value(&s.description),
            Field::Needs => serde_json::to_value(&s.needs),
            Field::Place => serde_json::to_value(Place::of(s)),
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
            Field::Place => read::<Place>(value)?.put(s),
            Field::Sessions => s.sessions = read::<Vec<Session>>(value)?,
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

impl Place {
    pub fn of(s: &Service) -> Place {
        Place {
            venue: s.venue.clone(),
            street: s.street.clone(),
            outcode: s.outcode.clone(),
            borough: s.borough.clone(),
            postcode: s.postcode.clone(),
            point: s.point,
            approximate: s.approximate,
        }
    }

    fn put(self, s: &mut Service) {
        if s.masked {
            return;
        }
        (s.venue, s.street, s.outcode, s.borough) = (self.venue, self.street, self.outcode, self.borough);
        (s.postcode, s.point, s.approximate) = (self.postcode, self.point, self.approximate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::bare;
    use serde_json::json;

    #[test]
    fn what_a_service_says_is_put_back_as_it_was() {
        let mut s = bare("Tea");
        s.venue = Some("Blue Hall".into());
        s.point = Point::new(51.5, 0.0).ok();
        s.postcode = "E15 4ES".parse().ok();
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
    fn an_address_that_must_not_be_public_is_not_put() {
        let mut hall = bare("Hall");
        hall.street = Some("1 Tea Row".into());
        let mut refuge = bare("Refuge");
        refuge.masked = true;
        Field::Place.put(&mut refuge, &Field::Place.of(&hall)).unwrap();
        assert_eq!(refuge.street, None);
        assert!(Field::Ages.put(&mut refuge, &json!("eighteen")).is_err());
    }
}
