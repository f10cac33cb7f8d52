//! Where a list ends, and whether all came that it says it has. Feeds say it in several words, some of them wrong, or not at all.

use serde_json::{Map, Value};

/// Words that a list has around its rows, and a file has not.
const OF_A_LIST: &[&str] = &[
    "total_pages",
    "totalPages",
    "total_items",
    "totalElements",
    "last_page",
    "last",
    "page_number",
    "pageNumber",
    "number",
    "size",
];

/// Whether more may be had than this: it is a page of a list.
pub(super) fn is_list(head: &Map<String, Value>) -> bool {
    OF_A_LIST.iter().any(|k| head.contains_key(*k))
}

/// What a walk has seen of a list, and what the list says.
#[derive(Debug, Default)]
pub(super) struct End {
    /// Things that came, each once; those without an id, too.
    pub seen: u64,
    total: Option<u64>,
}

impl End {
    /// To be called with every page. The last word on how many there are holds.
    pub fn heard(&mut self, head: &Map<String, Value>) {
        self.total = positive(head, &["total_items", "totalElements"]).or(self.total);
    }

    /// Whether no page comes after this one. That there is more to come goes before any number.
    pub fn is_after(&self, head: &Map<String, Value>, page: u64) -> bool {
        match (said_last(head), pages_of(head), self.total) {
            (Some(last), ..) => last,
            (None, Some(pages), _) => page >= pages,
            (None, None, Some(total)) => self.seen >= total,
            // Pages that say nothing end with an empty one.
            (None, None, None) => false,
        }
    }

    /// Whether nothing at all is said of how many there are.
    pub fn is_unsaid(&self, head: &Map<String, Value>) -> bool {
        said_last(head).is_none() && pages_of(head).is_none() && self.total.is_none()
    }

    /// What is to be said where it has more than came.
    pub fn lacks(&self) -> Option<String> {
        let total = self.total.filter(|total| *total > self.seen)?;
        Some(format!("It says that it has {total} services, and {} came", self.seen))
    }
}

fn said_last(head: &Map<String, Value>) -> Option<bool> {
    ["last_page", "last"].iter().find_map(|k| head.get(*k)?.as_bool())
}

fn pages_of(head: &Map<String, Value>) -> Option<u64> {
    positive(head, &["total_pages", "totalPages"])
}

/// A number below one says nothing.
fn positive(head: &Map<String, Value>, keys: &[&str]) -> Option<u64> {
    keys.iter().find_map(|k| head.get(*k)?.as_u64()).filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn where_a_list_ends() {
        for (head, page, seen, ends) in [
            (json!({ "total_pages": 2 }), 1, 100, false),
            (json!({ "total_pages": 2 }), 2, 115, true),
            (json!({ "total_items": 115 }), 1, 100, false),
            (json!({ "total_items": 115 }), 2, 115, true),
            (json!({ "total_items": 115, "total_pages": 1, "last_page": false }), 1, 100, false),
            (json!({ "total_items": 115, "total_pages": 9, "last_page": true }), 1, 100, true),
            (json!({ "total_items": -1, "total_pages": -1 }), 1, 100, false),
            (json!({ "page_number": 1, "size": 100 }), 1, 100, false),
        ] {
            let mut end = End { seen, total: None };
            let head = head.as_object().unwrap();
            end.heard(head);
            assert_eq!(end.is_after(head, page), ends, "{head:?}");
        }
    }
}
