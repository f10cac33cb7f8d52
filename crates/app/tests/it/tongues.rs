//! Which words are in which language: every public word is translated or owed, Easy Read says what English says, nobody is said to have checked what is
//! not there.

use base::words::{EASY, ENGLISH};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{App, Engine};

/// The names of the arguments of a message.
fn arguments(text: &str) -> BTreeSet<&str> {
    let no_name = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    text.split('$').skip(1).filter_map(|rest| rest.split(no_name).next()).collect()
}

/// A page asks for words; a language that lacks one shows the English and says so. Founders add words every day, so that is no mistake, but a list.
#[tokio::test]
async fn every_public_word_is_translated_or_owed() {
    let app = App::empty(Engine::Sqlite).await;
    let words = &app.machine.words;
    let request = base::http::RequestInfo { lang: "ar".to_owned(), ..Default::default() };
    let ctx = base::Ctx::new(app.machine.clone(), base::Actor::Public).with_request(request);
    let mut public: BTreeSet<String> = words.public_keys().into_iter().map(str::to_owned).collect();
    let mut pages = 0;
    for (_, html) in app::SLICES.iter().flat_map(|slice| (slice.samples)(&ctx)) {
        let html = html.expect("a page");
        if html.language() == "ar" {
            pages += 1;
            public.extend(html.said().iter().cloned());
        }
    }
    assert!(pages > 30, "{pages} public pages only");
    let mut lacking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for lang in words.languages().into_iter().filter(|l| !matches!(*l, ENGLISH | EASY)) {
        let has: BTreeSet<&str> = words.keys(lang).into_iter().collect();
        for key in public.iter().filter(|key| words.has(key) && !has.contains(key.as_str())) {
            lacking.entry(key).or_default().push(lang);
        }
    }
    let owed = words.owed();
    let new: Vec<_> = lacking.iter().filter(|(key, _)| !owed.contains(**key)).collect();
    assert!(new.is_empty(), "translate these, or write their keys into crates/app/strings/owed.txt: {new:?}");
    let paid: Vec<_> = owed.iter().filter(|key| !lacking.contains_key(key.as_str())).collect();
    assert!(paid.is_empty(), "every language has these: strike them from crates/app/strings/owed.txt: {paid:?}");
}

#[test]
fn a_translation_has_no_word_that_english_lacks_and_no_other_arguments() {
    let words = app::words().expect("messages");
    for lang in words.languages() {
        for key in words.keys(lang) {
            assert!(words.has(key), "{lang} has {key}, English has not");
            let (english, own) = (words.source(ENGLISH, key), words.source(lang, key));
            let strange: Vec<_> =
                arguments(&own).difference(&arguments(&english)).copied().map(str::to_owned).collect();
            assert!(strange.is_empty(), "{key} in {lang} wants {strange:?}");
        }
    }
}

#[test]
fn nobody_is_said_to_have_checked_what_is_not_there() {
    let words = app::words().expect("messages");
    let vain = words.checked_in_vain();
    assert!(vain.is_empty(), "strike these from crates/app/strings/checked: {vain:?}");
}

/// Longer ones are for people who read easily.
#[test]
fn sentences_of_easy_read_are_short() {
    let words = app::words().expect("messages");
    let mut sentences = 0;
    for key in words.keys(EASY) {
        for sentence in words.plain(EASY, key, None).split(['.', '?', ':', '\n']) {
            let long = sentence.split_whitespace().count();
            assert!(long <= 15, "{key} has {long} words in {sentence:?}");
            sentences += 1;
        }
    }
    assert!(sentences > 100, "{sentences}");
}
