pub mod what_matters;
