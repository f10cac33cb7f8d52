//! The public samples of Open Referral, for whoever has them: every one of them comes in, or is refused with a reason that a publisher can act on; the public
//! validator's mocks are read as live feeds. They are not ours to keep here, so this asks for the folder: `KITH_HSDS_SAMPLES=… cargo test -p app --test it samples`.
//! Without it nothing is looked at; samples of our own stand in the tests of the crate `hsds`.

use crate::journeys::directory::feeds;
use axum::{Router, extract::Path as Named, routing::get};
use std::path::{Path, PathBuf};
use testkit::{App, once};

fn folder() -> Option<PathBuf> {
    std::env::var_os("KITH_HSDS_SAMPLES").map(PathBuf::from)
}

/// What can be imported by itself: every file, and every folder that has files.
fn all(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.push(path.clone());
            all(&path, found);
        } else if ["json", "csv"].iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
            found.push(path);
        }
    }
}

once! {
    async fn every_sample_comes_in_or_says_why_not() {
        let Some(folder) = folder() else { return };
        let mut found = vec![];
        all(&folder, &mut found);
        for (n, path) in found.iter().enumerate() {
            let app = App::empty(testkit::Engine::Sqlite).await;
            let name = path.strip_prefix(&folder).expect("below").display().to_string();
            let feed = format!("sample-{n}");
            match feeds::read(&app, path, &feed).await {
                Ok(first) => {
                    let again = feeds::read(&app, path, &feed).await.expect("a second reading");
                    println!("{name}: {}", first.counts());
                    assert_eq!((again.added, again.changed, again.gone), (0, 0, 0), "{name}: {}", again.counts());
                    assert!(first.rows.iter().all(|r| r.reason.len() > 10), "{name}: {:?}", first.rows);
                }
                Err(error) => {
                    println!("{name}: refused: {error}");
                    assert!(error.to_string().len() > 20, "{name}: {error}");
                }
            }
        }
    }
}

once! {
    async fn the_validators_mocks_are_read_as_live_feeds() {
        let Some(folder) = folder() else { return };
        for (mock, is_right) in [("V3.0-UK-Default", true), ("V3.0-UK-Warn", true), ("V3.0-UK-Fail", false)] {
            let files = folder.join("oruk-validator-mocks").join(mock);
            let text = move |name: &str| std::fs::read_to_string(files.join(name)).unwrap_or_else(|_| "{}".to_owned());
            let (root, list, whole) = (text("api_details.json"), text("service_list.json"), text("service_full.json"));
            #[expect(clippy::disallowed_methods, reason = "somebody else's server")]
            let router = Router::new()
                .route("/", get(move || async move { root }))
                .route("/services", get(move || async move { list }))
                .route("/services/{id}", get(move |Named(_): Named<String>| async move { whole }));
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let url = format!("http://{}/", listener.local_addr().expect("an address"));
            let server = tokio::spawn(async move { axum::serve(listener, router).await });
            let app = App::empty(testkit::Engine::Sqlite).await;
            let outcome = feeds::walked(&app.system(), &url, "mock").await;
            server.abort();
            match outcome {
                Ok(summary) => {
                    println!("{mock}: {} {:?}", summary.counts(), summary.rows);
                    assert!(summary.added >= 1 || !is_right, "{mock}: {:?}", summary.rows);
                    assert!(summary.rows.iter().all(|r| r.reason.len() > 10), "{mock}");
                }
                Err(error) => {
                    println!("{mock}: refused: {error}");
                    assert!(!is_right, "{mock}: {error}");
                }
            }
        }
    }
}
