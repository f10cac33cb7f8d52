//! A doctor has nine minutes, and a choir would help: two presses from the results the square is on the screen, and it is counted, by practice and need, with
//! nothing of whom it was for. The same form twice counts once; a message is asked about first; and nobody sees another practice's numbers but who commissions.

use app::{identity, policy};
use jiff::SignedDuration;
use testkit::{Browser, choir, on_both};

const SQUARE: &str = "Show a square for their phone";
const GIVE: &str = "/services/carpenters-road-singers/give";

async fn gives(who: &mut Browser) {
    who.visit(GIVE).await;
    who.form(SQUARE).set("how", "code").press(who).await;
    who.page().see("Counted.");
}

on_both! {
    async fn in_two_presses_and_once(app) {
        choir(&app.system()).await;
        let mut doctor = app.signed_in("dr-rao").await;
        doctor.visit("/find?words=singers").await;
        doctor.follow("Send or print Carpenters Road Singers").await.see("Give this to somebody").see("Nothing about the person is kept");
        let form = doctor.form(SQUARE).set("how", "code");
        form.clone().press(&mut doctor).await;
        doctor.page().see("Counted.").see("Let them scan this");
        assert!(doctor.page().attribute("svg.kith-qr", "role").is_some());
        form.press(&mut doctor).await;

        // Whether a message is safe is asked before, and what was chosen stays.
        doctor.visit(GIVE).await;
        doctor.form("Text message").set("how", "text").set("need", "pur-music").press(&mut doctor).await;
        assert_eq!(doctor.page().status, 422);
        doctor.page().see("Ask them whether it is safe");
        assert_eq!(doctor.page().attribute("option[selected]", "value").as_deref(), Some("pur-music"));
        doctor.form("Text message").set("how", "text").choose("Yes, I have asked them").press(&mut doctor).await;
        assert!(doctor.page().attribute("a[href^='sms:']", "href").is_some_and(|href| href.starts_with("sms:?&body=")));
        for _ in 0..11 {
            gives(&mut doctor).await;
        }
        doctor.visit(GIVE).await;
        doctor.form("Print a sheet").set("how", "print").press(&mut doctor).await;
        assert!(doctor.page().url.starts_with("/services/carpenters-road-singers/print"));

        // Twelve squares, one message, one sheet. The month that runs is not shown.
        doctor.visit("/signposts").await.see("Nothing was counted in these months");
        app.later(SignedDuration::from_hours(24 * 40)).await;
        let mut doctor = app.signed_in("dr-rao").await;
        doctor.visit("/signposts").await.see("In all: 15 times").see("Maryland Road Surgery").see("Square on the screen").not_see("By organisation");
        let (status, _, csv) = crate::journeys::directory::feeds::raw(&app, "/signposts/need.csv").await;
        assert!(status != 200 && csv.len() < 200_000, "a stranger gets no file");
        let file = doctor.visit("/signposts/need.csv").await;
        assert_eq!(file.status, 200);
        assert!(file.html.contains("All,15"), "{}", file.html);
        // Thirteen times for one need and once for the other: the one is not shown, and the other would tell it.
        assert!(file.html.contains(",*") && !file.html.contains(",1\r") && !file.html.contains(",14"), "{}", file.html);

        let mut commissioner = app.signed_in("kim").await;
        commissioner.visit("/signposts").await.see("By organisation").see("Maryland Road Surgery").see("In all: 15 times").see("Carpenters Road Singers");
        assert_eq!(commissioner.visit(GIVE).await.status, 404);
        for other in ["tom", "sam"] {
            app.signed_in(other).await.visit("/signposts").await.see("Nothing was counted").not_see("Maryland Road Surgery");
        }
        assert_eq!(app.signed_in("ada").await.visit("/signposts").await.status, 404);
    }
}

on_both! {
    async fn another_organisation_is_not_asked_for_by_its_id(app) {
        choir(&app.system()).await;
        gives(&mut app.signed_in("dr-rao").await).await;
        let surgery = app.world.organisations["surgery"];
        let mut tom = app.signed_in("tom").await;
        assert_eq!(tom.visit(&format!("/signposts?organisation={surgery}")).await.status, 404);
        assert_eq!(app.signed_in("grace").await.visit(&format!("/signposts?organisation={surgery}")).await.status, 200);
    }
}

on_both! {
    async fn nobody_is_given_what_takes_nobody(app) {
        let service = choir(&app.system()).await;
        app::directory::close(&app.system(), service, "moved away").await.expect("closed");
        assert_eq!(app.signed_in("dr-rao").await.visit(GIVE).await.status, 404);
    }
}

on_both! {
    async fn of_two_teams_none_is_guessed(app) {
        choir(&app.system()).await;
        let (rao, other) = (app.world.worker("dr-rao").id, app.world.teams["other-desk"]);
        identity::add_membership(&app.system(), rao, other, policy::CLINICIAN).await.expect("a membership");
        let mut doctor = app.signed_in("dr-rao").await;
        let elsewhere = app.world.teams["ward"].to_string();
        for team in ["", "no team at all", elsewhere.as_str()] {
            doctor.visit(GIVE).await;
            doctor.form(SQUARE).set("how", "code").set("team", team).press(&mut doctor).await;
            assert_eq!(doctor.page().status, 422, "team {team:?}");
            doctor.page().see("Choose from the list");
        }
        doctor.form(SQUARE).set("how", "code").set("team", &other.to_string()).press(&mut doctor).await;
        doctor.page().see("Counted.");
    }
}
