//! What every request and every job shares: the database, the clock, the keys, the policy, the words.

use crate::{
    Actor, Clock, Ctx, Db, Result, audit::Looks, config::Config, ctx::Policy, ground::Ground, seal::Keys, words::Words,
};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

crate::sql! {
    CLEAR_ALLOWED = "DELETE FROM allowed";
    ALLOW = "INSERT INTO allowed (action, role, how) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
}

/// What every request and every job shares.
#[derive(Debug)]
pub struct Machine {
    pub db: Db,
    pub clock: Clock,
    pub ids: crate::seal::Ids,
    pub keys: Keys,
    pub config: Config,
    pub policy: &'static Policy,
    pub words: Arc<Words>,
    pub jobs: &'static crate::jobs::Registry,
    pub pages: crate::http::page::Pages,
    /// What stands before every page until the installation has somebody who can sign in.
    pub gate: Option<crate::http::gate::Gate>,
    /// Beginnings of paths under which a POST only asks, and any page may: there is nothing to forge.
    pub open: &'static [&'static str],
    /// What lies under the map, as it was at the start; nothing where nothing was asked for or where it will not do.
    pub ground: Option<Ground>,
    pub(crate) looks: Looks,
    pub(crate) limits: crate::http::limits::Limits,
    extensions: Extensions,
}

/// One value of each type that a crate above wants to keep for as long as the machine runs (what it holds in memory, say).
#[derive(Default)]
struct Extensions(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl std::fmt::Debug for Extensions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Extensions(…)")
    }
}

impl Machine {
    pub fn new(
        db: Db,
        clock: Clock,
        keys: Keys,
        config: Config,
        policy: &'static Policy,
        words: Arc<Words>,
        jobs: &'static crate::jobs::Registry,
        pages: crate::http::page::Pages,
    ) -> Machine {
        let looks = Looks::start(&db);
        let ids = crate::seal::Ids::Random;
        let ground = Ground::of(&config);
        Machine {
            db,
            clock,
            ids,
            keys,
            config,
            policy,
            words,
            jobs,
            pages,
            gate: None,
            open: &[],
            ground,
            looks,
            limits: Default::default(),
            extensions: Default::default(),
        }
    }

    /// Writes the policy's grants where list scopes can join on them. Run at every start: the table in the code is the law.
    pub async fn publish_policy(&self) -> Result<()> {
        let mut tx = self.db.tx().await?;
        // Of two nodes that start at once with different tables the second's is written whole, not both.
        crate::settings::hold(&mut tx, "hold-policy").await?;
        tx.run(CLEAR_ALLOWED, ()).await?;
        let rows = self.policy.grants.iter().flat_map(|g| g.how.iter().map(|how| (g.action.name, g.role, *how)));
        tx.insert_many(ALLOW, rows.collect()).await?;
        tx.commit().await
    }

    /// The machine's one `T`: made empty by whoever asks first.
    pub fn extension<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        // A panic elsewhere while the lock was held leaves the map whole: nothing but inserting happens under it.
        let mut all = self.extensions.0.lock().unwrap_or_else(PoisonError::into_inner);
        let one = all.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        one.downcast::<T>().expect("kept under its own type")
    }

    /// A context for a job, or for a command of the operator.
    pub fn system(self: &Arc<Self>, job: &'static str) -> Ctx {
        Ctx::new(self.clone(), Actor::System(job))
    }
}
