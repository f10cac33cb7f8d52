//! Puts a record together: its own row, and the rows of other tables that hang on it, nested as in HSDS 3.

use super::{
    Broken, Fail, Tables,
    kind::{Kind, TABLES},
    left::Lost,
    raw::Gathered,
    rows::Place,
    shape::{self, text},
    sheet::{Cells, Form},
};
use crate::{canonical::is_flagged, issue::Refused};
use serde_json::{Value, json};

/// More of one kind the walker does not take; one more is given to it, so that it says so.
const MOST: usize = 501;

/// What hangs on what, and in which field it stands there.
const NESTED: &[(Kind, Kind, &str)] = &[
    (Kind::Organization, Kind::Program, "programs"),
    (Kind::Organization, Kind::Identifier, "organization_identifiers"),
    (Kind::Organization, Kind::Phone, "phones"),
    (Kind::Organization, Kind::Contact, "contacts"),
    (Kind::Organization, Kind::Funding, "funding"),
    (Kind::Organization, Kind::Url, "additional_websites"),
    (Kind::Service, Kind::Phone, "phones"),
    (Kind::Service, Kind::Contact, "contacts"),
    (Kind::Service, Kind::Schedule, "schedules"),
    (Kind::Service, Kind::RegularSchedule, "schedules"),
    (Kind::Service, Kind::HolidaySchedule, "schedules"),
    (Kind::Service, Kind::ServiceArea, "service_areas"),
    (Kind::Service, Kind::Language, "languages"),
    (Kind::Service, Kind::Funding, "funding"),
    (Kind::Service, Kind::CostOption, "cost_options"),
    (Kind::Service, Kind::RequiredDocument, "required_documents"),
    (Kind::Service, Kind::Capacity, "capacities"),
    (Kind::Service, Kind::Url, "additional_urls"),
    (Kind::ServiceAtLocation, Kind::Phone, "phones"),
    (Kind::ServiceAtLocation, Kind::Contact, "contacts"),
    (Kind::ServiceAtLocation, Kind::Schedule, "schedules"),
    (Kind::ServiceAtLocation, Kind::RegularSchedule, "schedules"),
    (Kind::ServiceAtLocation, Kind::HolidaySchedule, "schedules"),
    (Kind::ServiceAtLocation, Kind::ServiceArea, "service_areas"),
    (Kind::Location, Kind::Address, "addresses"),
    (Kind::Location, Kind::PhysicalAddress, "addresses"),
    (Kind::Location, Kind::PostalAddress, "addresses"),
    (Kind::Location, Kind::Accessibility, "accessibility"),
    (Kind::Location, Kind::Language, "languages"),
    (Kind::Location, Kind::Schedule, "schedules"),
    (Kind::Location, Kind::RegularSchedule, "schedules"),
    (Kind::Location, Kind::HolidaySchedule, "schedules"),
    (Kind::Location, Kind::Phone, "phones"),
    (Kind::Location, Kind::Contact, "contacts"),
    (Kind::Contact, Kind::Phone, "phones"),
    (Kind::Phone, Kind::Language, "languages"),
];

/// The id of a row; of terms it may stand in a column of another name.
pub(super) fn own_id(kind: Kind, cells: &Cells) -> Option<String> {
    text(cells, "id").or_else(|| text(cells, "taxonomy_id").filter(|_| kind == Kind::TaxonomyTerm))
}

/// The three tables whose rows are addresses.
fn is_address(kind: Kind) -> bool {
    matches!(kind, Kind::Address | Kind::PhysicalAddress | Kind::PostalAddress)
}

impl Tables {
    pub(super) fn organization(&mut self, g: &mut Gathered, mut m: Cells, id: &str) -> Result<Cells, Fail> {
        self.shaped(g, Kind::Organization, &mut m);
        self.hang(g, Kind::Organization, &mut m, id)?;
        Ok(m)
    }

    pub(super) fn service(&mut self, g: &mut Gathered, mut m: Cells, id: &str) -> Result<Cells, Fail> {
        self.shaped(g, Kind::Service, &mut m);
        // Ohana's services stand at one place, and belong to whom the place does.
        let mut places = vec![];
        let mut owner = text(&m, "organization_id").map(|id| (id, String::new()));
        if let Some(at) = text(&m, "location_id") {
            m.remove("location_id");
            match self.one(g, Kind::Location, &at)? {
                Some(location) => {
                    let owned = text(&location, "organization_id");
                    owner = owner.or(owned.map(|id| (id, format!(", which location {at} names"))));
                    let location = self.location(g, location, &at)?;
                    places.push(json!({ "id": shape::under(id, &format!("at/{at}")), "location": location }));
                }
                None if self.sheets.contains_key(&Kind::Location) => {
                    return Err(Fail::Refused(Refused::Dangling(format!("location {at}"))));
                }
                None => places.push(json!({ "id": shape::under(id, &format!("at/{at}")), "location_id": at })),
            }
        }
        if let Some((organization, whence)) = owner {
            match self.one(g, Kind::Organization, &organization)? {
                // What its organisation hides is read to its end, so that what was public of it is found and taken back.
                Some(row) if is_flagged(&row) => drop(m.insert("is_private".to_owned(), true.into())),
                // Whole: it is the same thing as where it stands by itself.
                Some(row) => {
                    let row = self.organization(g, row, &organization)?;
                    m.insert("organization".to_owned(), Value::Object(row));
                }
                None if self.sheets.contains_key(&Kind::Organization) => {
                    return Err(Fail::Refused(Refused::Dangling(format!("organization {organization}{whence}"))));
                }
                // There is no such table at all: whose it is may be known from elsewhere.
                None => {
                    m.entry("organization_id").or_insert(organization.into());
                }
            }
        }
        if let Some(program) = text(&m, "program_id") {
            match self.one(g, Kind::Program, &program)? {
                Some(mut row) => {
                    self.shaped(g, Kind::Program, &mut row);
                    m.insert("program".to_owned(), Value::Object(row));
                }
                None => self.lose(Kind::Service, Lost::NoProgram, None),
            }
        }
        let eligible = self.many(g, Kind::Eligibility, Kind::Service, id)?;
        self.count_unknown(Kind::Eligibility, &eligible, &["eligibility", "minimum_age", "maximum_age"]);
        shape::eligibility(&mut m, &eligible);
        if self.csv() {
            shape::numbers(&crate::fields::SERVICE, &mut m);
        }
        let paid = self.many(g, Kind::Payment, Kind::Service, id)?;
        self.count_unknown(Kind::Payment, &paid, &["payment"]);
        let paid = paid.iter().filter_map(|row| text(row, "payment"));
        let paid = paid.map(|how| shape::word(id, "Payment accepted", &how)).collect();
        shape::push(&mut m, "attributes", paid);
        self.service_terms(g, &mut m, id)?;
        for mut row in self.many(g, Kind::ServiceAtLocation, Kind::Service, id)? {
            let own = own_id(Kind::ServiceAtLocation, &row).unwrap_or_default();
            self.shaped(g, Kind::ServiceAtLocation, &mut row);
            if let Some(at) = text(&row, "location_id")
                && let Some(location) = self.one(g, Kind::Location, &at)?
            {
                let location = self.location(g, location, &at)?;
                row.insert("location".to_owned(), Value::Object(location));
                if own.is_empty() {
                    row.insert("id".to_owned(), shape::under(id, &format!("at/{at}")).into());
                }
            }
            self.hang(g, Kind::ServiceAtLocation, &mut row, &own)?;
            places.push(Value::Object(row));
        }
        shape::push(&mut m, "service_at_locations", places);
        self.hang(g, Kind::Service, &mut m, id)?;
        Ok(m)
    }

    fn location(&mut self, g: &mut Gathered, mut m: Cells, id: &str) -> Result<Cells, Fail> {
        let hidden = is_flagged(&m);
        self.shaped(g, Kind::Location, &mut m);
        self.hang(g, Kind::Location, &mut m, id)?;
        if hidden {
            m.insert("masked".to_owned(), true.into());
        }
        Ok(m)
    }

    /// Terms that a service has by older tables, or by a list in one of its own cells.
    fn service_terms(&mut self, g: &mut Gathered, m: &mut Cells, id: &str) -> Result<(), Fail> {
        let mut terms: Vec<(Option<String>, String, Option<String>)> = vec![];
        if let Some(listed) = text(m, "taxonomy_ids") {
            m.remove("taxonomy_ids");
            let each = listed.split([',', ';', '|']).map(str::trim).filter(|t| !t.is_empty());
            terms.extend(each.map(|term| (None, term.to_owned(), None)));
        }
        let rows = self.many(g, Kind::ServiceTerm, Kind::Service, id)?;
        self.count_unknown(Kind::ServiceTerm, &rows, &["taxonomy_id", "taxonomy_term_id", "taxonomy_detail"]);
        for row in rows {
            let term = text(&row, "taxonomy_term_id").or_else(|| text(&row, "taxonomy_id"));
            terms.extend(term.map(|term| (text(&row, "id"), term, text(&row, "taxonomy_detail"))));
        }
        let mut all = vec![];
        for (own, term, detail) in terms.into_iter().take(MOST) {
            let Some(row) = self.term(g, &term)? else {
                self.lose(Kind::Service, Lost::NoTerm, None);
                continue;
            };
            // What has no id of its own keeps one as long as the service has the term.
            let own = own.unwrap_or_else(|| shape::under(id, &term));
            let mut attribute = json!({ "id": own, "link_entity": "service", "taxonomy_term": row });
            if let Some(detail) = detail {
                attribute["value"] = detail.into();
            }
            all.push(attribute);
        }
        shape::push(m, "attributes", all);
        Ok(())
    }

    /// A term, with its taxonomy.
    fn term(&mut self, g: &mut Gathered, id: &str) -> Result<Option<Cells>, Fail> {
        let Some(mut row) = self.one(g, Kind::TaxonomyTerm, id)? else { return Ok(None) };
        self.shaped(g, Kind::TaxonomyTerm, &mut row);
        if let Some(taxonomy) = text(&row, "taxonomy_id")
            && let Some(detail) = self.one(g, Kind::Taxonomy, &taxonomy)?
        {
            row.insert("taxonomy_detail".to_owned(), Value::Object(detail));
        }
        Ok(Some(row))
    }

    /// Everything that hangs on a row, and what hangs on that.
    fn hang(&mut self, g: &mut Gathered, kind: Kind, m: &mut Cells, id: &str) -> Result<(), Fail> {
        if id.is_empty() {
            return Ok(());
        }
        for (_, child, field) in NESTED.iter().filter(|(parent, ..)| *parent == kind) {
            let rows = self.many(g, *child, kind, id)?;
            let mut all = Vec::with_capacity(rows.len());
            for mut row in rows {
                if is_address(*child) && is_flagged(&row) {
                    // An address that nobody may see makes the whole place one.
                    m.insert("masked".to_owned(), true.into());
                }
                let own = own_id(*child, &row).unwrap_or_default();
                self.shaped(g, *child, &mut row);
                if *child == Kind::Capacity
                    && let Some(unit) = text(&row, "unit_id")
                {
                    match self.one(g, Kind::Unit, &unit)? {
                        Some(unit) => {
                            row.insert("unit".to_owned(), Value::Object(unit));
                        }
                        None => self.lose(Kind::Capacity, Lost::NoUnit, None),
                    }
                }
                self.hang(g, *child, &mut row, &own)?;
                all.push(Value::Object(row));
            }
            shape::push(m, field, all);
        }
        let mut all = vec![];
        for mut row in self.many(g, Kind::Attribute, kind, id)? {
            self.shaped(g, Kind::Attribute, &mut row);
            let term = text(&row, "taxonomy_term_id").or_else(|| text(&row, "taxonomy_id"));
            row.remove("taxonomy_id");
            if let Some(term) = term
                && let Some(term) = self.term(g, &term)?
            {
                row.insert("taxonomy_term".to_owned(), Value::Object(term));
            }
            all.push(Value::Object(row));
        }
        shape::push(m, "attributes", all);
        Ok(())
    }

    /// The row of a table with this id.
    fn one(&mut self, g: &mut Gathered, kind: Kind, id: &str) -> Result<Option<Cells>, Fail> {
        let Some(place) = self.place(kind, id) else { return Ok(None) };
        let cells = self.take(g, kind, place)?;
        match own_id(kind, &cells) {
            Some(own) if super::normal(&own) == super::normal(id) => Ok(Some(cells)),
            _ => Err(self.changed(kind)),
        }
    }

    /// The rows of a table that hang on this.
    fn many(&mut self, g: &mut Gathered, kind: Kind, parent: Kind, id: &str) -> Result<Vec<Cells>, Fail> {
        let key = self.key(parent, id);
        let Some(entries) = self.children.get(&kind) else { return Ok(vec![]) };
        let from = entries.partition_point(|(k, _)| *k < key);
        let own = entries[from..].iter().take_while(|(k, _)| *k == key).take(MOST);
        let places: Vec<Place> = own.map(|(_, place)| *place).collect();
        let mut all = Vec::with_capacity(places.len());
        for place in places {
            let cells = self.take(g, kind, place)?;
            let names = |column: &str| text(&cells, column).is_some_and(|v| super::normal(&v) == super::normal(id));
            let hangs = match kind {
                Kind::Attribute => names("link_id"),
                _ => kind.table().parents.iter().any(|(column, p)| *p == parent && names(column)),
            };
            if !hangs {
                return Err(self.changed(kind));
            }
            if is_flagged(&cells) && !is_address(kind) {
                self.lose(kind, Lost::Private, None);
                continue;
            }
            all.push(cells);
        }
        Ok(all)
    }

    fn take(&mut self, g: &mut Gathered, kind: Kind, place: Place) -> Result<Cells, Fail> {
        let Some(sheet) = self.sheets.get_mut(&kind) else { return Ok(Cells::new()) };
        let (raw, cells, utf8) = sheet.read(place)?;
        g.add(kind, place, sheet, raw, utf8)?;
        Ok(cells)
    }

    fn shaped(&self, g: &mut Gathered, kind: Kind, m: &mut Cells) {
        let file = self.sheets.get(&kind).map_or(kind.table().name, |s| &*s.name);
        shape::shape(kind, m, self.csv(), file, &mut g.issues);
    }

    fn csv(&self) -> bool {
        self.sheets.values().next().is_some_and(|s| s.form != Form::Json)
    }

    fn changed(&self, kind: Kind) -> Fail {
        let file = self.sheets.get(&kind).map_or(kind.table().name, |s| &*s.name);
        Fail::Broken(Broken::Changed(file.to_owned()))
    }

    /// Columns of tables that dissolve: of the others the walker finds what it does not know.
    fn count_unknown(&mut self, kind: Kind, rows: &[Cells], known: &[&str]) {
        for column in rows.iter().flat_map(|row| row.keys()) {
            if !["id", "service_id"].contains(&column.as_str()) && !known.contains(&column.as_str()) {
                let name: String = column.chars().filter(|c| !c.is_control()).take(60).collect();
                let name = format!("{}.{name}", kind.table().name);
                // In JSON each row may have others; nobody reads more than these.
                if self.unknown.len() < 500 || self.unknown.contains_key(&name) {
                    *self.unknown.entry(name).or_default() += 1;
                }
            }
        }
    }
}

/// Kinds on which attributes are looked for only when some attribute means them.
pub(super) fn is_deep(kind: Kind) -> bool {
    TABLES.iter().any(|t| t.kind == kind && t.object.is_some()) && kind > Kind::ServiceAtLocation
}
