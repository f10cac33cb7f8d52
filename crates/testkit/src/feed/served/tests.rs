//! Every trick, with a client of a few lines.

use super::*;
use crate::feed::messy;
use std::time::Instant;
use tokio::net::TcpStream;

/// What came back.
struct Got {
    status: u16,
    head: String,
    body: Vec<u8>,
    /// Whether all of it came that was announced.
    whole: bool,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    fn ids(&self) -> Vec<String> {
        let json = self.json();
        let rows = json.get("contents").or(json.get("content")).and_then(Value::as_array).expect("rows").clone();
        rows.iter().filter_map(pages::id_of).collect()
    }
}

/// One request on a connection of its own; no more than `most` bytes are read.
async fn send(served: &Served, request: &str, most: usize) -> Got {
    let stream = TcpStream::connect(served.addr).await.expect("it listens");
    let text = format!("{request}Host: {}\r\nConnection: close\r\n\r\n", served.addr);
    stream.writable().await.expect("open");
    assert_eq!(stream.try_write(text.as_bytes()).expect("room for a request"), text.len());
    let mut all = vec![];
    let mut piece = vec![0; 1 << 16];
    while all.len() < most {
        stream.readable().await.expect("open");
        match stream.try_read(&mut piece) {
            Ok(0) => break,
            Ok(n) => all.extend_from_slice(&piece[..n]),
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
    }
    let end = all.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    let mut got = Got { status, head, body: all[end + 4..].to_vec(), whole: true };
    if got.header("transfer-encoding") == Some("chunked") {
        (got.body, got.whole) = unchunked(&got.body);
    } else if let Some(length) = got.header("content-length") {
        got.whole = length.parse() == Ok(got.body.len());
    }
    got
}

fn unchunked(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = vec![];
    while let Some(at) = rest.windows(2).position(|w| w == b"\r\n") {
        let size =
            std::str::from_utf8(&rest[..at]).ok().and_then(|s| usize::from_str_radix(s, 16).ok()).expect("a size");
        if size == 0 {
            return (body, true);
        }
        let Some(piece) = rest.get(at + 2..at + 2 + size) else { break };
        body.extend_from_slice(piece);
        rest = rest.get(at + 4 + size..).unwrap_or_default();
    }
    (body, false)
}

async fn get(served: &Served, path: &str) -> Got {
    send(served, &format!("GET {path} HTTP/1.1\r\n"), usize::MAX).await
}

/// A feed of ten in pages of four.
fn ten() -> Feed {
    Feed::new(Shape::Oruk3, messy::clean(10, 1).collect()).per_page(4)
}

async fn with(trick: Trick) -> Served {
    serve(ten().with(trick)).await
}

fn id(n: usize) -> String {
    messy::clean(10, 1).nth(n).and_then(|s| pages::id_of(&s)).expect("an id")
}

#[tokio::test]
async fn one_that_behaves_is_walked_and_read() {
    let served = serve(ten()).await;
    for base in ["", "/"] {
        assert_eq!(get(&served, &format!("/{base}")).await.json()["version"], "HSDS-UK-3.0");
    }
    let mut ids = vec![];
    for n in 1..=3 {
        let got = get(&served, &format!("/services?page={n}&per_page=100")).await;
        let page = got.json();
        assert_eq!(
            (&page["total_items"], &page["total_pages"], &page["page_number"]),
            (&json!(10), &json!(3), &json!(n))
        );
        assert_eq!((page["first_page"] == true, page["last_page"] == true), (n == 1, n == 3));
        assert_eq!(page["size"], got.ids().len());
        assert!(
            page["contents"][0]["organization"]["name"].is_string() && page["contents"][0].get("schedules").is_none()
        );
        assert_eq!(got.header("access-control-allow-origin"), Some("*"));
        ids.extend(got.ids());
    }
    assert_eq!(ids, (0..10).map(id).collect::<Vec<_>>());
    for (n, service) in messy::clean(10, 1).enumerate() {
        assert_eq!(get(&served, &format!("/services/{}/", id(n))).await.json(), service);
    }
    assert_eq!(get(&served, "/services?page=1").await.ids().len(), 4);
    assert_eq!(get(&served, "/services?per_page=2").await.ids().len(), 2);
    assert_eq!(get(&served, "/services?page=9").await.json()["empty"], true);
    for nowhere in ["/services/not-a-uuid", "/nothing", "/services/a/b"] {
        assert_eq!(get(&served, nowhere).await.status, 404);
    }
    let asked = served.requests();
    assert_eq!(asked[..3], ["/", "//", "/services?page=1&per_page=100"]);
    assert_eq!(served.most_at_once(), 1);
}

#[tokio::test]
async fn it_filters_unless_it_does_not() {
    let served = serve(ten().per_page(50)).await;
    let group = messy::clean(10, 1).next().map(|s| s["organization_id"].as_str().unwrap().to_owned()).unwrap();
    let same = messy::clean(10, 1).filter(|s| s["organization_id"] == *group).count();
    let term = messy::clean(10, 1)
        .next()
        .map(|s| s["attributes"][0]["taxonomy_term_id"].as_str().unwrap().to_owned())
        .unwrap();
    let paths = [
        format!("organization_id={group}"),
        format!("taxonomy_term_id={term}"),
        "search=choir".into(),
        "modified_after=2026-06-01T00:00:00Z".into(),
    ];
    let mut found = vec![];
    for path in &paths {
        found.push(get(&served, &format!("/services?{path}")).await.ids().len());
    }
    assert_eq!(found[0], same);
    assert!(found.iter().all(|n| *n < 10), "{found:?}");
    let minimal = get(&served, "/services?minimal=true").await.json();
    assert_eq!(minimal["contents"][0].as_object().map(|o| o.len()), Some(2));
    assert!(get(&served, "/services?full=true").await.json()["contents"][0]["attributes"].is_array());
    for collection in ["organizations", "service_at_locations", "taxonomies", "taxonomy_terms"] {
        let ids = get(&served, &format!("/{collection}")).await.ids();
        assert!(
            !ids.is_empty() && get(&served, &format!("/{collection}/{}", ids[0])).await.status == 200,
            "{collection}"
        );
    }
    served.change(|f| f.tricks.push(Trick::IgnoresFilters));
    for path in &paths {
        assert_eq!(get(&served, &format!("/services?{path}")).await.ids().len(), 10);
    }
}

#[tokio::test]
async fn older_tongues_have_other_envelopes() {
    let outpost: Vec<Value> = messy::clean(5, 1).enumerate().map(|(n, s)| messy::as_outpost(&s, n)).collect();
    let oruk1: Vec<Value> = messy::clean(5, 1).map(|s| messy::as_oruk1(&s)).collect();
    for (shape, services, lists) in [(Shape::Outpost, outpost, true), (Shape::Oruk1, oruk1, false)] {
        let served = serve(Feed::new(shape, services.clone()).per_page(3)).await;
        let page = get(&served, "/services?page=2").await.json();
        assert_eq!(
            (&page["totalElements"], &page["number"], &page["first"], &page["last"]),
            (&json!(5), &json!(2), &json!(false), &json!(true))
        );
        assert_eq!(page["content"][0].get("regular_schedules").is_some(), lists, "{shape:?}");
        let id = pages::id_of(&services[4]).unwrap();
        assert_eq!(get(&served, &format!("/services/{id}")).await.json(), services[4]);
        assert_eq!(get(&served, "/").await.status, 404);
    }
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let served = serve(ten()).await;
    let path = format!("/services/{}", id(0));
    let tag = get(&served, &path).await.header("etag").unwrap().to_owned();
    let again = |tag: String| format!("GET {path} HTTP/1.1\r\nIf-None-Match: {tag}\r\n");
    let got = send(&served, &again(tag.clone()), usize::MAX).await;
    assert_eq!((got.status, got.body.len()), (304, 0));
    served.change(|f| f.services[0]["name"] = json!("Another name"));
    assert_eq!(send(&served, &again(tag.clone()), usize::MAX).await.json()["name"], "Another name");
    served.change(|f| f.etags = false);
    assert!(get(&served, &path).await.header("etag").is_none());
    assert_eq!(send(&served, "OPTIONS /services HTTP/1.1\r\n", usize::MAX).await.status, 204);
    assert_eq!(send(&served, "POST /services HTTP/1.1\r\n", usize::MAX).await.status, 405);
    assert_eq!(served.requests().last().map(String::as_str), Some("POST /services"));
}

#[tokio::test]
async fn pages_that_break_off() {
    let served = with(Trick::BreaksOffAfterPage(1)).await;
    assert!(get(&served, "/services?page=1").await.whole);
    let broken = get(&served, "/services?page=2").await;
    let announced: usize = broken.header("content-length").unwrap().parse().unwrap();
    assert!(broken.status == 200 && !broken.whole && broken.body.len() == announced / 2);
    let served = with(Trick::Truncated).await;
    let short = get(&served, "/services").await;
    assert!(short.whole && serde_json::from_slice::<Value>(&short.body).is_err());
    assert_eq!(get(&served, &format!("/services/{}", id(0))).await.status, 200);
}

#[tokio::test]
async fn totals_that_drift() {
    let served = with(Trick::TotalsDrift).await;
    let (one, two) = (get(&served, "/services?page=1").await, get(&served, "/services?page=2").await);
    assert_eq!((&one.json()["total_items"], &two.json()["total_items"]), (&json!(10), &json!(11)));
    assert_eq!(one.ids()[3], two.ids()[0]);
    let again = get(&served, "/services?page=1").await;
    assert_eq!((again.json()["contents"][0]["name"].as_str(), &again.ids()[1]), (Some("Slipped in"), &id(0)));
    assert_eq!(get(&served, "/services?page=2").await.json()["total_items"], 11, "only once");
}

#[tokio::test]
async fn pages_without_an_end() {
    let served = with(Trick::LoopsPages).await;
    for n in [1, 2, 50] {
        let got = get(&served, &format!("/services?page={n}")).await;
        assert_eq!((got.ids(), got.json()["last_page"] == false), ((0..4).map(id).collect(), true));
        assert_eq!((&got.json()["page_number"], &got.json()["total_pages"]), (&json!(n), &json!(n + 1)));
    }
    let served = with(Trick::NextLoops).await;
    let (mut path, mut seen) = ("/services".to_owned(), vec![]);
    for _ in 0..5 {
        let got = get(&served, &path).await;
        path = got.json()["next"].as_str().unwrap().to_owned();
        assert!(got.header("link").unwrap().contains(&path) && got.json().get("total_pages").is_none());
        seen.push(got.ids()[0].clone());
    }
    assert_eq!(seen, [id(0), id(4), id(0), id(4), id(0)]);
    let served = with(Trick::IgnoresPage).await;
    let got = get(&served, "/services?page=3").await;
    assert_eq!(
        (got.ids()[0].as_str(), &got.json()["total_pages"], &got.json()["page_number"]),
        (id(0).as_str(), &json!(5), &json!(1))
    );
}

#[tokio::test]
async fn totals_that_are_not_so() {
    let served = with(Trick::HugeTotal).await;
    assert_eq!(get(&served, "/services").await.json()["total_pages"], 10_000_000);
    let far = get(&served, "/services?page=77").await.json();
    assert!(far["empty"] == true && far["last_page"] == false);
    let served = with(Trick::NegativeTotal).await;
    let page = get(&served, "/services").await.json();
    assert_eq!((&page["total_items"], &page["total_pages"]), (&json!(-1), &json!(-1)));
    let served = with(Trick::Empty).await;
    let page = get(&served, "/services").await.json();
    assert_eq!((&page["total_items"], &page["empty"], &page["contents"]), (&json!(0), &json!(true), &json!([])));
    let served = with(Trick::EmptyObject).await;
    assert_eq!(get(&served, "/services").await.json(), json!({}));
}

#[tokio::test]
async fn servers_that_are_unwell() {
    let served = with(Trick::Answers500From(2)).await;
    let status = async |served: &Served, path: &str| get(served, path).await.status;
    assert_eq!(
        (
            status(&served, "/services").await,
            status(&served, "/services?page=2").await,
            status(&served, "/services?page=2").await
        ),
        (200, 500, 500)
    );
    let served = with(Trick::Answers500Times(2)).await;
    let path = format!("/services/{}", id(0));
    assert_eq!(
        (status(&served, "/services").await, status(&served, &path).await, status(&served, &path).await),
        (500, 500, 200)
    );
    served.change(|_| ());
    assert_eq!(status(&served, &path).await, 500, "anew");
    let served = with(Trick::Answers429 { times: 1, retry_after: 7 }).await;
    let got = get(&served, "/services").await;
    assert_eq!((got.status, got.header("retry-after")), (429, Some("7")));
    assert_eq!(status(&served, "/services").await, 200);
    let served = with(Trick::NotFoundDetails).await;
    for n in 0..10 {
        assert_eq!(status(&served, &format!("/services/{}", id(n))).await, if n % 3 == 2 { 404 } else { 200 });
    }
    let served = with(Trick::Html).await;
    let got = get(&served, "/services").await;
    assert!(
        got.status == 200
            && got.header("content-type").unwrap().starts_with("text/html")
            && got.body.starts_with(b"<!DOCTYPE")
    );
    assert_eq!(status(&served, "/").await, 200);
    let served = with(Trick::WrongContentType).await;
    let got = get(&served, "/services").await;
    assert!(got.header("content-type").unwrap().starts_with("text/html") && got.ids().len() == 4);
}

#[tokio::test]
async fn roads_that_lead_elsewhere() {
    let served = with(Trick::RedirectsTo("http://192.0.2.1/latest".into())).await;
    let got = get(&served, "/services").await;
    assert_eq!((got.status, got.header("location")), (302, Some("http://192.0.2.1/latest")));
    let served = with(Trick::RedirectLoop).await;
    let got = get(&served, "/services?page=2").await;
    assert_eq!((got.status, got.header("location")), (302, Some("/services?page=2")));
}

#[tokio::test]
async fn a_slow_one_takes_its_time() {
    let long = Duration::from_millis(60);
    let served = with(Trick::Slow(long)).await;
    let begun = Instant::now();
    let three = tokio::join!(get(&served, "/"), get(&served, "/services"), get(&served, "/services"));
    assert!(begun.elapsed() >= long && three.0.status == 200);
    assert_eq!(served.most_at_once(), 3);
}

#[tokio::test]
async fn pages_that_are_too_much() {
    const ENOUGH: usize = 20 << 20;
    for trick in [Trick::NeverEnds, Trick::TwoGigabytesInOneString] {
        let served = with(trick).await;
        let got = send(&served, "GET /services HTTP/1.1\r\n", ENOUGH).await;
        assert!(got.status == 200 && !got.whole && got.body.len() > ENOUGH / 2);
        assert!(got.body.starts_with(b"{\"contents\":[{") && get(&served, "/").await.status == 200);
    }
    let served = with(Trick::GzipBomb).await;
    let got = get(&served, "/services").await;
    assert_eq!(got.header("content-encoding"), Some("gzip"));
    assert!(got.whole && got.body.starts_with(&[0x1f, 0x8b]) && got.body.len() < 3 << 20);
    let size = u32::from_le_bytes(got.body[got.body.len() - 4..].try_into().unwrap());
    assert!(u64::from(size).abs_diff(bodies::TWO_GIGABYTES) < 10_000, "{size}");
    let served = with(Trick::DeepNesting).await;
    let text = String::from_utf8(get(&served, "/services").await.body).unwrap();
    assert!(
        text.contains(&"[".repeat(100_000))
            && text.ends_with("]}")
            && text.matches('[').count() == text.matches(']').count()
    );
}

#[tokio::test]
async fn ids_that_change_and_services_that_go() {
    let served = with(Trick::ChangesIds).await;
    let walk = async || {
        let mut ids = vec![];
        for n in 1..=3 {
            ids.extend(get(&served, &format!("/services?page={n}")).await.ids());
        }
        ids
    };
    let first = walk().await;
    assert_eq!(first, (0..10).map(id).collect::<Vec<_>>());
    assert_eq!(get(&served, &format!("/services/{}", first[0])).await.status, 200);
    let second = walk().await;
    assert!(second.len() == 10 && second.iter().all(|id| !first.contains(id)));
    let detail = get(&served, &format!("/services/{}", second[0])).await.json();
    assert_eq!(
        (detail["id"].as_str(), detail["contacts"][0]["service_id"].as_str()),
        (Some(second[0].as_str()), Some(second[0].as_str()))
    );
    assert_eq!(get(&served, &format!("/services/{}", first[0])).await.status, 404);

    let served = with(Trick::DropsServices([id(1), id(9)].into())).await;
    assert_eq!(get(&served, "/services").await.json()["total_items"], 8);
    assert_eq!(get(&served, &format!("/services/{}", id(1))).await.status, 404);
    served.change(|f| f.tricks.clear());
    assert_eq!(get(&served, &format!("/services/{}", id(1))).await.status, 200);
}

#[tokio::test]
async fn messy_services_can_be_served() {
    let (deep, all): (Vec<_>, Vec<_>) = messy::services(300, 3).partition(|(_, e)| e.faults.contains(&"deep_nesting"));
    let all: Vec<Value> = all.into_iter().map(|(s, _)| s).collect();
    let served = serve(Feed::new(Shape::Oruk3, all.clone()).per_page(300)).await;
    assert_eq!(get(&served, "/services").await.json()["contents"].as_array().map(Vec::len), Some(all.len()));
    for service in
        all.iter().filter(|s| pages::id_of(s).is_some_and(|id| !id.trim().is_empty() && !id.contains('\u{200b}')))
    {
        assert_eq!(get(&served, &format!("/services/{}", pages::id_of(service).unwrap())).await.json(), *service);
    }
    // One that is too deep for serde_json takes its whole page along.
    served.change(|f| f.services.extend(deep.into_iter().map(|(s, _)| s)));
    let page = get(&served, "/services").await;
    assert!(serde_json::from_slice::<Value>(&page.body).is_err_and(|e| e.to_string().starts_with("recursion limit")));
}

#[tokio::test]
async fn it_stops_with_its_handle() {
    let served = serve(ten()).await;
    let addr = served.addr;
    assert_eq!(served.url(), format!("http://{addr}"));
    drop(served);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn an_answer_without_end_ends_with_the_handle_too() {
    let served = with(Trick::NeverEnds).await;
    let stream = TcpStream::connect(served.addr).await.unwrap();
    stream.writable().await.unwrap();
    stream.try_write(b"GET /services HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let (mut served, mut read, mut piece) = (Some(served), 0, vec![0; 1 << 16]);
    loop {
        stream.readable().await.unwrap();
        match stream.try_read(&mut piece) {
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {}
            Ok(0) | Err(_) => break,
            Ok(n) => read += n,
        }
        if read > 1 << 20 {
            drop(served.take());
        }
    }
    assert!((1 << 20..64 << 20).contains(&read), "{read}");
}
