//! The team's page: who works here, inviting, correcting, moving and ending colleagues. No spreadsheet; a leaver's sessions end at once. The team itself
//! is changed and ended on pages of the slice `setup`.

use super::{
    Membership, Team, actions, change,
    languages::{common_languages, fill_languages, language_names, read_languages},
    store,
};
use crate::policy::{self, HOUSE_EDIT, TEAM_EDIT, TEAM_VIEW};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result,
    http::{
        form::{Choice, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Id, Instant};
use serde::Serialize;
use std::collections::HashMap;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/team", Access::For(&TEAM_VIEW), own),
        Route::get("/team/{id}", Access::For(&TEAM_VIEW), show),
        Route::get("/team/{id}/invite", Access::For(&TEAM_EDIT), show_invite),
        Route::post("/team/{id}/invite", Access::For(&TEAM_EDIT), submit_invite),
        Route::get("/team/{id}/members/{membership}", Access::For(&TEAM_EDIT), show_member),
        Route::post("/team/{id}/members/{membership}", Access::For(&TEAM_EDIT), change_member),
        Route::post("/team/{id}/members/{membership}/end", Access::For(&TEAM_EDIT), end),
        Route::post("/team/{id}/members/{membership}/move", Access::For(&TEAM_EDIT), move_member),
        Route::post("/team/{id}/members/{membership}/invite-again", Access::For(&TEAM_EDIT), invite_again),
    ]
}

#[derive(Serialize, Debug)]
struct Row {
    membership: String,
    name: String,
    email: String,
    role: String,
    languages: String,
    invited: bool,
}

/// Who works in a team.
#[derive(Serialize, Debug)]
pub(super) struct TeamPage {
    id: String,
    name: String,
    organisation: String,
    languages: String,
    areas: String,
    phone: Option<String>,
    ended: Option<Instant>,
    /// Whether the reader may change and end the team.
    can_change: bool,
    members: Vec<Row>,
    /// The other teams that the reader may look at.
    others: Vec<Choice>,
}

impl Page for TeamPage {
    const TEMPLATE: &'static str = "identity/team";
    fn sample() -> Vec<TeamPage> {
        let row = |invited| Row {
            membership: "m1".into(),
            name: "Sam Lee".into(),
            email: "sam.lee@team.example".into(),
            role: "link-worker".into(),
            languages: "English, Bengali".into(),
            invited,
        };
        let bare = |ended| TeamPage {
            id: "t1".into(),
            name: "New team".into(),
            organisation: "PCN".into(),
            languages: String::new(),
            areas: String::new(),
            phone: None,
            ended,
            can_change: false,
            members: vec![],
            others: vec![],
        };
        vec![
            TeamPage {
                id: "t1".into(),
                name: "Stratford link workers".into(),
                organisation: "Stratford PCN".into(),
                languages: "English, Bengali".into(),
                areas: "Newham".into(),
                phone: Some("020 7946 0123".into()),
                ended: None,
                can_change: true,
                members: vec![row(false), row(true)],
                others: vec![Choice::new("t2", "Plaistow link workers")],
            },
            bare(None),
            bare(Some("2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"))),
        ]
    }
}

/// The first team that the reader leads, or any for an administrator.
async fn own(ctx: Ctx) -> Result<Response> {
    let id = teams(&ctx).await?.into_iter().next().ok_or(Error::NotFound)?.0;
    Ok(see(format!("/team/{id}")))
}

async fn teams(ctx: &Ctx) -> Result<Vec<(Id<Team>, String)>> {
    let (mut rx, scope) = ctx.list(&TEAM_VIEW).await?;
    let names = store::teams(&mut rx).await?.into_iter().map(|t| (t.id, t.name)).collect::<HashMap<_, _>>();
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let mut all: Vec<_> = if ctx.actor.has_role(policy::ADMINISTRATOR) {
        names.into_iter().collect()
    } else {
        let mine = store::memberships_of(&mut rx, Id::from_uuid(me)).await?;
        let led = mine.into_iter().filter(|m| m.role == policy::LEAD);
        led.filter_map(|m| Some((m.team_id, names.get(&m.team_id)?.clone()))).collect()
    };
    all.sort_by(|a, b| a.1.cmp(&b.1));
    drop(rx);
    ctx.showed(scope, all.iter().map(|t| t.0.uuid())).await?;
    Ok(all)
}

async fn show(ctx: Ctx, Path(id): Path<Id<Team>>) -> Result<Response> {
    let others = teams(&ctx).await?;
    let (mut rx, team) = ctx.read(&TEAM_VIEW, id).await?;
    let organisation = store::organisation(&mut rx, team.organisation_id).await?.ok_or(Error::NotFound)?;
    let members = store::colleagues(&mut rx, id)
        .await?
        .into_iter()
        .map(|c| Row {
            membership: c.id.to_string(),
            name: c.name,
            email: c.email.to_string(),
            role: c.role,
            languages: language_names(&c.languages),
            invited: c.invited,
        })
        .collect();
    let others = others.into_iter().filter(|o| o.0 != id).map(|(i, n)| Choice::new(i.to_string(), n)).collect();
    ctx.page(&TeamPage {
        id: id.to_string(),
        name: team.name,
        organisation: organisation.name,
        languages: language_names(&team.languages),
        areas: team.areas.replace(' ', ", ").replace('_', " "),
        phone: team.phone,
        ended: team.ended_at,
        can_change: ctx.might(&HOUSE_EDIT) && team.ended_at.is_none(),
        members,
        others,
    })
}

/// Inviting a colleague.
#[derive(Serialize, Debug)]
pub(super) struct InvitePage {
    id: String,
    team: String,
    form: FormView,
    roles: Vec<Choice>,
    languages: Vec<Choice>,
    /// Why some roles are missing: a key of the strings.
    why: Option<&'static str>,
    /// Who gives the roles that are missing.
    leads: String,
}

impl Page for InvitePage {
    const TEMPLATE: &'static str = "identity/invite";
    fn sample() -> Vec<InvitePage> {
        let mut wrong = FormView::default();
        wrong.errors.add("email", "error-email-taken");
        wrong.errors.add_with("languages-other", "error-language", [("language", "Elvish".to_owned())]);
        let page = |form, why| InvitePage {
            id: "t1".into(),
            team: "Stratford link workers".into(),
            form,
            roles: vec![Choice::new("lead", "Team lead")],
            languages: vec![Choice::new("en", "English")],
            why,
            leads: "Femi Adeyemi".into(),
        };
        vec![
            page(wrong, None),
            page(FormView::default(), Some("invite-roles-of-the-lead")),
            page(FormView::default(), Some("invite-first-lead")),
        ]
    }
}

async fn invite_page(ctx: &Ctx, id: Id<Team>, form: FormView) -> Result<InvitePage> {
    let (mut rx, team) = ctx.read(&TEAM_VIEW, id).await?;
    if team.ended_at.is_some() {
        return Err(Error::Conflict("conflict-team-ended"));
    }
    let roles = actions::Giving::of(&mut rx, ctx).await?.roles(id);
    let leads = store::colleagues(&mut rx, id).await?.into_iter().filter(|c| c.role == policy::LEAD);
    let leads: Vec<String> = leads.map(|c| c.name).collect();
    let why = if roles.contains(&policy::LINK_WORKER) {
        None
    } else if leads.is_empty() {
        Some("invite-first-lead")
    } else {
        Some("invite-roles-of-the-lead")
    };
    let roles = roles.into_iter().map(|r| Choice::new(r, ctx.t(&format!("role-{r}")))).collect();
    let languages = common_languages(&mut rx).await?;
    Ok(InvitePage { id: id.to_string(), team: team.name, form, roles, languages, why, leads: leads.join(", ") })
}

async fn show_invite(ctx: Ctx, Path(id): Path<Id<Team>>) -> Result<Response> {
    ctx.page(&invite_page(&ctx, id, FormView::default()).await?)
}

async fn submit_invite(ctx: Ctx, Path(id): Path<Id<Team>>, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let name = reader.text("name", 200, "error-name-missing");
    let email = reader.email("email");
    if !fields.has("email") {
        reader.errors.add("email", "error-email-missing");
    }
    let page = invite_page(&ctx, id, FormView::default()).await?;
    let roles: Vec<&str> = page.roles.iter().map(|r| r.value.as_str()).collect();
    let role = reader.choice("role", &roles, "error-role-missing");
    let languages = read_languages(&fields, &mut reader);
    let mut errors = reader.errors;
    if let Some(email) = email
        && errors.is_empty()
    {
        match actions::invite(&ctx, id, &name, email, &role, &languages).await {
            Ok(true) => return Ok(see(format!("/team/{id}?done=invited"))),
            Ok(false) => return Ok(see(format!("/team/{id}?done=joined"))),
            Err(Error::Invalid(e)) => errors = e,
            Err(other) => return Err(other),
        }
    }
    ctx.page_invalid(&InvitePage { form: FormView::with(&fields, &errors), ..page })
}

/// One colleague: correct what is written of them, move to another team, or end.
#[derive(Serialize, Debug)]
pub(super) struct MemberPage {
    team: String,
    team_name: String,
    membership: String,
    name: String,
    role: String,
    invited: bool,
    teams: Vec<Choice>,
    languages: Vec<Choice>,
    form: FormView,
}

impl Page for MemberPage {
    const TEMPLATE: &'static str = "identity/member";
    fn sample() -> Vec<MemberPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("name", "error-name-missing");
        let page = |invited, form| MemberPage {
            team: "t1".into(),
            team_name: "Stratford link workers".into(),
            membership: "m1".into(),
            name: "Sam Lee".into(),
            role: "link-worker".into(),
            invited,
            teams: vec![Choice::new("t2", "Plaistow link workers")],
            languages: vec![Choice::new("en", "English")],
            form,
        };
        vec![page(true, FormView::default()), page(false, wrong)]
    }
}

/// The page, and the form filled with what is written of them now.
async fn member_page(ctx: &Ctx, id: Id<Team>, membership: Id<Membership>) -> Result<MemberPage> {
    let others = teams(ctx).await?;
    let (mut rx, team) = ctx.read(&TEAM_VIEW, id).await?;
    let all = store::colleagues(&mut rx, id).await?;
    let c = all.into_iter().find(|c| c.id == membership).ok_or(Error::NotFound)?;
    // Only teams in which this role is the reader's to give.
    let mut to = vec![];
    let giving = actions::Giving::of(&mut rx, ctx).await?;
    for (other, name) in others.into_iter().filter(|o| o.0 != id && ctx.actor.account() != Some(c.worker_id.uuid())) {
        if giving.roles(other).contains(&c.role.as_str()) {
            to.push(Choice::new(other.to_string(), name));
        }
    }
    let worker = store::worker(&mut rx, c.worker_id).await?.ok_or(Error::NotFound)?;
    let languages = common_languages(&mut rx).await?;
    let mut form = FormView::default();
    form.values.set("name", c.name.as_str());
    form.values.set("version", worker.version.to_string());
    fill_languages(&mut form.values, &c.languages, &languages);
    Ok(MemberPage {
        team: id.to_string(),
        team_name: team.name,
        membership: membership.to_string(),
        name: c.name,
        role: c.role,
        invited: c.invited,
        teams: to,
        languages,
        form,
    })
}

async fn show_member(ctx: Ctx, Path((id, membership)): Path<(Id<Team>, Id<Membership>)>) -> Result<Response> {
    ctx.page(&member_page(&ctx, id, membership).await?)
}

async fn change_member(
    ctx: Ctx,
    Path((id, membership)): Path<(Id<Team>, Id<Membership>)>,
    Form(fields): Form,
) -> Result<Response> {
    let page = member_page(&ctx, id, membership).await?;
    let mut reader = Reader::new(&fields);
    let name = reader.text("name", 200, "error-name-missing");
    let languages = read_languages(&fields, &mut reader);
    if !reader.errors.is_empty() {
        return ctx.page_invalid(&MemberPage { form: FormView::with(&fields, &reader.errors), ..page });
    }
    let version = fields.get("version").parse().unwrap_or_default();
    change::change_colleague(&ctx, id, membership, version, (name, languages)).await?;
    Ok(see(format!("/team/{id}?done=member-changed")))
}

async fn end(ctx: Ctx, Path((id, membership)): Path<(Id<Team>, Id<Membership>)>, Form(_): Form) -> Result<Response> {
    actions::end_membership(&ctx, id, membership).await?;
    Ok(see(format!("/team/{id}?done=member-ended")))
}

async fn move_member(
    ctx: Ctx,
    Path((id, membership)): Path<(Id<Team>, Id<Membership>)>,
    Form(fields): Form,
) -> Result<Response> {
    let to: Id<Team> = fields.get("to").parse().map_err(|_| Error::NotFound)?;
    actions::move_member(&ctx, id, membership, to).await?;
    Ok(see(format!("/team/{id}?done=member-moved")))
}

async fn invite_again(
    ctx: Ctx,
    Path((id, membership)): Path<(Id<Team>, Id<Membership>)>,
    Form(_): Form,
) -> Result<Response> {
    let (mut rx, _) = ctx.read(&TEAM_VIEW, id).await?;
    let found = store::membership(&mut rx, membership).await?.ok_or(Error::NotFound)?;
    drop(rx);
    actions::invite_again(&ctx, id, found.worker_id).await?;
    Ok(see(format!("/team/{id}?done=invited")))
}
