pub mod an_answer_waits_until_it_is_acted_on;
pub mod every_link_opens;
pub mod in_their_own_language;
pub mod only_a_demo_shows_codes;
pub mod somebody_must_leave_at_once;
pub mod the_record_has_pages;
pub mod today_leads_somewhere;
pub mod today_says_what_waits;
