//! Bars drawn by the server, as SVG, and the same numbers as a file for a spreadsheet.
//!
//! Horizontal bars only: labels are long and telephones narrow. The drawing has no colours, only classes (`kith-chart`, `kith-chart__bar` and so on), for the
//! content security policy allows no style in a page; the style sheet also keeps it from growing wider than is pleasant. It is read out as one picture with a
//! name (WAI-ARIA 1.2, `img`), so the numbers have to stand in a table beside it. It does no arithmetic on what it shows and knows no scale but the one
//! it is given.
//!
//! The file is CSV as of RFC 4180. What a spreadsheet would take for a formula is made into text (OWASP, CSV Injection).

use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// A table as CSV: a line of headings, a line for each row, each ended by CR and LF.
pub fn csv(headings: &[&str], rows: &[Vec<String>]) -> String {
    let first = headings.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",");
    let rest = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(","));
    std::iter::once(first).chain(rest).map(|line| line + "\r\n").collect()
}

/// The same as a file. It begins with the sign without which spreadsheets take it for another encoding, and Arabic or Polish for something else.
pub fn sheet(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    format!("\u{feff}{}", csv(headings, rows)).into_bytes()
}

fn cell(text: &str) -> String {
    // Rust reads "-inf" as a number, a spreadsheet does not.
    let number = text.parse::<f64>().is_ok_and(f64::is_finite);
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !number;
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A chart of horizontal bars.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bars {
    /// What it is called by a program that reads the page out.
    pub title: String,
    /// The value of a bar that is as long as there is room. A longer one is cut.
    pub most: f64,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bar {
    /// What it is of; stands above it, in more than one line when it is long.
    pub label: String,
    /// How long it is; nothing when that is not to be seen, and then only the text stands there.
    pub value: Option<f64>,
    /// What stands at its end: `1,235 (62%)`, `*`.
    pub text: String,
    /// How it looks.
    pub tone: Tone,
    /// What it is compared with.
    pub mark: Option<Mark>,
}

/// How a bar looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// As what the chart is about.
    Main,
    /// As what stands beside that.
    Soft,
    /// Hatched: what is not known.
    Unknown,
}

/// A published figure to compare a bar with: a line across the bar, with its text below.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mark {
    /// Where it is, as the bar's value.
    pub at: f64,
    /// What it says; about 25 letters have room wherever it is.
    pub text: String,
}

/// The width of the drawing. All other lengths are in the same unit; on a telephone that leaves 330 px for it one unit is 0.8 px.
const WIDTH: f64 = 400.0;
/// The size of all text: 12 px on such a telephone.
const FONT: f64 = 15.0;
/// About the width of the widest usual letter of that size, and of a figure.
const LETTER: f64 = 9.0;
/// Letters in a line of a label.
const LETTERS: usize = 44;
/// From one line of text to the next.
const LINE: f64 = 20.0;
/// How thick a bar is.
const THICK: f64 = 18.0;
/// From what belongs to one bar to the next.
const GAP: f64 = 14.0;
/// From the top of a line to the foot of its letters, and the same of a bar.
const FOOT: f64 = 14.0;
/// How far a mark reaches beyond its bar.
const BEYOND: f64 = 3.0;

impl Bars {
    /// The drawing, an `svg` element to stand in a page. It has no size of its own: it is as wide as the page lets it. On a page that is read from right to left
    /// the bars grow that way too.
    pub fn svg(&self, right_to_left: bool) -> String {
        let hatch = format!("kith-hatch-{:016x}", hash(&self.title));
        let mut sheet =
            Sheet { bars: self, right_to_left, full: self.full(), hatch: &hatch, out: String::new(), y: 0.0 };
        if self.bars.iter().any(|bar| bar.tone == Tone::Unknown) {
            sheet.pattern();
        }
        for (at, bar) in self.bars.iter().enumerate() {
            sheet.y += if at > 0 { GAP } else { 0.0 };
            sheet.bar(bar);
        }
        // At the last bar's foot there may be a mark.
        let (drawn, height) = (sheet.out, sheet.y + BEYOND);
        // The anchors of text go by `direction`, which would be inherited from the page: "start" is the right edge of a text that is read from the right. It is
        // set here, so that the drawing is the same wherever it stands; then an anchor needs no mirroring, only the place it is at.
        let direction = if right_to_left { "rtl" } else { "ltr" };
        format!(
            r#"<svg class="kith-chart" role="img" aria-label="{}" viewBox="0 0 {WIDTH} {}" font-size="{FONT}" direction="{direction}">{drawn}</svg>"#,
            escaped(&self.title),
            short(height),
        )
    }

    /// How long the longest bar may be: beside it is room for the longest text, so that nothing is ever drawn across a text.
    fn full(&self) -> f64 {
        let letters = self.bars.iter().map(|bar| bar.text.chars().count()).max().unwrap_or_default();
        WIDTH - (letters as f64 * LETTER + LETTER).min(WIDTH / 2.0)
    }
}

/// What has been drawn so far, and down to where.
struct Sheet<'a> {
    bars: &'a Bars,
    right_to_left: bool,
    full: f64,
    hatch: &'a str,
    out: String,
    y: f64,
}

impl Sheet<'_> {
    /// The hatching: a line along each small square, and the squares turned.
    fn pattern(&mut self) {
        let _ = write!(
            self.out,
            r#"<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
            self.hatch,
        );
        self.out.push_str(r#"<line class="kith-chart__hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>"#);
    }

    fn bar(&mut self, bar: &Bar) {
        for line in lines(&bar.label) {
            self.text("kith-chart__label", 0.0, self.y + FOOT, "start", &line);
            self.y += LINE;
        }
        if let Some(value) = bar.value {
            self.rect(self.along(value), bar.tone);
        }
        self.line("kith-chart__base", (0.0, self.y + THICK), (self.full, self.y + THICK));
        self.text("kith-chart__text", WIDTH, self.y + FOOT, "end", &bar.text);
        self.y += THICK;
        if let Some(mark) = &bar.mark {
            let x = self.along(mark.at);
            self.line("kith-chart__mark", (x, self.y - THICK - BEYOND), (x, self.y + BEYOND));
            // Towards the side where there is more room.
            let anchor = if x < WIDTH / 2.0 { "start" } else { "end" };
            self.text("kith-chart__mark-text", x, self.y + BEYOND + FOOT, anchor, &mark.text);
            self.y += BEYOND + LINE;
        }
    }

    /// How long a bar of a value is.
    fn along(&self, value: f64) -> f64 {
        let share = value / self.bars.most;
        if share.is_finite() { share.clamp(0.0, 1.0) * self.full } else { 0.0 }
    }

    /// From the start of reading to the left edge.
    fn x(&self, from_start: f64) -> f64 {
        short(if self.right_to_left { WIDTH - from_start } else { from_start })
    }

    fn rect(&mut self, length: f64, tone: Tone) {
        let x = self.x(if self.right_to_left { length } else { 0.0 });
        let (y, length) = (short(self.y), short(length));
        let look = match tone {
            Tone::Main => r#"class="kith-chart__bar""#.to_owned(),
            Tone::Soft => r#"class="kith-chart__bar kith-chart__bar--soft""#.to_owned(),
            // Not also a bar: a fill that a style sheet gives to its class would win over this one.
            Tone::Unknown => format!(r#"class="kith-chart__bar--unknown" fill="url(#{})""#, self.hatch),
        };
        let _ = write!(self.out, r#"<rect {look} x="{x}" y="{y}" width="{length}" height="{THICK}"/>"#);
    }

    fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let (x1, y1, x2, y2) = (self.x(from.0), short(from.1), self.x(to.0), short(to.1));
        let _ = write!(self.out, r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#);
    }

    fn text(&mut self, class: &str, from_start: f64, y: f64, anchor: &str, text: &str) {
        let (x, y, text) = (self.x(from_start), short(y), escaped(text));
        let _ = write!(self.out, r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>"#);
    }
}

/// A label in as many lines as it needs. A word that is longer than a line is not cut.
fn lines(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A length with one decimal at most.
fn short(length: f64) -> f64 {
    // Added to nothing, what is a little less than nothing has no sign.
    (length * 10.0).round() / 10.0 + 0.0
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A number that is the same for the same text at any time (FNV-1a): what is named by it can stand more than once on a page.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: Option<f64>, text: &str) -> Bar {
        Bar { label: "Tea and talk".to_owned(), value, text: text.to_owned(), tone: Tone::Main, mark: None }
    }

    fn bars(bars: Vec<Bar>) -> Bars {
        Bars { title: "How many came".to_owned(), most: 100.0, bars }
    }

    /// The numbers that an attribute has in all elements of a class, in their order.
    fn numbers(svg: &str, class: &str, name: &str) -> Vec<f64> {
        let elements = svg.split('<').filter(|element| element.contains(&format!("class=\"{class}\"")));
        let value =
            |element: &str| element.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?.parse::<f64>().ok();
        elements.map(|element| value(element).unwrap()).collect()
    }

    #[test]
    fn a_table_is_written_as_the_rfc_has_it() {
        let rows = [vec!["Tea, talk".to_owned(), "1,235".to_owned()], vec!["\"Us\"\nall".to_owned(), "*".to_owned()]];
        assert_eq!(
            csv(&["What", "How many"], &rows),
            "What,How many\r\n\"Tea, talk\",\"1,235\"\r\n\"\"\"Us\"\"\nall\",*\r\n"
        );
        assert_eq!(csv(&["What"], &[]), "What\r\n");
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        for formula in ["=1+1", "+1+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "-", "-inf", "+NaN"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        assert_eq!(cell("\r=1"), "\"'\r=1\"");
        assert_eq!(cell("=1,2"), "\"'=1,2\"");
        for harmless in ["-4", "+4.5", "-1e3", "a=b", "", "'=1", "*", "0"] {
            assert_eq!(cell(harmless), harmless);
        }
    }

    #[test]
    fn whatever_is_written_in_it_stays_text() {
        let mark = Mark { at: 20.0, text: "<c>".to_owned() };
        let bad = Bar { label: "<a> & \"b\"".to_owned(), mark: Some(mark), ..bar(Some(10.0), "</text><script>") };
        let svg = Bars { title: "\"><script>".to_owned(), ..bars(vec![bad]) }.svg(false);
        assert!(!svg.contains("<script") && !svg.contains("<a>") && !svg.contains("<c>"), "{svg}");
        assert!(svg.contains(r#"aria-label="&quot;&gt;&lt;script&gt;""#), "{svg}");
        assert!(svg.contains(">&lt;a&gt; &amp; &quot;b&quot;</text>"), "{svg}");
        assert!(svg.contains(">&lt;/text&gt;&lt;script&gt;</text>") && svg.contains(">&lt;c&gt;</text>"), "{svg}");
    }

    #[test]
    fn a_bar_is_as_long_as_its_value_says() {
        // The longest text has four letters: 400 less five times nine.
        let svg = bars([100.0, 50.0, 12.5, 0.0, 250.0, -3.0].map(|v| bar(Some(v), "12 %")).to_vec()).svg(false);
        assert_eq!(numbers(&svg, "kith-chart__bar", "width"), [355.0, 177.5, 44.4, 0.0, 355.0, 0.0]);
        assert_eq!(numbers(&svg, "kith-chart__bar", "x"), [0.0; 6]);
        // Each stands below its label, its text in the room beside it.
        assert_eq!(numbers(&svg, "kith-chart__label", "y")[..2], [14.0, 66.0]);
        assert_eq!(numbers(&svg, "kith-chart__bar", "y")[..2], [20.0, 72.0]);
        assert_eq!(numbers(&svg, "kith-chart__text", "y")[..2], [34.0, 86.0]);
        assert_eq!(numbers(&svg, "kith-chart__text", "x"), [400.0; 6]);
        assert!(
            svg.starts_with(r#"<svg class="kith-chart" role="img" aria-label="How many came" viewBox="0 0 400 301""#)
        );
        // There is always room for bars, and a scale that is none draws nothing.
        let wordy = bars(vec![bar(Some(100.0), &"m".repeat(90))]).svg(false);
        assert_eq!(numbers(&wordy, "kith-chart__bar", "width"), [200.0]);
        let flat = Bars { most: 0.0, ..bars(vec![bar(Some(100.0), "1"), bar(Some(0.0), "0")]) }.svg(false);
        assert_eq!(numbers(&flat, "kith-chart__bar", "width"), [0.0, 0.0]);
    }

    #[test]
    fn read_from_the_right_it_is_mirrored() {
        let marked = Bar { mark: Some(Mark { at: 20.0, text: "All".to_owned() }), ..bar(Some(50.0), "12 %") };
        let left = bars(vec![marked]);
        let (left, right) = (left.svg(false), left.svg(true));
        assert!(left.contains(r#" direction="ltr""#) && right.contains(r#" direction="rtl""#));
        assert_eq!(numbers(&right, "kith-chart__bar", "width"), numbers(&left, "kith-chart__bar", "width"));
        assert_eq!(numbers(&right, "kith-chart__bar", "x"), [222.5]);
        assert_eq!(numbers(&right, "kith-chart__label", "x"), [400.0]);
        assert_eq!(numbers(&right, "kith-chart__text", "x"), [0.0]);
        assert_eq!(
            (numbers(&left, "kith-chart__mark", "x1"), numbers(&right, "kith-chart__mark", "x1")),
            (vec![71.0], vec![329.0])
        );
        // By `direction` an anchor means the other edge already.
        let anchors = |svg: &str| svg.split("text-anchor=\"").skip(1).map(|s| s[..3].to_owned()).collect::<Vec<_>>();
        assert_eq!(anchors(&right), anchors(&left));
        assert_eq!(anchors(&left), ["sta", "end", "sta"]);
    }

    #[test]
    fn a_value_that_is_not_to_be_seen_draws_no_bar() {
        let svg = bars(vec![bar(None, "*")]).svg(false);
        assert!(!svg.contains("<rect"), "{svg}");
        assert!(svg.contains(">*</text>") && svg.contains(">Tea and talk</text>"), "{svg}");
    }

    #[test]
    fn a_mark_crosses_its_bar_and_its_text_stays_inside() {
        let marked = |at: f64| Bar { mark: Some(Mark { at, text: "All: 20 %".to_owned() }), ..bar(Some(50.0), "12 %") };
        let svg = bars(vec![marked(20.0), marked(90.0), bar(Some(1.0), "1 %")]).svg(false);
        assert_eq!(numbers(&svg, "kith-chart__mark", "x1"), [71.0, 319.5]);
        assert_eq!(numbers(&svg, "kith-chart__mark", "y1"), [17.0, 92.0]);
        assert_eq!(numbers(&svg, "kith-chart__mark", "y2"), [41.0, 116.0]);
        assert!(svg.contains(r#"x="71" y="55" text-anchor="start">All: 20 %"#), "{svg}");
        assert!(svg.contains(r#"x="319.5" y="130" text-anchor="end">All: 20 %"#), "{svg}");
        assert_eq!(numbers(&svg, "kith-chart__bar", "y"), [20.0, 95.0, 170.0]);
    }

    #[test]
    fn what_is_unknown_is_hatched_by_a_pattern_of_this_chart() {
        let unknown = Bar { tone: Tone::Unknown, ..bar(Some(50.0), "12 %") };
        let soft = Bar { tone: Tone::Soft, ..bar(Some(50.0), "12 %") };
        let one = bars(vec![unknown, soft.clone()]);
        let id = |svg: &str| svg.split("<pattern id=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        let first = id(&one.svg(false)).unwrap();
        assert!(one.svg(false).contains(&format!(r#"class="kith-chart__bar--unknown" fill="url(#{first})""#)));
        assert!(one.svg(false).contains(r#"class="kith-chart__bar kith-chart__bar--soft""#));
        assert_eq!(id(&one.svg(false)), Some(first.clone()), "the same each time");
        assert_ne!(id(&Bars { title: "How many stayed".to_owned(), ..one }.svg(false)), Some(first));
        assert_eq!(id(&bars(vec![soft]).svg(false)), None);
    }

    #[test]
    fn nothing_in_it_is_styled_in_the_page() {
        let marked = Bar { mark: Some(Mark { at: 1.0, text: "All".to_owned() }), ..bar(Some(50.0), "12 %") };
        let all = [Tone::Main, Tone::Soft, Tone::Unknown].map(|tone| Bar { tone, ..marked.clone() });
        let svg = bars(all.to_vec()).svg(false);
        for banned in ["style", "stroke=", "#0", " on", "<script", "fill=\"#"] {
            assert!(!svg.contains(banned), "{banned}: {svg}");
        }
        let root = svg.split('>').next().unwrap_or_default();
        assert!(!root.contains("width=") && !root.contains("height="), "the page says how wide: {root}");
    }

    #[test]
    fn a_long_label_has_more_lines() {
        let label = "Walking, gardening and other things that are done out of doors in company";
        assert_eq!(lines(label), ["Walking, gardening and other things that are", "done out of doors in company"]);
        assert_eq!(lines(&"m".repeat(60)), ["m".repeat(60)]);
        assert!(lines(" ").is_empty());
        let svg = bars(vec![Bar { label: label.to_owned(), ..bar(Some(1.0), "1 %") }]).svg(false);
        assert_eq!(numbers(&svg, "kith-chart__label", "y"), [14.0, 34.0]);
        assert_eq!(numbers(&svg, "kith-chart__bar", "y"), [40.0]);
    }
}
