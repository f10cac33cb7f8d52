//! Whether the server is alive, and whether it can do its work.

use crate::directory;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{
    Ctx,
    http::routes::{Access, Route},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/health/live", Access::Public, || async { plain(StatusCode::OK, "alive") }),
        Route::get("/health/ready", Access::Public, ready),
    ]
}

async fn ready(ctx: Ctx) -> Response {
    match ctx.machine.db.ping().await {
        Ok(()) if directory::is_whole(&ctx.machine) => plain(StatusCode::OK, "ready"),
        Ok(()) => plain(StatusCode::SERVICE_UNAVAILABLE, "the directory is not in memory yet"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
