//! The design system's own fixtures: every published example of every component, rendered by us, gives the published HTML.

use scraper::{ElementRef, Html, Node};
use serde_json::Value;
use testkit::{App, Engine};

/// Markup as a tree of names, sorted attributes and words: what a browser makes of it.
fn canonical(html: &str) -> String {
    let html = Html::parse_fragment(html);
    let mut out = String::new();
    walk(html.root_element(), &mut out);
    out
}

fn walk(element: ElementRef<'_>, out: &mut String) {
    let mut attributes: Vec<_> = element.value().attrs().map(|(k, v)| format!("{k}={:?}", words(v))).collect();
    attributes.sort();
    out.push_str(&format!("<{} {}>", element.value().name(), attributes.join(" ")));
    for child in element.children() {
        match child.value() {
            Node::Text(t) => {
                let text = words(t);
                if !text.is_empty() {
                    out.push_str(&text);
                }
            }
            Node::Element(_) => walk(ElementRef::wrap(child).expect("an element"), out),
            _ => {}
        }
    }
    out.push_str("</>");
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `error-summary` → `errorSummary`, as the macros are named.
fn macro_name(component: &str) -> String {
    // Three components are named otherwise than their macros.
    match component {
        "tables" => return "table".to_owned(),
        "images" => return "image".to_owned(),
        "do-dont-list" => return "list".to_owned(),
        _ => {}
    }
    let mut parts = component.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let (head, tail) = part.split_at(1);
        name + &head.to_uppercase() + tail
    })
}

#[tokio::test]
async fn every_published_example_renders_as_published() {
    let app = App::empty(Engine::Sqlite).await;
    let env = app.machine.pages.templates.environment("en").expect("English pages");
    let (mut seen, mut wrong) = (0, vec![]);
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/dist/fixtures"))
        .expect("run `cargo xtask assets` first");
    for file in folder {
        let path = file.expect("a file").path();
        let component = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let json: Value = serde_json::from_str(&std::fs::read_to_string(&path).expect("a file")).expect("JSON");
        let import = macro_name(&component);
        for fixture in json["fixtures"].as_array().expect("fixtures") {
            let call = match fixture["callBlock"].as_str() {
                Some(block) => format!("{{% call {import}(ctx) %}}{block}{{% endcall %}}"),
                None => format!("{{{{ {import}(ctx) }}}}"),
            };
            let source = format!("{{% from 'nhsuk/components/{component}/macro.jinja' import {import} %}}{call}");
            let context = fixture.get("context").or_else(|| fixture.get("options")).cloned().unwrap_or(Value::Null);
            let name = format!("{component}: {}", fixture["name"].as_str().unwrap_or("?"));
            seen += 1;
            match env.render_str(
                &source,
                minijinja::context! { ctx => minijinja::Value::from(minijinja::value::Serde(&context)) },
            ) {
                Ok(html) if canonical(&html) == canonical(fixture["html"].as_str().unwrap_or_default()) => {}
                Ok(_) => wrong.push(name),
                Err(e) => wrong.push(format!("{name}: {e}")),
            }
        }
    }
    assert!(seen > 900, "{seen} fixtures only");
    assert!(wrong.is_empty(), "{} of {seen} differ:\n{}", wrong.len(), wrong.join("\n"));
}
