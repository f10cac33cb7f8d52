//! Messages that leave the house.
//!
//! A row before the send: the message is written, sealed, in the transaction that caused it, and a job hands it over. A machine that dies between
//! the hand-over and the note of it leaves the row as *handed over*, which is shown as "may have been sent" and not repeated by itself: two copies
//! of a message can be worse than a telephone call to ask. A hand-over is tried again only when nothing can have gone out: the server was not reached,
//! or said "not now". What is kept of a failure is a word and the server's number, never its text: servers repeat addresses. Without a mail server the messages stay in a folder (the demo's visible outbox).

use crate::{Ctx, Result, Rx, Tx, jobs};
use anyhow::anyhow;
use kernel::{Id, Instant};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor, message::Mailbox};
use serde::{Deserialize, Serialize};

crate::sql! {
    ADD = "
        INSERT INTO mail (id, recipient, sealed, state, created_at, attempts)
        VALUES ($1, $2, $3, 'waiting', $4, 0)";
    FIND = "SELECT id, recipient, sealed, state, created_at, attempts FROM mail WHERE id = $1";
    HAND = "
        UPDATE mail
        SET state = 'handed', handed_at = $2, attempts = attempts + 1
        WHERE id = $1 AND state = 'waiting'";
    SETTLE = "UPDATE mail SET state = $2, settled_at = $3, error = $4 WHERE id = $1 AND state = 'handed'";
    AGAIN = "UPDATE mail SET state = 'waiting', error = $2 WHERE id = $1 AND state = 'handed'";
    NOTE = "UPDATE mail SET error = $2 WHERE id = $1 AND state = 'handed'";
    /// What a person has to look after: refused for good, or handed over a while ago and nobody knows.
    TROUBLED = "
        SELECT state, created_at
        FROM mail
        WHERE state = 'failed' OR (state = 'handed' AND handed_at < $1 AND settled_at IS NULL)
        ORDER BY created_at";
    DEALT_WITH = "UPDATE mail SET settled_at = $2 WHERE id = $1 AND state = 'handed' AND settled_at IS NULL";
    FORGET = "DELETE FROM mail WHERE settled_at < $1 OR (state = 'handed' AND settled_at IS NULL AND handed_at < $2)";
    STATE = "SELECT state AS n FROM mail WHERE id = $1";
    SETTLE_PAST = "
        UPDATE mail
        SET state = 'sent', handed_at = created_at, settled_at = created_at, attempts = 1
        WHERE state = 'waiting' AND created_at < $1";
    UNQUEUE_PAST = "DELETE FROM job WHERE kind = 'mail-deliver' AND enqueued_at < $1";
    NEWEST = "SELECT id, recipient, sealed, state, created_at, attempts FROM mail ORDER BY created_at DESC, id DESC LIMIT 50";
}

/// A message, before it is sealed.
#[derive(Serialize, Deserialize, Clone)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail(…)")
    }
}

#[derive(sqlx_macros::FromRow)]
struct Row {
    id: Id<Mail>,
    recipient: String,
    sealed: String,
    state: String,
    created_at: Instant,
    attempts: i64,
}

/// Hands a message over.
#[derive(Serialize, Deserialize, Debug)]
pub struct Deliver {
    pub mail: Id<Mail>,
}

pub const JOBS: &[jobs::Handler] = &[jobs::Handler::of::<Deliver>()];

/// Writes a message into the outbox of the transaction, and queues its hand-over.
pub async fn send(tx: &mut Tx, ctx: &Ctx, mail: &Mail) -> Result<Id<Mail>> {
    let id = ctx.id();
    let sealed = ctx.machine.keys.seal("mail", &serde_json::to_string(mail)?);
    // The recipient is kept as a fingerprint, to find messages by; the address itself is inside the seal.
    let recipient = ctx.machine.keys.mac("mail-recipient", &mail.to);
    tx.run(ADD, (id, recipient, sealed, ctx.now())).await?;
    jobs::enqueue(tx, ctx, &Deliver { mail: id }, ctx.now(), Some(&id.to_string())).await?;
    Ok(id)
}

/// Counts what was written before an instant as sent when it was written, and takes its hand-over off the queue: a demo's year of messages went nowhere,
/// and its first start must not write them all into the outbox. Refused outside a demo. Says how many there were.
pub async fn settle_past(tx: &mut Tx, ctx: &Ctx, before: Instant) -> Result<u64> {
    if !ctx.machine.config.demo {
        return Err(crate::Error::NotFound);
    }
    tx.run(UNQUEUE_PAST, (before,)).await?;
    tx.run(SETTLE_PAST, (before,)).await
}

/// What became of a message: `waiting`, `handed` (may have been sent), `sent`, `failed`; nothing when it was cleared away since.
pub async fn state(rx: &mut Rx, id: Id<Mail>) -> Result<Option<String>> {
    Ok(rx.values::<String>(STATE, (id,)).await?.pop())
}

/// Whether it went out does not matter any more: somebody asked, or what it was about is over.
pub async fn dealt_with(tx: &mut Tx, id: Id<Mail>, at: Instant) -> Result<()> {
    tx.run(DEALT_WITH, (id, at)).await.map(|_| ())
}

/// Removes messages that were settled before an instant, and those that may have been sent before an earlier one, though nobody has dealt with them.
pub(crate) async fn forget(tx: &mut Tx, settled: Instant, doubtful: Instant) -> Result<u64> {
    tx.run(FORGET, (settled, doubtful)).await
}

/// The newest messages, opened: only for the demo's outbox page.
pub async fn outbox(ctx: &Ctx) -> Result<Vec<(Mail, String, Instant)>> {
    let mut rx = ctx.machine.db.rx().await?;
    let rows: Vec<Row> = rx.all(NEWEST, ()).await?;
    rows.into_iter()
        .map(|r| Ok((serde_json::from_str(&ctx.machine.keys.open("mail", &r.sealed)?)?, r.state, r.created_at)))
        .collect()
}

impl jobs::Job for Deliver {
    const KIND: &'static str = "mail-deliver";

    async fn run(self, ctx: Ctx) -> Result<(), jobs::Failure> {
        let mut tx = ctx.machine.db.tx().await?;
        let Some(row) = tx.maybe::<Row>(FIND, (self.mail,)).await? else { return Ok(()) };
        if row.state == "handed" {
            // A machine died here. Whether it went out, nobody knows; somebody has to ask.
            return Ok(());
        }
        if tx.run(HAND, (row.id, ctx.now())).await? == 0 {
            return Ok(());
        }
        tx.commit().await?;
        let mail: Mail =
            serde_json::from_str(&ctx.machine.keys.open("mail", &row.sealed)?).map_err(crate::Error::from)?;
        let outcome = hand_over(&ctx, &mail, row.id).await;
        let mut tx = ctx.machine.db.tx().await?;
        let state = match &outcome {
            Outcome::Sent => "sent",
            Outcome::NotNow(_) if row.attempts + 1 < jobs::TRIES => "waiting",
            Outcome::NotNow(_) | Outcome::Never(_) => "failed",
            Outcome::Unknown(_) => "handed",
        };
        let why = outcome.why().map(str::to_owned);
        match state {
            "waiting" => tx.run(AGAIN, (row.id, why)).await?,
            "handed" => tx.run(NOTE, (row.id, why)).await?,
            _ => tx.run(SETTLE, (row.id, state, ctx.now(), why)).await?,
        };
        tx.commit().await?;
        let why = outcome.why().unwrap_or_default();
        tracing::info!(mail = %row.id, state, why, age = ?ctx.now().since(row.created_at), to = %row.recipient, "mail");
        if state == "waiting" {
            return Err(jobs::Failure::Again(anyhow!("the message was not taken: {why}").into()));
        }
        Ok(())
    }
}

/// Messages that a person has to look after: how many of each state, and since when the oldest.
pub async fn troubled(db: &crate::Db, now: Instant) -> Result<Vec<(String, usize, Instant)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Trouble {
        state: String,
        created_at: Instant,
    }
    let rows: Vec<Trouble> = db.rx().await?.all(TROUBLED, (now.minus(jobs::LOCK),)).await?;
    let mut found: Vec<(String, usize, Instant)> = vec![];
    for row in rows {
        match found.iter_mut().find(|f| f.0 == row.state) {
            Some(same) => same.1 += 1,
            None => found.push((row.state, 1, row.created_at)),
        }
    }
    Ok(found)
}

/// What came of a hand-over; the text is a word of ours and the server's number.
#[derive(Debug)]
enum Outcome {
    Sent,
    /// Nothing went out; later it may.
    NotNow(String),
    /// Nothing went out, and nothing ever will.
    Never(String),
    /// The line broke when it may have been taken already.
    Unknown(String),
}

impl Outcome {
    fn why(&self) -> Option<&str> {
        match self {
            Outcome::Sent => None,
            Outcome::NotNow(why) | Outcome::Never(why) | Outcome::Unknown(why) => Some(why),
        }
    }
}

async fn hand_over(ctx: &Ctx, mail: &Mail, id: Id<Mail>) -> Outcome {
    match ctx.machine.config.get("smtp") {
        // A demo sends nothing anywhere, whatever the surroundings say.
        url if url.is_empty() || ctx.machine.config.demo => match into_folder(ctx, mail, id).await {
            Ok(()) => Outcome::Sent,
            Err(e) => Outcome::NotNow(format!("outbox folder: {}", e.kind())),
        },
        url => by_smtp(ctx, url, mail, id).await,
    }
}

async fn into_folder(ctx: &Ctx, mail: &Mail, id: Id<Mail>) -> std::io::Result<()> {
    let folder = ctx.machine.config.data().join("outbox");
    tokio::fs::create_dir_all(&folder).await?;
    let text = format!("To: {}\nSubject: {}\n\n{}\n", mail.to, mail.subject, mail.text);
    tokio::fs::write(folder.join(format!("{id}.txt")), text).await
}

async fn by_smtp(ctx: &Ctx, url: &str, mail: &Mail, id: Id<Mail>) -> Outcome {
    // What the operator can put right is tried again; an address that is none stays one.
    let Ok(from) = ctx.machine.config.get("mail_from").parse::<Mailbox>() else {
        return Outcome::NotNow("setting mail_from".into());
    };
    let Ok(to) = mail.to.parse::<Mailbox>() else { return Outcome::Never("no address".into()) };
    let message = lettre::Message::builder()
        .from(from)
        .to(to)
        .subject(mail.subject.as_str())
        .message_id(Some(format!("<{id}@kith>")))
        .body(mail.text.clone());
    let Ok(message) = message else { return Outcome::Never("no message".into()) };
    let Ok(transport) = AsyncSmtpTransport::<Tokio1Executor>::from_url(url) else {
        return Outcome::NotNow("setting smtp".into());
    };
    let transport = transport.build();
    // Reached and greeted, before anything is handed over: what fails here has sent nothing.
    match transport.test_connection().await {
        Ok(true) => {}
        Ok(false) => return Outcome::NotNow("connection".into()),
        Err(e) => return Outcome::NotNow(numbered("connection", &e)),
    }
    match transport.send(message).await {
        Ok(_) => Outcome::Sent,
        Err(e) if e.is_transient() => Outcome::NotNow(numbered("not now", &e)),
        Err(e) if e.is_permanent() => Outcome::Never(numbered("refused", &e)),
        Err(e) => Outcome::Unknown(numbered("the line broke", &e)),
    }
}

fn numbered(what: &str, e: &lettre::transport::smtp::Error) -> String {
    e.status().map_or_else(|| what.to_owned(), |code| format!("{what}: {code}"))
}
