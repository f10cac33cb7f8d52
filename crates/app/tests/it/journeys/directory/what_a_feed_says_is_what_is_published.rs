//! A feed changes what no filter asks for: who may come, how to apply, what its organisation is called. Whoever reads the open directory reads it.

use super::{feeds, imports_over_time::file};
use serde_json::{Value, json};
use testkit::on_both;

const SERVICE: &str = "0199c0de-0000-7000-8000-000000000011";
const RUNS_IT: &str = "0199c0de-0000-7000-8000-000000000012";

fn record() -> Value {
    json!({ "id": SERVICE, "name": "Lime Walk Singers", "status": "active", "description": "We sing.",
        "organization": { "id": RUNS_IT, "name": "Lime Walk Trust", "description": "Songs and soup." } })
}

on_both! {
    async fn what_is_no_fact_of_a_service_is_published_too(app) {
        feeds::lines(&app, &[record()], "council").await.expect("a reading");
        let mut more = record();
        more["application_process"] = "Ring the bell twice.".into();
        more["organization"]["description"] = "Songs, soup and a shed.".into();
        let read = feeds::lines(&app, &[more.clone()], "council").await.expect("a reading");
        assert_eq!((read.added, read.changed, read.unchanged), (0, 1, 0));
        app::directory::refresh(&app.machine).await.expect("an index");
        let (_, told) = feeds::asked(&app, &format!("/oruk/v3/services/{SERVICE}")).await;
        assert_eq!(told["application_process"], "Ring the bell twice.", "{told}");
        assert_eq!(told["organization"]["description"], "Songs, soup and a shed.", "{told}");
        let read = feeds::lines(&app, &[more], "council").await.expect("a reading");
        assert_eq!((read.added, read.changed, read.unchanged), (0, 0, 1), "the same again");
    }
}

on_both! {
    async fn an_organisation_has_the_name_that_its_feed_gives_it(app) {
        feeds::lines(&app, &[record()], "council").await.expect("a reading");
        let mut renamed = record();
        renamed["organization"]["name"] = "Lime Walk Community Trust".into();
        // Another feed that speaks of it renames nothing.
        let mut other = record();
        other["id"] = "0199c0de-0000-7000-8000-000000000013".into();
        other["name"] = "Lime Walk Walkers".into();
        other["organization"]["name"] = "Eve's Trust".into();
        feeds::lines(&app, &[renamed], "council").await.expect("a reading");
        feeds::lines(&app, &[other], "eve").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        app.browser().visit("/find?words=singers").await.see("Lime Walk Singers");
        let mut anybody = app.browser();
        anybody.visit("/find?words=singers").await;
        anybody.follow("Lime Walk Singers").await.see("Lime Walk Community Trust");
    }
}

on_both! {
    async fn tables_that_come_again_leave_what_is_kept_of_them(app) {
        // An organisation and a service of one number, as old exports have them.
        let folder = app.folder().join("tables");
        std::fs::create_dir_all(&folder).expect("a folder");
        file(&app, "tables/organizations.csv", "id,name,description\n1,Lime Walk Trust,Songs and soup.\n");
        file(&app, "tables/services.csv", "id,organization_id,name,description,status\n1,1,Lime Walk Singers,We sing.,active\n");
        file(&app, "tables/phones.csv", "id,organization_id,service_id,number\n1,1,,020 7946 0101\n");
        let first = feeds::read(&app, &folder, "old").await.expect("a reading");
        assert_eq!(first.added, 1, "{}", first.counts());
        let published = || async {
            app::directory::refresh(&app.machine).await.expect("an index");
            let (_, all) = feeds::asked(&app, "/hsds/v3/organizations?full=true").await;
            all["contents"].to_string()
        };
        let before = published().await;
        assert!(before.contains("7946 0101"), "{before}");
        let again = feeds::read(&app, &folder, "old").await.expect("a reading");
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 1), "{}", again.counts());
        assert_eq!(published().await, before);
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let kept: Vec<String> = rx.values("SELECT object AS n FROM record WHERE feed = 'old' AND source_id = '1' ORDER BY object", ()).await.expect("rows");
        assert_eq!(kept, ["organization", "service"]);
    }
}
