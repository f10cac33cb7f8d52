//! The work of an import: what a reader sends is compared with what is there, staged, and shown in one step.

mod over;

use super::{
    Batches, Order, Progress, Tell, card,
    documents::{has_masked, masked_places},
    entry::{Entry, Reason, Remark, Said},
    headings::Field,
    item::{Came, Incoming, Item},
    masked,
    report::Summary,
    rows::{Parsed, Refused},
    run::{Pace, Run, SERVICES, settle_all},
    store::{self, Staged, records},
};
use crate::{
    directory::{
        Gazetteer, Provider, Service,
        correction::{self, under},
        fresh,
        open::{self, Listing, Part},
        store as directory_store,
    },
    policy::SERVICE_VIEW,
};
use anyhow::anyhow;
use base::{Ctx, House, Result, Rx, Tx};
use hsds::{Document, fields::ORGANIZATION, minted, own_id, strict};
use kernel::{Id, Outcode};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::Instant as Moment,
};
use uuid::Uuid;

/// Feeds that gather from others send the others' ids: what has one that is taken gets another. Whether it is the same thing, people judge.
fn another_id(decided: &mut [Decided], in_it: &HashSet<i64>, there: &HashSet<Id<Service>>, feed: &str) -> Vec<Service> {
    let mut again = vec![];
    for row in decided.iter_mut().filter(|row| in_it.contains(&row.line)) {
        let Fate::Added(service) = &mut row.fate else { continue };
        if !there.contains(&service.id) {
            service.take_id(Id::from_uuid(minted(feed, "service", &service.source_id)));
            row.listing = Some(open::listing(service, row.document.as_ref()));
            again.push((**service).clone());
        }
    }
    again
}

/// Of a feed with fewer services than this any number may be missing at once.
const FEW: i64 = 20;

/// So much of a row that is refused is kept.
const KEPT: usize = 8000;

pub(super) fn shortened(text: String) -> String {
    if text.len() <= KEPT { text } else { text.chars().take(KEPT).collect::<String>() + "…" }
}

/// What is to become of a row.
#[derive(Default)]
enum Fate {
    Added(Box<Service>),
    Changed(String),
    #[default]
    Unchanged,
    Refused(Reason),
}

/// A row whose fate is decided.
#[derive(Default)]
struct Decided {
    line: i64,
    source_id: Option<String>,
    digest: Option<Id<Entry>>,
    provider: Option<(Provider, String)>,
    raw: Option<String>,
    remarks: Vec<Remark>,
    fate: Fate,
    came: Option<Came>,
    masked: bool,
    document: Option<Document>,
    /// What is published of a service that is added.
    listing: Option<Listing>,
}

/// Stages what a reader sends, compares it with what is there, and shows it in one step.
pub(super) async fn work(
    ctx: &Ctx,
    order: &Order<'_>,
    file: &str,
    said: String,
    notices: Vec<String>,
    batches: Batches<Item>,
    of: u64,
    tell: Tell<'_>,
) -> Result<Summary> {
    // It takes the place of a run that was killed; what that one left is then cleared away.
    let run = Run::begin(ctx, SERVICES, order.feed, file, said).await?;
    settle_all(ctx, None).await?;
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let (outcodes, boroughs) = directory_store::places(&mut rx).await?;
    let last_whole = store::last_whole(&mut rx, SERVICES, order.feed).await?;
    let masked = open::store::masked(&mut rx).await?;
    drop(rx);
    let mut work = Work {
        ctx,
        said: Said::of(&run.fields),
        run,
        last_whole,
        replace: order.replace,
        gazetteer: Gazetteer::built_in()?.with(outcodes, boroughs),
        summary: Summary::default(),
        pace: Pace::new(400),
        masked,
        newly_masked: HashSet::new(),
        unknown: BTreeMap::new(),
    };
    notices.into_iter().for_each(|n| work.summary.notice(n));
    match work.all(batches, file, of, tell).await {
        Ok(()) => Ok(work.summary),
        Err(error) => {
            // What matters is the first error; what is staged is seen by nobody and cleared by the next run at the latest.
            if let Err(later) = work.run.end(ctx).await {
                tracing::warn!(error = %later, "an import that broke off could not be cleared away");
            }
            Err(error)
        }
    }
}

struct Work<'a> {
    ctx: &'a Ctx,
    run: Run,
    said: Said,
    last_whole: i64,
    gazetteer: Gazetteer,
    summary: Summary,
    pace: Pace,
    replace: bool,
    /// Locations that must not be public, whoever says otherwise; and those of them that nobody said it of before this run.
    masked: HashSet<Uuid>,
    newly_masked: HashSet<Uuid>,
    /// Fields that no standard has, and how often each was there.
    unknown: BTreeMap<String, u64>,
}

impl Work<'_> {
    async fn all(&mut self, mut batches: Batches<Item>, file: &str, of: u64, tell: Tell<'_>) -> Result<()> {
        while let Some(batch) = batches.next().await? {
            let mut rows = Vec::with_capacity(batch.rows.len());
            let (mut organizations, mut same, mut over) = (vec![], vec![], vec![]);
            for item in batch.rows {
                match item {
                    Item::Row(row) => rows.push(*row),
                    Item::Notice(text) => self.summary.notice(text),
                    Item::Over(line, source_id) => over.push((line, source_id)),
                    Item::Same { line, source_id } => same.push((line, source_id)),
                    Item::Organization { source_id, document, came } => organizations.push((source_id, document, came)),
                }
            }
            self.organizations(organizations).await?;
            self.same(same).await?;
            self.over(over).await?;
            let mut rows = rows.into_iter().peekable();
            while rows.peek().is_some() {
                let chunk: Vec<Incoming> = rows.by_ref().take(self.pace.size).collect();
                self.chunk(chunk).await?;
            }
            tell(Progress { rows: self.summary.read, bytes: batch.bytes, of });
        }
        if self.summary.read == 0 && self.summary.gone == 0 {
            let nothing =
                if self.run.fields == Said::everything() { "has no service in it" } else { "has headings and no rows" };
            return Err(anyhow!("{file} {nothing}").into());
        }
        self.finish().await
    }

    async fn chunk(&mut self, rows: Vec<Incoming>) -> Result<()> {
        let (mut rx, _) = self.ctx.read(&SERVICE_VIEW, House::id()).await?;
        let mut decided = Vec::with_capacity(rows.len());
        for row in rows {
            decided.push(self.decide(&mut rx, row).await?);
        }
        drop(rx);
        self.write(decided).await
    }

    /// Organisations that came by themselves. Those that nobody knows wait where nobody sees them until a service names them.
    async fn organizations(&mut self, all: Vec<(String, Document, Came)>) -> Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        let mut parts = vec![];
        for (_, document, came) in &all {
            self.count_unknown(came);
            if let (Some(id), Some(document)) = (own_id(document), strict(&ORGANIZATION, document)) {
                parts.push(Part { object: "organization", id, document, masked: false });
            }
        }
        self.pace.turn().await;
        let mut tx = self.run.write(self.ctx).await?;
        let since = Moment::now();
        open::store::add_parts(&mut tx, self.run.number, parts, self.ctx.now()).await?;
        let records = all.into_iter().map(|(source_id, _, came)| (source_id, came, false, None)).collect();
        records::add_records(&mut tx, &self.run, &self.ctx.machine.keys, records).await?;
        tx.commit().await?;
        self.pace.had(since);
        Ok(())
    }

    /// What its feed says is as it was.
    async fn same(&mut self, all: Vec<(i64, String)>) -> Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        let mut rx = fresh::reading(self.ctx).await?;
        let mut decided = Vec::with_capacity(all.len());
        for (line, source_id) in all {
            let known = store::known(&mut rx, &self.run.feed, &source_id, self.last_whole).await?;
            let digest = known.and_then(|k| k.digest);
            let fate = match digest {
                Some(_) => Fate::Unchanged,
                None => Fate::Refused(Reason::Document(hsds::Refused::Broken(
                    "it says that nothing has changed, and is not here".into(),
                ))),
            };
            let source_id = Some(source_id);
            decided.push(Decided { line, source_id, digest, fate, ..Decided::default() });
        }
        drop(rx);
        self.write(decided).await
    }

    fn count_unknown(&mut self, came: &Came) {
        for (field, n) in &came.unknown {
            if self.unknown.len() < 1000 || self.unknown.contains_key(field) {
                *self.unknown.entry(field.clone()).or_default() += n;
            }
        }
    }

    /// Hides what somebody else said must not be public.
    fn hide(&self, entry: &mut Entry) {
        let Some(mut document) = entry.document.take() else { return };
        *entry = if masked::hide(&mut document, &self.masked) {
            card::entry(&document).with(document)
        } else {
            std::mem::take(entry).with(document)
        };
    }

    async fn decide(&self, rx: &mut Rx, row: Incoming) -> Result<Decided> {
        let Parsed { source_id, mut entry, mut remarks } = match row.read {
            Ok(parsed) => parsed,
            Err(Refused { source_id, reason, .. }) => {
                return Ok(Decided {
                    line: row.line,
                    source_id,
                    digest: None,
                    provider: None,
                    raw: row.raw,
                    remarks: vec![],
                    fate: Fate::Refused(reason),
                    came: row.came,
                    masked: false,
                    document: None,
                    listing: None,
                });
            }
        };
        self.hide(&mut entry);
        self.locate(rx, &mut entry, &mut remarks).await?;
        let digest = entry.digest(row.came.as_ref().map(Came::told).as_deref())?;
        let known = store::known(rx, &self.run.feed, &source_id, self.last_whole).await?;
        // A feed of documents says of what has closed that it has; a table just has it in it no more.
        let tells = entry.document.is_some();
        let fresh = known.as_ref().is_none_or(|k| k.digest != Some(digest));
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
                let put = |s: &mut Service| entry.put_over(s, &self.said, &self.run.feed, by_feed, self.ctx.now());
                let news = under(&mut new, &corrections, put)?;
                if news.is_empty() && serde_json::to_value(&new)? == serde_json::to_value(&there)? {
                    Fate::Unchanged
                } else {
                    Fate::Changed(serde_json::to_string(&entry)?)
                }
            }
            None if entry.closed && !tells => Fate::Refused(Reason::Closed(entry.closed_when.clone())),
            None => {
                let mut service = entry.service(&self.run.feed, &source_id);
                service.closed_at = entry.closed.then(|| self.ctx.now());
                Fate::Added(Box::new(service))
            }
        };
        let listing = match &fate {
            Fate::Added(service) => Some(open::listing(service, entry.document.as_ref())),
            _ => None,
        };
        let provider = matches!(fate, Fate::Added(_)).then(|| {
            let provider = Provider { id: entry.provider_id(&self.run.feed), name: entry.provider_name().to_owned() };
            (provider, entry.provider_source())
        });
        Ok(Decided {
            line: row.line,
            source_id: Some(source_id),
            digest: Some(digest),
            provider,
            raw: Some(row.kept).filter(|r| !r.is_empty()),
            remarks,
            fate,
            came: row.came.filter(|_| fresh),
            masked: entry.masked || entry.document.as_ref().is_some_and(has_masked),
            document: entry.document,
            listing,
        })
    }

    /// Finds the point of a row that has none: that of its postcode, else about the middle of its district.
    async fn locate(&self, rx: &mut Rx, entry: &mut Entry, remarks: &mut Vec<Remark>) -> Result<()> {
        let somewhere = entry.postcode.is_some() || entry.outcode.is_some();
        if entry.masked || !somewhere || (entry.point.is_some() && entry.borough.is_some()) {
            return Ok(());
        }
        if let Some(code) = &entry.postcode
            && let Some((point, borough)) = directory_store::postcode(rx, code).await?
        {
            entry.point = entry.point.or(Some(point));
            entry.borough = entry.borough.take().or(borough);
        }
        if entry.point.is_some() {
            return Ok(());
        }
        let district = entry.outcode.as_deref().filter(|o| o.parse::<Outcode>().is_ok());
        match district.and_then(|o| self.gazetteer.outcode(o)) {
            Some(place) => {
                (entry.point, entry.approximate) = (Some(place.point), true);
                if let ([only], None) = (place.boroughs.as_slice(), &entry.borough) {
                    entry.borough = Some(only.clone());
                }
                remarks.push(Remark::OnlyDistrict);
            }
            None => remarks.push(Remark::NoPoint),
        }
        Ok(())
    }

    async fn write(&mut self, mut decided: Vec<Decided>) -> Result<()> {
        let (ctx, number, now) = (self.ctx, self.run.number, self.ctx.now());
        let mut staged = Vec::with_capacity(decided.len());
        let mut providers: HashMap<Id<Provider>, (Provider, String)> = HashMap::new();
        for row in &decided {
            let (outcome, reason, data) = match &row.fate {
                Fate::Added(_) => ("added", None, None),
                Fate::Changed(data) => ("changed", None, Some(data.clone())),
                Fate::Unchanged => ("unchanged", None, None),
                Fate::Refused(reason) => ("quarantined", Some(reason.to_string()), None),
            };
            let refused = matches!(row.fate, Fate::Refused(_));
            staged.push(Staged {
                line: row.line,
                source_id: row.source_id.clone(),
                digest: row.digest.filter(|_| !refused),
                outcome,
                reason,
                raw: row.raw.clone().filter(|_| refused),
                pending: data.is_some(),
                data,
            });
            if let Some((provider, source_id)) = &row.provider {
                providers.entry(provider.id).or_insert_with(|| (provider.clone(), source_id.clone()));
            }
        }

        self.pace.turn().await;
        let mut tx = self.run.write(ctx).await?;
        let since = Moment::now();
        let in_it: HashSet<i64> = store::stage(&mut tx, number, staged).await?.into_iter().collect();
        store::add_providers(&mut tx, &self.run.feed, providers.into_values().collect()).await?;
        let added: Vec<Service> = decided
            .iter()
            .filter(|row| in_it.contains(&row.line))
            .filter_map(|row| if let Fate::Added(s) = &row.fate { Some((**s).clone()) } else { None })
            .collect();
        let mut there: HashSet<Id<Service>> =
            store::add_services(&mut tx, number, &added, now).await?.into_iter().collect();
        let again = another_id(&mut decided, &in_it, &there, &self.run.feed);
        there.extend(store::add_services(&mut tx, number, &again, now).await?);
        let listings = decided.iter_mut().filter_map(|row| match &row.fate {
            Fate::Added(s) if there.contains(&s.id) && in_it.contains(&row.line) => Some((s.id, row.listing.take()?)),
            _ => None,
        });
        open::store::add_all(&mut tx, number, listings.collect(), now).await?;
        self.keep(&mut tx, &mut decided, &in_it, &there).await?;
        let mut outcomes: Vec<(Decided, Option<Reason>)> = vec![];
        for row in decided {
            let refused = match &row.fate {
                Fate::Refused(reason) => Some(reason.clone()),
                _ if !in_it.contains(&row.line) => {
                    let first = match &row.source_id {
                        Some(id) => store::first_line(&mut tx, number, id).await?,
                        None => None,
                    };
                    Some(Reason::Duplicate(first.unwrap_or_default()))
                }
                Fate::Added(s) if !there.contains(&s.id) => Some(Reason::Taken),
                _ => None,
            };
            if let Some(reason) = &refused {
                if !in_it.contains(&row.line) {
                    let again = Staged {
                        line: row.line,
                        source_id: None,
                        digest: None,
                        outcome: "quarantined",
                        reason: Some(reason.to_string()),
                        raw: row.raw.clone(),
                        pending: false,
                        data: None,
                    };
                    store::stage(&mut tx, number, vec![again]).await?;
                } else if *reason == Reason::Taken {
                    store::refuse(&mut tx, number, row.line, &reason.to_string(), row.raw.clone()).await?;
                }
            }
            outcomes.push((row, refused));
        }
        tx.commit().await?;
        // Counted when it is certain.
        for (row, refused) in outcomes {
            self.count(&row, refused);
        }
        self.pace.had(since);
        Ok(())
    }

    /// Keeps records as they came, what was wrong with them, and which places they say must not be public.
    async fn keep(
        &mut self,
        tx: &mut Tx,
        decided: &mut [Decided],
        in_it: &HashSet<i64>,
        there: &HashSet<Id<Service>>,
    ) -> Result<()> {
        let (mut records, mut issues) = (vec![], vec![]);
        for row in decided.iter_mut().filter(|row| in_it.contains(&row.line)) {
            let let_in = match &row.fate {
                Fate::Added(s) => there.contains(&s.id),
                Fate::Changed(_) | Fate::Unchanged => true,
                Fate::Refused(_) => false,
            };
            let (Some(came), Some(source_id)) = (row.came.take().filter(|_| let_in), &row.source_id) else { continue };
            self.count_unknown(&came);
            issues.extend(row.remarks.iter().enumerate().filter_map(|(n, remark)| match remark {
                Remark::Issue(issue) => Some((row.line, n as i64, issue.clone())),
                _ => None,
            }));
            let document = row.document.as_ref().filter(|_| row.masked);
            let document = document.map(serde_json::to_string).transpose()?;
            records.push((source_id.clone(), came, row.masked, document));
            if row.masked
                && let Some(document) = &row.document
            {
                self.newly_masked.extend(masked_places(document).filter(|id| !self.masked.contains(id)));
            }
        }
        self.masked.extend(self.newly_masked.iter().copied());
        records::add_records(tx, &self.run, &self.ctx.machine.keys, records).await?;
        records::add_issues(tx, self.run.number, issues).await
    }

    fn count(&mut self, row: &Decided, refused: Option<Reason>) {
        self.summary.read += 1;
        match (refused, &row.fate) {
            (Some(reason), _) => return self.summary.refuse(row.line, reason.code(), reason.to_string()),
            (None, Fate::Added(_)) => self.summary.added += 1,
            (None, Fate::Changed(_)) => self.summary.changed += 1,
            (None, _) => self.summary.unchanged += 1,
        }
        for remark in &row.remarks {
            self.summary.remark(row.line, remark);
        }
    }

    /// The whole file was read: what is missing is looked for, and all of it is shown.
    async fn finish(&mut self) -> Result<()> {
        let ctx = self.ctx;
        let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
        let missing = store::missing(&mut rx, &self.run, self.last_whole).await?;
        let open = store::open_of(&mut rx, &self.run.feed).await?;
        let any_postcodes = store::any_postcodes(&mut rx).await?;
        drop(rx);
        // A feed that breaks down often does so by sending little, in good order. What people rely on is not closed by that.
        if !self.replace && open >= FEW && (missing.len() as i64) * 5 > open {
            return Err(anyhow!(
                "it has {} of the {open} services that were there before; nothing was changed. If that is right, say --replace",
                open - missing.len() as i64
            )
            .into());
        }
        masked::everywhere(ctx, &self.run, &self.newly_masked).await?;
        let (waiting, gone): (Vec<_>, Vec<_>) =
            missing.into_iter().partition(|m| m.before == 1 || self.last_whole == 0);
        for (n, some) in gone.chunks(200).enumerate() {
            let rows = some.iter().enumerate().map(|(i, m)| Staged {
                line: -((n * 200 + i) as i64) - 1,
                source_id: Some(m.source_id.clone()),
                digest: None,
                outcome: "gone",
                reason: None,
                raw: None,
                pending: true,
                data: None,
            });
            let mut tx = self.run.write(ctx).await?;
            let since = Moment::now();
            store::stage(&mut tx, self.run.number, rows.collect()).await?;
            tx.commit().await?;
            self.pace.breathe(since).await;
        }
        self.summary.gone += gone.len() as u64;
        if !waiting.is_empty() {
            self.summary.notice(format!(
                "{} services of this feed are not in the file. They stay; if they are missing in the next whole run too they are gone.",
                waiting.len()
            ));
        }
        if !any_postcodes && self.said.speaks_of(Field::Postcode) {
            self.summary.notice(
                "No postcodes are imported yet (kith import postcodes): rows with a postcode and no point are placed by their district, where it is known. \
                 Import postcodes and then this file again.",
            );
        }
        let news = self.summary.news();
        let unknown = (!self.unknown.is_empty()).then(|| serde_json::to_string(&self.unknown)).transpose()?;
        self.run.show(ctx, news, self.summary.counts(), unknown).await?;
        if !self.unknown.is_empty() {
            let most: Vec<String> = self.unknown.iter().take(20).map(|(field, n)| format!("{field} ({n})")).collect();
            let more = self.unknown.len().saturating_sub(most.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.summary.notice(format!("Fields that no standard has, kept as they came: {}{more}", most.join(", ")));
        }
        self.summary.finish();
        settle_all(ctx, None).await?;
        if news {
            fresh::refresh_if_built(&ctx.machine).await?;
        }
        Ok(())
    }
}
