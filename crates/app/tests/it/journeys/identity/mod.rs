pub mod a_leaver_is_out_at_once;
pub mod administrators_keep_out;
pub mod forged_requests;
pub mod guessing_is_slow;
pub mod sessions_end;
pub mod shared_desk;
pub mod sign_ins_are_recorded;
pub mod the_second_factor_holds;
