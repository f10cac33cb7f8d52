//! Style sheets, scripts and the design system's templates: made by `cargo xtask assets`, embedded in a release, read from the folder in a debug
//! build, absent in a fresh clone (one page then says what to run).

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../assets/dist"]
#[allow_missing = true]
struct Built;

/// A file of the built assets.
pub fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    Built::get(path).map(|f| f.data)
}

/// Whether the assets were built.
pub fn built() -> bool {
    file("manifest.json").is_some()
}

/// The address of an asset by its plain name (`app.css` → `/assets/app.3f2a.css`).
pub fn address(name: &str) -> String {
    static MANIFEST: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let manifest = MANIFEST
        .get_or_init(|| file("manifest.json").and_then(|f| serde_json::from_slice(&f).ok()).unwrap_or_default());
    format!("/assets/{}", manifest.get(name).map_or(name, String::as_str))
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, e)| e) {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// Serves `/assets/{file}`; names carry a hash of the contents, so they may be kept for ever.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let plain = format!("static/{path}");
    let takes_brotli =
        headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("br"));
    let common = [
        (header::CONTENT_TYPE, kind(&path)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    if takes_brotli && let Some(small) = file(&format!("{plain}.br")) {
        return (common, [(header::CONTENT_ENCODING, "br")], small.into_owned()).into_response();
    }
    match file(&plain) {
        Some(data) => (common, data.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
