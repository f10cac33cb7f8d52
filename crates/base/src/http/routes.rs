//! The routes table: every address of the system, with the action it is for. It is the only way to add a route (a lint bans the other), and tests
//! and documents are drawn from it.

use crate::{Action, Ctx, Error};
use axum::{
    Router,
    extract::{MatchedPath, Request},
    handler::Handler,
    http::Method,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use std::collections::BTreeMap;

/// Who may knock at a route. The door decides; this is for sending people to sign in, and for the coverage test.
#[derive(Clone, Copy, Debug)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// The holder of a link: the handler opens its door with the link as actor.
    Link,
    /// Whoever has signed in, for their own account.
    SignedIn,
    /// Whoever may do this.
    For(&'static Action),
}

/// One line of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    handler: MethodRouter<()>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {:?}", self.method, self.path, self.access)
    }
}

impl Route {
    pub fn get<H: Handler<T, ()>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
        Route { method: Method::GET, path, access, handler: on(MethodFilter::GET, handler) }
    }

    pub fn post<H: Handler<T, ()>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
        Route { method: Method::POST, path, access, handler: on(MethodFilter::POST, handler) }
    }

    /// Every other way of asking, for addresses that answer all of them in their own words.
    pub fn others<H: Handler<T, ()>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
        let methods = MethodFilter::PUT.or(MethodFilter::DELETE).or(MethodFilter::PATCH);
        Route { method: Method::PUT, path, access, handler: on(methods, handler) }
    }

    /// What a browser asks before it lets a page of somebody else's ask.
    pub fn options<H: Handler<T, ()>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
        Route { method: Method::OPTIONS, path, access, handler: on(MethodFilter::OPTIONS, handler) }
    }
}

/// Builds the router. The only caller of `Router::route`.
#[expect(clippy::disallowed_methods, reason = "the routes table is the one place that adds routes")]
pub fn mount(routes: Vec<Route>) -> Router {
    let mut by_path: BTreeMap<&'static str, MethodRouter<()>> = BTreeMap::new();
    for route in routes {
        let (access, path) = (route.access, route.path);
        let handler = route.handler.layer(from_fn(move |request: Request, next: Next| knock(access, request, next)));
        let entry = by_path.remove(path).unwrap_or_default();
        by_path.insert(path, entry.merge(handler));
    }
    by_path
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| router.route(path, methods))
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::NotFound })
}

/// To sign in; a form that was sent after its session had ended is kept for its sender.
async fn sign_in(request: Request) -> Response {
    let Some(ctx) = request.extensions().get::<Ctx>().cloned() else { return Error::SignIn.into_response() };
    match super::held::hold(&ctx, request).await {
        Ok(Some(target)) => super::page::see(target),
        Ok(None) => Error::SignIn.into_response(),
        Err(error) => error.into_response(),
    }
}

/// Sends strangers to sign in before the handler does any work, and leaves the route's name for metrics and logs.
async fn knock(access: Access, request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let refused = request.extensions().get::<Ctx>().and_then(|ctx| match access {
        Access::Public | Access::Link => None,
        Access::SignedIn => ctx.actor.account().is_none().then_some(Error::SignIn),
        Access::For(_) if ctx.actor.account().is_none() => Some(Error::SignIn),
        Access::For(action) => (!ctx.might(action)).then_some(Error::NotFound),
    });
    let mut response = match refused {
        Some(Error::SignIn) => sign_in(request).await,
        Some(error) => error.into_response(),
        None => next.run(request).await,
    };
    if let Some(matched) = matched {
        response.extensions_mut().insert(matched);
    }
    response
}
