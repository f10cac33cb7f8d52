//! Hand-made indexes, and the frozen directory.

use super::*;
use crate::directory::{Gazetteer, bare, demo_services};

fn today() -> Date {
    Date::new(2026, 11, 24).unwrap()
}

fn index_of(services: Vec<Service>) -> Index {
    let words = crate::words().unwrap();
    let labels = |need: &str| vec![words.plain("en", &format!("need-{need}"), None)];
    Index::build(services, Gazetteer::built_in().unwrap(), &labels, kernel::Date::new(2026, 11, 24).unwrap())
}

/// The frozen directory.
fn demo() -> Index {
    index_of(demo_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap())
}

fn told(index: &Index, text: &str) -> Story {
    Story::new(text, today()).with_stated(index)
}

fn slugs(found: &[Suggestion]) -> Vec<&str> {
    found.iter().map(|s| s.card.slug.as_str()).collect()
}

fn keys(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|m| m.key.as_str()).collect()
}

fn helping(name: &str, needs: &[&str]) -> Service {
    let mut s = bare(name);
    s.needs = needs.iter().map(|n| (*n).to_owned()).collect();
    s
}

#[test]
fn a_man_who_played_the_piano_finds_the_singers_who_miss_a_pianist() {
    let index = demo();
    let story = told(&index, "He used to play the piano, lonely in a care home, E15 4ES, age 78");
    assert_eq!((story.age, story.near.as_ref().map(|n| n.label.as_str())), (Some(78), Some("E15")));
    let found = suggest(&index, &story, 5);
    let at = slugs(&found).iter().position(|s| *s == "carpenters-road-singers");
    let at = at.unwrap_or_else(|| panic!("{:?}", slugs(&found)));
    let singers = &found[at];
    let why = keys(&singers.why);
    for key in ["why-needs", "why-words", "why-km-from", "why-free"] {
        assert!(why.contains(&key), "{key} is not in {why:?}");
    }
    assert_eq!(why[0], "why-needs");
}

#[test]
fn letters_from_bailiffs_and_a_damp_flat_find_debt_and_housing_advice_first() {
    let index = demo();
    let story = told(&index, "Letters from bailiffs, two children, damp flat in E13");
    let found = weigh(&index, &story, 5);
    let needs: Vec<&str> = found.needs.iter().map(|n| n.code.as_str()).collect();
    assert!(needs.contains(&"mon-debt") && needs.contains(&"hou-disrepair"), "{needs:?}");
    for s in &found.suggestions[..3] {
        let helps = s.card.needs.iter().any(|n| n == "mon-debt" || n.starts_with("hou-"));
        assert!(helps, "{:?}", slugs(&found.suggestions));
    }
}

#[test]
fn a_group_for_women_is_never_for_a_man() {
    let mut women = helping("Women Only", &["soc-lonely"]);
    women.gender = Some("women".into());
    let all = helping("Everybody", &["soc-lonely"]);
    let index = index_of(vec![women, all]);
    let mut story = Story::new("lonely", today());
    for man in ["male", "man"] {
        story.gender = Some(man.into());
        let found = weigh(&index, &story, 10);
        assert_eq!(slugs(&found.suggestions), ["everybody"]);
        assert_eq!(keys(&found.excluded[0].why_not), ["not-gender-women"]);
    }
    // When nobody knows, it stays, and says so.
    story.gender = None;
    let found = suggest(&index, &story, 10);
    let women = found.iter().find(|s| s.card.slug == "women-only").unwrap();
    assert!(keys(&women.unknown).contains(&"unknown-only-women"));

    let index = demo();
    for text in [
        "lonely",
        "debt and rent arrears",
        "wants to swim and lose weight",
        "sewing, arts and crafts",
        "domestic violence",
    ] {
        let mut story = told(&index, text);
        story.gender = Some("male".into());
        story.professional = true;
        assert!(suggest(&index, &story, 300).iter().all(|s| s.card.gender.as_deref() != Some("women")), "{text}");
    }
}

#[test]
fn a_full_group_stands_below_open_ones_or_is_left_out_with_its_reason() {
    let mut full = helping("Full With List", &["soc-lonely"]);
    (full.places, full.wait_weeks) = (Some(0), Some(4));
    full.description = "lonely lonely lonely company".into();
    let mut shut = helping("Full Without List", &["soc-lonely"]);
    shut.places = Some(0);
    let worse = helping("Open But Worse", &["soc-isolated"]);
    let index = index_of(vec![full, shut, worse]);
    let found = weigh(&index, &Story { needs: vec!["soc-isolated".into()], ..Story::new("lonely", today()) }, 10);
    assert_eq!(slugs(&found.suggestions), ["open-but-worse", "full-with-list"]);
    assert!(found.suggestions[1].full && keys(&found.suggestions[1].why).contains(&"why-full"));
    assert_eq!(found.excluded[0].card.slug, "full-without-list");
    assert_eq!(keys(&found.excluded[0].why_not), ["not-full"]);
}

#[test]
fn hard_rules_know_age_area_access_cost_and_masks() {
    let mut s = helping("Strict", &["soc-lonely"]);
    (s.age_min, s.age_max) = (Some(60), None);
    s.serves = vec!["Havering".into()];
    s.has_not = vec!["step-free".into()];
    s.cost.free = Some(false);
    s.masked = true;
    let index = index_of(vec![s]);
    let mut story = Story::new("lonely", today());
    (story.age, story.borough, story.free_only, story.access) =
        (Some(30), Some("Newham".into()), true, vec!["step-free".into()]);
    let found = weigh(&index, &story, 10);
    assert!(found.suggestions.is_empty());
    assert_eq!(keys(&found.excluded[0].why_not), ["not-masked", "not-age", "not-area", "not-free", "not-access"]);
    // Nothing is known of the person: only the mask holds, and a professional sees what to ask.
    let story = Story { professional: true, ..Story::new("lonely", today()) };
    let found = suggest(&index, &story, 10);
    let unknown = keys(&found[0].unknown);
    assert!(unknown.contains(&"unknown-age") && unknown.contains(&"unknown-area"), "{unknown:?}");
}

#[test]
fn a_service_for_boroughs_that_the_outcode_does_not_reach_into_is_left_out() {
    let serving = |name: &str, boroughs: &[&str]| {
        let mut s = helping(name, &["soc-lonely"]);
        s.serves = boroughs.iter().map(|b| (*b).to_owned()).collect();
        s
    };
    let index = index_of(vec![
        serving("Hackney Alone", &["Hackney"]),
        serving("Newham Alone", &["Newham"]),
        serving("On Both Sides", &["Waltham Forest", "Newham"]),
    ]);
    // E15 lies in Newham and in Waltham Forest.
    let mut story = told(&index, "lonely in E15");
    assert_eq!(story.near.as_ref().map(|n| n.borough.is_some()), Some(false));
    let found = weigh(&index, &story, 10);
    let of = |slug: &str| found.suggestions.iter().find(|s| s.card.slug == slug).unwrap();
    assert_eq!((found.suggestions.len(), found.excluded.len()), (2, 1));
    assert!(keys(&of("newham-alone").unknown).contains(&"unknown-area"), "they may live in Waltham Forest");
    assert!(keys(&of("on-both-sides").why).contains(&"why-serves"), "wherever in E15 they live");
    assert_eq!(found.excluded[0].card.slug, "hackney-alone");
    assert_eq!(keys(&found.excluded[0].why_not), ["not-area"]);
    // Where nothing is known of the place, nothing is left out for it.
    story.near = None;
    assert_eq!(suggest(&index, &story, 10).len(), 3);
}

#[test]
fn a_reason_names_the_three_rarest_words_and_no_very_short_one() {
    let with = |name: &str, words: &str| {
        let mut s = helping(name, &["soc-lonely"]);
        s.description = words.into();
        s
    };
    let index = index_of(vec![
        with("All", "pe clarinet bassoon trombone xylophone"),
        with("Three", "clarinet bassoon trombone"),
        with("Two", "clarinet bassoon"),
        with("One", "clarinet"),
    ]);
    let mentions = |text: &str| -> Vec<String> {
        let found = suggest(&index, &Story::new(text, today()), 10);
        let all = found.iter().find(|s| s.card.slug == "all").unwrap();
        all.why.iter().filter(|m| m.key.starts_with("why-words")).map(|m| m.args["words"].clone()).collect()
    };
    assert_eq!(mentions("pe, clarinet, bassoon, trombone, xylophone"), ["xylophone, trombone, bassoon"]);
    assert_eq!(mentions("pe and clarinet"), ["clarinet"]);
    assert!(mentions("pe").is_empty());
}

#[test]
fn parts_are_shown_and_add_up() {
    let index = demo();
    let mut story = told(&index, "lonely, speaks Bengali, E1");
    story.languages = vec!["bn".into()];
    for s in suggest(&index, &story, 20) {
        let weights: f32 = s.parts.iter().map(|p| p.weight).sum();
        let score: f32 = s.parts.iter().map(|p| p.weight * p.value).sum();
        assert!((weights - 1.0).abs() < 1e-4 && (score - s.score).abs() < 1e-4);
        assert!(s.parts.iter().all(|p| (0.0..=1.0).contains(&p.value)));
        assert!(s.card.languages.is_some() || keys(&s.unknown).contains(&"unknown-languages"));
    }
}

#[test]
fn the_same_story_gives_the_same_answer_and_equal_ones_go_by_id() {
    let index = index_of((0..50).map(|i| helping(&format!("Same {i}"), &["soc-lonely"])).collect());
    let story = Story::new("lonely", today());
    let once = suggest(&index, &story, 50);
    assert_eq!(slugs(&once), slugs(&suggest(&index, &story, 50)));
    assert!(once.is_sorted_by_key(|s| s.card.id));
    assert!(suggest(&index, &Story::new("", today()), 10).is_empty(), "nothing said, nothing suggested");
}

#[test]
fn every_message_has_words() {
    let index = demo();
    let words = crate::words().unwrap();
    let mut story =
        told(&index, "lonely, debts, cannot sleep, wants to sing and sew, domestic violence, carer, E13, age 40");
    (story.languages, story.access, story.free_only) = (vec!["so".into()], vec!["step-free".into()], true);
    for professional in [false, true] {
        story.professional = professional;
        let found = weigh(&index, &story, 300);
        let said = found
            .suggestions
            .iter()
            .flat_map(|s| s.why.iter().chain(&s.unknown))
            .chain(found.excluded.iter().flat_map(|e| &e.why_not));
        for m in said {
            let text = words.message("en", m);
            assert!(!text.contains('⟨') && !text.contains('{'), "{text}");
        }
        for part in found.suggestions.iter().flat_map(|s| &s.parts) {
            assert!(words.has(&format!("part-{}", part.key)));
        }
    }
}

/// Everything that a story is shown, and everything that was left out with the rules that did it.
fn shown_and_left_out(index: &Index, story: &Story) -> (Vec<String>, Vec<(String, Vec<String>)>) {
    let found = weigh(index, story, 1000);
    let mut shown: Vec<String> = found.suggestions.iter().map(|s| s.card.slug.clone()).collect();
    shown.sort();
    let out = |e: &Excluded| (e.card.slug.clone(), e.why_not.iter().map(|m| m.key.clone()).collect());
    (shown, found.excluded.iter().map(out).collect())
}

#[test]
fn whoever_asks_is_shown_everything_that_no_stated_rule_excludes() {
    let index = demo();
    for text in ["lonely", "debts and the rent", "wants to sing", "carer", "asylum", "no work, wants to learn English"]
    {
        let base = Story { professional: true, ..told(&index, text) };
        let (all, _) = shown_and_left_out(&index, &base);
        assert!(all.len() >= 5, "{text}: {all:?}");
        // Which language somebody speaks, where they live, and a gender that no group is closed to: none of it hides anything.
        let who = |gender: Option<&str>, language: &str, place: &str, age: Option<i64>| Story {
            gender: gender.map(str::to_owned),
            languages: vec![language.to_owned()],
            near: index.gazetteer.resolve(&Asked::read(place), None),
            age,
            ..base.clone()
        };
        for story in [
            who(None, "so", "E15", None),
            who(Some("other"), "bn", "RM14", None),
            who(Some("not-stated"), "ar", "E2", Some(16)),
            who(Some("female"), "bfi", "IG11", Some(90)),
            who(Some("male"), "en", "E4", Some(45)),
        ] {
            let (mut seen, out) = shown_and_left_out(&index, &story);
            for (slug, rules) in out.into_iter().filter(|(slug, _)| all.contains(slug)) {
                let stated = ["not-age", "not-gender-women", "not-gender-men", "not-area"];
                assert!(rules.iter().all(|r| stated.contains(&r.as_str())), "{text}: {slug} is left out for {rules:?}");
                seen.push(slug);
            }
            seen.sort();
            assert_eq!(seen, all, "{text}: {story:?}");
        }
    }
}

#[test]
fn those_of_whom_little_is_known_are_among_the_first_too() {
    // Small groups seldom say which languages they speak, what it costs, or who may come in: they must not drown for that.
    let index = demo();
    let little =
        |s: &Suggestion| s.card.languages.is_none() || s.card.cost.free.is_none() || s.card.checked_at.is_none();
    let (mut first, mut first_little, mut all, mut all_little) = (0, 0, 0, 0);
    for need in index.need_codes() {
        for place in ["E15", "E8", "IG1", "RM1"] {
            let mut story = told(&index, place);
            (story.needs, story.languages) = (vec![need.clone()], vec!["en".into()]);
            let found = suggest(&index, &story, 1000);
            if found.len() < 20 {
                continue;
            }
            all += found.len();
            all_little += found.iter().filter(|s| little(s)).count();
            first += 10;
            first_little += found[..10].iter().filter(|s| little(s)).count();
        }
    }
    assert!(first > 100 && all_little > 100, "{first}, {all_little}");
    let share = |part: usize, of: usize| part as f64 / of as f64;
    let exposure = share(first_little, first) / share(all_little, all);
    assert!(exposure > 0.5, "of the first ten {first_little} in {first}, of all {all_little} in {all}: {exposure:.2}");
}
