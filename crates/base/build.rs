//! The migrations are compiled in: a new one has them read again.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
