//! The pages of referring somebody, each struct beside its handler; the steps and their rules are in `wizard.rs`.

use super::{
    check,
    wizard::{PATHWAY, Refer, described},
};
use crate::{
    identity::{self, Organisation},
    pathway::{self, QuestionKind},
    person::{self, CHANNELS, ETHNICITIES, GENDERS, HOW, RESIDENCES},
    policy::{PERSON_KNOWN, REFERRAL_NEW},
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, FieldErrors, Result,
    draft::{self, Draft},
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Html, Page, see},
        routes::{Access, Route},
        wizard::{self, DRAFT_EDIT, DRAFT_VIEW, Open, Posted, Wizard},
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

/// Before anything is typed: what this is for, what it is not for, and drafts to go on with.
#[derive(Serialize, Debug)]
pub(super) struct StartPage {
    drafts: Vec<DraftRow>,
    /// For which organisation, when there are several.
    organisations: Vec<Choice>,
    form: FormView,
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
        let mut form = FormView::default();
        form.errors.add("organisation", "error-organisation-missing");
        let organisations = vec![Choice::new("o1", "Maryland Road Surgery"), Choice::new("o2", "Abbey Lane Practice")];
        vec![
            StartPage { drafts: vec![row], organisations: vec![], form: FormView::default() },
            StartPage { drafts: vec![], organisations, form },
        ]
    }
}

async fn start_page(ctx: Ctx) -> Result<Response> {
    ctx.page(&begin(&ctx, FormView::default()).await?)
}

async fn begin(ctx: &Ctx, form: FormView) -> Result<StartPage> {
    let organisations = organisations(ctx).await?;
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let (mut rx, _) = ctx.read(&DRAFT_VIEW, Draft::own(ctx)?).await?;
    let mut drafts = vec![];
    for d in draft::of_owner(&mut rx, me).await?.into_iter().filter(|d| d.kind == Refer::KIND) {
        let answers = d.answers(ctx)?;
        let step = Refer.unfinished(ctx, &answers).first().copied().unwrap_or("check").to_owned();
        drafts.push(DraftRow {
            id: d.id.to_string(),
            name: answers.get("name").to_owned(),
            changed: d.changed_at,
            step,
        });
    }
    let several = organisations.into_iter().map(|o| Choice::new(o.id.to_string(), o.name)).collect::<Vec<_>>();
    let organisations = if several.len() > 1 { several } else { vec![] };
    Ok(StartPage { drafts, organisations, form })
}

async fn start(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let all = organisations(&ctx).await?;
    let ids: Vec<String> = all.iter().map(|o| o.id.to_string()).collect();
    let mut answers = Fields::default();
    if let [only] = ids.as_slice() {
        answers.set("organisation", only.as_str());
    } else {
        let codes: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut reader = Reader::new(&fields);
        let chosen = reader.choice("organisation", &codes, "error-organisation-missing");
        if !reader.errors.is_empty() {
            return ctx.page_invalid(&begin(&ctx, FormView::with(&fields, &reader.errors)).await?);
        }
        answers.set("organisation", chosen);
    }
    // Asked today is the usual case; it can be changed.
    answers.set_day("asked", ctx.today());
    let organisation = organisation(&ctx, &answers).await?;
    let settings = setting_items(&ctx).await?;
    if let Some(setting) = organisation.setting.filter(|code| settings.iter().any(|s| s.value == *code)) {
        answers.set("setting", setting);
    }
    Ok(see(wizard::start(&Refer, &ctx, &answers).await?))
}

/// The organisations for which somebody may refer, each once, in the order in which they joined.
async fn organisations(ctx: &Ctx) -> Result<Vec<Organisation>> {
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let (mut rx, worker) = ctx.read(&crate::policy::ACCOUNT_VIEW, Id::<identity::Worker>::from_uuid(me)).await?;
    let mut all: Vec<Organisation> = vec![];
    for m in identity::memberships_of(&mut rx, worker.id).await? {
        // A role that may not refer (a commissioner's, say) is none to refer with.
        if ctx.machine.policy.mentions(&REFERRAL_NEW, &m.role) && all.iter().all(|o| o.id != m.organisation_id) {
            all.push(identity::organisation(&mut rx, m.organisation_id).await?.ok_or(Error::NotFound)?);
        }
    }
    Ok(all)
}

/// The organisation for which this referral is made: the one that was chosen at the start.
pub(super) async fn organisation(ctx: &Ctx, answers: &Fields) -> Result<Organisation> {
    let chosen = answers.get("organisation");
    let mut all = organisations(ctx).await?.into_iter();
    let found = if chosen.is_empty() { all.next() } else { all.find(|o| o.id.to_string() == chosen) };
    // Their role there may have ended since.
    found.ok_or(Error::Conflict("conflict-organisation-gone"))
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
    fn of(open: &Open, change: bool, errors: &FieldErrors) -> Frame {
        Frame {
            draft: open.draft.id.to_string(),
            step: open.step.name,
            back: open.back.clone(),
            number: open.number,
            of: open.of,
            change,
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
    genders: Vec<Choice>,
    languages: Vec<Choice>,
    ethnicities: Vec<Choice>,
}

impl Page for WhoPage {
    const TEMPLATE: &'static str = "referral/who";
    fn sample() -> Vec<WhoPage> {
        let page = |wrong| WhoPage {
            frame: Frame::sample("who", wrong),
            genders: vec![Choice::new("male", "Male")],
            languages: vec![Choice::new("bn", "Bengali")],
            ethnicities: vec![Choice::new("K", "Asian or Asian British: Bangladeshi")],
        };
        vec![page(None), page(Some(("born", "error-born-future"))), page(Some(("nhs-number", "error-nhs-number")))]
    }
}

/// People whom the referrer's own organisation already supports and who fit what was typed.
#[derive(Serialize, Debug)]
pub(super) struct KnownPage {
    frame: Frame,
    known: Vec<Choice>,
}

impl Page for KnownPage {
    const TEMPLATE: &'static str = "referral/known";
    fn sample() -> Vec<KnownPage> {
        let known = vec![
            Choice::new("p1", "Walter Ellis, 12 March 1948").with_hint("E15 1AA"),
            Choice::new("none", "None of these"),
        ];
        vec![KnownPage { frame: Frame::sample("known", None), known }]
    }
}

/// Where they live and how it is safe to reach them.
#[derive(Serialize, Debug)]
pub(super) struct ReachPage {
    frame: Frame,
    residences: Vec<Choice>,
    channels: Vec<Choice>,
}

impl Page for ReachPage {
    const TEMPLATE: &'static str = "referral/reach";
    fn sample() -> Vec<ReachPage> {
        let page = |wrong| ReachPage {
            frame: Frame::sample("reach", wrong),
            residences: vec![Choice::new("care-home", "In a care home")],
            channels: vec![Choice::new("call", "Telephone call")],
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
    choices: Vec<Choice>,
}

/// Why, and the pathway's own questions.
#[derive(Serialize, Debug)]
pub(super) struct WhyPage {
    frame: Frame,
    settings: Vec<Choice>,
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
            choices: vec![Choice::new("routine", "Within the usual time")],
        };
        vec![WhyPage {
            frame: Frame::sample("why", Some(("reason", "error-reason-missing"))),
            settings: vec![Choice::new("gp-practice", "GP practice")],
            questions: vec![question("text"), question("choice"), question("choices")],
        }]
    }
}

/// The three facts of agreement.
#[derive(Serialize, Debug)]
pub(super) struct AgreementPage {
    frame: Frame,
    hows: Vec<Choice>,
}

impl Page for AgreementPage {
    const TEMPLATE: &'static str = "referral/agreement";
    fn sample() -> Vec<AgreementPage> {
        vec![AgreementPage {
            frame: Frame::sample("agreement", Some(("agreed", "error-agreed-missing"))),
            hows: vec![Choice::new("in-person", "Face to face")],
        }]
    }
}

/// Which team receives it.
#[derive(Serialize, Debug)]
pub(super) struct TeamPage {
    frame: Frame,
    teams: Vec<Choice>,
}

impl Page for TeamPage {
    const TEMPLATE: &'static str = "referral/team";
    fn sample() -> Vec<TeamPage> {
        let teams = vec![Choice::new("t1", "Stratford link workers").with_hint("Newham")];
        vec![
            TeamPage { frame: Frame::sample("team", None), teams },
            TeamPage { frame: Frame::sample("team", None), teams: vec![] },
        ]
    }
}

async fn show(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>) -> Result<Response> {
    if step == "check" {
        return check::show(&ctx, draft).await;
    }
    let open = wizard::open(&Refer, &ctx, draft, &step).await;
    let open = match open {
        Err(Error::NotFound) => return already_sent(&ctx, draft).await,
        other => other?,
    };
    let change = ctx.request.query.as_deref().is_some_and(|q| q.contains("change"));
    let html = render(&ctx, &open, change, &FieldErrors::default()).await?;
    Ok(html.into_response())
}

/// Going back to a form that was sent leads to what was sent.
async fn already_sent(ctx: &Ctx, draft: Id<Draft>) -> Result<Response> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, draft).await?;
    let sent = draft.became.ok_or(Error::NotFound)?;
    Ok(see(format!("/sent/{sent}?done=already-sent")))
}

async fn render(ctx: &Ctx, open: &Open, change: bool, errors: &FieldErrors) -> Result<Html> {
    let frame = Frame::of(open, change, errors);
    match open.step.name {
        "who" => {
            let mut languages = vec![Choice::new("", "")];
            languages.extend(
                Language::all().iter().map(|l| Choice::new(l.code(), format!("{} ({})", l.english(), l.own()))),
            );
            let mut ethnicities = vec![Choice::new("", ctx.t("ethnicity-not-known"))];
            ethnicities.extend(ctx.choices("ethnicity", ETHNICITIES));
            ctx.render(&WhoPage { frame, genders: ctx.choices("gender", GENDERS), languages, ethnicities })
        }
        "known" => {
            let known = known_items(ctx, &open.answers).await?;
            ctx.render(&KnownPage { frame, known })
        }
        "reach" => ctx.render(&ReachPage {
            frame,
            residences: ctx.choices("residence", RESIDENCES),
            channels: ctx.choices("channel", CHANNELS),
        }),
        "why" => {
            let mut settings = vec![Choice::new("", "")];
            settings.extend(setting_items(ctx).await?);
            ctx.render(&WhyPage { frame, settings, questions: questions(ctx) })
        }
        "agreement" => ctx.render(&AgreementPage { frame, hows: ctx.choices("how", HOW) }),
        "team" => {
            let teams = team_items(ctx, &open.answers).await?;
            ctx.render(&TeamPage { frame, teams })
        }
        _ => Err(Error::NotFound),
    }
}

/// The settings that are offered.
pub(super) async fn setting_items(ctx: &Ctx) -> Result<Vec<Choice>> {
    let (mut rx, _) = ctx.read(&DRAFT_VIEW, Draft::own(ctx)?).await?;
    let all = super::store::settings(&mut rx).await?;
    Ok(all.iter().filter(|s| s.active).map(|s| Choice::new(&s.code, s.name(ctx))).collect())
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
            choices: q.choices.iter().map(|c| Choice::new(&c.code, c.label(lang))).collect(),
        })
        .collect()
}

async fn known_items(ctx: &Ctx, answers: &Fields) -> Result<Vec<Choice>> {
    let organisation = organisation(ctx, answers).await?;
    let (mut rx, scope) = ctx.list(&PERSON_KNOWN).await?;
    let known = person::known_to(&mut rx, organisation.id.uuid(), &described(answers)).await?;
    drop(rx);
    ctx.showed(scope, known.iter().map(|p| p.id.uuid())).await?;
    let mut items: Vec<Choice> = known
        .iter()
        .map(|p| {
            let born = p.born.map(|b| format!(", {}", ctx.day(b))).unwrap_or_default();
            let item = Choice::new(p.id.to_string(), format!("{}{born}", p.name.0));
            match &p.postcode {
                Some(postcode) => item.with_hint(postcode.to_string()),
                None => item,
            }
        })
        .collect();
    items.push(Choice::new("none", ctx.t("known-none")));
    Ok(items)
}

pub(super) async fn team_items(ctx: &Ctx, answers: &Fields) -> Result<Vec<Choice>> {
    let organisation = organisation(ctx, answers).await?;
    let (mut rx, _) = ctx.read(&REFERRAL_NEW, organisation.id).await?;
    let teams = identity::receiving_teams(&mut rx).await?;
    Ok(teams
        .into_iter()
        .filter(|t| t.serves(PATHWAY))
        .map(|t| {
            let hint = [t.areas.replace(' ', ", ").replace('_', " "), identity::language_names(&t.languages)];
            let hint = hint.into_iter().filter(|h| !h.is_empty()).collect::<Vec<_>>().join(" · ");
            let item = Choice::new(t.id.to_string(), t.name);
            if hint.is_empty() { item } else { item.with_hint(hint) }
        })
        .collect())
}

async fn submit(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>, Form(fields): Form) -> Result<Response> {
    if step == "check" {
        return check::send(&ctx, draft).await;
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
            let html = render(&ctx, &open, fields.has("change"), &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
    }
}

async fn offer_known(ctx: &Ctx, id: Id<Draft>) -> Result<()> {
    let (_, before) = ctx.read(&DRAFT_VIEW, id).await?;
    let organisation = organisation(ctx, &before.answers(ctx)?).await?;
    let (mut tx, draft) = ctx.write(&DRAFT_EDIT, id).await?;
    let draft = draft::hold(&mut tx, &draft).await?;
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
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn discard(ctx: Ctx, Path(draft): Path<Id<Draft>>, Form(_): Form) -> Result<Response> {
    let (mut tx, draft) = ctx.write(&DRAFT_EDIT, draft).await?;
    draft::discard(&mut tx, &draft).await?;
    tx.commit().await?;
    Ok(see("/refer?done=discarded"))
}
