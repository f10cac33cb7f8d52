//! Signing in: passwords, second factors, sessions, throttling. Who the people are is not known here.

pub mod factor;
pub mod passkey;
pub mod password;
pub mod session;
pub mod throttle;
