//! The four stories of the file, played as their dated steps say.
//!
//! What Kith has no feature for yet (going along with somebody, naming a service to them, what a service without e-mail answers) becomes an action of the
//! plan that was done that day, so that the record still tells it.

use super::{
    calendar::at,
    history::{Answered, Course, What},
    world::{File, StoryEntry, StoryStep},
};
use crate::{
    directory::{Service, demo_id},
    outcome,
    person::{Answer, Described},
};
use anyhow::anyhow;
use base::Result;
use kernel::{Date, Language, NhsNumber, working_days};
use std::collections::{BTreeMap, HashMap};

/// Numbers of the people in stories begin here, below those of everybody else.
const FIRST_NUMBER: u32 = 10;

/// The courses of the stories, counted back from `today`.
pub(super) fn stories(file: &File, services: &[Service], today: Date) -> Result<Vec<Course>> {
    let by_key: HashMap<&str, &Service> = services.iter().map(|s| (s.slug.as_str(), s)).collect();
    file.story.iter().enumerate().map(|(n, story)| one(file, &by_key, story, n as u32, today)).collect()
}

fn one(file: &File, services: &HashMap<&str, &Service>, story: &StoryEntry, n: u32, today: Date) -> Result<Course> {
    let mut teller = Teller {
        story,
        services,
        steps: vec![],
        onward: vec![],
        met: vec![],
        goals: vec![],
        measured: 0,
        conversed: false,
    };
    for (i, step) in story.step.iter().enumerate() {
        let day = at_work(today.plus_days(-step.days_ago));
        let when = at(day, 15 + 17 * i as i64);
        for (minutes, what) in teller.tell(step)?.into_iter().enumerate() {
            teller.steps.push((when.plus(jiff::SignedDuration::from_mins(minutes as i64)), what));
        }
        if step.what == "summary" {
            let filed = at(working_days::due_date(day, 1, working_days::bank_holidays()), 60);
            teller.steps.push((filed, What::File { by: story.referred_by.clone() }));
        }
    }
    let home = story.lives_at.as_ref().and_then(|key| file.organisation.iter().find(|o| o.key == *key));
    Ok(Course {
        again: None,
        person: Described {
            name: story.name.clone(),
            born: Some(story.born.to_string().parse().map_err(|_| anyhow!("demo/world.toml: born"))?),
            nhs_number: (story.nhs_number != Some(false)).then(|| NhsNumber::synthetic(FIRST_NUMBER + n)),
            gender: Some(story.gender.clone()),
            language: Language::find(&story.language).map(|l| l.code().to_owned()),
            interpreter: story.interpreter,
            ethnicity: story.ethnic_category.clone(),
            residence: Some(story.residence.clone().unwrap_or_else(|| {
                let usual = if home.is_some() { "care-home" } else { "own-home" };
                usual.to_owned()
            })),
            address: home.map(|o| o.name.clone()),
            postcode: format!("{} 9ZZ", story.outcode).parse().ok(),
            phone: format!("07700 9009{:02}", 90 + n).parse().ok(),
            email: None,
            safe_channels: vec!["call".to_owned(), if home.is_some() { "through-staff" } else { "text" }.to_owned()],
            safe_note: None,
            danger: None,
        },
        setting: story.setting.clone(),
        organisation: story.organisation.clone(),
        sender: story.referred_by.clone(),
        team: story.team.clone(),
        worker: story.worker.clone(),
        reason: story.reason.clone(),
        answers: BTreeMap::from([
            ("urgency".to_owned(), vec![story.urgency.clone()]),
            ("about".to_owned(), story.about.clone()),
        ]),
        agreed: [Answer::Yes; 3],
        asked_how: "in-person",
        steps: teller.steps,
    })
}

/// The day itself, or the last one before it on which people are at work.
fn at_work(day: Date) -> Date {
    let mut day = day;
    while !working_days::is_working_day(day, working_days::bank_holidays()) {
        day = day.plus_days(-1);
    }
    day
}

struct Teller<'a> {
    story: &'a StoryEntry,
    services: &'a HashMap<&'a str, &'a Service>,
    steps: Vec<(kernel::Instant, What)>,
    /// Keys of the services that were sent to, in order, and whether they have been there.
    onward: Vec<(String, bool)>,
    /// Goals that were said to be met.
    met: Vec<usize>,
    /// Goals in the order in which they were set.
    goals: Vec<usize>,
    measured: usize,
    /// Whether there was a conversation that brought what matters.
    conversed: bool,
}

impl Teller<'_> {
    fn tell(&mut self, step: &StoryStep) -> Result<Vec<What>> {
        let story = self.story;
        let text = step.text.clone().unwrap_or_default();
        Ok(match step.what.as_str() {
            "referred" => vec![What::Send],
            "accepted" => vec![What::Accept { by: step.by.clone().unwrap_or_else(|| story.worker.clone()) }],
            "contact" => self.contact(step, text),
            "strength" => vec![What::Strength { words: text, source: "worker".to_owned() }],
            "goal" => self.goal(&text),
            "measure" => self.measure(),
            "onward" if self.service(step)?.email.is_some() => {
                let service = step.service.clone().unwrap_or_default();
                let id = demo_id(&service);
                self.onward.push((service, false));
                vec![What::Onward { service: id, shared: text }]
            }
            "answer" | "attended" | "feedback" => self.answer(step, text)?,
            "onward" | "introduction" | "signpost" | "contributes" => {
                vec![What::Done { words: format!("{}: {text}", self.service(step)?.name), who: "worker" }]
            }
            "summary" => vec![What::Note(text)],
            "closed" => {
                let mut all = self.rate();
                let why = story.closure.clone().unwrap_or_else(|| "goals-met".to_owned());
                all.push(What::Close { why, note: Some(text) });
                all
            }
            other => return Err(anyhow!("demo/world.toml: a story has the step {other:?}").into()),
        })
    }

    fn service(&self, step: &StoryStep) -> Result<&Service> {
        let key = step.service.as_deref().unwrap_or_default();
        Ok(*self.services.get(key).ok_or_else(|| anyhow!("demo/world.toml: a story names the service {key:?}"))?)
    }

    /// The first conversation brings what matters, the needs, the strengths and the goals that have no step of their own.
    fn contact(&mut self, step: &StoryStep, text: String) -> Vec<What> {
        let channel = match step.kind.as_deref() {
            Some("visit") => "visit",
            Some("practice") => "at-practice",
            Some("message") => "message",
            Some("video") => "video",
            _ => "telephone",
        };
        let took_place = !step.tried;
        let minutes = took_place.then_some(match channel {
            "telephone" => 25,
            "message" => 5,
            _ => 60,
        });
        let mut all = vec![What::Contact { channel, took_place, minutes, note: Some(text), next: None }];
        if took_place && !step.brief && !self.conversed {
            self.conversed = true;
            let story = self.story;
            all.push(What::Matter(story.matter.clone()));
            let need = |(i, code): (usize, &String)| What::Need {
                code: code.clone(),
                priority: (i as i64 + 1).min(3),
                source: "person",
            };
            all.extend(story.needs.iter().enumerate().map(need));
            let strengths = story.strengths.iter();
            all.extend(strengths.map(|s| What::Strength { words: s.text.clone(), source: s.by.clone() }));
            for (i, goal) in story.goals.iter().enumerate() {
                let own_step = story.step.iter().any(|s| s.what == "goal" && s.text.as_ref() == Some(&goal.text));
                if !own_step {
                    all.push(self.set(i));
                }
            }
        }
        all
    }

    fn set(&mut self, i: usize) -> What {
        self.goals.push(i);
        let goal = &self.story.goals[i];
        let (importance, confidence) = (goal.importance, goal.confidence);
        What::Goal { words: goal.text.clone(), importance, confidence, action: None }
    }

    /// Either a goal is set, or the text says how the next one was met.
    fn goal(&mut self, text: &str) -> Vec<What> {
        if let Some(i) = self.story.goals.iter().position(|g| g.text == text) {
            return vec![self.set(i)];
        }
        let mut all = vec![What::Done { words: text.to_owned(), who: "worker" }];
        let next = self.goals.iter().position(|g| self.story.goals[*g].met && !self.met.contains(g));
        if let Some(place) = next {
            self.met.push(self.goals[place]);
            all.push(self.is_met(place));
        }
        all
    }

    /// The goal that was set as the so-manieth is met.
    fn is_met(&self, place: usize) -> What {
        let goal = &self.story.goals[self.goals[place]];
        What::Rate { goal: place, status: "met", confidence: goal.now.unwrap_or(goal.confidence) }
    }

    /// How every goal stands in the end.
    fn rate(&mut self) -> Vec<What> {
        let mut all = vec![];
        for (place, i) in self.goals.iter().enumerate() {
            if !self.met.contains(i) && self.story.goals[*i].met {
                all.push(self.is_met(place));
            }
        }
        self.met.extend(self.goals.iter().filter(|i| self.story.goals[**i].met));
        all
    }

    fn measure(&mut self) -> Vec<What> {
        let answers = if self.measured == 0 { &self.story.ons4_first } else { &self.story.ons4_last };
        let answers = answers.iter().map(|(item, v)| (item.clone(), outcome::Answer::Value(*v))).collect();
        let mode = if self.story.interpreter { "interpreter" } else { "assisted" };
        let mut all = vec![What::Measure { mode, answers }];
        self.measured += 1;
        if self.measured == 2 {
            all.extend(self.rate());
        }
        all
    }

    /// The service says something: an answer to what was sent to it, or, where nothing was sent, a line of the plan.
    fn answer(&mut self, step: &StoryStep, text: String) -> Result<Vec<What>> {
        let key = step.service.as_deref().unwrap_or_default();
        let place = self.onward.iter().position(|(service, _)| service == key);
        let answered = match (place, step.what.as_str()) {
            (Some(onward), "answer") => {
                Some(What::Answer { onward, reply: Answered::Accept { first_in_days: None, note: Some(text.clone()) } })
            }
            (Some(onward), _) if !self.onward[onward].1 => {
                self.onward[onward].1 = true;
                Some(What::Answer { onward, reply: Answered::Came(Some(text.clone())) })
            }
            _ => None,
        };
        match answered {
            Some(what) => Ok(vec![what]),
            None => Ok(vec![What::Done { words: format!("{}: {text}", self.service(step)?.name), who: "other" }]),
        }
    }
}
