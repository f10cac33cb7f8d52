//! What somebody wrote that may stand in no address is laid aside with their own browser, so that what they found has an address all the same: "Back" leads
//! there, with scripts and without, and so does another page, another filter, another language.
//!
//! The address has a sign in its place (`near=~Zk3d9QxA`). What the sign stands for is in a cookie, sealed, for half an hour; we keep nothing of it. It opens for
//! nobody but who wrote it: not after they have signed out, and leaving quickly takes it away with all others.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use base::{
    Ctx, Result,
    http::{cookie, cookie_of, form::Fields, page},
    seal,
};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use std::io::{Read, Write};

const COOKIE: &str = "search";
/// What may be somebody's own words.
pub const OWN: [&str; 2] = ["words", "near"];
const SIGN: char = '~';
const SIGN_LETTERS: usize = 8;
const SECONDS: i64 = 30 * 60;
/// A browser keeps cookies of 4096 bytes with their name and all that is said of them (RFC 6265, section 6.1).
const MOST_BYTES: usize = 3_800;
/// Nobody writes more into a search; and so many searches back is far.
const MOST_LETTERS: usize = 8_000;
const MOST_TEXTS: usize = 16;

/// Texts with their signs, the newest first.
#[derive(Default, Debug)]
pub struct Aside(Vec<(String, String)>);

impl Aside {
    /// What the browser brought.
    pub fn of(ctx: &Ctx, headers: &HeaderMap) -> Aside {
        let open = |sealed: &str| -> Option<Aside> {
            let packed = ctx.machine.keys.open_bytes(&purpose(ctx), sealed).ok()?;
            let mut text = String::new();
            DeflateDecoder::new(&*packed).read_to_string(&mut text).ok()?;
            Some(Aside(serde_json::from_str(&text).ok()?))
        };
        cookie_of(headers, COOKIE).filter(|sealed| !sealed.is_empty()).and_then(open).unwrap_or_default()
    }

    /// Puts what signs stand for in their place. Whether there is one whose text is not here any more: then it is left out.
    pub fn put_back(&self, fields: &mut Fields) -> bool {
        // Nobody else says what has a sign.
        forget_signs(fields);
        let mut lost = false;
        for name in OWN {
            let Some(sign) = sign_in(fields.get(name)).map(str::to_owned) else { continue };
            match self.0.iter().find(|(known, _)| *known == sign) {
                Some((_, text)) => {
                    fields.set(name, text.clone());
                    fields.set(&field(name), sign);
                }
                None => {
                    fields.0.remove(name);
                    lost = true;
                }
            }
        }
        lost
    }

    /// Lays aside what is in a field.
    pub fn lay(&mut self, fields: &mut Fields, name: &str) {
        let sign = self.sign(fields.get(name).to_owned());
        fields.set(&field(name), sign);
    }

    /// Lays a text aside; what an address has in its place.
    pub fn lay_text(&mut self, text: String) -> String {
        format!("{SIGN}{}", self.sign(text))
    }

    fn sign(&mut self, text: String) -> String {
        let known = self.0.iter().position(|(_, other)| *other == text);
        let laid = known.map(|i| self.0.remove(i)).unwrap_or_else(|| {
            let sign: String = seal::token().chars().take(SIGN_LETTERS).collect();
            (sign, text)
        });
        let sign = laid.0.clone();
        self.0.insert(0, laid);
        sign
    }

    /// What an address has the sign of, while it is here.
    pub fn text(&self, value: &str) -> Option<&str> {
        let sign = sign_in(value)?;
        self.0.iter().find(|(known, _)| known == sign).map(|(_, text)| text.as_str())
    }

    /// Answers a form that laid something aside: with the address that has signs in its place, or, where the browser is not known to keep cookies or the cookie
    /// has no room for all of it, or there is no such address, with the page itself.
    pub async fn keep(
        self,
        ctx: &Ctx,
        headers: &HeaderMap,
        to: Option<String>,
        page: impl Future<Output = Result<Response>>,
    ) -> Result<Response> {
        let (cookie, whole) = self.cookie(ctx);
        let mut response = match to.filter(|_| whole && keeps_cookies(headers)) {
            Some(to) => page::see(to),
            None => page.await?,
        };
        response.headers_mut().append(header::SET_COOKIE, cookie);
        Ok(response)
    }

    /// The cookie, and whether what was written last is whole in it. What was written first goes first when there is no room; of what is too long alone there is
    /// only the beginning.
    fn cookie(mut self, ctx: &Ctx) -> (HeaderValue, bool) {
        self.0.truncate(MOST_TEXTS);
        let mut whole = true;
        let mut most = MOST_LETTERS;
        loop {
            for (_, text) in &mut self.0 {
                if let Some((end, _)) = text.char_indices().nth(most) {
                    text.truncate(end);
                    whole = false;
                }
            }
            let sealed = self.sealed(ctx);
            if sealed.len() <= MOST_BYTES {
                return (cookie(&ctx.machine, COOKIE, &sealed, Some(SECONDS), true), whole);
            }
            // Words and place belong together.
            if self.0.len() > OWN.len() {
                self.0.pop();
            } else {
                most = most * 4 / 5;
            }
        }
    }

    fn sealed(&self, ctx: &Ctx) -> String {
        let text = serde_json::to_vec(&self.0).expect("texts are written");
        let mut packed = DeflateEncoder::new(vec![], Compression::best());
        packed.write_all(&text).expect("memory takes it");
        let packed = packed.finish().expect("memory takes it");
        ctx.machine.keys.seal(&purpose(ctx), packed)
    }
}

fn keeps_cookies(headers: &HeaderMap) -> bool {
    headers.contains_key(header::COOKIE)
}

/// Gives a cookie with nothing in it to whoever has none, with pages that have a form that may lay something aside: when it comes back, the browser keeps cookies.
pub fn probe(ctx: &Ctx, headers: &HeaderMap, response: &mut Response) {
    if !keeps_cookies(headers) {
        response.headers_mut().append(header::SET_COOKIE, cookie(&ctx.machine, COOKIE, "", None, true));
    }
}

/// What an address has in place of a field's text, if that was laid aside.
pub fn sign_of(fields: &Fields, name: &str) -> Option<String> {
    let field = field(name);
    fields.has(&field).then(|| format!("{SIGN}{}", fields.get(&field)))
}

/// The text of the fields stands for itself again.
pub fn forget_signs(fields: &mut Fields) {
    for name in OWN {
        fields.0.remove(&field(name));
    }
}

/// Where a field's sign stands among the fields.
fn field(name: &str) -> String {
    format!("{SIGN}{name}")
}

fn sign_in(value: &str) -> Option<&str> {
    let is = |sign: &&str| {
        sign.len() == SIGN_LETTERS && sign.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    value.strip_prefix(SIGN).filter(is)
}

/// Whoever has signed in, or out, is somebody else.
fn purpose(ctx: &Ctx) -> String {
    let session = ctx.request.session.as_ref().map(|s| s.id.to_string());
    format!("search {}", session.unwrap_or_default())
}
