//! Amounts of money, as prices on a poster and grants in a letter.
//!
//! A whole number of the currency's smallest unit (pence) and the currency. It is not a calculator of exchange rates,
//! and it does not say "free": that word is for the screen to choose. Two columns in a database: `minor`, `currency`.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A currency by its ISO 4217 code. Any three letters will do: operators need not wait for us to know a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The pound sterling.
    pub const GBP: Currency = Currency(*b"GBP");

    /// The three letters, upper case.
    pub fn code(&self) -> &str {
        // Always ASCII: nothing else is let in.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits after the point, by ISO 4217: two for nearly all.
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

/// The text is not the code of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a currency is written with three letters, like GBP")]
pub struct CurrencyError;

impl FromStr for Currency {
    type Err = CurrencyError;
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        let code: [u8; 3] = text.trim().as_bytes().try_into().map_err(|_| CurrencyError)?;
        if code.iter().all(u8::is_ascii_alphabetic) {
            Ok(Currency(code.map(|b| b.to_ascii_uppercase())))
        } else {
            Err(CurrencyError)
        }
    }
}

crate::column::text_newtype!(Currency, code);

/// An amount. Negative is owed or paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// In the smallest unit: pence for pounds.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// That many of the smallest unit of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Money { minor, currency }
    }

    /// That many pence.
    pub const fn gbp(pence: i64) -> Self {
        Money::new(pence, Currency::GBP)
    }

    /// The sum, or nothing when the currencies differ or the sum is beyond all counting.
    pub fn plus(self, other: Money) -> Option<Money> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Money { minor, ..self })
    }
}

/// `£3`, `£2.50`, `£1,200`, `-£4`, `€5`, `CHF 7.20`: no decimals when the amount is whole.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let unit = 10u64.pow(decimals);
        let (whole, part) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        f.write_str(if self.minor < 0 { "-" } else { "" })?;
        match self.currency.code() {
            "GBP" => f.write_str("£")?,
            "EUR" => f.write_str("€")?,
            "USD" => f.write_str("$")?,
            code => write!(f, "{code} ")?,
        }
        f.write_str(&in_thousands(whole))?;
        if part == 0 { Ok(()) } else { write!(f, ".{part:0width$}", width = decimals as usize) }
    }
}

fn in_thousands(whole: u64) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_look_as_on_a_poster() {
        let cases = [(300, "£3"), (250, "£2.50"), (5, "£0.05"), (0, "£0"), (-400, "-£4"), (120_000, "£1,200")];
        for (pence, text) in cases {
            assert_eq!(Money::gbp(pence).to_string(), text);
        }
        assert_eq!(Money::gbp(123_456_789).to_string(), "£1,234,567.89");
        assert_eq!(Money::gbp(i64::MIN).to_string(), "-£92,233,720,368,547,758.08");
        assert_eq!(Money::new(720, "chf".parse().unwrap()).to_string(), "CHF 7.20");
        assert_eq!(Money::new(720, "JPY".parse().unwrap()).to_string(), "JPY 720");
        assert_eq!(Money::new(1_250, "KWD".parse().unwrap()).to_string(), "KWD 1.250");
    }

    #[test]
    fn sums_need_one_currency() {
        let euro = Money::new(100, "EUR".parse().unwrap());
        assert_eq!(Money::gbp(150).plus(Money::gbp(150)), Some(Money::gbp(300)));
        assert_eq!(Money::gbp(150).plus(euro), None);
        assert_eq!(Money::gbp(i64::MAX).plus(Money::gbp(1)), None);
    }

    #[test]
    fn json_holds_minor_units_and_code() {
        let json = serde_json::to_string(&Money::gbp(250)).unwrap();
        assert_eq!(json, r#"{"minor":250,"currency":"GBP"}"#);
        assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), Money::gbp(250));
        assert_eq!("pound".parse::<Currency>(), Err(CurrencyError));
        assert_eq!("£".parse::<Currency>(), Err(CurrencyError));
    }
}
