//! A browser without a window: it keeps cookies, follows redirects, and finds things as a person does, by the words beside them.

use axum::{Router, body::Body};
use base::Clock;
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// What a browser shows.
#[derive(Debug, Clone)]
pub struct Page {
    /// Path and query.
    pub url: String,
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub html: String,
}

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(element: ElementRef<'_>) -> String {
    words(&element.text().collect::<String>())
}

impl Page {
    /// What can be read, without markup, on one line.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.html);
        let mut text = String::new();
        for node in html.root_element().descendants() {
            let hidden = node
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|e| ["script", "style", "title", "template"].contains(&e.value().name()));
            if let scraper::Node::Text(t) = node.value()
                && !hidden
            {
                text.push_str(t);
                text.push(' ');
            }
        }
        words(&text).replace(['\u{2068}', '\u{2069}'], "")
    }

    pub fn shows(&self, what: &str) -> bool {
        self.text().contains(what)
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
    html: String,
    index: usize,
}

impl Form {
    fn element<'a>(&self, html: &'a Html) -> ElementRef<'a> {
        html.select(&select("form")).nth(self.index).expect("the form is still there")
    }

    /// The name and value of the field that a label belongs to; within the group of a legend when one is given.
    fn labelled(&self, label: &str, legend: Option<&str>) -> (String, Option<String>, String) {
        let html = Html::parse_document(&self.html);
        let form = self.element(&html);
        let scope = match legend {
            None => form,
            Some(legend) => form
                .select(&select("fieldset"))
                .find(|f| f.select(&select("legend")).next().is_some_and(|l| text_of(l) == legend))
                .unwrap_or_else(|| panic!("no group {legend:?} in the form {}", self.action)),
        };
        let found = scope
            .select(&select("label"))
            .find(|l| text_of(*l) == label)
            .unwrap_or_else(|| panic!("no field {label:?} in the form {}: {}", self.action, text_of(form)));
        let id = found.value().attr("for").expect("a label is for something");
        let field =
            form.select(&select(&format!("[id='{id}']"))).next().unwrap_or_else(|| panic!("{label:?} is for nothing"));
        let kind = field.value().attr("type").unwrap_or(field.value().name()).to_owned();
        (field.value().attr("name").expect("a name").to_owned(), field.value().attr("value").map(str::to_owned), kind)
    }

    /// Types into the field with this label.
    #[track_caller]
    pub fn fill(self, label: &str, value: &str) -> Form {
        let (name, _, _) = self.labelled(label, None);
        self.set(&name, value)
    }

    /// Types into a field of a group: `fill_in("Date of birth", "Day", "12")`.
    #[track_caller]
    pub fn fill_in(self, legend: &str, label: &str, value: &str) -> Form {
        let (name, _, _) = self.labelled(label, Some(legend));
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
        let (name, value, kind) = self.labelled(label, None);
        self.mark(name, value, &kind);
        self
    }

    /// Chooses within a group.
    #[track_caller]
    pub fn choose_in(mut self, legend: &str, label: &str) -> Form {
        let (name, value, kind) = self.labelled(label, Some(legend));
        self.mark(name, value, &kind);
        self
    }

    fn mark(&mut self, name: String, value: Option<String>, kind: &str) {
        if kind == "radio" {
            self.fields.retain(|(n, _)| *n != name);
        }
        self.fields.push((name, value.unwrap_or_else(|| "on".to_owned())));
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
        let asks = {
            let html = Html::parse_document(&self.html);
            self.element(&html).value().attr("method").is_none_or(|m| m.eq_ignore_ascii_case("get"))
        };
        if asks {
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
    page: Option<Page>,
}

impl Browser {
    /// A browser on a router of one's own: for a test that adds a route.
    pub fn new(router: Router, clock: Clock) -> Browser {
        let headers = vec![("accept-language", "en".to_owned()), ("user-agent", "Kith test".to_owned())];
        Browser { router, clock, cookies: BTreeMap::new(), headers, page: None }
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
        Page { url: url.to_owned(), status, headers, html: String::from_utf8_lossy(&bytes).into_owned() }
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
        for (index, form) in html.select(&select("form")).enumerate() {
            if !fits(form) || !form.select(&select("button")).any(|b| text_of(b) == button) {
                continue;
            }
            let here = page.url.split('?').next().unwrap_or_default().to_owned();
            let action = form.value().attr("action").filter(|a| !a.is_empty()).map_or(here, str::to_owned);
            let mut fields = vec![];
            for field in form.select(&select("input[name], textarea[name], select[name]")) {
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
            return Form { action, fields, html: page.html.clone(), index };
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
