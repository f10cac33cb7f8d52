//! Messages of the slice, and the addresses in them. They are about an entry of the directory and never about a person who is supported, go only to who
//! runs it or reads its feed, and open a page on which something has to be pressed: opening it changes nothing, as readers of mail open every address they see.

use super::{model::fold, store};
use crate::directory::{self, Service};
use base::{
    Ctx, Result, Rx, Tx,
    mail::{self, Mail},
    seal,
};
use jiff::SignedDuration;
use kernel::Id;

/// What an address in a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Whether it was them who said that they look after an entry.
    Claim,
    /// Coming in, for who looks after entries.
    ComeIn,
    /// Whether an entry is still right.
    Right,
    /// Whether whoever is the contact now says yes to another.
    Contact,
    /// What was found of a feed, for its owner.
    Owner,
}

impl What {
    pub const fn code(self) -> &'static str {
        match self {
            What::Claim => "claim",
            What::ComeIn => "come-in",
            What::Right => "right",
            What::Contact => "contact",
            What::Owner => "owner",
        }
    }

    /// What stands before the token.
    const fn path(self) -> &'static str {
        match self {
            What::Claim => "/keep/claim",
            What::ComeIn => "/keep/in",
            What::Right => "/keep/right",
            What::Contact => "/keep/contact",
            What::Owner => "/keep/feed",
        }
    }

    /// For how long it opens anything.
    const fn life(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            What::ComeIn => 1,
            What::Claim => 48,
            What::Contact => 24 * 14,
            What::Right | What::Owner => 24 * 30,
        })
    }
}

/// Writes a message whose text has an address in it, about something.
pub(super) async fn send_link(
    tx: &mut Tx,
    ctx: &Ctx,
    what: What,
    subject: Id<()>,
    to: &str,
    key: &str,
    more: &[(&str, &str)],
) -> Result<()> {
    let link = link(tx, ctx, what, subject, to).await?;
    let pairs: Vec<(&str, &str)> = more.iter().copied().chain([("link", link.as_str())]).collect();
    send(tx, ctx, to, key, &pairs).await
}

/// An address about something, for a message to somebody.
pub(super) async fn link(tx: &mut Tx, ctx: &Ctx, what: What, subject: Id<()>, to: &str) -> Result<String> {
    let token = seal::token();
    let (now, url) = (ctx.now(), ctx.machine.config.public_url());
    let (hash, ends) = (seal::token_hash(&token), now.plus(what.life()));
    store::add_link(tx, &hash, what.code(), subject, now, ends, &seal::token_hash(&fold(to))).await?;
    Ok(format!("{url}{}/{token}", what.path()))
}

/// Writes a message.
pub(super) async fn send(tx: &mut Tx, ctx: &Ctx, to: &str, key: &str, more: &[(&str, &str)]) -> Result<()> {
    let words = &ctx.machine.words;
    let brand = ctx.machine.pages.brand();
    let pairs: Vec<(&str, &str)> = more.iter().copied().chain([("brand", brand.name.as_str())]).collect();
    let mail = Mail {
        to: to.to_owned(),
        subject: words.with("en", &format!("mail-{key}-subject"), &pairs),
        text: words.with("en", &format!("mail-{key}-text"), &pairs),
    };
    mail::send(tx, ctx, &mail).await.map(|_| ())
}

/// What a living address is about.
pub(super) async fn about<T>(rx: &mut Rx, ctx: &Ctx, what: What, token: &str) -> Result<Option<Id<T>>> {
    let found = store::link(rx, &seal::token_hash(token), what.code(), ctx.now()).await?;
    Ok(found.map(Id::cast))
}

/// The entry that a group is asked about: only while it is still theirs, by the address that the message went to.
pub(super) async fn asked_about(rx: &mut Rx, ctx: &Ctx, token: &str) -> Result<Option<Service>> {
    let Some(id) = about::<Service>(rx, ctx, What::Right, token).await? else { return Ok(None) };
    let Some(s) = directory::find(rx, id).await?.filter(|s| s.closed_at.is_none()) else { return Ok(None) };
    let theirs = is_theirs(rx, token, s.email.as_deref()).await?;
    Ok(Some(s).filter(|_| theirs))
}

/// Whether an address went to whoever it would go to now: another contact, or another owner, has come meanwhile otherwise.
pub(super) async fn is_theirs(rx: &mut Rx, token: &str, now: Option<&str>) -> Result<bool> {
    let sent = store::sent_to(rx, &seal::token_hash(token)).await?;
    let now = now.map(|email| seal::token_hash(&fold(email)));
    Ok(now.is_some() && now == sent)
}

/// Uses an address up; `false` when somebody was quicker.
pub(super) async fn use_up(tx: &mut Tx, ctx: &Ctx, what: What, token: &str) -> Result<bool> {
    store::use_link(tx, &seal::token_hash(token), what.code(), ctx.now()).await
}

/// Where people read an entry.
pub(super) fn address_of(ctx: &Ctx, s: &Service) -> String {
    format!("{}/services/{}", ctx.machine.config.public_url(), s.slug)
}
