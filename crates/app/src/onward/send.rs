//! The pages of sending somebody on: what the service gets to know, their yes to it, the exact text, and the PIN, shown once.

use super::actions::{self, NewOnward, Sent};
use crate::{
    case::{self, Case},
    directory::{self, Service},
    identity,
    person::{Fact, HOW},
    policy::{CASE_VIEW, ONWARD_SEND},
    referral,
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, FieldErrors, Result, Rx,
    draft::Draft,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Html, Page, see},
        routes::{Access, Route},
        wizard::{self, DRAFT_VIEW, Open, Posted, Step, Wizard},
    },
};
use kernel::{Id, Language};
use serde::Serialize;

const FOR: Access = Access::For(&ONWARD_SEND);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/cases/{id}/onward", FOR, start),
        Route::get("/onward/{draft}/{step}", FOR, show),
        Route::post("/onward/{draft}/{step}", FOR, submit),
        Route::post("/onward/{draft}/{step}/autosave", FOR, autosave),
    ]
}

/// Sending somebody on.
struct SendOn;

// `rules`: those that were on the page, so that one written since is not passed over.
const SHARE: &[&str] = &["called", "contact", "wish", "access", "careful", "rules"];
const YES: &[&str] = &["yes", "asked-how", "asked-day", "asked-month", "asked-year"];

fn step(name: &'static str, fields: &[&str]) -> Step {
    Step { name, fields: fields.iter().map(|f| (*f).to_owned()).collect() }
}

impl Wizard for SendOn {
    const KIND: &'static str = "onward";
    const ROOT: &'static str = "/onward";

    fn steps(&self, _: &Fields) -> Vec<Step> {
        vec![step("share", SHARE), step("yes", YES)]
    }

    fn check(&self, ctx: &Ctx, step: &str, answers: &Fields) -> FieldErrors {
        let mut r = Reader::new(answers);
        match step {
            "share" => {
                r.text("called", 100, "error-called-missing");
                r.choice("contact", &["worker", "person"], "error-contact-missing");
                r.text("wish", 600, "error-wish-missing");
                r.optional("access", 600);
                r.optional("careful", 600);
            }
            "yes" => match r.choice("yes", &["yes", "no", "not-asked"], "error-yes-missing").as_str() {
                "yes" => {
                    r.choice("asked-how", HOW, "error-asked-how-missing");
                    r.past_day("asked", ctx.today(), "error-asked-on-missing", "error-asked-future");
                }
                // Not having asked, or a no, keeps it from being sent. The draft stays.
                "no" => r.errors.add("yes", "error-yes-no"),
                "not-asked" => r.errors.add("yes", "error-yes-not-asked"),
                _ => {}
            },
            _ => {}
        }
        r.errors
    }
}

/// What the draft is about.
struct About {
    case: Case,
    service: Service,
    /// How the service can reach the person, when the person's own safe ways include a call.
    phone: Option<String>,
    language: Option<String>,
    interpreter: bool,
    /// What the person is called.
    name: String,
    /// How their link worker is reached.
    worker: String,
    /// The rules for their safety that hold now, and their mark.
    rules: Vec<String>,
    mark: String,
}

impl About {
    /// Whether the rules are not those that were on the page when the text was written.
    fn rules_changed(&self, answers: &Fields) -> bool {
        answers.0.contains_key("rules") && answers.get("rules") != self.mark
    }
}

async fn about(ctx: &Ctx, answers: &Fields) -> Result<About> {
    let case: Id<Case> = answers.get("case").parse().map_err(|_| Error::NotFound)?;
    let service: Id<Service> = answers.get("service").parse().map_err(|_| Error::NotFound)?;
    let (mut rx, case) = ctx.read(&CASE_VIEW, case).await?;
    let service = directory::find(&mut rx, service).await?.ok_or(Error::NotFound)?;
    let whom = case::whom(&mut rx, &case).await?;
    let may_ring = whom.is_safe("call");
    Ok(About {
        phone: whom.person.phone.as_ref().filter(|_| may_ring).map(ToString::to_string),
        language: whom.person.language.clone(),
        interpreter: whom.person.interpreter,
        mark: whom.mark(),
        name: whom.person.name.into_inner(),
        worker: worker_of(&mut rx, &case).await?,
        rules: whom.rules.into_iter().map(|r| r.note.into_inner()).collect(),
        case,
        service,
    })
}

async fn start(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut answers = Fields::default();
    answers.set("case", id.to_string());
    answers.set("service", fields.get("service"));
    let about = about(&ctx, &answers).await?;
    // What they are asked about is the entry that is shown, whichever of those that are one with it was chosen.
    answers.set("service", about.service.id.to_string());
    let (mut rx, case) = ctx.read(&ONWARD_SEND, about.case.id).await?;
    if referral::refuses(&mut rx, case.referral_id, Fact::Referred).await? {
        return Err(Error::Conflict("conflict-not-agreed"));
    }
    drop(rx);
    // The first name is enough to begin with; the rest is theirs to tell.
    answers.set("called", about.name.split_whitespace().next().unwrap_or_default());
    answers.set("contact", if about.phone.is_some() { "person" } else { "worker" });
    let language = about.language.as_deref().and_then(Language::find).filter(|l| l.code() != "en");
    if let Some(language) = language {
        let key = if about.interpreter { "share-language-interpreter" } else { "share-language" };
        answers.set("access", ctx.machine.words.with("en", key, &[("language", language.english())]));
    }
    answers.set_day("asked", ctx.today());
    Ok(see(wizard::start(&SendOn, &ctx, &answers).await?))
}

#[derive(Serialize, Debug)]
struct Frame {
    draft: String,
    step: &'static str,
    back: Option<String>,
    service: String,
    form: FormView,
}

impl Frame {
    fn sample(step: &'static str) -> Frame {
        let mut form = FormView::default();
        form.errors.add("yes", "error-yes-not-asked");
        form.errors.add("wish", "error-wish-missing");
        Frame {
            draft: "d1".into(),
            step,
            back: Some("/cases/c1/match".into()),
            service: "Carpenters Road Singers".into(),
            form,
        }
    }
}

/// What the service gets to know.
#[derive(Serialize, Debug)]
pub(super) struct SharePage {
    frame: Frame,
    phone: Option<String>,
    rules: Vec<String>,
    /// Which rules they are, and whether they are others than when this was written.
    mark: String,
    changed: bool,
}

impl Page for SharePage {
    const TEMPLATE: &'static str = "onward/share";
    fn sample() -> Vec<SharePage> {
        let page = |phone: Option<&str>, rules: Vec<String>| SharePage {
            frame: Frame::sample("share"),
            phone: phone.map(str::to_owned),
            mark: "s1".into(),
            changed: !rules.is_empty(),
            rules,
        };
        vec![page(Some("020 7946 0018"), vec![]), page(None, vec!["Do not leave messages".into()])]
    }
}

/// Their yes to sharing it with this one service.
#[derive(Serialize, Debug)]
pub(super) struct YesPage {
    frame: Frame,
    shared: String,
    hows: Vec<Choice>,
}

impl Page for YesPage {
    const TEMPLATE: &'static str = "onward/yes";
    fn sample() -> Vec<YesPage> {
        vec![YesPage {
            frame: Frame::sample("yes"),
            shared: "Walter\n\nHe would like to sing again.".into(),
            hows: vec![Choice::new("in-person", "Face to face")],
        }]
    }
}

/// Exactly what will be sent, and to whom.
#[derive(Serialize, Debug)]
pub(super) struct CheckPage {
    draft: String,
    case: String,
    service: String,
    email: Option<String>,
    shared: String,
    unfinished: Option<String>,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "onward/check";
    fn sample() -> Vec<CheckPage> {
        let page = |email: Option<&str>, unfinished: Option<&str>| CheckPage {
            draft: "d1".into(),
            case: "c1".into(),
            service: "Carpenters Road Singers".into(),
            email: email.map(str::to_owned),
            shared: "Walter\n\nHe would like to sing again.".into(),
            unfinished: unfinished.map(str::to_owned),
        };
        vec![
            page(Some("choir@singers.example"), None),
            page(None, None),
            page(Some("choir@singers.example"), Some("/onward/d1/yes")),
        ]
    }
}

/// The PIN, shown once.
#[derive(Serialize, Debug)]
pub(super) struct PinPage {
    pub case: String,
    pub service: String,
    pub phone: Option<String>,
    pub pin: String,
}

impl Page for PinPage {
    const TEMPLATE: &'static str = "onward/pin";
    fn sample() -> Vec<PinPage> {
        vec![PinPage {
            case: "c1".into(),
            service: "Carpenters Road Singers".into(),
            phone: Some("020 7946 0312".into()),
            pin: "123 456".into(),
        }]
    }
}

/// Six digits, as they are said.
pub(super) fn spaced(pin: &str) -> String {
    format!("{} {}", &pin[..3], &pin[3..])
}

/// The text that goes, in the service's language (English), and nothing besides it.
fn shared(ctx: &Ctx, answers: &Fields, about: &About) -> String {
    let words = &ctx.machine.words;
    let line = |key: &str, value: &str| words.with("en", key, &[("value", value)]);
    let mut parts = vec![line("shared-called", answers.get("called")), line("shared-wish", answers.get("wish"))];
    if answers.has("access") {
        parts.push(line("shared-access", answers.get("access")));
    }
    if answers.has("careful") {
        parts.push(line("shared-careful", answers.get("careful")));
    }
    parts.push(match (answers.get("contact"), &about.phone) {
        ("person", Some(phone)) => line("shared-contact-person", phone),
        _ => line("shared-contact-worker", &about.worker),
    });
    parts.join("\n")
}

/// Who holds a case and the telephone number of their team: how the link worker is reached.
pub(super) async fn worker_of(rx: &mut Rx, case: &Case) -> Result<String> {
    let team = identity::team(rx, case.team_id).await?;
    let worker = identity::worker(rx, case.worker_id).await?.map(|w| w.name).unwrap_or_default();
    Ok(match team.and_then(|t| t.phone) {
        Some(phone) => format!("{worker}, {phone}"),
        None => worker,
    })
}

async fn show(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>) -> Result<Response> {
    let (_, found) = ctx.read(&DRAFT_VIEW, draft).await?;
    if found.became.is_some() {
        return sent_before(&ctx, &found).await;
    }
    if step == "check" {
        return check_page(&ctx, &found).await;
    }
    let open = wizard::open(&SendOn, &ctx, draft, &step).await?;
    Ok(render(&ctx, &open, &FieldErrors::default()).await?.into_response())
}

/// Going back to a form that was sent leads to the list of what was sent.
async fn sent_before(ctx: &Ctx, draft: &Draft) -> Result<Response> {
    let sent = draft.became.ok_or(Error::NotFound)?;
    let (_, onward) = ctx.read(&crate::policy::ONWARD_VIEW, sent.cast::<super::OnwardReferral>()).await?;
    Ok(see(format!("/cases/{}/onward?done=onward-already-sent", onward.case_id)))
}

async fn render(ctx: &Ctx, open: &Open, errors: &FieldErrors) -> Result<Html> {
    let about = about(ctx, &open.answers).await?;
    let back = open.back.clone().unwrap_or_else(|| format!("/cases/{}/match", about.case.id));
    let frame = Frame {
        draft: open.draft.id.to_string(),
        step: open.step.name,
        back: Some(back),
        service: about.service.name.clone(),
        form: FormView::with(&open.answers, errors),
    };
    match open.step.name {
        "share" => {
            let changed = about.rules_changed(&open.answers);
            ctx.render(&SharePage { frame, phone: about.phone, rules: about.rules, mark: about.mark, changed })
        }
        _ => {
            let hows = ctx.choices("how", HOW);
            ctx.render(&YesPage { frame, shared: shared(ctx, &open.answers, &about), hows })
        }
    }
}

async fn check_page(ctx: &Ctx, draft: &Draft) -> Result<Response> {
    if draft.kind != SendOn::KIND {
        return Err(Error::NotFound);
    }
    let answers = draft.answers(ctx)?;
    let about = about(ctx, &answers).await?;
    let unfinished = unfinished(ctx, draft.id, &answers, &about);
    ctx.page(&CheckPage {
        draft: draft.id.to_string(),
        case: about.case.id.to_string(),
        shared: shared(ctx, &answers, &about),
        service: about.service.name,
        email: about.service.email,
        unfinished,
    })
}

/// Where something is still missing, or has to be read again because a rule for their safety was written or ended since.
fn unfinished(ctx: &Ctx, draft: Id<Draft>, answers: &Fields, about: &About) -> Option<String> {
    let missing = SendOn.unfinished(ctx, answers).first().map(|s| SendOn.address(draft, s));
    missing.or_else(|| about.rules_changed(answers).then(|| SendOn.address(draft, "share")))
}

async fn submit(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>, Form(fields): Form) -> Result<Response> {
    if step == "check" {
        return send(&ctx, draft).await;
    }
    match wizard::post(&SendOn, &ctx, draft, &step, &fields).await? {
        Posted::Next(next) => Ok(see(next)),
        Posted::Again(open, errors) => {
            let html = render(&ctx, &open, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
    }
}

async fn autosave(ctx: Ctx, Path((draft, step)): Path<(Id<Draft>, String)>, Form(fields): Form) -> Result<Response> {
    wizard::autosave(&SendOn, &ctx, draft, &step, &fields).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn send(ctx: &Ctx, id: Id<Draft>) -> Result<Response> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, id).await?;
    if draft.kind != SendOn::KIND {
        return Err(Error::NotFound);
    }
    if draft.became.is_some() {
        return sent_before(ctx, &draft).await;
    }
    let answers = draft.answers(ctx)?;
    let about = about(ctx, &answers).await?;
    if let Some(address) = unfinished(ctx, id, &answers, &about) {
        return Ok(see(address));
    }
    let text = shared(ctx, &answers, &about);
    let asked_on = Reader::new(&answers).date("asked").ok_or(Error::NotFound)?;
    let new = NewOnward {
        service: answers.get("service").parse().map_err(|_| Error::NotFound)?,
        shared: &text,
        asked_how: answers.get("asked-how"),
        asked_on,
        rules: Some(answers.get("rules")),
    };
    match actions::send(ctx, about.case.id, Some(id), new).await? {
        // Answered with the page itself: the PIN is nowhere else, and reloading sends nothing twice.
        Sent::Now { pin, .. } => ctx.page(&PinPage {
            case: about.case.id.to_string(),
            service: about.service.name,
            phone: about.service.phone,
            pin: spaced(&pin),
        }),
        Sent::Before(_) => Ok(see(format!("/cases/{}/onward?done=onward-already-sent", about.case.id))),
    }
}
