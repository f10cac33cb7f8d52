//! Somebody changes their mind: about one service, about the team, about being referred at all. It is written down as a further fact, counts from that
//! moment, and nothing that was said before is written over.

use crate::journeys::{
    referral::receptionist_refers::when_she_refers_mr_ellis,
    thread::from_a_surgery_to_a_choir::{
        Link, opened, when_sam_accepts, when_sam_sends_him_to_a_choir, when_the_choir_says_yes,
    },
};
use testkit::{App, Browser, on_both};

/// Mr Ellis on Sam's caseload, and where Grace sees what became of him.
async fn accepted(app: &App) -> (Browser, String, String) {
    let mut grace = app.signed_in("grace").await;
    when_she_refers_mr_ellis(&mut grace).await;
    let sent = grace.page().url.split('?').next().expect("a path").to_owned();
    let mut sam = app.signed_in("sam").await;
    let case = when_sam_accepts(&mut sam).await;
    (sam, case, sent)
}

async fn sent_on(app: &App) -> (Browser, String, Link) {
    let (mut sam, case, _) = accepted(app).await;
    let link = when_sam_sends_him_to_a_choir(app, &mut sam, &case).await;
    (sam, case, link)
}

/// Opens the page on which a fact is taken back, found by the words in its panel.
async fn open_the_page(browser: &mut Browser, case: &str, fact: &str) {
    let html = browser.visit(&format!("{case}/agreements")).await.html.clone();
    let panel = html.split("kith-panel").find(|s| s.contains(fact) && s.contains("/take-back")).expect("the fact");
    let href = panel.split("href=\"").find(|p| p.contains("/take-back")).and_then(|p| p.split('"').next());
    browser.visit(href.expect("a link")).await.see("They have changed their mind");
}

pub async fn he_takes_it_back(browser: &mut Browser, case: &str, fact: &str) {
    open_the_page(browser, case, fact).await;
    browser.form("Write it down").choose("They said so themselves").choose("By telephone").press(browser).await;
}

on_both! {
    async fn to_a_service_that_has_not_answered(app) {
        let (mut sam, case, link) = sent_on(&app).await;
        let mut leader = opened(&app, &link).await;
        leader.page().see("Likes to be called: Walter");

        open_the_page(&mut sam, &case, "Agreed to share: <bdi>Carpenters Road Singers").await;
        sam.page().see("has not answered").see("the link dies at once");
        let empty = sam.form("Write it down").fill("Whom did they tell?", "").fill_day("When?", "24", "12", "2026");
        empty.press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Choose who said so").see("Enter whom they told").see("Choose how they were told").see("cannot be in the future");
        leader.visit(&link.path).await.see("Walter");

        let said = sam
            .form("Write it down")
            .choose("They said so themselves")
            .fill("Whom did they tell?", "The carer on duty")
            .choose("By telephone")
            .fill_day("When?", "24", "11", "2026")
            .fill("What did they say?", "He would rather stay in.");
        said.clone().press(&mut sam).await;
        sam.page().see("counts from now on").see("Taken back").see("The link is dead. If Carpenters Road Singers opened it before").see("020 7946 0312");

        // The link is dead, even where it was open.
        leader.form("Yes, they can come").press(&mut leader).await;
        assert_eq!(leader.page().status, 404);
        assert_eq!(leader.visit(&link.path).await.status, 404);

        // Sent twice is one fact; what was said before stands beside it.
        said.press(&mut sam).await;
        assert_eq!(sam.page().status, 200);
        sam.visit(&format!("{case}/agreements")).await.see("Yes, face to face, 24 November 2026, Sam Lee");
        let text = sam.page().text();
        assert_eq!(text.matches("He would rather stay in.").count(), 1, "{text}");
        sam.page().see("They said so themselves; told: The carer on duty");
        sam.visit(&case).await.see("They took back their yes to Carpenters Road Singers").see("Taken back, 24 November 2026");
        assert!(!testkit::logs().contains("rather stay in"));
    }
}

on_both! {
    async fn to_a_service_that_has_said_yes(app) {
        let (mut sam, case, link) = sent_on(&app).await;
        when_the_choir_says_yes(&app, &link).await;
        open_the_page(&mut sam, &case, "Agreed to share: <bdi>Carpenters Road Singers").await;
        sam.page().see("has said yes and knows what was sent");
        sam.form("Write it down").choose("They said so themselves").choose("Face to face").press(&mut sam).await;
        sam.page().see("had already been told what stands below").see("destroy what they wrote down").see("020 7946 0312");
        // It is not shown by the link any more either.
        assert_eq!(app.browser().visit(&link.path).await.status, 404);
    }
}

on_both! {
    async fn to_being_referred(app) {
        let (mut sam, case, sent) = accepted(&app).await;
        let choir = testkit::choir(&app.system()).await;
        // A form for a service is half filled in.
        sam.visit(&format!("{case}/match")).await;
        sam.form_near("Carpenters Road Singers", "Ask them").press(&mut sam).await;
        sam.form("Continue").fill("What they would like", "Singing").choose("Through me").press(&mut sam).await;
        sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(&mut sam).await;
        let send = sam.form("Send");

        he_takes_it_back(&mut sam, &case, "Agreed to be referred").await;
        // It leads to the end of the case, with the reason that fits; the worker says.
        sam.page().see("Nothing new can be sent on").see("Close the case").see("They do not agree to be referred any more");
        let fields = sam.form("Close the case").fields;
        assert!(fields.contains(&("why".into(), "did-not-want".into())), "{fields:?}");

        // Nothing new goes out: not what was half done, not anything else.
        send.press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        sam.page().see("They do not agree to be referred any more");
        sam.visit(&format!("{case}/match")).await.see("Carpenters Road Singers").not_see("Ask them");
        sam.post(&format!("{case}/onward"), &[("service", &choir.to_string())]).await;
        assert_eq!(sam.page().status, 409);
        app.run_jobs().await;
        assert!(base::mail::outbox(&app.system()).await.expect("the outbox").is_empty());
        sam.visit(&case).await.see("Does not agree any more").see("They said that they do not agree to be referred any more");

        // What he told the team is the team's; who referred him sees what became of it.
        let mut grace = app.signed_in("grace").await;
        grace.visit(&sent).await.see("Is being supported").not_see("Taken back").not_see("told:");

        // He thinks again.
        sam.follow("They have said yes now").await;
        sam.form("They said yes").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.form("They said yes").choose("Face to face").press(&mut sam).await;
        sam.page().see("they agree again").see("They said yes to being referred again").not_see("Does not agree any more");
        sam.visit(&format!("{case}/match")).await.see("Ask them");
    }
}

on_both! {
    async fn to_what_the_team_may_have(app) {
        let (mut sam, case, sent) = accepted(&app).await;
        sam.visit(&case).await.see("Very lonely");
        // A colleague picks up the telephone.
        let mut jo = app.signed_in("jo").await;
        open_the_page(&mut jo, &case, "Agreed to share: <bdi>Stratford link workers").await;
        let form = jo.form("Write it down").choose("Somebody who may speak for them").choose("By telephone").fill("What did they say?", "His daughter rang.");
        form.press(&mut jo).await;
        jo.page().see("What the referrer wrote is hidden from the team").see("They said no to giving the team what was written").not_see("Very lonely");
        sam.visit("/cases").await.see("Walter Ellis").not_see("Loneliness or company");
        let mut grace = app.signed_in("grace").await;
        grace.visit(&sent).await.see("Very lonely").not_see("His daughter rang").not_see("Jo Mensah");
    }
}

on_both! {
    async fn two_people_write_it_down_and_strangers_cannot(app) {
        let (mut sam, case, _) = accepted(&app).await;
        let mut femi = app.signed_in("femi").await;
        open_the_page(&mut femi, &case, "Agreed to be referred").await;
        let page = femi.page().url.clone();
        let later = femi.form("Write it down").choose("They said so themselves").choose("Face to face");
        he_takes_it_back(&mut sam, &case, "Agreed to be referred").await;
        later.press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        assert_eq!(femi.visit(&page).await.status, 409);
        // What he knows cannot be taken back.
        sam.visit(&format!("{case}/agreements")).await.see("Knows who will see this");
        assert_eq!(sam.page().html.matches("/take-back").count(), 1, "only sharing with the team is left");

        for who in ["grace", "tom", "noor", "kim", "ada", "bea"] {
            let mut other = app.signed_in(who).await;
            for path in [format!("{case}/agreements"), page.clone()] {
                assert_eq!(other.visit(&path).await.status, 404, "{who} {path}");
            }
            other.post(&page, &[("said-by", "person"), ("told", "x"), ("how", "telephone")]).await;
            assert_eq!(other.page().status, 404, "{who}");
        }
    }
}
