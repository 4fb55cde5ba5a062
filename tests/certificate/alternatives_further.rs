//! Chapter 11, written in another way.

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
