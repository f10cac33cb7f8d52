//! What must be known before the database opens. Each value remembers where it came from, so that `doctor` can say so.
//!
//! Order: a flag of the command line, then a `KITH_*` variable, then `kith.toml` in the data folder, then the default. The table [`SETTINGS`] is the manual: docs/config.md is drawn from it.

use crate::{Result, network::Network};
use anyhow::{Context, anyhow};
use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};
use url::Url;

/// One setting: its name in `kith.toml`, what it means, its default, whether `doctor` may print it.
#[derive(Debug)]
pub struct Setting {
    pub name: &'static str,
    pub about: &'static str,
    pub default: &'static str,
    pub secret: bool,
}

const fn setting(name: &'static str, default: &'static str, about: &'static str) -> Setting {
    Setting { name, about, default, secret: false }
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    setting("data", "kith-data", "Folder for the SQLite file, the key file and the outbox."),
    Setting {
        name: "database",
        about: "`postgres://…`; without it the SQLite file in the data folder is used.",
        default: "",
        secret: true,
    },
    setting("bind", "127.0.0.1:8000", "Address and port to listen on."),
    setting("metrics_bind", "", "Address and port for /metrics; nothing is served when it is empty."),
    setting("public_url", "", "The address people type, for links in messages; `http://` + bind when empty."),
    setting(
        "trusted_proxies",
        "",
        "Addresses of proxies whose X-Forwarded-For is believed, or ranges (`10.0.0.0/8`), separated by commas.",
    ),
    setting(
        "reach",
        "",
        "Networks inside that feeds may be read from though they are not of the internet at large (`10.1.0.0/16`), separated by commas.",
    ),
    setting("key_file", "", "The key file; `keys` in the data folder when empty. Back it up apart from the database."),
    setting("brand_file", "", "A TOML file with name, logo and colour; `brand.toml` in the data folder when empty."),
    Setting {
        name: "smtp",
        about: "`smtps://user:password@host`; without it messages stay in the outbox folder.",
        default: "",
        secret: true,
    },
    setting("mail_from", "kith@localhost.example", "The sender of messages."),
    setting(
        "ask_groups",
        "no",
        "`yes`: groups whose entry nobody has confirmed for 150 days are asked by e-mail whether it is still right, at most every 60 days.",
    ),
    setting(
        "contact",
        "",
        "An e-mail address at which whoever runs this is reached; it stands on the pages about accessibility, privacy and open data.",
    ),
    setting(
        "leave_to",
        "https://www.bbc.co.uk/weather",
        "Where the button for leaving quickly leads: a page of somebody else's that many people have open, and that says nothing of this one.",
    ),
    setting(
        "map_pmtiles",
        "",
        "A PMTiles file, in the data folder or by its whole path, whose tiles lie under the map. Nothing lies there when it is empty.",
    ),
    setting(
        "map_tiles",
        "",
        "In its place, tiles of another server: `https://tiles.example/{z}/{x}/{y}.png`. Readers' browsers ask that server, and the page on privacy says so.",
    ),
    setting("map_tiles_kind", "raster", "What the tiles of `map_tiles` are: `raster` (pictures) or `vector`."),
    setting(
        "map_tiles_deepest",
        "",
        "The deepest level that `map_tiles` has; 19 for pictures and 14 for vector tiles when empty.",
    ),
    setting(
        "map_attribution",
        "",
        "Whose the map is, shown under it as plain words; what the PMTiles file says when it is empty.",
    ),
    setting("log", "info", "What is logged, as `tracing` filters are written."),
];

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Flag,
    Variable,
    File,
    Default,
}

impl Source {
    pub fn word(self) -> &'static str {
        match self {
            Source::Flag => "flag",
            Source::Variable => "variable",
            Source::File => "file",
            Source::Default => "default",
        }
    }
}

/// The values, with their sources.
#[derive(Clone)]
pub struct Config {
    values: BTreeMap<&'static str, (String, Source)>,
    /// A data folder that was made as a demo: made-up people, known passwords. Only then do the demo's helps exist.
    pub demo: bool,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Config({} settings)", self.values.len())
    }
}

impl Config {
    /// Puts the sources together.
    pub fn load(flags: &BTreeMap<&'static str, String>, variables: impl Fn(&str) -> Option<String>) -> Result<Config> {
        let data = flags
            .get("data")
            .cloned()
            .or_else(|| variables("KITH_DATA"))
            .unwrap_or_else(|| SETTINGS[0].default.to_owned());
        let path = PathBuf::from(&data).join("kith.toml");
        let file: toml::Table = if path.exists() {
            std::fs::read_to_string(&path)
                .map_err(anyhow::Error::from)
                .and_then(|t| t.parse().map_err(anyhow::Error::from))
                .with_context(|| format!("{} cannot be read", path.display()))?
        } else {
            toml::Table::new()
        };
        if let Some(unknown) = file.keys().find(|k| !SETTINGS.iter().any(|s| s.name == k.as_str())) {
            return Err(anyhow!("{}: there is no setting `{unknown}`", path.display()).into());
        }
        let mut values = BTreeMap::new();
        for s in SETTINGS {
            let variable = format!("KITH_{}", s.name.to_uppercase());
            let value = if let Some(v) = flags.get(s.name) {
                (v.clone(), Source::Flag)
            } else if let Some(v) = variables(&variable) {
                (v, Source::Variable)
            } else if let Some(v) = file.get(s.name) {
                (v.as_str().map_or_else(|| v.to_string(), str::to_owned), Source::File)
            } else {
                (s.default.to_owned(), Source::Default)
            };
            values.insert(s.name, value);
        }
        Ok(Config { values, demo: PathBuf::from(&data).join("demo").exists() })
    }

    /// The defaults, in a folder of a test's own.
    pub fn for_tests() -> Config {
        let values = SETTINGS.iter().map(|s| (s.name, (s.default.to_owned(), Source::Default))).collect();
        Config { values, demo: false }
    }

    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |(v, _)| v)
    }

    pub fn set(&mut self, name: &'static str, value: &str) {
        self.values.insert(name, (value.to_owned(), Source::Flag));
    }

    /// Name, value (or `…` for a secret) and source of every setting.
    pub fn explain(&self) -> Vec<(&'static str, String, &'static str)> {
        SETTINGS
            .iter()
            .map(|s| {
                let (value, source) = &self.values[s.name];
                let shown = if s.secret && !value.is_empty() { "…".to_owned() } else { value.clone() };
                (s.name, shown, source.word())
            })
            .collect()
    }

    pub fn data(&self) -> PathBuf {
        PathBuf::from(self.get("data"))
    }

    pub fn in_data(&self, setting: &str, file: &str) -> PathBuf {
        match self.get(setting) {
            "" => self.data().join(file),
            path => PathBuf::from(path),
        }
    }

    pub fn bind(&self) -> Result<SocketAddr> {
        Ok(self.get("bind").parse().with_context(|| format!("`bind` is not an address: {}", self.get("bind")))?)
    }

    /// Where /metrics is served, if it is.
    pub fn metrics_bind(&self) -> Result<Option<SocketAddr>> {
        match self.get("metrics_bind") {
            "" => Ok(None),
            address => {
                Ok(Some(address.parse().with_context(|| format!("`metrics_bind` is not an address: {address}"))?))
            }
        }
    }

    pub fn public_url(&self) -> String {
        match self.get("public_url") {
            "" => format!("http://{}", self.get("bind")),
            url => url.trim_end_matches('/').to_owned(),
        }
    }

    /// Whether cookies must be marked secure: always, unless everything is on this machine over plain HTTP.
    pub fn secure(&self) -> bool {
        self.public_url().starts_with("https:")
    }

    /// The proxies that are trusted.
    ///
    /// # Errors
    /// Names what is neither an address nor a range.
    pub fn proxies(&self) -> Result<Vec<Network>> {
        let named = self.get("trusted_proxies").split(',').map(str::trim).filter(|p| !p.is_empty());
        Ok(named.map(str::parse).collect::<Result<_, _>>().context("`trusted_proxies`")?)
    }

    /// Whether an address is a proxy's that is trusted. Where the setting cannot be read, which stops a start, nobody is.
    pub fn trusts(&self, proxy: std::net::IpAddr) -> bool {
        self.proxies().is_ok_and(|all| all.iter().any(|network| network.has(proxy)))
    }

    /// Networks inside that feeds may be read from.
    pub fn reach(&self) -> Result<Vec<Network>> {
        let named = self.get("reach").split(',').map(str::trim).filter(|p| !p.is_empty());
        Ok(named.map(str::parse).collect::<Result<_, _>>().context("`reach`")?)
    }

    /// Where somebody who leaves quickly is sent.
    ///
    /// # Errors
    /// Anything but the address of another site that begins with `https://`: a wrong one would keep people on the page.
    pub fn leave_to(&self) -> Result<Url> {
        let text = self.get("leave_to");
        let to = Url::parse(text).with_context(|| format!("`leave_to` is not an address: {text}"))?;
        let ours = Url::parse(&self.public_url()).ok().is_some_and(|own| own.host_str() == to.host_str());
        if to.scheme() != "https" || to.host_str().is_none() || !to.username().is_empty() || ours {
            return Err(
                anyhow!("`leave_to` must be another site's address that begins with https://, not {text}").into()
            );
        }
        Ok(to)
    }

    /// What a server must be able to read before it starts.
    ///
    /// # Errors
    /// Names the first setting that says nothing.
    pub fn check(&self) -> Result<()> {
        self.bind()?;
        self.metrics_bind()?;
        self.proxies()?;
        self.reach()?;
        self.leave_to()?;
        crate::ground::check(self)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_says_where_it_came_from() {
        let flags = [("bind", "127.0.0.1:9".to_owned()), ("data", "/nowhere".to_owned())].into();
        let c = Config::load(&flags, |v| (v == "KITH_SMTP").then(|| "smtps://u:p@h".to_owned())).unwrap();
        let all = c.explain();
        assert!(all.contains(&("bind", "127.0.0.1:9".into(), "flag")));
        assert!(all.contains(&("smtp", "…".into(), "variable")), "a secret is not printed");
        assert!(all.contains(&("log", "info".into(), "default")));
    }

    #[test]
    fn an_address_for_metrics_that_is_none_is_an_error() {
        let mut c = Config::for_tests();
        assert_eq!(c.metrics_bind().unwrap(), None);
        c.set("metrics_bind", "127.0.0.1:9100");
        assert!(c.metrics_bind().unwrap().is_some());
        c.set("metrics_bind", "localhost");
        assert!(c.metrics_bind().is_err());
    }

    #[test]
    fn a_proxy_that_is_none_is_an_error_and_is_named() {
        let mut c = Config::for_tests();
        c.check().unwrap();
        c.set("trusted_proxies", " 192.0.2.7 , 10.0.0.0/8,2001:db8::/32, ");
        c.check().unwrap();
        for (address, trusted) in
            [("192.0.2.7", true), ("10.200.0.1", true), ("2001:db8:9::1", true), ("192.0.2.8", false), ("::1", false)]
        {
            assert_eq!(c.trusts(address.parse().unwrap()), trusted, "{address}");
        }
        for wrong in ["proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "192.0.2.7;192.0.2.8", "0.0.0.0/0"] {
            c.set("trusted_proxies", &format!("192.0.2.7, {wrong}"));
            let crate::Error::Broken(said) = c.check().unwrap_err() else { panic!("a fault with words") };
            let said = format!("{said:#}");
            assert!(said.contains("`trusted_proxies`") && said.contains(wrong), "{said}");
            assert!(!c.trusts("192.0.2.7".parse().unwrap()), "nobody is trusted by a setting that cannot be read");
        }
    }

    #[test]
    fn whoever_leaves_goes_to_another_site_and_nowhere_else() {
        let mut c = Config::for_tests();
        assert_eq!(c.leave_to().unwrap().as_str(), "https://www.bbc.co.uk/weather");
        c.set("public_url", "https://kith.example");
        for wrong in [
            "",
            "weather",
            "http://weather.example",
            "javascript:alert(1)",
            "https://me@weather.example",
            "https://kith.example/",
        ] {
            c.set("leave_to", wrong);
            assert!(c.check().is_err(), "{wrong}");
        }
        c.set("leave_to", "https://weather.example/today");
        c.check().unwrap();
    }
}
