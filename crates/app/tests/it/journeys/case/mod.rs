pub mod accepted_from_the_inbox;
pub mod closed_and_taken_up_again;
pub mod contact_is_logged;
pub mod handed_over;
pub mod known_already;
pub mod the_first_contact_is_late;
