//! One core for what is done by turns.
//!
//! Every statement is handed to SQLite's thread and its answer back, never two at once: waking another core for each takes as long again as the work.
//! A demo, or a journey of the tests, stays on one core; where that cannot be done it is only slower.

/// Keeps this thread, and those that it starts, on the core that fewest others stay on, until it is dropped.
#[derive(Debug)]
pub struct OneCore {
    #[cfg(target_os = "linux")]
    _stay: Option<linux::Stay>,
}

impl OneCore {
    pub fn stay() -> OneCore {
        OneCore {
            #[cfg(target_os = "linux")]
            _stay: linux::Stay::begin(),
        }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::{
        process::Pid,
        thread::{CpuSet, sched_getaffinity, sched_setaffinity},
    };
    use std::sync::Mutex;

    const THIS_THREAD: Option<Pid> = None;

    /// How many stay on each core.
    static STAYING: Mutex<Vec<usize>> = Mutex::new(Vec::new());

    #[derive(Debug)]
    pub(super) struct Stay {
        before: CpuSet,
        core: usize,
    }

    impl Stay {
        pub(super) fn begin() -> Option<Stay> {
            let before = sched_getaffinity(THIS_THREAD).ok()?;
            let mut staying = STAYING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            staying.resize(CpuSet::MAX_CPU, 0);
            // Of several the last one: what else there is tends to sit on the first.
            let ours = (0..staying.len()).rev().filter(|core| before.is_set(*core));
            let core = ours.min_by_key(|core| staying[*core])?;
            let mut one = CpuSet::new();
            one.set(core);
            sched_setaffinity(THIS_THREAD, &one).ok()?;
            staying[core] += 1;
            Some(Stay { before, core })
        }
    }

    impl Drop for Stay {
        fn drop(&mut self) {
            let _ = sched_setaffinity(THIS_THREAD, &self.before);
            STAYING.lock().unwrap_or_else(|poisoned| poisoned.into_inner())[self.core] -= 1;
        }
    }
}
