//! Whether the server is alive, and whether it can do its work.

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
        Ok(()) => plain(StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
