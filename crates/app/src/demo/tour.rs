//! Four people whom a visitor of the demo can follow: whose record to open, as whom to sign in, and what to look for.

/// One stop of the tour.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// The name on the record.
    pub person: &'static str,
    /// The link worker who supports them.
    pub worker: &'static str,
    /// The name on the demo's page to sign in with: somebody who may open the record.
    pub sign_in: &'static str,
    pub sentence: &'static str,
}

/// The stops, in the order in which they are best seen.
pub const TOUR: &[Stop] = &[
    Stop {
        person: "Mr Lionel Gittens",
        worker: "Nasima Chowdhury",
        sign_in: "Femi Adeyemi",
        sentence: "He lives in a care home and had nobody to talk to. Nasima noticed a piano under a cloth. \
                   Now he plays again, and gives free lessons to local families on Saturdays.",
    },
    Stop {
        person: "Leanne Fraser",
        worker: "Sam Lee",
        sign_in: "Sam Lee",
        sentence: "She has two children, works nights, and owes money. The debts are being paid, a bit each \
                   month. The bedroom wall is still wet.",
    },
    Stop {
        person: "Filmon Habte",
        worker: "Abdirahman Warsame",
        sign_in: "Femi Adeyemi",
        sentence: "He came as a refugee and had no doctor and no home to go to. Now he has both. His \
                   English class is full, so he waits for a place.",
    },
    Stop {
        person: "Mr Kantilal Solanki",
        worker: "Sam Lee",
        sign_in: "Sam Lee",
        sentence: "He waits for an operation on his knee and had stopped going out. Now he exercises \
                   sitting down, and mends things for his neighbours.",
    },
];

#[cfg(test)]
mod tests {
    use super::super::world;
    use super::*;

    #[test]
    fn every_stop_is_a_story_whose_reader_may_open_it() {
        let file = world::read().unwrap();
        assert_eq!(TOUR.len(), file.story.len());
        for (stop, story) in TOUR.iter().zip(&file.story) {
            let worker = |key: &str| file.worker.iter().find(|w| w.key == key).unwrap();
            let reader = file.worker.iter().find(|w| w.name == stop.sign_in).unwrap();
            assert_eq!(stop.person, story.name);
            assert_eq!(stop.worker, worker(&story.worker).name);
            assert!(reader.demo && reader.team == story.team, "{}", stop.person);
        }
    }
}
