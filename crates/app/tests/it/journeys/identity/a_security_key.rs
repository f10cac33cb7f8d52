//! A security key is a second step like any other: it is added by somebody who is in already, or who has nothing yet; it answers once, here, and to whom
//! it was asked; and the last one stays.

use jiff::SignedDuration;
use testkit::{App, Browser, SecurityKey, on_both};

const HERE: &str = "http://localhost:8000";

async fn password_only(app: &App, who: &str) -> Browser {
    let mut browser = app.browser();
    browser.visit("/sign-in").await;
    let email = app.world.worker(who).email.clone();
    let form = browser.form("Sign in").fill("E-mail address", &email);
    form.fill("Password", testkit::PASSWORD).press(&mut browser).await;
    browser
}

fn options(browser: &Browser) -> String {
    browser.page().attribute("form[data-module=kith-passkey]", "data-options").expect("a question for a key")
}

async fn add(browser: &mut Browser, key: &mut SecurityKey, name: &str, origin: &str) {
    let answer = key.create(&options(browser), origin);
    browser.form("Add it now").fill("A name for it", name).set("answer", &answer).press(browser).await;
}

async fn answer(browser: &mut Browser, answer: &str) {
    browser.form("Use a passkey or security key").set("answer", answer).press(browser).await;
}

on_both! {
    async fn it_is_added_and_opens_the_door_from_then_on(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/account").await.see("You use an authenticator app.");
        grace.follow("Add a passkey or security key").await;
        let mut blue = SecurityKey::new(1);

        // Without a script, without a name, from another address: nothing is added, and the page says why.
        grace.form("Add it now").fill("A name for it", "Blue key").press(&mut grace).await;
        grace.page().see("scripts are off").see("Use an app");
        add(&mut grace, &mut blue, "", HERE).await;
        grace.page().see("Give it a name");
        add(&mut grace, &mut blue, "Blue key", "https://elsewhere.example").await;
        grace.page().see("The key was not added");
        add(&mut grace, &mut blue, "Blue key", HERE).await;
        grace.page().see("Your printed codes");
        grace.visit("/account").await.see("Blue key").see("Not yet");

        // At the next sign-in it is asked for, and the code of the app goes on working beside it.
        let mut again = password_only(&app, "grace").await;
        again.page().see("One more step").see("Or type a code");
        let said = blue.get(&options(&again), HERE);
        answer(&mut again, &said).await;
        assert_eq!(again.page().url, "/today");
        again.visit("/account").await.see("Blue key").not_see("Not yet");
        let mut by_code = password_only(&app, "grace").await;
        app.clock.advance(SignedDuration::from_secs(60));
        let code = app.world.worker("grace").code(app.clock.now());
        by_code.form("Continue").fill("Code from your app, or a printed code", &code).press(&mut by_code).await;
        assert_eq!(by_code.page().url, "/today");

        // She removes it; it opens nothing any more.
        again.form("Remove Blue key").press(&mut again).await;
        again.page().see("That key is removed").not_see("Blue key");
        password_only(&app, "grace").await.page().see("One more step").not_see("Or type a code");
    }
}

on_both! {
    async fn an_answer_is_good_once_here_and_for_its_own_question(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/account/passkey").await;
        let mut blue = SecurityKey::new(1);
        add(&mut grace, &mut blue, "Blue key", HERE).await;

        // Another key, another address, a question of another session, an old question: each is refused, and counted as a try.
        let mut thief = password_only(&app, "grace").await;
        let mut theirs = password_only(&app, "grace").await;
        let strange = SecurityKey::new(2).get(&options(&thief), HERE);
        answer(&mut thief, &strange).await;
        thief.page().see("That key did not fit");
        let phished = blue.get(&options(&thief), "https://k1th.example");
        answer(&mut thief, &phished).await;
        thief.page().see("That key did not fit");
        let moved = blue.get(&options(&theirs), HERE);
        answer(&mut thief, &moved).await;
        thief.page().see("That key did not fit");
        let late = blue.get(&options(&theirs), HERE);
        app.clock.advance(SignedDuration::from_mins(11));
        answer(&mut theirs, &late).await;
        theirs.page().see("That key did not fit");

        // The page that said so asks anew, and an answer to that is right.
        let right = blue.get(&options(&theirs), HERE);
        let form = theirs.form("Use a passkey or security key").set("answer", &right);
        let (path, body) = (form.action.clone(), form.fields.clone());
        form.press(&mut theirs).await;
        assert_eq!(theirs.page().url, "/today");

        // The very same form again opens nothing: its session is another one now.
        let fields: Vec<(&str, &str)> = body.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert!(thief.post(&path, &fields).await.url.starts_with("/sign-in"));
        assert!(thief.visit("/sent").await.url.starts_with("/sign-in"));

        // A copy of the key, whose counter stands where the real one's stood before, gives itself away.
        let mut copy = SecurityKey::new(1);
        let mut last = password_only(&app, "grace").await;
        let said = copy.get(&options(&last), HERE);
        answer(&mut last, &said).await;
        last.page().see("That key did not fit");
    }
}

on_both! {
    async fn somebody_new_begins_with_one_and_cannot_lose_the_last(app) {
        // Femi invites Lena Abara, whose work needs a second step; she chooses a password and has nothing else yet.
        let mut femi = app.signs_in("femi").await;
        femi.visit("/team").await;
        femi.follow("Invite a colleague").await;
        let form = femi.form("Send the invitation").fill("Name", "Lena Abara").fill("E-mail address", "lena@stratford.example");
        form.choose("Link worker").press(&mut femi).await;
        app.run_jobs().await;
        let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
        let link = mails[0].0.text.split_whitespace().find_map(|w| w.split_once("/welcome/")).expect("a link").1.to_owned();
        let mut lena = app.browser();
        lena.visit(&format!("/welcome/{link}")).await;
        lena.form("Save the password").fill("New password", "four rather quiet words").press(&mut lena).await;
        let form = lena.form("Sign in").fill("E-mail address", "lena@stratford.example");
        form.fill("Password", "four rather quiet words").press(&mut lena).await;

        lena.page().see("a password is not enough");
        lena.follow("Use a passkey or security key instead").await;
        let mut phone = SecurityKey::new(7);
        add(&mut lena, &mut phone, "My telephone", HERE).await;
        lena.page().see("Your printed codes");
        lena.visit("/inbox").await.see("Nothing is waiting");
        lena.visit("/account").await.see("My telephone").see("add another first");

        // With a second key either may go; then the one that is left stays, also when an old page still offers to remove it.
        app.clock.advance(SignedDuration::from_secs(60));
        lena.visit("/account/passkey").await;
        add(&mut lena, &mut SecurityKey::new(8), "Spare in the drawer", HERE).await;
        lena.page().see("Your key is added").see("Spare in the drawer");
        let first = lena.page().attribute("form[action^='/account/passkeys/']", "action").expect("a key may go");
        let mut femi = app.signs_in("femi").await;
        assert_eq!(femi.post(&first, &[]).await.status, 404, "nobody removes another's key");
        lena.form("Remove My telephone").press(&mut lena).await;
        lena.page().see("That key is removed").not_see("My telephone");
        lena.visit("/account/passkey").await;
        add(&mut lena, &mut phone, "My telephone", HERE).await;
        lena.page().see("The key was not added");
        lena.visit("/account").await;
        let kept = lena.page().clone();
        kept.see("Spare in the drawer").see("add another first");
    }
}
