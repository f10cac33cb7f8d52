pub mod a_goal_changed_meanwhile;
pub mod what_matters;
