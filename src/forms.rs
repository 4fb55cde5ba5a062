//! Chapter 6, continued: the forms of backpropagation side by side.

use ndarray::NdFloat;
use num_traits::AsPrimitive;

use crate::lanes;
use crate::mini_batch::{self, Workspace};
use crate::sgd::{self, EpochOf, mean_gradient};

/// The ways through an epoch, from the plainest to the fastest. Each step is the same up to rounding,
/// which training may magnify.
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

/// A floating-point type, and the form in lanes where there is one for it.
pub trait Precision: NdFloat {
    fn in_lanes() -> Option<Box<EpochOf<'static, Self>>>;
}

impl Precision for f32 {
    fn in_lanes() -> Option<Box<EpochOf<'static, f32>>> {
        Some(Box::new(lanes::epoch))
    }
}

impl Precision for f64 {
    fn in_lanes() -> Option<Box<EpochOf<'static, f64>>> {
        None
    }
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
    pub fn epoch<F: Precision>(self) -> Option<Box<EpochOf<'static, F>>>
    where
        u8: AsPrimitive<F>,
    {
        match self {
            Form::PerSample => {
                Some(Box::new(|network, data, order, hyper, after_step| {
                    let gradient_of: &mut sgd::GradientOf<F> =
                        &mut |network, x, y, to| {
                            *to = mean_gradient(network, hyper.cost, x, y);
                        };
                    sgd::epoch(network, data, order, hyper, gradient_of, after_step)
                }))
            }
            Form::Plain => Some(Box::new(|network, data, order, hyper, after_step| {
                let gradient_of: &mut sgd::GradientOf<F> = &mut |network, x, y, to| {
                    *to = mini_batch::backprop(network, hyper.cost, x, y);
                };
                sgd::epoch(network, data, order, hyper, gradient_of, after_step)
            })),
            Form::Workspace => {
                Some(Box::new(|network, data, order, hyper, after_step| {
                    let capacity = hyper.mini_batch_size.min(order.len());
                    let mut workspace = Workspace::new(network, capacity);
                    let gradient_of: &mut sgd::GradientOf<F> =
                        &mut |network, x, y, to| {
                            workspace.backprop(network, hyper.cost, x, y, to);
                        };
                    sgd::epoch(network, data, order, hyper, gradient_of, after_step)
                }))
            }
            Form::Lanes => F::in_lanes(),
        }
    }

    /// An epoch of every form that `F` has.
    pub fn epochs<F: Precision>() -> Vec<Box<EpochOf<'static, F>>>
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
        if F::in_lanes().is_some() { Form::Lanes } else { Form::Workspace }
    }
}
