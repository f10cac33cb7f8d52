//! Nobody knows who the link workers of a borough are, and the page says so. The lead of a team writes it, and everybody can read how to reach them; what she did
//! not write is not known. An administrator writes of link workers who are only planned.

use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use app::identity::{self, TeamChange};
use base::{db::testing, history};
use testkit::{App, Browser, on_both};

pub async fn given_boroughs(app: &App) {
    app::directory::load_demo(&app.system()).await.expect("the demo's directory");
}

/// Femi writes about the team that she leads.
pub async fn when_the_lead_writes_of_her_team(femi: &mut Browser) {
    femi.visit("/provision").await.not_see("Plaistow link workers");
    femi.follow("Write about Stratford link workers in Newham").await;
    // What her team says of itself is there to begin with.
    let form = femi.form("Add");
    let has = |name: &str, value: &str| form.fields.iter().any(|(n, v)| n == name && v == value);
    assert!(has("run-by", "Stratford PCN") && has("phone", "020 7946 0123"), "{:?}", form.fields);
    assert!(has("pathways", "general") && has("languages", "en") && has("borough", "Newham"), "{:?}", form.fields);
    let form = form
        .set("state", "live")
        .set("self", "yes")
        .set("gp", "unknown")
        .set("settings", "gp-practice")
        .fill("E-mail address", "hello@stratford.example");
    form.clone().press(femi).await;
    femi.page().see("Added. Everybody can read it now.");
    // The same form twice is one line.
    form.press(femi).await;
    assert_eq!(written(femi).await, 1);
}

/// How many lines somebody can change.
async fn written(browser: &mut Browser) -> usize {
    let html = &browser.visit("/provision").await.html;
    html.matches("href=\"/provision/").count() - html.matches("href=\"/provision/new").count()
}

/// What a team of the world becomes.
async fn when_the_team_changes(app: &App, team: &str, change: impl Fn(&mut TeamChange)) {
    let id = app.world.teams[team];
    let mut rx = testing::look(&app.machine.db).await;
    let t = identity::team(&mut rx, id).await.expect("a row").expect("the team");
    drop(rx);
    let mut new = TeamChange {
        version: t.version,
        name: t.name,
        receives: t.receives,
        pathways: t.pathways,
        areas: t.areas,
        languages: t.languages,
        phone: t.phone,
    };
    change(&mut new);
    identity::change_team(&app.system(), id, new).await.expect("a change");
}

on_both! {
    async fn and_everybody_can_read_it(app) {
        given_boroughs(&app).await;
        let mut anybody = app.browser();
        anybody.visit("/link-workers").await.see("Nobody has told us of link workers like this").see("Boroughs we know nothing of");
        anybody.follow("Newham").await.see("We do not know who the link workers in Newham are").see("Ask at your GP practice");
        anybody.visit("/find/places/newham").await;
        anybody.follow("Link workers in Newham: how to ask for one").await.see("That does not mean there are none");

        let mut femi = app.signed_in("femi").await;
        when_the_lead_writes_of_her_team(&mut femi).await;
        let page = anybody.visit("/link-workers/newham").await;
        page.see("Stratford link workers There now").see("Yes, you can ask for a link worker yourself.").see("020 7946 0123");
        assert_eq!(page.fact("Ask your GP practice").as_deref(), Some("Not known."));
        assert_eq!(page.fact("Who can send people").as_deref(), Some("GP practice"));
        assert_eq!(page.fact("Run by").as_deref(), Some("Stratford PCN"));
        anybody.visit("/link-workers").await.see("Borough Newham GP practice There now").see("School");
        // What nobody chose from the page is not asked.
        anybody.visit("/link-workers?language=en&pathway=general").await.see("There now").see("Show all again");
        anybody.visit("/link-workers?language=zz").await.see("There now").not_see("Show all again");
        // A nurse looks for those to whom her ward can send: nobody has said so yet.
        anybody.form("Show").set("setting", "gp-practice").press(&mut anybody).await;
        anybody.page().see("There now").see("Show all again");
        anybody.visit("/link-workers?setting=school").await.see("There now").not_see("Show all again");
        anybody.visit("/ar/link-workers/newham").await.see("موجود الآن").see("عيادة طبيب عام");
        assert_eq!(anybody.visit("/link-workers/nowhere-at-all").await.status, 404);
    }
}

on_both! {
    async fn what_is_planned_is_no_promise(app) {
        given_boroughs(&app).await;
        let mut ada = app.signed_in("ada").await;
        ada.visit("/provision").await.see("Write about Plaistow link workers");
        ada.follow("Add link workers").await;
        ada.form("Add").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Choose a borough").see("Write who runs it").see("Say whether they are there now or planned");
        let form = ada.form("Add").set("borough", "Hackney").fill("Who runs it?", "Well Street PCN").set("self", "unknown");
        let form = form.set("gp", "unknown").set("state", "planned").set("settings", "school");
        form.clone().press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Choose the month it is planned for");
        ada.form("Add").set("month", "2027-03").press(&mut ada).await;

        let mut anybody = app.browser();
        anybody.visit("/link-workers/hackney").await.see("There is none in Hackney yet that we know of").see("Planned from March 2027");
        anybody.page().not_see("We do not know if it has begun");
        anybody.visit("/link-workers").await.see("Borough Hackney School Planned");
        app.clock.advance(jiff::SignedDuration::from_hours(24 * 200));
        anybody.visit("/link-workers/hackney").await.see("This month is over. We do not know if it has begun.");
        // Elsewhere too it is no plan any more.
        anybody.visit("/link-workers").await.not_see("School Planned").see("Boroughs we know nothing of");
        let map: serde_json::Value = serde_json::from_str(&anybody.visit("/tiles/link-workers").await.html).expect("JSON");
        let hackney = map["boroughs"].as_array().expect("boroughs").iter().find(|b| b["slug"] == "hackney").expect("Hackney");
        assert_eq!(hackney["known"], "nothing");
    }
}

on_both! {
    async fn for_each_borough_of_her_team_and_again_when_it_is_still_right(app) {
        given_boroughs(&app).await;
        let mut femi = app.signed_in("femi").await;
        when_the_lead_writes_of_her_team(&mut femi).await;
        femi.page().not_see("Write about Stratford link workers");
        when_the_team_changes(&app, "stratford", |t| t.areas = "Newham Hackney".into()).await;
        femi.visit("/provision").await.see("Add link workers").not_see("Write about Stratford link workers in Newham");
        femi.follow("Write about Stratford link workers in Hackney").await;
        let form = femi.form("Add");
        assert!(form.fields.contains(&("borough".into(), "Hackney".into())), "{:?}", form.fields);
        form.set("state", "live").set("self", "no").set("gp", "yes").press(&mut femi).await;
        assert_eq!(written(&mut femi).await, 2);
        femi.page().not_see("Write about Stratford link workers");

        // Half a year later nobody knows whether it is so; she says that it is.
        let mut anybody = app.browser();
        anybody.visit("/link-workers/hackney").await.see("Checked on 24 November 2026").not_see("That is long ago");
        app.clock.advance(jiff::SignedDuration::from_hours(24 * 181));
        anybody.visit("/link-workers/hackney").await.see("Checked on 24 November 2026. That is long ago. It may have changed.");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/provision").await.see("Long ago. Is it still right?");
        femi.follow("Stratford link workers").await;
        let (line, right) = (femi.page().url.clone(), femi.form("It is still right"));
        right.clone().press(&mut femi).await;
        femi.page().see("Thank you. Everybody can read that it is right today.");
        right.press(&mut femi).await;
        assert_eq!(femi.page().status, 200, "twice is once");
        assert_eq!(femi.visit(&line).await.text().matches("Still right").count(), 1);
        let borough = if femi.form("Save").fields.contains(&("borough".into(), "Hackney".into())) { "hackney" } else { "newham" };
        anybody.visit(&format!("/link-workers/{borough}")).await.see("Checked on 24 May 2027").not_see("That is long ago");
        // Whoever has another version before them does not know what they confirm.
        femi.post(&format!("{line}/right"), &[("version", "7")]).await;
        assert_eq!(femi.page().status, 409);
    }
}

on_both! {
    async fn a_form_names_nothing_that_is_there_already(app) {
        given_boroughs(&app).await;
        let (_, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let case = record.trim_start_matches("/cases/").to_owned();
        let mut femi = app.signed_in("femi").await;
        for id in [case.as_str(), "00000000-0000-0000-0000-000000000000"] {
            femi.visit("/provision").await;
            femi.visit(&format!("/provision/new?team={}", app.world.teams["stratford"])).await;
            let form = femi.form("Add").set("once", id).set("state", "live").set("self", "yes").set("gp", "yes");
            form.press(&mut femi).await;
            femi.page().see("Added. Everybody can read it now.");
            assert_eq!(femi.visit(&format!("/provision/{id}")).await.status, 404, "{id}");
            let mut rx = testing::look(&app.machine.db).await;
            let past = history::of(&mut rx, id.parse().expect("an id")).await.expect("a history");
            assert!(past.iter().all(|p| !p.event.starts_with("provision-")), "{past:?}");
        }
    }
}

on_both! {
    async fn what_was_taken_off_is_not_said_to_be_there(app) {
        given_boroughs(&app).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit(&format!("/provision/new?team={}", app.world.teams["stratford"])).await;
        let add = femi.form("Add").set("state", "live").set("self", "yes").set("gp", "yes");
        add.clone().press(&mut femi).await;
        femi.follow("Stratford link workers").await;
        femi.form("Take it off").press(&mut femi).await;
        // Back to the form that the browser kept.
        add.press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        femi.page().not_see("Everybody can read it now");
    }
}

on_both! {
    async fn who_takes_no_referrals_or_has_ended_is_not_there_now(app) {
        given_boroughs(&app).await;
        let mut femi = app.signed_in("femi").await;
        when_the_lead_writes_of_her_team(&mut femi).await;
        femi.page().not_see("takes no referrals");
        when_the_team_changes(&app, "stratford", |t| t.receives = false).await;
        femi.visit("/provision").await.see("This team takes no referrals. Everybody reads that it is there");

        let stratford = app.world.teams["stratford"];
        let (mut ada, mut anybody) = (app.signed_in("ada").await, app.browser());
        anybody.visit("/link-workers/newham").await.see("There now");
        ada.visit(&format!("/admin/teams/{stratford}/end")).await.see("what the public page says of it is taken off");
        crate::journeys::setup::when_she_ends(&mut ada, stratford).await;
        ada.page().see("The team has ended");
        anybody.visit("/link-workers/newham").await.see("We do not know who the link workers in Newham are").not_see("020 7946 0123");
        let mut rx = testing::look(&app.machine.db).await;
        assert_eq!(app::provision::lines_of(&mut rx, stratford).await.expect("lines"), 0);
    }
}

on_both! {
    async fn nobody_writes_for_another_team_and_nobody_writes_over_another(app) {
        given_boroughs(&app).await;
        let mut femi = app.signed_in("femi").await;
        when_the_lead_writes_of_her_team(&mut femi).await;
        femi.follow("Stratford link workers").await;
        let line = femi.page().url.clone();
        for who in ["sam", "grace", "kim", "noor", "bea"] {
            let mut other = app.signed_in(who).await;
            assert_eq!(other.visit("/provision").await.status, 404, "{who}");
            assert_eq!(other.visit(&line).await.status, 404, "{who}");
        }

        // An administrator opened the page as well, and is quicker.
        let mut ada = app.signed_in("ada").await;
        ada.visit(&line).await;
        ada.form("Save").fill("Telephone", "020 7946 0999").press(&mut ada).await;
        ada.page().see("Saved.");
        femi.form("Save").fill("Telephone", "020 7946 0555").press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        let mut anybody = app.browser();
        anybody.visit("/link-workers/newham").await.see("020 7946 0999").not_see("020 7946 0555");
        femi.visit(&line).await.see("What was changed").see("Telephone").see("Ada Novak").see("from 020 7946 0123 to 020 7946 0999");

        // Ada gives it to the team in Plaistow, and from then on it is none of Femi's.
        ada.visit(&line).await;
        ada.form("Save").set("team", &app.world.teams["plaistow"].to_string()).press(&mut ada).await;
        assert_eq!(femi.visit(&line).await.status, 404);
        femi.visit("/provision").await.see("Nothing is written yet");
        assert_eq!(femi.post(&format!("{line}/end"), &[("version", "3")]).await.status, 404);
        // Nor can she write a line for them.
        femi.visit(&format!("/provision/new?team={}", app.world.teams["plaistow"])).await;
        let form = femi.form("Add").set("team", &app.world.teams["plaistow"].to_string()).set("borough", "Newham");
        form.set("run-by", "Anybody").set("state", "live").set("self", "no").set("gp", "no").press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
        femi.page().see("Choose your team");

        ada.visit(&line).await;
        let end = ada.form("Take it off");
        end.clone().press(&mut ada).await;
        ada.page().see("It is off the public pages.");
        end.press(&mut ada).await;
        assert_eq!(ada.page().status, 200, "twice is once");
        anybody.visit("/link-workers/newham").await.see("We do not know who the link workers in Newham are");
    }
}
