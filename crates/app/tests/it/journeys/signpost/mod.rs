//! Journeys of what workers give to somebody without a record.

mod a_doctor_gives_a_choir;
