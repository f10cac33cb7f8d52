mod a_node_is_ready_when_its_directory_is;
mod finding_something_near;
pub mod imports;
mod imports_broken_off;
mod imports_over_time;
mod nobody_learns_a_masked_address;
mod nothing_found_is_no_dead_end;
mod what_is_not_known_is_said;
