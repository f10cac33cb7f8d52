//! Somebody looks over a shoulder. One press on any public page, without scripts: the session ends, cookies go, what was typed is nowhere, and the browser is
//! led to a site of somebody else's that is not told where it came from.

use base::db::testing::look;
use testkit::{Browser, on_both};

const PAGES: &[&str] = &[
    "/",
    "/find",
    "/find?words=violence",
    "/find/needs",
    "/find/places",
    "/find/places/newham",
    "/services/carpenters-road-singers",
    "/services/carpenters-road-singers/problem",
    "/urgent",
    "/hide-your-visit",
    "/what-is-social-prescribing",
    "/about",
    "/accessibility",
    "/privacy",
    "/open-data",
    "/nowhere",
];

/// She presses the button of the page she is on; the answer.
async fn when_she_leaves(browser: &mut Browser) -> testkit::Page {
    let form = browser.form("Leave this site or press Esc");
    assert_eq!(form.action, "/leave");
    browser.request("POST", "/leave", Some(String::new()), true).await
}

fn then_she_sees_the_weather(page: &testkit::Page) {
    assert_eq!(page.status, 200);
    assert!(
        page.html.contains("http-equiv=\"refresh\" content=\"0;url=https://www.bbc.co.uk/weather\""),
        "{}",
        page.html
    );
    assert!(
        page.html.contains("rel=\"noreferrer\"") && page.html.contains("<title>www.bbc.co.uk</title>"),
        "{}",
        page.html
    );
    assert!(!page.html.to_lowercase().contains("kith"), "nothing of us is on it: {}", page.html);
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    assert_eq!(page.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert_eq!(page.headers["cache-control"], "no-store");
}

on_both! {
    async fn from_every_public_page_without_a_script(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut browser = app.browser();
        for path in PAGES {
            browser.visit(path).await;
            then_she_sees_the_weather(&when_she_leaves(&mut browser).await);
        }
        browser.visit("/ar/urgent").await;
        assert!(browser.page().html.contains("class=\"kith-leave"), "in Arabic too");
    }
}

on_both! {
    async fn what_she_chose_and_what_she_typed_is_gone(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut browser = app.browser();
        browser.visit("/ar/find").await;
        assert_eq!(browser.cookies["lang"], "ar");
        browser.visit("/en/services/carpenters-road-singers/problem").await;
        let what = "He reads what I write";
        let page = browser.post("/services/carpenters-road-singers/problem", &[("words", what)]).await;
        assert_eq!(page.status, 422, "it was not sent yet");
        page.see(what);
        browser.request("POST", "/leave", Some(String::new()), true).await;
        assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
        browser.visit("/services/carpenters-road-singers/problem").await.not_see(what);
        let drafts = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM draft";
        assert_eq!(look(&app.machine.db).await.value::<i64>(drafts, ()).await.expect("a count"), 0, "nothing of it was kept anywhere");
    }
}

on_both! {
    async fn whoever_is_signed_in_is_signed_out(app) {
        let mut grace = app.signed_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        let token = grace.cookies.clone();
        grace.visit("/today").await;
        assert!(!grace.page().html.contains("kith-leave"), "the workspace has no such button");
        grace.visit("/find").await;
        let form = grace.form("Leave this site");
        assert_eq!(form.action, "/leave");
        assert!(!grace.page().html.contains("data-escape"), "a key pressed in passing signs nobody out");
        then_she_sees_the_weather(&grace.request("POST", &form.action, Some(String::new()), true).await);
        assert!(grace.cookies.is_empty(), "{:?}", grace.cookies);
        // Nor does the cookie open anything, should somebody have copied it.
        grace.cookies = token;
        assert!(grace.visit("/today").await.url.starts_with("/sign-in"));
        // What she has begun for somebody is hers, and waits for her.
        let mut again = app.signed_in("grace").await;
        again.visit("/today").await.see("You have begun a referral and not sent it");
    }
}

on_both! {
    async fn another_site_makes_nobody_leave(app) {
        let mut grace = app.signed_in("grace").await;
        grace.headers.push(("sec-fetch-site", "cross-site".into()));
        assert_eq!(grace.request("POST", "/leave", Some(String::new()), false).await.status, 403);
        grace.headers.pop();
        assert_eq!(grace.request("GET", "/leave", None, true).await.status, 404, "to open an address changes nothing");
        assert_eq!(grace.visit("/today").await.url, "/today");
    }
}

on_both! {
    async fn robots_and_lists_of_pages(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut browser = app.browser();
        let robots = browser.visit("/robots.txt").await.html.clone();
        for line in ["Disallow: /find?", "Disallow: /*/find/how-near?", "Disallow: /cases/", "Disallow: /today$", "Disallow: /*/sign-in$", "Disallow: /l/"] {
            assert!(robots.lines().any(|l| l == line), "{line} is missing:\n{robots}");
        }
        for open in ["/find", "/services", "/urgent", "/"] {
            assert!(!robots.lines().any(|l| l == format!("Disallow: {open}") || l == format!("Disallow: {open}/")), "{open}:\n{robots}");
        }
        let whole = browser.visit("/sitemap.xml").await.html.clone();
        let parts: Vec<String> = locs(&whole);
        assert_eq!(parts.len(), 2, "{whole}");
        let mut listed = 0;
        for part in parts {
            let path = part.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, p)| format!("/{p}")).expect("an address");
            let text = browser.visit(&path).await.html.clone();
            let all = locs(&text);
            listed += all.len();
            for loc in all.iter().step_by(40) {
                let path = format!("/{}", loc.split('/').skip(3).collect::<Vec<_>>().join("/"));
                assert_eq!(browser.visit(&path).await.status, 200, "{path}");
            }
        }
        assert!(listed > 300, "{listed}");
        // Other languages are named there and on the page; Easy Read is none.
        for address in ["/sitemap/pages.xml", "/en/urgent"] {
            let named = browser.visit(address).await.html.clone();
            assert!(named.contains("hreflang=\"pl\"") && !named.contains("hreflang=\"easy\""), "{address}");
        }
        assert_eq!(browser.visit("/sitemap/services-2.xml").await.status, 404);
        assert_eq!(browser.visit("/sitemap/services-0.xml").await.status, 404);
    }
}

fn locs(xml: &str) -> Vec<String> {
    xml.split("<loc>").skip(1).filter_map(|l| l.split("</loc>").next()).map(str::to_owned).collect()
}
