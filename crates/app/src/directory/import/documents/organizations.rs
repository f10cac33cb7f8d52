//! Organisations that came by themselves, for the services that only name theirs.

use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// So many bytes of them are kept.
const MOST: usize = 160 << 20;

#[derive(Default)]
pub(super) struct Organizations {
    /// As texts, which are a fifth as large as what they say.
    all: HashMap<Uuid, Box<str>>,
    size: usize,
}

impl Organizations {
    /// Keeps one; what is to be said where no more fit.
    pub fn put(&mut self, organization: &hsds::Record) -> Option<String> {
        let text = serde_json::to_string(&organization.document).unwrap_or_default();
        let was = self.size;
        self.size += text.len();
        if self.size <= MOST {
            self.all.insert(organization.id, text.into());
        }
        (was <= MOST && self.size > MOST).then(|| {
            let most = MOST >> 20;
            format!("Its organisations are more than {most} MB. A service that only names one of those after that is not let in: put the organisation into the service.")
        })
    }

    pub fn has(&self, id: Uuid) -> bool {
        self.all.contains_key(&id)
    }

    pub fn get(&self, id: Uuid) -> Option<Value> {
        serde_json::from_str(self.all.get(&id)?).ok()
    }
}
