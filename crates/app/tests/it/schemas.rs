//! What goes out against the schemas that the standards publish, where somebody has them: `KITH_HSDS_SCHEMAS=folder`, with `hsds-3.1/compiled/` and
//! `oruk-3.0/schema/` in it. They are not ours and not committed; our own check (`hsds::check`) is stricter, and runs always.

use crate::journeys::directory::feeds;
use jsonschema::Validator;
use serde_json::Value;
use std::path::Path;
use testkit::{App, feed::messy, once};

fn schema(folder: &Path, name: &str) -> Validator {
    let text = std::fs::read_to_string(folder.join(name)).expect(name);
    let schema: Value = serde_json::from_str(&text).expect(name);
    jsonschema::options().should_validate_formats(true).build(&schema).expect(name)
}

/// What is wrong with what an address gives, a line each.
async fn faults(app: &App, path: &str, schema: &Validator) -> (usize, Vec<String>) {
    let (status, _, body) = feeds::raw(app, path).await;
    assert_eq!(status, 200, "{path}");
    let (mut n, mut faults) = (0, vec![]);
    for line in String::from_utf8(body).expect("text").lines().filter(|l| !l.trim().is_empty()) {
        let document: Value = serde_json::from_str(line).expect("JSON");
        n += 1;
        faults.extend(
            schema.iter_errors(&document).map(|e| format!("{path} {}: {e} at {}", document["id"], e.instance_path())),
        );
    }
    (n, faults)
}

once! {
    async fn what_goes_out_is_valid_by_the_published_schemas() {
        let Some(folder) = std::env::var_os("KITH_HSDS_SCHEMAS") else { return };
        let folder = Path::new(&folder);
        let app = App::on(testkit::Engine::Sqlite).await;
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let records: Vec<Value> = messy::services(1500, 3).map(|(record, _)| record).collect();
        feeds::lines(&app, &records, "council").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        let compiled = folder.join("hsds-3.1/compiled");
        let checks = [
            ("/hsds/v3/services?full=true&format=ndjson", schema(&compiled, "service.json")),
            ("/hsds/v3/organizations?full=true&format=ndjson", schema(&compiled, "organization.json")),
            ("/oruk/v3/services?full=true&format=ndjson", schema(&folder.join("oruk-3.0/schema"), "service_with_definitions.json")),
        ];
        for (path, schema) in checks {
            let (n, faults) = faults(&app, path, &schema).await;
            println!("{path}: {n} documents, {} faults", faults.len());
            assert!(n > 100 && faults.is_empty(), "{path}: {}", faults[..faults.len().min(10)].join("\n"));
        }
    }
}
