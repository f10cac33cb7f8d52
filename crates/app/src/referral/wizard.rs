//! Referring somebody: who, how to reach them, why, what they agreed to, to which team; then check your answers.

use super::{
    actions::{self, Agreed, NewReferral, Who},
    model::Referral,
};
use crate::{
    identity::{self, Organisation, Team},
    pathway::{self, QuestionKind},
    person::{self, Answer, CHANNELS, Described, GENDERS, RESIDENCES},
    policy::REFERRAL_NEW,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, FieldErrors, Result,
    draft::{self, Draft},
    http::{
        form::{Fields, Form, FormView, Reader},
        page::{Html, Page, see},
        routes::{Access, Route},
        wizard::{self, DRAFT_VIEW, Open, Posted, Step, Wizard},
    },
};
use kernel::{Id, Language};
use serde::Serialize;

const FOR: Access = Access::For(&REFERRAL_NEW);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/refer", FOR, start_page),
        Route::post("/refer", FOR, start),
        Route::get("/refer/{draft}/{step}", FOR, show),
        Route::post("/refer/{draft}/{step}", FOR, submit),
        Route::post("/refer/{draft}/{step}/autosave", FOR, autosave),
        Route::post("/refer/{draft}/discard", FOR, discard),
    ]
}

/// The form of a professional who refers somebody.
pub(super) struct Refer;

/// Only one pathway is offered until there are more packs.
const PATHWAY: &str = "general";

const WHO: &[&str] = &["name", "born-day", "born-month", "born-year", "nhs-number", "gender", "language", "interpreter"];
const REACH: &[&str] =
    &["residence", "address", "postcode", "phone", "email", "channels", "safe-note", "danger"];
const WHY: &[&str] = &["setting", "reason"];
const AGREEMENT: &[&str] =
    &["agreed", "who-sees", "share", "asked-how", "asked-day", "asked-month", "asked-year", "agreement-note"];

fn step(name: &'static str, fields: &[&str]) -> Step {
    Step { name, fields: fields.iter().map(|f| (*f).to_owned()).collect() }
}

impl Wizard for Refer {
    const KIND: &'static str = "referral";
    const ROOT: &'static str = "/refer";

    fn steps(&self, answers: &Fields) -> Vec<Step> {
        let mut steps = vec![step("who", WHO)];
        if answers.has("known-offered") {
            steps.push(step("known", &["known"]));
        }
        if !chose_known(answers) {
            steps.push(step("reach", REACH));
        }
        let mut why = step("why", WHY);
        why.fields.extend(pathway::find(PATHWAY).map(pathway::Pack::fields).unwrap_or_default());
        steps.push(why);
        steps.push(step("agreement", AGREEMENT));
        steps.push(step("team", &["team"]));
        steps
    }

    fn check(&self, ctx: &Ctx, step: &str, answers: &Fields) -> FieldErrors {
        let mut r = Reader::new(answers);
        match step {
            "who" => {
                r.text("name", 200, "error-person-name-missing");
                r.born("born", ctx.today());
                r.nhs_number("nhs-number");
                r.optional_choice("gender", GENDERS);
                if answers.has("language") && Language::find(answers.get("language")).is_none() {
                    r.errors.add("language", "error-choose-from-list");
                }
            }
            "known" => {
                let offered: Vec<&str> = answers.get("known-offered").split(' ').chain(["none"]).collect();
                r.choice("known", &offered, "error-known-missing");
            }
            "reach" => {
                let residence = r.choice("residence", RESIDENCES, "error-residence-missing");
                r.optional("address", 500);
                if residence != "no-fixed-address" {
                    r.postcode("postcode");
                }
                r.phone("phone");
                r.email("email");
                let channels = r.choices("channels", CHANNELS);
                if channels.is_empty() {
                    r.errors.add("channels", "error-channels-missing");
                }
                if channels.iter().any(|c| ["call", "voicemail", "text"].contains(&c.as_str())) && !answers.has("phone") {
                    r.errors.add("phone", "error-phone-for-channel");
                }
                if channels.iter().any(|c| c == "email") && !answers.has("email") {
                    r.errors.add("email", "error-email-for-channel");
                }
                r.optional("safe-note", 1000);
                r.optional("danger", 1000);
            }
            "why" => {
                if !answers.has("setting") {
                    r.errors.add("setting", "error-setting-missing");
                }
                r.text("reason", 2000, "error-reason-missing");
                if let Some(pack) = pathway::find(PATHWAY) {
                    pack.check(answers, &mut r.errors);
                }
            }
            "agreement" => {
                let referred = r.choice("agreed", &["yes", "could-not-ask", "not-asked"], "error-agreed-missing");
                let who = r.choice("who-sees", &["yes", "not-asked"], "error-who-sees-missing");
                let share = r.choice("share", &["yes", "no", "not-asked"], "error-share-missing");
                let asked = [&referred, &who, &share].iter().any(|a| ["yes", "no"].contains(&a.as_str()));
                if asked {
                    r.choice("asked-how", HOW, "error-asked-how-missing");
                    let on = r.date("asked");
                    if on.is_none() && !r.errors.0.contains_key("asked") {
                        r.errors.add("asked", "error-asked-on-missing");
                    }
                    if on.is_some_and(|on| on > ctx.today()) {
                        r.errors.add("asked", "error-asked-future");
                    }
                }
                if referred == "could-not-ask" && !answers.has("agreement-note") {
                    r.errors.add("agreement-note", "error-could-not-ask-why");
                }
                r.optional("agreement-note", 1000);
            }
            "team" => {
                if answers.get("team").parse::<Id<Team>>().is_err() {
                    r.errors.add("team", "error-team-missing");
                }
            }
            _ => {}
        }
        r.errors
    }
}

const HOW: &[&str] = &["in-person", "telephone", "writing", "on-behalf"];

fn chose_known(answers: &Fields) -> bool {
    answers.has("known-offered") && answers.has("known") && answers.get("known") != "none"
}

/// The person as the answers describe them. Postcodes that nobody knows are kept: new estates are real.
fn described(answers: &Fields) -> Described {
    let mut r = Reader::new(answers);
    let today = kernel::Date::from_jiff(jiff::civil::Date::MAX);
    Described {
        name: r.text("name", 200, ""),
        born: r.born("born", today).or_else(|| r.date("born")),
        nhs_number: r.nhs_number("nhs-number"),
        gender: r.optional_choice("gender", GENDERS),
        language: r.optional("language", 20),
        interpreter: answers.get("interpreter") == "yes",
        residence: r.optional_choice("residence", RESIDENCES),
        address: r.optional("address", 500),
        postcode: r.postcode("postcode"),
        phone: r.phone("phone"),
        email: r.email("email"),
        safe_channels: r.choices("channels", CHANNELS),
        safe_note: r.optional("safe-note", 1000),
        danger: r.optional("danger", 1000),
    }
}

#[derive(Serialize, Debug, Clone)]
struct Item {
    value: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Hint>,
}

#[derive(Serialize, Debug, Clone)]
struct Hint {
    text: String,
}

impl Item {
    fn new(value: impl Into<String>, text: impl Into<String>) -> Item {
        Item { value: value.into(), text: text.into(), hint: None }
    }
    fn with_hint(mut self, text: impl Into<String>) -> Item {
        self.hint = Some(Hint { text: text.into() });
        self
    }
}

/// Codes with labels `{prefix}-{code}`.
fn items(ctx: &Ctx, prefix: &str, codes: &[&str]) -> Vec<Item> {
    codes.iter().map(|c| Item::new(*c, ctx.t(&format!("{prefix}-{c}")))).collect()
}

/// Before anything is typed: what this is for, what it is not for, and drafts to go on with.
#[derive(Serialize, Debug)]
pub(super) struct StartPage {
    drafts: Vec<DraftRow>,
}

#[derive(Serialize, Debug)]
struct DraftRow {
    id: String,
    name: String,
    changed: kernel::Instant,
    step: String,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "referral/start";
    fn sample() -> Vec<StartPage> {
        let changed = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let row = DraftRow { id: "d1".into(), name: "Walter Ellis".into(), changed, step: "why".into() };
        vec![StartPage { drafts: vec![row] }, StartPage { drafts: vec![] }]
    }
}

async fn start_page(ctx: Ctx) -> Result<Response> {
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let (mut rx, _) = ctx.read(&DRAFT_VIEW, Draft::own(&ctx)?).await?;
    let mut drafts = vec![];
    for d in draft::of_owner(&mut rx, me).await?.into_iter().filter(|d| d.kind == Refer::KIND) {
        let answers = d.answers(&ctx)?;
        let step = Refer.unfinished(&ctx, &answers).first().copied().unwrap_or("check").to_owned();
        drafts.push(DraftRow { id: d.id.to_string(), name: answers.get("name").to_owned(), changed: d.changed_at, step });
    }
    ctx.page(&StartPage { drafts })
}

async fn start(ctx: Ctx, Form(_): Form) -> Result<Response> {
    let mut answers = Fields::default();
    // Asked today is the usual case; it can be changed.
    let today = ctx.today().jiff();
    answers.set("asked-day", today.day().to_string());
    answers.set("asked-month", today.month().to_string());
    answers.set("asked-year", today.year().to_string());
    let organisation = organisation(&ctx).await?;
    if let Some(setting) = organisation.setting {
        answers.set("setting", setting);
    }
    Ok(see(wizard::start(&Refer, &ctx, &answers).await?))
}

/// The organisation for which somebody refers: the first that they work for.
async fn organisation(ctx: &Ctx) -> Result<Organisation> {
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let (mut rx, worker) = ctx.read(&crate::policy::ACCOUNT_VIEW, Id::<identity::Worker>::from_uuid(me)).await?;
    let first = identity::organisations_of(&mut rx, worker.id).await?.into_iter().next().ok_or(Error::NotFound)?;
    identity::organisation(&mut rx, first).await?.ok_or(Error::NotFound)
}

/// What every step's page has.
#[derive(Serialize, Debug)]
struct Frame {
    draft: String,
    step: &'static str,
    back: Option<String>,
    number: usize,
    of: usize,
    /// Whether it was opened from the check page.
    change: bool,
    form: FormView,
}

impl Frame {
    fn of(open: &Open, ctx: &Ctx, errors: &FieldErrors) -> Frame {
        Frame {
            draft: open.draft.id.to_string(),
            step: open.step.name,
            back: open.back.clone(),
            number: open.number,
            of: open.of,
            change: ctx.request.query.as_deref().is_some_and(|q| q.contains("change")),
            form: FormView::with(&open.answers, errors),
        }
    }

    fn sample(step: &'static str, wrong: Option<(&str, &str)>) -> Frame {
        let mut form = FormView::default();
        form.values.set("name", "Walter Ellis");
        if let Some((field, key)) = wrong {
            form.errors.add(field, key);
        }
        Frame { draft: "d1".into(), step, back: Some("/refer/d1/who".into()), number: 2, of: 6, change: false, form }
    }
}

/// Who it is about.
#[derive(Serialize, Debug)]
pub(super) struct WhoPage {
    frame: Frame,
    genders: Vec<Item>,
    languages: Vec<Item>,
}

impl Page for WhoPage {
    const TEMPLATE: &'static str = "referral/who";
    fn sample() -> Vec<WhoPage> {
        let page = |wrong| WhoPage {
            frame: Frame::sample("who", wrong),
            genders: vec![Item::new("male", "Male")],
            languages: vec![Item::new("bn", "Bengali")],
        };
        vec![page(None), page(Some(("born", "error-born-future"))), page(Some(("nhs-number", "error-nhs-number")))]
    }
}

/// People whom the referrer's own organisation already supports and who fit what was typed.
#[derive(Serialize, Debug)]
pub(super) struct KnownPage {
    frame: Frame,
    known: Vec<Item>,
}

impl Page for KnownPage {
    const TEMPLATE: &'static str = "referral/known";
    fn sample() -> Vec<KnownPage> {
        let known = vec![Item::new("p1", "Walter Ellis, 12 March 1948").with_hint("E15 1AA"), Item::new("none", "None of these")];
        vec![KnownPage { frame: Frame::sample("known", None), known }]
    }
}

/// Where they live and how it is safe to reach them.
#[derive(Serialize, Debug)]
pub(super) struct ReachPage {
    frame: Frame,
    residences: Vec<Item>,
    channels: Vec<Item>,
}

impl Page for ReachPage {
    const TEMPLATE: &'static str = "referral/reach";
    fn sample() -> Vec<ReachPage> {
        let page = |wrong| ReachPage {
            frame: Frame::sample("reach", wrong),
            residences: vec![Item::new("care-home", "In a care home")],
            channels: vec![Item::new("call", "Telephone call")],
        };
        vec![page(None), page(Some(("channels", "error-channels-missing")))]
    }
}

#[derive(Serialize, Debug)]
struct QuestionView {
    field: String,
    kind: &'static str,
    label: String,
    hint: String,
    choices: Vec<Item>,
}

/// Why, and the pathway's own questions.
#[derive(Serialize, Debug)]
pub(super) struct WhyPage {
    frame: Frame,
    settings: Vec<Item>,
    questions: Vec<QuestionView>,
}

impl Page for WhyPage {
    const TEMPLATE: &'static str = "referral/why";
    fn sample() -> Vec<WhyPage> {
        let question = |kind| QuestionView {
            field: format!("q-{kind}"),
            kind,
            label: "How soon?".into(),
            hint: "A hint".into(),
            choices: vec![Item::new("routine", "Within the usual time")],
        };
        vec![WhyPage {
            frame: Frame::sample("why", Some(("reason", "error-reason-missing"))),
            settings: vec![Item::new("gp-practice", "GP practice")],
            questions: vec![question("text"), question("choice"), question("choices")],
        }]
    }
}

/// The three facts of agreement.
#[derive(Serialize, Debug)]
pub(super) struct AgreementPage {
    frame: Frame,
    hows: Vec<Item>,
}

impl Page for AgreementPage {
    const TEMPLATE: &'static str = "referral/agreement";
    fn sample() -> Vec<AgreementPage> {
        vec![AgreementPage {
            frame: Frame::sample("agreement", Some(("agreed", "error-agreed-missing"))),
            hows: vec![Item::new("in-person", "Face to face")],
        }]
    }
}

/// Which team receives it.
#[derive(Serialize, Debug)]
pub(super) struct TeamPage {
    frame: Frame,
    teams: Vec<Item>,
}

impl Page for TeamPage {
    const TEMPLATE: &'static str = "referral/team";
    fn sample() -> Vec<TeamPage> {
        let teams = vec![Item::new("t1", "Stratford link workers").with_hint("Newham")];
        vec![TeamPage { frame: Frame::sample("team", None), teams }, TeamPage { frame: Frame::sample("team", None), teams: vec![] }]
    }
}

async fn show(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>) -> Result<Response> {
    if step == "check" {
        return check_page(&ctx, draft).await;
    }
    let open = wizard::open(&Refer, &ctx, draft, &step).await;
    let open = match open {
        Err(Error::NotFound) => return already_sent(&ctx, draft).await,
        other => other?,
    };
    let html = render(&ctx, &open, &FieldErrors::default()).await?;
    Ok(axum::response::IntoResponse::into_response(html))
}

/// Going back to a form that was sent leads to what was sent.
async fn already_sent(ctx: &Ctx, draft: Id<Draft>) -> Result<Response> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, draft).await?;
    let sent = draft.became.ok_or(Error::NotFound)?;
    Ok(see(format!("/sent/{sent}?done=already-sent")))
}

async fn render(ctx: &Ctx, open: &Open, errors: &FieldErrors) -> Result<Html> {
    let frame = Frame::of(open, ctx, errors);
    match open.step.name {
        "who" => {
            let mut languages = vec![Item::new("", "")];
            languages.extend(Language::all().iter().map(|l| Item::new(l.code(), format!("{} ({})", l.english(), l.own()))));
            ctx.render(&WhoPage { frame, genders: items(ctx, "gender", GENDERS), languages })
        }
        "known" => {
            let known = known_items(ctx, &open.answers).await?;
            ctx.render(&KnownPage { frame, known })
        }
        "reach" => ctx.render(&ReachPage {
            frame,
            residences: items(ctx, "residence", RESIDENCES),
            channels: items(ctx, "channel", CHANNELS),
        }),
        "why" => {
            let (mut rx, _) = ctx.read(&DRAFT_VIEW, Draft::own(ctx)?).await?;
            let settings = super::store::settings(&mut rx).await?;
            let settings = settings.iter().map(|c| Item::new(c, ctx.t(&format!("setting-{c}")))).collect();
            drop(rx);
            ctx.render(&WhyPage { frame, settings, questions: questions(ctx) })
        }
        "agreement" => ctx.render(&AgreementPage { frame, hows: items(ctx, "how", HOW) }),
        "team" => {
            let teams = team_items(ctx).await?;
            ctx.render(&TeamPage { frame, teams })
        }
        _ => Err(Error::NotFound),
    }
}

fn questions(ctx: &Ctx) -> Vec<QuestionView> {
    let lang = ctx.request.lang.as_str();
    let Some(pack) = pathway::find(PATHWAY) else { return vec![] };
    pack.questions
        .iter()
        .map(|q| QuestionView {
            field: q.field(),
            kind: match q.kind {
                QuestionKind::Text => "text",
                QuestionKind::Choice => "choice",
                QuestionKind::Choices => "choices",
            },
            label: q.label(lang).to_owned(),
            hint: q.hint(lang).to_owned(),
            choices: q.choices.iter().map(|c| Item::new(&c.code, c.label(lang))).collect(),
        })
        .collect()
}

async fn known_items(ctx: &Ctx, answers: &Fields) -> Result<Vec<Item>> {
    let organisation = organisation(ctx).await?;
    let (mut rx, _) = ctx.read(&REFERRAL_NEW, organisation.id).await?;
    let known = person::known_to(&mut rx, organisation.id.uuid(), &described(answers)).await?;
    let mut items: Vec<Item> = known
        .iter()
        .map(|p| {
            let born = p.born.map(|b| b.to_string()).unwrap_or_default();
            let item = Item::new(p.id.to_string(), format!("{} {born}", p.name.0));
            match &p.postcode {
                Some(postcode) => item.with_hint(postcode.to_string()),
                None => item,
            }
        })
        .collect();
    items.push(Item::new("none", ctx.t("known-none")));
    Ok(items)
}

async fn team_items(ctx: &Ctx) -> Result<Vec<Item>> {
    let organisation = organisation(ctx).await?;
    let (mut rx, _) = ctx.read(&REFERRAL_NEW, organisation.id).await?;
    let teams = identity::receiving_teams(&mut rx).await?;
    Ok(teams
        .into_iter()
        .filter(|t| t.serves(PATHWAY))
        .map(|t| {
            let item = Item::new(t.id.to_string(), t.name);
            if t.areas.is_empty() { item } else { item.with_hint(t.areas.replace(' ', ", ").replace('_', " ")) }
        })
        .collect())
}

async fn submit(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>, Form(fields): Form) -> Result<Response> {
    if step == "check" {
        return send(&ctx, draft).await;
    }
    match wizard::post(&Refer, &ctx, draft, &step, &fields).await? {
        Posted::Next(next) if step == "who" => {
            // Whether anybody is offered depends on who was typed; it is kept with the answers, so that the steps stay a pure function of them.
            offer_known(&ctx, draft).await?;
            let open = wizard::open(&Refer, &ctx, draft, "who").await?;
            let asked_here = open.answers.has("known-offered") && !open.answers.has("known");
            Ok(see(if asked_here { Refer.address(draft, "known") } else { next }))
        }
        Posted::Next(next) => Ok(see(next)),
        Posted::Again(open, errors) => {
            let html = render(&ctx, &open, &errors).await?;
            Ok(axum::response::IntoResponse::into_response((axum::http::StatusCode::UNPROCESSABLE_ENTITY, html)))
        }
    }
}

async fn offer_known(ctx: &Ctx, id: Id<Draft>) -> Result<()> {
    let organisation = organisation(ctx).await?;
    let (mut tx, draft) = ctx.write(&base::http::wizard::DRAFT_EDIT, id).await?;
    let mut answers = draft.answers(ctx)?;
    let known = person::known_to(&mut tx, organisation.id.uuid(), &described(&answers)).await?;
    let ids: Vec<String> = known.iter().map(|p| p.id.to_string()).collect();
    if answers.get("known-offered") != ids.join(" ") {
        answers.set("known-offered", ids.join(" "));
        answers.0.remove("known");
        draft::save(&mut tx, ctx, &draft, &answers).await?;
    }
    tx.commit().await
}

async fn autosave(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>, Form(fields): Form) -> Result<Response> {
    wizard::autosave(&Refer, &ctx, draft, &step, &fields).await?;
    Ok(axum::response::IntoResponse::into_response(axum::http::StatusCode::NO_CONTENT))
}

async fn discard(ctx: Ctx, Path(draft): Path<Id<Draft>>, Form(_): Form) -> Result<Response> {
    let (mut tx, draft) = ctx.write(&base::http::wizard::DRAFT_EDIT, draft).await?;
    draft::discard(&mut tx, &draft).await?;
    tx.commit().await?;
    Ok(see("/refer?done=discarded"))
}

#[derive(Serialize, Debug)]
struct CheckRow {
    key: String,
    value: String,
    href: String,
    label: String,
}

#[derive(Serialize, Debug)]
struct CheckSection {
    title: String,
    rows: Vec<CheckRow>,
}

/// Check your answers.
#[derive(Serialize, Debug)]
pub(super) struct CheckPage {
    draft: String,
    sections: Vec<CheckSection>,
    not_asked: bool,
    unfinished: Option<String>,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "referral/check";
    fn sample() -> Vec<CheckPage> {
        let row = || CheckRow { key: "Name".into(), value: "Walter Ellis".into(), href: "/refer/d1/who?change".into(), label: "name".into() };
        let section = || CheckSection { title: "Who".into(), rows: vec![row()] };
        vec![
            CheckPage { draft: "d1".into(), sections: vec![section()], not_asked: true, unfinished: None },
            CheckPage { draft: "d1".into(), sections: vec![section()], not_asked: false, unfinished: Some("/refer/d1/why".into()) },
        ]
    }
}

async fn check_page(ctx: &Ctx, id: Id<Draft>) -> Result<Response> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, id).await?;
    if draft.kind != Refer::KIND {
        return Err(Error::NotFound);
    }
    if let Some(sent) = draft.became {
        return Ok(see(format!("/sent/{sent}?done=already-sent")));
    }
    let answers = draft.answers(ctx)?;
    let unfinished = Refer.unfinished(ctx, &answers).first().map(|s| Refer.address(id, s));
    let teams = team_items(ctx).await?;
    let mut sections = vec![];
    for step in Refer.steps(&answers) {
        let rows: Vec<CheckRow> = summary(ctx, step.name, &answers, &teams)
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| CheckRow {
                label: key.to_lowercase(),
                key,
                value,
                href: format!("{}?change", Refer.address(id, step.name)),
            })
            .collect();
        sections.push(CheckSection { title: ctx.t(&format!("refer-{}", step.name)), rows });
    }
    let not_asked = answers.get("share") != "yes";
    ctx.page(&CheckPage { draft: id.to_string(), sections, not_asked, unfinished })
}

/// Question and answer of a step, in words.
fn summary(ctx: &Ctx, step: &str, answers: &Fields, teams: &[Item]) -> Vec<(String, String)> {
    let d = described(answers);
    let word = |prefix: &str, code: &str| if code.is_empty() { String::new() } else { ctx.t(&format!("{prefix}-{code}")) };
    let t = |key: &str| ctx.t(key);
    match step {
        "who" => vec![
            (t("person-name"), d.name),
            (t("person-born"), d.born.map(|b| format!("{}", b.jiff().strftime("%-d %B %Y"))).unwrap_or_default()),
            (t("person-nhs-number"), d.nhs_number.map(|n| n.to_string()).unwrap_or_default()),
            (t("person-gender"), word("gender", answers.get("gender"))),
            (t("person-language"), Language::find(answers.get("language")).map(|l| l.english().to_owned()).unwrap_or_default()),
            (t("person-interpreter"), if d.interpreter { t("answer-yes") } else { String::new() }),
        ],
        "known" => {
            let value = if answers.get("known") == "none" { t("known-none") } else { t("known-chosen") };
            vec![(t("refer-known"), value)]
        }
        "reach" => vec![
            (t("person-residence"), word("residence", answers.get("residence"))),
            (t("person-address"), d.address.unwrap_or_default()),
            (t("person-postcode"), d.postcode.map(|p| p.to_string()).unwrap_or_default()),
            (t("person-phone"), d.phone.map(|p| p.to_string()).unwrap_or_default()),
            (t("person-email"), d.email.map(|e| e.to_string()).unwrap_or_default()),
            (t("reach-channels"), d.safe_channels.iter().map(|c| word("channel", c)).collect::<Vec<_>>().join("; ")),
            (t("reach-note"), d.safe_note.unwrap_or_default()),
            (t("reach-danger"), d.danger.unwrap_or_default()),
        ],
        "why" => {
            let mut rows =
                vec![(t("why-setting"), word("setting", answers.get("setting"))), (t("why-reason"), answers.get("reason").to_owned())];
            if let Some(pack) = pathway::find(PATHWAY) {
                rows.extend(pack.read(&pack.answers(answers), &ctx.request.lang));
            }
            rows
        }
        "agreement" => {
            let asked = Reader::new(answers).date("asked").map(|d| format!("{}", d.jiff().strftime("%-d %B %Y"))).unwrap_or_default();
            vec![
                (t("fact-referred"), word("answer", answers.get("agreed"))),
                (t("fact-who-sees"), word("answer", answers.get("who-sees"))),
                (t("fact-share-team"), word("answer", answers.get("share"))),
                (t("agreement-how"), word("how", answers.get("asked-how"))),
                (t("agreement-on"), asked),
                (t("agreement-note"), answers.get("agreement-note").to_owned()),
            ]
        }
        "team" => {
            let chosen = teams.iter().find(|i| i.value == answers.get("team")).map(|i| i.text.clone());
            vec![(t("refer-team"), chosen.unwrap_or_default())]
        }
        _ => vec![],
    }
}

async fn send(ctx: &Ctx, id: Id<Draft>) -> Result<Response> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, id).await?;
    if draft.kind != Refer::KIND {
        return Err(Error::NotFound);
    }
    if let Some(sent) = draft.became {
        return Ok(see(format!("/sent/{sent}?done=already-sent")));
    }
    let answers = draft.answers(ctx)?;
    if let Some(step) = Refer.unfinished(ctx, &answers).first() {
        return Ok(see(Refer.address(id, step)));
    }
    let pack = pathway::find(PATHWAY).ok_or(Error::NotFound)?;
    let organisation = organisation(ctx).await?;
    let answer = |name: &str| Answer::of(answers.get(name)).unwrap_or(Answer::NotAsked);
    let mut reader = Reader::new(&answers);
    let note = reader.optional("agreement-note", 1000);
    let reason = reader.text("reason", 2000, "error-reason-missing");
    let who = match answers.get("known").parse() {
        Ok(known) if chose_known(&answers) => Who::Known(known),
        _ => Who::Described(Box::new(described(&answers))),
    };
    let new = NewReferral {
        organisation: organisation.id,
        team: answers.get("team").parse().map_err(|_| Error::NotFound)?,
        setting: answers.get("setting"),
        pathway: pack,
        person: who,
        reason: &reason,
        answers: pack.answers(&answers),
        agreement: Agreed {
            referred: answer("agreed"),
            who_sees: answer("who-sees"),
            share: answer("share"),
            how: Some(answers.get("asked-how")).filter(|h| !h.is_empty()),
            on: reader.date("asked"),
            note: note.as_deref(),
        },
    };
    let sent: Id<Referral> = actions::send(ctx, Some(id), new).await?;
    Ok(see(format!("/sent/{sent}?done=referral-sent")))
}
