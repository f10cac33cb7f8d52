//! The harness for journeys: the whole application in memory, on either database, with a clock that can be moved and actors who have names.
//!
//! A journey talks to the application as a browser would, through the router: it visits pages, finds fields by their labels and buttons by their
//! words, and reads what it sees. [`on_both!`] runs it on SQLite and on PostgreSQL.

mod app;
mod browser;
mod logs;
mod world;

pub use app::App;
pub use browser::{Browser, Form, Page};
pub use logs::logs;
pub use world::{PASSWORD, World, choir};

pub use base::db::{Engine, testing::engines};

/// Runs a journey on both databases: `on_both!(async fn a_referral_reaches_the_inbox(app) { … });`
#[macro_export]
macro_rules! on_both {
    ($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes)]
            use super::*;

            async fn journey($app: $crate::App) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                journey($crate::App::on($crate::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if $crate::engines().contains(&$crate::Engine::Postgres) {
                    journey($crate::App::on($crate::Engine::Postgres).await).await;
                }
            }
        }
    };
}
