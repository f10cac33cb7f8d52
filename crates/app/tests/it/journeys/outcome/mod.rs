pub mod a_note_to_the_practice;
pub mod wellbeing_is_measured;
