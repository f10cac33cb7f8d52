//! Opens what a command needs: data folder, database, keys, machine.

use anyhow::{Context, anyhow};
use base::{Clock, Config, Db, Machine, Result, audit, seal::Keys};
use std::sync::Arc;

/// The database that the configuration names.
pub async fn database(config: &Config) -> Result<Db> {
    match config.get("database") {
        "" => {
            std::fs::create_dir_all(config.data())
                .with_context(|| format!("the data folder {}", config.data().display()))?;
            Db::in_folder(&config.data()).await
        }
        url => Db::connect(url).await,
    }
}

/// The same, if it is there: nothing is made.
pub async fn existing_database(config: &Config) -> Result<Db> {
    match config.get("database") {
        "" => Db::existing_in_folder(&config.data()).await,
        url => Db::existing(url).await,
    }
}

/// The keys. They are made at the first start only: beside a database that somebody has used, a missing key file has to be restored, since a new
/// one opens nothing.
pub async fn keys(config: &Config, db: &Db) -> Result<Keys> {
    let path = config.in_data("key_file", "keys");
    if path.exists() {
        return Keys::load(&path);
    }
    if audit::any(db).await? {
        return Err(anyhow!(
            "the key file {} is missing, and the database is in use. Without it authenticator apps, drafts and messages cannot be opened. \
             Restore it from where it is kept apart from the database's backups, or say with `key_file` where it is",
            path.display()
        )
        .into());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {}", folder.display()))?;
    }
    Keys::make(&path)
}

/// The whole machine.
pub async fn machine(config: Config) -> Result<Arc<Machine>> {
    let db = database(&config).await?;
    let keys = keys(&config, &db).await?;
    app::machine(db, Clock::System, keys, config).await
}

/// A data folder of a test's own, removed when it is dropped.
#[cfg(test)]
pub struct Folder(pub std::path::PathBuf);

#[cfg(test)]
impl Folder {
    pub fn new() -> Folder {
        Folder(std::env::temp_dir().join(format!("kith-server-{}", &base::seal::token()[..16])))
    }

    pub fn config(&self) -> Config {
        let flags = [("data", self.0.display().to_string())].into();
        Config::load(&flags, |_| None).expect("the defaults")
    }
}

#[cfg(test)]
impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::identity;

    #[tokio::test]
    async fn a_lost_key_file_stops_the_start_and_is_not_made_anew() {
        let folder = Folder::new();
        let first = machine(folder.config()).await.expect("the first start makes a key file");
        first.db.close().await;
        std::fs::remove_file(folder.0.join("keys")).expect("a key file");
        let empty = machine(folder.config()).await.expect("nobody has done anything yet: a new one does no harm");
        identity::administration(&empty.system("test")).await.expect("a team");
        empty.db.close().await;

        std::fs::remove_file(folder.0.join("keys")).expect("a key file");
        let refused = machine(folder.config()).await.expect_err("the database is in use");
        assert!(crate::explain(&refused).contains("Restore it"), "{refused:?}");
        assert!(!folder.0.join("keys").exists());
    }

    #[tokio::test]
    async fn doctor_looks_and_makes_nothing() {
        let folder = Folder::new();
        assert!(crate::doctor::run(&folder.config()).await.is_err(), "there is nothing yet");
        assert!(!folder.0.exists());
        machine(folder.config()).await.expect("a first start").db.close().await;
        let before = files(&folder.0);
        let _ = crate::doctor::run(&folder.config()).await;
        assert_eq!(files(&folder.0), before);
    }

    fn files(folder: &std::path::Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn administrators_share_one_team() {
        let folder = Folder::new();
        let machine = machine(folder.config()).await.expect("a start");
        let ctx = machine.system("test");
        let first = identity::administration(&ctx).await.expect("a team");
        assert_eq!(identity::administration(&ctx).await.expect("a team"), first);
        machine.db.close().await;
    }
}
