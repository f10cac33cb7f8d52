pub mod every_link_opens;
pub mod only_a_demo_shows_codes;
pub mod today_leads_somewhere;
