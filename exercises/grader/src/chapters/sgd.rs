//! Chapter 5: mini-batches, the update, an epoch.

pub mod accuracy;
pub mod batch;
pub mod epoch;
mod fairness;
pub mod online;
mod range;
mod ratios;
pub mod shuffle;
pub mod split;
pub mod step;
mod unfair;

use crate::exercise::Exercise;

pub fn exercises() -> Vec<Box<dyn Exercise>> {
    vec![
        Box::new(split::mini_batches()),
        Box::new(step::update_mini_batch()),
        Box::new(accuracy::accuracy()),
        Box::new(epoch::epoch()),
        Box::new(shuffle::shuffle_together()),
        Box::new(online::online_step()),
        Box::new(ratios::update_ratios()),
        Box::new(range::best_learning_rate()),
    ]
}
