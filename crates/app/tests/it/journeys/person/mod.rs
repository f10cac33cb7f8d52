pub mod rules_for_their_safety;
pub mod takes_back_a_yes;
