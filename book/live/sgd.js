// Chapter 5: stochastic gradient descent, what src/sgd.rs does.

import { meanGradient } from "./network.js";

// Random numbers between 0 and 1 by Lehmer's generator: the same on every page for the same seed.
export function randomNumbers(seed) {
    let state = seed;
    return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

// The numbers 0 to n − 1 in random order, by Fisher and Yates.
export function shuffled(n, random) {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let last = n - 1; last > 0; last--) {
        const other = Math.floor(random() * (last + 1));
        [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
}

// One step for the samples of a mini-batch: w → w − η ∂C/∂w and b → b − η ∂C/∂b.
export function stepOn(layers, miniBatch, eta) {
    const gradient = meanGradient(layers, miniBatch);
    return layers.map(({ w, b }, l) => ({
        w: w.map((row, j) => row.map((weight, k) => weight - eta * gradient[l].w[j][k])),
        b: b.map((bias, j) => bias - eta * gradient[l].b[j]),
    }));
}
