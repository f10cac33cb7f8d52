//! Reads Rust far enough to know which names of the crate's root a file uses: comments and strings taken out, paths and groups of `use` followed.

use std::collections::BTreeSet;

/// The text without comments and without what stands in strings and characters.
pub fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let before_is_word = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if first == '"' {
            1 + string(&rest[1..])
        } else if !before_is_word && let Some(length) = raw_string(rest) {
            length
        } else if first == '\''
            && let Some(length) = character(rest)
        {
            length
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        out.push(' ');
        rest = &rest[skipped..];
    }
    out
}

/// Up to the end of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let (mut deep, mut at) = (0usize, 0);
    while at < text.len() {
        let here = &text.as_bytes()[at..];
        if here.starts_with(b"/*") {
            (deep, at) = (deep + 1, at + 2);
        } else if here.starts_with(b"*/") {
            (deep, at) = (deep - 1, at + 2);
            if deep == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// Up to and with the closing quote.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (i, b) in text.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}

/// `r"…"`, `r#"…"#` and the like, with `b` before.
fn raw_string(text: &str) -> Option<usize> {
    let start = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = start.bytes().take_while(|b| *b == b'#').count();
    let body = start[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = body.find(&end).map_or(body.len(), |i| i + end.len());
    Some(text.len() - body.len() + length)
}

/// `'x'` or `'\n'`; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let body = &text[1..];
    if let Some(escape) = body.strip_prefix('\\') {
        let skip = escape.chars().next()?.len_utf8();
        return escape[skip..].find('\'').map(|i| 1 + 1 + skip + i + 1);
    }
    let one = body.chars().next()?;
    body[one.len_utf8()..].starts_with('\'').then(|| 1 + one.len_utf8() + 1)
}

/// Names, `::`, and other signs one by one.
fn tokens(code: &str) -> Vec<&str> {
    let mut all = vec![];
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = match () {
            () if word > 0 => word,
            () if rest.starts_with("::") => 2,
            () => first.len_utf8(),
        };
        all.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    all
}

/// The names of the crate's root that a file uses, by `crate::` or by as many `super::` as lead there. `deep` is how far below the root the file's module
/// stands: 1 for `case/mod.rs`, 2 for `case/model.rs`.
pub fn root_names(text: &str, deep: usize) -> BTreeSet<String> {
    let code = code(text);
    let tokens = tokens(&code);
    let mut names = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = at == 0 || tokens[at - 1] != "::";
        let mut next = at;
        match tokens[at] {
            // `$crate::` of a macro is the same root.
            "crate" if begins => next = at + 1,
            "super" if begins => {
                let mut ups = 1;
                next += 1;
                while tokens.get(next) == Some(&"::") && tokens.get(next + 1) == Some(&"super") {
                    (ups, next) = (ups + 1, next + 2);
                }
                if ups < deep {
                    at = next;
                    continue;
                }
            }
            _ => {}
        }
        if next > at && tokens.get(next) == Some(&"::") {
            names.extend(named(&tokens[next + 1..]));
        }
        at = next.max(at + 1);
    }
    names
}

/// What stands first: a name, or the first name of each entry of a group.
fn named(tokens: &[&str]) -> Vec<String> {
    if tokens.first() != Some(&"{") {
        return tokens.first().map(|t| (*t).to_owned()).into_iter().collect();
    }
    let (mut deep, mut fresh, mut names) = (0usize, false, vec![]);
    for token in tokens {
        match *token {
            "{" => {
                deep += 1;
                fresh = deep == 1;
            }
            "}" => {
                deep -= 1;
                if deep == 0 {
                    break;
                }
            }
            "," => fresh = deep == 1,
            name => {
                if fresh {
                    names.push(name.to_owned());
                }
                fresh = false;
            }
        }
    }
    names
}

#[test]
fn every_way_of_naming_another_slice_is_seen() {
    let text = r##"
        //! crate::in_a_comment::x
        /* crate::in_a_block /* crate::inside */ crate::still */
        use crate::{desk, onward::{self, Sent, plan::Goal}, case as other,
            referral::Referral, setup::{a, b}};
        use crate :: matching::suggest;
        use super::super::{outcome::Note, person};
        use super::store::near;
        pub(crate) fn f<'a>(x: &'a str, quote: char) -> bool {
            let s = "crate::in_a_string \" crate::after_a_quote";
            let raw = r#"crate::in_a_raw "string""#;
            quote == '"' || quote == '\'' || crate::identity::find(x) || x == "crate::last"
        }
        macro_rules! m { () => { $crate::pathway::find() } }
        fn g() { super::super::directory::find(); self::crate_like::x(); my::crate_::y(); }
    "##;
    let names: Vec<String> = root_names(text, 2).into_iter().collect();
    assert_eq!(
        names,
        [
            "case",
            "desk",
            "directory",
            "identity",
            "matching",
            "onward",
            "outcome",
            "pathway",
            "person",
            "referral",
            "setup"
        ]
    );
    assert!(root_names("use super::desk;", 1).contains("desk"), "from a slice's mod.rs one step leads to the root");
    assert!(root_names("use super::desk;", 2).is_empty());
    assert!(root_names("use crate::*;", 1).contains("*"));
}
