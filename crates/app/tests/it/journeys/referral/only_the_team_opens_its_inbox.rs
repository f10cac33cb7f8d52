//! Who sent a referral reads it among what they sent. The page on which the team decides says whom the team supports already, and is nothing for a sender,
//! though they are a link worker of another team: else a referral with a made-up name would be a question after anybody.

use super::a_link_worker_refers::refers_rosa;
use app::{
    pathway,
    person::{Answer, Described},
    referral::{self, Agreed, NewReferral, Who},
};
use kernel::Date;
use testkit::{App, on_both};

/// Plaistow has somebody of that name, in hiding.
async fn given_plaistow_has_a_rosa_mendes(app: &App) {
    let ctx = app.system();
    let rosa = Described {
        name: "Rosa Mendes".into(),
        born: Date::new(1990, 2, 1),
        postcode: Some("E13 9AP".parse().expect("a postcode")),
        danger: Some("Nobody may learn where she is".into()),
        ..Described::default()
    };
    let new = NewReferral {
        organisation: app.world.organisations["other-surgery"],
        team: app.world.teams["plaistow"],
        setting: "gp-practice",
        pathway: pathway::find("general").expect("a pack"),
        person: Who::Described(Box::new(rosa)),
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
    referral::send(&ctx, None, new).await.expect("a referral");
}

on_both! {
    async fn a_sender_is_not_told_whom_the_team_supports(app) {
        given_plaistow_has_a_rosa_mendes(&app).await;
        let mut sam = app.signed_in("sam").await;
        refers_rosa(&mut sam).await;
        let sent = sam.page().url.split('?').next().expect("a path").to_owned();
        let inbox = sent.replace("/sent/", "/inbox/");
        for page in [inbox.clone(), format!("{inbox}/return")] {
            assert_eq!(sam.visit(&page).await.status, 404, "{page}");
            sam.page().not_see("Mendes").not_see("E13 9AP");
        }
        for page in ["accept", "return"] {
            sam.post(&format!("{inbox}/{page}"), &[("version", "1"), ("why", "not-ours"), ("same", "none")]).await;
            assert_eq!(sam.page().status, 404, "{page}");
        }
        sam.visit(&sent).await.see("Rosa Mendes").not_see("E13 9AP");

        // The team itself is asked, and each look is in the record.
        let mut noor = app.signed_in("noor").await;
        noor.visit(&inbox).await.see("Do we know them already?").see("E13 9AP");
        noor.visit(&format!("{inbox}/return")).await.see("Rosa Mendes");
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/audit?kind=refused").await.see("referral-decide").see("Sam Lee");
    }
}
