//! An import breaks off, in the file, in the middle, right after it was shown; and while one runs everybody else can write.

use super::{
    imports::{postcodes, services},
    imports_over_time::file,
};
use app::{
    directory::{
        self,
        import::{self, Order},
    },
    policy::{SERVICE_EDIT, SERVICE_VIEW},
};
use base::{Clock, Config, Db, House, seal::Keys};
use jiff::SignedDuration;
use std::{
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use testkit::{App, Engine, engines, on_both};

/// A file of made-up halls.
pub fn halls(n: usize, says: &str) -> String {
    let mut text = String::from("id,name,description,lat,lon\n");
    for i in 0..n {
        let (lat, lon) = (51.50 + (i % 100) as f64 / 2000.0, (i / 100) as f64 / 2000.0);
        let _ = writeln!(text, "h{i},Hall number {i},{says},{lat:.5},{lon:.5}");
    }
    text
}

async fn total(app: &App) -> usize {
    directory::refresh(&app.machine).await.unwrap();
    directory::index(&app.machine).await.unwrap().len()
}

on_both! {
    async fn a_file_that_is_wrong_at_its_end_changes_nothing(app) {
        let ctx = app.system();
        let bad = halls(1100, "Tea.") + "h9999,Hall,\"never closed,51.5,0.1\n";
        let said = services(&ctx, &file(&app, "halls.csv", &bad), "halls").await.unwrap_err().to_string();
        assert_eq!(said, "halls.csv, line 1102: a quotation mark is not closed");
        assert_eq!(total(&app).await, 0);
        for (text, error) in [
            ("", "halls.csv is empty"),
            ("id,name,lat,lon\n", "halls.csv has headings and no rows"),
            ("id,lat,lon\n1,51.5,0.1\n", "halls.csv, line 1: no column is headed name"),
        ] {
            let said = services(&ctx, &file(&app, "halls.csv", text), "halls").await.unwrap_err().to_string();
            assert!(said.starts_with(error), "{said}");
        }
        let bad = "postcode,lat,lon\nE15 9ZZ,51.54,-0.003\nE13 9ZZ,51.5\n";
        let said = postcodes(&ctx, &file(&app, "codes.csv", bad)).await.unwrap_err().to_string();
        assert_eq!(said, "codes.csv, line 3: 2 columns where the headings have 3");
        let found = directory::locate(&app.machine, "E15 9ZZ").await.unwrap().unwrap();
        assert_eq!(found.precision, directory::Precision::Outcode);
        // Repaired, it goes in.
        assert_eq!(services(&ctx, &file(&app, "halls.csv", &halls(1100, "Tea.")), "halls").await.unwrap().added, 1100);
        assert_eq!(total(&app).await, 1100);
    }
}

on_both! {
    async fn a_run_that_is_killed_in_the_middle_leaves_nothing_to_be_seen(app) {
        let path = file(&app, "halls.csv", &halls(1500, "Tea."));
        let rows = Arc::new(AtomicU64::new(0));
        let counted = rows.clone();
        let ctx = app.system();
        let work = tokio::spawn({
            let (ctx, path) = (ctx.clone(), path.clone());
            async move {
                let tell = move |p: import::Progress| counted.store(p.rows, Ordering::SeqCst);
                import::services(&ctx, &Order { file: &path, feed: "halls", map: None, replace: false }, &tell).await
            }
        });
        while rows.load(Ordering::SeqCst) < 1000 {
            assert!(!work.is_finished());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        work.abort();
        assert!(work.await.unwrap_err().is_cancelled());

        assert_eq!(total(&app).await, 0);
        let (mut rx, _) = app.system().read(&SERVICE_VIEW, House::id()).await.unwrap();
        assert!(directory::find_source(&mut rx, "halls", "h7").await.unwrap().is_none());
        drop(rx);
        let mut anybody = app.browser();
        anybody.visit("/find?words=hall").await.see("Nothing found");

        let s = services(&app.system(), &path, "halls").await.unwrap();
        assert_eq!((s.added, s.unchanged, s.quarantined), (1500, 0, 0), "{}", s.counts());
        assert_eq!(total(&app).await, 1500);
    }
}

on_both! {
    async fn a_run_that_is_killed_after_it_was_shown_is_seen_whole_and_finished_later(app) {
        let ctx = app.system();
        services(&ctx, &file(&app, "halls.csv", &halls(400, "Tea.")), "halls").await.unwrap();
        let path = file(&app, "halls.csv", &halls(400, "Coffee."));
        let work = tokio::spawn({
            let ctx = ctx.clone();
            async move { services(&ctx, &path, "halls").await }
        });
        // The last row is carried over last; as soon as it reads as the file has it the run is shown.
        loop {
            let (mut rx, _) = app.system().read(&SERVICE_VIEW, House::id()).await.unwrap();
            let last = directory::find_source(&mut rx, "halls", "h399").await.unwrap().unwrap();
            drop(rx);
            if last.description == "Coffee." {
                break;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        work.abort();
        let _ = work.await;
        assert_eq!(total(&app).await, 400);
        let all_coffee = async || {
            let index = directory::index(&app.machine).await.unwrap();
            index.cards().iter().filter(|c| c.description == "Coffee.").count()
        };
        assert_eq!(all_coffee().await, 400, "whoever reads sees all of it");
        // The server finishes it.
        app.later(SignedDuration::from_mins(5)).await;
        assert_eq!(total(&app).await, 400);
        assert_eq!(all_coffee().await, 400);
        let again = services(&app.system(), &file(&app, "halls.csv", &halls(400, "Coffee.")), "halls").await.unwrap();
        assert_eq!((again.changed, again.unchanged), (0, 400));
    }
}

on_both! {
    async fn of_two_imports_of_a_feed_the_later_one_goes_on(app) {
        let (first, second) = (file(&app, "first.csv", &halls(1500, "Tea.")), file(&app, "second.csv", &halls(300, "Coffee.")));
        let ctx = app.system();
        let begun = Arc::new(AtomicBool::new(false));
        let work = tokio::spawn({
            let (ctx, begun) = (ctx.clone(), begun.clone());
            async move {
                let tell = move |_: import::Progress| begun.store(true, Ordering::SeqCst);
                import::services(&ctx, &Order { file: &first, feed: "halls", map: None, replace: false }, &tell).await
            }
        });
        while !begun.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let s = services(&app.system(), &second, "halls").await.unwrap();
        assert_eq!(s.added, 300, "{}", s.counts());
        let said = work.await.unwrap().unwrap_err().to_string();
        assert!(said.contains("another import of “halls” has begun"), "{said}");
        assert_eq!(total(&app).await, 300);
    }
}

/// A second process beside the first, as far as the database can tell.
async fn beside(app: &App, engine: Engine) -> Arc<base::Machine> {
    let db = match engine {
        Engine::Sqlite => Db::in_folder(&app.machine.config.data()).await.unwrap(),
        Engine::Postgres => app.machine.db.clone(),
    };
    app::machine(db, Clock::System, Keys::for_tests(), Config::for_tests()).await.unwrap()
}

/// What each of somebody's writes waited beside an import of places and of services, and how long the import took.
async fn waits_beside_an_import(engine: Engine) -> (Vec<Duration>, Duration) {
    let app = App::on(engine).await;
    let mut codes = String::from("postcode,lat,lon\n");
    let letters: Vec<char> = "ABDEFGHJLN".chars().collect();
    for i in 0..20_000usize {
        let (district, sector) = (i / 1000 + 1, i / 100 % 10);
        let _ = writeln!(codes, "E{district} {sector}{}{},51.5,0.1", letters[i / 10 % 10], letters[i % 10]);
    }
    let (codes, halls) = (file(&app, "codes.csv", &codes), file(&app, "halls.csv", &halls(4000, "Tea.")));
    let other = beside(&app, engine).await;
    let done = Arc::new(AtomicBool::new(false));
    let waits = tokio::spawn({
        let done = done.clone();
        async move {
            let mut waits = vec![];
            while !done.load(Ordering::SeqCst) {
                let since = Instant::now();
                let (tx, _) = other.system("beside").write(&SERVICE_EDIT, House::id()).await.unwrap();
                tx.commit().await.unwrap();
                waits.push(since.elapsed());
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
            waits
        }
    });
    let begun = Instant::now();
    assert_eq!(postcodes(&app.system(), &codes).await.unwrap().added, 20_000);
    assert_eq!(services(&app.system(), &halls, "halls").await.unwrap().added, 4000);
    let whole = begun.elapsed();
    done.store(true, Ordering::SeqCst);
    let mut waits = waits.await.unwrap();
    waits.sort();
    (waits, whole)
}

// On as many cores as there are: what somebody waits is measured by what the whole takes.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_long_while_an_import_runs() {
    for engine in engines() {
        // Twenty-odd batches: nobody waits for more than a few of them, however slow the machine is and whatever else it does. Were one of the two imports a
        // single batch, somebody would wait for half of all, every time; a disk that stands still for a moment does not do so three times.
        let mut longest = vec![];
        loop {
            let (waits, whole) = waits_beside_an_import(engine).await;
            let (n, most) = (waits.len(), waits[waits.len() - 1]);
            println!(
                "{engine:?}: {n} writes beside an import of {whole:?}: half within {:?}, 99 % within {:?}, at most {most:?}",
                waits[n / 2],
                waits[n * 99 / 100]
            );
            if n > 50 && most * 4 < whole {
                break;
            }
            longest.push((n, most, whole));
            assert!(longest.len() < 3, "three times somebody waited long: {longest:?}");
        }
    }
}
