//! Which column of a file says what: the usual headings, or what a mapping file says instead.
//!
//! Headings are compared folded (`Post-Code` is `post code`). Where several columns say the same thing the usual order decides; an address may be spread
//! over many. A mapping file is TOML:
//!
//! ```toml
//! delimiter = ";"
//! sheet = "Groups"                    # of a spreadsheet; otherwise the first with headings that are understood
//! closed_when = ["Closed for good"]   # in the column of `closed`; otherwise anything but "no" or "open" counts
//! without_place = "take"              # rows that name no place are let in
//! [columns]
//! name = "Title"
//! address = ["Line 1", "Line 2"]
//! closed = ""                         # not looked at
//! [fixed]
//! kind = "library"                    # where the row says nothing
//! [kinds]
//! community_centre = "community centre"
//! [needs]
//! library = ["edu-digital-skills"]    # by the kind as the file has it
//! ```

use super::read::Table;
use anyhow::{Context, anyhow};
use base::Result;
use kernel::name::name_key;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// What a column may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    Id,
    Name,
    Description,
    Kind,
    Provider,
    Venue,
    Address,
    Postcode,
    Lat,
    Lon,
    Borough,
    Area,
    Lsoa11,
    Lsoa21,
    Url,
    Email,
    Phone,
    Closed,
    Free,
    Price,
    Languages,
    Needs,
    AgeMin,
    AgeMax,
    Masked,
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

use Field::*;

/// The days of a week, Monday first, as `directory::DAYS` has them.
pub(super) const WEEK: [Field; 7] = [Mon, Tue, Wed, Thu, Fri, Sat, Sun];

/// Each field: its name in a mapping file, and the usual headings, folded, the likeliest first.
const USUAL: &[(Field, &str, &[&str])] = &[
    (
        Id,
        "id",
        &[
            "id",
            "service id",
            "source id",
            "identifier",
            "external id",
            "unique id",
            "record id",
            "uuid",
            "ref",
            "reference",
        ],
    ),
    (
        Name,
        "name",
        &[
            "name",
            "service name",
            "title",
            "service",
            "group name",
            "group",
            "activity",
            "project name",
            "facility name",
        ],
    ),
    (Description, "description", &["description", "service description", "summary", "about", "details"]),
    (Kind, "kind", &["kind", "type", "category", "service type", "venue type"]),
    (
        Provider,
        "provider",
        &[
            "provider",
            "organisation",
            "organization",
            "organisation name",
            "organization name",
            "operating organisation",
            "operator",
            "run by",
            "managed by",
            "charity",
        ],
    ),
    (Venue, "venue", &["venue", "venue name", "building", "location name", "location", "place"]),
    (
        Address,
        "address",
        &[
            "address",
            "full address",
            "address1",
            "address2",
            "address3",
            "address4",
            "address 1",
            "address 2",
            "address 3",
            "address 4",
            "address line 1",
            "address line 2",
            "address line 3",
            "street",
            "street address",
            "street name",
            "road",
            "town",
            "city",
            "locality",
        ],
    ),
    (Postcode, "postcode", &["postcode", "post code", "postal code", "pcds", "pcd", "pcd7", "pcd8", "zip"]),
    (Lat, "lat", &["lat", "latitude"]),
    (Lon, "lon", &["lon", "long", "lng", "longitude"]),
    (
        Borough,
        "borough",
        &[
            "borough",
            "borough name",
            "local authority",
            "local authority name",
            "authority",
            "council",
            "district",
            "lad name",
            "la name",
        ],
    ),
    (
        Area,
        "area",
        &[
            "lad",
            "lad code",
            "ladcd",
            "lad22cd",
            "lad23cd",
            "lad24cd",
            "borough code",
            "local authority code",
            "la code",
            "gss code",
            "oslaua",
        ],
    ),
    (Lsoa11, "lsoa11", &["lsoa11", "lsoa11cd", "lsoa11 code", "lsoa 2011", "lsoa code 2011"]),
    (Lsoa21, "lsoa21", &["lsoa21", "lsoa21cd", "lsoa21 code", "lsoa 2021", "lsoa code 2021", "lsoa"]),
    (Url, "url", &["url", "website", "web site", "web", "website url", "web address", "link", "homepage"]),
    (Email, "email", &["email", "e mail", "email address", "contact email"]),
    (Phone, "phone", &["phone", "telephone", "tel", "phone number", "telephone number", "contact number"]),
    (Closed, "closed", &["closed", "closed date", "date closed", "closure date", "year closed"]),
    (Free, "free", &["free", "is free", "free of charge"]),
    (Price, "price", &["price", "cost", "fee", "charge"]),
    (Languages, "languages", &["languages", "language", "languages spoken"]),
    (Needs, "needs", &["needs", "need", "need codes"]),
    (AgeMin, "age_min", &["age min", "min age", "minimum age", "age from"]),
    (AgeMax, "age_max", &["age max", "max age", "maximum age", "age to"]),
    (
        Masked,
        "masked",
        &[
            "masked",
            "confidential",
            "is confidential",
            "address confidential",
            "address is confidential",
            "confidential address",
            "private",
            "is private",
            "address private",
            "address is private",
            "addressisprivate",
            "isprivate",
            "private address",
            "hide address",
            "address hidden",
            "hidden address",
            "mask address",
            "address masked",
            "mask exact address",
            "withheld",
            "address withheld",
            "visibility",
        ],
    ),
    (Mon, "monday", &["monday", "mon"]),
    (Tue, "tuesday", &["tuesday", "tue", "tues"]),
    (Wed, "wednesday", &["wednesday", "wed"]),
    (Thu, "thursday", &["thursday", "thu", "thurs"]),
    (Fri, "friday", &["friday", "fri"]),
    (Sat, "saturday", &["saturday", "sat"]),
    (Sun, "sunday", &["sunday", "sun"]),
];

impl Field {
    /// Its name in a mapping file, and in the table of runs.
    pub fn code(self) -> &'static str {
        USUAL.iter().find(|(f, ..)| *f == self).map_or("", |(_, code, _)| code)
    }

    fn of(code: &str) -> Option<Field> {
        USUAL.iter().find(|(_, c, _)| *c == code).map(|(f, ..)| *f)
    }
}

/// A mapping file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Mapping {
    delimiter: Option<char>,
    sheet: Option<String>,
    closed_when: Vec<String>,
    without_place: Option<WithoutPlace>,
    columns: BTreeMap<String, Columns>,
    fixed: BTreeMap<String, String>,
    kinds: BTreeMap<String, String>,
    needs: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum WithoutPlace {
    Take,
    Refuse,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Columns {
    One(String),
    Many(Vec<String>),
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// The file's name, the line and what is wrong there.
    pub fn read(path: &Path) -> Result<Mapping> {
        let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Mapping::parse(&text).map_err(|e| anyhow!("{file}: {e:#}"))?)
    }

    fn parse(text: &str) -> anyhow::Result<Mapping> {
        let mapping: Mapping = toml::from_str(text).map_err(|e| anyhow!("{}", e.to_string().trim().to_owned()))?;
        for code in mapping.columns.keys().chain(mapping.fixed.keys()) {
            if Field::of(code).is_none() {
                let known = USUAL.iter().map(|(_, code, _)| *code).collect::<Vec<_>>().join(", ");
                return Err(anyhow!("there is no field “{code}”; there are {known}"));
            }
        }
        if mapping.delimiter.is_some_and(|d| !d.is_ascii() || d == '"') {
            return Err(anyhow!("the delimiter is one plain sign, like “;”"));
        }
        Ok(mapping)
    }

    pub fn delimiter(&self) -> Option<u8> {
        self.delimiter.and_then(|d| u8::try_from(d).ok())
    }

    /// The sheet of a spreadsheet that is meant.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }
}

/// Where each field of a file is found.
#[derive(Debug, Default)]
pub(super) struct Plan {
    columns: HashMap<Field, Vec<usize>>,
    mapping: Mapping,
}

impl Plan {
    /// Finds the columns of a file of services.
    ///
    /// # Errors
    /// When there is no name, or nothing that says where.
    pub fn for_services(table: &Table, mapping: Mapping) -> Result<Plan> {
        let mut plan = Plan::find(table, mapping)?;
        if !plan.has(Name) {
            // A list of venues calls its services by where they are, a list of charities by who runs them.
            let instead = [Venue, Provider].into_iter().find(|f| plan.columns.contains_key(f));
            let Some(columns) = instead.and_then(|f| plan.columns.remove(&f)) else {
                return Err(plan.missing(table, &[Name]));
            };
            plan.columns.insert(Name, columns);
        }
        if plan.has(Lat) != plan.has(Lon) {
            return Err(plan.missing(table, &[Lat, Lon]));
        }
        if !plan.takes_without_place() && !PLACE.iter().any(|f| plan.has(*f)) {
            return Err(table
                .wrong(table.heading, "no column says where (address, postcode, lat and lon, borough …); see --map")
                .into());
        }
        Ok(plan)
    }

    /// Finds the columns of a file of postcodes.
    pub fn for_postcodes(table: &Table) -> Result<Plan> {
        let plan = Plan::find(table, Mapping::default())?;
        for field in [Postcode, Lat, Lon] {
            if !plan.has(field) {
                return Err(plan.missing(table, &[field]));
            }
        }
        Ok(plan)
    }

    fn missing(&self, table: &Table, fields: &[Field]) -> base::Error {
        let usual = |f: &Field| {
            USUAL.iter().find(|(u, ..)| u == f).map_or(String::new(), |(_, _, h)| h[..h.len().min(4)].join(", "))
        };
        let wanted = fields.iter().filter(|f| !self.has(**f)).map(usual).collect::<Vec<_>>().join("; ");
        let has = table.headings.join(", ");
        table.wrong(table.heading, &format!("no column is headed {wanted} (there are: {has}); see --map")).into()
    }

    fn find(table: &Table, mapping: Mapping) -> Result<Plan> {
        let folded: Vec<String> = table.headings.iter().map(|h| name_key(h)).collect();
        let mut columns: HashMap<Field, Vec<usize>> = HashMap::new();
        for (field, code, usual) in USUAL {
            let found: Vec<usize> = match mapping.columns.get(*code) {
                Some(asked) => {
                    let asked: Vec<&String> = match asked {
                        Columns::One(one) => vec![one],
                        Columns::Many(many) => many.iter().collect(),
                    };
                    let mut found = vec![];
                    for heading in asked.into_iter().filter(|h| !h.is_empty()) {
                        let at = table.headings.iter().position(|h| h == heading).ok_or_else(|| {
                            table.wrong(
                                table.heading,
                                &format!("no column is headed “{heading}”, which the mapping names for {code}"),
                            )
                        })?;
                        found.push(at);
                    }
                    found
                }
                None if [Address, Masked].contains(field) => {
                    (0..folded.len()).filter(|i| usual.contains(&folded[*i].as_str())).collect()
                }
                None => usual.iter().find_map(|u| folded.iter().position(|h| h == u)).into_iter().collect(),
            };
            if !found.is_empty() {
                columns.insert(*field, found);
            }
        }
        Ok(Plan { columns, mapping })
    }

    /// Whether the file, or the mapping for it, speaks of a field.
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
            || self.mapping.fixed.contains_key(field.code())
            || (field == Needs && !self.mapping.needs.is_empty())
    }

    /// The fields that the file speaks of, as codes with spaces between.
    pub fn said(&self) -> String {
        USUAL.iter().filter(|(f, ..)| self.has(*f)).map(|(_, code, _)| *code).collect::<Vec<_>>().join(" ")
    }

    /// Headings of columns that say nothing that we know.
    pub fn unused(&self, table: &Table) -> Vec<String> {
        let used: Vec<usize> = self.columns.values().flatten().copied().collect();
        let all = table.headings.iter().enumerate();
        all.filter(|(i, h)| !used.contains(i) && !h.is_empty()).map(|(_, h)| h.clone()).collect()
    }

    pub fn columns(&self, field: Field) -> &[usize] {
        self.columns.get(&field).map_or(&[], Vec::as_slice)
    }

    pub fn fixed(&self, field: Field) -> Option<&str> {
        self.mapping.fixed.get(field.code()).map(String::as_str)
    }

    pub fn takes_without_place(&self) -> bool {
        self.mapping.without_place == Some(WithoutPlace::Take)
    }

    /// The word for a kind: the mapping's, or its own without underscores.
    pub fn kind(&self, text: &str) -> String {
        self.mapping.kinds.get(text).cloned().unwrap_or_else(|| text.replace('_', " ").to_lowercase())
    }

    /// Needs that every service of a kind helps with.
    pub fn needs_of(&self, kind: &str) -> &[String] {
        self.mapping.needs.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The values of `closed` that mean it, when the mapping lists them.
    pub fn closed_when(&self) -> Option<&[String]> {
        (!self.mapping.closed_when.is_empty()).then_some(self.mapping.closed_when.as_slice())
    }
}

/// What says where a service is.
pub(super) const PLACE: [Field; 6] = [Venue, Address, Postcode, Lat, Borough, Area];

#[cfg(test)]
mod tests {
    use super::*;

    fn table(headings: &str) -> (Table, std::path::PathBuf) {
        let path = std::env::temp_dir().join(format!("kith-headings-{}.csv", &base::seal::token()[..12]));
        std::fs::write(&path, format!("{headings}\n")).unwrap();
        (Table::open(&path, None).unwrap(), path)
    }

    fn services(headings: &str, mapping: &str) -> std::result::Result<Plan, String> {
        let (table, path) = table(headings);
        let plan = Mapping::parse(mapping)
            .map_err(|e| e.to_string())
            .and_then(|mapping| Plan::for_services(&table, mapping).map_err(|e| e.to_string()));
        std::fs::remove_file(path).unwrap();
        plan
    }

    #[test]
    fn usual_headings_are_recognised() {
        let plan =
            services("kind,name,address1,address2,Post-Code,Borough_Name,Web Site,latitude,LONGITUDE,lad,os_uprn", "")
                .unwrap();
        assert_eq!(plan.columns(Address), [2, 3]);
        assert_eq!((plan.columns(Postcode), plan.columns(Borough), plan.columns(Url)), (&[4][..], &[5][..], &[6][..]));
        assert_eq!((plan.columns(Lat), plan.columns(Lon), plan.columns(Id)), (&[7][..], &[8][..], &[][..]));
        assert_eq!(plan.said(), "name kind address postcode lat lon borough area url");
        // A list of venues.
        let plan = services("venue,postcode", "").unwrap();
        assert_eq!((plan.columns(Name), plan.has(Venue)), (&[0][..], false));
        // The likelier heading, wherever it stands.
        assert_eq!(services("title,name,postcode", "").unwrap().columns(Name), [1]);
    }

    #[test]
    fn a_missing_heading_is_named() {
        assert!(
            services("address,postcode", "").unwrap_err().contains("line 1: no column is headed name, service name")
        );
        assert!(services("name,lat", "").unwrap_err().contains("no column is headed lon"));
        assert!(services("name,notes", "").unwrap_err().contains("no column says where"));
        services("name,notes", "without_place = \"take\"").unwrap();
    }

    #[test]
    fn a_mapping_says_the_rest() {
        let mapping = r#"
            [columns]
            name = "Titel"
            address = ["Strasse", "Ort"]
            closed = ""
            [fixed]
            kind = "library"
            [kinds]
            bib = "library"
            [needs]
            bib = ["edu-literacy"]
        "#;
        let plan = services("Titel,Ort,Strasse,closed", mapping).unwrap();
        assert_eq!((plan.columns(Name), plan.columns(Address), plan.has(Closed)), (&[0][..], &[2, 1][..], false));
        assert_eq!(
            (plan.fixed(Kind), plan.kind("bib"), plan.kind("skate_park")),
            (Some("library"), "library".into(), "skate park".into())
        );
        assert_eq!(plan.needs_of("bib"), ["edu-literacy"]);
        assert!(plan.has(Needs) && plan.has(Kind));
        assert!(
            services("name,postcode", "[columns]\nname = \"Nope\"").unwrap_err().contains("no column is headed “Nope”")
        );
        assert!(services("name,postcode", "[columns]\nnam = \"name\"").unwrap_err().contains("no field “nam”"));
        assert!(services("name,postcode", "colums = 1").unwrap_err().contains("unknown field"));
    }
}
