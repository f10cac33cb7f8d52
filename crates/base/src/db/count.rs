//! How many statements something takes: for measuring pages. Nobody counts otherwise.

use std::{cell::Cell, future::Future};

tokio::task_local! {
    static STATEMENTS: Cell<u64>;
}

/// Counts one, if somebody counts.
pub(super) fn one() {
    let _ = STATEMENTS.try_with(|n| n.set(n.get() + 1));
}

/// Waits for something and says how many statements it sent. Beginning and committing are none, nor is what a task of its own sends (looks of several
/// requests are written together by one).
pub async fn counted<T>(what: impl Future<Output = T>) -> (T, u64) {
    STATEMENTS
        .scope(Cell::new(0), async {
            let done = what.await;
            (done, STATEMENTS.with(Cell::get))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::super::testing::{engines, fresh};
    use super::*;

    #[tokio::test]
    async fn what_is_sent_is_counted_while_somebody_counts() {
        for engine in engines() {
            let test = fresh(engine).await;
            let ask = async || test.db.ping().await.unwrap();
            ask().await;
            let ((), n) = counted(async {
                ask().await;
                ask().await;
            })
            .await;
            assert_eq!(n, 2);
        }
    }
}
