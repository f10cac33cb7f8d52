pub mod a_keeper_writes_too_much;
pub mod a_link_opens_one_referral;
pub mod a_service_became_another;
pub mod an_old_message_is_gone;
pub mod from_a_surgery_to_a_choir;
pub mod the_clock_runs_out;
pub mod two_at_once;
mod what_became_of_the_message;
