//! What journeys of feeds share: a feed that is served here, or lies in a file, is read.

use app::directory::import::{self, Manners, Order, Summary};
use base::{Ctx, network::Network};
use serde_json::Value;
use std::{io::Write, path::Path, time::Duration};
use testkit::App;

/// As patient as a test can be.
pub fn manners() -> Manners {
    Manners {
        wait: Duration::from_millis(5),
        tries: 3,
        longest: Duration::from_secs(5),
        most: 16 << 20,
        pages: 200,
        reach: vec!["127.0.0.1".parse::<Network>().expect("an address")],
    }
}

pub async fn walked(ctx: &Ctx, url: &str, feed: &str) -> base::Result<Summary> {
    walked_by(ctx, url, feed, manners()).await
}

pub async fn walked_by(ctx: &Ctx, url: &str, feed: &str, manners: Manners) -> base::Result<Summary> {
    let order = Order { file: Path::new(url), feed, map: None, replace: false };
    import::feed(ctx, &order, url, manners, &|_| {}).await
}

/// Reads records that lie in a file, one to a line.
pub async fn lines(app: &App, records: &[Value], feed: &str) -> base::Result<Summary> {
    let path = app.folder().join(format!("{feed}.ndjson"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    for record in records {
        writeln!(file, "{record}").expect("a line");
    }
    file.flush().expect("a file");
    drop(file);
    read(app, &path, feed).await
}

pub async fn read(app: &App, path: &Path, feed: &str) -> base::Result<Summary> {
    let order = Order { file: path, feed, map: None, replace: false };
    import::documents(&app.system(), &order, &|_| {}).await
}

/// What the open directory answers at an address.
pub async fn asked(app: &App, path: &str) -> (u16, Value) {
    let (status, _, body) = raw(app, path).await;
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

pub async fn raw(app: &App, path: &str) -> (u16, axum::http::HeaderMap, Vec<u8>) {
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    let request = axum::http::Request::get(path).body(axum::body::Body::empty()).expect("a request");
    let answer = app.router.clone().oneshot(request).await.expect("an answer");
    let (head, body) = answer.into_parts();
    (head.status.as_u16(), head.headers, body.collect().await.expect("a body").to_bytes().to_vec())
}

/// The ids of everything on a list.
pub async fn ids(app: &App, path: &str) -> Vec<String> {
    let mut all = vec![];
    for page in 1.. {
        let sign = if path.contains('?') { '&' } else { '?' };
        let (status, body) = asked(app, &format!("{path}{sign}page={page}&per_page=100")).await;
        assert_eq!(status, 200, "{path}: {body}");
        all.extend(
            body["contents"].as_array().expect("a list").iter().map(|d| d["id"].as_str().expect("an id").to_owned()),
        );
        if body["last_page"] == true {
            return all;
        }
    }
    all
}
