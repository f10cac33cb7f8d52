//! What was mended when a record came in is told to whoever works here, and each repair can be taken back by itself; what was sent stays, whatever comes next.

use crate::journeys::directory::feeds;
use serde_json::json;
use testkit::on_both;

const ID: &str = "0199c0de-0000-7000-8000-0000000000d7";

on_both! {
    async fn one_of_two(app) {
        // The words beside the number say when to ring, and the text has a line of HTML.
        let record = |masked: bool| json!({ "id": ID, "name": "Kettle club", "status": "active",
            "description": "<p>Tea and talk for whoever likes company, every Tuesday. Write &lt;kettle&gt; on the envelope.</p>",
            "phones": [{ "number": "Tuesdays only: 020 7946 0101" }],
            "service_at_locations": [{ "location": { "name": "Blue Hall", "masked": masked, "addresses": [{ "address_1": "1 Tea Row", "postal_code": "E15 4ES" }] } }] });
        feeds::lines(&app, &[record(false)], "newham").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");

        let mut femi = app.signed_in("femi").await;
        femi.visit("/find?words=kettle").await;
        femi.follow("Kettle club").await;
        let page = femi.page().url.split('?').next().expect("a path").to_owned();
        femi.visit(&format!("{page}/upkeep")).await.see("mended when it came in").see("Tuesdays only: 020 7946 0101").see("a telephone number with words");
        femi.follow("Take it back What happens there").await;
        femi.page().see("Its source sent").see("<p>Tea and talk");
        assert!(femi.page().html.contains("&lt;kettle&gt; on the envelope") || femi.page().html.contains("&amp;lt;kettle&amp;gt; on the envelope"));
        femi.form("Show me first").press(&mut femi).await;
        femi.page().see("Is this what you want?");

        // A number that is none is refused beside its field, as it would be if somebody typed it.
        femi.visit(&format!("{page}/upkeep")).await;
        femi.follow("Take it back Telephone").await;
        femi.page().see("Its source sent").see("Tuesdays only: 020 7946 0101");
        femi.form("Show me first").press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
        femi.form("Show me first").fill("Telephone", "020 7946 0202").press(&mut femi).await;
        femi.page().see("Is this what you want?");

        // Of one whose address must not be public nothing is told: what was sent may say where it is.
        feeds::lines(&app, &[record(true)], "newham").await.expect("a reading");
        femi.visit(&format!("{page}/upkeep")).await.not_see("mended when it came in");
        assert_eq!(femi.visit(&format!("{page}/upkeep/repairs/0")).await.status, 404);
    }
}
