//! The harness for journeys: the whole application in memory, on either database, with a clock that can be moved and actors who have names.
//!
//! A journey talks to the application as a browser would, through the router: it visits pages, finds fields by their labels and buttons by their
//! words, and reads what it sees. [`on_both!`] runs it on SQLite and on PostgreSQL.

mod app;
mod browser;
pub mod feed;
mod logs;
mod passkey;
pub mod sheets;
mod standing;
pub mod tiles;
mod world;

pub use app::App;
pub use browser::{Browser, Form, Page};
pub use logs::logs;
pub use passkey::SecurityKey;
pub use standing::standing_follows_from_the_facts;
pub use world::{PASSWORD, World, choir};

use base::{cores::OneCore, db::testing::Lane};
use std::sync::Mutex;
use tokio::runtime::Runtime;

pub use base::db::{Engine, testing::engines};

/// Runs a journey to its end, on one core with all that it starts: a core that is woken for every answer of a database costs more than the work.
pub fn walk(engine: Engine, journey: impl Future<Output = ()>) {
    /// Where nobody walks now; whoever stumbles leaves no lane behind.
    static FREE: Mutex<Vec<(Runtime, Lane)>> = Mutex::new(Vec::new());
    let _one_core = OneCore::stay();
    let new = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    if engine == Engine::Sqlite {
        return new().block_on(journey);
    }
    let free = FREE.lock().expect("the lanes").pop();
    let (runtime, lane) = free.unwrap_or_else(|| (new(), Lane::default()));
    lane.enter();
    runtime.block_on(journey);
    FREE.lock().expect("the lanes").push((runtime, Lane::leave()));
}

/// Runs a test on one core, with whatever databases it makes itself: `once! { async fn a_demo_is_a_year_of_work() { … } }`
#[macro_export]
macro_rules! once {
    ($(#[$meta:meta])* async fn $name:ident() $body:block) => {
        $(#[$meta])*
        #[test]
        fn $name() {
            $crate::walk($crate::Engine::Sqlite, async $body);
        }
    };
}

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

            #[test]
            fn sqlite() {
                $crate::walk($crate::Engine::Sqlite, run($crate::Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                if $crate::engines().contains(&$crate::Engine::Postgres) {
                    $crate::walk($crate::Engine::Postgres, run($crate::Engine::Postgres));
                }
            }
        }
    };
}
