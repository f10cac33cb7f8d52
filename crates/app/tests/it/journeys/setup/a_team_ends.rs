//! A team ends when nothing is open with it, and not before: an administrator is told how much is open and nothing of whom it is about. With the team end the
//! roles in it, and the sessions of those who have no other.

use super::when_she_ends;
use crate::journeys::{
    case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload,
    referral::receptionist_refers::{fill_in_mr_ellis, when_she_refers_mr_ellis},
    thread::{a_link_opens_one_referral::sent, from_a_surgery_to_a_choir::opened},
};
use app::{identity, policy};
use testkit::{App, Browser, on_both};

/// Whoever refers now is not offered the team.
async fn then_nobody_is_offered_it(app: &App, name: &str) {
    let mut grace = app.signed_in("grace").await;
    grace.visit("/refer").await;
    grace.form("Start a referral").press(&mut grace).await;
    let team = grace.page().url.replace("/who", "/team");
    grace.visit(&team).await.not_see(name);
}

async fn when_sam_closes(sam: &mut Browser, record: &str) {
    sam.visit(&format!("{record}/close")).await;
    sam.form("Close the case").choose("Moved away").press(sam).await;
    sam.page().see("The case is closed");
}

on_both! {
    async fn not_while_something_is_open(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let mut tom = app.signed_in("tom").await;
        fill_in_mr_ellis(&mut tom).await;
        let begun = tom.form("Send the referral");
        let mut ines = app.signed_in("ines").await;
        when_she_refers_mr_ellis(&mut ines).await;
        let waiting = ines.page().url.split('?').next().expect("a path").replace("/sent/", "/inbox/");

        let stratford = app.world.teams["stratford"];
        let address = format!("/admin/teams/{stratford}/end");
        let mut ada = app.signed_in("ada").await;
        ada.visit(&address).await.see("It cannot end yet").see("one referral waits in its inbox").see("one case is open").not_see("Ellis").not_see("End it now");
        // A form from before is refused all the same, and nothing has ended by it.
        ada.post(&address, &[("version", "1")]).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("It cannot end yet").not_see("Ellis");
        sam.visit(&record).await.see("Walter Ellis");

        when_sam_closes(&mut sam, &record).await;
        ada.visit(&address).await.see("one referral waits").not_see("case is open");
        sam.visit(&format!("{waiting}/return")).await;
        sam.form("Send it back").choose("We have this referral already").press(&mut sam).await;

        ada.visit(&address).await.see("Nothing is open with it").see("3 roles end with it").see("the one case that it has closed");
        let end = ada.form("End it now");
        end.clone().press(&mut ada).await;
        ada.page().see("The team has ended").not_see("Stratford link workers");
        end.press(&mut ada).await;
        ada.page().see("The team has ended");
        ada.visit(&format!("/team/{stratford}")).await.see("This team ended on 24 November 2026").not_see("Invite a colleague").not_see("Change or end this team").not_see("Sam Lee");
        ada.visit("/team").await.not_see("Stratford link workers");
        assert_eq!(ada.visit(&format!("/team/{stratford}/invite")).await.status, 409);
        assert_eq!(ada.post(&format!("/admin/teams/{stratford}"), &[("name", "X"), ("receives", "no"), ("version", "2")]).await.status, 409);

        // Everybody of the team is out at once, and cannot come in again.
        assert!(sam.visit(&record).await.url.starts_with("/sign-in"));
        let email = app.world.worker("femi").email.clone();
        let mut femi = app.browser();
        femi.visit("/sign-in").await;
        femi.form("Sign in").fill("E-mail address", &email).fill("Password", testkit::PASSWORD).press(&mut femi).await;
        femi.page().see("do not fit together");

        // A form that was begun before says so and loses nothing.
        begun.press(&mut tom).await;
        assert_eq!(tom.page().status, 409);
        then_nobody_is_offered_it(&app, "Stratford link workers").await;
        let history = base::history::of(&mut base::db::testing::look(&app.machine.db).await, stratford.uuid()).await.expect("a history");
        let ends: Vec<_> = history.iter().filter(|p| p.event == "team-ended").collect();
        assert_eq!(ends.len(), 1);
        assert_eq!(ends[0].actor.map(|a| a.uuid()), Some(app.world.worker("ada").id.uuid()));
        // A new team may have the name.
        let pcn = app.world.organisations["pcn"];
        ada.visit(&format!("/admin/organisations/{pcn}/team")).await;
        ada.form("Add a team").fill("Name", "Stratford link workers").choose("No, it refers or administers").press(&mut ada).await;
        ada.page().see("The team is added");
    }
}

on_both! {
    async fn not_while_a_service_can_still_answer(app) {
        let (mut sam, record, link) = sent(&app).await;
        sam.visit(&format!("{record}/close")).await;
        let follow = "Follow it on: their answer still comes, and your team sees it in this record";
        sam.form("Close the case").choose("Moved away").choose(follow).press(&mut sam).await;
        sam.page().see("Something is still under way");

        let address = format!("/admin/teams/{}/end", app.world.teams["stratford"]);
        let mut ada = app.signed_in("ada").await;
        ada.visit(&address).await.see("one service can still answer").not_see("case is open").not_see("End it now").not_see("Ellis").not_see("Singers");
        ada.post(&address, &[("version", "1")]).await;
        assert_eq!(ada.page().status, 422);
        opened(&app, &link).await.page().see("Walter");

        let mut femi = app.signed_in("femi").await;
        femi.visit(&format!("{record}/onward")).await;
        femi.form("Take it back").press(&mut femi).await;
        when_she_ends(&mut ada, app.world.teams["stratford"]).await;
        ada.page().see("The team has ended");
    }
}

on_both! {
    async fn who_works_elsewhere_too_stays(app) {
        let noor = app.world.worker("noor").id;
        identity::add_membership(&app.system(), noor, app.world.teams["stratford"], policy::LINK_WORKER).await.expect("a role");
        let mut browser = app.signed_in("noor").await;
        let mut ada = app.signed_in("ada").await;
        when_she_ends(&mut ada, app.world.teams["plaistow"]).await;
        ada.page().see("The team has ended");
        browser.visit("/inbox").await.see("Nothing is waiting");
        then_nobody_is_offered_it(&app, "Plaistow link workers").await;
    }
}

on_both! {
    async fn the_last_team_of_a_practice_waits_for_answers(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let desk = app.world.teams["desk"];
        let mut ada = app.signed_in("ada").await;
        ada.visit(&format!("/admin/teams/{desk}/end")).await.see("one referral that its organisation sent has not been decided").not_see("Ellis");
        // With a second team there somebody is left to read the answer.
        let surgery = app.world.organisations["surgery"];
        ada.visit(&format!("/admin/organisations/{surgery}/team")).await;
        ada.form("Add a team").fill("Name", "Back office").choose("No, it refers or administers").press(&mut ada).await;
        when_she_ends(&mut ada, desk).await;
        ada.page().see("The team has ended").see("Back office");
        assert!(grace.visit("/sent").await.url.starts_with("/sign-in"));
    }
}

on_both! {
    async fn somebody_is_left_to_administer_the_house(app) {
        let admin = app.world.teams["admin"];
        let mut ada = app.signed_in("ada").await;
        when_she_ends(&mut ada, admin).await;
        assert_eq!(ada.page().status, 409);
        ada.page().see("Nobody else could administer the house then");
        ada.visit(&format!("/team/{admin}")).await;
        ada.follow("Ada Novak").await;
        ada.form("End now").press(&mut ada).await;
        assert_eq!(ada.page().status, 409);
        // Kim administers too, from another team: now it may end, and Ada has left.
        identity::add_membership(&app.system(), app.world.worker("kim").id, app.world.teams["icb"], policy::ADMINISTRATOR).await.expect("a role");
        when_she_ends(&mut ada, admin).await;
        assert!(ada.page().url.starts_with("/sign-in"), "{}", ada.page().url);
        // The command line finds the administrators where they are.
        assert_eq!(identity::administration(&app.system()).await.expect("a team"), app.world.teams["icb"]);
    }
}

on_both! {
    async fn whoever_is_quicker_nobody_waits_for_a_team_that_is_gone(app) {
        for who in ["grace", "tom", "ines"] {
            let name = format!("Team of {who}");
            let new = identity::NewTeam {
                organisation: app.world.organisations["pcn"],
                name: &name,
                receives: true,
                pathways: "general",
                areas: "",
                languages: "",
                phone: None,
            };
            let team = identity::add_team(&app.system(), new).await.expect("a team");
            let mut grace = app.signed_in(who).await;
            fill_in_mr_ellis(&mut grace).await;
            let choose = grace.page().url.replace("/check", "/team");
            grace.visit(&choose).await;
            grace.form("Continue").choose(&name).press(&mut grace).await;
            let send = grace.form("Send the referral");
            let mut ada = app.signed_in("ada").await;
            ada.visit(&format!("/admin/teams/{team}/end")).await;
            let end = ada.form("End it now");
            tokio::join!(send.press(&mut grace), end.press(&mut ada));
            let mut rx = base::db::testing::look(&app.machine.db).await;
            let ended = identity::team(&mut rx, team).await.expect("a row").expect("the team").ended_at.is_some();
            let waiting = app::referral::waiting_in(&mut rx, team).await.expect("a count");
            assert_eq!(ended, waiting == 0, "ended: {ended}, waiting: {waiting}");
            let (sent, ended) = (grace.page().status, ada.page().status);
            assert!([(200, 422), (409, 200)].contains(&(sent, ended)), "{sent} {ended}");
        }
    }
}
