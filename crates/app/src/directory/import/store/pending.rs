//! What imports that are shown still have to write over services: read with every service until it is carried over.

use super::{
    super::entry::{Entry, Said},
    PENDING, PENDING_BY_RULES, PENDING_OF,
};
use crate::directory::{
    Provider, Service,
    correction::{self, Correction, News, under},
};
use base::{Result, Rx};
use kernel::{Id, Instant};
use std::collections::HashMap;

/// What an import that is shown still has to write over a service.
#[derive(sqlx_macros::FromRow)]
pub(in crate::directory) struct Pending {
    id: Id<Service>,
    feed: String,
    fields: String,
    shown_at: Option<Instant>,
    outcome: String,
    data: Option<String>,
    /// What lies over whatever the feed says.
    #[sqlx(skip)]
    corrections: Vec<Correction>,
}

impl Pending {
    /// Writes it over the service as it was read, under the corrections that lie on it; `by_feed`: its feed has closed it. Tells what is news for the
    /// corrections.
    pub fn put_over(&self, s: &mut Service, by_feed: bool) -> Result<Vec<News>> {
        let Some(at) = self.shown_at else { return Ok(vec![]) };
        if self.outcome == "gone" {
            if s.closed_at.is_none() {
                (s.closed_at, s.closed_by_feed) = (Some(at), true);
            }
        } else if let Some(data) = &self.data {
            let entry: Entry = serde_json::from_str(data)?;
            let said = Said::of(&self.fields);
            return under(s, &self.corrections, |s| entry.put_over(s, &said, &self.feed, by_feed, at));
        }
        Ok(vec![])
    }

    pub fn service(&self) -> Id<Service> {
        self.id
    }

    pub fn is_gone(&self) -> bool {
        self.outcome == "gone"
    }

    /// Whether a document came, which is published beside what is known of the service.
    pub fn has_document(&self) -> Result<bool> {
        let entry = self.data.as_deref().map(serde_json::from_str::<Entry>).transpose()?;
        Ok(entry.is_some_and(|e| e.document.is_some()))
    }

    /// The provider that the entry names.
    pub fn provider(&self) -> Result<Option<Provider>> {
        let Some(data) = &self.data else { return Ok(None) };
        let entry: Entry = serde_json::from_str(data)?;
        Ok(Some(Provider { id: entry.provider_id(&self.feed), name: entry.provider_name().to_owned() }))
    }
}

/// What imports that are shown still have to write, by service.
pub(in crate::directory) async fn pending(rx: &mut Rx) -> Result<HashMap<Id<Service>, Pending>> {
    let rows: Vec<Pending> = rx.all(PENDING, ()).await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let mut corrections = correction::all(rx).await?;
    let with = |mut p: Pending| {
        p.corrections = corrections.remove(&p.id).unwrap_or_default();
        (p.id, p)
    };
    Ok(rows.into_iter().map(with).collect())
}

/// What a run will have to write over services that the rules put together with others, as if it were shown now.
pub(in crate::directory) async fn pending_by_rules(rx: &mut Rx, run: i64, now: Instant) -> Result<Vec<Pending>> {
    let mut rows: Vec<Pending> = rx.all(PENDING_BY_RULES, (run,)).await?;
    for pending in &mut rows {
        pending.shown_at = Some(now);
        pending.corrections = correction::corrections_of(rx, pending.id).await?;
    }
    Ok(rows)
}

pub(in crate::directory) async fn pending_of(rx: &mut Rx, id: Id<Service>) -> Result<Option<Pending>> {
    let Some(mut pending) = rx.maybe::<Pending>(PENDING_OF, (id,)).await? else { return Ok(None) };
    pending.corrections = correction::corrections_of(rx, id).await?;
    Ok(Some(pending))
}
