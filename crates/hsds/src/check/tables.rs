//! The objects of the two standards and their fields, and the words that fields take their values from.
//!
//! Facts only: names, types, values of enumerations, what is required. They were read in
//!
//! - HSDS 3.1, Open Referral, <https://docs.openreferral.org>, schemas of <https://github.com/openreferral/specification>
//!   (branch 3.1-dev), CC BY-SA 4.0;
//! - Open Referral UK 3.0, <https://openreferraluk.org/specifications/3.0/>, CC BY-SA 4.0 as its document says;
//! - RFC 6350, section 6.4.1: the types of a telephone.
//!
//! No sentence of any of them is repeated here. What a field demands beyond its schema is ours and is said in
//! [`super::rules`].

/// A kind of object.
#[derive(Debug)]
pub struct Object {
    /// As the standards name its table.
    pub name: &'static str,
    /// All that the two standards know.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// As in JSON.
    pub name: &'static str,
    /// What its value must look like.
    pub shape: Shape,
    /// Which standards know it.
    pub known: Known,
    /// Who demands it.
    pub must: Must,
}

/// The standards that know a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Both.
    Both,
    /// HSDS 3.1 only.
    Hsds,
    /// Open Referral UK 3.0 only.
    Oruk,
}

/// Who demands that a field is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Must {
    /// Nobody.
    No,
    /// Every standard that knows the object.
    Standard,
    /// Neither standard, but we do: without it the record is of no use to a client.
    Ours,
}

/// What a value must look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Any text, which may have several lines.
    Text,
    /// Text of one line, such as a name.
    Line,
    /// A UUID.
    Uuid,
    /// An `http` or `https` address.
    Uri,
    /// One e-mail address.
    Email,
    /// A day, `2026-10-01`.
    Date,
    /// A moment with its zone, which is not in the future.
    Moment,
    /// A time of day.
    Time,
    /// A JSON number in a range.
    Number(f64, f64),
    /// A whole JSON number in a range.
    Whole(f64, f64),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Days of the week with commas between them.
    Days,
    /// Whole numbers with commas between them, no further from 0 than this and never 0.
    Numbers(i32),
    /// A telephone number.
    Phone,
    /// A country, two letters.
    Country,
    /// A currency, three letters.
    Currency,
    /// A language, two or three letters.
    Language,
    /// One object of this kind.
    One(&'static str),
    /// An array of objects of this kind, at least one.
    Many(&'static str),
}

use Known::{Both, Hsds, Oruk};
use Must::{No, Ours, Standard};
use Shape::*;

const fn f(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, known: Both, must: No }
}
/// Known to HSDS only.
const fn h(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, known: Hsds, must: No }
}
/// Known to Open Referral UK only.
const fn u(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, known: Oruk, must: No }
}
/// Required by every standard that knows the object.
const fn must(field: Field) -> Field {
    Field { must: Standard, ..field }
}
/// Required by us.
const fn ours(field: Field) -> Field {
    Field { must: Ours, ..field }
}

const ID: Field = must(f("id", Uuid));
const ATTRIBUTES: Field = f("attributes", Many("attribute"));
const METADATA: Field = h("metadata", Many("metadata"));

/// The states of a service.
pub const STATUS: &[&str] = &["active", "inactive", "defunct", "temporarily closed"];
/// The kinds of a location and of an address.
pub const PLACE: &[&str] = &["physical", "postal", "virtual"];
/// Days of the week as iCalendar writes them.
pub const DAYS: &[&str] = &["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// How often a schedule repeats. The standards know no other.
pub const FREQ: &[&str] = &["WEEKLY", "MONTHLY"];
/// The types of a telephone.
pub const PHONE: &[&str] = &["text", "voice", "fax", "cell", "video", "pager", "textphone"];
/// How an area is written down.
pub const EXTENT: &[&str] = &["geojson", "topojson", "kml", "text"];

const MANY: f64 = 1e9;

/// Every object.
pub const OBJECTS: &[Object] = &[
    Object {
        name: "service",
        fields: &[
            ID,
            f("organization_id", Uuid),
            h("program_id", Uuid),
            must(f("name", Line)),
            h("alternate_name", Line),
            f("description", Text),
            f("url", Uri),
            h("additional_urls", Many("url")),
            f("email", Email),
            must(f("status", OneOf(STATUS))),
            h("interpretation_services", Text),
            h("application_process", Text),
            h("fees_description", Text),
            h("wait_time", Text),
            f("fees", Text),
            f("accreditations", Text),
            h("eligibility_description", Text),
            f("minimum_age", Number(0.0, 150.0)),
            f("maximum_age", Number(0.0, 150.0)),
            f("assured_date", Date),
            f("assurer_email", Email),
            h("licenses", Text),
            f("alert", Text),
            ours(f("last_modified", Moment)),
            h("phones", Many("phone")),
            f("schedules", Many("schedule")),
            f("service_areas", Many("service_area")),
            f("service_at_locations", Many("service_at_location")),
            f("languages", Many("language")),
            ours(f("organization", One("organization"))),
            f("funding", Many("funding")),
            f("cost_options", Many("cost_option")),
            h("program", One("program")),
            h("required_documents", Many("required_document")),
            f("contacts", Many("contact")),
            h("capacities", Many("service_capacity")),
            ATTRIBUTES,
            METADATA,
        ],
    },
    Object {
        name: "organization",
        fields: &[
            ID,
            must(f("name", Line)),
            h("alternate_name", Line),
            must(f("description", Text)),
            f("email", Email),
            f("website", Uri),
            h("additional_websites", Many("url")),
            h("tax_status", Line),
            h("tax_id", Line),
            h("year_incorporated", Whole(1000.0, 2100.0)),
            h("legal_status", Line),
            f("logo", Uri),
            f("uri", Uri),
            f("parent_organization_id", Uuid),
            h("funding", Many("funding")),
            h("contacts", Many("contact")),
            h("phones", Many("phone")),
            h("locations", Many("location")),
            h("programs", Many("program")),
            f("organization_identifiers", Many("organization_identifier")),
            // Answers `full_service=true`; the schema of the object does not have it, the published examples do.
            h("services", Many("service")),
            ATTRIBUTES,
            METADATA,
        ],
    },
    Object {
        name: "service_at_location",
        fields: &[
            ID,
            f("service_id", Uuid),
            f("location_id", Uuid),
            h("description", Text),
            h("service_areas", Many("service_area")),
            h("contacts", Many("contact")),
            h("phones", Many("phone")),
            h("schedules", Many("schedule")),
            ours(f("location", One("location"))),
            // In the lists and the details of its own, not below a service.
            f("service", One("service")),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "location",
        fields: &[
            ID,
            must(f("location_type", OneOf(PLACE))),
            h("url", Uri),
            h("organization_id", Uuid),
            f("name", Line),
            h("alternate_name", Line),
            f("description", Text),
            h("transportation", Text),
            f("latitude", Number(-90.0, 90.0)),
            f("longitude", Number(-180.0, 180.0)),
            f("external_identifier", Line),
            f("external_identifier_type", Line),
            h("languages", Many("language")),
            f("addresses", Many("address")),
            h("contacts", Many("contact")),
            f("accessibility", Many("accessibility")),
            h("phones", Many("phone")),
            h("schedules", Many("schedule")),
            ATTRIBUTES,
            METADATA,
        ],
    },
    Object {
        name: "address",
        fields: &[
            ID,
            f("location_id", Uuid),
            f("attention", Line),
            must(f("address_1", Line)),
            h("address_2", Line),
            must(f("city", Line)),
            f("region", Line),
            must(f("state_province", Line)),
            must(f("postal_code", Line)),
            must(f("country", Country)),
            must(f("address_type", OneOf(PLACE))),
            ATTRIBUTES,
            METADATA,
        ],
    },
    Object {
        name: "phone",
        fields: &[
            ID,
            h("location_id", Uuid),
            h("service_id", Uuid),
            h("organization_id", Uuid),
            f("contact_id", Uuid),
            h("service_at_location_id", Uuid),
            must(f("number", Phone)),
            h("extension", Whole(0.0, MANY)),
            h("type", OneOf(PHONE)),
            f("description", Text),
            f("languages", Many("language")),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "contact",
        fields: &[
            ID,
            h("organization_id", Uuid),
            f("service_id", Uuid),
            h("service_at_location_id", Uuid),
            h("location_id", Uuid),
            f("name", Line),
            f("title", Line),
            h("department", Line),
            h("email", Email),
            h("phones", Many("phone")),
            ATTRIBUTES,
            METADATA,
        ],
    },
    Object {
        name: "schedule",
        fields: &[
            ID,
            f("service_id", Uuid),
            h("location_id", Uuid),
            f("service_at_location_id", Uuid),
            f("valid_from", Date),
            f("valid_to", Date),
            f("dtstart", Date),
            h("timezone", Number(-12.0, 14.0)),
            h("until", Date),
            h("count", Whole(1.0, MANY)),
            h("wkst", OneOf(DAYS)),
            f("freq", OneOf(FREQ)),
            f("interval", Whole(1.0, 1000.0)),
            f("byday", Days),
            h("byweekno", Numbers(53)),
            f("bymonthday", Numbers(31)),
            h("byyearday", Numbers(366)),
            f("description", Text),
            f("opens_at", Time),
            f("closes_at", Time),
            f("schedule_link", Uri),
            f("attending_type", Text),
            f("notes", Text),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "service_area",
        fields: &[
            ID,
            f("service_id", Uuid),
            h("service_at_location_id", Uuid),
            f("name", Line),
            h("description", Text),
            f("extent", Text),
            f("extent_type", OneOf(EXTENT)),
            f("uri", Uri),
            u("service_area", Text),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "cost_option",
        fields: &[
            ID,
            f("service_id", Uuid),
            f("valid_from", Date),
            f("valid_to", Date),
            f("option", Text),
            h("currency", Currency),
            f("amount", Number(0.0, MANY)),
            f("amount_description", Text),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "language",
        fields: &[
            ID,
            f("service_id", Uuid),
            h("location_id", Uuid),
            f("phone_id", Uuid),
            h("name", Line),
            h("code", Language),
            h("note", Text),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "accessibility",
        fields: &[
            ID,
            f("location_id", Uuid),
            f("description", Text),
            f("details", Text),
            f("url", Uri),
            u("accessibility", Text),
            ATTRIBUTES,
            METADATA,
        ],
    },
    Object {
        name: "funding",
        fields: &[
            ID,
            h("organization_id", Uuid),
            f("service_id", Uuid),
            f("source", Text),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "required_document",
        fields: &[
            ID,
            h("service_id", Uuid),
            h("document", Text),
            h("uri", Uri),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "program",
        fields: &[
            ID,
            h("organization_id", Uuid),
            must(h("name", Line)),
            h("alternate_name", Line),
            must(h("description", Text)),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "organization_identifier",
        fields: &[
            ID,
            f("organization_id", Uuid),
            f("identifier_scheme", Line),
            must(f("identifier_type", Line)),
            must(f("identifier", Line)),
            ATTRIBUTES,
            METADATA,
        ],
    },
    Object {
        name: "service_capacity",
        fields: &[
            ID,
            h("service_id", Uuid),
            must(h("unit", One("unit"))),
            h("unit_id", Uuid),
            must(h("available", Number(0.0, MANY))),
            h("maximum", Number(0.0, MANY)),
            h("description", Text),
            must(h("updated", Moment)),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "unit",
        fields: &[
            ID,
            must(h("name", Line)),
            h("scheme", Line),
            h("identifier", Line),
            h("uri", Uri),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "url",
        fields: &[
            ID,
            h("label", Line),
            must(h("url", Uri)),
            h("organization_id", Uuid),
            h("service_id", Uuid),
            h("attributes", Many("attribute")),
            METADATA,
        ],
    },
    Object {
        name: "attribute",
        fields: &[
            ID,
            f("link_id", Uuid),
            f("taxonomy_term_id", Uuid),
            f("link_type", Line),
            h("link_entity", Line),
            h("value", Text),
            ours(f("taxonomy_term", One("taxonomy_term"))),
            h("label", Line),
            METADATA,
        ],
    },
    Object {
        name: "taxonomy",
        fields: &[
            ID,
            must(f("name", Line)),
            must(f("description", Text)),
            f("uri", Uri),
            f("version", Line),
            u("taxonomy_terms", Many("taxonomy_term")),
            METADATA,
        ],
    },
    Object {
        name: "taxonomy_term",
        fields: &[
            ID,
            h("code", Line),
            must(f("name", Line)),
            must(f("description", Text)),
            f("parent_id", Uuid),
            f("taxonomy", Line),
            h("taxonomy_detail", One("taxonomy")),
            h("language", Language),
            f("taxonomy_id", Uuid),
            f("term_uri", Uri),
            u("term", Line),
            METADATA,
        ],
    },
    Object {
        name: "metadata",
        fields: &[
            ID,
            h("resource_id", Uuid),
            h("resource_type", Line),
            must(h("last_action_date", Date)),
            must(h("last_action_type", Line)),
            must(h("field_name", Line)),
            must(h("previous_value", Text)),
            must(h("replacement_value", Text)),
            must(h("updated_by", Line)),
        ],
    },
];

/// The object of this name and its number.
pub fn object(name: &str) -> Option<(u8, &'static Object)> {
    let at = OBJECTS.iter().position(|object| object.name == name)?;
    Some((u8::try_from(at).ok()?, &OBJECTS[at]))
}

/// Lists of an API, and what one may ask of them by name.
#[derive(Debug)]
pub struct List {
    /// Below the base.
    pub path: &'static str,
    /// What its entries are.
    pub object: &'static str,
    /// The parameters that the standards name for it, and the two for ages of the UK profile.
    pub parameters: &'static [&'static str],
}

/// Where in [`LISTS`] each is: this and the four below.
pub const SERVICES: usize = 0;
pub const ORGANIZATIONS: usize = 1;
pub const AT_LOCATIONS: usize = 2;
pub const TAXONOMIES: usize = 3;
pub const TERMS: usize = 4;

/// The five lists.
#[rustfmt::skip]
pub const LISTS: [List; 5] = [
    List {
        path: "/services",
        object: "service",
        parameters: &[
            "search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full",
            "minimum_age", "maximum_age",
        ],
    },
    List {
        path: "/organizations",
        object: "organization",
        parameters: &["search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "full", "full_service"],
    },
    List {
        path: "/service_at_locations",
        object: "service_at_location",
        parameters: &[
            "search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", "postcode",
            "proximity",
        ],
    },
    List { path: "/taxonomies", object: "taxonomy", parameters: &["search", "page", "per_page", "format"] },
    List {
        path: "/taxonomy_terms",
        object: "taxonomy_term",
        parameters: &["search", "page", "per_page", "format", "taxonomy_id", "top_only", "parent_id"],
    },
];
