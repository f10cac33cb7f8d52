//! A feed that is served over HTTP on this machine, for tests of whoever reads it.
//!
//! By default it behaves: it pages, filters, has CORS and ETags, and answers with and without a slash at the end. A [`Trick`] makes it behave as feeds do on
//! bad days, or as somebody would who means harm. Tricks concern lists and details of services; `/` always answers well, so that a reader gets to them.
//! Several can be had at once, and all of it can be changed while it runs.
//!
//! It listens on a port of its own and stops when its handle is dropped. Nothing that is huge is ever held in memory here.

mod bodies;
mod pages;
#[cfg(test)]
mod tests;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use pages::{Asked, Page};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot};

/// How a feed speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Open Referral UK 3.0: `contents`, `total_items`; rows without lists.
    Oruk3,
    /// Open Referral UK 1.0: `content`, `totalElements`; rows without lists; nothing at `/`.
    Oruk1,
    /// The API of Outpost: `content`, `totalElements`; whole documents as rows; nothing at `/`.
    Outpost,
}

/// What a feed may do to whoever reads it.
#[derive(Clone, Debug, PartialEq)]
pub enum Trick {
    /// Each page after this one ends in its middle: the connection is gone.
    BreaksOffAfterPage(usize),
    /// Once, while the second page is asked for, a service is put on the first: totals grow, and what was last on page 1 is on page 2 again.
    TotalsDrift,
    /// Every page is the first again, and there is always one more.
    LoopsPages,
    /// No totals; `next` (and a `Link` header) leads to the second page, and from there to the first.
    NextLoops,
    /// This page and all after it: 500, always.
    Answers500From(usize),
    /// 500 so many times, to lists and details alike, then well.
    Answers500Times(usize),
    /// 429 so many times, with `Retry-After` in seconds, then well.
    Answers429 { times: usize, retry_after: u32 },
    /// Every answer takes as long as this, that of `/` too.
    Slow(Duration),
    /// A page of two gigabytes of rows, each of them sound.
    NeverEnds,
    /// A page with one service whose name is two gigabytes long.
    TwoGigabytesInOneString,
    /// A page of two megabytes that are two gigabytes when they are unpacked, whether or not that was asked for.
    GzipBomb,
    /// Once the last page was read, all ids are other ones.
    ChangesIds,
    /// A sound page without services.
    Empty,
    /// `{}` instead of a page.
    EmptyObject,
    /// 200, with a page that says in HTML that something went wrong.
    Html,
    /// Every third service is in the list but cannot be had: 404.
    NotFoundDetails,
    /// 302 to this address.
    RedirectsTo(String),
    /// 302 to itself.
    RedirectLoop,
    /// Sound JSON that calls itself HTML.
    WrongContentType,
    /// What was searched for is not looked at.
    IgnoresFilters,
    /// The first page whatever was asked for, of five.
    IgnoresPage,
    /// Ten million pages; those after the real ones are empty.
    HugeTotal,
    /// A total of minus one.
    NegativeTotal,
    /// A page with a key in which arrays lie in each other a hundred thousand deep.
    DeepNesting,
    /// A page that ends in its middle and has the length that it says.
    Truncated,
    /// The services with these ids are gone: not in a list, 404 as a detail.
    DropsServices(BTreeSet<String>),
}

/// What is served, and how.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Whole documents, in the dialect of the shape. What is no object, or has no id, is in lists only.
    pub services: Vec<Value>,
    pub shape: Shape,
    /// As many are on a page, unless fewer are asked for. Nobody gets more.
    pub per_page: usize,
    /// Whether answers have an ETag, and 304 is given to whoever has it.
    pub etags: bool,
    pub tricks: Vec<Trick>,
}

impl Feed {
    /// One that behaves, with fifty on a page.
    pub fn new(shape: Shape, services: Vec<Value>) -> Feed {
        Feed { services, shape, per_page: 50, etags: true, tricks: vec![] }
    }

    /// With so many on a page.
    pub fn per_page(self, per_page: usize) -> Feed {
        Feed { per_page, ..self }
    }

    /// With one more trick.
    pub fn with(mut self, trick: Trick) -> Feed {
        self.tricks.push(trick);
        self
    }

    fn has(&self, trick: &Trick) -> bool {
        self.tricks.contains(trick)
    }
}

/// A feed that is being served, until this is dropped.
#[derive(Debug)]
pub struct Served {
    pub addr: SocketAddr,
    shared: Arc<Shared>,
    /// Dropped with the rest, and then the server stops.
    _stop: oneshot::Sender<()>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<Inner>,
    stopped: Arc<AtomicBool>,
    now: AtomicUsize,
    most: AtomicUsize,
}

#[derive(Debug)]
struct Inner {
    feed: Feed,
    requests: Vec<String>,
    /// How many were refused with 500 and 429.
    refused: (usize, usize),
    drifted: bool,
    /// How many walks came to the last page, and whether this one did.
    walks: u64,
    walked: bool,
}

/// Serves it on a free port of this machine, within the runtime that this is called in.
pub async fn serve(feed: Feed) -> Served {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let addr = listener.local_addr().expect("its address");
    let state = Mutex::new(Inner { feed, requests: vec![], refused: (0, 0), drifted: false, walks: 0, walked: false });
    let shared = Shared { state, stopped: Arc::default(), now: AtomicUsize::new(0), most: AtomicUsize::new(0) };
    let shared = Arc::new(shared);
    let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
    let (stop, stopped) = oneshot::channel();
    tokio::spawn(async move {
        let until = async { drop(stopped.await) };
        axum::serve(listener, router).with_graceful_shutdown(until).await
    });
    Served { addr, shared, _stop: stop }
}

impl Served {
    /// Its address, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// What was asked for so far, path and query, in order; other methods than GET stand before it.
    pub fn requests(&self) -> Vec<String> {
        self.shared.state().requests.clone()
    }

    /// How many requests were being answered at the same time, at most.
    pub fn most_at_once(&self) -> usize {
        self.shared.most.load(SeqCst)
    }

    /// Changes the feed from the next request on. Tricks that happen a number of times begin anew.
    pub fn change(&self, how: impl FnOnce(&mut Feed)) {
        let mut state = self.shared.state();
        how(&mut state.feed);
        state.refused = (0, 0);
        state.drifted = false;
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.shared.stopped.store(true, SeqCst);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, Inner> {
        self.state.lock().expect("no request broke it")
    }
}

async fn answer(State(shared): State<Arc<Shared>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let now = shared.now.fetch_add(1, SeqCst) + 1;
    shared.most.fetch_max(now, SeqCst);
    let (response, slow) = {
        let mut state = shared.state();
        let asked = uri.path_and_query().map_or("/", |p| p.as_str());
        state.requests.push(if method == Method::GET { asked.to_owned() } else { format!("{method} {asked}") });
        let slow = state.feed.tricks.iter().find_map(|t| if let Trick::Slow(long) = t { Some(*long) } else { None });
        let response = match method {
            Method::GET | Method::HEAD => state.answer(&uri, &headers, &shared.stopped),
            Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
            _ => error(StatusCode::METHOD_NOT_ALLOWED),
        };
        (response, slow)
    };
    if let Some(long) = slow {
        tokio::time::sleep(long).await;
    }
    shared.now.fetch_sub(1, SeqCst);
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], response).into_response()
}

impl Inner {
    fn answer(&mut self, uri: &Uri, headers: &HeaderMap, stopped: &Arc<AtomicBool>) -> Response {
        let asked = Asked::of(uri, self.feed.per_page);
        let path: Vec<&str> = uri.path().split('/').filter(|part| !part.is_empty()).collect();
        match path[..] {
            [] => match pages::root(self.feed.shape) {
                Some(root) => self.json(&root, headers),
                None => error(StatusCode::NOT_FOUND),
            },
            ["services"] => match self.misbehave(uri) {
                Some(response) => response,
                None => self.list(asked, headers, stopped),
            },
            ["services", id] => match self.misbehave(uri) {
                Some(response) => response,
                None => self.detail(id, headers),
            },
            [collection] | [collection, _] => match (pages::others(&self.feed, collection), path.get(1)) {
                (None, _) => error(StatusCode::NOT_FOUND),
                (Some(all), None) => {
                    let all: Vec<&Value> = all.iter().collect();
                    self.json(&Page::of(&all, &asked).render(self.feed.shape), headers)
                }
                (Some(all), Some(id)) => match all.iter().find(|v| pages::id_of(v).as_deref() == Some(*id)) {
                    Some(found) => self.json(found, headers),
                    None => error(StatusCode::NOT_FOUND),
                },
            },
            _ => error(StatusCode::NOT_FOUND),
        }
    }

    /// What is answered instead of a list or a detail.
    fn misbehave(&mut self, uri: &Uri) -> Option<Response> {
        for trick in &self.feed.tricks {
            match trick {
                Trick::Answers500Times(times) if self.refused.0 < *times => {
                    self.refused.0 += 1;
                    return Some(error(StatusCode::INTERNAL_SERVER_ERROR));
                }
                Trick::Answers429 { times, retry_after } if self.refused.1 < *times => {
                    self.refused.1 += 1;
                    let after = [(header::RETRY_AFTER, retry_after.to_string())];
                    return Some((after, error(StatusCode::TOO_MANY_REQUESTS)).into_response());
                }
                Trick::Html => {
                    let page = "<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Something went wrong</h1></body></html>";
                    return Some(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response());
                }
                Trick::RedirectsTo(url) => return Some(found(url.clone())),
                Trick::RedirectLoop => return Some(found(uri.to_string())),
                _ => {}
            }
        }
        None
    }

    fn list(&mut self, asked: Asked, headers: &HeaderMap, stopped: &Arc<AtomicBool>) -> Response {
        if self.feed.has(&Trick::TotalsDrift) && asked.page > 1 && !self.drifted {
            self.drifted = true;
            pages::slip_in(&mut self.feed);
        }
        if asked.page == 1 && self.walked {
            self.walks += 1;
            self.walked = false;
        }
        let ignores = self.feed.has(&Trick::IgnoresFilters);
        let all: Vec<&Value> =
            self.visible().map(|(_, s)| s).filter(|s| ignores || asked.wants(s, self.feed.shape)).collect();
        let first = Asked { page: 1, ..asked.clone() };
        let loops = self.feed.has(&Trick::LoopsPages) || self.feed.has(&Trick::IgnoresPage);
        let mut page = Page::of(&all, if loops { &first } else { &asked });
        page.contents = page.contents.iter().map(|s| pages::row(&self.renamed(s), self.feed.shape, &asked)).collect();
        self.walked |= page.last;

        let mut next = None;
        for trick in &self.feed.tricks {
            match trick {
                Trick::LoopsPages => {
                    (page.number, page.first, page.last) = (asked.page, asked.page == 1, false);
                    page.pages = asked.page as i64 + 1;
                }
                Trick::IgnoresPage => {
                    (page.pages, page.total) = (5, 5 * page.contents.len() as i64);
                    (page.first, page.last) = (true, false);
                }
                Trick::HugeTotal => {
                    (page.pages, page.total) = (10_000_000, 10_000_000 * asked.per_page as i64);
                    page.last = false;
                }
                Trick::NegativeTotal => (page.pages, page.total) = (-1, -1),
                Trick::NextLoops => next = Some(format!("/services?page={}", asked.page % 2 + 1)),
                _ => {}
            }
        }
        let mut whole = page.render(self.feed.shape);
        if let (Some(next), Value::Object(fields)) = (&next, &mut whole) {
            fields.retain(|key, _| key.starts_with("content"));
            fields.insert("next".into(), json!(next));
        }
        for trick in &self.feed.tricks {
            match trick {
                Trick::Answers500From(from) if asked.page >= *from => return error(StatusCode::INTERNAL_SERVER_ERROR),
                Trick::BreaksOffAfterPage(last) if asked.page > *last => return bodies::broken_off(whole.to_string()),
                Trick::Truncated => {
                    let text = whole.to_string();
                    let half = text.floor_char_boundary(text.len() / 2);
                    return json_text(text[..half].to_owned());
                }
                Trick::DeepNesting => return json_text(bodies::deep(&whole, 100_000)),
                Trick::EmptyObject => return json_text("{}".into()),
                Trick::NeverEnds => return bodies::rows_without_end(&whole, stopped),
                Trick::TwoGigabytesInOneString => return bodies::name_without_end(&whole, stopped),
                Trick::GzipBomb => return bodies::bomb(&whole, stopped),
                _ => {}
            }
        }
        let response = self.json(&whole, headers);
        match next {
            Some(next) => ([(header::LINK, format!("<{next}>; rel=\"next\""))], response).into_response(),
            None => response,
        }
    }

    fn detail(&self, id: &str, headers: &HeaderMap) -> Response {
        let asked = |s: &Value| {
            s.get("id").and_then(|own| pages::text_of(&pages::renamed(own, self.walk()))).is_some_and(|own| own == id)
        };
        match self.visible().find(|(_, s)| asked(s)) {
            Some((n, _)) if self.feed.has(&Trick::NotFoundDetails) && n % 3 == 2 => error(StatusCode::NOT_FOUND),
            Some((_, service)) => self.json(&self.renamed(service), headers),
            None => error(StatusCode::NOT_FOUND),
        }
    }

    /// The services that are there now, with their places in the feed.
    fn visible(&self) -> impl Iterator<Item = (usize, &Value)> {
        let empty = self.feed.has(&Trick::Empty);
        let gone = |s: &Value| {
            let id = pages::id_of(s);
            let among = |t: &Trick| matches!((t, &id), (Trick::DropsServices(ids), Some(id)) if ids.contains(id));
            self.feed.tricks.iter().any(among)
        };
        self.feed.services.iter().enumerate().filter(move |(_, s)| !empty && !gone(s))
    }

    /// Which walk this is, if ids depend on it.
    fn walk(&self) -> u64 {
        if self.feed.has(&Trick::ChangesIds) { self.walks } else { 0 }
    }

    fn renamed(&self, service: &Value) -> Value {
        let mut service = service.clone();
        if self.walk() > 0 {
            pages::rename(&mut service, self.walk());
        }
        service
    }

    fn json(&self, value: &Value, headers: &HeaderMap) -> Response {
        let text = value.to_string();
        let tag = format!(
            "\"{:016x}\"",
            text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
        );
        let has_it =
            headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|known| known.contains(&tag));
        let kind =
            if self.feed.has(&Trick::WrongContentType) { "text/html; charset=utf-8" } else { "application/json" };
        match self.feed.etags {
            true if has_it => (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response(),
            true => ([(header::CONTENT_TYPE, kind.to_owned()), (header::ETAG, tag)], text).into_response(),
            false => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        }
    }
}

fn json_text(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

fn found(to: String) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, to)]).into_response()
}

fn error(status: StatusCode) -> Response {
    let said = json!({ "error": status.canonical_reason().unwrap_or("error") });
    (status, [(header::CONTENT_TYPE, "application/json")], said.to_string()).into_response()
}

/// A body of pieces that are made as they are read, until the server stops.
fn streamed(
    pieces: impl Iterator<Item = Bytes> + Send + 'static,
    stopped: &Arc<AtomicBool>,
    more: &[(HeaderName, &'static str)],
) -> Response {
    let stopped = Arc::clone(stopped);
    let pieces =
        pieces.map(
            move |piece| {
                if stopped.load(SeqCst) { Err(std::io::Error::other("the server stopped")) } else { Ok(piece) }
            },
        );
    let mut response = Response::new(Body::from_stream(tokio_stream::iter(pieces)));
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    for (name, value) in more {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}
