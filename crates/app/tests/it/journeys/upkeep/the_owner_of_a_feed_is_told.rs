//! The council that publishes a feed is told what was not let in, what people report, what is said otherwise here, and what was looked for and not found; it
//! answers that something is mended, without an account.

use super::{link_to, mails_to};
use crate::journeys::directory::feeds;
use app::directory::feeds::{Terms, set};
use jiff::SignedDuration;
use serde_json::json;
use testkit::on_both;

const ID: &str = "0199c0de-0000-7000-8000-0000000000c9";
const COUNCIL: &str = "open-data@newham.example";

on_both! {
    async fn and_answers(app) {
        let records = [
            json!({ "id": ID, "name": "Kettle club", "status": "active", "description": "Tea.", "phones": [{ "number": "020 7946 0101" }],
                "last_modified": "2026-01-02T03:04:05" }),
            json!({ "id": "0199c0de-0000-7000-8000-0000000000ca", "name": "", "status": "active" }),
        ];
        feeds::lines(&app, &records, "newham").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        // Nobody is written to before the operator says to whom.
        app.later(SignedDuration::from_hours(25)).await;
        assert!(mails_to(&app, COUNCIL).await.is_empty());
        let terms = Terms { email: Some(COUNCIL.into()), ..Terms::default() };
        set(&app.system(), "newham", &terms).await.expect("terms");

        let mut somebody = app.browser();
        somebody.visit("/find?words=kettle").await;
        somebody.follow("Kettle club").await;
        somebody.follow("Something here is wrong").await;
        somebody.form("Send").choose("It has closed").fill("What do you know? (you can leave this empty)", "The door is locked").press(&mut somebody).await;
        // Several look for what is not there; of a single search nothing is kept.
        for n in 1..=6u8 {
            let mut browser = app.browser();
            browser.address = Some([192, 0, 2, n].into());
            browser.visit("/find?words=tango").await;
        }
        // Whoever looks again and again is one.
        for _ in 0..8 {
            app.browser().visit("/find?words=eleanor+rigby").await;
        }

        app.later(SignedDuration::from_hours(25)).await;
        assert_eq!(mails_to(&app, COUNCIL).await.len(), 1);
        app.later(SignedDuration::from_hours(25)).await;
        assert_eq!(mails_to(&app, COUNCIL).await.len(), 1, "nothing new, nothing said");
        let link = link_to(&app, COUNCIL, "/keep/feed/").await;
        let mut council = app.browser();
        council.visit(&link).await.see("It has closed").not_see("The door is locked").see("tango").see("it has no name").not_see("rigby");
        let (status, _, body) = feeds::raw(&app, &format!("{link}/report.json")).await;
        let report: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!((status, &report["problems"][0]["source_id"]), (200, &json!(ID)));
        council.form("We have mended it Kettle club").press(&mut council).await;
        council.page().see("it stands here again").not_see("It has closed");
        app.signed_in("sam").await.visit("/upkeep").await.not_see("It has closed");

        // Another feed's problem is not theirs to answer; another address opens nothing.
        let choir = testkit::choir(&app.system()).await;
        let mut somebody = app.browser();
        somebody.visit("/services/carpenters-road-singers/problem").await;
        somebody.form("Send").choose("It has closed").press(&mut somebody).await;
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let theirs: Vec<kernel::Id<()>> = rx.values("SELECT id AS n FROM problem WHERE service_id = $1", (choir,)).await.expect("rows");
        drop(rx);
        let id = theirs[0].to_string();
        assert_eq!(council.post(&link, &[("problem", id.as_str())]).await.status, 404);
        assert_eq!(council.visit("/keep/feed/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await.status, 404);
    }
}
