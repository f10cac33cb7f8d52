//! A referral reaches only a team that takes such referrals, and in the inbox whoever has waited longest stands on top.

use super::receptionist_refers::fill_in_mr_ellis;
use app::{
    identity::{self, NewTeam, Team},
    pathway::{self, Pack},
    person::{Answer, Described},
    referral::{self, Agreed, NewReferral, Referral, Who},
};
use base::{Error, Result};
use jiff::SignedDuration;
use kernel::Id;
use testkit::{App, on_both};

async fn sent(app: &App, name: &str, team: Id<Team>, pathway: &Pack) -> Result<Id<Referral>> {
    let ctx = app.system();
    let new = NewReferral {
        organisation: app.world.organisations["surgery"],
        team,
        setting: "gp-practice",
        pathway,
        person: Who::Described(Box::new(Described { name: name.into(), ..Described::default() })),
        reason: "She asked for help.",
        answers: Default::default(),
        agreement: Agreed {
            referred: Answer::Yes,
            who_sees: Answer::Yes,
            share: Answer::Yes,
            how: Some("in-person"),
            on: Some(ctx.today()),
            note: None,
        },
    };
    referral::send(&ctx, None, new).await
}

on_both! {
    async fn the_oldest_stands_on_top(app) {
        let general = pathway::find("general").expect("a pack");
        let team = app.world.teams["stratford"];
        // Written in another order than sent, so that an order by chance is not taken for one.
        let now = app.clock.now();
        for (name, days) in [("Second Sender", 2), ("First Sender", 4), ("Third Sender", 1)] {
            app.clock.set(now.plus(SignedDuration::from_hours(-24 * days)));
            sent(&app, name, team, general).await.expect("a referral");
        }
        app.clock.set(now);
        let mut sam = app.signed_in("sam").await;
        let text = sam.visit("/inbox").await.text();
        let at = |name: &str| text.find(name).unwrap_or_else(|| panic!("{name} is not there: {text}"));
        assert!(at("First Sender") < at("Second Sender") && at("Second Sender") < at("Third Sender"), "{text}");
        sam.page().see("4 days").see("2 days");
    }
}

on_both! {
    async fn a_team_that_does_not_take_such_referrals_cannot_be_chosen(app) {
        let ctx = app.system();
        let team = async |name, receives, pathways| {
            let organisation = app.world.organisations["pcn"];
            let new = NewTeam { organisation, name, receives, pathways, areas: "", languages: "en", phone: None };
            identity::add_team(&ctx, new).await.expect("a team")
        };
        let other = team("Team for something else", true, "something-else").await;
        let front = team("Team that sends only", false, "general").await;

        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        let check = grace.page().url.clone();
        let choose = check.replace("/check", "/team?change");
        grace.visit(&choose).await.see("Stratford link workers").not_see("Team for something else").not_see("Team that sends only");
        // Nor by a form that somebody has changed.
        for team in [other, front] {
            grace.visit(&choose).await;
            grace.form("Continue").set("team", &team.to_string()).press(&mut grace).await;
            grace.visit(&check).await;
            grace.form("Send the referral").press(&mut grace).await;
            assert_eq!(grace.page().status, 409);
            grace.page().see("That team does not take referrals any more");
        }
        let general = pathway::find("general").expect("a pack");
        for team in [other, front] {
            let refused = sent(&app, "Amina Yusuf", team, general).await;
            assert!(matches!(refused, Err(Error::Conflict("conflict-team-closed"))), "{refused:?}");
        }
        grace.visit("/sent").await.not_see("Ellis").not_see("Amina");
    }
}
