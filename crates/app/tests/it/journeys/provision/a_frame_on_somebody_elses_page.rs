//! A council shows on its own page who the link workers are, and how far the borough has come. The frame may stand anywhere and can do nothing; nothing else of
//! the house may be framed.

use super::a_lead_writes_where_they_are::{given_boroughs, when_the_lead_writes_of_her_team};
use base::http::routes::Access;
use testkit::on_both;

const FRAMES: [&str; 6] = [
    "/embed/link-workers/newham",
    "/embed/progress/newham",
    "/ar/embed/link-workers/hackney",
    "/ar/embed/progress/hackney",
    "/embed/link-workers",
    "/ar/embed/link-workers",
];

on_both! {
    async fn it_may_stand_anywhere_and_can_do_nothing(app) {
        given_boroughs(&app).await;
        let mut femi = app.signed_in("femi").await;
        when_the_lead_writes_of_her_team(&mut femi).await;

        let mut anybody = app.browser();
        let title = "title=\"Link workers in Newham\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>";
        anybody.visit("/link-workers/newham").await.see("Copy this line").see("/en/embed/link-workers/newham\" ").see(title);
        anybody.visit("/ar/link-workers/newham").await.see("/ar/embed/link-workers/newham\" ");
        anybody.visit("/en/find/places/newham/progress").await.see("/embed/progress/newham\" title=\"Progress in Newham\"");

        for address in FRAMES {
            // Whoever is signed in is nobody here: what is read is the same.
            femi.cookies.insert("theme".to_owned(), "dark".to_owned());
            let signed_in = femi.visit(address).await.html.clone();
            let mut stranger = app.browser();
            let page = stranger.visit(address).await;
            assert_eq!(page.status, 200, "{address}");
            assert_eq!(page.html, signed_in, "{address}");
            let policy = page.headers["content-security-policy"].to_owned();
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors *"), "{policy}");
            assert!(policy.contains("form-action 'none'") && !policy.contains("script-src"), "{policy}");
            assert!(!page.headers.contains_key("x-frame-options") && !page.headers.contains_key("set-cookie"), "{address}");
            assert_eq!(page.headers["cross-origin-resource-policy"], "cross-origin");
            for banned in ["<script", "<form", "<input", "<button", " style=", "onclick"] {
                assert!(!page.html.contains(banned), "{address} has {banned}");
            }
            // Whatever is followed opens outside the frame; a number is dialled where it stands.
            let links = page.html.matches("<a ").count();
            let out = page.html.matches("target=\"_top\" rel=\"noopener\"").count();
            assert_eq!(links, out + page.html.matches("href=\"tel:").count(), "{}", page.html);
            assert!(out >= 2, "{address}");
        }
        anybody.visit(FRAMES[0]).await.see("020 7946 0123").see("Urgent help");
        anybody.visit(FRAMES[2]).await;
        assert_eq!(anybody.page().attribute("footer a", "href").as_deref(), Some("/ar/link-workers/hackney"));
        // An English frame leads on in English, whatever the reader's browser asks for.
        anybody.visit("/en/embed/progress/newham").await;
        assert_eq!(anybody.page().attribute("footer a", "href").as_deref(), Some("/en/find/places/newham/progress"));
    }
}

on_both! {
    async fn nothing_else_may_be_framed(app) {
        given_boroughs(&app).await;
        let mut anybody = app.browser();
        let mut looked = 0;
        for route in app::routes().into_iter().filter(|r| r.method == "GET" && matches!(r.access, Access::Public)) {
            if route.path.starts_with("/embed/") {
                continue;
            }
            let address = route.path.replace("{slug}", "newham");
            let page = anybody.visit(&address).await;
            assert_eq!(page.headers["x-frame-options"], "DENY", "{address}");
            assert!(!page.headers["content-security-policy"].contains("frame-ancestors *"), "{address}");
            looked += 1;
        }
        assert!(looked > 20, "{looked}");
        // What is not there is a page of ours, and refuses as all of them do.
        for address in ["/embed/link-workers/nowhere", "/embed/nothing", "/ar/embed/progress/nowhere"] {
            let page = anybody.visit(address).await;
            assert_eq!((page.status, page.headers["x-frame-options"].as_str()), (404, "DENY"), "{address}");
        }
    }
}
