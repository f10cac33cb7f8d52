//! Importing services.

use super::{
    Order, Progress, Tell, check_feed,
    entry::{Entry, Reason, Remark, Said},
    headings::{Field, Mapping, Plan},
    read::Table,
    report::Summary,
    rows::{Parsed, Reading, Refused},
    run::{Pace, Run, SERVICES, settle_all},
    store::{self, Staged},
    stream,
};
use crate::{
    directory::{Gazetteer, Provider, Service, fresh, store as directory_store},
    policy::SERVICE_VIEW,
};
use anyhow::anyhow;
use base::{Ctx, House, Result, Rx};
use kernel::{Id, Outcode};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Instant as Moment,
};

/// So much of a row that is refused is kept.
const KEPT: usize = 8000;

pub(super) fn shortened(text: String) -> String {
    if text.len() <= KEPT { text } else { text.chars().take(KEPT).collect::<String>() + "…" }
}

/// A row as it comes from the reader.
struct Incoming {
    line: i64,
    read: std::result::Result<Parsed, Refused>,
    /// As it stood in the file, for a row that is refused.
    raw: Option<String>,
    /// To keep it in case it turns out later that it cannot be let in.
    kept: String,
}

/// What is to become of a row.
enum Fate {
    Added(Box<Service>),
    Changed(String),
    Unchanged,
    Refused(Reason),
}

/// A row whose fate is decided.
struct Decided {
    line: i64,
    source_id: Option<String>,
    digest: Option<Id<Entry>>,
    provider: Option<(Provider, String)>,
    raw: Option<String>,
    remarks: Vec<Remark>,
    fate: Fate,
}

/// Imports a file of services. Run again with the same file it changes nothing and says so.
///
/// # Errors
/// What is wrong with the file, with its name and line; then nothing is changed.
pub async fn services(ctx: &Ctx, order: &Order<'_>, tell: Tell<'_>) -> Result<Summary> {
    check_feed(order.feed)?;
    let mapping = order.map.map(Mapping::read).transpose()?.unwrap_or_default();
    let table = Table::open(order.file, mapping.delimiter())?;
    let plan = Arc::new(Plan::for_services(&table, mapping)?);
    // It takes the place of a run that was killed; what that one left is then cleared away.
    let run = Run::begin(ctx, SERVICES, order.feed, &table.file, plan.said()).await?;
    settle_all(ctx, None).await?;

    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let known_needs: HashSet<String> = directory_store::needs(&mut rx).await?.into_iter().map(|n| n.code).collect();
    let (outcodes, boroughs) = directory_store::places(&mut rx).await?;
    let last_whole = store::last_whole(&mut rx, SERVICES, order.feed).await?;
    drop(rx);
    let mut work = Work {
        ctx,
        said: Said::of(&run.fields),
        run,
        last_whole,
        gazetteer: Gazetteer::built_in()?.with(outcodes, boroughs),
        summary: Summary::default(),
        pace: Pace::new(400),
    };
    let unused = plan.unused(&table);
    if !unused.is_empty() {
        work.summary.notice(format!("Columns that were not looked at: {}", unused.join(", ")));
    }
    match work.all(table, plan, known_needs, tell).await {
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
}

impl Work<'_> {
    async fn all(&mut self, table: Table, plan: Arc<Plan>, needs: HashSet<String>, tell: Tell<'_>) -> Result<()> {
        let (of, file, today) = (table.size, table.file.clone(), self.ctx.today());
        let mut batches = stream(table, move |table, row| {
            let read = Reading { plan: &plan, today, needs: &needs }.row(row);
            let keep = match &read {
                Ok(parsed) => !parsed.entry.masked,
                Err(refused) => refused.keep,
            };
            let kept = if keep { shortened(table.raw(row)) } else { String::new() };
            let raw = read.is_err().then(|| kept.clone());
            Incoming { line: row.line as i64, read, raw, kept }
        });
        while let Some(batch) = batches.next().await? {
            let mut rows = batch.rows.into_iter().peekable();
            while rows.peek().is_some() {
                let chunk: Vec<Incoming> = rows.by_ref().take(self.pace.size).collect();
                self.chunk(chunk).await?;
            }
            tell(Progress { rows: self.summary.read, bytes: batch.bytes, of });
        }
        if self.summary.read == 0 {
            return Err(anyhow!("{file} has headings and no rows").into());
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
                });
            }
        };
        self.locate(rx, &mut entry, &mut remarks).await?;
        let digest = entry.digest()?;
        let known = store::known(rx, &self.run.feed, &source_id, self.last_whole).await?;
        let fate = match known {
            Some(known) if entry.closed && known.closed_at.is_some() => {
                Fate::Refused(Reason::Closed(entry.closed_when.clone()))
            }
            Some(known) if known.digest == Some(digest) => Fate::Unchanged,
            Some(known) => {
                let by_feed = known.closed_by.as_deref() == Some("feed");
                let there = directory_store::find(rx, known.id).await?;
                let there = there.ok_or_else(|| anyhow!("the service of line {} is not to be found", row.line))?;
                let mut new = there.clone();
                entry.put_over(&mut new, &self.said, &self.run.feed, by_feed, self.ctx.now());
                if serde_json::to_value(&new)? == serde_json::to_value(&there)? {
                    Fate::Unchanged
                } else {
                    Fate::Changed(serde_json::to_string(&entry)?)
                }
            }
            None if entry.closed => Fate::Refused(Reason::Closed(entry.closed_when.clone())),
            None => Fate::Added(Box::new(entry.service(&self.run.feed, &source_id))),
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

    async fn write(&mut self, decided: Vec<Decided>) -> Result<()> {
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

        let mut tx = self.run.write(ctx).await?;
        let since = Moment::now();
        let in_it: HashSet<i64> = store::stage(&mut tx, number, staged).await?.into_iter().collect();
        store::add_providers(&mut tx, &self.run.feed, providers.into_values().collect()).await?;
        let added: Vec<Service> = decided
            .iter()
            .filter(|row| in_it.contains(&row.line))
            .filter_map(|row| if let Fate::Added(s) = &row.fate { Some((**s).clone()) } else { None })
            .collect();
        let there: HashSet<Id<Service>> =
            store::add_services(&mut tx, number, &added, now).await?.into_iter().collect();
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
        self.pace.breathe(since).await;
        Ok(())
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
        let any_postcodes = store::any_postcodes(&mut rx).await?;
        drop(rx);
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
        self.summary.gone = gone.len() as u64;
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
        self.run.show(ctx, news, self.summary.counts()).await?;
        self.summary.finish();
        settle_all(ctx, None).await?;
        if news {
            fresh::refresh_if_built(&ctx.machine).await?;
        }
        Ok(())
    }
}
