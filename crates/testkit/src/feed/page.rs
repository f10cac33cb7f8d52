//! One text that lies on the web, for tests of whoever reads it: a calendar, which has no pages and no details.

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{net::TcpListener, sync::oneshot};

/// What is answered: nothing is 404.
type Text = Arc<Mutex<Option<String>>>;

/// A text that is being served at any path, until this is dropped.
#[derive(Debug)]
pub struct Page {
    addr: SocketAddr,
    text: Text,
    /// Dropped with the rest, and then the server stops.
    _stop: oneshot::Sender<()>,
}

impl Page {
    /// Serves it on a free port of this machine, within the runtime that this is called in.
    pub async fn serve(text: &str) -> Page {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let addr = listener.local_addr().expect("its address");
        let text: Text = Arc::new(Mutex::new(Some(text.to_owned())));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&text));
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(async move {
            let until = async { drop(stopped.await) };
            axum::serve(listener, router).with_graceful_shutdown(until).await
        });
        Page { addr, text, _stop: stop }
    }

    /// The address of a calendar in it.
    pub fn url(&self) -> String {
        format!("http://{}/whats-on.ics", self.addr)
    }

    /// Another text from the next request on.
    pub fn change(&self, text: Option<&str>) {
        *self.text.lock().expect("a text") = text.map(str::to_owned);
    }
}

async fn answer(State(text): State<Text>) -> Response {
    match text.lock().expect("a text").clone() {
        Some(text) => ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
