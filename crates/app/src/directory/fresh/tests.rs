//! A node and what others write.

use super::*;
use crate::directory::{DEMO_SOURCE, actions, demo_id, find_source, load_demo};
use crate::policy::SERVICE_EDIT;
use base::{Clock, Config, db::testing, seal::Keys};
use std::path::Path;

async fn machine(db: base::Db) -> Arc<Machine> {
    machine_with(db, Config::for_tests()).await
}

async fn machine_with(db: base::Db, config: Config) -> Arc<Machine> {
    let clock = Clock::fixed("2026-11-24T09:00:00.000000Z".parse().unwrap());
    crate::machine(db, clock, Keys::for_tests(), config).await.unwrap()
}

fn singers() -> Query {
    Query { words: "carpenters road singers".into(), ..Query::default() }
}

#[tokio::test]
async fn the_demo_goes_in_once_and_is_found_again() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let machine = machine(db.db.clone()).await;
        let ctx = machine.system("test");
        assert_eq!(search(&machine, &singers()).await.unwrap().total, 0);
        assert_eq!(load_demo(&ctx).await.unwrap(), 300);
        assert_eq!(load_demo(&ctx).await.unwrap(), 0, "nothing is added twice");
        let found = search(&machine, &singers()).await.unwrap();
        assert_eq!(found.hits[0].card.slug, "carpenters-road-singers");

        // It came back as the file has it.
        let (mut rx, _) = machine.system("test").read(&SERVICE_VIEW, House::id()).await.unwrap();
        let midnight = "2026-11-24T00:00:00.000000Z".parse().unwrap();
        for mut s in crate::directory::demo_services(midnight).unwrap() {
            let back = find_source(&mut rx, DEMO_SOURCE, &s.source_id).await.unwrap().unwrap();
            s.serves.sort();
            assert_eq!(serde_json::to_value(&s).unwrap(), serde_json::to_value(&back).unwrap());
        }
    }
}

#[tokio::test]
async fn what_another_node_wrote_is_found_after_the_poll() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let (one, two) = (machine(db.db.clone()).await, machine(db.db.clone()).await);
        assert!(index(&two).await.unwrap().is_empty());
        load_demo(&one.system("test")).await.unwrap();
        assert!(catch_up(&two).await.unwrap());
        assert_eq!(index(&two).await.unwrap().len(), 300);
        assert!(!catch_up(&two).await.unwrap(), "nothing new");

        actions::close(&one.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
        assert!(catch_up(&two).await.unwrap());
        assert!(search(&two, &singers()).await.unwrap().hits.iter().all(|h| h.card.slug != "carpenters-road-singers"));
        assert!(!catch_up(&two).await.unwrap(), "a closed one is no news");
        let again = actions::close(&one.system("test"), demo_id("carpenters-road-singers"), "again").await;
        assert!(matches!(again, Err(base::Error::Conflict(_))));
    }
}

#[tokio::test]
async fn a_few_changes_are_put_into_a_large_directory_and_the_whole_follows() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let machine = machine(db.db.clone()).await;
        load_demo(&machine.system("test")).await.unwrap();
        let slot = machine.extension::<Slot>();
        // As if building it had taken long.
        slot.set(large(&slot.get().unwrap()));
        actions::close(&machine.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
        let built = slot.get().unwrap();
        assert!(built.due.is_some() && slot.open().unwrap().index.len() == built.index.len() + 1);
        let found = search(&machine, &singers()).await.unwrap();
        assert!(found.hits.iter().all(|h| h.card.slug != "carpenters-road-singers"));
        assert!(!catch_up(&machine).await.unwrap(), "nothing new");
        assert!(!is_due(&machine), "not yet");
        slot.set(Built { due: Some(std::time::Instant::now()), ..(*slot.get().unwrap()).clone() });
        assert!(is_due(&machine));
        refresh(&machine).await.unwrap();
        let built = slot.get().unwrap();
        assert!(built.due.is_none() && slot.open().unwrap().index.len() == built.index.len());
    }
}

#[tokio::test]
async fn what_was_begun_before_the_last_look_and_came_late_is_found() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let (one, two) = two_nodes(&db.db).await;
        let now = two.clock.now();
        two.clock.set(now.plus(SignedDuration::from_hours(1)));
        assert!(!catch_up(&two).await.unwrap(), "nothing new");
        // It began half a minute before that look, and could be seen only after it.
        one.clock.set(two.clock.now().minus(SignedDuration::from_secs(30)));
        actions::close(&one.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
        assert!(catch_up(&two).await.unwrap());
        assert!(search(&two, &singers()).await.unwrap().hits.iter().all(|h| h.card.slug != "carpenters-road-singers"));
    }
}

fn large(built: &Built) -> Built {
    Built { took: Duration::from_secs(10), ..built.clone() }
}

/// Two nodes of one database; to the second its directory is a large one.
async fn two_nodes(db: &base::Db) -> (Arc<Machine>, Arc<Machine>) {
    let (one, two) = (machine(db.clone()).await, machine(db.clone()).await);
    load_demo(&one.system("test")).await.unwrap();
    index(&two).await.unwrap();
    let slot = two.extension::<Slot>();
    slot.set(large(&slot.get().unwrap()));
    (one, two)
}

async fn imported(ctx: &Ctx, feed: &str, name: &str, tell: &(dyn Fn(import::Progress) + Send + Sync)) {
    let file = std::env::temp_dir().join(format!("kith-{}.csv", ctx.id::<()>()));
    std::fs::write(&file, format!("id,name,lat,lon\n1,{name},51.54,-0.003\n")).unwrap();
    import::services(ctx, &import::Order { file: &file, feed, map: None, replace: false }, tell).await.unwrap();
    std::fs::remove_file(&file).unwrap();
}

/// Whether a node has a service of that name.
async fn has(machine: &Arc<Machine>, name: &str) -> bool {
    let found = search(machine, &Query { words: name.into(), limit: 5, ..Query::default() }).await.unwrap();
    found.hits.iter().any(|h| h.card.name == name)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_import_brought_is_found_before_the_whole_is_built() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let (one, two) = two_nodes(&db.db).await;

        imported(&one.system("test"), "halls", "Quixotic Hall", &|_| {}).await;
        assert!(catch_up(&two).await.unwrap());
        assert!(has(&two, "Quixotic Hall").await);
        assert!(is_due(&two), "an import may bring more than services");
        // It comes again and says otherwise; one that began before it and takes long is shown after another one.
        imported(&one.system("test"), "halls", "Zigzag Hall", &|_| {}).await;
        assert!(catch_up(&two).await.unwrap());
        assert!(!has(&two, "Quixotic Hall").await && has(&two, "Zigzag Hall").await);

        let (go_on, wait) = std::sync::mpsc::channel::<()>();
        let (has_begun, begun) = std::sync::mpsc::channel::<()>();
        let wait = std::sync::Mutex::new((has_begun, wait));
        let ctx = one.system("test");
        let long = tokio::spawn(async move {
            let tell = |_: import::Progress| {
                let both = wait.lock().unwrap();
                let _ = both.0.send(());
                let _ = both.1.recv();
            };
            imported(&ctx, "long", "Labyrinth Hall", &tell).await;
        });
        begun.recv().unwrap();
        imported(&one.system("test"), "short", "Doorstep Hall", &|_| {}).await;
        assert!(catch_up(&two).await.unwrap());
        assert!(!has(&two, "Labyrinth Hall").await && has(&two, "Doorstep Hall").await);
        drop(go_on);
        long.await.unwrap();
        assert!(catch_up(&two).await.unwrap());
        assert!(has(&two, "Labyrinth Hall").await);
    }
}

#[tokio::test]
async fn what_is_written_while_the_whole_is_built_is_in_it() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let (one, two) = two_nodes(&db.db).await;
        let slot = two.extension::<Slot>();

        let _only = slot.building.lock().await;
        let building = build(&two, false).await.unwrap();
        actions::close(&one.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
        assert!(catch_up(&two).await.unwrap(), "nobody waits for the whole");
        let gone = async || {
            let found = search(&two, &singers()).await.unwrap();
            found.hits.iter().all(|h| h.card.slug != "carpenters-road-singers")
        };
        assert!(gone().await);
        put_in_place(&two, &slot, building).await.unwrap();
        assert!(gone().await, "it is not there again for a second");
    }
}

#[tokio::test]
async fn a_masked_service_with_an_address_is_not_let_in() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let machine = machine(db.db.clone()).await;
        let ctx = machine.system("test");
        let mut refuge = crate::directory::bare("A refuge");
        refuge.masked = true;
        refuge.street = Some("1 Somewhere Row".into());
        let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await.unwrap();
        assert!(matches!(actions::put(&mut tx, &ctx, &refuge).await, Err(base::Error::Invalid(_))));
    }
}

#[tokio::test]
async fn a_place_is_found_in_imported_postcodes_or_else_by_its_outcode() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        let machine = machine(db.db.clone()).await;
        let found = locate(&machine, "E15 4ES").await.unwrap().unwrap();
        assert_eq!(found.precision, crate::directory::Precision::Outcode);
        assert_eq!(locate(&machine, "LS1 4AP").await.unwrap(), None);
    }
}

/// A node that starts with a data folder, and whether it had its directory from the file there.
async fn started(db: &base::Db, folder: &Path) -> (Arc<Machine>, bool) {
    let mut config = Config::for_tests();
    config.set("data", &folder.display().to_string());
    let machine = machine_with(db.clone(), config).await;
    index(&machine).await.unwrap();
    let kept = machine.extension::<Slot>().kept.lock().unwrap().is_some();
    (machine, kept)
}

/// What a node keeps whose directory took long to build.
async fn keep(machine: &Arc<Machine>) {
    let slot = machine.extension::<Slot>();
    slot.set(large(&slot.get().unwrap()));
    kept::write(machine, &slot.to_keep().expect("it is time")).await.unwrap();
}

/// What a node finds, draws and counts.
async fn seen(machine: &Arc<Machine>) -> String {
    let index = index(machine).await.unwrap();
    let mut found = vec![];
    for words in ["singing", "debt letter", "somali women", "wheelchair", "samotna"] {
        let query = Query { words: words.into(), facets: true, limit: 50, ..Query::default() };
        let results = index.search(&query, machine.clock.today());
        let slugs: Vec<String> = results.hits.iter().map(|h| h.card.slug.clone()).collect();
        found.push((slugs, results.total, format!("{:?}", results.counts.map(|c| (c.needs, c.days, c.boroughs)))));
    }
    let tile = index.tile(kernel::Tile::new(9, 256, 170).unwrap(), &crate::directory::Marks::All);
    let boroughs: Vec<_> = index.boroughs().into_iter().map(|b| b.name).collect();
    format!("{:?}", (index.len(), found, tile, boroughs, index.needs.len(), index.count_for("mon-debt")))
}

#[tokio::test]
async fn a_node_that_starts_again_has_what_it_kept_and_what_was_written_since() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        load_demo(&machine(db.db.clone()).await.system("test")).await.unwrap();
        let (first, kept) = started(&db.db, &db.folder).await;
        assert!(!kept, "there is no file yet");
        keep(&first).await;

        let (again, kept) = started(&db.db, &db.folder).await;
        assert!(kept);
        assert_eq!(seen(&again).await, seen(&machine(db.db.clone()).await).await);
        assert!(!catch_up(&again).await.unwrap(), "nothing new");
        assert!(again.extension::<Slot>().to_keep().is_none(), "it is kept as it is");

        // One closes, one is renamed by an import, while the node is down.
        actions::close(&first.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
        imported(&first.system("test"), "halls", "Quixotic Hall", &|_| {}).await;
        let (again, kept) = started(&db.db, &db.folder).await;
        assert!(kept);
        assert!(has(&again, "Quixotic Hall").await);
        let found = search(&again, &singers()).await.unwrap();
        assert!(found.hits.iter().all(|h| h.card.slug != "carpenters-road-singers"));
        assert!(is_due(&again), "an import may bring more than services");
    }
}

#[tokio::test]
async fn a_place_that_is_masked_from_now_on_does_not_stay_in_the_file() {
    for engine in testing::engines() {
        let db = testing::fresh(engine).await;
        load_demo(&machine(db.db.clone()).await.system("test")).await.unwrap();
        let (node, _) = started(&db.db, &db.folder).await;
        keep(&node).await;
        let slot = node.extension::<Slot>();
        slot.note_kept();
        assert!(slot.to_keep().is_none());

        let ctx = node.system("test");
        let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await.unwrap();
        let mut refuge = store::find(&mut tx, demo_id("carpenters-road-singers")).await.unwrap().unwrap();
        refuge.masked = true;
        refuge.hide();
        actions::put(&mut tx, &ctx, &refuge).await.unwrap();
        tx.commit().await.unwrap();
        assert!(catch_up(&node).await.unwrap());
        assert!(slot.to_keep().is_some(), "at once");
        // So it is where the node was down meanwhile.
        let (again, _) = started(&db.db, &db.folder).await;
        assert!(again.extension::<Slot>().to_keep().is_some());
        kept::write(&again, &again.extension::<Slot>().get().unwrap()).await.unwrap();
        assert!(started(&db.db, &db.folder).await.1);
    }
}

#[tokio::test]
async fn what_was_kept_of_another_database_or_is_not_as_it_was_is_not_used() {
    for engine in testing::engines() {
        let (db, other) = (testing::fresh(engine).await, testing::fresh(engine).await);
        for db in [&db.db, &other.db] {
            load_demo(&machine(db.clone()).await.system("test")).await.unwrap();
        }
        keep(&started(&db.db, &db.folder).await.0).await;
        assert!(started(&db.db, &db.folder).await.1);
        let (node, kept) = started(&other.db, &db.folder).await;
        assert!(!kept, "the same services, but another database");
        assert_eq!(index(&node).await.unwrap().len(), 300);

        let file = db.folder.join("directory.kept");
        let whole = std::fs::read(&file).unwrap();
        for (at, what) in [(whole.len() / 2, "changed"), (whole.len() - 1, "changed at its end")] {
            let mut other = whole.clone();
            other[at] ^= 1;
            std::fs::write(&file, other).unwrap();
            let (node, kept) = started(&db.db, &db.folder).await;
            assert!(!kept && index(&node).await.unwrap().len() == 300, "{what}");
        }
        std::fs::write(&file, &whole[..whole.len() - 40]).unwrap();
        let (node, kept) = started(&db.db, &db.folder).await;
        assert!(!kept && index(&node).await.unwrap().len() == 300, "cut off");
    }
}
