//! Somebody finds a choir and takes it along: onto a telephone, by message, on paper, in a list. Nothing of it stands in an address; of a place that must not be
//! public nothing goes along; and what has closed says so.

use serde_json::Value;
use testkit::{Page, choir, on_both};

const CHOIR: &str = "/services/carpenters-road-singers";

/// What a page says to machines, and the nonce that it says it under.
fn markup(page: &Page) -> Option<(Value, String)> {
    let rest = page.html.split("<script type=\"application/ld+json\" nonce=\"").nth(1)?;
    let (nonce, rest) = rest.split_once("\">")?;
    let (json, _) = rest.split_once("</script>")?;
    Some((serde_json::from_str(json).expect("JSON"), nonce.to_owned()))
}

fn decoded(href: &str) -> String {
    let body = href.split("body=").nth(1).expect("a text").split('&').next().unwrap_or_default();
    url::form_urlencoded::parse(format!("b={body}").as_bytes()).next().expect("a text").1.into_owned()
}

on_both! {
    async fn onto_a_telephone_by_message_and_on_paper(app) {
        choir(&app.system()).await;
        let mut anybody = app.browser();
        anybody.visit("/find?words=singers").await;
        anybody.follow("Send or print Carpenters Road Singers").await.see("Send it from this device").see("We keep nothing");
        let page = anybody.page();
        assert!(page.attribute("svg.kith-qr", "aria-label").is_some_and(|name| name.contains("Carpenters Road Singers")));
        page.not_see("Think first");
        let sms = page.attribute("a[href^='sms:']", "href").expect("a message");
        assert!(sms.starts_with("sms:?&body=Carpenters%20Road%20Singers"), "{sms}");
        let text = decoded(&sms);
        for words in ["Tuesday 18:30–20:30", "The Pumping House, 14 Farthing Row, E15", "020 7946 0312", CHOIR] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(page.attribute("a[href^='mailto:']", "href").is_some_and(|m| m.starts_with("mailto:?subject=Carpenters%20Road%20Singers&body=")));
        anybody.follow("Page to print, in large letters").await.see("14 Farthing Row").see("Get in touch yourself").see("020 7946 0312").see("Printed on");
        assert!(anybody.page().attribute(".kith-handout svg.kith-qr", "role").is_some());
        // What is sent on from a page in Arabic leads to a page in Arabic.
        let arabic = anybody.visit(&format!("/ar{CHOIR}/share")).await;
        let text = decoded(&arabic.attribute("a[href^='sms:']", "href").expect("a message"));
        assert!(text.contains("/ar/services/"), "{text}");
        // Written from right to left the groups of a number change places: it is in one piece.
        assert!(text.contains("02079460312"), "{text}");
        assert_eq!(anybody.visit("/services/no-such/share").await.status, 404);
        assert_eq!(anybody.visit("/services/no-such/print").await.status, 404);
    }
}

on_both! {
    async fn a_message_says_who_may_come_and_what_is_noted_beside_the_times(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        let all = app::directory::demo_services(app.system().now()).unwrap();
        let told = |s: &&app::directory::Service| !s.masked && s.gender.as_deref() == Some("women") && s.age_min.is_some();
        let women = all.iter().find(told).expect("a service for women of some age");
        let noted = all.iter().find(|s| !s.masked && s.sessions.first().is_some_and(|t| t.note.is_some())).expect("a note");
        let written = all.iter().find(|s| !s.masked && s.phone.is_none() && s.email.is_some()).expect("one without a telephone");
        let mut text_of = async |slug: &str| {
            let page = anybody.visit(&format!("/services/{slug}/share")).await;
            decoded(&page.attribute("a[href^='sms:']", "href").expect("a message"))
        };
        let text = text_of(&women.slug).await;
        assert!(text.contains("For women only. Age") || text.contains("For women only. Ages"), "{text}");
        let text = text_of(&noted.slug).await;
        assert!(text.contains(noted.sessions[0].note.as_deref().unwrap()), "{text}");
        let text = text_of(&written.slug).await;
        assert!(text.contains(written.email.as_deref().unwrap()), "{text}");
        anybody.visit(&format!("/services/{}/print", women.slug)).await.see("Who may come").see("For women only");
    }
}

on_both! {
    async fn of_a_masked_place_nothing_goes_along_and_one_is_asked_to_think(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        let all = app::directory::demo_services(app.system().now()).unwrap();
        let masked: Vec<_> = all.iter().filter(|s| s.masked).collect();
        assert!(masked.len() > 1);
        for s in masked {
            let path = format!("/services/{}", s.slug);
            let shared = anybody.visit(&format!("{path}/share")).await;
            shared.see("Think first");
            let text = decoded(&shared.attribute("a[href^='sms:']", "href").expect("a message"));
            let shut = s.places == Some(0) || s.paused_at.is_some() || s.closed_at.is_some();
            let lines = 2 + usize::from(!s.sessions.is_empty()) + usize::from(s.phone.is_some()) + usize::from(shut);
            assert_eq!(text.lines().count(), lines, "{text}");
            anybody.visit(&format!("{path}/print")).await.see("The address is not public");
            let (said, _) = markup(anybody.visit(&path).await).expect("what is said to machines");
            assert!(said["availableChannel"].get("serviceLocation").is_none(), "{said}");
        }
    }
}

on_both! {
    async fn what_a_page_says_to_machines_is_what_it_says(app) {
        choir(&app.system()).await;
        let mut anybody = app.browser();
        let page = anybody.visit(CHOIR).await;
        let (said, nonce) = markup(page).expect("what is said to machines");
        assert!(page.headers["content-security-policy"].contains(&format!("'nonce-{nonce}'")));
        assert_eq!((said["@context"].as_str(), said["@type"].as_str()), (Some("https://schema.org"), Some("Service")));
        assert_eq!(said["name"], "Carpenters Road Singers");
        assert_eq!(said["offers"]["price"], "0");
        assert_eq!(said["hoursAvailable"][0]["opens"], "18:30");
        assert_eq!(said["availableChannel"]["servicePhone"]["telephone"], "020 7946 0312");
        assert_eq!(said["availableChannel"]["serviceLocation"]["address"]["streetAddress"], "14 Farthing Row");
        assert!(said["url"].as_str().is_some_and(|url| url.ends_with(CHOIR)));
        // Two steps from the results somebody says what is wrong.
        anybody.visit("/find?words=singers").await;
        anybody.follow("Carpenters Road Singers").await;
        anybody.follow("Something here is wrong").await.see("What is wrong?");
    }
}

on_both! {
    async fn a_list_without_scripts_is_in_the_page_alone(app) {
        let ctx = app.system();
        app::directory::load_demo(&ctx).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/shortlist").await.see("Nothing on your list yet").see("the list is on this page only");
        anybody.visit(CHOIR).await;
        anybody.form("Keep").press(&mut anybody).await;
        let page = anybody.page();
        page.see("One service on your list").see("31 Adzemaker Row");
        assert_eq!((page.status, page.url.as_str()), (200, "/shortlist"), "nothing of it stands in the address");
        assert_eq!((page.headers["x-robots-tag"].as_str(), page.headers["cache-control"].as_str()), ("noindex", "no-store"));
        anybody.form("Find").fill("Add another", "tune and teacake").press(&mut anybody).await;
        anybody.page().see("One service on your list").see("Tune & Teacake");
        anybody.form("Put on the list Tune & Teacake").set("add", "tune-and-teacake").press(&mut anybody).await;
        let page = anybody.page();
        page.see("2 services on your list");
        let text = decoded(&page.attribute("a[href^='sms:']", "href").expect("a message"));
        assert!(text.contains("/services/carpenters-road-singers") && text.contains("Tune & Teacake"), "{text}");

        // One closes, and an address that leads nowhere comes along: both are told, neither is sent.
        let (mut rx, _) = ctx.read(&app::policy::SERVICE_VIEW, base::House::id()).await.expect("a snapshot");
        let tea = app::directory::find_slug(&mut rx, "tune-and-teacake").await.expect("a look").expect("a service");
        drop(rx);
        app::directory::close(&ctx, tea.id, "moved away").await.expect("closed");
        let page = anybody.post("/shortlist", &[("s", "carpenters-road-singers"), ("s", "tune-and-teacake"), ("s", "never-was")]).await;
        page.see("This service has closed").see("is not here any more");
        let text = decoded(&page.attribute("a[href^='sms:']", "href").expect("a message"));
        assert!(!text.contains("tune-and-teacake") && !text.contains("never-was"), "{text}");
        anybody.form("Take off Tune & Teacake").set("remove", "tune-and-teacake").press(&mut anybody).await;
        anybody.page().not_see("Tune & Teacake").see("Carpenters Road Singers");
        anybody.form("Empty the list").set("empty", "yes").press(&mut anybody).await;
        anybody.page().see("Nothing on your list yet");
    }
}
