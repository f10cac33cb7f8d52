//! The description of the fake API in OpenAPI.

use crate::check::tables::LISTS;
use serde_json::{Value, json};

fn error() -> Value {
    json!({"description": "Refused", "content": {"application/json": {"schema": {"type": "object"}}}})
}

pub fn openapi(base: &str) -> Value {
    let mut paths = serde_json::Map::new();
    let plain = |id: &str, schema: &str| json!({"get": {"operationId": id, "responses": {"200": {"description": "Here it is", "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}}}}}});
    paths.insert("/".to_owned(), plain("base", "Base"));
    paths.insert("/changes".to_owned(), plain("changes", "Feed"));
    for list in LISTS {
        let name = list.path.trim_start_matches('/');
        let parameters: Vec<_> = list
            .parameters
            .iter()
            .map(|name| json!({"name": name, "in": "query", "schema": {"type": "string"}}))
            .collect();
        let page = json!({"200": {"$ref": "#/components/responses/Page"}, "400": error()});
        paths.insert(
            list.path.to_owned(),
            json!({
                "get": {"operationId": format!("get_{name}"), "parameters": parameters, "responses": page},
                "post": {"operationId": format!("post_{name}"), "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}, "responses": page},
            }),
        );
        paths.insert(
            format!("{}/{{id}}", list.path),
            json!({
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}],
                "get": {
                    "operationId": format!("get_one_of_{name}"),
                    "responses": {
                        "200": {"description": "Here it is", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Entry"}}}},
                        "404": error(),
                    },
                },
            }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Made up", "version": "1", "license": {"name": "CC BY 4.0"}},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "responses": {"Page": {"description": "A page", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}},
            "schemas": {
                "Base": {"type": "object", "required": ["version", "profile", "openapi_url"]},
                "Feed": {"type": "object", "required": ["items", "next"]},
                "Entry": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}}},
                "Page": {
                    "type": "object",
                    "required": ["contents"],
                    "properties": {"total_items": {"type": "integer", "minimum": 0}, "contents": {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}}},
                },
            },
        },
    })
}
