//! What the figures that move must compute: random settings, and what the crate makes of them.
//!
//! The check of the book lets the code of the pages compute the same in a browser.

mod chain;
mod descent;
mod difference;
mod digit;
mod network;
mod neuron;
mod slow_start;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// All cases, by the name of what computes them.
pub fn all() -> Value {
    json!({
        "chain": chain::cases(&mut rng()),
        "descent": descent::cases(&mut rng()),
        "difference": difference::cases(&mut rng()),
        "digit": digit::cases(&mut rng()),
        "network": network::cases(&mut rng()),
        "neuron": neuron::cases(&mut rng()),
        "slowStart": slow_start::cases(&mut rng()),
    })
}

/// Every kind of case has its own numbers, whatever the others draw.
fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}
