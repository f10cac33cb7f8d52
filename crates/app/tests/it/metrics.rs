//! Numbers for the operator: on an address of their own, by route and never by what somebody is called.

use crate::journeys::thread::a_link_opens_one_referral::sent;
use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
};
use testkit::on_both;

on_both! {
    async fn the_public_address_has_none(app) {
        for who in [None, Some("ada"), Some("kim")] {
            let mut browser = match who {
                Some(who) => app.signed_in(who).await,
                None => app.browser(),
            };
            for path in ["/metrics", "/metrics/", "/ar/metrics", "/health/metrics"] {
                let page = browser.visit(path).await;
                assert_eq!(page.status, 404, "{who:?} at {path}");
                page.not_see("kith_requests_total");
            }
        }
    }
}

/// What a collector gets.
fn collected(from: SocketAddr) -> String {
    let mut stream = TcpStream::connect(from).expect("somebody listens");
    write!(stream, "GET /metrics HTTP/1.1\r\nHost: {from}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    answer
}

/// The labels of a line: `name{a="1",b="2"} 3`.
fn labels(line: &str) -> Vec<(&str, &str)> {
    let inside = line.split_once('{').and_then(|(_, rest)| rest.rsplit_once('}')).map_or("", |(inside, _)| inside);
    inside.split("\",").filter_map(|l| l.trim_end_matches('"').split_once("=\"")).collect()
}

/// Other tests of this process are counted too: what holds of labels has to hold of all of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn labels_are_the_patterns_of_routes_and_nothing_of_anybody() {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
    base::metrics::serve(free).expect("an address of its own");
    let app = testkit::App::on(testkit::Engine::Sqlite).await;
    let (mut sam, case, link) = sent(&app).await;
    let mut anybody = app.browser();
    anybody.visit(&link.path).await;
    anybody.visit("/find?words=Walter+Ellis").await;
    anybody.visit("/walter-ellis/9990000018").await;
    anybody.visit("/ar/find").await;
    sam.visit(&case).await.see("Walter Ellis");
    assert_eq!(anybody.request("WALTER", "/find", None, true).await.status, 404);

    let text = tokio::task::spawn_blocking(move || collected(free)).await.expect("an answer");
    let mut routes = BTreeSet::new();
    let mut lines = 0;
    for line in text.lines().filter(|l| l.starts_with("kith_")) {
        lines += 1;
        for (name, value) in labels(line) {
            match name {
                "method" => assert!(["GET", "HEAD", "POST", "PUT", "other"].contains(&value), "{line}"),
                "status" => assert!(["2xx", "3xx", "4xx", "5xx"].contains(&value), "{line}"),
                "le" | "quantile" => assert!(value == "+Inf" || value.parse::<f64>().is_ok(), "{line}"),
                "route" => {
                    // Ids, tokens, references and telephone numbers have digits or capital letters; patterns have none.
                    let plain = |c: char| c.is_ascii_lowercase() || "/-{}.*".contains(c);
                    // But for the version of a standard.
                    let unversioned = value.replace("/v3", "");
                    assert!(value == "none" || (value.starts_with('/') && unversioned.chars().all(plain)), "{line}");
                    routes.insert(value);
                }
                _ => panic!("a label that nobody thought of: {line}"),
            }
        }
    }
    assert!(lines > 20, "{text}");
    for pattern in ["none", "/find", "/l/{token}", "/cases/{id}", "/refer/{draft}/{step}"] {
        assert!(routes.contains(pattern), "{pattern} is not among {routes:?}");
    }
    for word in ["alter", "llis", "walter-ellis", "WALTER", &link.token, case.rsplit('/').next().expect("an id")] {
        assert!(!text.contains(word), "{word} is in the metrics");
    }
}
