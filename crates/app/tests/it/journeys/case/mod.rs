pub mod accepted_from_the_inbox;
pub mod closed_and_taken_up_again;
pub mod contact_is_logged;
pub mod handed_over;
pub mod known_already;
pub mod only_the_holder_and_the_lead;
pub mod the_first_contact_is_late;
