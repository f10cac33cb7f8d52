//! A node that has just started is sent nobody before it has the whole directory in memory: searches would wait for the building.

use std::time::Duration;
use testkit::on_both;

on_both! {
    async fn and_not_before(app) {
        let mut monitor = app.browser();
        let page = monitor.visit("/health/ready").await;
        assert_eq!(page.status, 503);
        page.see("the directory is not in memory yet");
        assert_eq!(monitor.visit("/health/live").await.status, 200);

        // The server runs this beside its jobs from its start.
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let server = tokio::spawn(app::directory::keep_fresh(app.machine.clone(), stopped));
        while monitor.visit("/health/ready").await.status == 503 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        monitor.page().see("ready");
        assert_eq!(monitor.page().status, 200);
        stop.send(true).expect("it runs");
        server.await.expect("it ends").expect("without a fault");
    }
}
