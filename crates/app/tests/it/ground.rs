//! What is drawn over streets can be told from them: the colours of the map's ground, in light and dark, against those of what stands on it
//! (WCAG 2.2, 1.4.3 for words and 1.4.11 for signs).

const TOKENS: &str = include_str!("../../../../assets/css/tokens.css");

/// Red, green, blue, from 0 to 255.
type Colour = [f64; 3];

fn hex(text: &str) -> Colour {
    let digits: String = match text.trim().trim_start_matches('#') {
        short if short.len() == 3 => short.chars().flat_map(|c| [c, c]).collect(),
        long => long.to_owned(),
    };
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).expect("a colour")))
}

/// The two values of a token, light and dark.
fn token(name: &str) -> [Colour; 2] {
    let value = TOKENS.split(&format!("--kith-{name}: ")).nth(1).and_then(|rest| rest.split(';').next()).expect(name);
    let (light, dark) = value.trim_start_matches("light-dark(").split_once(", ").expect("both schemes");
    [hex(light), hex(dark.trim_end_matches(')'))]
}

/// The accent as it is drawn: its dark value is mixed with white.
fn accent() -> [Colour; 2] {
    assert!(TOKENS.contains(
        "--kith-accent-ink: light-dark(var(--kith-accent), color-mix(in srgb, var(--kith-accent) 42%, white))"
    ));
    let light = hex("#00635b");
    assert!(TOKENS.contains("--kith-accent: #00635b;"));
    [light, light.map(|part| part * 0.42 + 255.0 * 0.58)]
}

fn contrast(a: Colour, b: Colour) -> f64 {
    let light = |colour: Colour| {
        let [r, g, b] = colour.map(|part| {
            let part = part / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (a, b) = (light(a), light(b));
    if a > b { a / b } else { b / a }
}

#[test]
fn services_and_outlines_stand_out_from_streets_in_light_and_dark() {
    let mut least = f64::MAX;
    for ground in ["map-land", "map-green", "map-water", "map-building", "map-road", "map-motorway"] {
        for (scheme, ground_colour) in token(ground).into_iter().enumerate() {
            for (name, colour, enough) in [
                ("dots", accent()[scheme], 3.0),
                ("the place that was asked for", token("warm")[scheme], 3.0),
                ("outlines", token("muted")[scheme], 3.0),
                ("names of boroughs", token("ink")[scheme], 4.5),
            ] {
                let found = contrast(colour, ground_colour);
                assert!(found >= enough, "{name} on {ground}, scheme {scheme}: {found:.2}");
                least = least.min(found);
            }
        }
    }
    // Over pictures nothing is known of the ground: a dot has a ring about it.
    for scheme in [0, 1] {
        assert!(contrast(accent()[scheme], token("surface")[scheme]) >= 4.5);
    }
    // Words of the streets, on what is about their letters.
    for scheme in [0, 1] {
        assert!(contrast(token("muted")[scheme], token("map-land")[scheme]) >= 4.5);
    }
    println!("the least contrast over streets: {least:.2}");
}
