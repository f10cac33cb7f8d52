//! The ethnic group may be left open, and nobody is asked twice. Where it is given, the link worker who supports somebody finds it in the record; whoever
//! decides whether to take them does not, and it goes no further. A code that there is not is refused, and nothing typed is lost.

use super::receptionist_refers::fill_in_mr_ellis;
use testkit::{App, Browser, on_both};

const ASKED: &str = "Ethnic group, as they describe it";
const SAID: &str = "Asian or Asian British: Bangladeshi";

/// From the page that shows the answers back to the first one, and to this answer.
async fn when_it_is_answered(browser: &mut Browser, code: &str) {
    let check = browser.page().url.clone();
    browser.visit(&check.replace("/check", "/who?change")).await.see("Leave it open if you have not asked");
    browser.form("Continue").fill(ASKED, code).press(browser).await;
}

/// Nothing of it is shown before. Says where the record is.
async fn when_sam_takes_him_on(app: &App) -> (Browser, String) {
    let mut sam = app.signed_in("sam").await;
    sam.visit("/inbox").await.see("Walter Ellis").not_see(SAID);
    sam.follow("Walter Ellis").await.see("Accept").not_see(ASKED);
    sam.form("Accept").press(&mut sam).await;
    let record = sam.page().url.split('?').next().expect("a path").to_owned();
    (sam, record)
}

on_both! {
    async fn left_open_it_stops_nobody(app) {
        let mut rao = app.signed_in("dr-rao").await;
        fill_in_mr_ellis(&mut rao).await;
        rao.page().not_see(ASKED);
        rao.form("Send the referral").press(&mut rao).await;
        rao.page().see("The referral is sent").not_see(ASKED);

        let (sam, _) = when_sam_takes_him_on(&app).await;
        sam.page().see("Walter Ellis").not_see(ASKED);
    }
}

on_both! {
    async fn given_it_is_in_the_record_and_goes_no_further(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        when_it_is_answered(&mut grace, "K").await;
        grace.page().see("Check what you have written").see(SAID);
        grace.form("Send the referral").press(&mut grace).await;
        grace.page().see("The referral is sent").see(SAID);

        let (mut sam, record) = when_sam_takes_him_on(&app).await;
        assert_eq!(sam.page().fact(ASKED).as_deref(), Some(SAID));
        for page in ["/plan", "/contacts/new", "/note"] {
            sam.visit(&format!("{record}{page}")).await.see("Walter Ellis").not_see(SAID);
        }

        testkit::choir(&app.system()).await;
        sam.visit(&format!("{record}/match")).await.not_see(SAID);
        sam.form_near("Carpenters Road Singers", "Ask them").press(&mut sam).await;
        sam.page().not_see(SAID);
        sam.form("Continue").fill("What they would like", "To sing").choose("Through me").press(&mut sam).await;
        sam.page().see("Do they say yes to this?").not_see(SAID);
        sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(&mut sam).await;
        sam.page().see("Check, then send").not_see(SAID);
    }
}

on_both! {
    async fn a_no_to_the_team_holds_for_it_too(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        when_it_is_answered(&mut grace, "K").await;
        let check = grace.page().url.clone();
        grace.visit(&check.replace("/check", "/agreement?change")).await;
        let no = "No: only who they are, how to reach them, what is dangerous, and how soon";
        grace.form("Continue").choose_in("May the team have what is written here?", no).press(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;

        let (mut sam, record) = when_sam_takes_him_on(&app).await;
        sam.page().see("They said no to giving the team what was written here").not_see(ASKED);
        // They say yes after all.
        sam.follow("They have said yes now").await;
        sam.form("They said yes").choose("By telephone").press(&mut sam).await;
        assert_eq!(sam.visit(&record).await.fact(ASKED).as_deref(), Some(SAID));
    }
}

on_both! {
    async fn a_code_that_there_is_not_is_refused_beside_its_field(app) {
        let mut grace = app.signed_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        grace.form("Continue").fill("Name", "Suharto").fill("NHS number", "999 000 0018").fill(ASKED, "Q").press(&mut grace).await;
        for next in ["99", "a", "Z"] {
            assert_eq!(grace.page().status, 422);
            grace.page().see("There is a problem").see("Choose from the list");
            let beside = grace.page().attribute("#ethnicity", "aria-describedby");
            assert_eq!(beside.as_deref(), Some("ethnicity-hint ethnicity-error"));
            let form = grace.form("Continue");
            assert!(form.fields.contains(&("name".into(), "Suharto".into())), "the name is still there");
            assert!(form.fields.contains(&("nhs-number".into(), "999 000 0018".into())), "and the number");
            form.fill(ASKED, next).press(&mut grace).await;
        }
        grace.page().see("How can we reach them safely?");
        let who = grace.page().url.replace("/reach", "/who");
        grace.visit(&who).await;
        assert!(grace.form("Continue").fields.contains(&("ethnicity".into(), "Z".into())), "what was chosen is kept");
    }
}
