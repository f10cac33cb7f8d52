//! A goal is changed by the lead while its holder is writing over it and mistypes a number: the page that comes back is still about what they had read, so
//! that they are told, and what the lead wrote is not written over.

use super::what_matters::when_she_makes_the_plan;
use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use testkit::on_both;

const IMPORTANCE: &str = "How important is it to them?";

on_both! {
    async fn an_error_in_between_does_not_hide_it(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        when_she_makes_the_plan(&mut sam, &record).await;
        sam.visit(&record).await;
        sam.follow("Play for other people again").await;
        let goal = sam.page().url.clone();

        let mut femi = app.signed_in("femi").await;
        femi.visit(&goal).await;
        femi.form("Save").set("words", "Play on Sundays, in the lounge").choose("Partly met").press(&mut femi).await;
        femi.page().see("Play on Sundays, in the lounge");

        sam.form("Save").fill(IMPORTANCE, "11").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.form("Save").fill(IMPORTANCE, "10").press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        sam.visit(&format!("{record}/plan")).await.see("Play on Sundays, in the lounge").see("Partly met");

        // With what stands there now read, it is theirs to change; also after a number that is none.
        sam.visit(&goal).await;
        sam.form("Save").fill(IMPORTANCE, "11").press(&mut sam).await;
        sam.form("Save").fill(IMPORTANCE, "10").press(&mut sam).await;
        sam.page().see("Importance 10 of 10");
    }
}
