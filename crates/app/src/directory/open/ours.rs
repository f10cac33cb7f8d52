//! Our own terms: how Kith says in the words of the standard what a service helps with, what its place has, for whom it is and how people come. Whoever reads
//! our feed with Kith gets the same facts back.

use hsds::{Document, minted};
use kernel::Id;
use serde_json::{Value, json};
use uuid::Uuid;

/// A kind of term, by the taxonomy that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ours {
    Kind,
    Need,
    Access,
    OnlyFor,
    Route,
    /// Of a place whose address is kept from the public.
    Withheld,
    /// The feed that it came from.
    Source,
}

impl Ours {
    pub const ALL: [Ours; 7] =
        [Ours::Kind, Ours::Need, Ours::Access, Ours::OnlyFor, Ours::Route, Ours::Withheld, Ours::Source];

    /// What an attribute says of its link to the term.
    pub const fn link(self) -> &'static str {
        match self {
            Ours::Kind => "kind",
            Ours::Need => "need",
            Ours::Access => "access",
            Ours::OnlyFor => "only-for",
            Ours::Route => "route",
            Ours::Withheld => "address",
            Ours::Source => "source",
        }
    }

    pub const fn taxonomy(self) -> &'static str {
        match self {
            Ours::Kind => "Kith kinds",
            Ours::Need => "Kith needs",
            Ours::Access => "Kith access",
            Ours::OnlyFor => "Kith audiences",
            Ours::Route => "Kith ways in",
            Ours::Withheld => "Kith addresses",
            Ours::Source => "Kith sources",
        }
    }

    const fn says(self) -> &'static str {
        match self {
            Ours::Kind => "What a service is, in a word or two.",
            Ours::Need => "What a service helps with, as a person would say it.",
            Ours::Access => "What a place has, or is known not to have, that somebody may need.",
            Ours::OnlyFor => "For whom a service is, when it is not for everybody.",
            Ours::Route => "How somebody comes to a service.",
            Ours::Withheld => "Why an address is not given.",
            Ours::Source => "The feeds that services came from, with the licence and the words of each.",
        }
    }

    pub fn taxonomy_id(self) -> Uuid {
        minted("kith", "taxonomy", self.link())
    }

    pub fn term_id(self, code: &str) -> Uuid {
        minted("kith", "taxonomy_term", &format!("{}:{code}", self.link()))
    }

    pub fn document(self) -> Document {
        object(json!({ "id": self.taxonomy_id(), "name": self.taxonomy(), "description": self.says(), "version": "1" }))
    }

    /// A term of it, by the name that people read.
    pub fn term(self, code: &str, name: &str) -> Document {
        object(json!({
            "id": self.term_id(code), "code": code, "name": name, "description": name,
            "taxonomy": self.taxonomy(), "taxonomy_id": self.taxonomy_id(), "language": "en",
        }))
    }

    /// The attribute by which something has this term.
    pub fn attribute<T>(self, of: Id<T>, entity: &str, code: &str, value: Option<&str>) -> Value {
        self.attribute_of(of, entity, self.term_id(code), value)
    }

    /// The same, of a term by its id.
    pub fn attribute_of<T>(self, of: Id<T>, entity: &str, term: Uuid, value: Option<&str>) -> Value {
        let of = of.uuid();
        let mut attribute = json!({
            "id": minted("kith", "attribute", &format!("{of}:{}:{term}", self.link())),
            "link_id": of, "link_entity": entity, "link_type": self.link(), "taxonomy_term_id": term,
        });
        if let Some(value) = value {
            attribute["value"] = value.into();
        }
        attribute
    }

    /// The code of an attribute's term, if the term is of this kind.
    fn code_of(self, attribute: &Value) -> Option<&str> {
        let term = attribute.get("taxonomy_term")?;
        let code = term.get("code")?.as_str()?;
        (term.get("id")?.as_str()? == self.term_id(code).to_string()).then_some(code)
    }
}

pub(super) fn object(value: Value) -> Document {
    match value {
        Value::Object(document) => document,
        _ => Document::new(),
    }
}

/// Whether an attribute has a term of ours.
pub(crate) fn is_ours(attribute: &Value) -> bool {
    Ours::ALL.iter().any(|o| o.code_of(attribute).is_some())
}

/// Whether an attribute says from which feed something came.
pub(super) fn is_source(attribute: &Value) -> bool {
    Ours::Source.code_of(attribute).is_some()
}

/// What somebody who knew called it.
pub(crate) fn kind_of(attribute: &Value) -> Option<String> {
    Ours::Kind.code_of(attribute)?;
    attribute.pointer("/taxonomy_term/name")?.as_str().map(str::to_owned)
}

pub(crate) fn need_of(attribute: &Value) -> Option<String> {
    Ours::Need.code_of(attribute).map(str::to_owned)
}

pub(crate) fn only_for_of(attribute: &Value) -> Option<String> {
    Ours::OnlyFor.code_of(attribute).map(str::to_owned)
}

pub(crate) fn route_of(attribute: &Value) -> Option<String> {
    Ours::Route.code_of(attribute).map(str::to_owned)
}

/// What a place has or has not: a code, and `yes` or `no`.
pub(crate) fn access_of(attribute: &Value) -> Option<(String, &'static str)> {
    let code = Ours::Access.code_of(attribute)?;
    let no = attribute.get("value").and_then(Value::as_str) == Some("no");
    Some((code.to_owned(), if no { "no" } else { "yes" }))
}
