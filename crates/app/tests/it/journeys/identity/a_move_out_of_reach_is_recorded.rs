//! A lead may not move a colleague into a team that they do not lead. It is refused in the middle of the work, nothing of the work stays, and the record
//! says by whom and which team; of a team that does not exist it says nothing.

use base::{audit, db::testing::look};
use testkit::{App, on_both};

async fn refused(app: &App) -> Vec<audit::Line> {
    audit::recent(&mut look(&app.machine.db).await, Some("team-edit"), Some("refused"), 10).await.expect("the record")
}

on_both! {
    async fn to_a_team_of_somebody_else(app) {
        let mut femi = app.signs_in("femi").await;
        femi.visit("/team").await;
        femi.follow("Sam Lee").await;
        let member = femi.page().url.clone();
        let plaistow = app.world.teams["plaistow"];
        let page = femi.request("POST", &format!("{member}/move"), Some(format!("to={plaistow}")), true).await;
        assert_eq!(page.status, 404);

        let lines = refused(&app).await;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].actor, Some(app.world.worker("femi").id.cast()));
        assert_eq!((lines[0].subject_kind.as_str(), lines[0].subject), ("team", Some(plaistow.cast())));
        assert_eq!(lines[0].request, page.headers["x-request-id"]);
        // What had been opened before is undone with the rest.
        let writes = audit::recent(&mut look(&app.machine.db).await, Some("team-edit"), Some("write"), 100).await.expect("the record");
        assert!(writes.iter().all(|l| l.actor != Some(app.world.worker("femi").id.cast())));
        femi.visit("/team").await.see("Sam Lee");

        let nowhere = "018f0000-0000-7000-8000-000000000000";
        let page = femi.request("POST", &format!("{member}/move"), Some(format!("to={nowhere}")), true).await;
        assert_eq!(page.status, 404);
        assert_eq!(refused(&app).await.len(), 1, "what does not exist was not refused");
    }
}
