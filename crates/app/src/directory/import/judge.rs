//! What is to become of each row of an import, by what is there and what the last whole run read. Nothing is written here: while some rows are decided, those
//! before are.

use super::{
    card,
    documents::{has_masked, masked_places},
    entry::{Entry, Reason, Remark, Said},
    item::{Came, Incoming},
    masked,
    rows::{Parsed, Refused},
    store::{Known, records},
};
use crate::{
    directory::{
        Gazetteer, Provider, Service, Site,
        correction::{self, under},
        open::{self, Listing},
        store as directory_store,
    },
    policy::SERVICE_VIEW,
};
use anyhow::anyhow;
use base::{Ctx, House, Result, Rx};
use hsds::{Document, Issue, What, canonical};
use kernel::{Id, Outcode};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What is to become of a row.
#[derive(Default)]
pub(super) enum Fate {
    Added(Box<Service>),
    Changed(String),
    #[default]
    Unchanged,
    Refused(Reason),
}

/// A row whose fate is decided.
#[derive(Default)]
pub(super) struct Decided {
    pub line: i64,
    pub source_id: Option<String>,
    pub digest: Option<Id<Entry>>,
    pub provider: Option<(Provider, String)>,
    pub raw: Option<String>,
    pub remarks: Vec<Remark>,
    pub fate: Fate,
    pub came: Option<Came>,
    pub masked: bool,
    pub document: Option<Document>,
    /// What is published of a service that is added.
    pub listing: Option<Listing>,
}

/// Whoever decides.
pub(super) struct Judge {
    /// Of its own: it reads while others write.
    pub ctx: Ctx,
    pub feed: String,
    pub said: Said,
    /// What was there of the feed when the run began, by id, with what the last run that was shown read of it. What somebody changes meanwhile is looked at again when the run is carried over.
    pub known: HashMap<String, Known>,
    pub gazetteer: Gazetteer,
}

impl Judge {
    /// Decides some rows; `masked`: locations that must not be public.
    pub async fn all(&self, rows: Vec<Incoming>, masked: &HashSet<Uuid>) -> Result<Vec<Decided>> {
        let (mut rx, _) = self.ctx.read(&SERVICE_VIEW, House::id()).await?;
        let mut decided = Vec::with_capacity(rows.len());
        for row in rows {
            decided.push(self.one(&mut rx, row, masked).await?);
        }
        Ok(decided)
    }

    /// A row of which its feed says that it is as it was. What the last reading could not read of it was as it was too.
    pub fn same(&self, line: i64, source_id: String) -> Decided {
        let known = self.known.get(&source_id);
        let digest = known.and_then(|k| k.digest);
        let fate = match known {
            Some(_) => Fate::Unchanged,
            None => Fate::Refused(Reason::Document(hsds::Refused::Broken(
                "it says that nothing has changed, and is not here".into(),
            ))),
        };
        Decided { line, source_id: Some(source_id), digest, fate, ..Decided::default() }
    }

    /// Hides what somebody else said must not be public; says whether there was anything.
    fn hide(entry: &mut Entry, masked: &HashSet<Uuid>) -> bool {
        let Some(mut document) = entry.document.take() else { return false };
        let hidden = masked::hide(&mut document, masked);
        *entry = if hidden { card::entry(&document) } else { std::mem::take(entry) }.with(document);
        hidden
    }

    async fn one(&self, rx: &mut Rx, row: Incoming, masked: &HashSet<Uuid>) -> Result<Decided> {
        let Parsed { source_id, open_id, mut entry, mut remarks } = match row.read {
            Ok(parsed) => parsed,
            Err(Refused { source_id, reason, masked, .. }) => {
                return Ok(Decided {
                    line: row.line,
                    source_id,
                    digest: None,
                    provider: None,
                    raw: row.raw,
                    remarks: vec![],
                    fate: Fate::Refused(reason),
                    came: row.came,
                    masked,
                    document: None,
                    listing: None,
                });
            }
        };
        remarks.extend(self.no_day_to_come(&mut entry));
        self.locate(rx, &mut entry, &mut remarks).await?;
        // Of what came, whatever somebody else says of a place since: that was hidden here too when it was said.
        let digest = entry.digest(row.came.as_ref().map(Came::told).as_deref())?;
        if Judge::hide(&mut entry, masked) {
            self.locate(rx, &mut entry, &mut vec![]).await?;
        }
        // Hidden from now on, a row without an id of its own is still the one that it was.
        let source_id = open_id.filter(|id| self.known.contains_key(id)).unwrap_or(source_id);
        let known = self.known.get(&source_id);
        let fresh = known.is_none_or(|k| k.digest != Some(digest));
        let mut before = None;
        if let Some(document) = entry.document.as_mut().filter(|_| fresh) {
            open::store::own(rx, &self.feed, document).await?;
            if known.is_some() {
                before = records::feed_document(rx, &self.feed, &source_id).await?;
            }
        }
        if let Some(before) = &before
            && self.keep_hidden(rx, &mut entry, before).await?
        {
            self.locate(rx, &mut entry, &mut vec![]).await?;
        }
        // A feed of documents says of what has closed that it has; a table just has it in it no more.
        let tells = entry.document.is_some();
        let fate = match known {
            Some(known) if entry.closed && !tells && known.closed_at.is_some() => {
                Fate::Refused(Reason::Closed(entry.closed_when.clone()))
            }
            Some(known) if known.digest == Some(digest) => Fate::Unchanged,
            Some(known) => {
                let by_feed = known.closed_by.as_deref() == Some("feed");
                let there = directory_store::leaf(rx, known.id).await?;
                let there = there.ok_or_else(|| anyhow!("the service of line {} is not to be found", row.line))?;
                let mut new = there.clone();
                let corrections = correction::corrections_of(rx, known.id).await?;
                let put = |s: &mut Service| entry.put_over(s, &self.said, &self.feed, by_feed, self.ctx.now());
                let news = under(&mut new, &corrections, put)?;
                let told = news.is_empty()
                    && serde_json::to_value(&new)? == serde_json::to_value(&there)?
                    && (entry.document.is_none() || entry.document == before);
                if told { Fate::Unchanged } else { Fate::Changed(serde_json::to_string(&entry)?) }
            }
            None if entry.closed && !tells => Fate::Refused(Reason::Closed(entry.closed_when.clone())),
            None => {
                let mut service = entry.service(&self.feed, &source_id);
                service.closed_at = entry.closed.then(|| self.ctx.now());
                Fate::Added(Box::new(service))
            }
        };
        let listing = match &fate {
            Fate::Added(service) => Some(open::listing(service, entry.document.as_ref())),
            _ => None,
        };
        let provider = matches!(fate, Fate::Added(_) | Fate::Changed(_)).then(|| {
            let provider = Provider { id: entry.provider_id(&self.feed), name: entry.provider_name().to_owned() };
            (provider, entry.provider_source())
        });
        let masked = entry.masked || entry.document.as_ref().is_some_and(has_masked);
        for remark in remarks.iter_mut().filter(|_| masked) {
            if let Remark::Issue(issue) = remark
                && issue.at.starts_with("service_at_locations")
            {
                // What stood there may be where it is.
                (issue.was, issue.now) = (String::new(), None);
            }
        }
        Ok(Decided {
            line: row.line,
            source_id: Some(source_id),
            digest: Some(digest),
            provider,
            raw: Some(row.kept).filter(|r| !r.is_empty()),
            remarks,
            fate,
            came: row.came.filter(|_| fresh),
            masked,
            document: entry.document,
            listing,
        })
    }

    /// A place that was hidden, and has no id by which to know it again, stays hidden though its feed does not say so any more: a place that nobody knows yet, of a
    /// service of which a hidden one is not spoken of any more, may be that one. Says whether there was any.
    async fn keep_hidden(&self, rx: &mut Rx, entry: &mut Entry, before: &Document) -> Result<bool> {
        let Some(document) = &mut entry.document else { return Ok(false) };
        let now: HashSet<Uuid> = canonical::places(document).collect();
        if masked_places(before).all(|id| now.contains(&id)) {
            return Ok(false);
        }
        let there: HashSet<Uuid> = canonical::places(before).collect();
        let mut new = HashSet::new();
        for id in now.difference(&there) {
            if open::store::part(rx, "location", *id).await?.is_none() {
                new.insert(*id);
            }
        }
        Ok(Judge::hide(entry, &new))
    }

    /// Nobody has made sure of anything on a day that is still to come: such an entry would be fresh until then.
    fn no_day_to_come(&self, entry: &mut Entry) -> Option<Remark> {
        let day = entry.checked_on.take_if(|day| *day > self.ctx.today())?;
        let at = "assured_date".to_owned();
        entry.document.as_mut()?.remove(&at);
        Some(Remark::Issue(Issue { at, what: What::ToCome, was: day.to_string(), now: None }))
    }

    /// Finds the points of places that have none.
    async fn locate(&self, rx: &mut Rx, entry: &mut Entry, remarks: &mut Vec<Remark>) -> Result<()> {
        if entry.masked {
            return Ok(());
        }
        let mut first = entry.site();
        remarks.extend(self.locate_place(rx, &mut first).await?);
        entry.put_first(first);
        for place in &mut entry.also {
            let remark = self.locate_place(rx, place).await?;
            remarks.extend(remark.filter(|r| !remarks.contains(r)));
        }
        Ok(())
    }

    /// The point of a place: that of its postcode, else about the middle of its district.
    async fn locate_place(&self, rx: &mut Rx, place: &mut Site) -> Result<Option<Remark>> {
        let somewhere = place.postcode.is_some() || place.outcode.is_some();
        if !somewhere || (place.point.is_some() && place.borough.is_some()) {
            return Ok(None);
        }
        if let Some(code) = &place.postcode
            && let Some((point, borough)) = directory_store::postcode(rx, code).await?
        {
            place.point = place.point.or(Some(point));
            place.borough = place.borough.take().or(borough);
        }
        if place.point.is_some() {
            return Ok(None);
        }
        let district = place.outcode.as_deref().filter(|o| o.parse::<Outcode>().is_ok());
        let Some(district) = district.and_then(|o| self.gazetteer.outcode(o)) else { return Ok(Some(Remark::NoPoint)) };
        (place.point, place.approximate) = (Some(district.point), true);
        if let ([only], None) = (district.boroughs.as_slice(), &place.borough) {
            place.borough = Some(only.clone());
        }
        Ok(Some(Remark::OnlyDistrict))
    }
}
