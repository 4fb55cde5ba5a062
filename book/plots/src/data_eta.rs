//! The training cost, epoch by epoch, for learning rates from too small to too large.

use backprop::network::Initialiser;
use backprop::sgd::HyperParameters;

use crate::Figure;
use crate::draw::{Anchor, Axis, Drawing, Ink, Panel};
use crate::runs::{DEFAULT, per_cent, run};
use crate::seeds;
use crate::values::{Tolerance, Value};

const N: usize = 1000;
const HYPER: HyperParameters = HyperParameters { lambda: 0.0, ..DEFAULT };

/// Beyond this η training is chaotic and another processor gets other numbers.
const CALM: f64 = 1.0;

/// η, the name of its values, its colour, and where its label stands: epoch and side.
const RATES: [(f64, &str, u8, usize, Anchor); 4] = [
    (0.02, "small", 3, 15, Anchor::Above),
    (0.5, "default", 1, 14, Anchor::Below),
    (5.0, "large", 4, 9, Anchor::Below),
    (20.0, "diverging", 2, 7, Anchor::Below),
];

pub fn draw() -> Figure {
    let run = |eta| run(N, &HyperParameters { eta, ..HYPER }, Initialiser::Scaled);
    let title = "The training cost against the epoch, from 1 to 20, on a logarithmic axis, for \
                 four learning rates. With η = 0.02 it falls slowly, with 0.5 fast and far, with \
                 5 it jumps up and down around 1 and ends far higher, and with 20 it jumps \
                 around 50, far above where it started.";
    let mut drawing = Drawing::new(400.0, title);
    let mut panel = Panel::new(
        &mut drawing,
        0.0,
        400.0,
        Axis::linear("epoch", 0.0, 20.0),
        Axis::logarithmic("training cost", 0.01, 100.0),
    );
    let mut values = vec![Value::count(
        "data_eta_epochs",
        "cargo run --release -- --training-digits 1000 --lambda 0",
        HYPER.epochs,
    )];
    for (eta, name, colour, at, anchor) in RATES {
        let run = run(eta);
        let curve = run.curve(|epoch| epoch.training.cost);
        let ink = Ink::Series(colour);
        panel.line(&curve, ink);
        panel.label(curve[at - 1], &format!("η = {eta}"), ink, anchor);
        let command = format!(
            "cargo run --release -- --training-digits 1000 --lambda 0 --eta {eta}"
        );
        let (key, accuracy) =
            (format!("data_eta_{name}_accuracy"), per_cent(&run.last().evaluation));
        values.push(if eta > CALM {
            Value::decimal(&key, &command, accuracy, 0, Tolerance::Within(10.0))
        } else {
            Value::accuracy(&key, &command, accuracy)
        });
    }
    values.extend(seeds::choices());
    Figure { svg: drawing.finish(), values }
}
