//! Hand-made indexes, and the frozen directory.

use super::*;
use crate::directory::why::message;
use crate::directory::{Asked, Gazetteer, Site, Truth, bare, demo_services, in_km};
use kernel::Point;

pub(super) fn today() -> Date {
    Date::new(2026, 11, 24).unwrap()
}

pub(super) fn index_of(services: Vec<Service>) -> Index {
    let words = crate::words().unwrap();
    let labels = |need: &str| words.everywhere(&format!("need-{need}"));
    Index::build(services, Gazetteer::built_in().unwrap(), &labels, kernel::Date::new(2026, 11, 24).unwrap())
}

fn demo() -> Index {
    index_of(demo_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap())
}

fn words(text: &str) -> Query {
    Query { words: text.into(), ..Query::default() }
}

pub(super) fn near(index: &Index, text: &str) -> Option<Located> {
    index.gazetteer.resolve(&Asked::read(text), None)
}

fn found(index: &Index, q: &Query) -> Vec<String> {
    index.search(q, today()).hits.iter().map(|h| h.card.slug.clone()).collect()
}

fn keys(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|m| m.key.as_str()).collect()
}

#[test]
fn whoever_is_hurt_does_not_find_first_whom_they_run_from() {
    let about = |name: &str, text: &str| Service {
        description: text.into(),
        needs: vec!["saf-domestic-abuse".into()],
        ..bare(name)
    };
    let services = || {
        let stop = "A group programme for men who have used violence towards a partner, and want to stop. My husband hits me, she said.";
        vec![about("Before the Door Slams", stop), about("Leeward House", "A refuge. Rooms for women and children.")]
    };
    let index = index_of(services());
    for asked in ["my husband hits me", "he hits me", "my husband who hit me", "domestic violence"] {
        assert_eq!(found(&index, &words(asked))[0], "leeward-house", "{asked}");
    }
    let by_need = Query { need: Some("saf-domestic-abuse".into()), ..Query::default() };
    assert_eq!(found(&index, &by_need)[0], "leeward-house");
    // Whoever wants to stop finds it.
    assert_eq!(found(&index, &words("I hit my wife and want to stop"))[0], "before-the-door-slams");
}

#[test]
fn a_word_that_stands_somewhere_is_no_beginning_of_another() {
    let index = index_of(vec![
        Service { description: "For every kid on the street.".into(), ..bare("Street Games") },
        Service { description: "For people with kidney disease.".into(), ..bare("Peers") },
    ]);
    assert_eq!(found(&index, &words("kid")), ["street-games"]);
    assert_eq!(found(&index, &words("kidn")), ["peers"]);
}

#[test]
fn words_are_found_in_other_forms_begun_and_misspelt() {
    let mut choir = bare("Tuesday Choir");
    choir.description = "We dance a little too.".into();
    let index = index_of(vec![choir, bare("Chess Club")]);
    for text in ["choir", "choirs", "singing", "CHOIR", "cho", "chior", "dancing", "danci"] {
        assert_eq!(found(&index, &words(text)), ["tuesday-choir"], "{text}");
    }
    assert!(found(&index, &words("xylophone")).is_empty());
}

#[test]
fn a_service_is_as_near_as_the_nearest_of_its_places() {
    let mut tea = bare("Tea");
    let at = |lat, borough: &str| Site {
        venue: Some("A hall".into()),
        borough: Some(borough.into()),
        point: kernel::Point::new(lat, 0.0).ok(),
        ..Site::default()
    };
    tea.put_site(at(51.60, "Waltham Forest"));
    tea.also = vec![at(51.54, "Newham")];
    let index = index_of(vec![tea]);
    let here = Located { point: kernel::Point::new(51.54, 0.0).unwrap(), ..near(&index, "E15").unwrap() };
    let close = Query { near: Some(here), within_km: Some(1.0), ..words("tea") };
    let hits = index.search(&close, today()).hits;
    assert_eq!(hits.iter().map(|h| h.distance_km).collect::<Vec<_>>(), [Some(0.0)]);
    for borough in ["Newham", "Waltham Forest"] {
        assert_eq!(found(&index, &Query { borough: Some(borough.into()), ..Query::default() }), ["tea"], "{borough}");
    }
    let part = Part { west: -0.01, south: 51.53, east: 0.01, north: 51.55 };
    assert_eq!(found(&index, &Query { part: Some(part), ..Query::default() }), ["tea"]);
    // Both places are on the map, and one look at the whole of it has one service.
    assert_eq!(index.spots.len(), 2);
}

#[test]
fn what_must_not_be_public_has_no_places() {
    let mut refuge = bare("Refuge");
    refuge.masked = true;
    refuge.also =
        vec![Site { venue: Some("A house".into()), point: kernel::Point::new(51.5, 0.0).ok(), ..Site::default() }];
    let index = index_of(vec![refuge]);
    assert!(index.spots.is_empty() && index.cards().get(0).also.is_empty());
}

#[test]
fn a_slip_is_forgiven_only_where_the_word_is_nowhere() {
    let index = index_of(vec![bare("Chess"), bare("Cheese Makers")]);
    assert_eq!(found(&index, &words("chess")), ["chess"]);
    assert_eq!(found(&index, &words("chesss")), ["chess"]);
    assert_eq!(found(&index, &words("cheeze")), ["cheese-makers"]);
}

#[test]
fn all_words_first_then_some_and_it_is_said() {
    let index = index_of(vec![bare("Gardening Together"), bare("Cooking Together"), bare("Chess")]);
    let both = index.search(&words("gardening cooking"), today());
    assert!(both.loose && both.total == 2);
    let one = index.search(&words("gardening together"), today());
    assert!(!one.loose && one.total == 1);
}

#[test]
fn what_is_not_known_comes_after_what_is_and_what_is_known_not_to_fit_goes() {
    let (mut yes, mut no, unknown) = (bare("Choir One"), bare("Choir Two"), bare("Choir Three"));
    yes.cost.free = Some(true);
    no.cost.free = Some(false);
    let index = index_of(vec![unknown, no, yes]);
    let q = Query { free: true, ..words("choir") };
    let results = index.search(&q, today());
    let slugs: Vec<&str> = results.hits.iter().map(|h| h.card.slug.as_str()).collect();
    assert_eq!((slugs, results.total, results.sure), (vec!["choir-one", "choir-three"], 2, 1));
    assert!(keys(&results.hits[1].unknown).contains(&"unknown-cost"));
    assert!(keys(&results.hits[0].why).contains(&"why-free"));
}

#[test]
fn day_language_access_age_and_borough_filter() {
    let index = demo();
    let all = |q: Query| index.search(&Query { limit: 300, ..q }, today());
    for hit in all(Query { day: Some("tue".into()), ..Query::default() }).hits {
        assert!(hit.card.sessions.is_empty() || hit.card.sessions.iter().any(|s| s.day == "tue"));
    }
    let bengali = all(Query { language: Some("bn".into()), ..Query::default() });
    assert!(bengali.sure >= 40 && bengali.hits[..bengali.sure].iter().all(|h| keys(&h.why).contains(&"why-language")));
    for hit in all(Query { access: vec!["step-free".into()], ..Query::default() }).hits {
        assert_ne!(hit.card.access("step-free"), Some(false));
    }
    for hit in all(Query { age: Some(70), ..Query::default() }).hits {
        assert_ne!(hit.card.takes_age(70), Some(false));
    }
    let havering = all(Query { borough: Some("Havering".into()), ..Query::default() });
    assert!(havering.total >= 33);
    assert_eq!(all(Query { borough: Some("Atlantis".into()), ..Query::default() }).total, 0);
    assert_eq!(all(Query { need: Some("saf-hate-crime".into()), ..Query::default() }).total, 3);
    assert_eq!(all(Query { need: Some("no-such-need".into()), ..Query::default() }).total, 0);
}

#[test]
fn distance_orders_and_limits() {
    let index = demo();
    let q = Query { near: near(&index, "E15 4ES"), within_km: Some(2.0), ..words("choir") };
    let results = index.search(&q, today());
    assert_eq!(results.hits[0].card.slug, "carpenters-road-singers");
    for hit in &results.hits {
        assert!(hit.distance_km.is_none_or(|km| km < 2.05), "{}", hit.card.slug);
    }
    // From far away, too; but for what is for people of boroughs that E15 does not reach into.
    let all = index.search(&Query { near: near(&index, "E15"), limit: 300, ..Query::default() }, today());
    let elsewhere = |s: &Service| {
        !s.serves.is_empty() && !s.serves.iter().any(|b| matches!(b.as_str(), "Newham" | "Waltham Forest"))
    };
    assert_eq!(all.total + index.cards().iter().filter(elsewhere).count(), 300);
}

#[test]
fn a_masked_place_is_placed_no_finer_than_its_borough() {
    let index = demo();
    let masked = |outcode: &str| -> Vec<(String, f32, Option<f64>)> {
        let q = Query { near: near(&index, outcode), limit: 300, ..Query::default() };
        let hits = index.search(&q, today()).hits;
        assert!(hits.iter().filter(|h| h.card.masked).all(|h| h.card.point.is_none() && h.card.street.is_none()));
        hits.into_iter()
            .filter(|h| h.card.masked && h.card.borough.as_deref() == Some("Tower Hamlets"))
            .map(|h| (h.card.slug.clone(), h.score / h_worth(&h), h.distance_km))
            .collect()
    };
    // From wherever one asks, those of one borough score alike, though they lie in three outcodes.
    for outcode in ["E1", "E14", "E2", "RM14"] {
        let found = masked(outcode);
        assert_eq!(found.len(), 3);
        assert!(
            found.iter().all(|(_, score, km)| (score - found[0].1).abs() < 1e-6 && km.is_none()),
            "{outcode}: {found:?}"
        );
    }
}

/// No such row is let in. Should one come all the same, by a restored file or a hand in the database, the index forgets where it is before it ranks anything.
#[test]
fn a_masked_place_that_has_an_address_all_the_same_is_forgotten() {
    let entry = |name: &str, at: Option<(f64, f64)>| {
        let mut s = bare(name);
        (s.masked, s.borough) = (true, Some("Tower Hamlets".into()));
        s.point = at.and_then(|(lat, lon)| Point::new(lat, lon).ok());
        s.street = at.map(|_| "9 Farthing Row".into());
        s
    };
    let index = index_of(vec![entry("Alder House", Some((51.51, -0.06))), entry("Birch House", None)]);
    assert!(found(&index, &words("farthing")).is_empty(), "the words of its address are nowhere");
    for outcode in ["E1", "E14"] {
        let q = Query { near: near(&index, outcode), ..words("house") };
        let hits = index.search(&q, today()).hits;
        assert_eq!(hits.len(), 2);
        assert!(hits.iter().all(|h| h.distance_km.is_none() && h.card.point.is_none() && h.card.street.is_none()));
        assert!((hits[0].score - hits[1].score).abs() < 1e-6, "{outcode}: {} and {}", hits[0].score, hits[1].score);
    }
}

#[test]
fn what_was_confirmed_more_than_180_days_ago_is_said_to_be_unchecked() {
    let entry = |name: &str, at: Option<&str>| {
        let mut s = bare(name);
        s.checked_at = at.map(|at| at.parse().unwrap());
        s
    };
    // 180 days before 24 November is 28 May.
    let old = Some("2026-05-27T11:00:00.000000Z");
    let index = index_of(vec![
        entry("One Choir", Some("2026-05-28T11:00:00.000000Z")),
        entry("Two Choir", old),
        entry("Three Choir", None),
    ]);
    let unknown = |slug: &str| {
        let hits = index.search(&words("choir"), today()).hits;
        let hit = hits.into_iter().find(|h| h.card.slug == slug).unwrap();
        hit.unknown.into_iter().filter(|m| m.key.starts_with("unknown-checked")).collect::<Vec<_>>()
    };
    assert!(unknown("one-choir").is_empty());
    assert_eq!(unknown("two-choir"), [message("unknown-checked", [("days", "181".into())])]);
    assert_eq!(unknown("three-choir"), [message("unknown-checked-never", [])]);
}

/// Full or unchecked services count a little less; that has nothing to do with where they are.
fn h_worth(h: &Hit) -> f32 {
    let full = if h.card.full() == Some(true) { 0.8 } else { 1.0 };
    // A card keeps the first words of a text: as long as they are, they say as much.
    full * Truth::of(&h.card, today()).worth()
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    let index = demo();
    let mut seen = vec![];
    for page in 0.. {
        let hits = found(&index, &Query { skip: page * PAGE, ..words("group") });
        if hits.is_empty() {
            break;
        }
        seen.extend(hits);
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!(seen.len(), once.len());
    assert_eq!(seen.len(), index.search(&words("group"), today()).total);
}

#[test]
fn distances_are_said_no_finer_than_they_are_meant() {
    assert_eq!(["0.1", "0.8", "3", "12"].map(str::to_owned), [0.02, 0.84, 3.02, 12.4].map(in_km));
}

#[test]
fn a_part_of_the_map_does_not_change_which_words_are_asked_for() {
    let at = |name: &str, lon: f64| {
        let mut s = bare(name);
        s.point = kernel::Point::new(51.5, lon).ok();
        s
    };
    let index = index_of(vec![at("Chess Garden", 0.0), at("Chess Club", 0.1)]);
    assert_eq!(found(&index, &words("chess garden")), ["chess-garden", "chess-club"]);
    // There is one that has both words, though this part of the map has it not: the other is what comes after it, here too.
    let beside = "0.05,51.4,0.2,51.6".parse().ok();
    let results = index.search(&Query { part: beside, ..words("chess garden") }, today());
    assert_eq!((results.total, results.loose), (1, false));
    // Where no service has all the words anywhere, some of them will do there too.
    let results = index.search(&Query { part: beside, ..words("chess xylophone") }, today());
    assert_eq!((results.total, results.loose), (1, true));
}

/// Somewhere within a few kilometres of nobody but those that the test puts there.
fn placed(name: &str, lat: f64, borough: &str) -> Service {
    let mut s = bare(name);
    let hall = Some("A hall".into());
    s.put_site(Site {
        venue: hall,
        borough: Some(borough.into()),
        point: Point::new(lat, 0.0).ok(),
        ..Site::default()
    });
    s
}

#[test]
fn what_is_for_people_of_other_boroughs_is_left_out_where_it_is_known_where_the_reader_lives() {
    let line = |name: &str, serves: &[&str]| {
        let mut s = bare(name);
        s.has = vec!["telephone".into()];
        s.serves = serves.iter().map(|b| (*b).to_owned()).collect();
        s
    };
    let mut hall = placed("Hackney hall line", 51.53, "Newham");
    hall.serves = vec!["Hackney".into()];
    let index = index_of(vec![
        line("Hackney line", &["Hackney"]),
        line("Newham line", &["Newham"]),
        line("Some line", &["Newham", "Somewhere that is no borough"]),
        line("National line", &[]),
        hall,
    ]);
    let of = |q: Query| {
        let mut slugs = found(&index, &Query { limit: 9, ..q });
        slugs.sort();
        slugs
    };
    let all = ["hackney-hall-line", "hackney-line", "national-line", "newham-line", "some-line"];
    assert_eq!(of(words("line")), all, "nobody has said where they live");
    let newham = ["national-line", "newham-line", "some-line"];
    assert_eq!(of(Query { near: near(&index, "E13"), ..words("line") }), newham);
    assert_eq!(of(Query { near: near(&index, "E15"), ..words("line") }), newham, "it reaches into Waltham Forest");
    assert_eq!(of(Query { remote: Some(Remote::Only), borough: Some("Newham".into()), ..words("line") }), newham);
    assert_eq!(
        of(Query { remote: Some(Remote::Only), near: near(&index, "RM14"), ..words("line") }),
        ["national-line", "some-line"]
    );
    assert_eq!(of(Query { borough: Some("Hackney".into()), ..words("line") }), ["hackney-hall-line", "hackney-line"]);
    // On a map, too.
    let there = index.fitting(&Query { near: near(&index, "E13"), ..Query::default() });
    assert!(there.iter().all(|doc| index.cards().named(*doc).slug != "hackney-hall-line"));
}

#[test]
fn what_is_not_known_about_age_and_place_is_not_among_what_is_known() {
    let (mut young, mut any, mut masked) = (placed("Young tea", 51.54, "Newham"), bare("Any tea"), bare("Masked tea"));
    (young.age_min, young.age_max) = (Some(0), Some(25));
    any.borough = Some("Newham".into());
    any.age_min = Some(0);
    (masked.masked, masked.borough, masked.age_max) = (true, Some("Newham".into()), Some(99));
    let unsaid = placed("Unsaid tea", 51.541, "Newham");
    let index = index_of(vec![young, any, masked, unsaid]);
    let here = Located { point: Point::new(51.54, 0.0).unwrap(), ..near(&index, "E13").unwrap() };
    for q in [
        Query { age: Some(20), ..words("tea") },
        Query { near: Some(here.clone()), within_km: Some(3.0), ..words("tea") },
        Query { near: Some(here), within_km: Some(3.0), age: Some(20), ..words("tea") },
    ] {
        let results = index.search(&q, today());
        let open = ["unknown-ages", "unknown-place", "unknown-masked"];
        let asked = |m: &Message| open.contains(&m.key.as_str()) && (m.key == "unknown-ages" || q.within_km.is_some());
        let known: Vec<bool> = results.hits.iter().map(|h| !h.unknown.iter().any(asked)).collect();
        assert_eq!((results.total, results.sure), (4, known.iter().filter(|k| **k).count()), "{q:?}");
        assert!(known.is_sorted_by(|a, b| a >= b), "what is not known comes last: {known:?}");
        assert!(results.sure < 4);
    }
}

#[test]
fn on_a_day_in_the_evening_is_one_session_and_not_two() {
    let session = |from: Option<&str>, every: Option<&str>| crate::directory::Session {
        day: "tue".into(),
        from: from.map(str::to_owned),
        to: None,
        every: every.map(str::to_owned),
        place: None,
        note: None,
    };
    let asks = |sessions: Vec<crate::directory::Session>| {
        let mut s = bare("Tea");
        s.sessions = sessions;
        let index = index_of(vec![s]);
        // The fourth Tuesday of November.
        let q = Query { on: vec![today()], part_of_day: Some("evening".into()), facets: true, ..words("tea") };
        let results = index.search(&q, today());
        let evenings = results.counts.unwrap().parts.get("evening").copied().unwrap_or(0);
        (results.total, results.sure, evenings)
    };
    let (morning, evening) = (Some("10:00"), Some("19:00"));
    assert_eq!(asks(vec![session(morning, None), session(evening, Some("1st"))]), (0, 0, 0));
    assert_eq!(asks(vec![session(None, Some("1st")), session(morning, None)]), (0, 0, 0));
    assert_eq!(asks(vec![session(morning, Some("1st")), session(evening, Some("4th"))]), (1, 1, 1));
    assert_eq!(asks(vec![session(morning, None), session(evening, Some("fortnight"))]), (1, 0, 0));
    assert_eq!(asks(vec![session(None, None)]), (1, 0, 0), "nobody has said at what time");
}

#[test]
fn a_service_with_several_places_in_a_borough_counts_there_once() {
    let mut library = placed("Library tea", 51.54, "Newham");
    library.also = vec![library.site(), Site { venue: Some("Another".into()), ..library.site() }];
    let index = index_of(vec![library]);
    let counts = index.search(&Query { facets: true, ..words("tea") }, today()).counts.unwrap();
    assert_eq!(counts.boroughs.into_iter().collect::<Vec<_>>(), [("Newham".to_owned(), 1)]);
}

#[test]
fn what_comes_to_people_has_no_place_on_the_map_even_where_a_point_is_known() {
    let mut visits = bare("Home visits");
    visits.has = vec!["home-visits".into()];
    visits.postcode = "E13 9ZZ".parse().ok();
    visits.point = Point::new(51.528, 0.027).ok();
    let index = index_of(vec![visits]);
    assert!(index.spots.is_empty() && index.remote.has(0) && index.cards().get(0).point.is_none());
    let hits = index.search(&Query { near: near(&index, "E13"), ..words("visits") }, today()).hits;
    assert_eq!(hits[0].distance_km, None);
    assert!(keys(&hits[0].why).contains(&"why-comes"));
}

#[test]
fn a_distance_counts_from_the_place_that_the_words_name() {
    let index = index_of(vec![placed("Near choir", 51.528, "Newham"), placed("Far choir", 51.9, "Newham")]);
    assert_eq!(found(&index, &words("choir E13")), ["near-choir", "far-choir"]);
    let q = Query { within_km: Some(5.0), ..words("choir E13") };
    assert_eq!(found(&index, &q), ["near-choir"]);
    assert_eq!(index.fitting(&q).len(), 1, "the map has what the list has");
    assert_eq!(found(&index, &Query { within_km: Some(5.0), ..words("choir") }).len(), 2, "from nowhere");
}

#[test]
fn a_place_that_is_also_another_word_needs_near_or_in() {
    let mut clinic = bare("Injections");
    clinic.description = "B12 injections at home, and reading aloud.".into();
    let mut shelf = bare("Reading aloud");
    shelf.description = "We read and learn reading.".into();
    for s in [&mut clinic, &mut shelf] {
        s.put_site(Site {
            borough: Some("Newham".into()),
            point: kernel::Point::new(51.54, 0.0).ok(),
            ..Site::default()
        });
    }
    let far = |lat, lon| kernel::Point::new(lat, lon).unwrap();
    let place = |point, borough: &str| crate::directory::gazetteer::Place { point, boroughs: vec![borough.into()] };
    let borough = |name: &str, point| crate::directory::gazetteer::Borough { name: name.into(), point };
    let gazetteer = Gazetteer::built_in().unwrap().with(
        [("B12".to_owned(), place(far(52.46, -1.88), "Birmingham"))].into(),
        vec![
            borough("Birmingham", far(52.48, -1.9)),
            borough("Reading", far(51.45, -0.97)),
            borough("Kings Langley", far(51.71, -0.45)),
        ],
    );
    let index = Index::build(vec![clinic, shelf], gazetteer, &|_| vec![], today());
    let near = |text: &str| index.search(&words(text), today()).near.map(|n| n.label);
    for text in ["b12 injections", "help with reading", "reading"] {
        assert_eq!(near(text), None, "{text}");
    }
    assert_eq!(near("choir near b12").as_deref(), Some("B12"));
    assert_eq!(near("food bank in Reading").as_deref(), Some("Reading"));
    // What says nothing else is a place by itself.
    assert_eq!(near("choir E15").as_deref(), Some("E15"));
    assert_eq!(near("choir Newham").as_deref(), Some("Newham"));
    assert_eq!(near("singing birmingham").as_deref(), Some("Birmingham"));
    assert_eq!(near("choir King's Langley").as_deref(), Some("Kings Langley"));
}

#[test]
fn of_a_long_story_the_rarest_words_are_looked_for() {
    let mut all: Vec<Service> = (0..40).map(|n| bare(&format!("Coffee {n}"))).collect();
    all.push(bare("Xylophones"));
    let index = index_of(all);
    let story = format!("{} and then I would love to play the xylophone", "we had coffee and cake with biscuits and talked of gardens and trains and boats and hats and gloves and books and maps and clocks and lamps ".repeat(3));
    assert_eq!(found(&index, &words(&story)).first().map(String::as_str), Some("xylophones"));
    // What stands after the words that are read is not looked for.
    let story = format!("{} xylophone", "coffee and cake ".repeat(200));
    assert!(!found(&index, &words(&story)).contains(&"xylophones".to_owned()));
}

#[test]
fn a_text_of_one_language_has_no_short_words_of_another() {
    let mut letters = bare("Hospital letters");
    letters.needs = vec!["acc-health-literacy".into()];
    let mut shy = bare("Shy people");
    shy.needs = vec!["mwb-confidence".into()];
    let index = index_of(vec![letters, shy]);
    // "Timid" is Romanian for shy and Somali for "it came".
    assert_eq!(found(&index, &words("warqad isbitaalka ayaa ii timid")), ["hospital-letters"]);
    assert_eq!(found(&index, &words("timid")), ["shy-people"]);
}

#[test]
fn who_cannot_leave_the_house_is_offered_what_needs_no_way() {
    let mut tea = bare("Tea and talk");
    tea.put_site(Site {
        borough: Some("Newham".into()),
        point: kernel::Point::new(51.54, 0.0).ok(),
        ..Site::default()
    });
    let mut ring = bare("Talk by telephone and tea");
    ring.has = vec!["telephone".into()];
    let index = index_of(vec![tea, ring]);
    let first = |text: &str| found(&index, &words(text)).first().cloned();
    assert_eq!(first("housebound, tea and talk").as_deref(), Some("talk-by-telephone-and-tea"));
}

#[test]
fn a_guess_is_no_whole_match_and_says_what_it_goes_by() {
    let mut help = bare("Elm Row");
    help.needs = vec!["hou-hoarding".into(), "ind-daily-living".into()];
    let index = index_of(vec![help]);
    let of = |words: &str| index.search(&Query { words: words.into(), ..Query::default() }, today());
    let needs = |results: &Results| -> Vec<String> {
        let why = results.hits[0].why.iter().filter(|m| m.key == "why-need");
        why.flat_map(|m| m.args.values().cloned()).collect()
    };
    // No word of it stands in the service.
    let guessed = of("the hallway is stacked to the ceiling and she will not part with a carrier bag");
    assert_eq!((guessed.total, guessed.loose), (1, true));
    assert_eq!(needs(&guessed), ["need-hou-hoarding"]);
    let said = of("daily living, and the hallway is stacked to the ceiling with carrier bags");
    assert!(needs(&said).contains(&"need-hou-hoarding".to_owned()), "{:?}", said.hits[0].why);
}
