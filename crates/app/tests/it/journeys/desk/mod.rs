pub mod today_leads_somewhere;
