//! What happened to everybody, as one queue in the order of time: the clock goes from event to event, and each is done by the action that does it at
//! work, through the same doors, by the worker who would.

use super::world::World;
use crate::{
    case::{self, Accept, Case, NewContact, Same},
    directory::Service,
    onward::{self, NewOnward, OnwardReferral, Reply, Sent},
    outcome::{self, NewMeasure, NewNote, Note},
    pathway,
    person::{Answer, Described, Person},
    plan::{self, Goal, NewAction, NewGoal, NewMatter, NewNeed},
    policy::REFERRAL_VIEW,
    referral::{self, Agreed, NewReferral, Referral, Who},
};
use anyhow::{Context, anyhow};
use base::{Ctx, Error, Machine, Result};
use kernel::{Id, Instant};
use std::{collections::BTreeMap, sync::Arc};

/// Everything that happens to one person.
pub(super) struct Course {
    pub person: Described,
    /// Referred before: which course it was in.
    pub again: Option<usize>,
    pub setting: String,
    /// Keys of the world.
    pub organisation: String,
    pub sender: String,
    pub team: String,
    pub worker: String,
    pub reason: String,
    pub answers: BTreeMap<String, Vec<String>>,
    /// Agreed to be referred, knows who sees it, agreed to share; and how they were asked.
    pub agreed: [Answer; 3],
    pub asked_how: &'static str,
    /// In the order of time.
    pub steps: Vec<(Instant, What)>,
}

/// One thing that happens.
pub(super) enum What {
    Send,
    /// By the worker, or by the lead for them.
    Accept {
        by: String,
    },
    Return {
        why: &'static str,
    },
    Withdraw,
    /// To a colleague, who does everything that comes after.
    Transfer {
        to: String,
    },
    Contact {
        channel: &'static str,
        took_place: bool,
        minutes: Option<i64>,
        note: Option<String>,
        next: Option<(String, i64)>,
    },
    Matter(String),
    Need {
        code: String,
        priority: i64,
        source: &'static str,
    },
    Strength {
        words: String,
        source: String,
    },
    /// With a first action of the worker's, and the days until it is due.
    Goal {
        words: String,
        importance: i64,
        confidence: i64,
        action: Option<(String, i64)>,
    },
    Rate {
        goal: usize,
        status: &'static str,
        confidence: i64,
    },
    /// Ticks the oldest open action off.
    Finish,
    /// Something that was done, written down when it was.
    Done {
        words: String,
        who: &'static str,
    },
    Measure {
        mode: &'static str,
        answers: BTreeMap<String, outcome::Answer>,
    },
    Onward {
        service: Id<Service>,
        shared: String,
    },
    /// The service of the so-manieth onward referral answers.
    Answer {
        onward: usize,
        reply: Answered,
    },
    Note(String),
    /// The latest note is filed at the practice.
    File {
        by: String,
    },
    Close {
        why: String,
        note: Option<String>,
    },
}

/// What a service answers.
pub(super) enum Answered {
    Accept { first_in_days: Option<i64>, note: Option<String> },
    Decline { why: &'static str, note: Option<String> },
    Came(Option<String>),
    DidNotCome(Option<String>),
}

/// What there is of one person so far.
#[derive(Default)]
struct Live {
    /// Who holds the case since it was handed over.
    worker: Option<String>,
    referral: Option<Id<Referral>>,
    case: Option<Id<Case>>,
    onward: Vec<Id<OnwardReferral>>,
    goals: Vec<Goal>,
    actions: Vec<Id<plan::Action>>,
    matters: i64,
    notes: i64,
    note: Option<Id<Note>>,
}

impl Live {
    fn case(&self) -> Result<Id<Case>> {
        Ok(self.case.ok_or_else(|| anyhow!("nobody accepted them"))?)
    }
    fn referral(&self) -> Result<Id<Referral>> {
        Ok(self.referral.ok_or_else(|| anyhow!("nobody sent them"))?)
    }
}

/// Lets everything happen up to `until`; what would come later does not happen. Says which referrals came of it, by course.
pub(super) async fn live(
    machine: &Arc<Machine>,
    world: &World,
    courses: &[Course],
    until: Instant,
) -> Result<Vec<Id<Referral>>> {
    let mut queue: Vec<(Instant, usize, usize)> = courses
        .iter()
        .enumerate()
        .flat_map(|(c, course)| course.steps.iter().enumerate().map(move |(s, (at, _))| (*at, c, s)))
        .filter(|(at, _, _)| *at <= until)
        .collect();
    queue.sort_unstable();
    let mut lives: Vec<Live> = courses.iter().map(|_| Live::default()).collect();
    for (at, c, s) in queue {
        machine.clock.set(at);
        let course = &courses[c];
        let earlier = course.again.and_then(|earlier| lives[earlier].referral);
        happen(machine, world, (course, earlier), &mut lives[c], &course.steps[s].1).await.map_err(|e| match e {
            Error::Broken(e) => Error::Broken(e.context(format!("the demo, person {c}, step {s}, {at}"))),
            other => anyhow!("the demo, person {c}, step {s}, {at}: {other:?}").into(),
        })?;
    }
    machine.clock.set(until);
    Ok(lives.into_iter().filter_map(|l| l.referral).collect())
}

async fn happen(
    machine: &Arc<Machine>,
    world: &World,
    (course, earlier): (&Course, Option<Id<Referral>>),
    live: &mut Live,
    what: &What,
) -> Result<()> {
    let worker = live.worker.clone().unwrap_or_else(|| course.worker.clone());
    let ctx = world.acting(machine, &worker)?;
    let by = world.worker(&worker)?;
    match what {
        What::Send => {
            let sender = world.acting(machine, &course.sender)?;
            // Whom it was about is looked up for those only who are referred again: a look is a commit of its own.
            let known = match earlier {
                Some(earlier) => Some(sender.read(&REFERRAL_VIEW, earlier).await?.1.person_id),
                None => None,
            };
            live.referral = Some(send(&sender, world, course, known).await?);
        }
        What::Transfer { to } => {
            case::transfer(&ctx, live.case()?, None, world.worker(to)?, None).await?;
            live.worker = Some(to.clone());
        }
        What::Accept { by: presses } => {
            let presses = world.acting(machine, presses)?;
            live.case = Some(accept(&presses, live.referral()?, by).await?);
        }
        What::Return { why } => referral::send_back(&ctx, live.referral()?, 1, why, None).await?,
        What::Withdraw => {
            referral::withdraw(&world.acting(machine, &course.sender)?, live.referral()?).await?;
        }
        What::Contact { channel, took_place, minutes, note, next } => {
            let new = NewContact {
                id: ctx.id(),
                by,
                channel: (*channel).to_owned(),
                took_place: *took_place,
                at: ctx.now(),
                minutes: *minutes,
                present: None,
                note: note.clone(),
                next_step: next.as_ref().map(|(words, _)| words.clone()),
                next_step_by: next.as_ref().map(|(_, days)| ctx.today().plus_days(*days)),
            };
            case::log_contact(&ctx, live.case()?, None, new).await?;
        }
        What::Matter(words) => {
            let new = NewMatter {
                after: live.matters,
                by,
                words: words.clone(),
                own_words: true,
                with_interpreter: course.person.interpreter,
            };
            plan::write_matter(&ctx, live.case()?, new).await?;
            live.matters += 1;
        }
        What::Need { code, priority, source } => {
            let new = NewNeed {
                id: ctx.id(),
                by,
                polarity: "need".to_owned(),
                code: Some(code.clone()),
                words: None,
                source: (*source).to_owned(),
                priority: *priority,
            };
            plan::add_need(&ctx, live.case()?, new).await?;
        }
        What::Strength { words, source } => {
            let new = NewNeed {
                id: ctx.id(),
                by,
                polarity: "strength".to_owned(),
                code: None,
                words: Some(words.clone()),
                source: source.clone(),
                priority: 2,
            };
            plan::add_need(&ctx, live.case()?, new).await?;
        }
        What::Goal { words, importance, confidence, action } => {
            let goal = add_goal(&ctx, live, by, (words, *importance, *confidence), action.as_ref()).await?;
            live.goals.push(goal);
        }
        What::Rate { goal, status, confidence } => {
            let case = live.case()?;
            let Some(goal) = live.goals.get_mut(*goal) else { return Ok(()) };
            goal.status = (*status).to_owned();
            goal.confidence = Some(*confidence);
            plan::rate_goal(&ctx, case, goal.clone()).await?;
            goal.version += 1;
        }
        What::Finish => {
            if !live.actions.is_empty() {
                let action = live.actions.remove(0);
                plan::finish_action(&ctx, live.case()?, action).await?;
            }
        }
        What::Done { words, who } => {
            let new = NewAction {
                id: ctx.id(),
                by,
                goal: None,
                words: words.clone(),
                who: (*who).to_owned(),
                by_day: Some(ctx.today()),
            };
            let action = plan::add_action(&ctx, live.case()?, new).await?;
            plan::finish_action(&ctx, live.case()?, action).await?;
        }
        What::Measure { mode, answers } => {
            let new = NewMeasure {
                id: ctx.id(),
                by,
                instrument: "ons4".to_owned(),
                mode: (*mode).to_owned(),
                taken_on: ctx.today(),
                answers: answers.clone(),
            };
            outcome::take(&ctx, live.case()?, new).await?;
        }
        What::Onward { service, shared } => {
            let new = NewOnward {
                service: *service,
                shared,
                asked_how: course.asked_how,
                asked_on: ctx.today(),
                rules: None,
            };
            let (Sent::Now { id, .. } | Sent::Before(id)) = onward::send(&ctx, live.case()?, None, new).await?;
            live.onward.push(id);
        }
        What::Answer { onward, reply } => {
            // The keeper of a group has no account; their link's token is known to nobody here.
            let keeper = machine.system("demo");
            let Some(id) = live.onward.get(*onward) else { return Ok(()) };
            let reply = match reply {
                Answered::Accept { first_in_days, note } => {
                    Reply::Accept { first: first_in_days.map(|days| ctx.today().plus_days(days)), note: note.clone() }
                }
                Answered::Decline { why, note } => Reply::Decline { why, note: note.clone() },
                Answered::Came(said) => Reply::Came { said: said.clone() },
                Answered::DidNotCome(said) => Reply::DidNotCome { said: said.clone() },
            };
            onward::answer_for_demo(&keeper, *id, reply).await?;
        }
        What::Note(summary) => {
            // Made-up people are content that their practice knows.
            let new = NewNote { after: live.notes, by, summary: summary.clone(), named: live.onward.clone() };
            live.note = Some(outcome::make_note(&ctx, live.case()?, new).await?);
            live.notes += 1;
        }
        What::File { by } => {
            if let Some(note) = live.note {
                outcome::file_note(&world.acting(machine, by)?, note, world.worker(by)?).await?;
            }
        }
        What::Close { why, note } => case::close(&ctx, live.case()?, None, by, why, note.clone()).await?,
    }
    Ok(())
}

async fn send(ctx: &Ctx, world: &World, course: &Course, known: Option<Id<Person>>) -> Result<Id<Referral>> {
    let [referred, who_sees, share] = course.agreed;
    let asked = [referred, who_sees, share].iter().any(|a| matches!(a, Answer::Yes | Answer::No));
    let new = NewReferral {
        organisation: world.organisations[&course.organisation],
        team: world.teams[&course.team],
        setting: &course.setting,
        pathway: pathway::find("general").context("the general pathway")?,
        person: known.map_or_else(|| Who::Described(Box::new(course.person.clone())), Who::Known),
        reason: &course.reason,
        answers: course.answers.clone(),
        agreement: Agreed {
            referred,
            who_sees,
            share,
            how: asked.then_some(course.asked_how),
            on: asked.then(|| ctx.today()),
            note: None,
        },
    };
    referral::send(ctx, None, new).await
}

async fn accept(ctx: &Ctx, referral: Id<Referral>, worker: Id<crate::identity::Worker>) -> Result<Id<Case>> {
    let new = |same| Accept { referral, version: 1, worker, same };
    match case::accept(ctx, new(None)).await {
        // Two made-up people may sound alike; they are never one.
        Err(Error::Invalid(_)) => case::accept(ctx, new(Some(Same::Nobody))).await,
        done => done,
    }
}

async fn add_goal(
    ctx: &Ctx,
    live: &mut Live,
    by: Id<crate::identity::Worker>,
    (words, importance, confidence): (&str, i64, i64),
    action: Option<&(String, i64)>,
) -> Result<Goal> {
    let case = live.case()?;
    let id = ctx.id();
    let first = action.map(|(words, days)| NewAction {
        id: ctx.id(),
        by,
        goal: Some(id),
        words: words.clone(),
        who: "worker".to_owned(),
        by_day: Some(ctx.today().plus_days(*days)),
    });
    live.actions.extend(first.as_ref().map(|a| a.id));
    let (importance, confidence) = (Some(importance), Some(confidence));
    plan::add_goal(ctx, case, NewGoal { id, by, words: words.to_owned(), importance, confidence }, first).await?;
    Ok(Goal {
        id,
        case_id: case,
        words: kernel::Private(words.to_owned()),
        importance,
        confidence_first: confidence,
        confidence,
        status: "open".to_owned(),
        worker_id: by,
        added_at: ctx.now(),
        changed_at: ctx.now(),
        version: 1,
    })
}
