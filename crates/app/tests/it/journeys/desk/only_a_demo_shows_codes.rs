//! The page with everybody's one-time codes, and the one with everybody's mail, are there in a folder marked as a demo, for readers at this machine; nobody
//! else finds them, whoever they are.

use app::desk::DEMO_PASSWORD;
use jiff::SignedDuration;
use testkit::{App, Browser, Engine, engines, on_both, once};

const PAGES: [&str; 4] = ["/demo", "/demo/outbox", "/demo/tour", "/demo/tour/1"];
const FIELD: &str = "Code from your app, or a printed code";

async fn then_there_is_nothing(browser: &mut Browser) {
    for path in PAGES {
        let page = browser.visit(path).await;
        assert_eq!(page.status, 404, "{path}");
        page.see("Page not found").not_see(DEMO_PASSWORD);
    }
}

/// Gives Grace's address and password, and stays at the second step.
async fn when_grace_gives_her_password(app: &App, browser: &mut Browser) {
    browser.cookies.clear();
    browser.visit("/sign-in").await;
    let email = app.world.worker("grace").email.clone();
    browser.form("Sign in").fill("E-mail address", &email).fill("Password", testkit::PASSWORD).press(browser).await;
    browser.page().see("One more step");
}

on_both! {
    async fn an_installation_has_no_such_pages(app) {
        let mut everybody: Vec<String> = app.world.workers().cloned().collect();
        everybody.sort();
        let mut browsers = vec![app.browser()];
        for who in &everybody {
            browsers.push(app.signed_in(who).await);
        }
        for browser in &mut browsers {
            for address in [None, Some("127.0.0.1"), Some("::1"), Some("203.0.113.9")] {
                browser.address = address.map(|a| a.parse().expect("an address"));
                then_there_is_nothing(browser).await;
            }
        }
        let mut here = app.browser();
        when_grace_gives_her_password(&app, &mut here).await;
        let code = app.world.worker("grace").code(app.clock.now());
        here.page().not_see(&code);
        // Nor does a code count for longer than the standard says.
        app.clock.advance(SignedDuration::from_secs(90));
        here.form("Continue").fill(FIELD, &code).press(&mut here).await;
        here.page().see("That code is not right");
    }
}

once! {
    async fn a_demo_takes_a_code_for_ten_minutes_and_once() {
        let app = App::demo(Engine::Sqlite, &[]).await;
        let mut browser = app.browser();
        let code = app.world.worker("grace").code(app.clock.now());
        when_grace_gives_her_password(&app, &mut browser).await;
        app.clock.advance(SignedDuration::from_mins(10));
        browser.form("Continue").press(&mut browser).await;
        assert_eq!(browser.page().url, "/today", "{}", browser.page().text());

        // On another desk: the same code does not open a second time, and one of eleven minutes ago not at all.
        when_grace_gives_her_password(&app, &mut browser).await;
        browser.form("Continue").fill(FIELD, &code).press(&mut browser).await;
        browser.page().see("That code is not right");
        app.clock.advance(SignedDuration::from_mins(11));
        browser.form("Continue").press(&mut browser).await;
        browser.page().see("That code is not right");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demo_shows_them_to_whoever_sits_at_the_machine() {
    for engine in engines() {
        let app = App::demo(engine, &[("trusted_proxies", "127.0.0.1")]).await;
        let mut browser = app.browser();
        for address in ["127.0.0.1", "127.8.8.8", "::1"] {
            browser.address = Some(address.parse().expect("an address"));
            browser.visit("/demo").await.see(DEMO_PASSWORD);
            for path in ["/demo/outbox", "/demo/tour"] {
                assert_eq!(browser.visit(path).await.status, 200, "{path} at {address}");
            }
            when_grace_gives_her_password(&app, &mut browser).await;
            let filled = browser.page().attribute("#code", "value");
            assert_eq!(filled, Some(app.world.worker("grace").code(app.clock.now())), "at {address}");
        }
        for address in ["203.0.113.9", "192.168.0.7", "10.0.0.1", "0.0.0.0", "2001:db8::7", "fe80::1"] {
            browser.address = Some(address.parse().expect("an address"));
            browser.cookies.clear();
            then_there_is_nothing(&mut browser).await;
            when_grace_gives_her_password(&app, &mut browser).await;
            browser.page().not_see(&app.world.worker("grace").code(app.clock.now()));
        }
        browser.cookies.clear();
        // Somebody from elsewhere, by a proxy at this machine; and saying of themselves that they are here.
        browser.address = Some([127, 0, 0, 1].into());
        browser.headers.push(("x-forwarded-for", "203.0.113.9".to_owned()));
        then_there_is_nothing(&mut browser).await;
        browser.headers.pop();
        browser.headers.push(("x-forwarded-for", "127.0.0.1, 203.0.113.9".to_owned()));
        then_there_is_nothing(&mut browser).await;
    }
}
