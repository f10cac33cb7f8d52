//! A feed comes again and again: a row changes, closes, goes missing, comes back.

use super::imports::{postcodes, services};
use app::directory::{self, Precision};
use std::path::PathBuf;
use testkit::{App, on_both};

/// A file of the test's own, in the folder that goes with it.
pub(super) fn file(app: &App, name: &str, text: &str) -> PathBuf {
    let path = app.machine.config.data().join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

const HEAD: &str = "id,name,description,postcode,closed\n";

on_both! {
    async fn one_changed_row_is_one_change(app) {
        let ctx = app.system();
        let text = format!("{HEAD}1,Lime Walk Singers,We sing.,E15 4ES,\n2,Lime Walk Walkers,We walk.,E15 4ES,\n");
        services(&ctx, &file(&app, "groups.csv", &text), "groups").await.unwrap();
        let mut anybody = app.browser();
        anybody.visit("/find?words=singers").await.see("We sing.");
        anybody.follow("Lime Walk Singers").await;
        let address = anybody.page().url.clone();

        let text = text.replace("We sing.", "We sing shanties.").replace("Lime Walk Singers", "The Lime Walk Singers");
        let s = services(&ctx, &file(&app, "groups.csv", &text), "groups").await.unwrap();
        assert_eq!((s.added, s.changed, s.unchanged), (0, 1, 1), "{}", s.counts());
        anybody.visit("/find?words=shanties").await.see("The Lime Walk Singers");
        // An address that was given out stays.
        anybody.visit(&address).await.see("The Lime Walk Singers").see("We sing shanties.");
    }
}

on_both! {
    async fn what_goes_missing_is_gone_after_two_whole_runs_and_may_come_back(app) {
        let ctx = app.system();
        let both = format!("{HEAD}1,Lime Walk Singers,We sing.,E15 4ES,\n2,Lime Walk Walkers,We walk.,E15 4ES,\n");
        let one = format!("{HEAD}1,Lime Walk Singers,We sing.,E15 4ES,\n");
        let (both, one) = (file(&app, "both.csv", &both), file(&app, "one.csv", &one));
        services(&ctx, &both, "groups").await.unwrap();
        let mut anybody = app.browser();

        let s = services(&ctx, &one, "groups").await.unwrap();
        assert_eq!((s.unchanged, s.gone), (1, 0));
        assert!(s.notices.iter().any(|n| n.starts_with("1 services of this feed are not in the file")), "{:?}", s.notices);
        anybody.visit("/find?words=walkers").await.see("Lime Walk Walkers");
        // A run that breaks off counts for nothing.
        let broken = file(&app, "broken.csv", &format!("{HEAD}1,Lime Walk Singers,We sing.,E15 4ES,\n3,too,few\n"));
        assert!(services(&ctx, &broken, "groups").await.is_err());
        anybody.visit("/find?words=walkers").await.see("Lime Walk Walkers");

        let s = services(&ctx, &one, "groups").await.unwrap();
        assert_eq!((s.unchanged, s.gone), (1, 1));
        anybody.visit("/find?words=walkers").await.not_see("Lime Walk Walkers");
        let s = services(&ctx, &one, "groups").await.unwrap();
        assert_eq!((s.unchanged, s.gone), (1, 0), "gone once");

        let s = services(&ctx, &both, "groups").await.unwrap();
        assert_eq!((s.added, s.changed, s.unchanged), (0, 1, 1), "{}", s.counts());
        anybody.visit("/find?words=walkers").await.see("Lime Walk Walkers");
    }
}

on_both! {
    async fn a_row_that_says_closed_closes_and_only_the_feed_opens_what_it_closed(app) {
        let ctx = app.system();
        let rows = |closed: &str, words: &str| {
            file(&app, "groups.csv", &format!("{HEAD}1,Lime Walk Singers,{words},E15 4ES,{closed}\n2,Other,Else,E15 4ES,\n"))
        };
        services(&ctx, &rows("", "We sing."), "groups").await.unwrap();
        let s = services(&ctx, &rows("2026-11-01", "We sing."), "groups").await.unwrap();
        assert_eq!((s.changed, s.quarantined), (1, 0), "{}", s.counts());
        let mut anybody = app.browser();
        anybody.visit("/find?words=singers").await.not_see("Lime Walk Singers");
        let s = services(&ctx, &rows("2026-11-01", "We sing."), "groups").await.unwrap();
        assert_eq!((s.changed, s.unchanged, s.quarantined), (0, 1, 1), "closed already: {}", s.counts());
        services(&ctx, &rows("", "We sing."), "groups").await.unwrap();
        anybody.visit("/find?words=singers").await.see("Lime Walk Singers");

        // Somebody here learns that it is no more. The feed does not know, and does not open it again.
        let index = directory::index(&app.machine).await.unwrap();
        let id = index.cards().iter().find(|c| c.source_id == "1").unwrap().id;
        directory::close(&ctx, id, "they moved to Kent").await.unwrap();
        services(&ctx, &rows("", "We sing on."), "groups").await.unwrap();
        anybody.visit("/find?words=singers").await.not_see("Lime Walk Singers");
    }
}

on_both! {
    async fn a_postcode_that_goes_missing_stays_for_one_run(app) {
        let ctx = app.system();
        let all = file(&app, "all.csv", "postcode,lat,lon\nE15 9ZZ,51.54,-0.003\nE13 9ZZ,51.526,0.027\n");
        let one = file(&app, "one.csv", "postcode,lat,lon\nE15 9ZZ,51.541,-0.003\n");
        let exact = async |code: &str| {
            let found = directory::locate(&app.machine, code).await.unwrap();
            found.is_some_and(|l| l.precision == Precision::Exact)
        };
        assert_eq!(postcodes(&ctx, &all).await.unwrap().added, 2);
        let s = postcodes(&ctx, &one).await.unwrap();
        assert_eq!((s.changed, s.unchanged, s.gone), (1, 0, 0));
        assert!(exact("E13 9ZZ").await && exact("E15 9ZZ").await);
        let s = postcodes(&ctx, &one).await.unwrap();
        assert_eq!((s.changed, s.unchanged, s.gone), (0, 1, 1));
        assert!(!exact("E13 9ZZ").await && exact("E15 9ZZ").await);
        let s = postcodes(&ctx, &one).await.unwrap();
        assert_eq!((s.unchanged, s.gone), (1, 0));
        assert_eq!(postcodes(&ctx, &all).await.unwrap().added, 1);
        assert!(exact("E13 9ZZ").await);
    }
}
