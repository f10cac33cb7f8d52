//! Five thousand services, two in three of them with the faults that real feeds have, and the directory that goes out is without one: every page and every id,
//! at both addresses.

use super::feeds;
use hsds::check::{Answer, Ask, Standard, check_at};
use http_body_util::BodyExt;
use serde_json::Value;
use testkit::{App, feed::messy, once};
use tower::ServiceExt;

async fn ask(app: &App, ask: Ask) -> Answer {
    let mut request = axum::http::Request::builder().method(ask.method).uri(&ask.path);
    for (name, value) in &ask.headers {
        request = request.header(name, value);
    }
    let body = ask.body.map_or_else(axum::body::Body::empty, axum::body::Body::from);
    let answer = app.router.clone().oneshot(request.body(body).expect("a request")).await.expect("an answer");
    let (head, body) = answer.into_parts();
    let headers = head.headers.iter().map(|(k, v)| (k.as_str().to_owned(), v.to_str().unwrap_or_default().to_owned()));
    Answer {
        status: head.status.as_u16(),
        headers: headers.collect(),
        body: body.collect().await.expect("a body").to_bytes().to_vec(),
    }
}

/// Fewer for a first look.
const SERVICES: usize = 5600;

async fn without_a_fault(base: &str, standard: Standard) {
    let app = App::on(testkit::Engine::Sqlite).await;
    super::imports::given_postcodes(&app.system()).await;
    app::directory::load_demo(&app.system()).await.expect("the demo's directory");
    let n = std::env::var("KITH_MESSY").ok().and_then(|n| n.parse().ok()).unwrap_or(SERVICES);
    let records: Vec<Value> = messy::services(n, 1).map(|(record, _)| record).collect();
    feeds::lines(&app, &records, "council").await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
    app::directory::number_changes(&app.system()).await.expect("numbers");
    let now = app.clock.now().jiff();
    let report = check_at(base, standard, now, async |question| ask(&app, question).await).await;
    println!("{report}");
    assert!(report.is_clean(), "{report}");
    let listed = report.listed.values().max().copied().unwrap_or_default();
    assert!(listed >= 5000 || n < SERVICES, "{listed} services go out");
}

once! {
    async fn as_open_referral_uk() {
        without_a_fault("/oruk/v3", Standard::Oruk).await;
    }
}

once! {
    async fn as_hsds() {
        without_a_fault("/hsds/v3", Standard::Hsds).await;
    }
}
