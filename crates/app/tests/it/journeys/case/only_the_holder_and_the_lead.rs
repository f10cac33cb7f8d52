//! On a pathway whose cases only the holder and the team's lead may see, a colleague of the same team decides from the inbox as always, and finds
//! nothing once a case is open. The whole thread is run by the program, as the demo's maker does.

use app::{
    case::{self, Accept, NewContact},
    identity::{self, NewTeam},
    outcome::{self, NewMeasure, NewNote},
    pathway::{self, Pack},
    person::{Answer, Described},
    plan::{self, NewAction, NewGoal, NewMatter, NewNeed},
    policy,
    referral::{self, Agreed, NewReferral, Who},
};
use jiff::SignedDuration;
use kernel::Id;
use testkit::{App, on_both};

/// A referral that the program sends to a team of Sam, Jo and Femi; its id.
async fn given_a_referral(app: &App, pack: &Pack) -> Id<referral::Referral> {
    let ctx = app.system();
    let pathways = format!("general {}", pack.code);
    let new = NewTeam {
        organisation: app.world.organisations["pcn"],
        name: "Quiet team",
        receives: true,
        pathways: &pathways,
        areas: "",
        languages: "en",
        phone: None,
    };
    let team = identity::add_team(&ctx, new).await.expect("a team");
    for (who, role) in [("sam", policy::LINK_WORKER), ("jo", policy::LINK_WORKER), ("femi", policy::LEAD)] {
        identity::add_membership(&ctx, app.world.worker(who).id, team, role).await.expect("a membership");
    }
    let new = NewReferral {
        organisation: app.world.organisations["surgery"],
        team,
        setting: "gp-practice",
        pathway: pack,
        person: Who::Described(Box::new(Described { name: "Amina Yusuf".into(), ..Described::default() })),
        reason: "She asked for help.",
        answers: Default::default(),
        agreement: Agreed {
            referred: Answer::Yes,
            who_sees: Answer::Yes,
            share: Answer::NotAsked,
            how: Some("in-person"),
            on: Some(ctx.today()),
            note: None,
        },
    };
    referral::send(&ctx, None, new).await.expect("a referral")
}

on_both! {
    async fn colleagues_find_nothing(app) {
        let text = "code = 'narrow'\nversion = 1\nvisibility = 'caseload'\nmeasures = []\nreturns = []\nclosures = []\n[name]\nen = 'Narrow'\n[clocks]\n";
        let narrow: Pack = toml::from_str(text).expect("a pack");
        let referral = given_a_referral(&app, &narrow).await;
        let mut jo = app.signed_in("jo").await;
        jo.visit(&format!("/inbox/{referral}")).await.see("Amina Yusuf");
        let sam = app.world.worker("sam").id;
        let new = Accept { referral, version: 1, worker: sam, same: None };
        let id = case::accept(&app.system(), new).await.expect("a case");
        for page in [format!("/cases/{id}"), format!("/cases/{id}/needs"), format!("/inbox/{referral}")] {
            assert_eq!(jo.visit(&page).await.status, 404, "{page}");
        }
        jo.visit("/cases?of=team").await.not_see("Amina");
        for who in ["sam", "femi"] {
            let mut browser = app.signed_in(who).await;
            browser.visit(&format!("/cases/{id}")).await.see("Amina Yusuf").see("Log a contact");
            browser.visit("/cases?of=team").await.see("Amina Yusuf");
        }
    }
}

on_both! {
    async fn the_program_can_run_the_whole_thread(app) {
        let referral = given_a_referral(&app, pathway::find("general").expect("a pack")).await;
        let (ctx, sam) = (app.system(), app.world.worker("sam").id);
        let id = case::accept(&ctx, Accept { referral, version: 1, worker: sam, same: None }).await.expect("a case");
        app.clock.advance(SignedDuration::from_hours(24));
        let contact = NewContact {
            id: ctx.id(),
            by: sam,
            channel: "visit".into(),
            took_place: true,
            at: ctx.now(),
            minutes: Some(45),
            present: None,
            note: Some("She sings.".into()),
            next_step: None,
            next_step_by: None,
        };
        case::log_contact(&ctx, id, None, contact).await.expect("a contact");
        let matter = NewMatter { after: 0, by: sam, words: "To sing".into(), own_words: true, with_interpreter: true };
        plan::write_matter(&ctx, id, matter).await.expect("what matters");
        let need = NewNeed {
            id: ctx.id(),
            by: sam,
            polarity: "need".into(),
            code: Some("soc-isolated".into()),
            words: None,
            source: "person".into(),
            priority: 1,
        };
        plan::add_need(&ctx, id, need).await.expect("a need");
        let goal = NewGoal { id: ctx.id(), by: sam, words: "Sing".into(), importance: Some(8), confidence: None };
        let first = NewAction { id: ctx.id(), by: sam, goal: None, words: "Ring".into(), who: "person".into(), by_day: None };
        plan::add_goal(&ctx, id, goal, Some(first)).await.expect("a goal");
        let answers = [("happy".to_owned(), outcome::Answer::Value(4))].into();
        let taken_on = ctx.today();
        let measure = NewMeasure { id: ctx.id(), by: sam, instrument: "ons4".into(), mode: "interpreter".into(), taken_on, answers };
        outcome::take(&ctx, id, measure).await.expect("a measure");
        case::transfer(&ctx, id, None, app.world.worker("jo").id, None).await.expect("a hand-over");
        let note = NewNote { after: 0, by: sam, summary: "She sings.".into(), named: vec![] };
        let note = outcome::make_note(&ctx, id, note).await.expect("a note");
        outcome::file_note(&ctx, note, app.world.worker("grace").id).await.expect("filed");
        case::close(&ctx, id, None, sam, "goals-met", None).await.expect("closed");
        let mut grace = app.signed_in("grace").await;
        grace.visit("/sent").await.see("Amina Yusuf").see("Support has ended");
        grace.visit(&format!("/notes/{note}")).await.see("They: Ring").see("Filed").see("Grace Okoro");
    }
}
