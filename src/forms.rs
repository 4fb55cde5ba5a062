//! Chapter 6, continued: the forms of backpropagation side by side.

use std::ops::ControlFlow;

use ndarray::NdFloat;
use num_traits::AsPrimitive;

use crate::data::DataSet;
use crate::lanes;
use crate::mini_batch::{self, Workspace};
use crate::network::Network;
use crate::sgd::{self, AfterStep, HyperParameters, mean_gradient};

/// The ways through an epoch, from the plainest to the fastest. All compute the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One sample after the other: [`mean_gradient`].
    PerSample,
    /// A mini-batch as one matrix: [`mini_batch::backprop`].
    Plain,
    /// The same in matrices that are kept from step to step: [`Workspace`].
    Workspace,
    /// The same in vector instructions: [`lanes`].
    Lanes,
}

/// A function that takes a network through one epoch of bytes, in the order given: the
/// arguments of [`sgd::epoch`] without the gradient.
pub type EpochOf<F> = fn(
    &mut Network<F>,
    &DataSet<u8>,
    &[usize],
    &HyperParameters,
    &mut AfterStep,
) -> ControlFlow<()>;

/// A floating-point type, and the form in lanes where there is one for it.
pub trait Precision: NdFloat {
    const IN_LANES: Option<EpochOf<Self>>;
}

impl Precision for f32 {
    const IN_LANES: Option<EpochOf<f32>> = Some(lanes::epoch);
}

impl Precision for f64 {
    const IN_LANES: Option<EpochOf<f64>> = None;
}

impl Form {
    pub const ALL: [Form; 4] =
        [Form::PerSample, Form::Plain, Form::Workspace, Form::Lanes];

    pub fn name(self) -> &'static str {
        match self {
            Form::PerSample => "per-sample",
            Form::Plain => "plain",
            Form::Workspace => "workspace",
            Form::Lanes => "lanes",
        }
    }

    /// An epoch in this form, if `F` has it.
    pub fn epoch<F: Precision>(self) -> Option<EpochOf<F>>
    where
        u8: AsPrimitive<F>,
    {
        match self {
            Form::PerSample => Some(|network, data, order, hyper, after_step| {
                let gradient_of: &mut sgd::GradientOf<F> = &mut |network, x, y, to| {
                    *to = mean_gradient(network, hyper.cost, x, y);
                };
                sgd::epoch(network, data, order, hyper, gradient_of, after_step)
            }),
            Form::Plain => Some(|network, data, order, hyper, after_step| {
                let gradient_of: &mut sgd::GradientOf<F> = &mut |network, x, y, to| {
                    *to = mini_batch::backprop(network, hyper.cost, x, y);
                };
                sgd::epoch(network, data, order, hyper, gradient_of, after_step)
            }),
            Form::Workspace => Some(|network, data, order, hyper, after_step| {
                let capacity = hyper.mini_batch_size.min(order.len());
                let mut workspace = Workspace::new(network, capacity);
                let gradient_of: &mut sgd::GradientOf<F> = &mut |network, x, y, to| {
                    workspace.backprop(network, hyper.cost, x, y, to);
                };
                sgd::epoch(network, data, order, hyper, gradient_of, after_step)
            }),
            Form::Lanes => F::IN_LANES,
        }
    }

    /// An epoch of every form that `F` has.
    pub fn epochs<F: Precision>() -> Vec<EpochOf<F>>
    where
        u8: AsPrimitive<F>,
    {
        Form::ALL.iter().filter_map(|form| form.epoch()).collect()
    }

    /// The fastest form that `F` has.
    pub fn fastest<F: Precision>() -> Form
    where
        u8: AsPrimitive<F>,
    {
        if F::IN_LANES.is_some() { Form::Lanes } else { Form::Workspace }
    }
}
