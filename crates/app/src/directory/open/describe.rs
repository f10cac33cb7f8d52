//! The description of what may be asked, as OpenAPI 3.1, written out of the tables that the answers are made by.

use super::{
    answer::List,
    ask::{CHANGES, Form, ORGANIZATIONS, PAGING, Parameter, SERVICES, TAXONOMIES, TERMS},
    web::Standard,
};
use hsds::fields::{Kind, OBJECTS, Object};
use serde_json::{Map, Value, json};

/// What may be asked of a list.
pub(super) fn parameters(list: List) -> &'static [&'static [Parameter]] {
    match list {
        List::Services | List::ServiceAtLocations => &[PAGING, SERVICES],
        List::Organizations => &[PAGING, ORGANIZATIONS],
        List::Taxonomies => &[PAGING, TAXONOMIES],
        List::TaxonomyTerms => &[PAGING, TERMS],
    }
}

const fn called(list: List) -> (&'static str, &'static str) {
    match list {
        List::Services => ("Services", "services that people can go to, or that come to them"),
        List::Organizations => ("Organizations", "who runs services"),
        List::ServiceAtLocations => ("ServiceAtLocations", "services at the places where they are"),
        List::Taxonomies => ("Taxonomies", "the lists of words by which services are filed"),
        List::TaxonomyTerms => ("TaxonomyTerms", "the words by which services are filed"),
    }
}

/// The document.
pub(super) fn document(url: &str, standard: Standard) -> Value {
    let mut paths = Map::new();
    paths.insert("/".into(), json!({ "get": operation("getRoot", "What this is", &[], reference("root")) }));
    for list in List::ALL {
        let (name, says) = called(list);
        let known = parameters(list);
        let page = reference(&format!("{}_page", list.object().name));
        let asked: Vec<Value> = known.iter().copied().flatten().map(parameter).collect();
        let mut post = operation(
            &format!("search{name}"),
            &format!("The same search, asked in the body: {says}"),
            &asked,
            page.clone(),
        );
        let form = json!({ "schema": { "type": "object", "additionalProperties": true } });
        post["requestBody"] = json!({ "required": false, "content": { "application/x-www-form-urlencoded": form, "application/json": form } });
        let get = operation(&format!("list{name}"), &format!("A list: {says}"), &asked, page);
        paths.insert(format!("/{}", list.path()), json!({ "get": get, "post": post }));
        let id = json!({ "name": "id", "in": "path", "required": true, "description": "Its id.", "schema": { "type": "string", "format": "uuid" } });
        let mut one =
            operation(&format!("get{name}ById"), &format!("One of: {says}"), &[id], reference(list.object().name));
        one["responses"]["404"] = json!({ "$ref": "#/components/responses/Nothing" });
        paths.insert(format!("/{}/{{id}}", list.path()), json!({ "get": one }));
    }
    let asked: Vec<Value> = CHANGES.iter().map(parameter).collect();
    let says = "What has changed, each service once, where it last did; what is gone is deleted";
    paths.insert("/changes".into(), json!({ "get": operation("listChanges", says, &asked, reference("changes")) }));
    let title = match standard {
        Standard::Oruk => "A directory of services, as Open Referral UK",
        Standard::Hsds => "A directory of services, as HSDS",
    };
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": standard.version(),
            "description": "Everything may be read by anybody without a key. A place whose address must never be public has none here either.",
        },
        "servers": [{ "url": format!("{}{}", url.trim_end_matches('/'), standard.base()) }],
        "paths": paths,
        "components": { "schemas": schemas(), "responses": {
            "Wrong": problem("A parameter is wrong; which, and how, is said."),
            "Nothing": problem("There is nothing under this id."),
        } },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn problem(says: &str) -> Value {
    json!({ "description": says, "content": { "application/json": { "schema": reference("error") } } })
}

fn operation(id: &str, says: &str, parameters: &[Value], answer: Value) -> Value {
    let mut content = json!({ "application/json": { "schema": answer } });
    if parameters.iter().any(|p| p["name"] == "format") {
        content["application/x-ndjson"] = json!({ "schema": { "type": "string" } });
    }
    json!({
        "operationId": id,
        "summary": says,
        "parameters": parameters,
        "responses": { "200": { "description": "What was asked for.", "content": content }, "400": { "$ref": "#/components/responses/Wrong" } },
    })
}

fn parameter(p: &Parameter) -> Value {
    let schema = match p.form {
        Form::Text => json!({ "type": "string", "maxLength": 400 }),
        Form::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Form::Number(from, to) => json!({ "type": "number", "minimum": from, "maximum": to }),
        Form::Id => json!({ "type": "string", "format": "uuid" }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Moment => json!({ "type": "string", "format": "date-time" }),
        Form::OneOf(words) => json!({ "type": "string", "enum": words }),
    };
    json!({ "name": p.name, "in": "query", "required": false, "description": p.says, "schema": schema })
}

fn schemas() -> Map<String, Value> {
    let mut all = Map::new();
    for object in OBJECTS {
        all.insert(object.name.to_owned(), schema(object));
    }
    for list in List::ALL {
        // With `minimal` a row is not even a whole object.
        let row = json!({ "anyOf": [reference(list.object().name), reference("minimal")] });
        let contents = json!({ "type": "array", "items": row });
        let whole = || json!({ "type": "integer", "minimum": 0 });
        let yes = || json!({ "type": "boolean" });
        let page = json!({
            "type": "object",
            "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
            "properties": {
                "total_items": whole(), "total_pages": whole(), "page_number": whole(), "size": whole(),
                "first_page": yes(), "last_page": yes(), "empty": yes(), "contents": contents,
            },
        });
        all.insert(format!("{}_page", list.object().name), page);
    }
    let text = || json!({ "type": "string" });
    let uri = || json!({ "type": "string", "format": "uri" });
    let root = json!({ "type": "object", "required": ["version", "profile", "openapi_url"],
        "properties": { "version": text(), "profile": uri(), "openapi_url": uri() } });
    let change = json!({ "type": "object", "required": ["id", "kind", "state", "modified"], "properties": {
        "id": { "type": "string", "format": "uuid" }, "kind": { "type": "string", "enum": ["service"] },
        "state": { "type": "string", "enum": ["updated", "deleted"] }, "modified": { "type": "string", "format": "date-time" },
        "data": reference("service") } });
    let changes = json!({ "type": "object", "required": ["items", "next"], "properties": {
        "items": { "type": "array", "items": change }, "next": { "type": "string", "format": "uri" } } });
    all.insert("changes".into(), changes);
    let minimal = json!({ "type": "object", "required": ["id"], "additionalProperties": false, "properties": {
        "id": { "type": "string", "format": "uuid" }, "last_modified": { "type": "string", "format": "date-time" } } });
    all.insert("minimal".into(), minimal);
    all.insert("root".into(), root);
    let error =
        json!({ "type": "object", "required": ["error"], "properties": { "error": text(), "parameter": text() } });
    all.insert("error".into(), error);
    all
}

fn schema(object: &Object) -> Value {
    let mut properties = Map::new();
    for field in object.fields {
        let value = match field.kind {
            Kind::Id | Kind::To(_) | Kind::Up => json!({ "type": "string", "format": "uuid" }),
            Kind::Line | Kind::Text | Kind::Days | Kind::Time => json!({ "type": "string" }),
            Kind::Uri => json!({ "type": "string", "format": "uri" }),
            Kind::Email => json!({ "type": "string", "format": "email" }),
            Kind::Date => json!({ "type": "string", "format": "date" }),
            Kind::Moment => json!({ "type": "string", "format": "date-time" }),
            Kind::Number => json!({ "type": "number" }),
            Kind::Word(words) => json!({ "type": "string", "enum": words }),
            Kind::One(of) => reference(of.name),
            Kind::Many(of) => json!({ "type": "array", "items": reference(of.name) }),
        };
        properties.insert(field.name.to_owned(), value);
    }
    let required: Vec<&str> = object.fields.iter().filter(|f| f.required).map(|f| f.name).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}
