//! E-mail addresses, checked pragmatically.
//!
//! RFC 5321 allows more than anybody uses (quoted spaces, comments, bare numbers as hosts); what is let through here is
//! what mail systems of this country hand out, and the lengths of the RFC. Letters outside ASCII are allowed (RFC 6531).

use std::{fmt, str::FromStr};

/// An address such as `Ann.Lee@example.org`: the part before the @ as typed, the domain in lower case.
/// `{:?}` is `…`. Stored as that text in both databases; find by [`Email::key`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// What is wrong with an e-mail address. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing there.
    #[error("enter an email address")]
    Empty,
    /// No @, or more than one.
    #[error("an email address has one @ in it, like name@example.org")]
    At,
    /// The part before the @ is empty, too long, or has something in it that does not belong.
    #[error("the part before the @ is not right")]
    Local,
    /// The part after the @ is not the name of a domain.
    #[error("the part after the @ is not right: it looks like example.org")]
    Domain,
    /// More than 254 bytes altogether.
    #[error("this email address is too long")]
    TooLong,
}

impl Email {
    /// As it is displayed and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// All in lower case, to find and to compare by: no mail system that matters tells `Ann@` from `ann@`.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The part after the @.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::At)?;
        if domain.contains('@') {
            return Err(EmailError::At);
        }
        if !local_is_right(local) {
            return Err(EmailError::Local);
        }
        let domain = domain.to_lowercase();
        if !domain_is_right(&domain) {
            return Err(EmailError::Domain);
        }
        if local.len() + 1 + domain.len() > 254 {
            return Err(EmailError::TooLong);
        }
        Ok(Email(format!("{local}@{domain}")))
    }
}

fn local_is_right(local: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    local.len() <= 64 && local.chars().all(fits) && local.split('.').all(|part| !part.is_empty())
}

fn domain_is_right(domain: &str) -> bool {
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(label)
        && top.chars().count() > 1
        && top.chars().any(char::is_alphabetic)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

crate::column::text_newtype!(Email, as_str);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_pass() {
        for text in
            ["ann@example.org", "ann.lee+kith@mail.example.nhs.uk", "o'brien@example.co.uk", "józef@przykład.pl"]
        {
            assert_eq!(text.parse::<Email>().unwrap().as_str(), text);
        }
        let email: Email = " Ann.Lee@Example.ORG ".parse().unwrap();
        assert_eq!(email.to_string(), "Ann.Lee@example.org");
        assert_eq!((email.key().as_str(), email.domain()), ("ann.lee@example.org", "example.org"));
        assert_eq!(format!("{email:?}"), "…");
    }

    #[test]
    fn the_error_names_what_is_wrong() {
        use EmailError::*;
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}org", "abcdefghi.".repeat(26));
        let cases = [
            ("", Empty),
            ("ann", At),
            ("ann@lee@example.org", At),
            ("@example.org", Local),
            ("ann lee@example.org", Local),
            ("ann..lee@example.org", Local),
            ("<ann@example.org>", Local),
            (&long, Local),
            ("ann@", Domain),
            ("ann@example", Domain),
            ("ann@example..org", Domain),
            ("ann@-example.org", Domain),
            ("ann@example.org,", Domain),
            ("ann@192.168.0.1", Domain),
            (&longer, TooLong),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Email>(), Err(error), "{text}");
        }
    }
}
