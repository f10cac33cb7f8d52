//! The tables that feeds have, in every vintage: what their files are called, by which columns they are known when their name says nothing, and what their
//! rows hang on.

use crate::fields::{self, Object};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Organization,
    Service,
    Location,
    ServiceAtLocation,
    Program,
    Taxonomy,
    TaxonomyTerm,
    Unit,
    Contact,
    Phone,
    Identifier,
    /// HSDS 3: the row says of what type the address is. Ohana: a street address.
    Address,
    PhysicalAddress,
    PostalAddress,
    Schedule,
    RegularSchedule,
    HolidaySchedule,
    Language,
    Accessibility,
    Funding,
    CostOption,
    ServiceArea,
    RequiredDocument,
    Eligibility,
    Payment,
    Capacity,
    Url,
    /// Before HSDS 3: which term a service has.
    ServiceTerm,
    Attribute,
    /// Who changed what and when, and what the tables are: of no use to anybody who looks for a service, and the former names people.
    ChangeLog,
}

/// A table of the standard.
#[derive(Debug)]
pub(super) struct Table {
    pub kind: Kind,
    /// As it is called in words for the publisher, and by most files.
    pub name: &'static str,
    /// What a row of it becomes, unless it dissolves in what it hangs on.
    pub object: Option<&'static Object>,
    /// Other names of its file, without `.csv`.
    files: &'static [&'static str],
    /// The columns that name what a row hangs on: what is nearest comes first, and a row that names several hangs on that.
    pub parents: &'static [(&'static str, Kind)],
}

const fn table(
    kind: Kind,
    name: &'static str,
    object: Option<&'static Object>,
    files: &'static [&'static str],
    parents: &'static [(&'static str, Kind)],
) -> Table {
    Table { kind, name, object, files, parents }
}

const SERVICE: (&str, Kind) = ("service_id", Kind::Service);
const LOCATION: (&str, Kind) = ("location_id", Kind::Location);
const ORGANIZATION: (&str, Kind) = ("organization_id", Kind::Organization);
const AT_LOCATION: (&str, Kind) = ("service_at_location_id", Kind::ServiceAtLocation);

/// In the order in which they are read: what others hang on comes first.
pub(super) static TABLES: &[Table] = &[
    table(Kind::Organization, "organizations", Some(&fields::ORGANIZATION), &["organization"], &[]),
    table(Kind::Service, "services", Some(&fields::SERVICE), &["service"], &[]),
    table(Kind::Location, "locations", Some(&fields::LOCATION), &["location"], &[]),
    table(
        Kind::ServiceAtLocation,
        "services_at_location",
        Some(&fields::SERVICE_AT_LOCATION),
        &["service_at_location", "service_at_locations", "services_at_locations"],
        &[SERVICE],
    ),
    table(Kind::Program, "programs", Some(&fields::PROGRAM), &["program"], &[ORGANIZATION]),
    table(Kind::Taxonomy, "taxonomies", Some(&fields::TAXONOMY), &["taxonomy"], &[]),
    table(Kind::TaxonomyTerm, "taxonomy_terms", Some(&fields::TAXONOMY_TERM), &["taxonomy_term"], &[]),
    table(Kind::Unit, "units", Some(&fields::UNIT), &["unit"], &[]),
    table(
        Kind::Contact,
        "contacts",
        Some(&fields::CONTACT),
        &["contact"],
        &[AT_LOCATION, SERVICE, LOCATION, ORGANIZATION],
    ),
    table(
        Kind::Phone,
        "phones",
        Some(&fields::PHONE),
        &["phone"],
        &[("contact_id", Kind::Contact), AT_LOCATION, SERVICE, LOCATION, ORGANIZATION],
    ),
    table(
        Kind::Identifier,
        "organization_identifiers",
        Some(&fields::ORGANIZATION_IDENTIFIER),
        &["organization_identifier"],
        &[ORGANIZATION],
    ),
    table(Kind::Address, "addresses", Some(&fields::ADDRESS), &["address"], &[LOCATION]),
    table(Kind::PhysicalAddress, "physical_addresses", Some(&fields::ADDRESS), &["physical_address"], &[LOCATION]),
    table(
        Kind::PostalAddress,
        "postal_addresses",
        Some(&fields::ADDRESS),
        &["postal_address", "mail_addresses", "mail_address"],
        &[LOCATION],
    ),
    table(Kind::Schedule, "schedules", Some(&fields::SCHEDULE), &["schedule"], &[AT_LOCATION, SERVICE, LOCATION]),
    table(
        Kind::RegularSchedule,
        "regular_schedules",
        Some(&fields::SCHEDULE),
        &["regular_schedule"],
        &[AT_LOCATION, SERVICE, LOCATION],
    ),
    table(
        Kind::HolidaySchedule,
        "holiday_schedules",
        Some(&fields::SCHEDULE),
        &["holiday_schedule"],
        &[AT_LOCATION, SERVICE, LOCATION],
    ),
    table(
        Kind::Language,
        "languages",
        Some(&fields::LANGUAGE),
        &["language"],
        &[("phone_id", Kind::Phone), SERVICE, LOCATION],
    ),
    table(
        Kind::Accessibility,
        "accessibility",
        Some(&fields::ACCESSIBILITY),
        &["accessibilities", "accessibility_for_disabilities"],
        &[LOCATION],
    ),
    table(Kind::Funding, "funding", Some(&fields::FUNDING), &["fundings"], &[SERVICE, ORGANIZATION]),
    table(Kind::CostOption, "cost_options", Some(&fields::COST_OPTION), &["cost_option"], &[SERVICE]),
    table(Kind::ServiceArea, "service_areas", Some(&fields::SERVICE_AREA), &["service_area"], &[AT_LOCATION, SERVICE]),
    table(
        Kind::RequiredDocument,
        "required_documents",
        Some(&fields::REQUIRED_DOCUMENT),
        &["required_document"],
        &[SERVICE],
    ),
    table(Kind::Eligibility, "eligibility", None, &["eligibilities", "eligibilitys"], &[SERVICE]),
    table(Kind::Payment, "payments_accepted", None, &["payment_accepted", "payments", "accepted_payments"], &[SERVICE]),
    table(
        Kind::Capacity,
        "service_capacities",
        Some(&fields::SERVICE_CAPACITY),
        &["service_capacity", "capacities"],
        &[SERVICE],
    ),
    table(Kind::Url, "urls", Some(&fields::URL), &["url", "additional_urls"], &[SERVICE, ORGANIZATION]),
    table(
        Kind::ServiceTerm,
        "services_taxonomy",
        None,
        &["service_taxonomy", "service_taxonomies", "service_taxonomys", "service_attributes", "service_attribute"],
        &[SERVICE],
    ),
    // Its column `link_id` may name anything: what, is judged row by row.
    table(
        Kind::Attribute,
        "attributes",
        Some(&fields::ATTRIBUTE),
        &["attribute", "other_attributes", "other_attribute", "link_taxonomies", "link_taxonomy"],
        &[],
    ),
    table(Kind::ChangeLog, "metadata", None, &["meta_table_descriptions", "meta_table_description"], &[]),
];

impl Kind {
    pub fn table(self) -> &'static Table {
        // Every kind stands in the table: a test counts them.
        TABLES.iter().find(|t| t.kind == self).unwrap_or(&TABLES[0])
    }

    /// Which table an attribute means by its `link_entity`: `service`, `services`, `organisation`.
    pub fn named(entity: &str) -> Option<Kind> {
        let stem = stem(entity);
        let of = |t: &&Table| t.object.is_some_and(|o| o.name == stem) || t.name == stem || t.files.contains(&&*stem);
        TABLES.iter().find(of).map(|t| t.kind)
    }

    /// What a file holds: by its name, else by its columns.
    pub fn of(file: &str, columns: &[String]) -> Option<Kind> {
        let stem = stem(file);
        let named = Kind::by_name(&stem);
        let has = |column: &str| columns.iter().any(|c| c == column);
        let any = |all: &[&str]| all.iter().any(|c| has(c));
        match named {
            // One name for two things.
            Some(Kind::Taxonomy) if any(TERM_ONLY) => Some(Kind::TaxonomyTerm),
            Some(Kind::Schedule) if has("weekday") && !any(&["byday", "freq"]) => Some(Kind::RegularSchedule),
            Some(kind) => Some(kind),
            None => by_columns(&stem, &has, &any),
        }
    }

    /// Whether a name of a file says all.
    pub fn is_named(file: &str) -> bool {
        Kind::by_name(&stem(file)).is_some()
    }

    fn by_name(stem: &str) -> Option<Kind> {
        TABLES.iter().find(|t| t.name == stem || t.files.contains(&stem)).map(|t| t.kind)
    }
}

/// `Services At-Location.csv` is `services_at_location`; the British spelling is the American one here.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file).trim();
    let name = column(name);
    let bare = ["_csv", ".csv", ".txt", ".tsv", ".json"].iter().find_map(|end| name.strip_suffix(end));
    bare.unwrap_or(&name).to_owned()
}

/// A heading in the standard's way of writing: `Organisation ID` and `organizationId` are `organization_id`.
pub(super) fn column(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    let mut before = ' ';
    for c in heading.trim().trim_start_matches('\u{feff}').chars() {
        if c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            out.push('_');
        }
        match c {
            ' ' | '-' | '_' if out.ends_with('_') => {}
            ' ' | '-' => out.push('_'),
            c => out.extend(c.to_lowercase()),
        }
        before = c;
    }
    out.trim_matches('_').replace("organisation", "organization")
}

/// Columns that only terms have, and no taxonomy.
const TERM_ONLY: &[&str] = &["parent_id", "parent_name", "vocabulary", "taxonomy_id", "term", "term_uri"];

fn by_columns(stem: &str, has: &dyn Fn(&str) -> bool, any: &dyn Fn(&[&str]) -> bool) -> Option<Kind> {
    let hangs = any(&["service_id", "location_id", "organization_id", "service_at_location_id"]);
    // What only one table has comes first; what several have, last.
    Some(if has("last_action_date") || has("character_set") {
        Kind::ChangeLog
    } else if has("weekday") {
        Kind::RegularSchedule
    } else if has("closed") && any(&["start_date", "end_date"]) {
        Kind::HolidaySchedule
    } else if any(&["freq", "byday", "dtstart"]) {
        Kind::Schedule
    } else if has("number") && (hangs || any(&["extension", "number_type", "contact_id"])) {
        Kind::Phone
    } else if any(&["address_1", "postal_code"]) && !has("latitude") {
        match stem {
            s if s.contains("mail") || s.contains("postal") => Kind::PostalAddress,
            s if s.contains("physical") => Kind::PhysicalAddress,
            _ => Kind::Address,
        }
    } else if has("identifier") && has("organization_id") {
        Kind::Identifier
    } else if has("link_id") {
        Kind::Attribute
    } else if any(&["latitude", "location_type", "transportation"]) {
        Kind::Location
    } else if any(&["tax_id", "tax_status", "legal_status", "year_incorporated", "date_incorporated"]) {
        Kind::Organization
    } else if has("name")
        && any(&["application_process", "status", "wait_time", "interpretation_services", "fees", "accepted_payments"])
    {
        Kind::Service
    } else if has("available") && has("service_id") {
        Kind::Capacity
    } else if any(&["amount", "amount_description"]) {
        Kind::CostOption
    } else if has("eligibility") && has("service_id") {
        Kind::Eligibility
    } else if has("payment") && has("service_id") {
        Kind::Payment
    } else if has("document") && has("service_id") {
        Kind::RequiredDocument
    } else if any(&["service_area", "extent"]) {
        Kind::ServiceArea
    } else if has("source") && hangs {
        Kind::Funding
    } else if has("service_id") && any(&["taxonomy_id", "taxonomy_term_id"]) {
        Kind::ServiceTerm
    } else if any(&["language", "code"]) && (hangs || has("phone_id")) {
        Kind::Language
    } else if any(&["accessibility", "details"]) && has("location_id") {
        Kind::Accessibility
    } else if any(&["title", "department"]) && has("name") && hangs {
        Kind::Contact
    } else if has("service_id") && has("location_id") {
        Kind::ServiceAtLocation
    } else if has("name") && any(TERM_ONLY) {
        Kind::TaxonomyTerm
    } else if has("name") && has("version") {
        Kind::Taxonomy
    } else if has("name") && has("scheme") {
        Kind::Unit
    } else if has("url") && has("label") {
        Kind::Url
    } else if has("name") && has("organization_id") {
        // A service says more of itself than a program does.
        if any(&["url", "email", "program_id"]) { Kind::Service } else { Kind::Program }
    } else if has("name") && any(&["website", "url", "description", "email"]) {
        Kind::Organization
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_in_the_table_once() {
        for (n, table) in TABLES.iter().enumerate() {
            assert!(std::ptr::eq(table.kind.table(), table), "{}", table.name);
            assert!(TABLES[..n].iter().all(|t| t.kind < table.kind), "{} in order", table.name);
            // A row hangs on what is read before it.
            assert!(table.parents.iter().all(|(_, kind)| *kind < table.kind), "{}", table.name);
        }
        assert_eq!(TABLES.last().map(|t| t.kind as usize + 1), Some(TABLES.len()));
    }

    #[test]
    fn files_are_known_by_name_and_else_by_columns() {
        let of = |file: &str, columns: &str| Kind::of(file, &columns.split(',').map(column).collect::<Vec<_>>());
        assert_eq!(of("services_at_location.csv", ""), Some(Kind::ServiceAtLocation));
        assert_eq!(of("Organisations.CSV", ""), Some(Kind::Organization));
        assert_eq!(of("Regular Schedules", ""), Some(Kind::RegularSchedule));
        assert_eq!(of("taxonomy.csv", "id,name,parent_id"), Some(Kind::TaxonomyTerm));
        assert_eq!(of("taxonomies.csv", "id,name,description,uri,version"), Some(Kind::Taxonomy));
        assert_eq!(of("schedules.csv", "id,service_id,weekday"), Some(Kind::RegularSchedule));
        assert_eq!(of("export-17.csv", "id,Service ID,locationId,description"), Some(Kind::ServiceAtLocation));
        assert_eq!(of("x.csv", "id,organisation_id,name,status"), Some(Kind::Service));
        assert_eq!(of("x.csv", "id,organization_id,name,alternate_name"), Some(Kind::Program));
        assert_eq!(of("our_mail.csv", "id,location_id,address_1"), Some(Kind::PostalAddress));
        assert_eq!(of("x.csv", "colour,weight"), None);
        assert_eq!(Kind::named("Services"), Some(Kind::Service));
        assert_eq!(Kind::named("service_at_location"), Some(Kind::ServiceAtLocation));
        assert_eq!(Kind::named("link_entity"), None);
    }

    #[test]
    fn headings_are_written_in_one_way() {
        for (heading, written) in [
            ("\u{feff}ID", "id"),
            (" Organisation ID ", "organization_id"),
            ("organizationId", "organization_id"),
            ("AddressIsPrivate", "address_is_private"),
            ("address_1", "address_1"),
            ("postal-code", "postal_code"),
        ] {
            assert_eq!(column(heading), written);
        }
    }
}
