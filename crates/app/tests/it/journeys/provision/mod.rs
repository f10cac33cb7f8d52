//! Journeys of where there are link workers, and of how far a borough has come.

mod a_frame_on_somebody_elses_page;
pub mod a_lead_writes_where_they_are;
mod how_far_a_borough_has_come;
mod the_map_says_the_same;
