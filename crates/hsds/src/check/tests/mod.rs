//! The check against an API that is right, and against the same API with one thing wrong at a time.

mod fake;
mod mutants;
mod wire;
mod world;

use super::{Answer, Ask, Report, Standard, check_at, rules::RULES};
use fake::Fake;
use std::{
    collections::BTreeSet,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
use world::World;

/// Runs what never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the fake waits for nothing"),
    }
}

/// Checks a world, with its answers bent on their way.
fn checked(world: &World, bend: impl Fn(&Ask, &mut Answer)) -> Report {
    misheard(world, |_| {}, bend)
}

/// Checks a world that hears its questions wrong, and whose answers are bent on their way.
fn misheard(world: &World, hear: impl Fn(&mut Ask), bend: impl Fn(&Ask, &mut Answer)) -> Report {
    let fake = Fake::new(world);
    let ask = async |ask: Ask| {
        let mut heard = ask.clone();
        hear(&mut heard);
        let mut answer = fake.answer(&heard);
        bend(&ask, &mut answer);
        answer
    };
    now(check_at(&world.base, world.standard, world::NOW.parse().unwrap(), ask))
}

fn straight(_: &Ask, _: &mut Answer) {}

#[test]
fn an_api_that_is_right_passes() {
    for standard in [Standard::Oruk, Standard::Hsds] {
        for count in [23, 130] {
            let report = checked(&World::new(standard, count), straight);
            assert!(report.is_clean(), "{report}");
            assert_eq!(report.untried, Vec::<String>::new());
            assert_eq!(report.listed["/services"], count as u64);
            assert!(report.objects > 500 && report.asked > 500, "{report}");
        }
    }
}

#[test]
fn an_api_without_services_passes_and_says_what_was_not_tried() {
    let report = checked(&World::new(Standard::Oruk, 0), straight);
    assert!(report.is_clean(), "{report}");
    assert!(report.untried.iter().any(|one| one == "/services is empty"), "{:?}", report.untried);
}

#[test]
fn what_the_standard_of_the_base_does_not_know_is_counted_and_no_fault() {
    let oruk = checked(&World::new(Standard::Oruk, 23), straight);
    assert!(
        oruk.beyond.contains_key("service.phones") && !oruk.beyond.contains_key("taxonomy_term.term"),
        "{:?}",
        oruk.beyond
    );
    let hsds = checked(&World::new(Standard::Hsds, 23), straight);
    assert!(
        hsds.beyond.contains_key("taxonomy_term.term") && !hsds.beyond.contains_key("service.phones"),
        "{:?}",
        hsds.beyond
    );
}

#[test]
fn a_report_keeps_some_faults_and_counts_all() {
    let report = checked(&World::new(Standard::Hsds, 130), |_, answer| answer.status = 500);
    assert!(report.faults.len() <= super::KEPT && report.total() > 200);
    assert!(report.counted["http.server-error"] > super::KEPT_OF_ONE);
    let kept = report.faults.iter().filter(|fault| fault.rule == "http.server-error").count();
    assert_eq!(kept as u64, super::KEPT_OF_ONE);
    assert!(report.to_string().contains("No question makes the server fail."));
}

#[test]
fn rules_are_named_once() {
    let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), RULES.len());
}

/// The code of every rule that the sources can name is in the table, and the other way round.
#[test]
fn the_table_has_all_rules_and_no_others() {
    let sources = [
        include_str!("../book.rs"),
        include_str!("../changes.rs"),
        include_str!("../details.rs"),
        include_str!("../filters.rs"),
        include_str!("../forms.rs"),
        include_str!("../lists.rs"),
        include_str!("../manners.rs"),
        include_str!("../near.rs"),
        include_str!("../object.rs"),
        include_str!("../openapi.rs"),
        include_str!("../root.rs"),
        include_str!("../run.rs"),
    ];
    let groups: BTreeSet<_> =
        RULES.iter().filter_map(|rule| rule.code.split_once('.')).map(|(group, _)| group).collect();
    let mut used = BTreeSet::new();
    for text in sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2)) {
        let Some((group, name)) = text.split_once('.') else { continue };
        if groups.contains(group) && !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            used.insert(text);
        }
    }
    let table: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(used, table);
}
