pub mod bad_input_loses_nothing;
pub mod markup_stays_text;
pub mod receptionist_refers;
pub mod sent_twice_is_sent_once;
pub mod somebody_known;
pub mod stranger_gets_nothing;
pub mod team_sends_back;
