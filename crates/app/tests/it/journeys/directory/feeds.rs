//! What journeys of feeds share: a feed that is served here, or lies in a file, is read.

use app::directory::import::{self, Manners, Order, Summary};
use base::{Ctx, network::Network};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
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

/// Whatever is put at addresses here is answered there, with a tag: by path and query, else by path alone. It stops with the test.
pub struct Answers {
    pub url: String,
    all: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Answers {
    pub async fn serve() -> Answers {
        use axum::http::{HeaderMap, StatusCode, Uri, header};
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let all: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
        let there = all.clone();
        let answer = move |uri: Uri, headers: HeaderMap| {
            let all = there.lock().expect("a map");
            let whole = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
            let body = all.get(&whole).or_else(|| all.get(uri.path())).cloned();
            let mut hash = DefaultHasher::new();
            body.hash(&mut hash);
            let tag = format!("\"{:x}\"", hash.finish());
            let known = headers.get(header::IF_NONE_MATCH).is_some_and(|t| t.to_str().is_ok_and(|t| t == tag));
            let (status, body) = match body {
                None => (StatusCode::NOT_FOUND, String::new()),
                Some(_) if known => (StatusCode::NOT_MODIFIED, String::new()),
                Some(body) => (StatusCode::OK, body),
            };
            async move { (status, [(header::ETAG, tag)], body) }
        };
        let router = axum::Router::new().fallback(answer);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Answers { url, all }
    }

    pub fn put(&self, at: &str, body: impl ToString) {
        self.all.lock().expect("a map").insert(at.to_owned(), body.to_string());
    }

    /// Pages of a list, each with what `around` says beside its rows; behind the last an empty one.
    pub fn put_pages(&self, rows: &[Value], per_page: usize, around: impl Fn(usize) -> Value) {
        let pages: Vec<&[Value]> = rows.chunks(per_page).chain([[].as_slice()]).collect();
        for (n, contents) in pages.into_iter().enumerate() {
            let mut page = around(n + 1);
            page["contents"] = contents.into();
            self.put(&format!("/services?page={}&per_page=100", n + 1), page);
        }
    }
}
