//! The last few things that were worked out, for who asks again soon. Who asks for one that is being worked out waits for it and does not do the work twice.
//!
//! It is for what takes milliseconds: whoever waits holds a thread.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The last `MOST` things by what they were asked by, the one used last first.
#[derive(Debug)]
pub struct Lately<K, V, const MOST: usize>(Mutex<Vec<(K, Arc<OnceLock<V>>)>>);

impl<K, V, const MOST: usize> Default for Lately<K, V, MOST> {
    fn default() -> Self {
        Lately(Mutex::default())
    }
}

impl<K: PartialEq, V: Clone, const MOST: usize> Lately<K, V, MOST> {
    /// What is kept by a key, else what `work` makes of it.
    pub fn get(&self, key: K, work: impl FnOnce() -> V) -> V {
        let place = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match all.iter().position(|(k, _)| *k == key) {
                Some(at) => all[..=at].rotate_right(1),
                None => {
                    all.truncate(MOST - 1);
                    all.insert(0, (key, Arc::default()));
                }
            }
            all[0].1.clone()
        };
        place.get_or_init(work).clone()
    }

    /// Keeps it no longer: whoever asks next has it made anew.
    pub fn forget(&self, key: &K) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(k, _)| k != key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    };

    #[test]
    fn what_was_used_last_stays_and_what_nobody_asked_for_goes() {
        let lately: Lately<u8, u8, 2> = Lately::default();
        let made = |key| {
            let mut made = false;
            assert_eq!(
                lately.get(key, || {
                    made = true;
                    key * 2
                }),
                key * 2
            );
            made
        };
        assert!(made(1) && made(2) && !made(1));
        assert!(made(3), "in the place of 2");
        assert!(!made(1) && made(2) && made(3));
        lately.forget(&3);
        assert!(made(3) && !made(2));
    }

    #[test]
    fn two_who_ask_at_once_share_the_work() {
        let (lately, works, start) = (Lately::<u8, u8, 4>::default(), AtomicUsize::new(0), Barrier::new(8));
        std::thread::scope(|s| {
            for _ in 0..8 {
                s.spawn(|| {
                    start.wait();
                    lately.get(1, || works.fetch_add(1, Ordering::SeqCst) as u8)
                });
            }
        });
        assert_eq!(works.into_inner(), 1);
    }
}
