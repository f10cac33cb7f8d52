//! A text, most often a link, as a square of dots that a telephone's camera reads (QR code, ISO/IEC 18004), drawn as SVG.
//!
//! It is black on white whatever the page's colours are: many cameras read nothing else. A margin of four dots belongs to it (section 5.3.8 of the standard).
//! A sixth of it may be dirty or torn (correction level M), for it is printed, folded and carried in a pocket. It is read out as one picture with a name; the
//! text itself has to stand beside it, for who has no camera.

use crate::Result;
use anyhow::anyhow;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Dots of white around it.
const MARGIN: usize = 4;

/// The square of a text, with its name.
///
/// # Errors
/// When the text has more than about two thousand bytes: no square holds as many.
pub fn svg(text: &str, label: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|e| anyhow!("no square: {e}"))?;
    let (width, dots) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in dots.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|dot| **dot == Color::Dark).count();
            if run > 0 {
                // A line of dots in one piece: a third of the bytes.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN);
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * MARGIN;
    let label = crate::chart::escaped(label);
    Ok(format!(
        "<svg class=\"kith-qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_dot_is_drawn_once_and_the_name_is_text() {
        let text = "https://kith.example/services/carpenters-road-singers";
        let drawn = svg(text, "A <link> & \"more\"").unwrap();
        assert!(drawn.contains("aria-label=\"A &lt;link&gt; &amp; &quot;more&quot;\""), "{drawn}");
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|dot| **dot == Color::Dark).count();
        let path = drawn.rsplit("d=\"").next().unwrap();
        let runs = path.split("v1h-").skip(1).filter_map(|rest| rest.split('z').next()?.parse::<usize>().ok());
        assert_eq!(runs.sum::<usize>(), dark);
        assert!(drawn.len() < 12_000, "{}", drawn.len());
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert!(svg(&"x".repeat(5000), "").is_err());
    }
}
