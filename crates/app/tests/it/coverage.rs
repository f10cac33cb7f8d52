//! Every route of the table, as a stranger and as each role: nobody gets more than the table says, and nothing breaks.

use base::http::routes::Access;
use testkit::{App, engines, once};

/// A path with made-up ids in it.
fn concrete(path: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{step}" => "who",
            "{slug}" => "nothing-here",
            "{stop}" => "1",
            "{token}" => "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "{file}" => "nothing.css",
            "{part}" => "nothing.xml",
            p if p.starts_with('{') => "018f0000-0000-7000-8000-000000000000",
            p => p,
        })
        .collect::<Vec<_>>()
        .join("/")
}

once! {
    async fn no_route_gives_a_role_more_than_the_table_says() {
        for engine in engines() {
            let app = App::on(engine).await;
            let roles = ["grace", "dr-rao", "ines", "sam", "femi", "bea", "kim", "ada"];
            let mut browsers = vec![("stranger", app.browser())];
            for who in roles {
                browsers.push((who, app.signed_in(who).await));
            }
            for (who, browser) in &mut browsers {
                for route in app::routes() {
                    let path = concrete(route.path);
                    let ends = ["/leave", "/sign-out", "/switch"].contains(&route.path);
                    if ends {
                        continue;
                    }
                    let body = (route.method == "POST").then(String::new);
                    let page = browser.request(route.method.as_str(), &path, body, true).await;
                    let stranger = *who == "stranger";
                    let at = format!("{who}: {route:?} answered {}", page.status);
                    assert!(page.status < 500, "{at}");
                    match route.access {
                        Access::Public | Access::Link => {}
                        _ if stranger => {
                            assert_eq!(page.status, 303, "{at}");
                            assert!(page.headers["location"].starts_with("/sign-in"), "{at}");
                        }
                        Access::SignedIn => {}
                        Access::For(action) => {
                            let may = app::policy::POLICY.grants.iter().any(|g| {
                                std::ptr::eq(g.action, action)
                                    && app::policy::ROLES.contains(&g.role)
                                    && browser_role(who) == g.role
                            });
                            if !may {
                                assert_eq!(page.status, 404, "{at}");
                            }
                        }
                    }
                    // An id that does not exist gives nothing, to anybody.
                    if route.path.contains('{') && page.status == 200 {
                        panic!("{at}, though there is nothing with this id");
                    }
                }
            }
        }
    }
}

/// Posts that read no body, so that nothing can be too large; and no token of a form is asked for, for that is in the body. Two have a token of their own in
/// the address, which nobody else knows; whoever is sent to one of the other two is out, or in for longer, and loses nothing that was theirs.
const READS_NOTHING: &[&str] = &["/keep/claim/{token}", "/keep/right/{token}", "/leave", "/session/extend"];

once! {
    async fn no_route_takes_a_body_without_end() {
        let limit = base::http::BODY_LIMIT as u64;
        let app = App::on(testkit::Engine::Sqlite).await;
        let mut browsers = vec![("stranger", app.browser())];
        for who in ["grace", "sam", "femi", "ada"] {
            browsers.push((who, app.signed_in(who).await));
        }
        let mut routes: Vec<_> = app::routes().into_iter().filter(|r| r.method == "POST").collect();
        // Last, because it signs out.
        routes.sort_by_key(|r| r.path == "/leave");
        for route in routes {
            let path = concrete(route.path);
            let mut refused = 0;
            for (who, browser) in &browsers {
                // Two gigabytes by its own account: not a byte is read.
                let outcome = browser.pour(&path, Some(2 << 30)).await;
                assert_eq!(outcome, (413, 0), "{who}: {route:?}");
                // As much, and nothing is said before: the limit is where reading ends. Who is sent away before it is read has nothing read.
                let (status, taken) = browser.pour(&path, None).await;
                assert!(taken <= limit + 32 * 1024, "{who}: {route:?} read {taken} bytes");
                assert!(status == 413 || taken == 0, "{who}: {route:?} answered {status} after {taken} bytes");
                assert!(status < 500 && (status >= 300 || taken == 0), "{who}: {route:?} answered {status}");
                refused += usize::from(status == 413);
            }
            assert_eq!(refused > 0, !READS_NOTHING.contains(&route.path), "{route:?}: refused {refused} times");
        }
    }
}

fn browser_role(who: &str) -> &'static str {
    match who {
        "grace" => app::policy::RECEPTIONIST,
        "dr-rao" => app::policy::CLINICIAN,
        "ines" => app::policy::DISCHARGE_NURSE,
        "sam" => app::policy::LINK_WORKER,
        "femi" => app::policy::LEAD,
        "bea" => app::policy::GROUP_KEEPER,
        "kim" => app::policy::COMMISSIONER,
        _ => app::policy::ADMINISTRATOR,
    }
}

#[test]
fn no_route_begins_like_a_language() {
    for route in app::routes() {
        let first = route.path.split('/').nth(1).unwrap_or_default();
        assert!(
            kernel::Language::find(first).is_none() || first.len() > 3,
            "{} looks like a page in the language {first}",
            route.path
        );
    }
}

#[test]
fn no_address_takes_anything_personal() {
    for route in app::routes() {
        for word in ["name", "email", "nhs", "phone", "postcode"] {
            assert!(!route.path.contains(word), "{}", route.path);
        }
    }
}
