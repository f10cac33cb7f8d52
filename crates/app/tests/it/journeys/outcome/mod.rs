pub mod a_note_to_the_practice;
pub mod nobody_too_young_is_asked;
pub mod wellbeing_is_measured;
pub mod what_the_practice_learns;
