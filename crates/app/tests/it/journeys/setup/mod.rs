pub mod a_brand_from_a_file;
pub mod a_team_changes;
pub mod a_team_ends;
pub mod an_empty_house;
pub mod an_organisation_changes;
pub mod the_code;
pub mod two_at_once;

use app::identity::Team;
use kernel::Id;
use testkit::{App, Browser, Engine, engines};

pub const PASSWORD: &str = "four rather quiet words";

/// Runs a journey in an installation with nobody in it, on each database.
pub async fn on_each<F: Future<Output = ()>>(journey: impl Fn(App) -> F) {
    for engine in engines() {
        let _: Engine = engine;
        journey(App::empty(engine).await).await;
    }
}

/// The code that `kith serve` prints.
pub async fn code(app: &App) -> String {
    app::setup::new_code(&app.machine).await.expect("the setting").expect("nobody can sign in yet")
}

/// Fills in the form of the first administrator.
pub async fn found(browser: &mut Browser, code: &str) {
    browser.visit("/set-up").await;
    browser
        .form("Make the administrator")
        .fill("Set-up code", code)
        .fill("Name", "Ada Novak")
        .fill("E-mail address", "ada@house.example")
        .fill("New password", PASSWORD)
        .press(browser)
        .await;
}

/// Signs in for the first time: password, then an authenticator app.
pub async fn enrol(app: &App, browser: &mut Browser, email: &str) {
    browser.visit("/sign-in").await;
    browser.form("Sign in").fill("E-mail address", email).fill("Password", PASSWORD).press(browser).await;
    browser.page().see("Add an authenticator app");
    let text = browser.page().text();
    let secret = text.split("type this key: ").nth(1).and_then(|t| t.split(" Or,").next()).expect("a key").to_owned();
    let code = base::auth::factor::code_at(&secret, app.clock.now()).expect("a code");
    browser.form("Continue").fill("Six digits", &code).press(browser).await;
    browser.page().see("Your printed codes");
}

/// An administrator of a house that was empty.
pub async fn administrator(app: &App) -> Browser {
    let mut ada = app.browser();
    found(&mut ada, &code(app).await).await;
    enrol(app, &mut ada, "ada@house.example").await;
    ada
}

/// Ends a team from its page, as an administrator who has read it.
pub async fn when_she_ends(ada: &mut Browser, team: Id<Team>) {
    ada.visit(&format!("/admin/teams/{team}/end")).await;
    ada.form("End it now").press(ada).await;
}
