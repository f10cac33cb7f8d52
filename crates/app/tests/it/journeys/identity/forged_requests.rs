//! Another site's page cannot act through our reader; headers are strict; a body that is too large is refused unread.

use crate::journeys::upkeep::{MAILBOX, when_they_claim_the_choir, when_they_come_in};
use testkit::{choir, on_both};

on_both! {
    async fn another_site_is_refused(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/refer").await;
        let form = grace.form("Start a referral");
        let token = form.fields.iter().find(|f| f.0 == "form_token").expect("a token").1.clone();

        // The browser says that another site caused it.
        grace.headers.push(("sec-fetch-site", "cross-site".into()));
        let refused = grace.request("POST", "/refer", Some(format!("form_token={token}")), false).await;
        assert_eq!(refused.status, 403);
        grace.headers.pop();

        // An old browser says its origin.
        grace.headers.push(("origin", "https://evil.example".into()));
        assert_eq!(grace.request("POST", "/refer", Some(format!("form_token={token}")), false).await.status, 403);
        grace.headers.pop();
        grace.headers.push(("origin", "http://kith.test".into()));
        assert_eq!(grace.request("POST", "/refer", Some(String::new()), false).await.status, 303);
        grace.headers.pop();

        // A very old one says nothing: then the form's token decides.
        assert_eq!(grace.request("POST", "/refer", Some(String::new()), false).await.status, 403);
        assert_eq!(grace.request("POST", "/refer", Some("form_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into()), false).await.status, 403);
        assert_eq!(grace.request("POST", "/refer", Some(format!("form_token={token}")), false).await.status, 303);
        let mut rao = app.signs_in("dr-rao").await;
        assert_eq!(rao.request("POST", "/refer", Some(format!("form_token={token}")), false).await.status, 403, "a token of another session");
    }
}

on_both! {
    async fn what_a_keeper_only_presses_is_theirs_to_press(app) {
        choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", MAILBOX).await;
        let mut mo = when_they_come_in(&app, MAILBOX).await;
        mo.follow("Carpenters Road Singers").await;
        let listing = mo.page().url.split('?').next().expect("a path").to_owned();
        let nothing = "018f0000-0000-7000-8000-000000000000";
        let presses = ["right", "step-down", &format!("take-back/{nothing}")].map(|end| format!("{listing}/{end}"));
        for path in presses.iter().map(String::as_str).chain(["/keep/leave"]) {
            assert_eq!(mo.request("POST", path, Some(String::new()), false).await.status, 403, "{path}");
        }
        // They look after it still, and have not said that it is right.
        mo.visit(&listing).await.see("You are the only one");
        mo.form("It is all right").press(&mut mo).await;
        mo.page().see("The entry says that you have checked it today");
    }
}

on_both! {
    async fn headers_are_strict(app) {
        let mut browser = app.browser();
        let page = browser.visit("/").await.clone();
        let header = |name: &str| page.headers.get(name).cloned().unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("'nonce-") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cache-control"), "no-store");
        assert!(!header("x-request-id").is_empty());
        let nonce = policy.split("'nonce-").nth(1).and_then(|p| p.split('\'').next()).expect("a nonce");
        assert_eq!(page.html.matches("<script").count(), page.html.matches(&format!("nonce=\"{nonce}\"")).count());

        let large = "x".repeat(base::http::BODY_LIMIT + 1);
        for path in ["/sign-in", "/refer", "/no/such/path"] {
            assert_eq!(browser.request("POST", path, Some(large.clone()), true).await.status, 413, "{path}");
        }
        browser.headers.push(("content-length", "2147483648".into()));
        assert_eq!(browser.request("POST", "/sign-in", Some("x".into()), true).await.status, 413, "two gigabytes, unread");
    }
}
