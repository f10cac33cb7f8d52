//! Where the demo's referrals come from: from which settings and organisations a team is sent people, who they are, and how far they get.
//!
//! The settings differ as they do in life. Those that are not medical send more who are young, men, and from deprived areas; of those whom a hospital sends
//! fewer are reached, and who comes by themselves is reached nearly always. Where a number has a source, `facts` names it; the others are made up.

use super::{
    roster::Roster,
    world::{File, OrganisationEntry},
};

/// A setting, as far as the demo knows it.
pub(super) struct Kind {
    pub code: &'static str,
    pub medical: bool,
    /// Of what a team is sent, where somebody of this setting sends it anything.
    share: f64,
    /// Of those whom it sends: how many are women, get to speak with a link worker, and get to a service in the end.
    pub female: f64,
    pub reached: f64,
    pub came: f64,
    /// How much likelier than elsewhere they live in a deprived area.
    pub deprived: f64,
    /// Of how many nobody states an ethnicity.
    pub unstated: f64,
    /// From which age to which, and how often.
    pub ages: &'static [(i64, i64, f64)],
}

#[rustfmt::skip]
pub(super) static KINDS: [Kind; 10] = [
    Kind {
        code: "gp-practice", medical: true, share: OWN,
        female: 0.63, reached: 0.915, came: 0.395, deprived: 0.0, unstated: 0.265,
        ages: &[(18, 29, 0.13), (30, 49, 0.24), (50, 64, 0.24), (65, 79, 0.24), (80, 95, 0.15)],
    },
    Kind {
        code: "hospital-discharge", medical: true, share: 0.045,
        female: 0.58, reached: 0.88, came: 0.33, deprived: 0.0, unstated: 0.30,
        ages: &[(40, 64, 0.25), (65, 79, 0.35), (75, 95, 0.40)],
    },
    Kind {
        code: "a-and-e", medical: true, share: 0.03,
        female: 0.48, reached: 0.76, came: 0.22, deprived: 0.05, unstated: 0.45,
        ages: &[(18, 29, 0.25), (30, 49, 0.25), (50, 69, 0.20), (70, 90, 0.30)],
    },
    Kind {
        code: "mental-health-trust", medical: true, share: 0.04,
        female: 0.52, reached: 0.86, came: 0.33, deprived: 0.05, unstated: 0.25,
        ages: &[(18, 29, 0.30), (30, 49, 0.30), (50, 69, 0.25), (70, 90, 0.15)],
    },
    Kind {
        code: "council-housing", medical: false, share: 0.05,
        female: 0.58, reached: 0.91, came: 0.38, deprived: 0.12, unstated: 0.38,
        ages: &[(18, 29, 0.20), (30, 49, 0.40), (50, 64, 0.20), (65, 85, 0.20)],
    },
    Kind {
        code: "jobcentre", medical: false, share: 0.09,
        female: 0.45, reached: 0.89, came: 0.36, deprived: 0.10, unstated: 0.40,
        ages: &[(19, 29, 0.45), (30, 49, 0.33), (50, 64, 0.22)],
    },
    Kind {
        code: "voluntary-organisation", medical: false, share: 0.06,
        female: 0.52, reached: 0.96, came: 0.48, deprived: 0.10, unstated: 0.38,
        ages: &[(18, 29, 0.30), (30, 49, 0.35), (50, 64, 0.20), (65, 85, 0.15)],
    },
    Kind {
        code: "self", medical: false, share: 0.018,
        female: 0.60, reached: 0.98, came: 0.52, deprived: 0.0, unstated: 0.20,
        ages: &[(25, 50, 0.60), (60, 85, 0.40)],
    },
    Kind {
        code: "social-care", medical: false, share: 0.10,
        female: 0.58, reached: 0.93, came: 0.40, deprived: 0.05, unstated: 0.25,
        ages: &[(20, 60, 0.45), (65, 95, 0.55)],
    },
    Kind {
        code: "care-home", medical: false, share: 0.04,
        female: 0.68, reached: 0.97, came: 0.45, deprived: 0.0, unstated: 0.30,
        ages: &[(72, 95, 1.0)],
    },
];

/// What a team is sent by its own: the practices of its network, or the hospital, trust or council that it belongs to.
const OWN: f64 = 0.68;
/// The demo's own practice sends half of what its network sends.
const BUSIEST: &str = "maryland-road-surgery";

/// What is known of a setting; of one that is not here, what is known of practices.
pub(super) fn kind(code: &str) -> &'static Kind {
    KINDS.iter().find(|k| k.code == code).unwrap_or(&KINDS[0])
}

/// Somebody who sends people to a team.
pub(super) struct Route {
    pub setting: String,
    /// A key of the file.
    pub organisation: String,
    pub weight: f64,
}

/// Where a team's people come from and live.
pub(super) struct Catchment {
    pub routes: Vec<Route>,
    /// The first of the boroughs that it serves.
    pub borough: String,
}

/// Who sends people to a team: its own, the hospitals and the trust, and whoever in its borough is not medical and has a desk.
pub(super) fn catchment(file: &File, roster: &Roster, team: &str) -> Catchment {
    let entry = file.team.iter().find(|t| t.key == team);
    let areas = entry.map_or("", |t| t.areas.as_str());
    let borough = areas.split(' ').next().unwrap_or_default().replace('_', " ");
    let own = entry.map_or("", |t| t.organisation.as_str());
    let place = file.organisation.iter().find(|o| o.kind == "place" && o.name == borough).map(|o| o.key.as_str());

    let mut routes = vec![];
    let sends = |o: &&OrganisationEntry| roster.senders.contains_key(&o.key) && o.key != own;
    for kind in &KINDS {
        let of_kind = file.organisation.iter().filter(sends).filter(|o| o.setting.as_deref() == Some(kind.code));
        let all: Vec<&OrganisationEntry> = of_kind.collect();
        let everywhere: Vec<&str> = all.iter().map(|o| o.key.as_str()).collect();
        let here = all.iter().filter(|o| place.is_some() && o.parent.as_deref() == place);
        let here: Vec<&str> = here.map(|o| o.key.as_str()).collect();
        let practices = file.organisation.iter().filter(sends).filter(|o| o.kind == "practice");
        let practices = practices.filter(|o| o.parent.as_deref() == Some(own)).map(|o| o.key.as_str());
        let from: Vec<&str> = match kind.code {
            "gp-practice" | "self" => practices.collect(),
            // Charities are asked by people from the next borough too, where there is none.
            "voluntary-organisation" if here.is_empty() => everywhere,
            _ if kind.medical => everywhere,
            _ => here,
        };
        for organisation in &from {
            let weight = match (from.contains(&BUSIEST), *organisation == BUSIEST) {
                (true, true) => kind.share / 2.0,
                (true, false) => kind.share / 2.0 / (from.len() - 1) as f64,
                (false, _) => kind.share / from.len() as f64,
            };
            let (setting, organisation) = (kind.code.to_owned(), (*organisation).to_owned());
            routes.push(Route { setting, organisation, weight });
        }
    }
    let itself = file.organisation.iter().find(|o| o.key == own).and_then(|o| o.setting.clone());
    if let Some(setting) = itself {
        routes.push(Route { setting, organisation: own.to_owned(), weight: OWN });
    }
    Catchment { routes, borough }
}

/// How far somebody gets. Each includes those before it, but the last three, which are what may have become of those who were sent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// Nobody gets to speak with them, or the referral is over before.
    Unreached,
    Spoke,
    /// They have set a goal.
    Planned,
    /// Sent on, and said no to, or they did not come.
    Nowhere,
    /// Sent on, and nobody has said whether they came.
    Unsaid,
    Came,
}

impl Turn {
    /// By luck from 0 (the best) to 1.
    pub fn of(kind: &Kind, luck: f64) -> Turn {
        // Between those who come and those who are reached: shares of them, made up.
        let between = |share: f64| kind.came + share * (kind.reached - kind.came);
        let upto = [
            (Turn::Came, kind.came),
            (Turn::Unsaid, between(0.154)),
            (Turn::Nowhere, between(0.27)),
            (Turn::Planned, between(0.52)),
            (Turn::Spoke, kind.reached),
        ];
        upto.into_iter().find(|(_, upto)| luck < *upto).map_or(Turn::Unreached, |(turn, _)| turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::world;

    #[test]
    fn every_team_is_sent_people_by_somebody_who_can_and_for_a_reason() {
        let file = world::read().unwrap();
        let roster = Roster::of(&file, 1).unwrap();
        for team in file.team.iter().filter(|t| t.receives) {
            let catchment = catchment(&file, &roster, &team.key);
            let own: f64 = catchment.routes.iter().filter(|r| r.weight > 0.05).map(|r| r.weight).sum();
            assert!(own > 0.5, "{}: {own} from its own", team.key);
            for route in &catchment.routes {
                assert!(!roster.senders[&route.organisation].is_empty() && route.weight > 0.0);
                assert_eq!(kind(&route.setting).code, route.setting, "{} sends from it", route.organisation);
                assert!(file.reason.iter().any(|r| r.settings.contains(&route.setting)), "{}", route.setting);
            }
        }
    }

    #[test]
    fn the_settings_differ_and_luck_decides_how_far() {
        for kind in &KINDS {
            assert!((kind.ages.iter().map(|a| a.2).sum::<f64>() - 1.0).abs() < 0.001, "{}", kind.code);
            assert_eq!((Turn::of(kind, 0.0), Turn::of(kind, 0.999)), (Turn::Came, Turn::Unreached), "{}", kind.code);
        }
        assert!(kind("a-and-e").reached < kind("gp-practice").reached);
        assert!(kind("gp-practice").reached < kind("self").reached);
        let gp = kind("gp-practice");
        let turns: Vec<Turn> = (0..100).map(|n| Turn::of(gp, f64::from(n) / 100.0)).collect();
        assert!(turns.is_sorted_by(|a, b| a >= b), "better luck never gets anybody less far");
    }
}
