//! Which services fit what was asked beside the words, how far they are, and how many would fit each other choice.
//!
//! A filter has three answers. What is known not to fit is left out, what nobody has said comes after the rest. A service that only one filter leaves out
//! counts among the choices of that one: "Tuesday (12)" is what a press on Tuesday brings and is known to fit, not what is already on the list.
//!
//! What is only for people of some boroughs is left out for whoever lives in none of them, as far as the search says where they live. Where it says nothing, it
//! stays, and each list says beside it whom it is for.

use super::{Entry, Gather, Query, Remote, area::Area, clauses::Asked, meaning::Meaning};
use crate::directory::{
    bits::Bits,
    index::{Facts, Index},
    model::{ACCESS, DAYS, ONLY_FOR, PARTS, Then, language_bit, listed_under},
};
use kernel::{Date, Language, Point};
use smallvec::SmallVec;

/// Walks a sorted list of services beside another walk.
struct Cursor<'a>(&'a [u32]);

impl Cursor<'_> {
    fn has(&mut self, doc: u32) -> bool {
        let skip = self.0.partition_point(|d| *d < doc);
        self.0 = &self.0[skip..];
        self.0.first() == Some(&doc)
    }
}

/// The filters that may leave a service out, as bits.
pub(super) mod by {
    pub const NEED: u16 = 1;
    pub const BOROUGH: u16 = 1 << 1;
    pub const WHEN: u16 = 1 << 2;
    pub const LANGUAGE: u16 = 1 << 3;
    pub const FREE: u16 = 1 << 4;
    pub const ONLY_FOR: u16 = 1 << 5;
    pub const WALK_IN: u16 = 1 << 6;
    pub const ROOM: u16 = 1 << 7;
    pub const REMOTE: u16 = 1 << 8;
    /// Those whose choices are not counted: access, of which several may be chosen, age, holidays, a distance, and for whom it is where the reader lives.
    pub const OTHER: u16 = 1 << 9;
}

/// A query made ready to ask one service after the other.
#[derive(Clone)]
pub(super) struct Filter<'a> {
    index: &'a Index,
    q: &'a Query,
    meaning: &'a Meaning,
    near: Option<Point>,
    cosine: f64,
    /// Distance from `near` to the middle of each borough.
    boroughs_km: Vec<Option<f64>>,
    pub(super) need: Option<u16>,
    pub(super) days: u8,
    pub(super) parts: u8,
    /// The bit of the language, and that of the one under which its speakers are often listed.
    language: Option<(u128, u128)>,
    access: u16,
    only_for: Option<u8>,
    /// The services of the borough; none of one that nobody knows.
    borough: Option<&'a [u32]>,
    /// The boroughs that the reader may live in, as far as the search says, and the filter that says it: the choice of a borough, where no place says more.
    homes: SmallVec<[u16; 4]>,
    home_by: u16,
    /// Those within the distance, and those in the part of the map, where one was asked for. Their choices are not counted: nothing else is asked of others.
    area: Option<Area>,
    part: Option<Bits>,
    /// Those that say what was asked for between quotation marks.
    quoted: Option<&'a Bits>,
    /// Those that were called by their name.
    called: &'a [u32],
}

/// So far away a service counts half of what it counts at the door.
const HALF_KM: f64 = 4.0;
/// What a service without any place counts as, when others have distances.
pub(super) const SOMEWHERE_KM: f64 = 6.0;

/// What a service counts that was called by its name, beside others that have the same words.
const CALLED: f32 = 6.0;

/// How much less sure a need is that is only supposed than whatever nobody has said of the rest.
const SUPPOSED: u32 = 32;

/// What the filters make of a service.
pub(super) struct Verdict {
    /// Which of them are known to leave it out: bits of [`by`].
    pub out: u16,
    /// Which of them are answered by "not known", and how often.
    pub unknown: u16,
    pub unsure: u8,
    /// On days of the calendar: when it takes place then.
    pub then: Then,
}

impl Verdict {
    fn take(&mut self, answer: Option<bool>, by: u16) {
        match answer {
            Some(true) => {}
            Some(false) => self.out |= by,
            None => self.not_known(1, by),
        }
    }

    fn not_known(&mut self, times: u32, by: u16) {
        if times > 0 {
            self.unknown |= by;
            self.unsure += times as u8;
        }
    }
}

/// The bit of one of some codes.
fn bit(all: &[&str], code: &str) -> u16 {
    all.iter().position(|c| *c == code).map_or(0, |at| 1 << at)
}

impl<'a> Filter<'a> {
    pub(super) fn new(index: &'a Index, q: &'a Query, asked: &'a Asked<'_>, area: Option<Area>) -> Filter<'a> {
        let meaning = &asked.meaning;
        let near = q.near.as_ref().or(meaning.near.as_ref()).map(|n| n.point);
        let of_near = q.near.as_ref().map_or(&[][..], |near| near.boroughs(&index.gazetteer));
        let (lives, home_by) = match of_near {
            [] => (q.borough.as_slice(), by::BOROUGH),
            some => (some, by::OTHER),
        };
        let boroughs_km = index.places.iter().map(|p| Some(near?.distance_km(p.middle?))).collect();
        Filter {
            index,
            q,
            meaning,
            near,
            cosine: near.map_or(1.0, |p| p.lat.to_radians().cos()),
            boroughs_km,
            // A need that no service names is none of theirs.
            need: q
                .need
                .as_ref()
                .map(|n| index.need_codes().iter().position(|c| c == n).map_or(u16::MAX, |i| i as u16)),
            days: q.day.as_ref().map_or(0, |d| bit(DAYS, d)) as u8
                | q.on.iter().map(|d| weekday(*d)).fold(0, |m, d| m | d),
            parts: q.part_of_day.as_ref().map_or(0, |p| bit(PARTS, p)) as u8,
            language: q
                .language
                .as_deref()
                .and_then(Language::find)
                .map(|l| (language_bit(l), listed_under(l).map_or(0, language_bit))),
            access: q.access.iter().fold(0, |m, code| m | bit(ACCESS, code)),
            only_for: q.only_for.as_ref().and_then(|who| ONLY_FOR.iter().position(|o| o == who)).map(|i| i as u8),
            // In a borough of which no service has heard, none is for its people alone.
            homes: lives.iter().map(|name| index.places.find(name).unwrap_or(u16::MAX)).collect(),
            home_by,
            borough: q.borough.as_ref().map(|b| index.places.named(b).map_or(&[][..], |p| &p.docs)),
            area,
            part: q.part.map(|part| index.in_part(part)),
            quoted: asked.quoted.docs.as_ref(),
            called: &asked.called,
        }
    }

    /// The same without a part of the map, where it has one.
    pub(super) fn everywhere(&self) -> Option<Filter<'a>> {
        self.part.as_ref().map(|_| Filter { part: None, ..self.clone() })
    }

    /// The services to ask when there are no words: all, unless their number can be made smaller without losing what the choices count.
    pub(super) fn all(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        let index = self.index;
        match (&self.q.need, self.borough) {
            _ if self.part.is_some() => Box::new(self.part.iter().flat_map(Bits::iter)),
            _ if self.area.is_some() => Box::new(self.area.iter().flat_map(Area::iter)),
            (Some(need), _) if !self.q.facets => {
                let perhaps = index.perhaps_helping_with(need);
                Box::new(index.helping_with(need).iter().chain(perhaps).copied())
            }
            (None, Some(docs)) if !self.q.facets && !is_anywhere(self.q) => Box::new(docs.iter().copied()),
            _ => Box::new(0..index.len() as u32),
        }
    }

    /// The distance that may be shown.
    pub(super) fn distance(&self, doc: u32) -> Option<f64> {
        let facts = &self.index.facts[doc as usize];
        let near = self.near?;
        facts.nearest(|p| near.distance_km(p))
    }

    /// [`Index::rank_km`], made ready for asking every service.
    fn rank_km(&self, facts: &Facts, near: Point) -> f64 {
        let of_borough = || self.boroughs_km[facts.borough? as usize];
        facts.nearest(|p| flat_km(near, p, self.cosine)).or_else(of_borough).unwrap_or(SOMEWHERE_KM)
    }

    fn verdict(&self, doc: u32, facts: &Facts) -> Verdict {
        let q = self.q;
        let mut v = Verdict { out: 0, unknown: 0, unsure: 0, then: Then::default() };
        if let Some(need) = self.need {
            match facts.needs.contains(&need) {
                true => {}
                // Whatever else is not known, it comes after those that say so.
                false if facts.rest.supposed.contains(&need) => v.not_known(SUPPOSED, by::NEED),
                false => v.out |= by::NEED,
            }
        }
        if !facts.serves.is_empty() && !self.homes.is_empty() && !facts.serves.iter().any(|b| self.homes.contains(b)) {
            v.out |= self.home_by;
        }
        // Whether it is within the distance nobody can tell; the way to what needs none is no matter.
        if self.area.is_some() && !facts.remote && !facts.is_placed() {
            v.not_known(1, by::OTHER);
        }
        // What needs no way there is as good anywhere.
        let anywhere = facts.remote && is_anywhere(q);
        if let Some(docs) = self.borough {
            let there = docs.binary_search(&doc).is_ok();
            if q.remote == Some(Remote::Beside) && there || !there && !anywhere {
                v.out |= by::BOROUGH;
            }
        }
        if self.days | self.parts != 0 {
            let answer = if q.on.is_empty() {
                facts.takes_place(self.days, self.parts)
            } else {
                // The second Tuesday of the month is not every Tuesday.
                facts.takes_place(self.days, 0).and_then(|on_such_a_day| {
                    if on_such_a_day {
                        v.then = facts.then(&q.on);
                    }
                    v.then.fits(self.parts)
                })
            };
            v.take(answer, by::WHEN);
        }
        if q.holidays {
            v.take(facts.holidays, by::OTHER);
        }
        if q.bank_holidays {
            v.take(facts.bank_holidays, by::OTHER);
        }
        if let Some((language, listed)) = self.language {
            let spoken = facts.languages.filter(|l| l & language != 0 || l & listed == 0);
            v.take(spoken.map(|l| l & language != 0), by::LANGUAGE);
        }
        if q.free {
            v.take(facts.free, by::FREE);
        }
        if let Some(who) = self.only_for {
            v.take(facts.only_for.map(|only| only == who), by::ONLY_FOR);
        }
        if let Some(walk_in) = q.walk_in {
            v.take(facts.walk_in.map(|may| may == walk_in), by::WALK_IN);
        }
        if q.room {
            v.take(facts.room, by::ROOM);
        }
        if q.remote.is_some_and(|remote| facts.remote == (remote == Remote::Not)) {
            v.out |= by::REMOTE;
        }
        if self.access & facts.has_not != 0 {
            v.out |= by::OTHER;
        }
        v.not_known((self.access & !facts.has & !facts.has_not).count_ones(), by::OTHER);
        if let Some(age) = q.age {
            v.take(facts.ages.map(|(from, to)| (i64::from(from)..=i64::from(to)).contains(&age)), by::OTHER);
        }
        v
    }

    /// Whether it is where somebody looks, and says what they said it says.
    fn is_there(&self, doc: u32) -> bool {
        let some = [self.area.as_ref().map(Area::bits), self.part.as_ref(), self.quoted];
        some.into_iter().flatten().all(|few| few.has(doc))
    }

    /// Whether no filter is known to leave it out.
    pub(super) fn fits(&self, doc: u32) -> bool {
        self.is_there(doc) && self.verdict(doc, &self.index.facts[doc as usize]).out == 0
    }

    pub(super) fn offer(&self, into: &mut impl Gather, doc: u32, words: f32, bits: u32) {
        if !self.is_there(doc) {
            return;
        }
        let facts = &self.index.facts[doc as usize];
        let verdict = self.verdict(doc, facts);
        into.count(self, facts, &verdict);
        let apart = verdict.out == by::REMOTE && facts.remote;
        if verdict.out != 0 && !apart {
            return;
        }
        let mut score = words * facts.worth * self.meaning.worth(facts);
        if let Some(near) = self.near {
            score *= (1.0 / (1.0 + self.rank_km(facts, near) / HALF_KM)) as f32;
        }
        if self.called.binary_search(&doc).is_ok() {
            score *= CALLED;
        }
        let entry = Entry { unsure: verdict.unsure, score, doc, bits };
        if apart { into.apart(entry) } else { into.offer(entry) }
    }

    /// Those of some services that help with the need, in order; all where none is asked for or its choices are counted.
    pub(super) fn of_need(&self) -> impl FnMut(u32) -> bool + use<'a> {
        let index = self.index;
        let of_these = |docs: fn(&'a Index, &str) -> &'a [u32]| {
            self.q.need.as_ref().filter(|_| !self.q.facets).map(|need| Cursor(docs(index, need)))
        };
        let (mut said, mut perhaps) = (of_these(Index::helping_with), of_these(Index::perhaps_helping_with));
        let has = |cursor: &mut Option<Cursor<'_>>, doc| cursor.as_mut().is_none_or(|c| c.has(doc));
        move |doc| has(&mut said, doc) | has(&mut perhaps, doc)
    }
}

impl Filter<'_> {
    /// Whether it is as good in one borough as in another, so that the choice of one leaves it in: the reader lives there, or need not.
    pub(super) fn is_good_in_any(&self, facts: &Facts) -> bool {
        facts.remote && is_anywhere(self.q) && (facts.serves.is_empty() || self.home_by == by::OTHER)
    }

    /// Whether what needs no way there stands apart, until a borough is chosen: there it counts as everything does.
    pub(super) fn sets_remote_apart(&self) -> bool {
        self.q.remote == Some(Remote::Not) && self.q.borough.is_none()
    }

    /// Whether days of the calendar were asked for, and not of the week.
    pub(super) fn is_of_calendar(&self) -> bool {
        !self.q.on.is_empty()
    }
}

/// Whether what needs no way there is as good anywhere.
pub(super) fn is_anywhere(q: &Query) -> bool {
    matches!(q.remote, Some(Remote::Only | Remote::Beside))
}

/// The bit of a day's day of the week.
fn weekday(day: Date) -> u8 {
    1 << day.jiff().weekday().to_monday_zero_offset()
}

/// A distance for ranking: on a flat map, right within a few metres over a city, in a fraction of the time of the sphere. `cosine` is that of the latitude.
pub(in crate::directory) fn flat_km(a: Point, b: Point, cosine: f64) -> f64 {
    const DEGREE_KM: f64 = 111.195;
    let north = (b.lat - a.lat) * DEGREE_KM;
    let east = (b.lon - a.lon) * DEGREE_KM * cosine;
    (north * north + east * east).sqrt()
}

impl Index {
    /// The distance that ranks a service, and whether it is only that of its borough (a masked place, a telephone line).
    pub(crate) fn rank_km(&self, doc: u32, near: Point) -> (f64, bool) {
        let facts = &self.facts[doc as usize];
        match (facts.nearest(|p| near.distance_km(p)), facts.borough) {
            (Some(km), _) => (km, false),
            (None, Some(b)) => (self.places[b].middle.map_or(SOMEWHERE_KM, |p| near.distance_km(p)), true),
            (None, None) => (SOMEWHERE_KM, true),
        }
    }
}
