//! What a page says about its own words: which of them nobody has checked, the English beside those that must not be misunderstood, and lines one by one
//! for Easy Read.
//!
//! While a page is made it is noted which words it asked for. The line that says whether they have been checked stands at its top, before any of them is
//! known: the frame leaves a mark there, which is filled in when the page is whole.

use crate::words::{EASY, ENGLISH, State, Words};
use minijinja::{HtmlEscape, State as Page, Value, value::Kwargs};
use std::{collections::BTreeSet, fmt::Write, sync::Arc};

/// Where the line about the words is put in: on an ordinary page, and on a wide one.
pub(super) const MARKS: [&str; 2] = ["<!--words-->", "<!--words, wide-->"];

/// How the words of the frame begin. They are on every page, so they do not make one that is in Easy Read.
const FRAME: &[&str] = &["back", "demo-", "languages-label", "nav-", "skip-", "words-"];
/// A page with fewer words of its own in Easy Read is not in Easy Read.
const FEW: usize = 3;

/// The words that a page has asked for so far.
#[derive(Debug, Default)]
pub(super) struct Said(pub BTreeSet<String>);

/// Notes that a page asked for a word. English is what it is, so nobody keeps account of it.
pub(super) fn note(page: &mut Page<'_, '_>, lang: &str, key: &str) {
    if lang != ENGLISH {
        page.get_or_insert_extension_with(Said::default).0.insert(key.to_owned());
    }
}

/// What there is to say about the words of a page.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Notice {
    /// Some were checked by nobody.
    unchecked: bool,
    /// Some are in English, since the language lacks them.
    partly: bool,
    /// It has not been written in Easy Read.
    plain: bool,
}

impl Notice {
    /// Nothing, when every word was checked.
    pub(super) fn of(words: &Words, lang: &str, said: &BTreeSet<String>) -> Option<Notice> {
        if lang == ENGLISH {
            return None;
        }
        let lacking = said.iter().filter(|k| words.state(lang, k) == State::Missing).count();
        let unchecked = said.iter().any(|k| matches!(words.state(lang, k), State::Unchecked | State::Changed(_)));
        let easy = lang == EASY;
        let own =
            said.iter().filter(|k| !FRAME.iter().any(|f| k.starts_with(f)) && words.state(lang, k) != State::Missing);
        let notice = Notice { unchecked, partly: !easy && lacking > 0, plain: easy && own.count() < FEW };
        (notice.unchecked || notice.partly || notice.plain).then_some(notice)
    }
}

/// The English of a word, smaller, beside a translation that nobody has checked: for what must not be misunderstood.
pub(super) fn beside(words: &Arc<Words>, lang: &str, key: &str, args: &fluent_bundle::FluentArgs<'_>) -> Value {
    let unsure = matches!(words.state(lang, key), State::Unchecked | State::Changed(_));
    if lang == EASY || !unsure {
        return Value::from_safe_string(String::new());
    }
    let english = words.page(ENGLISH, key, Some(args));
    Value::from_safe_string(format!(
        "<span class=\"kith-beside\" lang=\"en\" dir=\"ltr\">{}</span>",
        HtmlEscape(&english)
    ))
}

/// The options of a long list to choose from. Each item is a code, or has one with a number beside it; what it is called is said by the key before it, or
/// is a language's name, or the code itself. The design system's own macro takes ten times as long, and a page of the search has two hundred of them.
pub(super) fn options(
    items: &Value,
    chosen: &str,
    mut name: impl FnMut(&str) -> String,
) -> Result<Value, minijinja::Error> {
    let mut out = String::new();
    for item in items.try_iter()? {
        let code = item.get_attr("code").ok().filter(|c| !c.is_undefined()).unwrap_or_else(|| item.clone()).to_string();
        let n = item.get_attr("n").ok().and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0);
        let selected = if code == chosen { " selected" } else { "" };
        write!(out, "<option value=\"{}\"{selected}>{}", HtmlEscape(&code), HtmlEscape(&name(&code)))
            .expect("a string takes it");
        if let Some(n) = n {
            write!(out, " ({n})").expect("a string takes it");
        }
        out.push_str("</option>");
    }
    Ok(Value::from_safe_string(out))
}

/// A text as paragraphs, one for each of its lines. What stands between two stars is a hard word, and bold.
pub(super) fn lines(text: &str, class: &str) -> Value {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{}\"", HtmlEscape(class)) };
        write!(out, "<p{class}>").expect("a string takes it");
        for (n, part) in line.split('*').enumerate() {
            let (open, shut) = if n % 2 == 1 { ("<b>", "</b>") } else { ("", "") };
            write!(out, "{open}{}{shut}", HtmlEscape(part)).expect("a string takes it");
        }
        out.push_str("</p>");
    }
    Value::from_safe_string(out)
}

/// The arguments that a template gave.
pub(super) fn pairs(kwargs: &Kwargs) -> Result<Vec<(String, Value)>, minijinja::Error> {
    kwargs.args().map(|n| Ok((n.to_owned(), kwargs.get::<Value>(n)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_paragraph_and_a_hard_word_is_bold() {
        let html = lines("Ring *999*.\n\nIt is < free.", "x").to_string();
        assert_eq!(html, "<p class=\"x\">Ring <b>999</b>.</p><p class=\"x\">It is &lt; free.</p>");
    }

    #[test]
    fn a_page_says_nothing_of_its_words_when_somebody_checked_them_all() {
        let load = || Words::load(&[("x", "en", "a = A\nb = B\n"), ("x", "pl", "a = A!\n")]).unwrap();
        let mark = load().mark("pl", "a");
        let file = format!("[[sitting]]\nby = \"Anna\"\non = \"2026-12-01\"\nwords = {{ a = \"{mark}\" }}\n");
        let words = load().checked(&[("pl", &file)]).unwrap();
        let said = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(Notice::of(&words, "pl", &said(&["a"])), None);
        assert!(Notice::of(&words, "pl", &said(&["a", "b"])).is_some_and(|n| n.partly && !n.unchecked));
        assert!(Notice::of(&load(), "pl", &said(&["a"])).is_some_and(|n| n.unchecked && !n.partly));
        assert_eq!(Notice::of(&words, "en", &said(&["a"])), None);
    }

    #[test]
    fn a_page_is_in_easy_read_when_more_than_its_frame_is() {
        let english = "nav-a = A\na = A\nb = B\nc = C\nd = D\n";
        let words = Words::load(&[("x", "en", english), ("x", EASY, "nav-a = A\na = A\nb = B\nc = C\n")]).unwrap();
        let plain = |keys: &[&str]| {
            let said = keys.iter().map(|k| (*k).to_owned()).collect();
            Notice::of(&words, EASY, &said).is_some_and(|n| n.plain)
        };
        assert!(plain(&["nav-a", "a", "d"]));
        assert!(!plain(&["nav-a", "a", "b", "c", "d"]));
    }
}
