//! The text of HTML, in one pass: whatever somebody wrote, no more comes of it than they wrote. (A browser's tree of it may be a thousand times as large:
//! what is open is opened again in each paragraph.)

use scraper::Html;

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"];
/// Elements that say nothing to anybody who reads.
const SILENT: &[&str] = &["script", "style", "template"];
/// So far is looked for the end of a tag with regard to quotation marks.
const LONGEST_TAG: usize = 4096;

pub(super) fn looks_like_html(text: &str) -> bool {
    let end = text.rfind('>').unwrap_or(0);
    let tag = text[..end].match_indices('<').any(|(i, _)| {
        let name = text[i + 1..].strip_prefix('/').unwrap_or(&text[i + 1..]);
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
    });
    let entity = text.match_indices('&').any(|(i, _)| {
        let near = text.as_bytes()[i + 1..].iter().take(9);
        let name: Vec<u8> = near.copied().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').collect();
        (2..=8).contains(&name.len()) && text.as_bytes().get(i + 1 + name.len()) == Some(&b';')
    });
    tag || entity
}

/// The text of HTML, a line for a block; scripts and styles say nothing.
pub(super) fn plain(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let last = html.rfind('>').unwrap_or(0);
    let mut out = String::with_capacity(html.len());
    let (mut at, mut in_paragraph) = (0, false);
    while let Some(start) = html[at..last.max(at)].find('<').map(|i| at + i) {
        out.push_str(&html[at..start]);
        let rest = &html[start..];
        let closes = rest.starts_with("</");
        let name = &lower[start + 1 + usize::from(closes)..];
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |i| start + i + 3);
            continue;
        }
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with("<!") {
            out.push_str("&lt;");
            at = start + 1;
            continue;
        }
        at = start + end_of_tag(rest);
        if SILENT.contains(&name) && !closes {
            at = lower[at..].find(&format!("</{name}")).map_or(html.len(), |i| at + i);
        } else if BLOCKS.contains(&name) {
            if in_paragraph && name != "br" || closes && name == "p" {
                out.push_str("\n\n");
                in_paragraph = false;
            }
            if !closes {
                out.push_str(if name == "li" { "\n- " } else { "\n" });
                in_paragraph |= name == "p";
            }
        }
    }
    out.push_str(&html[at..].replace('<', "&lt;"));
    if !out.contains('&') {
        return out;
    }
    // Without tags it is one text, in which there are only characters that have a name.
    Html::parse_fragment(&out).root_element().text().collect()
}

/// Where a tag ends: not at a `>` within quotation marks, where they are closed.
fn end_of_tag(tag: &str) -> usize {
    let (mut quote, mut after_equals) = (None, false);
    for (i, byte) in tag.bytes().take(LONGEST_TAG).enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return i + 1,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
    }
    tag.find('>').map_or(tag.len(), |i| i + 1)
}
