//! The standard as a table: which objects there are, which fields each has, of what kind, and which must be there.
//!
//! Everything else walks this table: reading (what is known, what has to be repaired), publishing (what must be there, what a list row has), the description
//! of the API, and flattening. A field that is not in it is not in any standard that Kith speaks.
//!
//! The facts are those of the Human Services Data Specification 3.1 (Open Referral, CC BY-SA 4.0) and of its UK profile 3.0 (openreferraluk.org). The four
//! fields that only the UK profile has are marked; where the UK profile has fewer fields than HSDS, the others travel along: both allow it.

/// An object of the standard: a service, a phone.
#[derive(Debug)]
pub struct Object {
    /// `service_at_location`.
    pub name: &'static str,
    pub fields: &'static [Field],
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    /// Without it the object is not valid.
    pub required: bool,
    /// Only the UK profile has it.
    pub uk_only: bool,
}

/// What a field holds. On the wire all but numbers, objects and lists are text.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The object's own id.
    Id,
    /// The id of another object, of this name.
    To(&'static Object),
    /// The id of whatever object this one hangs on.
    Up,
    /// One line.
    Line,
    /// Several lines.
    Text,
    Uri,
    Email,
    /// `2026-11-26`.
    Date,
    /// `18:30`.
    Time,
    /// RFC 3339, with a zone.
    Moment,
    Number,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Days of the week as in RFC 5545: `MO,TU` or `2MO`.
    Days,
    One(&'static Object),
    Many(&'static Object),
}

impl Object {
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        self.name == other.name
    }
}
impl Eq for Object {}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false, uk_only: false }
}
const fn id() -> Field {
    field("id", Kind::Id).must()
}
const fn to(name: &'static str, object: &'static Object) -> Field {
    field(name, Kind::To(object))
}
const fn up(name: &'static str) -> Field {
    field(name, Kind::Up)
}
const fn line(name: &'static str) -> Field {
    field(name, Kind::Line)
}
const fn text(name: &'static str) -> Field {
    field(name, Kind::Text)
}
const fn uri(name: &'static str) -> Field {
    field(name, Kind::Uri)
}
const fn email(name: &'static str) -> Field {
    field(name, Kind::Email)
}
const fn date(name: &'static str) -> Field {
    field(name, Kind::Date)
}
const fn time(name: &'static str) -> Field {
    field(name, Kind::Time)
}
const fn moment(name: &'static str) -> Field {
    field(name, Kind::Moment)
}
const fn number(name: &'static str) -> Field {
    field(name, Kind::Number)
}
const fn one(name: &'static str, object: &'static Object) -> Field {
    field(name, Kind::One(object))
}
const fn many(name: &'static str, object: &'static Object) -> Field {
    field(name, Kind::Many(object))
}

impl Field {
    const fn must(mut self) -> Field {
        self.required = true;
        self
    }
    const fn uk(mut self) -> Field {
        self.uk_only = true;
        self
    }

    /// Whether a row of a list has it: rows carry what there is one of.
    pub fn in_rows(&self) -> bool {
        !matches!(self.kind, Kind::Many(_))
    }
}

pub const STATUSES: &[&str] = &["active", "inactive", "defunct", "temporarily closed"];
pub const PLACES: &[&str] = &["physical", "postal", "virtual"];
pub const FREQUENCIES: &[&str] = &["WEEKLY", "MONTHLY"];
pub const DAYS: &[&str] = &["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

macro_rules! objects {
    ($($(#[$doc:meta])* $object:ident $name:literal [$($field:expr),* $(,)?])*) => {
        $($(#[$doc])* pub static $object: Object = Object { name: $name, fields: &[$($field),*] };)*
        /// Every object of the standard.
        pub static OBJECTS: &[&Object] = &[$(&$object),*];
    };
}

objects! {
    SERVICE "service" [
        id(),
        to("organization_id", &ORGANIZATION),
        to("program_id", &PROGRAM),
        line("name").must(),
        line("alternate_name"),
        text("description"),
        uri("url"),
        many("additional_urls", &URL),
        email("email"),
        field("status", Kind::Word(STATUSES)).must(),
        text("interpretation_services"),
        text("application_process"),
        text("fees_description"),
        text("wait_time"),
        text("fees"),
        text("accreditations"),
        text("eligibility_description"),
        number("minimum_age"),
        number("maximum_age"),
        date("assured_date"),
        email("assurer_email"),
        text("licenses"),
        text("alert"),
        moment("last_modified"),
        many("phones", &PHONE),
        many("schedules", &SCHEDULE),
        many("service_areas", &SERVICE_AREA),
        many("service_at_locations", &SERVICE_AT_LOCATION),
        many("languages", &LANGUAGE),
        one("organization", &ORGANIZATION),
        many("funding", &FUNDING),
        many("cost_options", &COST_OPTION),
        one("program", &PROGRAM),
        many("required_documents", &REQUIRED_DOCUMENT),
        many("contacts", &CONTACT),
        many("capacities", &SERVICE_CAPACITY),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    ORGANIZATION "organization" [
        id(),
        line("name").must(),
        line("alternate_name"),
        text("description").must(),
        email("email"),
        uri("website"),
        many("additional_websites", &URL),
        line("tax_status"),
        line("tax_id"),
        number("year_incorporated"),
        line("legal_status"),
        line("logo"),
        uri("uri"),
        to("parent_organization_id", &ORGANIZATION),
        many("funding", &FUNDING),
        many("contacts", &CONTACT),
        many("phones", &PHONE),
        many("locations", &LOCATION),
        many("programs", &PROGRAM),
        many("organization_identifiers", &ORGANIZATION_IDENTIFIER),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    SERVICE_AT_LOCATION "service_at_location" [
        id(),
        to("service_id", &SERVICE),
        to("location_id", &LOCATION),
        text("description"),
        many("service_areas", &SERVICE_AREA),
        many("contacts", &CONTACT),
        many("phones", &PHONE),
        many("schedules", &SCHEDULE),
        one("service", &SERVICE),
        one("location", &LOCATION),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    LOCATION "location" [
        id(),
        field("location_type", Kind::Word(PLACES)).must(),
        uri("url"),
        to("organization_id", &ORGANIZATION),
        line("name"),
        line("alternate_name"),
        text("description"),
        text("transportation"),
        number("latitude"),
        number("longitude"),
        line("external_identifier"),
        line("external_identifier_type"),
        many("languages", &LANGUAGE),
        many("addresses", &ADDRESS),
        many("contacts", &CONTACT),
        many("accessibility", &ACCESSIBILITY),
        many("phones", &PHONE),
        many("schedules", &SCHEDULE),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    ADDRESS "address" [
        id(),
        up("location_id"),
        line("attention"),
        line("address_1").must(),
        line("address_2"),
        line("city").must(),
        line("region"),
        line("state_province").must(),
        line("postal_code").must(),
        line("country").must(),
        field("address_type", Kind::Word(PLACES)).must(),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    PHONE "phone" [
        id(),
        up("location_id"),
        up("service_id"),
        up("organization_id"),
        up("contact_id"),
        up("service_at_location_id"),
        line("number").must(),
        number("extension"),
        line("type"),
        text("description"),
        many("languages", &LANGUAGE),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    CONTACT "contact" [
        id(),
        up("organization_id"),
        up("service_id"),
        up("service_at_location_id"),
        up("location_id"),
        line("name"),
        line("title"),
        line("department"),
        email("email"),
        many("phones", &PHONE),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    SCHEDULE "schedule" [
        id(),
        up("service_id"),
        up("location_id"),
        up("service_at_location_id"),
        date("valid_from"),
        date("valid_to"),
        date("dtstart"),
        number("timezone"),
        date("until"),
        number("count"),
        field("wkst", Kind::Word(DAYS)),
        field("freq", Kind::Word(FREQUENCIES)),
        number("interval"),
        field("byday", Kind::Days),
        line("byweekno"),
        line("bymonthday"),
        line("byyearday"),
        text("description"),
        time("opens_at"),
        time("closes_at"),
        uri("schedule_link"),
        line("attending_type"),
        text("notes"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    SERVICE_AREA "service_area" [
        id(),
        up("service_id"),
        up("service_at_location_id"),
        line("name"),
        line("service_area").uk(),
        text("description"),
        text("extent"),
        line("extent_type"),
        uri("uri"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    COST_OPTION "cost_option" [
        id(),
        up("service_id"),
        date("valid_from"),
        date("valid_to"),
        line("option"),
        line("currency"),
        number("amount"),
        text("amount_description"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    LANGUAGE "language" [
        id(),
        up("service_id"),
        up("location_id"),
        up("phone_id"),
        line("name"),
        line("code"),
        text("note"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    ACCESSIBILITY "accessibility" [
        id(),
        up("location_id"),
        text("description"),
        line("accessibility").uk(),
        text("details"),
        uri("url"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    FUNDING "funding" [
        id(),
        up("organization_id"),
        up("service_id"),
        text("source"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    PROGRAM "program" [
        id(),
        up("organization_id"),
        line("name").must(),
        line("alternate_name"),
        text("description").must(),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    REQUIRED_DOCUMENT "required_document" [
        id(),
        up("service_id"),
        text("document"),
        uri("uri"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    ORGANIZATION_IDENTIFIER "organization_identifier" [
        id(),
        up("organization_id"),
        line("identifier_scheme"),
        line("identifier_type").must(),
        line("identifier").must(),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    SERVICE_CAPACITY "service_capacity" [
        id(),
        up("service_id"),
        one("unit", &UNIT).must(),
        to("unit_id", &UNIT),
        number("available").must(),
        number("maximum"),
        text("description"),
        moment("updated").must(),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    UNIT "unit" [
        id(),
        line("name").must(),
        line("scheme"),
        line("identifier"),
        uri("uri"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    URL "url" [
        id(),
        line("label"),
        uri("url").must(),
        up("organization_id"),
        up("service_id"),
        many("attributes", &ATTRIBUTE),
        many("metadata", &METADATA),
    ]
    ATTRIBUTE "attribute" [
        id(),
        up("link_id"),
        to("taxonomy_term_id", &TAXONOMY_TERM),
        line("link_type"),
        line("link_entity"),
        line("label"),
        line("value"),
        one("taxonomy_term", &TAXONOMY_TERM),
        many("metadata", &METADATA),
    ]
    TAXONOMY_TERM "taxonomy_term" [
        id(),
        line("code"),
        line("name").must(),
        line("term").uk(),
        text("description").must(),
        to("parent_id", &TAXONOMY_TERM),
        line("taxonomy"),
        one("taxonomy_detail", &TAXONOMY),
        line("language"),
        to("taxonomy_id", &TAXONOMY),
        uri("term_uri"),
        many("metadata", &METADATA),
    ]
    TAXONOMY "taxonomy" [
        id(),
        line("name").must(),
        text("description").must(),
        uri("uri"),
        line("version"),
        many("taxonomy_terms", &TAXONOMY_TERM).uk(),
        many("metadata", &METADATA),
    ]
    METADATA "metadata" [
        id(),
        up("resource_id"),
        line("resource_type"),
        line("last_action_date").must(),
        line("last_action_type").must(),
        line("field_name").must(),
        text("previous_value").must(),
        text("replacement_value").must(),
        line("updated_by").must(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_object_has_an_id_and_each_field_once() {
        for object in OBJECTS {
            let names: HashSet<_> = object.fields.iter().map(|f| f.name).collect();
            assert_eq!(names.len(), object.fields.len(), "{}", object.name);
            assert!(matches!(object.fields[0].kind, Kind::Id), "{}", object.name);
        }
        let names: HashSet<_> = OBJECTS.iter().map(|o| o.name).collect();
        assert_eq!(names.len(), OBJECTS.len());
    }

    #[test]
    fn a_field_is_found_by_name() {
        assert!(SERVICE.field("name").is_some_and(|f| f.required && f.in_rows()));
        assert!(SERVICE.field("phones").is_some_and(|f| !f.in_rows()));
        assert!(SERVICE.field("pc_metadata").is_none());
        let uk: Vec<_> = OBJECTS.iter().flat_map(|o| o.fields).filter(|f| f.uk_only).map(|f| f.name).collect();
        assert_eq!(uk, ["service_area", "accessibility", "term", "taxonomy_terms"]);
    }
}
