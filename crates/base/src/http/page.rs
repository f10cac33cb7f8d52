//! Pages: a struct beside its handler, a template beside the struct, and a sample that tests render in every language.
//!
//! Templates are minijinja with the design system's own macros; every environment belongs to one language, so that `t("key")` needs no context and
//! works inside macros. Because the design system's macros need lenient undefined values, a typo in one of our templates would print nothing: a test
//! asks each template for the names it uses, and renders every sample.

use super::{assets, guard, spoken, tour};
use crate::{
    Action, Brand, Ctx, Error, Result,
    auth::session,
    chart::Bars,
    ground::Ground,
    qr,
    words::{self, Words},
};
use anyhow::anyhow;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use fluent_bundle::{FluentArgs, FluentValue};
use kernel::{Date, Instant};
use minijinja::{
    AutoEscape, Environment, State, UndefinedBehavior, Value, context,
    syntax::SyntaxConfig,
    value::{Kwargs, Rest, Serde, ValueKind},
};
use serde::Serialize;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

/// A page.
pub trait Page: Serialize + Send + Sync {
    /// The template: `slice/name`, or `name` for one of this crate.
    const TEMPLATE: &'static str;
    /// Whether it is shown in languages that are not whole.
    const PUBLIC: bool = false;
    /// Whether there is a map on it: it may then ask whoever the map's ground comes from.
    fn has_map(&self) -> bool {
        false
    }
    /// What tests render: every shape the page can take.
    fn sample() -> Vec<Self>
    where
        Self: Sized;
}

/// An entry of the menu.
#[derive(Clone, Copy, Debug)]
pub struct NavItem {
    pub href: &'static str,
    /// A key of the strings.
    pub key: &'static str,
    /// Shown to whoever might do this.
    pub action: &'static Action,
}

/// A template with its name.
pub type Source = (&'static str, &'static str);

/// Templates of this crate.
const OWN: &[Source] = &[
    ("layout", include_str!("pages/layout.jinja")),
    ("bare", include_str!("pages/bare.jinja")),
    ("ui", include_str!("pages/ui.jinja")),
    ("words", include_str!("pages/words.jinja")),
    ("error", include_str!("pages/error.jinja")),
    ("resume", include_str!("pages/resume.jinja")),
];

/// The templates of all pages, read and made ready once a process: an environment for each language.
pub struct Templates {
    environments: BTreeMap<String, Environment<'static>>,
    /// Our own templates' names, for the tests.
    pub names: Vec<&'static str>,
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Templates({:?})", self.environments.keys())
    }
}

impl Templates {
    pub fn new(sources: &[Source], words: &Arc<Words>) -> Result<Templates> {
        let mut environments = BTreeMap::new();
        let all: Vec<Source> = OWN.iter().chain(sources).copied().collect();
        for lang in words.languages() {
            environments.insert(lang.to_owned(), environment(lang, words.clone(), all.clone())?);
        }
        Ok(Templates { environments, names: all.iter().map(|(n, _)| *n).collect() })
    }

    /// The names that one of our templates takes from outside.
    pub fn undeclared(&self, name: &str) -> Result<Vec<String>> {
        let template = self.environments[words::ENGLISH].get_template(name).map_err(|e| anyhow!(e))?;
        let mut names: Vec<String> = template.undeclared_variables(false).into_iter().collect();
        names.sort();
        Ok(names)
    }

    /// The environment of a language: for tests of the design system's macros.
    pub fn environment(&self, lang: &str) -> Option<&Environment<'static>> {
        self.environments.get(lang)
    }
}

/// What pages are made of: the templates, the links of the header, and how the house looks.
#[derive(Debug)]
pub struct Pages {
    pub templates: Arc<Templates>,
    nav: &'static [NavItem],
    /// Replaced as a whole when an administrator changes it.
    brand: RwLock<Arc<Brand>>,
}

impl Pages {
    pub fn new(templates: Arc<Templates>, nav: &'static [NavItem], brand: Brand) -> Pages {
        Pages { templates, nav, brand: RwLock::new(Arc::new(brand)) }
    }

    /// The name, logo and colour of now.
    pub fn brand(&self) -> Arc<Brand> {
        self.brand.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From the next page on this process shows another name and colour.
    pub fn set_brand(&self, brand: Brand) {
        *self.brand.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(brand);
    }
}

fn environment(lang: &str, words: Arc<Words>, sources: Vec<Source>) -> Result<Environment<'static>> {
    let mut env = Environment::new();
    // The design system's macros look at what is not there.
    env.set_undefined_behavior(UndefinedBehavior::Chainable);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(|e| anyhow!(e))?);
    env.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    env.set_loader(move |name| {
        if let Some((_, text)) = sources.iter().find(|(n, _)| *n == name) {
            return Ok(Some((*text).to_owned()));
        }
        Ok(assets::file(&format!("templates/{name}")).map(|f| String::from_utf8_lossy(&f).into_owned()))
    });
    // Three filters as Nunjucks has them: https://mozilla.github.io/nunjucks/templating.html
    env.add_filter("length", |v: Value| if v.is_undefined() || v.is_none() { 0 } else { v.len().unwrap_or(0) });
    env.add_filter("truncate", truncate);
    env.add_filter("tojson", |v: Value| -> Result<Value, minijinja::Error> {
        serde_json::to_string(&v)
            .map(Value::from)
            .map_err(|e| minijinja::Error::new(minijinja::ErrorKind::BadSerialization, e.to_string()))
    });
    let lang = lang.to_owned();
    let saying = |marked: bool| {
        let (words, lang) = (words.clone(), lang.clone());
        move |key: &str, pairs: Vec<(String, Value)>| {
            let mut args = FluentArgs::new();
            for (name, value) in pairs {
                args.set(name, fluent(&value));
            }
            if marked { words.page(&lang, key, Some(&args)) } else { words.plain(&lang, key, Some(&args)) }
        }
    };
    let say = saying(true);
    let (speak, of) = (say.clone(), lang.clone());
    env.add_function("t", move |page: &mut State<'_, '_>, key: String, kwargs: Kwargs| {
        spoken::note(page, &of, &key);
        Ok::<_, minijinja::Error>(speak(&key, spoken::pairs(&kwargs)?))
    });
    let (speak, of) = (say.clone(), lang.clone());
    env.add_function("lines", move |page: &mut State<'_, '_>, key: String, class: Option<String>| {
        spoken::note(page, &of, &key);
        spoken::lines(&speak(&key, vec![]), class.as_deref().unwrap_or_default())
    });
    let (speak, of) = (say.clone(), lang.clone());
    env.add_function("options", move |page: &mut State<'_, '_>, items: Value, chosen: String, key: String| {
        spoken::options(&items, &chosen, |code| match key.as_str() {
            "" => code.to_owned(),
            "language_code" => words::language(&of, code).to_owned(),
            key => {
                let key = format!("{key}{code}");
                spoken::note(page, &of, &key);
                speak(&key, vec![])
            }
        })
    });
    let (all, of) = (words.clone(), lang.clone());
    env.add_function("beside", move |key: String, kwargs: Kwargs| {
        let mut args = FluentArgs::new();
        for (name, value) in spoken::pairs(&kwargs)? {
            args.set(name, fluent(&value));
        }
        Ok::<_, minijinja::Error>(spoken::beside(&all, &of, &key, &args))
    });
    env.add_function("words_mark", |wide: bool| Value::from_safe_string(spoken::MARKS[usize::from(wide)].to_owned()));
    let (speak, of) = (say.clone(), lang.clone());
    env.add_function("say", move |page: &mut State<'_, '_>, message: Value| -> String {
        let key = message.get_attr("key").unwrap_or_default().to_string();
        spoken::note(page, &of, &key);
        let args = message.get_attr("args").unwrap_or_default();
        let pairs = args
            .try_iter()
            .map(|names| {
                names
                    .map(|n| {
                        let value = args.get_item(&n).unwrap_or_default();
                        let name = n.to_string();
                        if !words::is_spoken(&name) {
                            return (name, value);
                        }
                        let (name, text) = words::spoken(&of, &name, &value.to_string(), |key| speak(key, vec![]));
                        (name, text.into())
                    })
                    .collect()
            })
            .unwrap_or_default();
        speak(&key, pairs)
    });
    let has = words.clone();
    env.add_function("has_word", move |key: String| has.has(&key));
    env.add_function("asset", |name: String| assets::address(&name));
    env.add_function("keep", |items: Rest<Value>| -> Value {
        items.0.into_iter().filter(|v| v.is_true()).collect::<Vec<_>>().into()
    });
    // A day is put into sentences, which keep it whole: marks of its own within theirs would turn it round (Unicode, UAX #9, P2 passes over what is isolated).
    let dated = saying(false);
    let speak = dated.clone();
    env.add_filter("day", move |v: String| day(&v, &speak));
    let speak = dated;
    env.add_filter("day_time", move |v: String| {
        let (day, time) = local(&v).map_or((day(&v, &speak), String::new()), |(d, t)| (day(&d, &speak), t));
        if time.is_empty() {
            day
        } else {
            speak("date-with-time", vec![("day".into(), day.into()), ("time".into(), time.into())])
        }
    });
    env.add_filter("clock_time", |v: String| local(&v).map(|(_, t)| t).unwrap_or(v));
    env.add_function("qr", |text: String, label: String| -> Result<Value, minijinja::Error> {
        let drawn = qr::svg(&text, &label);
        let cannot = |e| minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, format!("{e:#}"));
        drawn.map(Value::from_safe_string).map_err(cannot)
    });
    env.add_function("data", |v: Value| -> Result<Value, minijinja::Error> {
        let json = serde_json::to_string(&v);
        let cannot =
            |e: serde_json::Error| minijinja::Error::new(minijinja::ErrorKind::BadSerialization, e.to_string());
        json.map(|json| Value::from_safe_string(in_script(&json))).map_err(cannot)
    });
    let right_to_left = words::direction(&lang) == "rtl";
    env.add_function("chart", move |bars: Serde<Bars>| Value::from_safe_string(bars.0.svg(right_to_left)));
    env.add_global("dir", words::direction(&lang));
    env.add_global("easy", lang == words::EASY);
    env.add_global("lang", words::tag(&lang));
    Ok(env)
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value.kind() {
        ValueKind::Number => f64::try_from(value.clone()).map_or(FluentValue::None, FluentValue::from),
        _ => FluentValue::from(value.to_string()),
    }
}

/// `2026-11-24` as people of the language write it. An instant is shown as the day it is in London.
fn day(value: &str, say: &impl Fn(&str, Vec<(String, Value)>) -> String) -> String {
    let text = local(value).map_or_else(|| value.to_owned(), |(d, _)| d);
    match text.parse::<Date>() {
        Ok(date) => {
            let date = date.jiff();
            let month = say(&format!("month-{}", date.month()), vec![]);
            say(
                "date-day",
                vec![
                    ("day".into(), date.day().to_string().into()),
                    ("month".into(), month.into()),
                    ("year".into(), date.year().to_string().into()),
                ],
            )
        }
        Err(_) => value.to_owned(),
    }
}

/// Day and time of an instant, where the people are.
fn local(value: &str) -> Option<(String, String)> {
    let at: Instant = value.parse().ok()?;
    let civil = at.jiff().to_zoned(crate::clock::zone()).datetime();
    Some((civil.date().to_string(), format!("{:02}:{:02}", civil.hour(), civil.minute())))
}

/// JSON as it may stand in a script element: nothing in it ends the element or begins a comment (WHATWG HTML, 4.12.1.3).
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn truncate(text: String, length: Option<usize>, kill_words: Option<bool>, end: Option<String>) -> String {
    let (length, end) = (length.unwrap_or(255), end.unwrap_or_else(|| "...".to_owned()));
    if text.chars().count() <= length {
        return text;
    }
    let cut: String = text.chars().take(length).collect();
    let cut =
        if kill_words.unwrap_or(false) { cut } else { cut.rsplit_once(' ').map_or(cut.clone(), |(a, _)| a.to_owned()) };
    cut + &end
}

/// HTML, ready to be answered, the language that it is really in, and the words that it asked for if that is not English.
#[derive(Debug, Clone)]
pub struct Html(pub String, String, BTreeSet<String>);

impl Html {
    /// The language that it is in.
    pub fn language(&self) -> &str {
        &self.1
    }

    /// The keys of the words on it, if it is not in English.
    pub fn said(&self) -> &BTreeSet<String> {
        &self.2
    }
}

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        let headers =
            [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_LANGUAGE, words::tag(&self.1))];
        (headers, self.0).into_response()
    }
}

impl Ctx {
    /// The language in which a page is shown.
    pub fn language_for<P: Page>(&self) -> &str {
        let lang = self.request.lang.as_str();
        if P::PUBLIC || self.machine.words.is_whole(lang) { lang } else { words::ENGLISH }
    }

    /// A message in the reader's language.
    pub fn t(&self, key: &str) -> String {
        self.machine.words.plain(&self.request.lang, key, None)
    }

    /// What stands before the address of a page that is to be in the language of this one, where no cookie says it: the language that this address begins with.
    pub fn prefix(&self) -> String {
        if self.request.prefixed { format!("/{}", self.request.lang) } else { String::new() }
    }

    /// A day in the reader's language, as pages write it.
    pub fn day(&self, date: Date) -> String {
        day(&date.to_string(), &|key: &str, args: Vec<(String, Value)>| {
            let args: Vec<(String, String)> = args.into_iter().map(|(name, value)| (name, value.to_string())).collect();
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            self.machine.words.with(&self.request.lang, key, &args)
        })
    }

    /// Renders a page.
    pub fn render<P: Page>(&self, page: &P) -> Result<Html> {
        if !assets::built() {
            return Ok(Html(NOT_BUILT.to_owned(), words::ENGLISH.to_owned(), BTreeSet::new()));
        }
        let lang = self.language_for::<P>();
        let env = self.machine.pages.templates.environment(lang).ok_or_else(|| anyhow!("no pages in {lang}"))?;
        let template = env.get_template(P::TEMPLATE).map_err(|e| anyhow!("{}: {e:#}", P::TEMPLATE))?;
        let broken = |e: minijinja::Error| anyhow!("{}: {e:#}: {}", P::TEMPLATE, causes(&e));
        let made = template
            .render_captured(context! { page => Value::from(Serde(page)), ..self.shell(lang, P::PUBLIC) })
            .map_err(broken)?;
        let said = made.state().get_extension::<spoken::Said>().map(|s| s.0.clone()).unwrap_or_default();
        let notice = match spoken::Notice::of(&self.machine.words, lang, &said) {
            None => String::new(),
            Some(notice) => {
                let own = words::own_name(lang);
                let say = |key: &str| self.machine.words.with(words::ENGLISH, key, &[("language", own)]);
                let english = context! { unchecked => say("words-unchecked"), partly => say("words-partly") };
                let line = env.get_template("words").map_err(broken)?;
                let wide = made.output().contains(spoken::MARKS[1]);
                let framed = guard::is_framed(&self.request.path);
                let prefix = if framed { self.prefix() } else { String::new() };
                line.render(context! { notice => Value::from(Serde(&notice)), english, wide, framed, prefix })
                    .map_err(broken)?
            }
        };
        let mut html = made.into_output();
        if let Some((at, mark)) = spoken::MARKS.iter().find_map(|m| Some((html.find(m)?, m))) {
            html.replace_range(at..at + mark.len(), &notice);
        }
        Ok(Html(html, lang.to_owned(), said))
    }

    /// Renders a page and answers with it.
    pub fn page<P: Page>(&self, page: &P) -> Result<Response> {
        let mut response = self.render(page)?.into_response();
        if let Some(origin) = self.machine.ground.as_ref().and_then(Ground::origin).filter(|_| page.has_map()) {
            let policy = guard::content_policy(&self.request.nonce, Some(origin));
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        Ok(response)
    }

    /// Renders a form that has errors: 422, everything typed still there.
    pub fn page_invalid<P: Page>(&self, page: &P) -> Result<Response> {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, self.render(page)?).into_response())
    }

    /// What the layout needs besides the page.
    fn shell(&self, lang: &str, public: bool) -> Value {
        let r = &self.request;
        let machine = &self.machine;
        let nav: Vec<_> = machine
            .pages
            .nav
            .iter()
            .filter(|n| self.actor.account().is_some() && self.might(n.action))
            .map(|n| context! { href => n.href, key => n.key, current => r.path == n.href || r.path.starts_with(&format!("{}/", n.href)) })
            .collect();
        let languages: Vec<_> = machine
            .words
            .languages()
            .into_iter()
            .filter(|_| public)
            .map(|code| {
                let query = r.query.as_deref().map(|q| format!("?{q}")).unwrap_or_default();
                let (own, tag) = (words::own_name(code), words::tag(code));
                context! { tag, own, href => format!("/{code}{}{query}", r.path), current => code == lang, dir => words::direction(code) }
            })
            .collect();
        let signed_in = self.actor.account().is_some();
        let session = r.session.as_ref().filter(|_| signed_in);
        let now = self.now();
        let on_tour = r.tour.last().copied().map(|at| {
            let next = Some(at + 1).filter(|next| *next <= tour::STOPS);
            context! { at, of => tour::STOPS, next }
        });
        let origin = machine.config.public_url();
        // The same page in each language, for whoever lists pages. Only paths: what stands in a query is somebody's search.
        let alternates: Vec<_> = machine
            .words
            .languages()
            .into_iter()
            .filter(|_| public && r.query.is_none())
            .map(|code| context! { code, href => format!("{origin}/{code}{}", r.path) })
            .collect();
        context! {
            public,
            leave_to => machine.config.get("leave_to"),
            alternates,
            here => format!("{origin}{}", r.path),
            brand => Value::from(Serde(&*machine.pages.brand())),
            nav,
            languages,
            me => session.map(|s| s.name.clone()),
            seconds_left => session.map(|s| s.until().since(now).as_secs().max(0)),
            warn_seconds => session::WARN.as_secs(),
            nonce => r.nonce.clone(),
            cspNonce => r.nonce.clone(),
            form_token => r.form_token.clone(),
            theme => r.theme.clone(),
            path => r.path.clone(),
            done => r.query.as_deref().and_then(done_key).filter(|k| machine.words.has(k)),
            demo => machine.config.demo,
            ground => machine.ground.as_ref().map(|ground| Value::from(Serde(ground.view()))),
            tour => on_tour,
            today => machine.clock.today().to_string(),
            htmlLang => words::tag(lang),
            prefix => self.prefix(),
        }
    }
}

/// The banner after an action: `?done=invited` says the key of a message, nothing else.
fn done_key(query: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "done").map(|(_, v)| format!("done-{v}"))
}

fn causes(e: &minijinja::Error) -> String {
    let mut text = String::new();
    let mut next = std::error::Error::source(e);
    while let Some(cause) = next {
        text.push_str(&format!(" ← {cause}"));
        next = cause.source();
    }
    text
}

/// 303 after a form was taken, so that going back or reloading sends nothing twice.
pub fn see(path: impl Into<Cow<'static, str>>) -> Response {
    axum::response::Redirect::to(&path.into()).into_response()
}

/// A file to keep: served as an attachment whatever it holds.
pub fn attachment(name: &str, kind: &'static str, body: Vec<u8>) -> Result<Response> {
    Response::builder()
        .header(header::CONTENT_TYPE, kind)
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
        .body(body.into())
        .map_err(|e| Error::Broken(e.into()))
}

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Kith</title><h1>Kith has no style sheets yet</h1>\
<p>The pages need files that are made from the design system's packages. Run <code>cargo xtask assets</code>, then reload.</p></html>";
