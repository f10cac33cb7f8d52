//! The demo comes out the same again, on either database, and looks like two years of work that end today.

use app::{
    case, demo, identity, onward, outcome,
    person::{self, Person},
    plan,
    policy::{HOUSE_VIEW, ROLES},
    referral::{self, Referral, Status},
};
use base::{
    Actor, Clock, Config, Ctx, House, Machine,
    db::{
        Engine,
        testing::{TestDb, engines, fresh},
    },
    mail,
    seal::{Ids, Keys},
};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use testkit::once;

fn now() -> Instant {
    "2026-11-24T17:00:00.000000Z".parse().expect("an instant")
}

async fn started(engine: Engine, seed: u64) -> (TestDb, Arc<Machine>) {
    let db = fresh(engine).await;
    let mut config = Config::for_tests();
    config.set("data", db.folder.to_str().expect("a plain path"));
    config.demo = true;
    let (clock, ids) = (Clock::fixed(now()), Ids::seeded(seed));
    let machine = app::machine_with(db.db.clone(), clock, Keys::for_tests(), config, ids).await.expect("a machine");
    (db, machine)
}

pub async fn made(engine: Engine, seed: u64, people: usize) -> (TestDb, Arc<Machine>, Vec<Id<Referral>>) {
    let (db, machine) = started(engine, seed).await;
    let made = demo::make(&machine, now(), seed, people).await.expect("a demo");
    (db, machine, made.referrals)
}

/// One person's history as lines, and what is counted of it.
#[derive(Default)]
struct Seen {
    lines: Vec<String>,
    events: Vec<Instant>,
    accepted: usize,
    reached: usize,
    came: usize,
    open: usize,
    waiting: usize,
    /// Referrals of somebody whose ethnicity is written down.
    stated: usize,
    /// Cases that changed hands, and people by how often they were referred.
    transfers: usize,
    people: HashMap<Id<Person>, usize>,
}

async fn see(machine: &Arc<Machine>, referrals: &[Id<Referral>]) -> Seen {
    let ctx = machine.system("test");
    let mut seen = Seen::default();
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await.expect("the house");
    for id in referrals {
        let r = referral::find(&mut rx, *id).await.expect("the database").expect("a referral");
        let p = person::find(&mut rx, r.person_id).await.expect("the database").expect("a person");
        seen.lines.push(format!("{} {} {:?} {}", r.id, r.reference, r.status(), r.sent_at));
        seen.lines.push(format!(
            "  {} {} {:?} {:?}",
            p.id,
            p.name.0,
            p.born.map(|b| b.to_string()),
            p.nhs_number.map(|n| n.key())
        ));
        seen.events
            .extend([Some(r.sent_at), r.accepted_at, r.returned_at, r.withdrawn_at, r.closed_at].into_iter().flatten());
        *seen.people.entry(p.id).or_default() += 1;
        seen.stated += usize::from(p.ethnicity.is_some());
        seen.waiting += usize::from(r.status() == Status::Waiting);
        let Some(c) = case::of_referral(&mut rx, *id).await.expect("the database") else { continue };
        seen.accepted += 1;
        seen.reached += usize::from(c.last_contact_at.is_some());
        seen.open += usize::from(c.closed_at.is_none());
        seen.lines.push(format!("  {} {} {:?} {:?}", c.id, c.worker_id, c.main_need, c.closed_why));
        let past = base::history::of(&mut rx, c.id.uuid()).await.expect("the database");
        seen.transfers += past.iter().filter(|p| p.event == "case-transferred").count();
        for t in case::contacts(&mut rx, c.id).await.expect("the database") {
            seen.events.extend([t.at, t.recorded_at]);
            seen.lines.push(format!("    {} {} {}", t.id, t.channel, t.at));
        }
        for g in plan::goals_of(&mut rx, c.id).await.expect("the database") {
            seen.lines.push(format!("    {} {} {}", g.id, g.status, g.words.0));
        }
        for m in outcome::measures_of(&mut rx, c.id, "ons4").await.expect("the database") {
            seen.events.push(m.recorded_at);
            seen.lines.push(format!("    {} {:?}", m.id, m.answers));
        }
        for n in outcome::notes_of(&mut rx, c.id).await.expect("the database") {
            seen.events.extend([Some(n.made_at), n.filed_at].into_iter().flatten());
            seen.lines.push(format!("    {} {} {:?}", n.id, n.number, n.filed_at));
        }
        let onward = onward::of_case(&mut rx, c.id).await.expect("the database");
        seen.came += usize::from(onward.iter().any(|o| o.came == Some(true)));
        for o in onward {
            seen.events.extend([Some(o.sent_at), o.accepted_at, o.declined_at, o.attended_at].into_iter().flatten());
            seen.lines.push(format!("    {} {} {:?}", o.id, o.service_id, o.status(now())));
        }
    }
    seen
}

once! {
    async fn the_same_seed_and_day_give_the_same_demo_on_either_database() {
        let (_first_db, machine, referrals) = made(Engine::Sqlite, 3, 12).await;
        let first = see(&machine, &referrals).await.lines;
        let codes = identity::demo_codes(&machine.system("test")).await.expect("codes");
        assert!(first.len() > 100, "{} lines only", first.len());
        for engine in engines() {
            let (_db, machine, referrals) = made(engine, 3, 12).await;
            let again = see(&machine, &referrals).await.lines;
            for (a, b) in first.iter().zip(&again) {
                assert_eq!(a, b, "on {engine:?}");
            }
            assert_eq!(first.len(), again.len());
            let mut codes_again = identity::demo_codes(&machine.system("test")).await.expect("codes");
            let mut codes = codes.clone();
            codes.sort();
            codes_again.sort();
            assert_eq!(codes, codes_again, "the authenticators are the same too");
        }
        let (_db, machine, referrals) = made(Engine::Sqlite, 4, 12).await;
        assert_ne!(first, see(&machine, &referrals).await.lines, "another seed gives another demo");
    }
}

once! {
    async fn a_demo_is_two_years_of_work_that_end_today() {
        let (db, machine, referrals) = made(Engine::Sqlite, 1, 120).await;
        let seen = see(&machine, &referrals).await;
        assert!((115..=130).contains(&seen.people.len()), "{} people", seen.people.len());
        let again = seen.people.values().filter(|n| **n > 1).count();
        assert!((1..=20).contains(&again), "{again} were referred again");
        assert!((1..=15).contains(&seen.transfers), "{} cases changed hands", seen.transfers);
        assert_eq!(machine.clock.now(), now());
        assert!(seen.events.iter().all(|at| *at <= now()), "something happens in the future");
        let days = |n: i64| SignedDuration::from_hours(24 * n);
        assert!(seen.events.iter().all(|at| now().since(*at) < days(745)));
        assert!(seen.events.iter().any(|at| now().since(*at) > days(600)), "nothing happened two years ago");
        assert!(seen.events.iter().any(|at| now().since(*at) < days(4)), "nothing happened lately");
        let share = |n: usize, of: usize| n as f64 / of as f64;
        assert!((0.8..=1.0).contains(&share(seen.reached, seen.accepted)), "{} of {} reached", seen.reached, seen.accepted);
        assert!((0.22..=0.5).contains(&share(seen.came, referrals.len())), "{} came", seen.came);
        assert!((8..=40).contains(&seen.open) && seen.waiting >= 3, "{} open, {} waiting", seen.open, seen.waiting);

        // The page of the demo: eight people, whoever needs no code among them, and the roles are all there.
        let table = demo::who_can_sign_in(&machine).await.expect("a table");
        assert_eq!(table.len(), 8);
        assert_eq!(table.iter().map(|(role, _, _)| role.as_str()).collect::<HashSet<_>>(), ROLES.iter().copied().collect());
        assert!(demo::welcome("http://127.0.0.1:8080/", &table).contains("Sam Lee"));

        for name in [demo::SUPPORTER, demo::COMMISSIONER, demo::RECEPTIONIST] {
            assert!(table.iter().any(|(_, n, _)| n == name), "{name}");
        }
        // How often somebody's ethnicity is written down is one of the facts; here only that it is, and that it is missing too.
        assert!(seen.stated > 0 && seen.stated < referrals.len(), "{} of {}", seen.stated, referrals.len());

        // Somebody has asked for what is not there, some of that was found or started, and some still waits.
        let (mut rx, _) = machine.system("test").read(&HOUSE_VIEW, House::id()).await.expect("the house");
        let year = "2025-11-24T00:00:00.000000Z".parse().expect("an instant");
        let mut gaps = (0, 0, 0);
        for borough in ["newham", "hackney", "tower-hamlets", "redbridge", "havering", "waltham-forest", "barking-and-dagenham"] {
            let of = app::gap::counted(&mut rx, borough, year).await.expect("gaps");
            gaps = (gaps.0 + of.noted, gaps.1 + of.closed, gaps.2 + of.open());
        }
        assert!(gaps.0 >= 10 && gaps.1 >= 3 && gaps.2 >= 3, "{gaps:?}");

        // Nobody gets two years of mail at the first start.
        let sent = mail::outbox(&machine.system("test")).await.expect("the outbox");
        assert!(sent.iter().all(|(_, state, _)| state == "sent"));
        let written = std::fs::read_dir(db.folder.join("outbox")).map_or(0, Iterator::count);
        assert!(written < 15, "{written} messages in the folder");
        assert_eq!(base::jobs::waiting(&machine.db, now()).await.expect("the queue"), 0);
    }
}

once! {
    async fn a_stranger_walks_the_tour_by_its_own_buttons() {
        for engine in engines() {
            let (_db, machine, _) = made(engine, 1, 12).await;
            let clock = machine.clock.clone();
            let mut visitor = testkit::Browser::new(base::http::app(machine, app::routes()), clock);

            // The first stop is anybody's. Until then nothing says where the visitor is.
            visitor.visit("/demo/tour").await.not_see("Next: stop").not_see("kith-tour__seen");
            visitor.follow("Find singing near E15").await.see("Carpenters Road Singers").see("The tour, stop 1 of 5");

            // The second signs in as Sam, with what the pages fill in, however long that is looked at.
            visitor.follow("Next: stop 2").await;
            visitor.form("Open Today as Sam").press(&mut visitor).await;
            visitor.page().see("One more step");
            visitor.clock.advance(SignedDuration::from_mins(9));
            visitor.form("Continue").press(&mut visitor).await;
            visitor.page().see("New referrals").see("The tour, stop 2 of 5");
            assert_eq!(visitor.page().url, "/today");

            // From there on links are enough.
            visitor.follow("Next: stop 3").await;
            visitor.follow("Open his contacts").await.see("Mr Lionel Gittens").see("What matters").see("Along the wall");
            assert!(visitor.page().url.ends_with("#contacts"), "{}", visitor.page().url);
            assert!(visitor.page().attribute("h2#contacts", "class").is_some(), "the link leads to nothing");
            visitor.follow("Next: stop 4").await;
            visitor.follow("See what might fit her").await.see("Leanne Fraser").see("What might fit").see("Why");
            for (person, part) in demo::LONGER {
                visitor.follow("The tour, stop 4").await;
                visitor.follow(&format!("Open the record {person}")).await.see(person).see("What matters");
                assert!(visitor.page().attribute(&format!("h2{part}"), "class").is_some(), "{person} {part}");
            }

            // The last is Harriet's. Sam is not signed in any more.
            let mut sam = visitor.second_window();
            visitor.follow("Next: stop 5").await;
            visitor.form("See the numbers as Harriet").press(&mut visitor).await;
            visitor.page().see("The tour, stop 5 of 5").not_see("Next: stop");
            assert_eq!(visitor.page().url, "/insight");
            assert!(sam.visit("/today").await.url.starts_with("/sign-in"));
            visitor.follow("The tour, stop 5").await;
            assert_eq!(visitor.page().html.matches("kith-tour__seen").count(), 5, "five ticks");
            visitor.page().see("You have seen all five stops");

            for nowhere in ["0", "6", "300", "-1", "one", "1%2F2"] {
                assert_eq!(visitor.visit(&format!("/demo/tour/{nowhere}")).await.status, 404, "{nowhere}");
            }
        }
    }
}

once! {
    async fn every_page_of_a_demo_says_that_everybody_in_it_is_made_up() {
        let (_db, machine) = started(Engine::Sqlite, 1).await;
        let real = testkit::App::empty(Engine::Sqlite).await;
        for lang in machine.words.languages() {
            let request = || base::http::RequestInfo { lang: lang.to_owned(), ..Default::default() };
            let ctx = Ctx::new(machine.clone(), Actor::Public).with_request(request());
            let elsewhere = Ctx::new(real.machine.clone(), Actor::Public).with_request(request());
            let says = |html: &str| {
                machine.words.languages().iter().any(|l| html.contains(&machine.words.plain(l, "demo-notice", None)))
            };
            for slice in app::SLICES {
                for ((template, html), (_, real)) in (slice.samples)(&ctx).into_iter().zip((slice.samples)(&elsewhere)) {
                    assert!(says(&html.expect("a page").0), "{template} in {lang} of a demo");
                    assert!(!says(&real.expect("a page").0), "{template} in {lang} of the real thing");
                }
            }
        }
    }
}

once! {
    async fn who_can_sign_in_and_what_was_sent_is_told_by_a_demo_only() {
        let (_db, machine) = started(Engine::Sqlite, 1).await;
        let clock = machine.clock.clone();
        let mut demo = testkit::Browser::new(base::http::app(machine, app::routes()), clock);
        // Its database lives as long as the application does.
        let installed = testkit::App::on(Engine::Sqlite).await;
        let mut real = installed.browser();
        for path in ["/demo", "/demo/outbox", "/demo/tour", "/demo/tour/1"] {
            assert_ne!(demo.visit(path).await.status, 404, "{path}");
            assert_eq!(real.visit(path).await.status, 404, "{path}");
        }
    }
}
