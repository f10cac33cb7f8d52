pub mod a_goal_changed_meanwhile;
pub mod a_number_that_was_made_up;
pub mod what_matters;
