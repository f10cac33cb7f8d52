//! What is measured is there to be measured: copies of a demo hold together on either database, and its pages answer.

use app::{bench, identity};
use base::{
    Clock, Config,
    db::{
        Engine, made_of_copies,
        testing::{engines, fresh},
    },
    seal::Keys,
};
use testkit::once;

once! {
    async fn copies_of_a_demo_answer_on_either_database() {
        let (demo, one, _) = super::demo::made(Engine::Sqlite, 1, 12).await;
        let workers = identity::workers(&one.system("test")).await.expect("workers").len();
        let load = bench::Load { requests: 60, per_second: 200.0, seed: 1 };
        assert!(bench::pages(&one, load).await.is_err(), "nobody measures where somebody works");
        for engine in engines() {
            let large = fresh(engine).await;
            let rows = bench::multiply(&demo.db, &large.db, 3).await.expect("copies");
            assert!(rows > 5_000 && made_of_copies(&large.db).await.expect("a mark"), "{rows} rows");
            assert!(!made_of_copies(&demo.db).await.expect("no mark"));
            let clock = Clock::fixed(one.clock.now());
            let machine = app::machine(large.db.clone(), clock, Keys::for_tests(), Config::for_tests()).await.expect("a machine");
            assert_eq!(identity::workers(&machine.system("test")).await.expect("workers").len(), 3 * workers);

            let figures = bench::pages(&machine, load).await.expect("figures").json();
            assert_eq!(figures["measured"]["failed"], 0, "{figures}");
            assert_eq!(figures["measured"]["all"]["n"], 60);
            assert!(figures["measured"]["by_kind"]["/today"]["statements_on_average"].as_f64().is_some_and(|n| n > 1.0));
        }
    }
}
