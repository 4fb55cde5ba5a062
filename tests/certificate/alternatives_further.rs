//! Chapter 11, written in another way.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, s};

type Node = (f64, Vec<(usize, f64)>);

fn sigma(z: f64) -> f64 {
    (1.0 + (z / 2.0).tanh()) / 2.0
}

/// As one number with all its rates.
pub fn record_neuron(tape: &mut Vec<Node>, w: &[usize], a: &[usize], b: usize) -> usize {
    let pairs = || w.iter().zip(a).rev();
    let z = pairs().map(|(&w, &a)| tape[w].0 * tape[a].0).sum::<f64>() + tape[b].0;
    let slope = sigma(z) * sigma(-z);
    let products =
        pairs().flat_map(|(&w, &a)| [(w, slope * tape[a].0), (a, slope * tape[w].0)]);
    let rates = products.chain([(b, slope)]).collect();
    tape.push((sigma(z), rates));
    tape.len() - 1
}

/// Each adjoint is gathered when it is needed, from all that is made of its number.
pub fn sweep(tape: &[Node], output: usize) -> Vec<f64> {
    let mut adjoints = vec![0.0; tape.len()];
    for k in (0..=output).rev() {
        let own = if k == output { 1.0 } else { 0.0 };
        let shares = (k + 1..=output).flat_map(|i| {
            let rates = tape[i].1.iter().filter(|(of, _)| *of == k);
            let adjoint = adjoints[i];
            rates.map(move |(_, rate)| adjoint * rate)
        });
        adjoints[k] = own + shares.sum::<f64>();
    }
    adjoints
}

/// By other formulas.
pub fn local_rates(u: f64, v: f64) -> [f64; 8] {
    let tanh = u.cosh().powi(-2);
    let relu = (u.signum() * f64::from(u != 0.0)).max(0.0);
    [1.0, -1.0, v.recip(), -(u / v) / v, tanh, relu, 1.0 / (-u).exp(), v.powi(-1)]
}

/// By dual numbers: once through the program for each x.
pub fn program_gradient(program: &[(String, Vec<usize>)], x: &[f64]) -> Vec<f64> {
    let slope = |of: usize| {
        let leaves = x.iter().enumerate().map(|(k, &x)| (x, f64::from(k == of)));
        let mut u: Vec<(f64, f64)> = leaves.collect();
        for (name, places) in program {
            let ((p, dp), (q, dq)) = (u[places[0]], u[places[places.len() - 1]]);
            u.push(match &name[..] {
                "add" => (p + q, dp + dq),
                "sub" => (p - q, dp - dq),
                "mul" => (p * q, dp * q + p * dq),
                _ => (sigma(p), sigma(p) * sigma(-p) * dp),
            });
        }
        u[u.len() - 1].1
    };
    (0..x.len()).map(slope).collect()
}

/// With a node for each number, of which the sweep asks its users.
pub fn tape_backprop(
    weights: &[Array2<f64>],
    biases: &[Array1<f64>],
    x: ArrayView1<f64>,
    y: ArrayView1<f64>,
) -> (Vec<Array1<f64>>, Vec<Array2<f64>>) {
    // The parameters first, so that their places are known by counting.
    let layers = || weights.iter().zip(biases);
    let parameters = layers().flat_map(|(w, b)| w.iter().chain(b));
    let mut tape: Vec<Node> = parameters.chain(&x).map(|&x| (x, vec![])).collect();
    let mut a: Vec<usize> = (tape.len() - x.len()..tape.len()).collect();
    let mut next = 0;
    for (w, b) in layers() {
        let bias = next + w.len();
        let neuron = |j: usize| {
            let row = next + j * w.ncols();
            let places: Vec<usize> = (row..row + w.ncols()).collect();
            record_neuron(&mut tape, &places, &a, bias + j)
        };
        a = (0..b.len()).map(neuron).collect();
        next = bias + b.len();
    }
    for (&a, &y) in a.iter().zip(&y) {
        let error = y - tape[a].0;
        tape.push((error * error / 2.0, vec![(a, -error)]));
    }
    let terms = (tape.len() - y.len()..tape.len()).map(|term| (term, 1.0)).collect();
    tape.push((0.0, terms));
    let mut found = sweep(&tape, tape.len() - 1).into_iter();
    let gradients = layers().map(|(w, b)| {
        let mut next = || found.next().unwrap();
        let w = Array2::from_shape_simple_fn(w.dim(), &mut next);
        (Array1::from_shape_simple_fn(b.len(), next), w)
    });
    gradients.unzip()
}

/// By indices, from the last term of each sum to the first.
pub fn product_adjoints(
    p: ArrayView2<f64>,
    q: ArrayView2<f64>,
    delta_r: ArrayView2<f64>,
) -> (Array2<f64>, Array2<f64>) {
    let (n, m) = delta_r.dim();
    let of_p = |(i, k)| (0..m).rev().map(|j| delta_r[[i, j]] * q[[k, j]]).sum();
    let of_q = |(k, j)| (0..n).rev().map(|i| delta_r[[i, j]] * p[[i, k]]).sum();
    (Array2::from_shape_fn(p.dim(), of_p), Array2::from_shape_fn(q.dim(), of_q))
}

/// Each entry to where it comes from.
pub fn broadcast_adjoint(q: ArrayView2<f64>, delta_r: ArrayView2<f64>) -> Array2<f64> {
    let mut delta = Array2::zeros(q.dim());
    for ((i, j), share) in delta_r.indexed_iter() {
        delta[[i % q.nrows(), j % q.ncols()]] += share;
    }
    delta
}

/// With whole matrices: the rules of products and of stretched sums, for a mini-batch at once.
pub fn train_on_tape(
    weights: &mut [Array2<f64>],
    biases: &mut [Array1<f64>],
    x: ArrayView2<f64>,
    y: ArrayView2<f64>,
    m: usize,
    eta: f64,
) {
    for start in (0..x.ncols()).step_by(m) {
        let columns = start..x.ncols().min(start + m);
        let (x, y) = (x.slice(s![.., columns.clone()]), y.slice(s![.., columns]));
        let mut activations = vec![x.to_owned()];
        for (w, b) in weights.iter().zip(&*biases) {
            let bias = b.view().insert_axis(Axis(1));
            activations
                .push((w.dot(&activations[activations.len() - 1]) + bias).mapv(sigma));
        }
        let mut delta_a = (activations.pop().unwrap() - y) / x.ncols() as f64;
        let mut a_next = &delta_a * x.ncols() as f64 + y;
        while let Some(a) = activations.pop() {
            let l = activations.len();
            let delta_z = &delta_a * &a_next * (1.0 - &a_next);
            let (delta_w, sent) =
                product_adjoints(weights[l].view(), a.view(), delta_z.view());
            let bias = biases[l].view().insert_axis(Axis(1));
            let delta_b = broadcast_adjoint(bias, delta_z.view());
            weights[l] = &weights[l] - eta * delta_w;
            biases[l] = &biases[l] - eta * &delta_b.column(0);
            (delta_a, a_next) = (sent, a);
        }
    }
}

/// By columns, and only where the neuron is active.
pub fn relu_backward(
    w_next: ArrayView2<f64>,
    delta_next: ArrayView1<f64>,
    z: ArrayView1<f64>,
) -> Array1<f64> {
    let entry = |(w, &z): (ArrayView1<f64>, &f64)| match z.max(0.0) {
        0.0 => 0.0,
        _ => w.iter().zip(delta_next).rev().map(|(w, delta)| w * delta).sum(),
    };
    w_next.columns().into_iter().zip(&z).map(entry).collect()
}

/// Column by column.
pub fn he_weights(
    n_out: usize,
    n_in: usize,
    normal: &mut dyn FnMut() -> f64,
) -> Array2<f64> {
    let w = Array2::from_shape_simple_fn((n_in, n_out), normal);
    w.reversed_axes() / (0.5 * n_in as f64).sqrt()
}

/// With the whole Jacobian matrix.
pub fn softmax_adjoint(z: ArrayView1<f64>, delta_a: ArrayView1<f64>) -> Array1<f64> {
    let e = z.mapv(|z| (z - 1.0).exp());
    let a = &e / e.sum();
    let jacobian = Array2::from_shape_fn((z.len(), z.len()), |(j, k)| {
        a[j] * (f64::from(j == k) - a[k])
    });
    jacobian.t().dot(&delta_a)
}

/// Entry by entry.
pub fn dropout(
    a: ArrayView1<f64>,
    p: f64,
    training: bool,
    random: &mut dyn FnMut() -> f64,
) -> (Array1<f64>, Array1<f64>) {
    if !training {
        return (a.to_owned(), Array1::from_elem(a.len(), 1.0));
    }
    let mut pairs = Vec::new();
    for &a in a {
        let kept = random() >= p;
        pairs.push(if kept { (a / (1.0 - p), (1.0 - p).recip()) } else { (0.0, 0.0) });
    }
    let (a, factors): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    (a.into(), factors.into())
}

/// By indices.
pub fn momentum_update(
    theta: &mut Array1<f64>,
    v: &mut Array1<f64>,
    gradient: ArrayView1<f64>,
    eta: f64,
    mu: f64,
) {
    for k in (0..theta.len()).rev() {
        let velocity = v[k] * mu - gradient[k] * eta;
        (theta[k], v[k]) = (theta[k] + velocity, velocity);
    }
}
