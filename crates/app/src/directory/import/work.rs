//! The work of an import: what a reader sends is compared with what is there, staged, and shown in one step.

mod over;

use super::{
    Batches, Order, Progress, Tell,
    documents::masked_places,
    entry::{Reason, Remark, Said},
    headings::Field,
    item::{Came, Item, Row},
    judge::{Decided, Fate, Judge},
    masked,
    report::Summary,
    run::{Brought, Pace, Run, SERVICES, settle_all},
    store::{
        self, LastRuns, Staged,
        records::{self, Kept},
    },
    taken::{TakenBack, forget_rows, names_one_of},
};
use crate::{
    directory::{
        Gazetteer, Provider, Service, alike, fresh,
        open::{self, Part},
        store as directory_store,
    },
    policy::SERVICE_VIEW,
};
use anyhow::anyhow;
use base::{Ctx, House, Result, Tx};
use hsds::{Document, fields::ORGANIZATION, minted, own_id, strict};
use kernel::Id;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
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
    let text = if text.len() <= KEPT { text } else { text.chars().take(KEPT).collect::<String>() + "…" };
    // PostgreSQL has no text with a zero byte in it.
    text.replace('\0', "␀")
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
    let last = store::last_runs(&mut rx, SERVICES, order.feed).await?;
    let masked = Arc::new(open::store::masked(&mut rx).await?);
    let judge = Judge {
        ctx: ctx.machine.system("import-judge"),
        feed: run.feed.clone(),
        said: Said::of(&run.fields),
        known: store::known(&mut rx, &run.feed, last.shown).await?,
        gazetteer: Gazetteer::built_in()?.with(outcodes, boroughs),
    };
    drop(rx);
    let mut work = Work {
        ctx,
        judge: Arc::new(judge),
        decided: None,
        run,
        last,
        whole: true,
        replace: order.replace,
        summary: Summary::default(),
        pace: Pace::new(400),
        masked,
        newly_masked: HashSet::new(),
        hides: false,
        taken: TakenBack::default(),
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
    judge: Arc<Judge>,
    /// Rows that are decided and not yet written.
    decided: Option<Vec<Decided>>,
    /// The runs with which this one is compared.
    last: LastRuns,
    /// Whether all came that the feed says it has.
    whole: bool,
    summary: Summary,
    pace: Pace,
    replace: bool,
    /// Locations that must not be public, whoever says otherwise; and those of them that nobody said it of before this run.
    masked: Arc<HashSet<Uuid>>,
    newly_masked: HashSet<Uuid>,
    /// Whether anything in it says of a place that it must not be public, be it known or not.
    hides: bool,
    taken: TakenBack,
    /// Fields that no standard has, and how often each was there.
    unknown: BTreeMap<String, u64>,
}

impl Work<'_> {
    async fn all(&mut self, mut batches: Batches<Item>, file: &str, of: u64, tell: Tell<'_>) -> Result<()> {
        while let Some(batch) = batches.next().await? {
            let mut rows = Vec::with_capacity(batch.rows.len());
            let (mut organizations, mut over) = (vec![], vec![]);
            for item in batch.rows {
                match item {
                    Item::Row(row) => rows.push(Row::Read(row)),
                    Item::Notice(text) => self.summary.notice(text),
                    Item::NotWhole(why) => {
                        self.whole = false;
                        self.summary.notice(format!("{why}. What came is taken; what did not come stays, and this run does not count as a whole one."));
                    }
                    Item::Over(line, source_id) => over.push((line, source_id)),
                    Item::Private(line, source_id) => {
                        self.taken.private.insert(source_id.clone());
                        over.push((line, source_id));
                    }
                    Item::Hidden(places) => self.learn(places),
                    Item::Same(same) => rows.push(Row::Same(same)),
                    Item::Organization { source_id, document, came } => organizations.push((source_id, document, came)),
                }
            }
            if !(organizations.is_empty() && over.is_empty()) {
                self.flush().await?;
            }
            self.organizations(organizations).await?;
            self.over(over).await?;
            let mut rows = rows.into_iter().peekable();
            while rows.peek().is_some() {
                let chunk: Vec<Row> = rows.by_ref().take(self.pace.size).collect();
                self.chunk(chunk).await?;
            }
            tell(Progress { rows: self.summary.read, bytes: batch.bytes, of });
        }
        self.flush().await?;
        if self.summary.read == 0 && self.summary.gone == 0 && self.hides {
            self.whole = false;
            self.summary
                .notice("It has no service in it. What it says must not be public is hidden; nothing else changes.");
        } else if self.summary.read == 0 && self.summary.gone == 0 {
            let nothing =
                if self.run.fields == Said::everything() { "has no service in it" } else { "has headings and no rows" };
            return Err(anyhow!("{file} {nothing}").into());
        }
        self.finish().await
    }

    /// Decides what is to become of some rows while those before are written.
    async fn chunk(&mut self, rows: Vec<Row>) -> Result<()> {
        let (judge, masked) = (self.judge.clone(), self.masked.clone());
        let deciding = tokio::spawn(async move { judge.all(rows, &masked).await });
        let written = self.flush().await;
        let decided = deciding.await.map_err(|e| anyhow!(e))?;
        written?;
        self.decided = Some(decided?);
        Ok(())
    }

    /// Writes what is decided and not yet written.
    async fn flush(&mut self) -> Result<()> {
        match self.decided.take() {
            Some(decided) => self.write(decided).await,
            None => Ok(()),
        }
    }

    /// Organisations that came by themselves. Those that nobody knows wait where nobody sees them until a service names them.
    async fn organizations(&mut self, all: Vec<(String, Document, Came)>) -> Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        self.pace.turn().await;
        let mut tx = self.run.write(self.ctx).await?;
        let since = Moment::now();
        let mut parts = vec![];
        for (_, document, came) in &all {
            self.count_unknown(came);
            let mut document = document.clone();
            open::store::own_organization(&mut tx, &self.run.feed, &mut document).await?;
            if let (Some(id), Some(document)) = (own_id(&document), strict(&ORGANIZATION, &document)) {
                parts.push(Part { object: "organization", id, document, masked: false, origin: None });
            }
        }
        open::store::add_parts(&mut tx, (&self.run.feed, self.run.number), parts, self.ctx.now()).await?;
        let records = all
            .into_iter()
            .map(|(source_id, _, came)| {
                let sealed = came.sealed;
                Kept { source_id, came, sealed, document: None, line: None }
            })
            .collect();
        records::add_records(&mut tx, &self.run, &self.ctx.machine.keys, records).await?;
        tx.commit().await?;
        self.pace.had(since);
        Ok(())
    }

    /// Places that must not be public from here on.
    fn learn(&mut self, places: Vec<Uuid>) {
        self.hides |= !places.is_empty();
        let news: Vec<Uuid> = places.into_iter().filter(|id| !self.masked.contains(id)).collect();
        if !news.is_empty() {
            Arc::make_mut(&mut self.masked).extend(news.iter().copied());
            self.newly_masked.extend(news);
        }
    }

    /// What is kept of a row that is not let in: nothing that tells of a place that must not be public.
    fn kept(&self, row: &Decided) -> Option<String> {
        let tells = |raw: &String| row.masked || names_one_of(&self.run.feed, raw, &self.masked);
        row.raw.clone().filter(|raw| !tells(raw))
    }

    fn count_unknown(&mut self, came: &Came) {
        for (field, n) in &came.unknown {
            if self.unknown.len() < 1000 || self.unknown.contains_key(field) {
                *self.unknown.entry(field.clone()).or_default() += n;
            }
        }
    }

    async fn write(&mut self, mut decided: Vec<Decided>) -> Result<()> {
        let (ctx, number, now) = (self.ctx, self.run.number, self.ctx.now());
        let staged = decided.iter().map(|row| self.staged(row)).collect();
        let mut providers: HashMap<Id<Provider>, (Provider, String)> = HashMap::new();
        for row in &decided {
            if let Some((provider, source_id)) = &row.provider {
                providers.entry(provider.id).or_insert_with(|| (provider.clone(), source_id.clone()));
            }
        }

        self.pace.turn().await;
        let mut tx = self.run.write(ctx).await?;
        let since = Moment::now();
        let mut in_it: HashSet<i64> = store::stage(&mut tx, number, staged).await?.into_iter().collect();
        // A record that is cut off has the id of the whole one that comes after it.
        for row in decided.iter().filter(|row| !in_it.contains(&row.line) && !row.is_refused()).collect::<Vec<_>>() {
            if let Some(id) = &row.source_id
                && store::release(&mut tx, number, id).await?
            {
                in_it.extend(store::stage(&mut tx, number, vec![self.staged(row)]).await?);
            }
        }
        store::add_providers(&mut tx, (&self.run.feed, number), providers.into_values().collect()).await?;
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
        open::store::add_all(&mut tx, (&self.run.feed, number), listings.collect(), now).await?;
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
                if row.masked && row.document.is_none() {
                    self.taken.placed.extend(row.source_id.clone());
                }
                if !in_it.contains(&row.line) {
                    let again = Staged {
                        line: row.line,
                        source_id: None,
                        digest: None,
                        came: None,
                        outcome: "quarantined",
                        reason: Some(reason.to_string()),
                        raw: self.kept(&row),
                        pending: false,
                        data: None,
                    };
                    store::stage(&mut tx, number, vec![again]).await?;
                } else if *reason == Reason::Taken {
                    store::refuse(&mut tx, number, row.line, &reason.to_string(), self.kept(&row)).await?;
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

    fn staged(&self, row: &Decided) -> Staged {
        let (outcome, reason, data) = match &row.fate {
            Fate::Added(_) => ("added", None, None),
            Fate::Changed(data) => ("changed", None, Some(data.clone())),
            Fate::Unchanged => ("unchanged", None, None),
            Fate::Refused(reason) => ("quarantined", Some(reason.to_string()), None),
        };
        let refused = row.is_refused();
        Staged {
            line: row.line,
            source_id: row.source_id.clone(),
            digest: row.digest.filter(|_| !refused),
            came: row.key.filter(|_| !refused),
            outcome,
            reason,
            raw: if refused { self.kept(row) } else { None },
            pending: data.is_some(),
            data,
        }
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
            let sealed = row.masked || came.sealed;
            let document = row.document.as_ref().filter(|_| sealed);
            let document = document.map(serde_json::to_string).transpose()?;
            records.push(Kept { source_id: source_id.clone(), came, sealed, document, line: Some(row.line) });
            if let Some(document) = row.document.as_ref().filter(|_| row.masked) {
                self.learn(masked_places(document).collect());
            }
        }
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

    /// What the rules put together with entries that this run says otherwise is taken apart first, where they would not do so any more.
    async fn part_what_differs(&self) -> Result<()> {
        let (mut rx, _) = self.ctx.read(&SERVICE_VIEW, House::id()).await?;
        let mut parted = vec![];
        for pending in store::pending_by_rules(&mut rx, self.run.number, self.ctx.now()).await? {
            let id = pending.service();
            let Some(mut service) = store::as_written(&mut rx, id).await? else { continue };
            let by_feed = store::closed_by_feed(&mut rx, id).await?;
            pending.put_over(&mut service, by_feed)?;
            let hides = service.masked || pending.hides_a_place()?;
            let pairs = alike::part_if_differs(&mut rx, &service, hides).await?;
            parted.extend(pairs.into_iter().map(|pair| (pair, hides.then_some(id))));
        }
        drop(rx);
        for (pair, hiding) in parted {
            let mut tx = self.run.write(self.ctx).await?;
            alike::part_services(&mut tx, self.ctx, pair, hiding).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The whole file was read: what is missing is looked for, and all of it is shown.
    async fn finish(&mut self) -> Result<()> {
        let ctx = self.ctx;
        let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
        let mut missing = store::missing(&mut rx, &self.run, &self.last).await?;
        if !self.whole {
            missing.clear();
        }
        let open = store::open_of(&mut rx, &self.run.feed).await?;
        let any_postcodes = store::postcodes::any_postcodes(&mut rx).await?;
        drop(rx);
        // A feed that breaks down often does so by sending little, in good order. What people rely on is not closed by that.
        if !self.replace && open >= FEW && (missing.len() as i64) * 5 > open {
            return Err(anyhow!(
                "it has {} of the {open} services that were there before; nothing was changed. If that is right, say --replace",
                open - missing.len() as i64
            )
            .into());
        }
        let (waiting, gone): (Vec<_>, Vec<_>) =
            missing.into_iter().partition(|m| m.before == 1 || self.last.whole == 0);
        for (n, some) in gone.chunks(200).enumerate() {
            let rows = some.iter().enumerate().map(|(i, m)| Staged {
                line: -((n * 200 + i) as i64) - 1,
                source_id: Some(m.source_id.clone()),
                digest: None,
                came: None,
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
        if !any_postcodes && self.judge.said.speaks_of(Field::Postcode) {
            self.summary.notice(
                "No postcodes are imported yet (kith import postcodes): rows with a postcode and no point are placed by their district, where it is known. \
                 Import postcodes and then this file again.",
            );
        }
        let unknown = (!self.unknown.is_empty()).then(|| serde_json::to_string(&self.unknown)).transpose()?;
        // What is taken back or hidden is news too, though nothing else may be.
        let taken = self.taken.work(ctx, &self.run).await?;
        let mut news = self.summary.news() || taken;
        if news {
            ctx.machine.db.look_over(store::FILLED).await?;
        }
        // What another import hides meanwhile is hidden in this one too, before anybody sees it.
        let mut hidden: HashSet<Uuid> = self.masked.difference(&self.newly_masked).copied().collect();
        let mut more = std::mem::take(&mut self.newly_masked);
        let mut parted = false;
        loop {
            more = masked::everywhere(ctx, &self.run, &more).await?;
            forget_rows(ctx, &self.run, &more).await?;
            news |= !more.is_empty();
            hidden.extend(more);
            // What one of them hides is hidden first, so that the other does not say it.
            if !std::mem::replace(&mut parted, true) {
                self.part_what_differs().await?;
            }
            if self
                .run
                .show(ctx, news, self.whole, self.summary.counts(), unknown.clone(), Brought::Hidden(&hidden))
                .await?
            {
                break;
            }
            let mut rx = fresh::reading(ctx).await?;
            more = open::store::masked(&mut rx).await?.difference(&hidden).copied().collect();
        }
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
