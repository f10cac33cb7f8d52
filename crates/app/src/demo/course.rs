//! The course of one life with the service: how far it has come by today, with realistic waits, tries that reach nobody, and ends that are not all good.
//!
//! A life that ended long ago is told in fewer words than one that somebody may open tomorrow: two or three conversations instead of seven, two needs
//! instead of three, half as many notes. How far people get does not depend on it.

use super::{
    calendar::{Calendar, Day, OLDEST},
    chance::Chance,
    history::{Answered, Course, What},
    people::{Picks, Somebody},
    routes::{self, Turn},
    world::{File, Text},
};
use crate::{directory::Service, outcome, person::Answer};
use jiff::SignedDuration;
use kernel::{Id, Instant};
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
    pub calendar: &'a Calendar,
    /// Where somebody could be sent on to, the best first; there is always something. More care is taken of a life that is told in full.
    pub services: &'a dyn Fn(&Somebody, bool) -> Vec<Id<Service>>,
}

/// Referred since then, a life is told in full.
const LATELY: Day = -150;
/// Cases that are open today were referred since then, and most of those that are over before.
const OPEN_SINCE: i64 = 70;

/// Writes a course down, always forwards in time.
struct Writer<'a> {
    ground: &'a Ground<'a>,
    picks: &'a mut Picks,
    chance: Chance,
    who: &'a Somebody,
    steps: Vec<(Instant, What)>,
    /// What happens elsewhere and holds nothing up: groups answer, practices file. The queue brings it into the order of time.
    aside: Vec<(Instant, What)>,
    /// Where they were sent on to.
    onward: Vec<Id<Service>>,
    goals: usize,
}

/// What becomes of somebody's referral; `luck` from 0 to 1 says how far they get, the lower the further.
pub(super) fn course(
    ground: &Ground<'_>,
    picks: &mut Picks,
    chance: Chance,
    who: &Somebody,
    by: (&str, &str),
    (fate, luck): (Fate, f64),
) -> Course {
    let mut w = Writer { ground, picks, chance, who, steps: vec![], aside: vec![], onward: vec![], goals: 0 };
    let asked_how = if w.chance.happens(0.6) { "in-person" } else { "telephone" };
    let yes = |w: &mut Writer<'_>, p| if w.chance.happens(p) { Answer::Yes } else { Answer::NotAsked };
    let agreed = [yes(&mut w, 0.94), yes(&mut w, 0.86), yes(&mut w, 0.8)];
    let turn = Turn::of(routes::kind(&who.setting), luck);
    let calendar = ground.calendar;
    match fate {
        Fate::Waiting => {
            let day = calendar.before(0, w.chance.between(1, 4));
            w.on(day, What::Send);
        }
        Fate::Fresh => {
            let day = calendar.before(0, w.chance.between(2, 4));
            w.on(day, What::Send);
            w.on(calendar.after(day, 1), What::Accept { by: by.0.to_owned() });
        }
        Fate::Late => {
            let day = calendar.before(0, w.chance.between(8, 11));
            w.on(day, What::Send);
            let accepted = calendar.after(day, 1);
            w.on(accepted, What::Accept { by: by.0.to_owned() });
            if w.chance.happens(0.6) {
                w.contact(calendar.after(accepted, 3), false, "");
            }
        }
        Fate::Open => {
            let sent = calendar.before(-w.chance.between(12, OPEN_SINCE), 1);
            let length = (w.chance.between(4, 45) - sent).max(45);
            w.supported(sent, length, by, turn.max(Turn::Spoke));
        }
        Fate::Past if turn == Turn::Unreached => w.unreached(by),
        Fate::Past => {
            let sent = calendar.some_day(&mut w.chance, OLDEST, -OPEN_SINCE - 2);
            let length = if turn == Turn::Spoke { w.chance.between(18, 45) } else { w.chance.between(44, 96) };
            w.supported(sent, length.min(-sent - 12), by, turn);
        }
    }
    w.told(by.0, agreed, asked_how)
}

/// The same person, some time after the case was closed: something else has come up. Nothing when it would be too soon to tell.
pub(super) fn again(
    ground: &Ground<'_>,
    picks: &mut Picks,
    chance: Chance,
    who: &Somebody,
    by: (&str, &str),
    earlier: (usize, Day),
) -> Option<Course> {
    let mut w = Writer { ground, picks, chance, who, steps: vec![], aside: vec![], onward: vec![], goals: 0 };
    let sent = ground.calendar.working_day(earlier.1 + w.chance.between(35, 150));
    if sent > -14 {
        return None;
    }
    let turn = Turn::of(routes::kind(&who.setting), w.chance.unit()).max(Turn::Spoke);
    let length = if sent > -OPEN_SINCE {
        (w.chance.between(4, 45) - sent).max(45)
    } else {
        w.chance.between(44, 90).min(-sent - 12)
    };
    w.supported(sent, length, by, turn);
    let course = w.told(by.0, [Answer::Yes; 3], "telephone");
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
pub(super) fn closed_on(course: &Course, calendar: &Calendar) -> Option<Day> {
    course.steps.iter().find_map(|(at, what)| match what {
        What::Close { why, .. } if why != "died" && why != "moved" => Some(calendar.day_of(*at)),
        _ => None,
    })
}

/// How likely it is that somebody answers ONS4 at first, and that who did answers it again.
fn tells(turn: Turn) -> (f64, f64) {
    match turn {
        Turn::Unreached => (0.0, 0.0),
        Turn::Spoke => (0.45, 0.1),
        Turn::Planned => (0.6, 0.2),
        Turn::Nowhere | Turn::Unsaid => (0.7, 0.4),
        Turn::Came => (0.8, 0.62),
    }
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
    fn on(&mut self, day: Day, what: What) {
        let minutes = self.chance.between(0, 470);
        let proposed = self.ground.calendar.at(day, minutes);
        let earliest = self.steps.last().map(|(at, _)| at.plus(SignedDuration::from_mins(1)));
        self.steps.push((earliest.map_or(proposed, |e| e.max(proposed)), what));
    }

    fn elsewhere(&mut self, day: Day, what: What) {
        let minutes = self.chance.between(0, 470);
        self.aside.push((self.ground.calendar.at(day, minutes), what));
    }

    /// A few minutes later.
    fn then(&mut self, what: What) {
        let minutes = self.chance.between(1, 6);
        let last = self.steps.last().map_or(self.ground.calendar.at(0, 0), |(at, _)| *at);
        self.steps.push((last.plus(SignedDuration::from_mins(minutes)), what));
    }

    fn text(&mut self, kind: &'static str, also: impl Fn(&Text) -> bool) -> Option<String> {
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

    fn accept(&mut self, sent: Day, (worker, lead): (&str, &str)) -> Day {
        self.on(sent, What::Send);
        let wait = *self.chance.pick(&[0, 1, 1, 1, 2, 2, 3]);
        let day = self.ground.calendar.after(sent, wait);
        let by = if self.chance.happens(0.25) { lead } else { worker };
        self.on(day, What::Accept { by: by.to_owned() });
        day
    }

    fn contact(&mut self, day: Day, took_place: bool, stage: &str) {
        let channel = match self.chance.weighted([0.62, 0.14, 0.14, 0.07, 0.03].into_iter()) {
            0 => "telephone",
            1 => "visit",
            2 => "practice",
            3 => "message",
            _ => "video",
        };
        let channel = if took_place { channel } else { *self.chance.pick(&["telephone", "telephone", "message"]) };
        let fits = |t: &Text| match t.stage.as_deref() {
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

    /// Sent back, taken back, or tried again and again and closed in the end.
    fn unreached(&mut self, by: (&str, &str)) {
        let calendar = self.ground.calendar;
        let sent = calendar.some_day(&mut self.chance, OLDEST, -45);
        let what = self.chance.weighted([0.22, 0.12, 0.66].into_iter());
        if what < 2 {
            self.on(sent, What::Send);
            let over = calendar.after(sent, self.chance.between(0, if what == 0 { 3 } else { 1 }));
            let why = *self.chance.pick(&["not-ours", "more-needed", "duplicate", "not-ours"]);
            self.on(over, if what == 0 { What::Return { why } } else { What::Withdraw });
            return;
        }
        let mut day = self.accept(sent, by);
        for _ in 0..self.chance.between(2, if sent > LATELY { 4 } else { 3 }) {
            day = calendar.after(day, self.chance.between(2, 5));
            self.contact(day, false, "");
        }
        let day = calendar.after(day, self.chance.between(2, 4));
        let note = self.text("close", |t| t.closure.as_deref() == Some("not-reached"));
        self.on(day, What::Close { why: "not-reached".to_owned(), note });
    }

    /// Reached, and supported for so many days; open still when they are not over.
    fn supported(&mut self, sent: Day, length: i64, by: (&str, &str), turn: Turn) {
        let calendar = self.ground.calendar;
        let end = sent + length;
        let (open, full) = (end > 0, sent > LATELY);
        let accepted = self.accept(sent, by);
        // Working days from accepting to the first conversation: four in the middle, some late.
        const WAITS: &[i64] = &[1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 7, 9];
        let wait = *self.chance.pick(WAITS);
        // Those who wait too long now are told of by `Fate::Late`.
        let wait = if open { wait.min(5) } else { wait };
        let first = calendar.after(accepted, wait);
        if wait > 2 && self.chance.happens(if full { 0.45 } else { 0.15 }) {
            self.contact(calendar.after(accepted, wait / 2), false, "");
        }
        let (tells, again) = tells(turn);
        let tells = self.chance.happens(tells);
        let tells_again = tells && self.chance.happens(again);
        // Some grow quiet: nobody has spoken with them for a good two weeks.
        let quiet_from = if open && self.chance.happens(0.14) { -17 } else { 999 };

        let count = match (open, turn) {
            (true, _) => 2 + length / 11,
            (false, Turn::Spoke) => self.chance.between(1, 2),
            (false, _) if full => (2 + length / 17).min(7),
            (false, _) => 2 + i64::from(self.chance.happens(0.4)),
        };
        let step = (end - first - 3).max(count) / count.max(1);
        let base = self.start();
        let mut onward = self.onward_turns(turn, full && count > 3);
        for n in 0..count {
            let wobble = if n == 0 { 0 } else { self.chance.between(-2, 3) };
            let day = if n == 0 { first } else { calendar.working_day(first + step * n + wobble) };
            if day > quiet_from {
                return;
            }
            let last = n + 1 == count;
            if full && n > 0 && !last && self.chance.happens(0.15) {
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
                self.first_conversation(tells.then_some(&base), full);
            }
            if turn >= Turn::Planned {
                let now = if self.goals == 0 { n > 0 || self.chance.happens(0.6) } else { n == 1 && full };
                if now && (self.goals == 0 || self.chance.happens(0.5)) {
                    self.goal();
                }
            }
            if n > 0 || step < 9 {
                // Whatever is left is done at the last conversation.
                let some = if last { onward.len() } else { onward.len().min(1) };
                for turn in onward.drain(..some) {
                    self.send_on(day, turn, full);
                }
            }
            if full && n > 1 && self.chance.happens(0.5) {
                self.then(What::Finish);
            }
            if last {
                self.look_back(turn);
                if tells_again && n > 0 {
                    self.measure(&base, true);
                }
            }
            if open && n == 2 && self.chance.happens(0.4) {
                self.note(day, 0.6);
            }
        }
        let noted = match turn {
            Turn::Unreached | Turn::Spoke => 0.15,
            _ if full => 0.86,
            _ => 0.4,
        };
        if self.chance.happens(noted) {
            self.note(calendar.working_day(end), 0.8);
        }
        self.close(calendar.working_day(end + 1), turn);
    }

    /// What is to become of each onward referral: the first may come to nothing, or something else may be tried besides.
    fn onward_turns(&mut self, turn: Turn, more: bool) -> Vec<Turn> {
        let tried = *self.chance.pick(&[Turn::Nowhere, Turn::Unsaid, Turn::Came]);
        match (turn, self.chance.unit()) {
            (Turn::Unreached | Turn::Spoke | Turn::Planned, _) => vec![],
            (Turn::Came, dice) if more && dice < 0.2 => vec![Turn::Nowhere, Turn::Came],
            (Turn::Came, dice) if more && dice < 0.4 => vec![Turn::Came, tried],
            _ => vec![turn],
        }
    }

    fn first_conversation(&mut self, answers: Option<&BTreeMap<String, i64>>, full: bool) {
        if let Some(words) = self.text("matter", |_| true) {
            self.then(What::Matter(words));
        }
        let needs = self.who.needs.clone();
        for (i, code) in needs.into_iter().take(if full { 3 } else { 2 }).enumerate() {
            let source = if i == 0 && self.chance.happens(0.6) { "referrer" } else { "person" };
            self.then(What::Need { code, priority: (i as i64 + 1).min(3), source });
        }
        if self.chance.happens(if full { 0.75 } else { 0.25 }) {
            let words = self.text("strength", |_| true);
            if let Some(words) = words {
                let source = self.named_by(&words);
                self.then(What::Strength { words, source });
            }
        }
        if let Some(answers) = answers {
            let answers = answers.clone();
            self.measure(&answers, false);
        }
    }

    /// Who named a strength: whom the file says, or mostly the person themselves. It uses up no chance, so that lives stay as they were.
    fn named_by(&self, words: &str) -> String {
        let said = self.ground.file.strength.iter().find(|t| t.text == words).and_then(|t| t.by.as_deref());
        let sources = ["person", "family", "worker", "referrer"];
        let usual = || sources[self.chance.clone().weighted([0.74, 0.14, 0.07, 0.05].into_iter())];
        said.unwrap_or_else(usual).to_owned()
    }

    fn goal(&mut self) {
        // The file has no goal for some needs.
        let words = self.text("goal", |_| true);
        let words = words.unwrap_or_else(|| "Know what to do next, and not do it alone.".to_owned());
        let action = if self.chance.happens(0.6) { self.text("next", |_| true) } else { None };
        let action = action.map(|words| (words, self.chance.between(3, 14)));
        let (importance, confidence) = (self.chance.between(6, 10), self.chance.between(2, 6));
        self.then(What::Goal { words, importance, confidence, action });
        self.goals += 1;
    }

    /// How they answer at first: low, and lower for some.
    fn start(&mut self) -> BTreeMap<String, i64> {
        let mood = self.chance.bell() * 1.2;
        let mut near = |mean: f64, sign: f64| {
            let value = mean + sign * mood + self.chance.bell() * 1.3;
            value.round().clamp(0.0, 10.0) as i64
        };
        BTreeMap::from([
            ("satisfied".to_owned(), near(4.70, 1.0)),
            ("worthwhile".to_owned(), near(5.11, 1.0)),
            ("happy".to_owned(), near(5.32, 1.0)),
            ("anxious".to_owned(), near(4.78, -1.0)),
        ])
    }

    /// ONS4. The second time most are better by what `facts` says, the lowest more than the highest: part of it is only that the lowest days pass.
    fn measure(&mut self, base: &BTreeMap<String, i64>, again: bool) {
        let mut answers = BTreeMap::new();
        for (item, first) in base {
            if self.chance.happens(0.025) {
                answers.insert(item.clone(), outcome::Answer::Declined);
                continue;
            }
            let value = if again {
                let better = match item.as_str() {
                    "satisfied" => 2.0,
                    "worthwhile" => 1.76,
                    "happy" => 2.37,
                    _ => -1.49,
                };
                let value = 5.0 + 0.6 * (*first as f64 - 5.0) + better + self.chance.bell() * 1.3;
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
    fn send_on(&mut self, day: Day, turn: Turn, full: bool) {
        let mut found = (self.ground.services)(self.who, full);
        if found.iter().any(|s| !self.onward.contains(s)) {
            found.retain(|s| !self.onward.contains(s));
        }
        let service = found[self.chance.between(0, found.len().min(4) as i64 - 1) as usize];
        let shared = self.shared();
        self.then(What::Onward { service, shared });
        let onward = self.onward.len();
        self.onward.push(service);
        let wait = self.chance.between(1, 6);
        let answered = self.ground.calendar.working_day(day + wait);
        // No answer at all, or a no.
        let dice = self.chance.unit();
        if turn == Turn::Unsaid && dice < 0.4 {
            return;
        }
        if turn == Turn::Nowhere && dice < 0.5 {
            let why = *self.chance.pick(&["full", "full", "not-for-them", "not-reached"]);
            let note = self.text("decline", |_| true);
            self.elsewhere(answered, What::Answer { onward, reply: Answered::Decline { why, note } });
            return;
        }
        let first = self.chance.between(3, 10);
        let reply = Answered::Accept { first_in_days: Some(first), note: None };
        self.elsewhere(answered, What::Answer { onward, reply });
        let day = answered + first;
        if turn == Turn::Came {
            let said = if self.chance.happens(0.7) {
                self.text("feedback", |t| t.by.as_deref() == Some("group") && t.came != Some(false))
            } else {
                None
            };
            self.elsewhere(day, What::Answer { onward, reply: Answered::Came(said) });
        } else if turn == Turn::Nowhere {
            let said = self.text("feedback", |t| t.came == Some(false));
            self.elsewhere(day + 1, What::Answer { onward, reply: Answered::DidNotCome(said) });
        }
    }

    /// What a group gets to know: a first name, and what they would like.
    fn shared(&mut self) -> String {
        let wish = self.text("goal", |_| true).unwrap_or_default();
        format!("{}\n\n{wish}", self.who.called())
    }

    /// Goals are rated again at the last conversation.
    fn look_back(&mut self, turn: Turn) {
        let weights = if turn == Turn::Came { [0.6, 0.28, 0.12] } else { [0.2, 0.35, 0.45] };
        for goal in 0..self.goals {
            let status = match self.chance.weighted(weights.into_iter()) {
                0 => "met",
                1 => "partly",
                _ if turn == Turn::Came => "open",
                _ => "dropped",
            };
            let confidence = if status == "met" { self.chance.between(6, 10) } else { self.chance.between(3, 7) };
            self.then(What::Rate { goal, status, confidence });
        }
    }

    fn note(&mut self, day: Day, filed: f64) {
        let Some(summary) = self.text("summary", |_| true) else { return };
        self.on(day, What::Note(summary));
        if self.chance.happens(filed) {
            let wait = self.chance.between(1, 6);
            let minutes = self.chance.between(0, 400);
            let calendar = self.ground.calendar;
            let filed_at = calendar.at(calendar.after(day, wait), minutes);
            let made = self.steps.last().map_or(filed_at, |(at, _)| *at);
            let by = self.who.sender.clone();
            self.aside.push((filed_at.max(made.plus(SignedDuration::from_mins(30))), What::File { by }));
        }
    }

    fn close(&mut self, day: Day, turn: Turn) {
        let reasons = ["goals-met", "goals-partly-met", "referred-on", "moved", "did-not-want", "died"];
        let old = if self.who.age > 74 { 0.04 } else { 0.004 };
        let weights = match turn {
            Turn::Came => [0.56, 0.34, 0.05, 0.04, 0.01, old],
            Turn::Unreached | Turn::Spoke => [0.0, 0.0, 0.35, 0.13, 0.52, old],
            _ => [0.1, 0.3, 0.22, 0.1, 0.28, old],
        };
        let why = reasons[self.chance.weighted(weights.into_iter())];
        let note = self.text("close", |t| t.closure.as_deref() == Some(why));
        self.on(day, What::Close { why: why.to_owned(), note });
    }
}
