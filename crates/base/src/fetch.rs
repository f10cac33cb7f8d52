//! Reading what others publish: the one place from which this program asks anything of anybody else's server.
//!
//! Whoever can type an address into Kith must not thereby reach what lies inside the operator's network. So an address is looked up here, each of its answers
//! is judged, and the connection goes to the judged one; a redirect is an address like any other. Nothing is sent but the question: no cookie, no token.
//!
//! An answer is read as it comes, within limits of size and time.

use crate::network::Network;
use anyhow::anyhow;
use reqwest::{
    Client, StatusCode,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{ACCEPT, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RETRY_AFTER},
    redirect::Policy,
};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use url::{Host, Url};

/// Why nothing came.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error("{0} is no address of the web")]
    NoAddress(String),
    #[error("{0} lies inside a network that this program may not reach; the operator can allow it (reach)")]
    Inside(String),
    #[error("it sent us on too often")]
    Redirects,
    #[error("it answered {0}")]
    Status(StatusCode, Option<Duration>),
    #[error("it sent more than {0} MB")]
    TooLarge(u64),
    #[error("it took longer than {0} s")]
    TooSlow(u64),
    #[error("it could not be read: {0}")]
    Broken(String),
}

impl Unread {
    /// Whether asking again later may help, and how long it asked us to wait.
    pub fn passes(&self) -> Option<Option<Duration>> {
        match self {
            Unread::Status(status, wait) if status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS => {
                Some(*wait)
            }
            Unread::Broken(_) | Unread::TooSlow(_) => Some(None),
            _ => None,
        }
    }

    /// Whether there is nothing there.
    pub fn is_missing(&self) -> bool {
        matches!(self, Unread::Status(StatusCode::NOT_FOUND | StatusCode::GONE, _))
    }
}

/// What came.
#[derive(Debug)]
pub enum Answer {
    Whole {
        body: Vec<u8>,
        tag: Option<String>,
        kind: String,
        url: Url,
    },
    /// It is as it was when it had this tag.
    Same,
}

/// Asks others.
#[derive(Clone, Debug)]
pub struct Fetcher {
    client: Client,
    may: Arc<Vec<Network>>,
    /// Of one answer.
    most: u64,
    longest: Duration,
}

const REDIRECTS: usize = 5;
/// Nobody sends nothing for longer.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

impl Fetcher {
    /// `may`: networks that may be reached though they lie inside; `most`: bytes of one answer; `longest`: for one answer.
    ///
    /// # Errors
    /// When there is no way to speak TLS on this machine.
    pub fn new(may: Vec<Network>, most: u64, longest: Duration) -> Result<Fetcher, anyhow::Error> {
        let may = Arc::new(may);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let roots = rustls::RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .no_proxy()
            .dns_resolver(Judged { may: may.clone() })
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(longest.min(LONGEST_SILENCE))
            .user_agent(concat!("Kith/", env!("CARGO_PKG_VERSION"), " (directory reader)"))
            .build()?;
        Ok(Fetcher { client, may, most, longest })
    }

    /// The same, of answers that are no larger than so many bytes.
    pub fn at_most(&self, most: u64) -> Fetcher {
        Fetcher { most: most.min(self.most), ..self.clone() }
    }

    /// Asks for what lies at an address; with a tag, only if it is no longer what it was.
    ///
    /// # Errors
    /// Why nothing came.
    pub async fn get(&self, url: &Url, tag: Option<&str>) -> Result<Answer, Unread> {
        match tokio::time::timeout(self.longest, self.follow(url.clone(), tag)).await {
            Ok(answer) => answer,
            Err(_) => Err(Unread::TooSlow(self.longest.as_secs())),
        }
    }

    async fn follow(&self, mut url: Url, tag: Option<&str>) -> Result<Answer, Unread> {
        for _ in 0..=REDIRECTS {
            self.judge(&url)?;
            let mut request =
                self.client.get(url.clone()).header(ACCEPT, "application/json, application/x-ndjson, */*;q=0.1");
            if let Some(tag) = tag {
                request = request.header(IF_NONE_MATCH, tag);
            }
            let mut response = request.send().await.map_err(broken)?;
            let status = response.status();
            let text = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
            if status == StatusCode::NOT_MODIFIED && tag.is_some() {
                return Ok(Answer::Same);
            }
            if status.is_redirection() {
                let to = text(LOCATION).ok_or(Unread::Status(status, None))?;
                url = url.join(&to).map_err(|_| Unread::NoAddress(to))?;
                continue;
            }
            if !status.is_success() {
                let wait = text(RETRY_AFTER).and_then(|s| s.trim().parse().ok()).map(Duration::from_secs);
                return Err(Unread::Status(status, wait));
            }
            let (tag, kind) = (text(ETAG), text(CONTENT_TYPE).unwrap_or_default());
            let mut body = vec![];
            while let Some(chunk) = response.chunk().await.map_err(broken)? {
                if (body.len() + chunk.len()) as u64 > self.most {
                    return Err(Unread::TooLarge(self.most >> 20));
                }
                body.extend_from_slice(&chunk);
            }
            return Ok(Answer::Whole { body, tag, kind, url });
        }
        Err(Unread::Redirects)
    }

    /// An address written as numbers is not looked up, so it is judged here.
    fn judge(&self, url: &Url) -> Result<(), Unread> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Unread::NoAddress(url.to_string()));
        }
        let inside = |ip: IpAddr| if may_reach(&self.may, ip) { Ok(()) } else { Err(Unread::Inside(ip.to_string())) };
        match url.host() {
            Some(Host::Ipv4(ip)) => inside(ip.into()),
            Some(Host::Ipv6(ip)) => inside(ip.into()),
            Some(Host::Domain(_)) => Ok(()),
            None => Err(Unread::NoAddress(url.to_string())),
        }
    }
}

fn broken(error: reqwest::Error) -> Unread {
    if error.is_timeout() {
        return Unread::TooSlow(LONGEST_SILENCE.as_secs());
    }
    let mut said = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        if let Some(Refused(host)) = inner.downcast_ref::<Refused>() {
            return Unread::Inside(host.clone());
        }
        said = inner.to_string();
        source = inner.source();
    }
    Unread::Broken(said)
}

/// Looks names up and leaves out what may not be reached: the connection is made to what is left, so nobody can answer otherwise in between.
struct Judged {
    may: Arc<Vec<Network>>,
}

#[derive(Debug, thiserror::Error)]
#[error("{0} lies inside")]
struct Refused(String);

impl Resolve for Judged {
    fn resolve(&self, name: Name) -> Resolving {
        let may = self.may.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let some = !found.is_empty();
            let reachable: Vec<SocketAddr> = found.into_iter().filter(|a| may_reach(&may, a.ip())).collect();
            if some && reachable.is_empty() {
                return Err(Refused(name.as_str().to_owned()).into());
            }
            Ok(Box::new(reachable.into_iter()) as Addrs)
        })
    }
}

fn may_reach(may: &[Network], ip: IpAddr) -> bool {
    is_public(ip) || may.iter().any(|n| n.has(ip.to_canonical()))
}

/// Whether an address is one of the internet at large. What IANA's registries of special-purpose addresses keep for other uses is not (RFC 6890 and its updates).
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        // Carriers' own, protocol assignments, the old relay of 6to4, benchmarks.
        || (a == 100 && (64..128).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    // Of IPv6 only 2000::/3 is given out; within it are documentation, tunnels that carry an address of IPv4, and benchmarks.
    let given_out = s[0] & 0xe000 == 0x2000;
    let tunnel = s[0] == 0x2002 || (s[0] == 0x2001 && s[1] == 0);
    let special = (s[0] == 0x2001 && (s[1] == 0xdb8 || s[1] < 0x200)) || (s[0] == 0x3fff && s[1] < 0x1000);
    given_out && !tunnel && !special
}

/// The address of a feed as somebody typed it.
///
/// # Errors
/// When it is none.
pub fn address(text: &str) -> Result<Url, anyhow::Error> {
    let url: Url = text.trim().parse().map_err(|_| anyhow!("{text} is no address of the web"))?;
    let right = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.username().is_empty()
        && url.password().is_none();
    if right { Ok(url) } else { Err(anyhow!("{text} is no address of the web, or has a name and password in it")) }
}

/// The network that a host typed by the operator stands for, if it is an address written as numbers, or this machine by name.
pub fn typed(url: &Url) -> Vec<Network> {
    let ip = match url.host() {
        Some(Host::Ipv4(ip)) => vec![ip.to_string()],
        Some(Host::Ipv6(ip)) => vec![ip.to_string()],
        Some(Host::Domain("localhost")) => vec!["127.0.0.1".to_owned(), "::1".to_owned()],
        _ => vec![],
    };
    ip.iter().filter_map(|ip| ip.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_inside_is_not_reached() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "2001:0:7f00:1::",
            "64:ff9b::7f00:1",
            "2001:db8::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "172.32.0.1", "100.128.0.1"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[tokio::test]
    async fn neither_by_number_nor_by_name() {
        let fetcher = Fetcher::new(vec![], 1000, Duration::from_secs(5)).unwrap();
        for url in [
            "http://127.0.0.1:9/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]:9/",
            "http://[::ffff:127.0.0.1]/",
            "http://localhost:9/",
        ] {
            let said = fetcher.get(&url.parse().unwrap(), None).await.unwrap_err();
            assert!(matches!(said, Unread::Inside(_)), "{url}: {said}");
        }
        let said = fetcher.get(&"file:///etc/passwd".parse().unwrap(), None).await.unwrap_err();
        assert!(matches!(said, Unread::NoAddress(_)), "{said}");
    }

    #[test]
    fn addresses_as_they_are_typed() {
        assert!(address("https://feed.example/v3").is_ok());
        for wrong in ["feed", "ftp://feed.example", "https://user:word@feed.example", ""] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
        assert_eq!(typed(&"http://127.0.0.1:9000/".parse().unwrap()).len(), 1);
        assert_eq!(typed(&"http://feed.example/".parse().unwrap()).len(), 0);
    }
}
