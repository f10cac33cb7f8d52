//! The filter by distance from a postcode.
//!
//! Where the middle of a postcode is, this does not know: the API does. But whatever the middle is, two places within
//! one distance of it are within twice that distance of each other, a larger distance leaves no place out, and a place
//! close to one that is found must be found too when the distance grows by as much.

use super::{
    Answer, Ask,
    run::{Run, query},
    tables::{AT_LOCATIONS, LISTS},
};
use std::collections::BTreeSet;

/// Metres by which a place may be off: coordinates are rounded, and the earth is no ball.
const PLAY: f64 = 100.0;

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// `postcode` and `proximity` of services at locations.
    pub async fn near(&mut self) {
        let samples = self.samples(AT_LOCATIONS, |entry| entry.facts.place.is_some() && entry.facts.postcode.is_some());
        if samples.is_empty() {
            self.report
                .untried
                .push("/service_at_locations: proximity, no place has coordinates and a postcode".to_owned());
        }
        let mut first = None;
        for at in samples {
            let Some(code) = self.book.entries[AT_LOCATIONS][at].facts.postcode.clone() else { continue };
            self.around(&code).await;
            self.written(&code).await;
            first.get_or_insert(code);
        }
        let code = first.unwrap_or_else(|| "E15 1AA".to_owned()).replace(' ', "%20");
        let path = LISTS[AT_LOCATIONS].path;
        for params in [
            format!("postcode={code}&proximity=abc"),
            format!("postcode={code}&proximity=-5"),
            format!("postcode={code}&proximity=NaN"),
            "postcode=NOT%20A%20POSTCODE".to_owned(),
            "postcode=NOT%20A%20POSTCODE&proximity=500".to_owned(),
            "proximity=500".to_owned(),
        ] {
            let reply = self.get(&format!("{path}?{params}")).await;
            self.refusal(&reply, "filter.bad-value", &[400]);
        }
        // A postcode that is never given out: nobody can know where it is.
        let reply = self.get(&format!("{path}?postcode=ZZ99%209ZZ&proximity=500")).await;
        self.bad_or_empty(&reply, "filter.near", &[400, 404]);
    }

    async fn around(&mut self, code: &str) {
        let mut before: Option<(f64, String, BTreeSet<String>)> = None;
        for metres in [1.0, 500.0, 2_000.0, 10_000.0, 50_000.0, 2_000_000.0] {
            let Some((line, got)) =
                self.found(AT_LOCATIONS, &[("postcode", code), ("proximity", &metres.to_string())]).await
            else {
                return;
            };
            let places: Vec<_> = got.iter().filter_map(|id| self.place(id).map(|place| (id, place))).collect();
            if let Some(id) = got.iter().find(|id| self.place(id).is_none()) {
                self.report.fault("filter.near", &line, format!("{id} has no coordinates"));
            }
            // Against the first and the one that is furthest from it: enough, and not every pair.
            let far = |from: (f64, f64)| places.iter().max_by(|a, b| apart(from, a.1).total_cmp(&apart(from, b.1)));
            let widest = places.first().and_then(|one| far(one.1)).and_then(|one| far(one.1).map(|two| (one, two)));
            if let Some((one, two)) = widest
                && apart(one.1, two.1) > 2.0 * metres + PLAY
            {
                let said = format!("{} and {} are {:.0} m apart", one.0, two.0, apart(one.1, two.1));
                self.report.fault("filter.near", &line, said);
            }
            if let Some((less, _, smaller)) = &before {
                if let Some(lost) = smaller.difference(&got).next() {
                    self.report.fault("filter.near-grows", &line, format!("{lost} is within {less} m and not here"));
                }
                if let Some(lost) = self.skipped(smaller, &got, metres - less) {
                    self.report.fault(
                        "filter.near-grows",
                        &line,
                        format!("{lost} is closer than that to one within {less} m"),
                    );
                }
            }
            before = Some((metres, line, got));
        }
        if let Some((_, line, got)) = before
            && got.is_empty()
        {
            self.report.fault("filter.near-grows", &line, "nothing at all, and a place has this postcode");
        }
    }

    fn place(&self, id: &str) -> Option<(f64, f64)> {
        self.book.entry(AT_LOCATIONS, id).and_then(|entry| entry.facts.place)
    }

    /// A place that is within a distance of one that was found before, and was not found now.
    fn skipped(&self, before: &BTreeSet<String>, now: &BTreeSet<String>, metres: f64) -> Option<String> {
        let known = before.iter().find_map(|id| self.place(id))?;
        let close = |place: Option<(f64, f64)>| place.is_some_and(|place| apart(known, place) < metres - PLAY);
        self.book.entries[AT_LOCATIONS]
            .iter()
            .find(|entry| close(entry.facts.place) && !now.contains(&entry.id))
            .map(|entry| entry.id.clone())
    }

    /// A postcode is the same however it is written.
    async fn written(&mut self, code: &str) {
        for params in [vec![("proximity", "5000")], vec![]] {
            let mut all = Vec::new();
            for code in [code.to_owned(), code.replace(' ', ""), code.to_ascii_lowercase()] {
                let mut params = params.clone();
                params.push(("postcode", &code));
                let Some((_, got)) = self.found(AT_LOCATIONS, &params).await else { return };
                all.push(got);
            }
            if all.iter().any(|got| *got != all[0]) {
                let at = format!("GET {}{}{}", self.base, LISTS[AT_LOCATIONS].path, query(&[("postcode", code)]));
                self.report.fault(
                    "filter.postcode",
                    at,
                    "without its space or in small letters it finds something else",
                );
            }
        }
    }
}

/// Metres between two places on a ball.
fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat, lon) = ((b.0 - a.0).to_radians() / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let h = lat.sin().powi(2) + a.0.to_radians().cos() * b.0.to_radians().cos() * lon.sin().powi(2);
    // The ball may be half a percent larger or smaller than the earth is there.
    2.0 * 6_371_000.0 * h.sqrt().min(1.0).asin() * 0.995
}

#[cfg(test)]
mod tests {
    #[test]
    fn distances() {
        let (stratford, greenwich) = ((51.5416, -0.0042), (51.4779, 0.0));
        let metres = super::apart(stratford, greenwich);
        assert!((7_000.0..7_150.0).contains(&metres), "{metres}");
        assert_eq!(super::apart(stratford, stratford), 0.0);
    }
}
