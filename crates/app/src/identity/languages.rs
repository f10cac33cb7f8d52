//! Languages of teams and workers on forms: the common ones are ticked, any other is named. They are kept as codes with spaces between them.

use super::store;
use base::{
    Result, Rx,
    http::form::{Choice, Fields, Reader},
};
use kernel::Language;
use std::collections::BTreeMap;

/// The field of those that are ticked, and of those that are named.
pub const TICKED: &str = "languages";
pub const NAMED: &str = "languages-other";
/// More boxes than this are no help.
const COMMON: usize = 12;

fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|c| !c.is_empty())
}

/// Languages by name: "English, Bengali". A code that the table lacks stands as it is.
pub fn language_names(text: &str) -> String {
    codes(text).map(|c| Language::find(c).map_or(c, |l| l.english())).collect::<Vec<_>>().join(", ")
}

/// The languages that teams and workers here have most often, by name, and English.
pub async fn common_languages(rx: &mut Rx) -> Result<Vec<Choice>> {
    Ok(common(&store::languages_in_use(rx).await?))
}

fn common(in_use: &[String]) -> Vec<Choice> {
    let mut often: BTreeMap<&str, usize> = BTreeMap::new();
    for language in in_use.iter().flat_map(|text| codes(text)).filter_map(Language::find) {
        *often.entry(language.code()).or_default() += 1;
    }
    often.insert("en", usize::MAX);
    let mut often: Vec<(&str, usize)> = often.into_iter().collect();
    often.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let mut found: Vec<Language> = often.into_iter().take(COMMON).filter_map(|(c, _)| Language::find(c)).collect();
    found.sort_by_key(|l| l.english());
    found.into_iter().map(|l| Choice::new(l.code(), l.english())).collect()
}

/// Fills a form with the languages of a row.
pub fn fill_languages(values: &mut Fields, text: &str, common: &[Choice]) {
    let (ticked, named): (Vec<&str>, Vec<&str>) = codes(text).partition(|c| common.iter().any(|o| o.value == *c));
    values.0.insert(TICKED.to_owned(), ticked.into_iter().map(str::to_owned).collect());
    values.set(NAMED, language_names(&named.join(" ")));
}

/// Reads both fields: names or codes, with commas between them, each language once. One that is not known is named in the message beside its field.
pub fn read_languages(fields: &Fields, reader: &mut Reader) -> String {
    let mut found: Vec<Language> = fields.list(TICKED).into_iter().filter_map(Language::find).collect();
    let typed = reader.optional(NAMED, 200).unwrap_or_default();
    for word in typed.split([',', ';', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
        match Language::named(word) {
            Some(language) => found.push(language),
            None => reader.errors.add_with(NAMED, "error-language", [("language", word.to_owned())]),
        }
    }
    let mut kept: Vec<&str> = vec![];
    for code in found.into_iter().map(Language::code) {
        if !kept.contains(&code) {
            kept.push(code);
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(ticked: &[&str], named: &str) -> (String, Option<String>) {
        let mut fields = Fields::default();
        fields.0.insert(TICKED.to_owned(), ticked.iter().map(|c| (*c).to_owned()).collect());
        fields.set(NAMED, named);
        let mut reader = Reader::new(&fields);
        let codes = read_languages(&fields, &mut reader);
        (codes, reader.errors.0.get(NAMED).map(|m| m.args["language"].clone()))
    }

    #[test]
    fn names_and_codes_will_do_and_each_counts_once() {
        assert_eq!(read(&["en"], "Bengali, syl;  urdu, English"), ("en bn syl ur".to_owned(), None));
        assert_eq!(read(&[], ""), (String::new(), None));
        assert_eq!(read(&["en"], "Polish, Elvish, Klingon").1.as_deref(), Some("Elvish"));
    }

    #[test]
    fn what_is_filled_in_is_read_again() {
        let common = common(&["en bn".into(), "bn".into()]);
        assert_eq!(common, [Choice::new("bn", "Bengali"), Choice::new("en", "English")]);
        let mut fields = Fields::default();
        fill_languages(&mut fields, "bn ckb yue", &common);
        assert_eq!(fields.get(NAMED), "Kurdish (Sorani), Cantonese");
        assert_eq!(read_languages(&fields, &mut Reader::new(&fields)), "bn ckb yue");
        assert_eq!(language_names("en bn xx"), "English, Bengali, xx");
    }
}
