//! Every page, rendered from its samples in every language: nothing missing, nothing in the wrong language, no name that nobody gives.

use testkit::{App, Engine};

async fn ctx(app: &App, lang: &str) -> base::Ctx {
    let request = base::http::RequestInfo { lang: lang.to_owned(), ..Default::default() };
    base::Ctx::new(app.machine.clone(), base::Actor::Public).with_request(request)
}

#[tokio::test]
async fn every_page_renders_in_every_language() {
    assert!(base::http::assets::built(), "run `cargo xtask assets` first");
    let app = App::empty(Engine::Sqlite).await;
    for lang in app.machine.words.languages() {
        let ctx = ctx(&app, lang).await;
        let mut seen = vec![];
        for slice in app::SLICES {
            for (template, html) in (slice.samples)(&ctx) {
                let html = html.unwrap_or_else(|e| panic!("{template} in {lang}: {e:#}")).0;
                assert!(!html.contains('⟨'), "{template} in {lang} lacks a word: {}", around(&html, '⟨'));
                assert!(html.contains("<h1") && html.contains("<title>"), "{template} in {lang}");
                assert!(
                    !html.contains("undefined") && !html.contains(">none<"),
                    "{template} in {lang} shows nothing where something should be"
                );
                // The design system puts a colon after some words by itself.
                assert!(!html.contains(":: <"), "{template} in {lang} has two colons: {}", around(&html, ':'));
                // What the design system says in English unless it is told.
                if lang == "ar" && html.contains("lang=\"ar\"") {
                    for word in ["Skip to main", ">Error: <", "There is a problem", ">Back<", ">Day<", ">Menu<"] {
                        assert!(!html.contains(word), "{template} in Arabic says {word:?}");
                    }
                    assert!(html.contains("dir=\"rtl\""), "{template}");
                }
                // A text that is kept whole as well as all that stands in it runs from left to right: the year of a date came first.
                for digit in '0'..='9' {
                    let twice = format!("\u{2068}\u{2068}{digit}");
                    assert!(
                        !html.contains(&twice),
                        "{template} in {lang}: {:?}",
                        html.split(&twice).nth(1).map(|h| h.chars().take(60).collect::<String>())
                    );
                }
                seen.push(template);
            }
        }
        for (name, _) in app::SLICES.iter().flat_map(|s| s.pages) {
            let partial = name.ends_with("/parts");
            assert!(partial || seen.contains(name), "{name} has no sample");
        }
    }
}

/// The frame is one template; a page that left it, or a frame that lost the link, is noticed here.
#[tokio::test]
async fn urgent_help_is_linked_from_every_page() {
    let app = App::empty(Engine::Sqlite).await;
    for lang in app.machine.words.languages() {
        let ctx = ctx(&app, lang).await;
        // A page in somebody else's frame opens it outside.
        let link = "<a href=\"/urgent\"";
        let mut pages = 0;
        for (template, html) in app::SLICES.iter().flat_map(|slice| (slice.samples)(&ctx)) {
            let html = html.unwrap_or_else(|e| panic!("{template} in {lang}: {e:#}")).0;
            assert!(html.contains(link), "{template} in {lang}");
            pages += 1;
        }
        assert!(pages > 100, "{pages}");
        let error = base::http::errors::page(&ctx, &base::Error::NotFound);
        let body = axum::body::to_bytes(error.into_body(), 1 << 20).await.expect("a body");
        assert!(String::from_utf8_lossy(&body).contains(link), "an error's page in {lang}");
    }
}

/// The style sheet has of the design system what is used (assets/build/styles.mjs). A page or a script that uses more would look wrong.
#[tokio::test]
async fn no_page_uses_what_the_style_sheet_leaves_out() {
    let unused = base::http::assets::file("unused.json").expect("run `cargo xtask assets` first");
    let unused: serde_json::Value = serde_json::from_slice(&unused).expect("what the build of the assets wrote");
    let has = |list: &str, name: &str| unused[list].as_array().expect("a list").iter().any(|one| one == name);
    let missing = |text: &str| -> Vec<String> {
        let classes = text
            .split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)))
            .filter_map(|word| word.strip_prefix("nhsuk-"));
        let lacks = |class: &&str| match class.strip_prefix("u-") {
            Some(helper) => !has("helpers", helper),
            None => has("blocks", class.split("__").next().and_then(|class| class.split("--").next()).unwrap_or(class)),
        };
        classes.filter(lacks).map(str::to_owned).collect()
    };
    let app = App::empty(Engine::Sqlite).await;
    let ctx = ctx(&app, "en").await;
    for (template, html) in app::SLICES.iter().flat_map(|slice| (slice.samples)(&ctx)) {
        assert_eq!(missing(&html.expect("a page").0), Vec::<String>::new(), "{template}");
    }
    for script in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/js")).expect("our scripts") {
        let path = script.expect("a script").path();
        assert_eq!(missing(&std::fs::read_to_string(&path).expect("text")), Vec::<String>::new(), "{}", path.display());
    }
    assert_eq!(missing("<p class=\"nhsuk-body nhsuk-hero__text nhsuk-u-padding-9\">"), ["hero__text", "u-padding-9"]);
}

fn around(html: &str, what: char) -> String {
    let at = html.find(what).unwrap_or(0);
    html[at..].chars().take(60).collect()
}

#[tokio::test]
async fn templates_use_only_names_that_the_layout_or_the_page_gives() {
    const GIVEN: &[&str] = &[
        "page",
        "public",
        "leave_to",
        "alternates",
        "here",
        "t",
        "lines",
        "beside",
        "options",
        "words_mark",
        "easy",
        "notice",
        "english",
        "say",
        "chart",
        "qr",
        "data",
        "has_word",
        "asset",
        "keep",
        "lang",
        "dir",
        "brand",
        "nav",
        "languages",
        "me",
        "seconds_left",
        "warn_seconds",
        "nonce",
        "cspNonce",
        "form_token",
        "theme",
        "path",
        "done",
        "demo",
        "ground",
        "tour",
        "today",
        "htmlLang",
        "prefix",
        "tongues_form",
        "tongues_page",
        "tongues_name",
        "tongues_enter",
        "framed",
        "wide",
        "loop",
        "range",
        "namespace",
        "super",
        "caller",
        "self",
    ];
    let app = App::empty(Engine::Sqlite).await;
    for name in &app.machine.pages.templates.names {
        for variable in app.machine.pages.templates.undeclared(name).expect("a template") {
            assert!(GIVEN.contains(&variable.as_str()), "{name} uses `{variable}`, which nobody gives");
        }
    }
}

/// What a tab says of us: a few words that tell nobody what is read there. Whoever signs in, keeps an entry or opens a link that was sent to them has titles that help.
#[tokio::test]
async fn a_title_tells_nobody_what_is_read() {
    const PLAIN: &[&str] = &["plain-find", "plain-places", "plain-details", "plain-numbers", "plain-about"];
    const TOLD: &[&str] = &["identity/", "onward/", "upkeep/", "desk/demo", "desk/tour", "desk/outbox", "error"];
    const FINDING: &[&str] = &["upkeep/problem", "upkeep/claim", "upkeep/sent"];
    let app = App::empty(Engine::Sqlite).await;
    let brand = app.machine.pages.brand().name.clone();
    for lang in app.machine.words.languages() {
        let ctx = ctx(&app, lang).await;
        let mut titles: Vec<String> = PLAIN.iter().map(|key| format!("{} – {brand}", ctx.t(key))).collect();
        titles.push(brand.clone());
        let mut looked = 0;
        for (template, html) in app::SLICES.iter().flat_map(|slice| (slice.samples)(&ctx)) {
            let html = html.unwrap_or_else(|e| panic!("{template} in {lang}: {e:#}")).0;
            let told = TOLD.iter().any(|t| template.starts_with(t)) && !FINDING.contains(&template);
            if !html.contains("class=\"kith-leave") || told {
                continue;
            }
            let title =
                html.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).unwrap_or_default().trim();
            assert!(titles.iter().any(|t| t == title), "{template} in {lang} is called {title:?}: {titles:?}");
            looked += 1;
        }
        assert!(looked > 15, "{looked}");
    }
}
