//! One binary for everything that looks at the whole application: journeys, every page, every route, the table of policy, tidiness.

mod addresses;
mod alike;
mod backup;
mod bench;
mod coverage;
mod demo;
mod events;
mod faults;
mod ground;
mod journeys;
mod kill;
mod kill_import;
mod licences;
mod macros;
mod mail;
mod metrics;
mod pages;
mod policy;
mod prepare;
mod reading;
mod record;
mod samples;
mod schemas;
mod tidy;
mod tongues;
mod words;
