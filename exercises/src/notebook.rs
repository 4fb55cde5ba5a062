//! Chapter 10: the broken notebook.
//!
//! A learner has written these functions, and each has one bug. The comment says what the function
//! is meant to do and what was seen when it ran. Find the bug from the symptom, then repair it.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Exercise 10.1 ★: a layer that does not care about its weights.
///
/// Meant: the activations σ(w a + b) of a layer with the weights `w` (n_out, n_in) and biases `b`
/// (n_out), fed with `a` (n_in).
///
/// Seen: "However I change the weights and biases, the activations stay the same. A layer with
/// more neurons than the layer before panics: index out of bounds."
pub fn sigmoid_variable(
    w: ArrayView2<f64>,
    b: ArrayView1<f64>,
    a: ArrayView1<f64>,
) -> Array1<f64> {
    let z = w.dot(&a) + b;
    Array1::from_shape_fn(z.len(), |j| 1.0 / (1.0 + (-a[j]).exp()))
}

/// Exercise 10.2 ★: a cost that grows too slowly.
///
/// Meant: the quadratic cost ½‖a − y‖² of one sample. Shapes: `a` and `y` (n_out).
///
/// Seen: "The gradient check rejects every δ, although BP1 is right. When I double the error
/// a − y, the cost doubles; I expected four times as much."
pub fn half_norm(a: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    let error = &a - &y;
    let norm = error.dot(&error).sqrt();
    norm * 0.5_f64.powi(2)
}

/// Exercise 10.3 ★★: new sizes, and matrices that do not fit.
///
/// Meant: biases and weights for a network with the layers `sizes`, every entry a new number from
/// `normal`. Returns b² … b^L, each (n_out), and w² … w^L, each (n_out, n_in).
///
/// Seen: "My first network, `[4, 4, 4]`, runs. After resizing to `[784, 30, 10]` the forward pass
/// panics where it adds the biases: one vector has 784 entries and the other 30."
pub fn resize(
    sizes: &[usize],
    normal: &mut dyn FnMut() -> f64,
) -> (Vec<Array1<f64>>, Vec<Array2<f64>>) {
    let mut biases = Vec::new();
    for &n_out in &sizes[1..] {
        biases.push(Array1::from_shape_simple_fn(n_out, &mut *normal));
    }
    let mut weights = Vec::new();
    for (&n_in, &n_out) in sizes.iter().zip(sizes) {
        weights.push(Array2::from_shape_simple_fn((n_out, n_in), &mut *normal));
    }
    (biases, weights)
}

/// Exercise 10.4 ★: an accuracy that comes uninvited.
///
/// Meant: a record of training. `epochs` has four numbers for each epoch: cost and accuracy on
/// the training data, cost and accuracy on the evaluation data. `monitor` says, in the same order,
/// which of them are wanted. Returns four lists in that order; what is not wanted stays empty.
///
/// Seen: "I ask for the training cost and get the training accuracy with it. I ask for the
/// training accuracy alone and get nothing."
pub fn monitor_accuracy(epochs: &[[f64; 4]], monitor: [bool; 4]) -> [Vec<f64>; 4] {
    let mut lists = [const { Vec::new() }; 4];
    let [training_cost, training_accuracy, evaluation_cost, evaluation_accuracy] =
        &mut lists;
    for epoch in epochs {
        if monitor[0] {
            training_cost.push(epoch[0]);
        }
        if monitor[0] {
            training_accuracy.push(epoch[1]);
        }
        if monitor[2] {
            evaluation_cost.push(epoch[2]);
        }
        if monitor[3] {
            evaluation_accuracy.push(epoch[3]);
        }
    }
    lists
}

/// Exercise 10.5 ★: a curve with twice as many points as epochs.
///
/// Meant: the same record as in exercise 10.4, in a later version of the notebook, where the flag
/// of the training accuracy is right.
///
/// Seen: "With both costs monitored, the plot of the training cost is a zigzag over 60 epochs,
/// though I trained for 30, and the plot of the evaluation cost is empty."
pub fn monitor_cost(epochs: &[[f64; 4]], monitor: [bool; 4]) -> [Vec<f64>; 4] {
    let mut lists = [const { Vec::new() }; 4];
    let [training_cost, training_accuracy, evaluation_cost, evaluation_accuracy] =
        &mut lists;
    for epoch in epochs {
        if monitor[0] {
            training_cost.push(epoch[0]);
        }
        if monitor[1] {
            training_accuracy.push(epoch[1]);
        }
        if monitor[2] {
            training_cost.push(epoch[2]);
        }
        if monitor[3] {
            evaluation_accuracy.push(epoch[3]);
        }
    }
    lists
}

/// Exercise 10.6 ★★: a network that reads a fifth of the digits.
///
/// Meant: the shares, from 0 to 1, of the training data and of the evaluation data that are read
/// correctly. For each sample there is the pair (class read, label).
///
/// Seen: "The accuracy is 0.98 on my 50,000 training digits and 0.19 on the 10,000 evaluation
/// digits. But when I look at the evaluation digits, nearly all of them are read correctly."
pub fn evaluation_accuracy(
    training: &[(usize, usize)],
    evaluation: &[(usize, usize)],
) -> (f64, f64) {
    let correct = |data: &[(usize, usize)]| {
        data.iter().filter(|(read, label)| read == label).count() as f64
    };
    let n = training.len() as f64;
    (correct(training) / n, correct(evaluation) / n)
}

/// Exercise 10.7 ★★: everything is taken for a zero.
///
/// Meant: how many training samples and how many evaluation samples are read correctly. Each
/// sample is (output, target), output (n_out). The target of a training sample is one-hot,
/// (n_out); that of an evaluation sample is the label itself, a vector of length 1.
///
/// Seen: "Of the evaluation digits exactly those count as correct that the network reads as 0.
/// Of the training digits a few count as correct, all of them read as 0 or 1."
pub fn label_conversion(
    training: &[(Array1<f64>, Array1<f64>)],
    evaluation: &[(Array1<f64>, Array1<f64>)],
) -> (usize, usize) {
    let arg_max = |v: &Array1<f64>| {
        (0..v.len()).fold(0, |best, j| if v[j] > v[best] { j } else { best })
    };
    let accuracy = |data: &[(Array1<f64>, Array1<f64>)], convert: bool| {
        let label =
            |y: &Array1<f64>| if convert { arg_max(y) } else { y[0].round() as usize };
        data.iter().filter(|(output, y)| arg_max(output) == label(y)).count()
    };
    (accuracy(training, false), accuracy(evaluation, true))
}

/// Exercise 10.8 ★★: epochs that take no time.
///
/// Meant: the number of samples, and their indices in mini-batches of `m`; the last mini-batch
/// may have fewer. Nothing else is known of `samples` than that it gives one index after another.
///
/// Seen: "The number of samples and the number of mini-batches are right, but an epoch is over
/// at once and the network never gets better than guessing."
pub fn consumed_iterator(
    samples: &mut dyn Iterator<Item = usize>,
    m: usize,
) -> (usize, Vec<Vec<usize>>) {
    let n = (&mut *samples).count();
    let mut mini_batches = Vec::new();
    for _ in (0..n).step_by(m) {
        mini_batches.push((&mut *samples).take(m).collect());
    }
    (n, mini_batches)
}

/// Exercise 10.9 ★★: a penalty that more data do not make smaller.
///
/// Meant: the total cost (1/n) Σ_x C_x + (λ/2n) Σ_l ‖w^l‖². `costs` has C_x for each of the n
/// samples, `weights` one matrix for each layer.
///
/// Seen: "With λ = 0 the total cost is right. With λ = 5 it is about 2,500 on 10 samples, and
/// about 2,500 on 50,000 samples with the same weights. There is an n in the denominator!"
pub fn penalty_per_sample(costs: &[f64], weights: &[Array2<f64>], lambda: f64) -> f64 {
    let n = costs.len() as f64;
    let squares: f64 = weights.iter().map(|w| (w * w).sum()).sum();
    let mut total = 0.0;
    for cost in costs {
        total += cost / n;
        total += 0.5 * lambda / n * squares;
    }
    total
}

/// Exercise 10.10 ★: two initialisers that give the same.
///
/// Meant: weights of mean 0 and variance 1, whatever the number of inputs, to be compared with the
/// initialiser that scales them down. `normal` (n_out, n_in) are independent numbers drawn from
/// the normal distribution of mean 0 and variance 1. Returns the weights, (n_out, n_in).
///
/// Seen: "The learning curves of my two initialisers lie on top of each other. In a layer with
/// 100 inputs the weights are mostly between −0.2 and 0.2."
pub fn variance_promise(normal: ArrayView2<f64>) -> Array2<f64> {
    let n_in = normal.ncols() as f64;
    &normal / n_in.sqrt()
}
