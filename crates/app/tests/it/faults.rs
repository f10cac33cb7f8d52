//! What goes wrong has a page of the house: a panic, an address that is none, a body that is too large. And each page says in which language it is.

use axum::response::Response;
use base::http::routes::{Access, Route};
use testkit::{App, Browser, Engine, on_both};

async fn boom() -> base::Result<Response> {
    panic!("Walter Ellis could not be cut in two")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_is_a_page_and_a_line_in_the_log_and_says_nothing() {
    let app = App::on(Engine::Sqlite).await;
    let mut routes = app::routes();
    routes.push(Route::get("/boom", Access::Public, boom));
    let mut browser = Browser::new(base::http::app(app.machine.clone(), routes), app.clock.clone());
    let page = browser.visit("/boom").await.clone();
    assert_eq!(page.status, 500);
    let id = &page.headers["x-request-id"];
    page.see("Sorry, something went wrong").see(id).not_see("Walter");
    let logs = testkit::logs();
    let line = logs.lines().find(|l| l.contains("a fault of ours") && l.contains(id.as_str()));
    assert!(line.expect("the panic is in the log, with the request").contains("panic"));
    assert!(!logs.contains("cut in two"));
    // The server goes on.
    assert_eq!(browser.visit("/").await.status, 200);
}

on_both! {
    async fn an_address_that_is_none_is_not_there(app) {
        let mut grace = app.signed_in("grace").await;
        for path in ["/sent/xyz", "/refer/xyz/who", "/sent/018f0000-0000-7000-8000-00000000000g"] {
            let page = grace.visit(path).await;
            assert_eq!(page.status, 404, "{path}");
            page.see("Page not found").see("Sign out");
        }
    }
}

on_both! {
    async fn a_body_that_is_too_large_has_a_page(app) {
        let mut grace = app.signed_in("grace").await;
        let large = "x".repeat(base::http::BODY_LIMIT + 1);
        let page = grace.request("POST", "/refer", Some(large), true).await;
        assert_eq!(page.status, 413);
        page.see("That is too large").see("Sign out");
    }
}

on_both! {
    async fn the_header_names_the_language_of_the_page(app) {
        let mut browser = app.browser();
        assert_eq!(browser.visit("/ar/find").await.headers["content-language"], "ar");
        assert_eq!(browser.visit("/en/find").await.headers["content-language"], "en");
        let mut grace = app.signed_in("grace").await;
        // The workspace is not whole in Arabic, so it is shown in English, and says so.
        let page = grace.visit("/ar/sent").await.clone();
        assert!(page.html.contains("<html") && page.html.contains("lang=\"en\""));
        assert_eq!(page.headers["content-language"], "en");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_logo_is_shown_and_can_do_nothing() {
    let db = base::db::testing::fresh(Engine::Sqlite).await;
    let write = |name: &str, text: &str| std::fs::write(db.folder.join(name), text).expect("a file");
    write("brand.toml", "name = \"Newham Connect\"\nlogo = \"logo.svg\"\n");
    write("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
    let mut config = base::Config::for_tests();
    config.set("data", db.folder.to_str().expect("a plain path"));
    let clock = base::Clock::fixed("2026-11-24T09:00:00.000000Z".parse().expect("an instant"));
    let keys = base::seal::Keys::for_tests();
    let machine = app::machine(db.db.clone(), clock.clone(), keys, config).await.expect("a machine");
    let mut browser = Browser::new(base::http::app(machine, app::routes()), clock);
    let page = browser.visit("/").await.clone();
    assert!(page.html.contains("<img src=\"/brand/logo.svg\" alt=\"\""));
    page.see("Newham Connect");
    let logo = browser.visit("/brand/logo.svg").await.clone();
    assert_eq!((logo.status, logo.headers["content-type"].as_str()), (200, "image/svg+xml"));
    assert!(logo.headers["content-security-policy"].contains("sandbox"));
    assert!(!logo.headers["content-security-policy"].contains("script-src"));
}
