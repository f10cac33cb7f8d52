pub mod a_number_that_must_not_be_rung_any_more;
pub mod each_team_sees_its_own;
pub mod rules_for_their_safety;
pub mod takes_back_a_yes;
pub mod who_takes_the_telephone;
