//! A browser without a window: it keeps cookies, follows redirects, and finds things as a person does, by the words beside them.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
};
use base::Clock;
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, LazyLock, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tower::ServiceExt;

/// What it calls itself.
pub(crate) const DEVICE: &str = "Kith test";

/// What a browser shows.
#[derive(Debug, Clone)]
pub struct Page {
    /// Path and query.
    pub url: String,
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub html: String,
    /// What can be read on it, once somebody asked: journeys look at one page many times.
    text: OnceLock<String>,
}

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

static FORM: LazyLock<Selector> = LazyLock::new(|| select("form"));
static BUTTON: LazyLock<Selector> = LazyLock::new(|| select("button"));
static LABEL: LazyLock<Selector> = LazyLock::new(|| select("label"));
static LEGEND: LazyLock<Selector> = LazyLock::new(|| select("legend"));
static FIELD: LazyLock<Selector> = LazyLock::new(|| select("input[name], textarea[name], select[name]"));

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Collects what can be read below an element.
fn read(element: ElementRef<'_>, text: &mut String) {
    if ["script", "style", "title", "template"].contains(&element.value().name()) {
        return;
    }
    for node in element.children() {
        if let Some(child) = ElementRef::wrap(node) {
            read(child, text);
        } else if let scraper::Node::Text(words) = node.value() {
            text.push_str(words);
            text.push(' ');
        }
    }
}

fn text_of(element: ElementRef<'_>) -> String {
    words(&element.text().collect::<String>())
}

impl Page {
    /// What can be read, without markup, on one line.
    pub fn text(&self) -> String {
        self.read().to_owned()
    }

    fn read(&self) -> &str {
        self.text.get_or_init(|| {
            let html = Html::parse_document(&self.html);
            let mut text = String::new();
            read(html.root_element(), &mut text);
            words(&text).replace(['\u{2068}', '\u{2069}'], "")
        })
    }

    pub fn shows(&self, what: &str) -> bool {
        self.read().contains(what)
    }

    #[track_caller]
    pub fn see(&self, what: &str) -> &Page {
        assert!(self.shows(what), "{} ({}) does not show {what:?}:\n{}", self.url, self.status, self.text());
        self
    }

    #[track_caller]
    pub fn not_see(&self, what: &str) -> &Page {
        assert!(!self.html.contains(what) && !self.shows(what), "{} shows {what:?}:\n{}", self.url, self.text());
        self
    }

    /// The address of the first link with these words.
    pub fn link(&self, label: &str) -> Option<String> {
        let html = Html::parse_document(&self.html);
        html.select(&select("a[href]"))
            .find(|a| text_of(*a).contains(label))
            .and_then(|a| a.value().attr("href").map(str::to_owned))
    }

    /// Where the links of the page lead that stay in the house, without fragments, each once.
    pub fn links(&self) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let mut links: Vec<String> = html
            .select(&select("a[href^='/']"))
            .filter_map(|a| a.value().attr("href")?.split('#').next().map(str::to_owned))
            .collect();
        links.sort();
        links.dedup();
        links
    }

    /// What an element carries in an attribute; none when there is no such element.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.html);
        html.select(&select(css)).next().and_then(|e| e.value().attr(name).map(str::to_owned))
    }

    /// The values shown beside a term: `<dt>Reference</dt><dd>…</dd>`.
    pub fn fact(&self, term: &str) -> Option<String> {
        let html = Html::parse_document(&self.html);
        html.select(&select("dl > div"))
            .find(|d| d.select(&select("dt")).any(|t| text_of(t) == term))
            .and_then(|d| d.select(&select("dd")).next().map(text_of))
    }
}

/// A form that is being filled in.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
    asks: bool,
    controls: Vec<Control>,
}

/// A field as a person finds it: by the words beside it, within the group they stand in.
#[derive(Debug, Clone)]
struct Control {
    label: String,
    /// The legends of the groups around it.
    legends: Vec<String>,
    name: String,
    value: Option<String>,
    kind: String,
}

impl Control {
    fn of(form: ElementRef<'_>, label: ElementRef<'_>) -> Option<Control> {
        let id = label.value().attr("for")?;
        let field = form.select(&FIELD).find(|field| field.value().id() == Some(id))?.value();
        let groups = label.ancestors().filter_map(ElementRef::wrap).filter(|e| e.value().name() == "fieldset");
        Some(Control {
            label: text_of(label),
            legends: groups.filter_map(|group| group.select(&LEGEND).next()).map(text_of).collect(),
            name: field.attr("name")?.to_owned(),
            value: field.attr("value").map(str::to_owned),
            kind: field.attr("type").unwrap_or(field.name()).to_owned(),
        })
    }
}

impl Form {
    /// The field that a label belongs to; within the group of a legend when one is given.
    #[track_caller]
    fn labelled(&self, label: &str, legend: Option<&str>) -> Control {
        let fits = |c: &&Control| c.label == label && legend.is_none_or(|l| c.legends.iter().any(|own| own == l));
        self.controls.iter().find(fits).cloned().unwrap_or_else(|| {
            let known: Vec<_> = self.controls.iter().map(|c| (&c.legends, &c.label)).collect();
            panic!("no field {label:?} in the group {legend:?} of the form {}: {known:?}", self.action)
        })
    }

    /// Types into the field with this label.
    #[track_caller]
    pub fn fill(self, label: &str, value: &str) -> Form {
        let name = self.labelled(label, None).name;
        self.set(&name, value)
    }

    /// Types into a field of a group: `fill_in("Date of birth", "Day", "12")`.
    #[track_caller]
    pub fn fill_in(self, legend: &str, label: &str, value: &str) -> Form {
        let name = self.labelled(label, Some(legend)).name;
        self.set(&name, value)
    }

    /// Types a day into a group of three fields.
    #[track_caller]
    pub fn fill_day(self, legend: &str, day: &str, month: &str, year: &str) -> Form {
        self.fill_in(legend, "Day", day).fill_in(legend, "Month", month).fill_in(legend, "Year", year)
    }

    /// Chooses a radio or ticks a box.
    #[track_caller]
    pub fn choose(mut self, label: &str) -> Form {
        self.mark(self.labelled(label, None));
        self
    }

    /// Chooses within a group.
    #[track_caller]
    pub fn choose_in(mut self, legend: &str, label: &str) -> Form {
        self.mark(self.labelled(label, Some(legend)));
        self
    }

    fn mark(&mut self, control: Control) {
        if control.kind == "radio" {
            self.fields.retain(|(n, _)| *n != control.name);
        }
        self.fields.push((control.name, control.value.unwrap_or_else(|| "on".to_owned())));
    }

    /// Sets a field by its name, whatever it is.
    pub fn set(mut self, name: &str, value: &str) -> Form {
        self.fields.retain(|(n, _)| n != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends the form and follows where it leads.
    pub async fn press(self, browser: &mut Browser) {
        let fields: Vec<(&str, &str)> = self.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        if self.asks {
            browser.visit(&format!("{}?{}", self.action, encode(&fields))).await;
            return;
        }
        browser.post(&self.action, &fields).await;
    }
}

/// A browser without a window.
pub struct Browser {
    router: Router,
    pub clock: Clock,
    pub cookies: BTreeMap<String, String>,
    /// Headers that every request carries.
    pub headers: Vec<(&'static str, String)>,
    /// Where its requests come from, as the server sees it; without one they come from this machine and nobody counts them.
    pub address: Option<IpAddr>,
    page: Option<Page>,
}

impl Browser {
    /// A browser on a router of one's own: for a test that adds a route.
    pub fn new(router: Router, clock: Clock) -> Browser {
        let headers = vec![("accept-language", "en".to_owned()), ("user-agent", DEVICE.to_owned())];
        Browser { router, clock, cookies: BTreeMap::new(), headers, address: None, page: None }
    }

    /// A second window of the same browser, signed in as the first is.
    pub fn second_window(&self) -> Browser {
        let mut second = Browser::new(self.router.clone(), self.clock.clone());
        second.cookies.clone_from(&self.cookies);
        second.headers.clone_from(&self.headers);
        second
    }

    /// What it shows now.
    #[track_caller]
    pub fn page(&self) -> &Page {
        self.page.as_ref().expect("a page was visited")
    }

    /// Opens an address and follows redirects.
    pub async fn visit(&mut self, url: &str) -> &Page {
        let page = self.request("GET", url, None, true).await;
        self.settle(page).await
    }

    /// Follows the link with these words.
    pub async fn follow(&mut self, label: &str) -> &Page {
        let Some(href) = self.page().link(label) else {
            panic!("no link {label:?} on {}:\n{}", self.page().url, self.page().text())
        };
        self.visit(&href).await
    }

    /// Posts fields and follows redirects.
    pub async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> &Page {
        let body = encode(fields);
        let page = self.request("POST", url, Some(body), true).await;
        self.settle(page).await
    }

    async fn settle(&mut self, mut page: Page) -> &Page {
        for _ in 0..10 {
            if !(300..400).contains(&page.status) {
                break;
            }
            let target = page.headers.get("location").expect("a redirect says where").clone();
            page = self.request("GET", &target, None, true).await;
        }
        self.page = Some(page);
        self.page()
    }

    /// One request, nothing followed. `same_site` says what the browser says about where it comes from.
    pub async fn request(&mut self, method: &str, url: &str, body: Option<String>, same_site: bool) -> Page {
        let mut request = axum::http::Request::builder().method(method).uri(url).header("host", "kith.test");
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if same_site {
            request = request.header("sec-fetch-site", "same-origin");
            if let Some(page) = &self.page {
                request = request.header("referer", format!("https://kith.test{}", page.url));
            }
        }
        if !self.cookies.is_empty() {
            let all: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
            request = request.header("cookie", all.join("; "));
        }
        if let Some(body) = &body {
            if !self.headers.iter().any(|(name, _)| *name == "content-length") {
                request = request.header("content-length", body.len());
            }
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        if let Some(address) = self.address {
            request = request.extension(ConnectInfo(SocketAddr::new(address, 40_000)));
        }
        let request = request.body(Body::from(body.unwrap_or_default())).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let mut headers = BTreeMap::new();
        for (name, value) in response.headers() {
            let value = value.to_str().unwrap_or_default().to_owned();
            if name == "set-cookie" {
                let (pair, rest) = value.split_once(';').unwrap_or((&value, ""));
                if let Some((k, v)) = pair.split_once('=') {
                    if rest.contains("Max-Age=0") {
                        self.cookies.remove(k);
                    } else {
                        self.cookies.insert(k.to_owned(), v.to_owned());
                    }
                }
            }
            headers.insert(name.to_string(), value);
        }
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Page { url: url.to_owned(), status, headers, html, text: OnceLock::new() }
    }

    /// Posts a form that has no end, as fast as it is read; `declared` is the length that the header gives, if it gives one. Says the status, and how
    /// many bytes were taken.
    pub async fn pour(&self, url: &str, declared: Option<u64>) -> (u16, u64) {
        static PIECE: [u8; 16 * 1024] = [b'a'; 16 * 1024];
        let taken = Arc::new(AtomicU64::new(0));
        let counted = taken.clone();
        let pieces = std::iter::repeat_with(move || {
            counted.fetch_add(PIECE.len() as u64, Ordering::SeqCst);
            Ok::<_, std::convert::Infallible>(Bytes::from_static(&PIECE))
        });
        // Somebody who takes all of it is not to fill the memory.
        let body = Body::from_stream(tokio_stream::iter(pieces.take(4096)));
        let mut request =
            axum::http::Request::post(url).header("host", "kith.test").header("sec-fetch-site", "same-origin");
        request = request.header("content-type", "application/x-www-form-urlencoded");
        if let Some(length) = declared {
            request = request.header("content-length", length);
        }
        let cookies: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let request = request.header("cookie", cookies.join("; ")).body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        (response.status().as_u16(), taken.load(Ordering::SeqCst))
    }

    /// The form whose button has these words.
    #[track_caller]
    pub fn form(&self, button: &str) -> Form {
        self.form_where(button, |_| true)
    }

    /// The same, in the entry of a list that shows `beside`.
    #[track_caller]
    pub fn form_near(&self, beside: &str, button: &str) -> Form {
        self.form_where(button, |form| {
            form.ancestors()
                .filter_map(ElementRef::wrap)
                .any(|e| e.value().name() == "li" && text_of(e).contains(beside))
        })
    }

    #[track_caller]
    fn form_where(&self, button: &str, fits: impl Fn(ElementRef<'_>) -> bool) -> Form {
        let page = self.page();
        let html = Html::parse_document(&page.html);
        for form in html.select(&FORM) {
            if !fits(form) || !form.select(&BUTTON).any(|b| text_of(b) == button) {
                continue;
            }
            let here = page.url.split('?').next().unwrap_or_default().to_owned();
            let action = form.value().attr("action").filter(|a| !a.is_empty()).map_or(here, str::to_owned);
            let mut fields = vec![];
            for field in form.select(&FIELD) {
                let value = field.value();
                let name = value.attr("name").unwrap_or_default().to_owned();
                match (value.name(), value.attr("type")) {
                    ("input", Some("radio" | "checkbox")) if value.attr("checked").is_none() => {}
                    ("input", _) => fields.push((name, value.attr("value").unwrap_or_default().to_owned())),
                    ("textarea", _) => fields.push((name, field.text().collect::<String>())),
                    ("select", _) => {
                        let chosen = field.select(&select("option[selected]")).next();
                        let first = field.select(&select("option")).next();
                        let option = chosen.or(first);
                        fields
                            .push((name, option.and_then(|o| o.value().attr("value")).unwrap_or_default().to_owned()));
                    }
                    _ => {}
                }
            }
            let asks = form.value().attr("method").is_none_or(|m| m.eq_ignore_ascii_case("get"));
            let controls = form.select(&LABEL).filter_map(|label| Control::of(form, label)).collect();
            return Form { action, fields, asks, controls };
        }
        panic!("no form with a button {button:?} on {} ({}):\n{}", page.url, page.status, page.text())
    }
}

/// `a=1&b=2`.
fn encode(fields: &[(&str, &str)]) -> String {
    let part = |text: &str| {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                    (b as char).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect::<String>()
    };
    fields.iter().map(|(k, v)| format!("{}={}", part(k), part(v))).collect::<Vec<_>>().join("&")
}
