//! The tiles that lie under the map, out of the operator's file. Where there is none, or it will not do, they are not there, and no page asks for them.

use crate::policy::AREA_VIEW;
use anyhow::anyhow;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, House, Result,
    ground::Ground,
    http::routes::{Access, Route},
};
use kernel::Tile;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/tiles/ground/{z}/{x}/{y}", Access::Public, draw)]
}

/// Streets change slower than this, and a map of a day ago is a map.
const KEEP: &str = "public, max-age=86400";

async fn draw(ctx: Ctx, Path((z, x, y)): Path<(String, String, String)>, headers: HeaderMap) -> Result<Response> {
    let Some(Ground::File(archive, _)) = ctx.machine.ground.clone() else { return Err(Error::NotFound) };
    let y = y.strip_suffix(archive.kind.ending()).and_then(|y| y.strip_suffix('.')).ok_or(Error::NotFound)?;
    let number = |text: &str| text.parse().map_err(|_| Error::NotFound);
    let level = z.parse().map_err(|_| Error::NotFound)?;
    let tile = Tile::new(level, number(&x)?, number(y)?).ok_or(Error::NotFound)?;
    drop(ctx.read(&AREA_VIEW, House::id()).await?);
    let kind = archive.kind.mime();
    let taken = codings(&headers);
    // A file is read here, and may lie on a slow disk.
    let read =
        move || archive.tile(tile)?.map(|packed| packed.sent(|coding| taken.iter().any(|t| t == coding))).transpose();
    let sent = tokio::task::spawn_blocking(read).await.map_err(|e| anyhow!(e))?;
    let keep = [(header::CACHE_CONTROL, KEEP), (header::VARY, "accept-encoding")];
    match sent.map_err(|e| anyhow!("a tile under the map: {e}"))? {
        None => Ok((StatusCode::NO_CONTENT, keep).into_response()),
        Some((bytes, coding)) => {
            let mut response = (keep, [(header::CONTENT_TYPE, kind)], bytes).into_response();
            if let Some(coding) = coding {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            }
            Ok(response)
        }
    }
}

/// The codings that whoever asks takes (RFC 9110, 12.5.3), but for those that they want not at all.
fn codings(headers: &HeaderMap) -> Vec<String> {
    let all =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    all.filter_map(|one| {
        let (name, rest) = one.split_once(';').unwrap_or((one, ""));
        let never = rest.trim().strip_prefix("q=").and_then(|q| q.parse::<f64>().ok()) == Some(0.0);
        (!never).then(|| name.trim().to_ascii_lowercase())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_that_is_wanted_not_at_all_is_not_taken() {
        let of = |text: &'static str| {
            codings(&[(header::ACCEPT_ENCODING, HeaderValue::from_static(text))].into_iter().collect())
        };
        assert_eq!(of("gzip, Deflate;q=0.5,br;q=0"), ["gzip", "deflate"]);
        assert!(codings(&HeaderMap::new()).is_empty());
    }
}
