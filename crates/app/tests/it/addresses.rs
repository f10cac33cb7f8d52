//! Where a request comes from: a proxy that is trusted is believed and nobody else, and an address that asks too often has to wait.

use axum::response::{IntoResponse, Response};
use base::{
    Ctx, Result,
    http::{
        limits::PER_MINUTE,
        routes::{Access, Route},
    },
};
use jiff::SignedDuration;
use testkit::{App, Browser, Engine, once};

const PROXIES: &str = "10.0.0.0/8, 192.0.2.1, 2001:db8:5::/48";

async fn whence(ctx: Ctx) -> Result<Response> {
    Ok(ctx.request.address.to_string().into_response())
}

fn from(browser: &mut Browser, address: &str, forwarded: &[&str]) {
    browser.address = Some(address.parse().expect("an address"));
    browser.headers.retain(|(name, _)| *name != "x-forwarded-for");
    browser.headers.extend(forwarded.iter().map(|f| ("x-forwarded-for", (*f).to_owned())));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trusted_proxy_is_believed_and_nobody_else() {
    let app = App::with(Engine::Sqlite, &[("trusted_proxies", PROXIES)]).await;
    // An empty house lets nobody past its gate but here.
    let mut routes = app::routes();
    routes.push(Route::get("/health/whence", Access::Public, whence));
    let mut browser = Browser::new(base::http::app(app.machine.clone(), routes), app.clock.clone());
    let reader = "203.0.113.9";
    for (peer, forwarded, expected) in [
        (reader, vec![], reader),
        // Anybody may write such a header.
        (reader, vec!["198.51.100.1"], reader),
        (reader, vec!["10.0.0.1"], reader),
        ("192.0.2.1", vec![], "192.0.2.1"),
        ("192.0.2.1", vec![reader], reader),
        ("192.0.2.2", vec![reader], "192.0.2.2"),
        ("10.9.8.7", vec![reader], reader),
        ("11.0.0.1", vec![reader], "11.0.0.1"),
        ("2001:db8:5:1::2", vec!["2001:db8:7::3"], "2001:db8:7::3"),
        // What the reader wrote stands left of what the proxy added.
        ("192.0.2.1", vec!["127.0.0.1, 203.0.113.9"], reader),
        ("192.0.2.1", vec!["10.0.0.1, 203.0.113.9"], reader),
        // Some proxies add a line of their own.
        ("192.0.2.1", vec!["198.51.100.1", reader], reader),
        ("192.0.2.1", vec!["198.51.100.1, 198.51.100.2", "203.0.113.9, 10.0.0.1"], reader),
        // Several hops, all ours; then one that is not.
        ("10.0.0.1", vec!["198.51.100.1, 203.0.113.9, 192.0.2.1, 10.0.0.2"], reader),
        ("10.0.0.1", vec!["203.0.113.9,192.0.2.2,10.0.0.2"], "192.0.2.2"),
        // A reader on our own network.
        ("192.0.2.1", vec!["10.1.1.1"], "10.1.1.1"),
        ("192.0.2.1", vec!["10.1.1.1, 10.0.0.2"], "10.1.1.1"),
        // What cannot be read ends it: left of it stands what anybody may have written.
        ("192.0.2.1", vec!["203.0.113.9, unknown"], "192.0.2.1"),
        ("192.0.2.1", vec!["203.0.113.9, unknown, 10.0.0.2"], "10.0.0.2"),
        ("192.0.2.1", vec!["203.0.113.9, "], "192.0.2.1"),
        ("192.0.2.1", vec!["198.51.100.1, 203.0.113.9:4711"], reader),
        ("192.0.2.1", vec!["[2001:db8:7::3]:4711"], "2001:db8:7::3"),
        ("192.0.2.1", vec!["[2001:db8:7::3]"], "2001:db8:7::3"),
        // A server that listens on IPv6 sees IPv4 dressed up.
        ("::ffff:192.0.2.1", vec!["::ffff:203.0.113.9"], reader),
        ("::ffff:203.0.113.9", vec![], reader),
    ] {
        from(&mut browser, peer, &forwarded);
        assert_eq!(browser.visit("/health/whence").await.html, expected, "{peer} says {forwarded:?}");
    }
}

once! {
    async fn an_address_that_asks_too_often_has_to_wait_and_the_others_do_not() {
        let app = App::with(Engine::Sqlite, &[("trusted_proxies", PROXIES)]).await;
        let mut browser = app.browser();
        app.clock.advance(SignedDuration::from_secs(18));
        // By two proxies and directly, and a header that anybody may write: it is one address.
        for n in 0..PER_MINUTE {
            match n % 3 {
                0 => from(&mut browser, "192.0.2.1", &["203.0.113.9"]),
                1 => from(&mut browser, "10.0.0.1", &["198.51.100.1, 203.0.113.9"]),
                _ => from(&mut browser, "203.0.113.9", &["198.51.100.1"]),
            }
            assert_eq!(browser.request("GET", "/health/live", None, true).await.status, 200, "request {n}");
        }
        for (peer, forwarded) in [("192.0.2.1", vec!["203.0.113.9"]), ("203.0.113.9", vec![])] {
            from(&mut browser, peer, &forwarded);
            for path in ["/health/live", "/sign-in", "/assets/nothing.css", "/nowhere"] {
                let page = browser.request("GET", path, None, true).await;
                assert_eq!((page.status, page.headers["retry-after"].as_str()), (429, "42"), "{path}");
                page.see("Too many requests").see("Try again in 42 seconds").see(&page.headers["x-request-id"]);
                assert!(page.headers["content-security-policy"].contains("default-src 'none'"));
                assert_eq!(page.headers["cache-control"], "no-store");
            }
            let page = browser.request("GET", "/ar/sign-in", None, true).await;
            assert_eq!((page.status, page.headers["content-language"].as_str()), (429, "ar"));
            page.see("طلبات كثيرة");
            browser.cookies.clear();
            let page = browser.request("POST", "/sign-in", Some("email=".to_owned()), true).await;
            assert_eq!(page.status, 429);
        }
        // Others behind the same proxies, and the proxies themselves, go on.
        for (peer, forwarded) in [("192.0.2.1", vec!["203.0.113.10"]), ("203.0.113.8", vec![]), ("192.0.2.1", vec![])] {
            from(&mut browser, peer, &forwarded);
            assert_eq!(browser.request("GET", "/health/live", None, true).await.status, 200, "{peer} {forwarded:?}");
        }
        // And everybody in the next minute.
        app.clock.advance(SignedDuration::from_secs(42));
        from(&mut browser, "203.0.113.9", &[]);
        assert_eq!(browser.request("GET", "/health/live", None, true).await.status, 200);
    }
}
