//! Times, as they are printed.

use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What was measured: under which load, what came out, what it is held to.
#[derive(Clone, Debug)]
pub struct Figures {
    pub bench: &'static str,
    /// What was done how often to how much.
    pub load: Value,
    pub measured: Value,
    /// Bars of `DESIGN`: a name, what came out, what it may be at most, both in the unit that the name ends with.
    pub bars: Vec<(&'static str, f64, f64)>,
}

impl Figures {
    /// One object: everything, and for each bar whether it holds.
    pub fn json(&self) -> Value {
        let bars: Vec<Value> = self
            .bars
            .iter()
            .map(|(name, is, most)| json!({"bar": name, "is": round(*is), "most": most, "holds": is <= most}))
            .collect();
        json!({
            "bench": self.bench, "load": self.load, "measured": self.measured, "bars": bars, "machine": machine(),
        })
    }
}

/// What the numbers depend on besides the load.
fn machine() -> Value {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    json!({"cores": cores, "build": if cfg!(debug_assertions) { "debug" } else { "release" }})
}

/// Times of one thing that was done many times, in milliseconds.
#[derive(Clone, Debug, Default)]
pub(super) struct Times(Vec<f64>);

impl Times {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took.as_secs_f64() * 1000.0);
    }

    /// Does it, and notes how long it took.
    pub fn of<T>(&mut self, what: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let done = what();
        self.add(began.elapsed());
        done
    }

    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The smallest time that so large a part of all times does not exceed (nearest rank).
    pub fn quantile(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (part * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
    }

    pub fn json(&self) -> Value {
        let (p50, p95, p99) = (self.quantile(0.5), self.quantile(0.95), self.quantile(0.99));
        json!({
            "n": self.len(), "p50_ms": round(p50), "p95_ms": round(p95), "p99_ms": round(p99),
            "max_ms": round(self.quantile(1.0)),
        })
    }
}

/// To a microsecond, where milliseconds are meant.
pub(super) fn round(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_one_of_the_times() {
        let mut times = Times::default();
        assert_eq!(times.quantile(0.95), 0.0);
        (1..=20).rev().for_each(|ms| times.add(Duration::from_millis(ms)));
        assert_eq!((times.quantile(0.5), times.quantile(0.95), times.quantile(1.0)), (10.0, 19.0, 20.0));
    }

    #[test]
    fn a_bar_says_whether_it_holds() {
        let figures = Figures {
            bench: "search",
            load: Value::Null,
            measured: Value::Null,
            bars: vec![("p95_ms", 0.5, 1.0), ("p95_ms", 1.5, 1.0)],
        };
        let json = figures.json();
        assert_eq!((&json["bars"][0]["holds"], &json["bars"][1]["holds"]), (&Value::from(true), &Value::from(false)));
    }
}
