//! What is demanded, one sentence each.
//!
//! The demands come from the two standards (see [`super::tables`] for where they are and their licence), from what the
//! public validator of Open Referral UK looks at, and, for the larger part, from ourselves: what a client needs so that
//! it never has to guess. The sentences are ours.

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The group and the name.
    pub code: &'static str,
    /// What is demanded.
    pub demands: &'static str,
}

/// What a rule demands.
pub fn sentence(code: &str) -> Option<&'static str> {
    RULES.iter().find(|rule| rule.code == code).map(|rule| rule.demands)
}

const fn r(code: &'static str, demands: &'static str) -> Rule {
    Rule { code, demands }
}

/// Every rule.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // Every answer.
    r("http.status", "What is published answers with 200."),
    r("http.server-error", "No question makes the server fail."),
    r("http.cors", "Every answer, refusals included, may be read by a page of any origin, without credentials."),
    r("http.cookie", "An API that anybody may read sets no cookies."),
    r("http.length", "Where an answer says its length, that is its length."),
    r("http.type", "JSON comes as application/json, if with a charset then UTF-8; a refusal may come as application/problem+json."),
    r("http.json", "What comes as JSON is JSON."),
    r("http.names", "No JSON object has the same name twice."),
    r("http.etag", "Every answer that can be kept has an entity tag."),
    r("http.not-modified", "To a client that names the tag it has, a 304 with that tag and nothing else is sent; to another tag the whole answer."),
    r("http.last-modified", "The details of a service have a Last-Modified that is a date of HTTP, no earlier than its last_modified and not in the future."),
    r("http.head", "HEAD answers like GET, without the body."),
    r("http.preflight", "OPTIONS tells a page of another origin that it may ask, with which methods and headers."),
    r("http.method", "A method that would change something is refused; a 405 names what is allowed."),
    r("http.slash", "A path with a slash at its end is the path without it."),
    r("http.stable", "The same question twice gets the same bytes and the same tag."),
    // Refusals.
    r("error.status", "What nobody has is 404; an id that is no id is 404 or 400."),
    r("error.says", "A refusal says in JSON what is wrong."),
    // The base.
    r("base.members", "The base tells version, profile and openapi_url."),
    r("base.version", "The version is that of the standard of this base, as its validators read it."),
    r("base.profile", "The profile is an address at those who publish the standard."),
    r("base.openapi-url", "The address of the OpenAPI document is absolute."),
    // The OpenAPI document.
    r("openapi.version", "The document is OpenAPI 3.1."),
    r("openapi.info", "The document has a title and a version, and its licence has a name."),
    r("openapi.members", "Its objects have only the members that OpenAPI knows, or x- ones."),
    r("openapi.paths", "It has every path of the standard, and on the HSDS base the lists by POST."),
    r("openapi.query", "Each list has every parameter of the standard, and those for ages that the UK adds."),
    r("openapi.operation-id", "Every operation has an operationId of its own."),
    r("openapi.ref", "Every $ref leads to something in the document."),
    r("openapi.path-parameter", "What stands in braces in a path is declared, required, and nothing else is."),
    r("openapi.parameter", "A parameter has a name, a place and a schema, and is there once."),
    r("openapi.responses", "Each operation has responses with a status and a description; 200 has a schema; an unknown id is spoken of."),
    r("openapi.schema", "Its schemas are schemas."),
    r("openapi.servers", "Its servers and paths together lead to this API."),
    r("openapi.agrees", "What the API answers is what the document says that it answers."),
    // Pages.
    r("page.members", "A page has its four numbers, its three flags and its contents."),
    r("page.size", "size is the number of entries on this page."),
    r("page.empty", "empty is true when nothing is on this page, and only then."),
    r("page.number", "page_number is the page that was asked for, from 1 on."),
    r("page.first", "first_page is true on the first page only."),
    r("page.last", "last_page is true on the last page only."),
    r("page.total", "total_items is the same on all pages."),
    r("page.pages", "total_pages is total_items divided by what a page holds, rounded up."),
    r("page.full", "All pages but the last are full, and the last has the rest."),
    r("page.per-page", "A page has as many entries as were asked for."),
    r("page.cap", "A page has at most 100 entries: more are refused or held to that."),
    r("page.odd", "A page or a size that makes no sense is refused, or is empty."),
    r("page.beyond", "Behind the last page there is a refusal, or an empty page with the same total."),
    r("walk.unique", "An id is once in a list, over all its pages."),
    r("walk.total", "All pages together have total_items entries."),
    r("walk.order", "The order does not depend on the size of the pages."),
    r("walk.known", "A filter leaves only what the whole list has."),
    // Entries.
    r("row.thin", "An entry of a list has no arrays: those are in the details."),
    r("row.detail", "What an entry of a list says, its details say too, in the same words."),
    r("row.same", "An entry is the same in whatever list it is found."),
    r("object.hollow", "An object says something beyond ids."),
    r("field.required", "What the standards require is there, and so is what a client cannot do without."),
    r("field.type", "A value is of the JSON type that the standards give it."),
    r("field.null", "What has no value is left out and not null."),
    r("field.empty", "What has no value is left out and not an empty text, array or object."),
    r("field.name", "Names are small letters, digits and _."),
    r("format.uuid", "An id is a UUID in small letters with hyphens."),
    r("format.uri", "An address of the web is absolute, http or https, with a public host and only the characters an address may have."),
    r("format.email", "An e-mail address is one address."),
    r("format.date", "A day is year, month, day, and is in the calendar."),
    r("format.moment", "A moment has its date, time and zone as in RFC 3339."),
    r("format.time", "A time of day has hours and minutes in two digits each, of 24 hours."),
    r("format.enum", "A value that is one of a list of words is one of them."),
    r("format.range", "A number is in a range in which it has a meaning: ages 0 to 150, coordinates on the globe, money not negative."),
    r("format.whole", "What is counted is a whole number."),
    r("format.days", "Days of the week are two capitals with commas between them, each once."),
    r("format.numbers", "Days of a month or year and weeks are whole numbers in their range with commas between them."),
    r("format.phone", "A telephone number is 7 to 15 digits and the usual marks between them, nothing else."),
    r("format.country", "A country is its two capitals of ISO 3166-1."),
    r("format.currency", "A currency is its three capitals of ISO 4217."),
    r("format.language", "A language is its code of ISO 639, two or three small letters."),
    r("format.postcode", "A postcode in the United Kingdom is in capitals, with its space, or is only its first half."),
    r("format.geojson", "An extent that says it is GeoJSON is GeoJSON."),
    r("text.blank", "No text begins or ends with blanks."),
    r("text.line", "A name or another short text is one line."),
    r("text.control", "No text has characters that are not seen, line ends aside."),
    r("text.html", "Text is plain: no tags and no entities of HTML."),
    r("text.escape", "No text shows how another programme kept it: no written-out line ends, no marks of a feed."),
    r("text.placeholder", "No value is the one of an example or of a form that nobody filled in."),
    r("time.future", "Nothing was changed later than tomorrow."),
    r("sense.ages", "A minimum age is not above the maximum."),
    r("sense.assured", "Nothing was checked on a later day than it changed: a check is a change."),
    r("sense.place", "Coordinates are two, and not 0, 0."),
    r("sense.span", "What begins does not begin after its end."),
    r("sense.schedule", "The parts of a schedule belong together as in iCalendar: nothing repeats without freq, nothing both counts and ends."),
    r("sense.capacity", "No more is available than there is."),
    r("sense.taxonomy", "A term names its taxonomy."),
    // References.
    r("id.one-kind", "An id is the id of one kind of object only."),
    r("id.once", "An id is once in an array."),
    r("id.same-object", "An object with the same id says the same wherever it is told."),
    r("link.service", "A service that something refers to is published."),
    r("link.organization", "An organisation that something refers to is published."),
    r("link.at-location", "A service at a location that something refers to is published."),
    r("link.term", "A term that something refers to is published."),
    r("link.taxonomy", "A taxonomy that something refers to is published."),
    r("link.other", "Any other object that something refers to is told somewhere."),
    r("link.owner", "What is inside an object and names the object it belongs to names that one."),
    r("link.twin", "Where an object is told and its id is told beside it, the two ids are one."),
    r("link.back", "A service and a service at a location name each other."),
    r("link.tree", "Terms form trees, each within one taxonomy."),
    // Other forms.
    r("full.same", "With full=true the entries are the details, in the order of the list."),
    r("full.services", "With full_service=true an organisation has all its services and only those, as in their details."),
    r("minimal.all", "With minimal=true all services are there."),
    r("minimal.members", "With minimal=true an entry has its id and its last_modified and nothing else."),
    r("minimal.modified", "With minimal=true last_modified is that of the details."),
    r("lines.type", "With format=ndjson the answer is application/x-ndjson."),
    r("lines.each", "With format=ndjson every line is one JSON object and has its end."),
    r("lines.same", "With format=ndjson a line is the entry of the list."),
    r("lines.all", "With format=ndjson the whole list comes, in its order, with the other filters applied."),
    // Filters.
    r("filter.search", "What a search finds has the word, or one that begins like it, somewhere."),
    r("filter.search-finds", "A search finds what has the word in its name."),
    r("filter.search-none", "A search for what nobody wrote finds nothing."),
    r("filter.search-case", "A search does not depend on capitals."),
    r("filter.search-odd", "A search for signs is a search, or is refused."),
    r("filter.term", "A filter by a term leaves what has it, and nothing that has neither it nor one below it."),
    r("filter.taxonomy", "A filter by a taxonomy leaves what has a term of it, and nothing else."),
    r("filter.organization", "A filter by organisation leaves what is of it, and nothing else."),
    r("filter.modified", "A filter by change leaves what changed since, whatever the zone of the bound."),
    r("filter.near", "A filter by distance leaves only what is within it, and nothing around a postcode that nobody knows."),
    r("filter.near-grows", "A larger distance leaves all that the smaller left and all that is close enough to it."),
    r("filter.postcode", "A postcode may be written without its space or in small letters."),
    r("filter.age", "A filter by age leaves out who states an age outside it and keeps who states one inside."),
    r("filter.and", "Two filters leave what each of them leaves."),
    r("filter.bad-value", "A filter with a value that it cannot have is refused and not passed over."),
    r("filter.top-only", "top_only leaves the terms at the top (or, as the text of HSDS has it, those without children)."),
    r("filter.parent", "parent_id leaves the children of a term."),
    // By POST.
    r("post.same", "A list by POST, with a form, with JSON or with a query, is the list by GET."),
    r("post.bad", "A POST that cannot be read is refused."),
    // The feed of changes.
    r("changes.shape", "A change has its id, kind, moment and state, and the next page has an address."),
    r("changes.order", "Changes come in the order of their moments."),
    r("changes.end", "The feed comes to an end."),
    r("changes.same", "What the feed tells of a service in its last change is the service as it is published."),
    r("changes.last", "What is published ends as updated in the feed, and what is not published does not."),
];
