//! The application of one test: its database, its clock, its router.

use crate::{Browser, World, browser::DEVICE, logs};
use axum::Router;
use base::{
    Clock, Config, Ctx, Machine,
    auth::session,
    db::{
        Engine,
        testing::{Template, TestDb, fresh, tamper},
    },
    http::session_cookie,
    jobs,
    seal::Keys,
};
use jiff::SignedDuration;
use kernel::Instant;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// When every journey begins.
fn nine() -> Instant {
    "2026-11-24T09:00:00.000000Z".parse().expect("an instant")
}

/// The application of one test.
pub struct App {
    pub machine: Arc<Machine>,
    pub router: Router,
    pub world: World,
    pub clock: Clock,
    _db: TestDb,
}

impl App {
    /// An application with a small world in it, at nine o'clock of a Tuesday.
    pub async fn on(engine: Engine) -> App {
        static SQLITE: OnceCell<(Template, World)> = OnceCell::const_new();
        static POSTGRES: OnceCell<(Template, World)> = OnceCell::const_new();
        let made_once = match engine {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        let make = || async {
            let app = App::empty(engine).await;
            let world = World::build(&app.machine).await;
            (app._db.into_template().await, world)
        };
        let (template, world) = made_once.get_or_init(make).await;
        let mut app = App::start(template.copy().await, Clock::fixed(nine()), &[], false).await;
        app.world = world.clone();
        app
    }

    /// An application on a restored backup of another one's database, with the same people.
    pub async fn restored(db: TestDb, backup: &std::path::Path, passphrase: &str, of: &App) -> App {
        base::backup::restore(&db.db, backup, passphrase).await.expect("a restore");
        let mut app = App::start(db, of.clock.clone(), &[], false).await;
        app.world = of.world.clone();
        app
    }

    /// This application's database, for another process.
    pub fn database(&self) -> &TestDb {
        &self._db
    }

    /// The folder of this application's database.
    pub fn folder(&self) -> std::path::PathBuf {
        self._db.folder.clone()
    }

    /// An application with nobody in it.
    pub async fn empty(engine: Engine) -> App {
        App::with(engine, &[]).await
    }

    /// The same with settings of its own.
    pub async fn with(engine: Engine, settings: &[(&'static str, &str)]) -> App {
        App::start(fresh(engine).await, Clock::fixed(nine()), settings, false).await
    }

    /// An application with a small world in it and settings of its own.
    pub async fn peopled(engine: Engine, settings: &[(&'static str, &str)]) -> App {
        let mut app = App::with(engine, settings).await;
        app.world = World::build(&app.machine).await;
        app
    }

    /// An application with a small world in it, in a folder that is marked as a demo.
    pub async fn demo(engine: Engine, settings: &[(&'static str, &str)]) -> App {
        let mut app = App::start(fresh(engine).await, Clock::fixed(nine()), settings, true).await;
        app.world = World::build(&app.machine).await;
        app
    }

    async fn start(db: TestDb, clock: Clock, settings: &[(&'static str, &str)], demo: bool) -> App {
        logs::keep();
        let mut config = Config::for_tests();
        config.set("data", db.folder.to_str().expect("a plain path"));
        for (name, value) in settings {
            config.set(name, value);
        }
        config.demo = demo;
        let machine = app::machine(db.db.clone(), clock.clone(), Keys::for_tests(), config).await.expect("a machine");
        let router = base::http::app(machine.clone(), app::routes());
        App { machine, router, world: World::default(), clock, _db: db }
    }

    /// A browser in which nobody has signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone(), self.clock.clone())
    }

    /// A browser in which somebody of the world is signed in and has looked at nothing yet. How they come to be is walked by the journeys of `identity`.
    pub async fn signed_in(&self, who: &str) -> Browser {
        let worker = self.world.worker(who);
        self.clock.advance(SignedDuration::from_secs(30));
        let mut ctx = self.system();
        ctx.request.device = DEVICE.to_owned();
        let mut tx = tamper(&self.machine.db).await;
        let token = session::start(&mut tx, &ctx, worker.id.uuid(), &worker.name, true).await.expect("a session");
        tx.commit().await.expect("a commit");
        let mut browser = self.browser();
        browser.cookies.insert(session_cookie(&self.machine).to_owned(), token);
        browser
    }

    /// A browser in which somebody of the world has signed in, as they would: e-mail, password, code.
    pub async fn signs_in(&self, who: &str) -> Browser {
        let worker = self.world.worker(who);
        let mut browser = self.browser();
        // A code works once; somebody who signs in twice in one test waits for the next.
        self.clock.advance(SignedDuration::from_secs(30));
        browser.visit("/sign-in").await;
        browser
            .form("Sign in")
            .fill("E-mail address", &worker.email)
            .fill("Password", crate::PASSWORD)
            .press(&mut browser)
            .await;
        if browser.page().url.starts_with("/sign-in/second-step") {
            let code = worker.code(self.clock.now());
            browser.form("Continue").fill("Code from your app, or a printed code", &code).press(&mut browser).await;
        }
        assert_eq!(browser.page().url, "/today", "{who} could not sign in: {}", browser.page().text());
        browser
    }

    /// The system as actor: for what happens outside a browser.
    pub fn system(&self) -> Ctx {
        self.machine.system("test")
    }

    /// Moves the clock on and lets every job run that is then due.
    pub async fn later(&self, by: SignedDuration) {
        self.clock.advance(by);
        self.run_jobs().await;
    }

    /// Runs due jobs until none is left.
    pub async fn run_jobs(&self) {
        jobs::schedule(&self.machine).await.expect("the schedule");
        while jobs::run_one(&self.machine).await.expect("the queue") {}
        let failed = jobs::failed(&self.machine.db).await.expect("the queue");
        assert!(failed.is_empty(), "jobs failed for good: {failed:?}");
    }
}
