//! Ways to reach somebody: a telephone number, an e-mail address.
//!
//! Both are checked for shape, so that a slip of the finger is noticed while the person is still there. Whether anybody
//! answers is not known here, nor whose number it is, nor whether it is safe to leave a message: that is said beside
//! the number, by people.

mod email;
mod phone;

pub use email::{Email, EmailError};
pub use phone::{Phone, PhoneError};
