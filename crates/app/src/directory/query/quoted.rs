//! What stands between quotation marks is looked for as it is written: the same words, one after the other, in what a service says of itself.

use crate::directory::{bits::Bits, index::Index, text};
use kernel::name;

/// What people set phrases between, in any of their languages.
const MARKS: &[char] = &['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '«', '»', '\u{ff02}'];

/// In a text of more words marks are around what somebody said, not around what is to be found.
const MOST_WORDS: usize = 10;

/// The services that have the phrases of a search.
#[derive(Default)]
pub(super) struct Quoted {
    /// None where nothing stands between marks that any service says.
    pub docs: Option<Bits>,
    /// Those that a service says.
    pub phrases: Vec<Vec<String>>,
    /// No service says one of them: then it leaves nothing out, and its words count as they would without marks.
    pub missed: bool,
}

impl Index {
    pub(super) fn quoted(&self, text: &str) -> Quoted {
        let mut all = Quoted::default();
        if name::words(text).len() > MOST_WORDS {
            return all;
        }
        for phrase in phrases(text) {
            let stems: Vec<String> = phrase.iter().filter(|w| text::tells(w)).map(|w| text::stem(w)).collect();
            // "All about me" may stand anywhere, and nothing tells where.
            if stems.is_empty() {
                continue;
            }
            let mut docs = self.having_all(&stems);
            docs.retain(|doc| {
                let said = self.cards.said(*doc);
                stems.iter().all(|stem| said.has(stem)) && said.has_in_a_row(&phrase)
            });
            if docs.is_empty() {
                all.missed = true;
                continue;
            }
            let docs = Bits::these(self.len(), docs);
            match &mut all.docs {
                Some(before) => before.keep(&docs),
                None => all.docs = Some(docs),
            }
            all.phrases.push(phrase);
        }
        all
    }
}

/// The words of each phrase of a text. A mark that nothing closes is none.
fn phrases(text: &str) -> Vec<Vec<String>> {
    let parts: Vec<&str> = text.split(MARKS).collect();
    let closed = parts.len().saturating_sub(1);
    let between = parts[..closed].iter().skip(1).step_by(2);
    between.map(|part| name::words(part)).filter(|words| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            Query,
            tests::{index_of, today},
        },
        *,
    };
    use crate::directory::{Service, bare};

    #[test]
    fn phrases_stand_between_marks_of_any_language() {
        let of = |text: &str| phrases(text).iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("|");
        assert_eq!(of("\"Floor exercise\" gentle"), "floor exercise");
        assert_eq!(of("„chór dla seniorów” w Ilford “tea, toast”"), "chor dla seniorow|tea toast");
        assert_eq!(of("«مجموعة المشي»"), "مجموعه المشي");
        assert_eq!(of("a 32\" screen"), "");
        assert_eq!(of("\"\" \"!\""), "");
    }

    fn saying(name: &str, description: &str) -> Service {
        Service { description: description.into(), ..bare(name) }
    }

    #[test]
    fn a_phrase_leaves_out_who_does_not_say_it_on_the_list_and_on_the_map() {
        let far = format!("{} There is floor exercise too.", "Tea and company for everybody. ".repeat(30));
        let index = index_of(vec![
            saying("Keep Moving", "Floor exercise, gentle."),
            saying("Far Down", &far),
            saying("Turned Round", "An exercise on the floor"),
            saying("Other Group", "Any floor. No exercise bikes."),
        ]);
        let found = |words: &str| {
            let q = Query { words: words.into(), facets: true, ..Query::default() };
            let results = index.search(&q, today());
            let mut names: Vec<String> = results.hits.iter().map(|h| h.card.name.clone()).collect();
            names.sort();
            assert_eq!(index.fitting(&q).len(), names.len(), "the map has what the list has");
            (names.join(", "), results.loose, results.hits.first().map(|h| h.why.clone()).unwrap_or_default())
        };
        let (names, loose, why) = found("\"floor exercise\"");
        assert_eq!((&*names, loose), ("Far Down, Keep Moving", false));
        assert_eq!((&*why[0].key, &*why[0].args["words"]), ("why-phrase", "floor exercise"));
        assert_eq!(found("floor exercise").0, "Far Down, Keep Moving, Other Group, Turned Round");
        // Other words beside it count as ever.
        assert_eq!(found("“floor exercise” gentle").0, "Far Down, Keep Moving");
        assert!(found("“floor exercise” gentle").2.iter().any(|m| m.key == "why-words"));
        // One word between marks is that word, and nothing that is like it.
        assert_eq!(found("\"bike\"").0, "Other Group");
        // Whoever tells something looks for nothing that stands between marks.
        let story = "they said it is only \"floor\" and i should do more of it with others at home";
        assert!(index.quoted(story).docs.is_none() && !index.quoted(story).missed);
        // What nobody says leaves nobody out, and the list says that it is not what was asked for.
        let (names, loose, _) = found("\"exercise floor\"");
        assert_eq!((&*names, loose), ("Far Down, Keep Moving, Other Group, Turned Round", true));
    }

    #[test]
    fn what_only_the_name_of_a_need_has_is_not_said_to_be_mentioned() {
        let mut club = saying("Board Room", "Draughts and dominoes.");
        club.needs = vec!["pur-hobbies".into()];
        let mut other = saying("Table Top", "Games of all kinds.");
        other.needs = vec!["pur-hobbies".into()];
        let index = index_of(vec![club, other]);
        let q = Query { words: "table games".into(), ..Query::default() };
        let mentions = |name: &str| {
            let hits = index.search(&q, today()).hits;
            let hit = hits.into_iter().find(|h| h.card.name == name).expect("found");
            hit.why.into_iter().find(|m| m.key == "why-words").map(|m| m.args["words"].clone())
        };
        assert_eq!(mentions("Table Top").as_deref(), Some("table, games"));
        assert_eq!(mentions("Board Room"), None);
    }
}
