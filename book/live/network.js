// A network of sigmoid neurons, its costs, its forward and its backward pass: what src/network.rs,
// src/cost.rs, src/cross_entropy.rs and src/per_sample.rs compute, in the language of the page. The
// check of the book compares the two, number by number.
//
// A network is a list of layers { w, b }, and layers[0] is layer 2 of the text. Vectors are arrays,
// matrices are arrays of rows: w[j][k] leads from neuron k to neuron j.

export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// σ′ is even, so e^−|z| may stand for e^−z: nothing overflows and nothing cancels.
export function sigmoidPrime(z) {
    const e = Math.exp(-Math.abs(z));
    return e / ((1 + e) * (1 + e));
}

export const dot = (u, v) => u.reduce((sum, x, i) => sum + x * v[i], 0);

export const times = (w, v) => w.map((row) => dot(row, v));

export const transposed = (w) => w[0].map((_, k) => w.map((row) => row[k]));

// z² … z^L, and the activations a¹ … a^L.
export function forward(layers, x) {
    const zs = [];
    const activations = [x];
    for (const { w, b } of layers) {
        const z = times(w, activations.at(-1)).map((sum, j) => sum + b[j]);
        zs.push(z);
        activations.push(z.map(sigmoid));
    }
    return { zs, activations };
}

// A cost is given z^L, as in the crate, and not a^L. From z = 37 on σ(z) is rounded to 1, and ln(1 − a)
// would be −∞; computed from z, the cross-entropy is right there too.
export const quadratic = {
    cost: (z, y) => z.reduce((sum, z, j) => sum + (sigmoid(z) - y[j]) ** 2 / 2, 0),
    // BP1: δ^L = (a^L − y) ⊙ σ′(z^L)
    delta: (z, y) => z.map((z, j) => (sigmoid(z) - y[j]) * sigmoidPrime(z)),
};

export const crossEntropy = {
    cost: (z, y) =>
        z.reduce((sum, z, j) => sum + Math.max(z, 0) - y[j] * z + Math.log1p(Math.exp(-Math.abs(z))), 0),
    // BP1, where σ′ has cancelled: δ^L = a^L − y
    delta: (z, y) => z.map((z, j) => sigmoid(z) - y[j]),
};

// The errors δ² … δ^L.
export function backward(layers, zs, y, cost) {
    const deltas = [cost.delta(zs.at(-1), y)];
    for (let l = layers.length - 2; l >= 0; l--) {
        // BP2: δ^l = ((w^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l)
        const back = times(transposed(layers[l + 1].w), deltas[0]);
        deltas.unshift(back.map((sum, k) => sum * sigmoidPrime(zs[l][k])));
    }
    return deltas;
}

// Both passes. Beside what they leave behind: BP3 and BP4, the cost, and ∂C/∂x.
export function backprop(layers, x, y, cost = quadratic) {
    const { zs, activations } = forward(layers, x);
    const deltas = backward(layers, zs, y, cost);
    const nablaB = deltas;
    const nablaW = deltas.map((delta, l) => delta.map((d) => activations[l].map((a) => d * a)));
    // One step further back than the algorithm goes. The input has no σ, so no slope follows.
    const nablaX = times(transposed(layers[0].w), deltas[0]);
    return { zs, activations, deltas, nablaB, nablaW, nablaX, cost: cost.cost(zs.at(-1), y) };
}

export const costOf = (layers, x, y, cost = quadratic) => cost.cost(forward(layers, x).zs.at(-1), y);

const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

// Over samples { x, y }: the mean cost, and the mean of the gradients by the weights and biases.
export const meanCost = (layers, samples, cost = quadratic) => meanOf(samples.map(({ x, y }) => costOf(layers, x, y, cost)));

export function meanGradient(layers, samples, cost = quadratic) {
    const gradients = samples.map(({ x, y }) => backprop(layers, x, y, cost));
    const mean = (of) => meanOf(gradients.map(of));
    return layers.map(({ w, b }, l) => ({
        w: w.map((row, j) => row.map((_, k) => mean(({ nablaW }) => nablaW[l][j][k]))),
        b: b.map((_, j) => mean(({ nablaB }) => nablaB[l][j])),
    }));
}
