//! The form of what matters and that of a note carry the number of the last one that was on the screen. A made-up number writes nothing: else no later one
//! could ever follow it, or it would stand among what is older.

use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use testkit::on_both;

const MADE_UP: [&str; 4] = ["9223372036854775806", "9223372036854775807", "-5", "7"];

on_both! {
    async fn what_matters_has_no_gap(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let matters = format!("{record}/matters");
        for after in MADE_UP {
            sam.visit(&matters).await;
            let form = sam.form("Save").fill("What matters to you?", "Written from nowhere").choose("In their own words");
            form.set("after", after).press(&mut sam).await;
            assert_eq!(sam.page().status, 409, "after {after}");
        }
        sam.visit(&matters).await.not_see("Written from nowhere");
        sam.form("Save").fill("What matters to you?", "The piano").choose("In their own words").press(&mut sam).await;
        sam.form("Save").fill("Write it anew", "The piano, and Sundays").choose("In their own words").press(&mut sam).await;
        sam.page().see("The piano, and Sundays").see("Written before");
    }
}

on_both! {
    async fn notes_have_no_gap(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let write = format!("{record}/note");
        for after in MADE_UP {
            sam.visit(&write).await;
            sam.form("Make the note").fill("Summary", "He plays.").set("after", after).press(&mut sam).await;
            assert_eq!(sam.page().status, 409, "after {after}");
        }
        for summary in ["He plays.", "He plays on Sundays."] {
            sam.visit(&write).await;
            sam.form("Make the note").fill("Summary", summary).press(&mut sam).await;
            sam.page().see(summary).see("Not filed");
        }
        sam.visit(&write).await.see("Note 1").see("Note 2");
    }
}
