//! What the figures that move must compute: random settings, and what the crate makes of them.
//!
//! The check of the book lets the code of the pages compute the same in a browser.

mod boundary;
mod chain;
mod descent;
mod difference;
mod digit;
mod estimate;
mod indices;
mod network;
mod neuron;
mod shapes;
mod slow_start;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// All cases, by the name of what computes them.
pub fn all() -> Value {
    json!({
        "boundary": boundary::cases(&mut rng()),
        "chain": chain::cases(&mut rng()),
        "descent": descent::cases(&mut rng()),
        "difference": difference::cases(&mut rng()),
        "digit": digit::cases(&mut rng()),
        "estimate": estimate::cases(&mut rng()),
        "indices": indices::cases(&mut rng()),
        "network": network::cases(&mut rng()),
        "neuron": neuron::cases(&mut rng()),
        "shapes": shapes::cases(&mut rng()),
        "slowStart": slow_start::cases(&mut rng()),
    })
}

/// Every kind of case has its own numbers, whatever the others draw.
fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}
