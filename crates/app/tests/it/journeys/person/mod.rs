pub mod each_team_sees_its_own;
pub mod rules_for_their_safety;
pub mod takes_back_a_yes;
