//! Work that keeps a processor busy for seconds while others are waiting for something else: it gives way to them.

use crate::Result;
use anyhow::anyhow;

/// How much less urgent it is: so much that it gets a tenth of a processor that somebody else wants, and all of one that nobody does.
#[cfg(target_os = "linux")]
const LESS_URGENT: i32 = 10;

/// From here on this thread, and those that it starts, give way to others. Where the system knows of no such thing, nothing changes.
pub fn give_way() {
    // Linux counts this by thread. Elsewhere it is of the whole process, of which other threads answer requests.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, LESS_URGENT);
}

/// Does work on a thread of its own, which gives way to others unless there is nobody to give way to yet. It begins at once, whoever waits for it.
pub fn beside<T: Send + 'static>(
    name: &'static str,
    gives_way: bool,
    work: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = Result<T>> + Send {
    let (done, waiting) = tokio::sync::oneshot::channel();
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        if gives_way {
            give_way();
        }
        // Nobody may be waiting any more.
        let _ = done.send(work());
    });
    async move {
        thread.map_err(|e| anyhow!(e))?;
        Ok(waiting.await.map_err(|_| anyhow!("the thread {name} has ended before its work"))?)
    }
}

/// Does work that waits now and then, and in between is busy for long (reading hundreds of thousands of rows), on a thread of its own in the same way: on those that
/// answer requests, each of its busy stretches would keep somebody waiting. What it reads from has to be open before: a connection that is opened on a thread
/// that gives way would give way for as long as it lives.
pub fn apart<T: Send + 'static>(
    name: &'static str,
    gives_way: bool,
    work: impl Future<Output = T> + Send + 'static,
) -> impl Future<Output = Result<T>> + Send {
    let runtime = tokio::runtime::Handle::current();
    beside(name, gives_way, move || runtime.block_on(work))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_done_beside_comes_back_and_what_fails_says_so() {
        assert_eq!(beside("sum", true, || 1 + 1).await.unwrap(), 2);
        assert!(beside("fails", false, || -> i32 { panic!("as it should") }).await.is_err());
        let waits = async {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            std::thread::current().name().map(str::to_owned)
        };
        assert_eq!(apart("elsewhere", true, waits).await.unwrap().as_deref(), Some("elsewhere"));
    }
}
