//! Whether what somebody kept is still the same: a tag by the bytes of an answer, and its comparison with what was asked with.

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};

/// The tag of these bytes. By them and nothing else: a count of versions would begin anew with the process, and another node has another.
pub fn tag(bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes).iter().take(16).map(|b| format!("{b:02x}")).collect();
    format!("\"{hash}\"")
}

/// Whether who asks has it already.
pub fn has(asked: &HeaderMap, tag: &str) -> bool {
    let theirs = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    // What packs answers on their way may have said that they are only alike (RFC 9110, 13.1.2).
    theirs.map(str::trim).any(|t| t.strip_prefix("W/").unwrap_or(t) == tag)
}
