//! Whoever signs in can press every link that a page shows them, with the real things of a whole thread behind it: nothing is missing, nothing breaks. And
//! whoever tries an address of somebody else is told that there is nothing, and breaks nothing either.

use crate::journeys::{
    case::known_already::given_another_practice_refers_him,
    referral::receptionist_refers::when_she_refers_mr_ellis,
    thread::from_a_surgery_to_a_choir::{
        when_sam_accepts, when_sam_asks_how_he_is, when_sam_sends_him_to_a_choir, when_sam_speaks_with_him,
        when_sam_writes_to_the_practice, when_the_choir_says_yes,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{App, Browser, on_both};

/// A thread with something on every page: a case with contacts, plan, measure, service and note, and another referral that waits. Its address.
async fn given_a_whole_thread(app: &App) -> String {
    let mut grace = app.signed_in("grace").await;
    when_she_refers_mr_ellis(&mut grace).await;
    let mut sam = app.signed_in("sam").await;
    let case = when_sam_accepts(&mut sam).await;
    when_sam_speaks_with_him(&mut sam, &case).await;
    when_sam_asks_how_he_is(&mut sam, &case, ["3", "2", "3", "7"]).await;
    let link = when_sam_sends_him_to_a_choir(app, &mut sam, &case).await;
    when_the_choir_says_yes(app, &link).await;
    when_sam_writes_to_the_practice(&mut sam, &case).await;
    given_another_practice_refers_him(app).await;
    case
}

/// Searches and other languages are opened, and not gone on from: they lead to each other without an end.
fn goes_on(link: &str) -> bool {
    !link.starts_with("/find?") && language(link).is_none()
}

/// The language that an address is in, if it says so.
fn language(link: &str) -> Option<&str> {
    let first = link.split(['/', '?']).nth(1).unwrap_or_default();
    Some(first).filter(|l| *l == base::words::EASY || l.len() == 2)
}

/// Presses every link from Today on; where they lead.
async fn walk(who: &str, browser: &mut Browser) -> BTreeSet<String> {
    let mut seen: BTreeSet<String> = BTreeSet::from(["/today".to_owned()]);
    let mut to_open: Vec<(String, String)> = vec![("signing in".to_owned(), "/today".to_owned())];
    while let Some((from, link)) = to_open.pop() {
        let page = browser.request("GET", &link, None, true).await;
        assert!([200, 303].contains(&page.status), "{who}: {from} leads to {link}, which answers {}", page.status);
        let mut next = page.links();
        next.extend(page.headers.get("location").cloned());
        for to in next {
            // Every page is there in every language; two of them stand for all, but for one page.
            let opened = language(&to).is_none_or(|l| ["ar", "easy"].contains(&l) || link == "/urgent");
            if goes_on(&link) && opened && seen.insert(to.clone()) {
                to_open.push((link.clone(), to));
            }
        }
    }
    seen
}

on_both! {
    async fn of_whoever_may_and_breaks_for_nobody(app) {
        let case = given_a_whole_thread(&app).await;
        let mut everybody: Vec<String> = app.world.workers().cloned().collect();
        everybody.sort();
        let mut all = BTreeSet::new();
        let mut opened = BTreeMap::new();
        for who in &everybody {
            let mut browser = app.signed_in(who).await;
            let seen = walk(who, &mut browser).await;
            let has = |start: &str| seen.iter().any(|l| l.starts_with(start));
            match who.as_str() {
                "sam" | "femi" => {
                    for page in ["", "/plan", "/needs", "/matters", "/match", "/onward", "/measures/ons4", "/note", "/contacts/new", "/close", "/transfer", "/agreements", "/safety"] {
                        assert!(seen.contains(&format!("{case}{page}")), "{who} finds no way to {page}: {seen:?}");
                    }
                    assert!(has("/inbox/") && has("/notes/") && has("/services/"), "{who}: {seen:?}");
                }
                "jo" => assert!(seen.contains(&case) && !seen.contains(&format!("{case}/close")), "{seen:?}"),
                "grace" | "dr-rao" => assert!(has("/sent/") && has("/notes/") && !has("/cases"), "{seen:?}"),
                "ada" => assert!(has("/admin/audit") && has("/admin/teams/") && !has("/cases") && !has("/sent"), "{seen:?}"),
                _ => assert!(!has("/cases/") && !has("/inbox/") && !has("/notes/"), "{who}: {seen:?}"),
            }
            all.extend(seen.iter().filter(|l| goes_on(l) && l.contains("-7")).cloned());
            opened.insert(who, seen);
        }
        assert!(all.len() > 30, "{all:?}");
        for who in &everybody {
            let mut browser = app.signed_in(who).await;
            for link in all.difference(&opened[who]) {
                let status = browser.request("GET", link, None, true).await.status;
                assert!([200, 303, 403, 404].contains(&status), "{who} at {link}: {status}");
            }
        }

        // And when it has ended.
        let mut sam = app.signed_in("sam").await;
        sam.visit(&format!("{case}/close")).await;
        let follow = "Follow it on: their answer still comes, and your team sees it in this record";
        sam.form("Close the case").choose("What mattered to them is in place").choose(follow).press(&mut sam).await;
        sam.page().see("The case is closed");
        for who in ["sam", "jo", "femi", "grace", "dr-rao"] {
            let mut browser = app.signed_in(who).await;
            let seen = walk(who, &mut browser).await;
            let finds_it = who.starts_with(['s', 'j', 'f']);
            assert_eq!(seen.contains(&case), finds_it, "{who}: {seen:?}");
        }
    }
}
