//! Chapter 4: central differences, the gradient checker, dual numbers.

mod checker;
mod claims;
mod criteria;
mod dependence;
mod differences;
mod duals;
mod error;
mod numerical;

use crate::exercise::Exercise;

/// A dual number: value and derivative.
pub type Dual = (f64, f64);

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(differences::central_difference()),
        Box::new(numerical::numerical_gradient()),
        Box::new(error::relative_error()),
        Box::new(checker::gradient_checker()),
        Box::new(duals::dual_product()),
        Box::new(duals::dual_chain()),
        Box::new(dependence::depends_on()),
    ]
}
