//! The course of one life with the service: how far it has come by today, with realistic waits, tries that reach nobody, and ends that are not all good.

use super::{
    chance::Chance,
    history::{Answered, Course, What},
    people::{Picks, Somebody},
    world::File,
};
use crate::{
    directory::{Gazetteer, Index, Service},
    matching::{self, Story},
    outcome,
    person::Answer,
};
use base::clock::zone;
use jiff::SignedDuration;
use kernel::{Date, Instant, working_days};
use std::collections::BTreeMap;

/// How far it has come by today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// In the inbox.
    Waiting,
    /// Accepted, first contact due.
    Fresh,
    /// Accepted, first contact late.
    Late,
    /// Under way.
    Open,
    /// Over: closed, sent back or withdrawn.
    Past,
}

/// What courses are made from.
pub(super) struct Ground<'a> {
    pub file: &'a File,
    pub index: &'a Index,
    pub gazetteer: &'a Gazetteer,
    pub today: Date,
}

fn working_day(day: Date) -> Date {
    working_days::due_date(day, 0, working_days::bank_holidays())
}

fn after_working_days(day: Date, n: i64) -> Date {
    working_days::due_date(day, n.max(0) as u32, working_days::bank_holidays())
}

pub(super) fn before_working_days(day: Date, n: i64) -> Date {
    let (mut day, mut left) = (day, n);
    while left > 0 {
        day = day.plus_days(-1);
        left -= i64::from(working_days::is_working_day(day, working_days::bank_holidays()));
    }
    day
}

fn days(from: Date, to: Date) -> i64 {
    from.jiff().until(to.jiff()).map_or(0, |s| i64::from(s.get_days()))
}

/// So many minutes after nine in London.
pub(super) fn at(day: Date, minutes: i64) -> Instant {
    let nine = day.jiff().at(9, 0, 0, 0).to_zoned(zone()).expect("nine o'clock exists on every day in London");
    Instant::from_jiff(nine.timestamp()).plus(SignedDuration::from_mins(minutes))
}

/// Writes a course down, always forwards in time.
struct Writer<'a> {
    ground: &'a Ground<'a>,
    picks: &'a mut Picks,
    chance: Chance,
    who: &'a Somebody,
    steps: Vec<(Instant, What)>,
    /// What happens elsewhere and holds nothing up: groups answer, practices file. The queue brings it into the order of time.
    aside: Vec<(Instant, What)>,
    onward: usize,
    goals: usize,
}

/// What the services to send them on to are, the best first.
fn services(ground: &Ground<'_>, who: &Somebody) -> Vec<std::sync::Arc<Service>> {
    let asked = crate::directory::Asked::read(&who.outcode);
    let near = ground.gazetteer.resolve(&asked, None);
    let story = Story {
        text: String::new(),
        needs: who.needs.clone(),
        struck: vec![],
        borough: near.as_ref().and_then(|n| n.borough.clone()),
        near,
        age: Some(i64::from(who.age)),
        gender: Some(who.gender.to_owned()),
        languages: who.described.language.iter().cloned().collect(),
        access: vec![],
        free_only: false,
        professional: true,
        today: ground.today,
    };
    let found = matching::suggest(ground.index, &story, 14);
    found.into_iter().map(|s| s.card).filter(|s| s.email.is_some() && !s.masked).collect()
}

/// What becomes of somebody's referral.
pub(super) fn course(
    ground: &Ground<'_>,
    picks: &mut Picks,
    chance: Chance,
    who: &Somebody,
    (worker, lead): (&str, &str),
    fate: Fate,
) -> Course {
    let mut w = Writer { ground, picks, chance, who, steps: vec![], aside: vec![], onward: 0, goals: 0 };
    let asked_how = if w.chance.happens(0.6) { "in-person" } else { "telephone" };
    let yes = |w: &mut Writer<'_>, p| if w.chance.happens(p) { Answer::Yes } else { Answer::NotAsked };
    let agreed = [yes(&mut w, 0.94), yes(&mut w, 0.86), yes(&mut w, 0.8)];
    let today = ground.today;
    match fate {
        Fate::Waiting => {
            let day = before_working_days(today, w.chance.between(1, 4));
            w.on(day, What::Send);
        }
        Fate::Fresh => {
            let day = before_working_days(today, w.chance.between(2, 4));
            w.on(day, What::Send);
            let accepted = after_working_days(day, 1);
            w.on(accepted, What::Accept { by: worker.to_owned() });
        }
        Fate::Late => {
            let day = before_working_days(today, w.chance.between(8, 11));
            w.on(day, What::Send);
            let accepted = after_working_days(day, 1);
            w.on(accepted, What::Accept { by: worker.to_owned() });
            if w.chance.happens(0.6) {
                w.contact(after_working_days(accepted, 3), false, "");
            }
        }
        Fate::Open => {
            let gone = w.chance.between(12, 66);
            let sent = before_working_days(today.plus_days(-gone), 1);
            let length = gone + w.chance.between(4, 45);
            w.supported(sent, length.max(45), (worker, lead), true);
        }
        Fate::Past => {
            let what = w.chance.weighted([0.03, 0.02, 0.055, 0.895].into_iter());
            let sent = working_day(today.plus_days(-w.chance.between(if what == 3 { 75 } else { 30 }, 362)));
            match what {
                0 => {
                    w.on(sent, What::Send);
                    let why = *w.chance.pick(&["not-ours", "more-needed", "duplicate", "not-ours"]);
                    let wait = w.chance.between(0, 3);
                    w.on(after_working_days(sent, wait), What::Return { why });
                }
                1 => {
                    w.on(sent, What::Send);
                    let wait = w.chance.between(0, 1);
                    w.on(after_working_days(sent, wait), What::Withdraw);
                }
                2 => w.never_reached(sent, (worker, lead)),
                _ => {
                    let most = days(sent, today) - 12;
                    let length = w.chance.between(44, 96).min(most);
                    w.supported(sent, length, (worker, lead), false);
                }
            }
        }
    }
    w.told(worker, agreed, asked_how)
}

/// The same person, some time after the case was closed: something else has come up. Nothing when it would be too soon to tell.
pub(super) fn again(
    ground: &Ground<'_>,
    picks: &mut Picks,
    chance: Chance,
    who: &Somebody,
    (worker, lead): (&str, &str),
    earlier: (usize, Date),
) -> Option<Course> {
    let mut w = Writer { ground, picks, chance, who, steps: vec![], aside: vec![], onward: 0, goals: 0 };
    let sent = working_day(earlier.1.plus_days(w.chance.between(35, 150)));
    let gone = days(sent, ground.today);
    if gone < 14 {
        return None;
    }
    let open = gone < 70;
    let length = if open { (gone + w.chance.between(4, 45)).max(45) } else { w.chance.between(44, 90).min(gone - 12) };
    w.supported(sent, length, (worker, lead), open);
    let course = w.told(worker, [Answer::Yes; 3], "telephone");
    Some(Course { again: Some(earlier.0), ..course })
}

/// The moment at which a colleague takes over: just before a later conversation.
pub(super) fn hand_over(course: &Course, chance: &mut Chance) -> Option<Instant> {
    let spoken = |w: &What| matches!(w, What::Contact { took_place: true, .. });
    let later: Vec<Instant> = course.steps.iter().filter(|(_, w)| spoken(w)).skip(1).map(|(at, _)| *at).collect();
    if later.is_empty() {
        return None;
    }
    Some(chance.pick(&later).minus(SignedDuration::from_secs(30)))
}

/// When a case was closed in which somebody could come back.
pub(super) fn closed_on(course: &Course) -> Option<Date> {
    course.steps.iter().find_map(|(at, what)| match what {
        What::Close { why, .. } if why != "died" && why != "moved" => Some(at.date_in(&zone())),
        _ => None,
    })
}

impl Writer<'_> {
    /// What was written down, as a course.
    fn told(self, worker: &str, agreed: [Answer; 3], asked_how: &'static str) -> Course {
        let who = self.who;
        let mut answers = BTreeMap::from([("urgency".to_owned(), vec![who.urgency.clone()])]);
        if !who.about.is_empty() {
            answers.insert("about".to_owned(), who.about.clone());
        }
        Course {
            person: who.described.clone(),
            again: None,
            setting: who.setting.clone(),
            organisation: who.organisation.clone(),
            sender: who.sender.clone(),
            team: who.team.clone(),
            worker: worker.to_owned(),
            reason: who.reason.clone(),
            answers,
            agreed,
            asked_how,
            steps: self.steps.into_iter().chain(self.aside).collect(),
        }
    }

    /// On a day, at some time between nine and five, but after everything that was before.
    fn on(&mut self, day: Date, what: What) {
        let minutes = self.chance.between(0, 470);
        let proposed = at(day, minutes);
        let earliest = self.steps.last().map(|(at, _)| at.plus(SignedDuration::from_mins(1)));
        self.steps.push((earliest.map_or(proposed, |e| e.max(proposed)), what));
    }

    fn elsewhere(&mut self, day: Date, what: What) {
        let minutes = self.chance.between(0, 470);
        self.aside.push((at(day, minutes), what));
    }

    /// A few minutes later.
    fn then(&mut self, what: What) {
        let minutes = self.chance.between(1, 6);
        let last = self.steps.last().map_or(at(self.ground.today, 0), |(at, _)| *at);
        self.steps.push((last.plus(SignedDuration::from_mins(minutes)), what));
    }

    fn text(&mut self, kind: &'static str, also: impl Fn(&super::world::Text) -> bool) -> Option<String> {
        let file = self.ground.file;
        let texts = match kind {
            "matter" => &file.matter,
            "strength" => &file.strength,
            "contact" => &file.contact_note,
            "goal" => &file.goal,
            "next" => &file.next_step,
            "close" => &file.close_note,
            "decline" => &file.decline_note,
            "feedback" => &file.feedback,
            _ => &file.summary,
        };
        self.picks.about(&mut self.chance, kind, self.who, texts, also).map(str::to_owned)
    }

    fn accept(&mut self, sent: Date, (worker, lead): (&str, &str)) -> Date {
        self.on(sent, What::Send);
        let wait = *self.chance.pick(&[0, 1, 1, 1, 2, 2, 3]);
        let day = after_working_days(sent, wait);
        let by = if self.chance.happens(0.25) { lead } else { worker };
        self.on(day, What::Accept { by: by.to_owned() });
        day
    }

    fn contact(&mut self, day: Date, took_place: bool, stage: &str) {
        let channel = match self.chance.weighted([0.62, 0.14, 0.14, 0.07, 0.03].into_iter()) {
            0 => "telephone",
            1 => "visit",
            2 => "practice",
            3 => "message",
            _ => "video",
        };
        let channel = if took_place { channel } else { *self.chance.pick(&["telephone", "telephone", "message"]) };
        let fits = |t: &super::world::Text| match t.stage.as_deref() {
            Some("any") => true,
            Some(only) => only == stage,
            None => stage != "first",
        };
        let note = self
            .text("contact", |t| t.tried != took_place && t.kind.as_deref() == Some(channel) && (t.tried || fits(t)));
        let next = if took_place && self.chance.happens(0.7) { self.text("next", |_| true) } else { None };
        let next = next.map(|words| (words, self.chance.between(3, 12)));
        let minutes = took_place.then(|| match channel {
            "message" => 5,
            "telephone" => 5 * self.chance.between(2, 8),
            _ => 5 * self.chance.between(6, 14),
        });
        let channel = if channel == "practice" { "at-practice" } else { channel };
        self.on(day, What::Contact { channel, took_place, minutes, note, next });
    }

    /// Tried again and again, and closed in the end.
    fn never_reached(&mut self, sent: Date, by: (&str, &str)) {
        let mut day = self.accept(sent, by);
        for _ in 0..self.chance.between(2, 4) {
            day = after_working_days(day, self.chance.between(2, 5));
            self.contact(day, false, "");
        }
        let day = after_working_days(day, self.chance.between(2, 4));
        let note = self.text("close", |t| t.closure.as_deref() == Some("not-reached"));
        self.on(day, What::Close { why: "not-reached".to_owned(), note });
    }

    /// Reached, and supported for so many days.
    fn supported(&mut self, sent: Date, length: i64, by: (&str, &str), open: bool) {
        let today = self.ground.today;
        let accepted = self.accept(sent, by);
        // Working days from accepting to the first conversation: four in the middle, some late.
        const WAITS: &[i64] = &[1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 7, 9];
        let wait = *self.chance.pick(WAITS);
        // Those who wait too long now are told of by `Fate::Late`.
        let wait = if open { wait.min(5) } else { wait };
        let first = after_working_days(accepted, wait);
        if wait > 2 && self.chance.happens(0.45) {
            self.contact(after_working_days(accepted, wait / 2), false, "");
        }
        let end = sent.plus_days(length);
        let connected = self.chance.happens(if open { 0.42 } else { 0.53 });
        let tells = self.chance.happens(0.74);
        let tells_again = tells && self.chance.happens(if connected { 0.68 } else { 0.38 });
        // Some grow quiet: nobody has spoken with them for a good two weeks.
        let quiet_from = if open && self.chance.happens(0.14) { today.plus_days(-17) } else { today.plus_days(999) };

        let count = if open { 2 + length / 11 } else { (2 + length / 17).min(7) };
        let step = (days(first, end) - 3).max(count) / count.max(1);
        let base = self.start(connected);
        let mut sent_on = false;
        for n in 0..count {
            let wobble = if n == 0 { 0 } else { self.chance.between(-2, 3) };
            let day = if n == 0 { first } else { working_day(first.plus_days(step * n + wobble)) };
            if day > quiet_from {
                return;
            }
            let last = n + 1 == count;
            if n > 0 && !last && self.chance.happens(0.15) {
                self.contact(day, false, "");
                continue;
            }
            let stage = match n {
                0 => "first",
                _ if last => "last",
                _ => "later",
            };
            self.contact(day, true, stage);
            if n == 0 {
                self.first_conversation(tells.then_some(&base));
            }
            if n < 2 && self.goals < 2 {
                self.goal();
            }
            if (n > 0 || step < 9) && !sent_on {
                sent_on = true;
                self.send_on(day, connected);
            }
            if n == 3 && self.chance.happens(0.35) {
                let came = connected && self.chance.happens(0.5);
                self.send_on(day, came);
            }
            if n > 1 && self.chance.happens(0.5) {
                self.then(What::Finish);
            }
            if last {
                self.look_back(connected);
                if tells_again {
                    self.measure(&base, true);
                }
            }
            if open && n == 2 && self.chance.happens(0.4) {
                self.note(day, 0.6);
            }
        }
        if self.chance.happens(0.86) {
            self.note(working_day(end), 0.8);
        }
        self.close(working_day(end.plus_days(1)), connected);
    }

    fn first_conversation(&mut self, answers: Option<&BTreeMap<String, i64>>) {
        if let Some(words) = self.text("matter", |_| true) {
            self.then(What::Matter(words));
        }
        let needs = self.who.needs.clone();
        for (i, code) in needs.into_iter().take(3).enumerate() {
            let source = if i == 0 && self.chance.happens(0.6) { "referrer" } else { "person" };
            self.then(What::Need { code, priority: (i as i64 + 1).min(3), source });
        }
        if self.chance.happens(0.75) {
            let words = self.text("strength", |_| true);
            if let Some(words) = words {
                self.then(What::Strength(words));
            }
        }
        if let Some(answers) = answers {
            let answers = answers.clone();
            self.measure(&answers, false);
        }
    }

    fn goal(&mut self) {
        let Some(words) = self.text("goal", |_| true) else { return };
        let action = if self.chance.happens(0.6) { self.text("next", |_| true) } else { None };
        let action = action.map(|words| (words, self.chance.between(3, 14)));
        let (importance, confidence) = (self.chance.between(6, 10), self.chance.between(2, 6));
        self.then(What::Goal { words, importance, confidence, action });
        self.goals += 1;
    }

    /// How they answer at first: low, and lower for some.
    fn start(&mut self, connected: bool) -> BTreeMap<String, i64> {
        let mood = self.chance.bell() * 1.2 + if connected { 0.1 } else { -0.1 };
        let mut near = |mean: f64, sign: f64| {
            let value = mean + sign * mood + self.chance.bell() * 1.3;
            value.round().clamp(0.0, 10.0) as i64
        };
        BTreeMap::from([
            ("satisfied".to_owned(), near(4.6, 1.0)),
            ("worthwhile".to_owned(), near(4.9, 1.0)),
            ("happy".to_owned(), near(4.8, 1.0)),
            ("anxious".to_owned(), near(5.9, -1.0)),
        ])
    }

    /// ONS4. The second time most are a point better, the lowest more than the highest: part of it is only that the lowest days pass.
    fn measure(&mut self, base: &BTreeMap<String, i64>, again: bool) {
        let mut answers = BTreeMap::new();
        for (item, first) in base {
            if self.chance.happens(0.025) {
                answers.insert(item.clone(), outcome::Answer::Declined);
                continue;
            }
            let value = if again {
                let (usual, better) = if item == "anxious" { (5.6, -1.0) } else { (5.0, 1.0) };
                let value = usual + 0.6 * (*first as f64 - usual) + 1.05 * better + self.chance.bell() * 1.3;
                value.round().clamp(0.0, 10.0) as i64
            } else {
                *first
            };
            answers.insert(item.clone(), outcome::Answer::Value(value));
        }
        let mode = match (self.who.described.interpreter, self.chance.happens(0.4)) {
            (true, _) => "interpreter",
            (false, true) => "self",
            (false, false) => "assisted",
        };
        self.then(What::Measure { mode, answers });
    }

    /// On to a service with their yes; what it answers, and whether they came.
    fn send_on(&mut self, day: Date, came: bool) {
        let found = services(self.ground, self.who);
        if found.is_empty() || (!came && self.chance.happens(0.35)) {
            return;
        }
        let service = found[self.chance.between(0, found.len().min(4) as i64 - 1) as usize].clone();
        let shared = self.shared();
        self.then(What::Onward { service: service.id, shared });
        let onward = self.onward;
        self.onward += 1;
        let wait = self.chance.between(1, 6);
        let answered = working_day(day.plus_days(wait));
        let outcome = if came { 3 } else { self.chance.weighted([0.28, 0.27, 0.45].into_iter()) };
        match outcome {
            0 => {}
            1 => {
                let why = *self.chance.pick(&["full", "full", "not-for-them", "not-reached"]);
                let note = self.text("decline", |_| true);
                self.elsewhere(answered, What::Answer { onward, reply: Answered::Decline { why, note } });
            }
            _ => {
                let first = self.chance.between(3, 10);
                let reply = Answered::Accept { first_in_days: Some(first), note: None };
                self.elsewhere(answered, What::Answer { onward, reply });
                let day = answered.plus_days(first);
                if came {
                    let said = if self.chance.happens(0.7) {
                        self.text("feedback", |t| t.by.as_deref() == Some("group") && t.came != Some(false))
                    } else {
                        None
                    };
                    self.elsewhere(day, What::Answer { onward, reply: Answered::Came(said) });
                } else if self.chance.happens(0.55) {
                    let said = self.text("feedback", |t| t.came == Some(false));
                    self.elsewhere(day.plus_days(1), What::Answer { onward, reply: Answered::DidNotCome(said) });
                }
            }
        }
    }

    /// What a group gets to know: a first name, and what they would like.
    fn shared(&mut self) -> String {
        let wish = self.text("goal", |_| true).unwrap_or_default();
        format!("{}\n\n{wish}", self.who.called())
    }

    /// Goals are rated again at the last conversation.
    fn look_back(&mut self, connected: bool) {
        for goal in 0..self.goals {
            let status =
                match self.chance.weighted(if connected { [0.6, 0.28, 0.12] } else { [0.2, 0.35, 0.45] }.into_iter()) {
                    0 => "met",
                    1 => "partly",
                    _ if connected => "open",
                    _ => "dropped",
                };
            let confidence = if status == "met" { self.chance.between(6, 10) } else { self.chance.between(3, 7) };
            self.then(What::Rate { goal, status, confidence });
        }
    }

    fn note(&mut self, day: Date, filed: f64) {
        let Some(summary) = self.text("summary", |_| true) else { return };
        self.on(day, What::Note(summary));
        if self.chance.happens(filed) {
            let wait = self.chance.between(1, 6);
            let minutes = self.chance.between(0, 400);
            let filed_at = at(after_working_days(day, wait), minutes);
            let made = self.steps.last().map_or(filed_at, |(at, _)| *at);
            let by = self.who.sender.clone();
            self.aside.push((filed_at.max(made.plus(SignedDuration::from_mins(30))), What::File { by }));
        }
    }

    fn close(&mut self, day: Date, connected: bool) {
        let reasons = ["goals-met", "goals-partly-met", "referred-on", "moved", "did-not-want", "died"];
        let old = if self.who.age > 74 { 0.04 } else { 0.004 };
        let weights = if connected { [0.56, 0.34, 0.05, 0.04, 0.01, old] } else { [0.1, 0.3, 0.22, 0.1, 0.28, old] };
        let why = reasons[self.chance.weighted(weights.into_iter())];
        let note = self.text("close", |t| t.closure.as_deref() == Some(why));
        self.on(day, What::Close { why: why.to_owned(), note });
    }
}
