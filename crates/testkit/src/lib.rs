//! The harness for journeys: the whole application in memory, on either database, with a clock that can be moved and actors who have names.
//!
//! A journey talks to the application as a browser would, through the router: it visits pages, finds fields by their labels and buttons by their
//! words, and reads what it sees. [`on_both!`] runs it on SQLite and on PostgreSQL.

mod app;
mod browser;
mod logs;
mod passkey;
mod standing;
mod world;

pub use app::App;
pub use browser::{Browser, Form, Page};
pub use logs::logs;
pub use passkey::SecurityKey;
pub use standing::standing_follows_from_the_facts;
pub use world::{PASSWORD, World, choir};

pub use base::db::{Engine, testing::engines};

/// Runs a journey on both databases, and compares the table of standing with the facts when it is over: `on_both!(async fn a_referral_reaches_the_inbox(app) { … });`
#[macro_export]
macro_rules! on_both {
    ($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes)]
            use super::*;

            async fn journey($app: $crate::App) -> $crate::App {
                $body
                $app
            }

            async fn run(engine: $crate::Engine) {
                let app = $crate::App::on(engine).await;
                let app = journey(app).await;
                $crate::standing_follows_from_the_facts(&app.machine).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if $crate::engines().contains(&$crate::Engine::Postgres) {
                    run($crate::Engine::Postgres).await;
                }
            }
        }
    };
}
