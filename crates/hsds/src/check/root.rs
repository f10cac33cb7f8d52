//! The base of the API: who it says it is, and what it says where nothing is.

use super::{Answer, Ask, Standard, formats, json, run::Run};
use serde_json::Value;

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// The base with and without a slash, and paths that nobody has.
    pub async fn root(&mut self) {
        let plain = self.json("").await;
        let slash = self.json("/").await;
        if let (Some((one, _)), Some((two, reply))) = (&plain, &slash)
            && let Some(at) = json::different(one, two)
        {
            self.report.fault("http.slash", format!("{} {at}", reply.line), "not the same as without a slash");
        }
        if let Some((value, reply)) = &plain {
            self.base(value, &reply.line);
        }
        for path in ["/no-such-thing", "/services/00000000-0000-4000-8000-000000000001/no-such-thing"] {
            let reply = self.get(path).await;
            self.refusal(&reply, "error.status", &[404]);
        }
    }

    fn base(&mut self, value: &Value, line: &str) {
        for name in ["version", "profile", "openapi_url"] {
            match value.get(name).and_then(Value::as_str) {
                Some(text) if !text.trim().is_empty() => {}
                _ => self.report.fault("base.members", line, format!("{name} is missing or no text")),
            }
        }
        for (name, value) in value.as_object().into_iter().flatten() {
            if value.is_null() {
                self.report.fault("field.null", format!("{line} /{name}"), "null");
            }
        }
        if let Some(version) = json::string(value, "version") {
            let right = match self.standard {
                Standard::Oruk => version == "HSDS-UK-3.0",
                Standard::Hsds => version == "3.1" || version == "HSDS-3.1" || version.starts_with("3.1."),
            };
            if !right {
                self.report.fault("base.version", line, format!("{version:?} for {:?}", self.standard));
            }
        }
        if let Some(profile) = json::string(value, "profile") {
            let host = match self.standard {
                Standard::Oruk => "openreferraluk.org",
                Standard::Hsds => "openreferral.org",
            };
            let named =
                url::Url::parse(profile).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
            if formats::uri(profile).is_some() || !(named == host || named.ends_with(&format!(".{host}"))) {
                self.report.fault("base.profile", line, format!("{profile:?}"));
            }
        }
        if let Some(address) = json::string(value, "openapi_url") {
            // Of the address only what a computer needs: a server on a desk has no public name.
            if url::Url::parse(address).is_err() || !(address.starts_with("http://") || address.starts_with("https://"))
            {
                self.report.fault("base.openapi-url", line, format!("{address:?} is no absolute address"));
            }
        }
    }
}
