pub mod every_link_opens;
pub mod today_leads_somewhere;
