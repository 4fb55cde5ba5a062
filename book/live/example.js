// The network of chapters 1 to 3 with its sample, and its numbers one by one.

import { symbol } from "./svg.js";

export const example = () => ({
    layers: [
        { w: [[1, -1], [0.5, 0.5], [-1, 0.5]], b: [1, -0.5, -1] },
        { w: [[1, 2, 2], [-2, 3, 1]], b: [-0.5, -1] },
    ],
    x: [1, 2],
    y: [0, 1],
});

// Every number that can be changed: where it is kept, what it may be, and its own name.
export function parametersOf({ layers, x, y }) {
    const inputs = x.map((_, k) => ({ kind: "x", name: symbol("a", 1, k + 1), array: x, k, min: -3, max: 3 }));
    const targets = y.map((_, j) => ({ kind: "y", name: `y${symbol("", "", j + 1)}`, array: y, k: j, min: 0, max: 1 }));
    const own = layers.flatMap(({ w, b }, l) => [
        ...w.flatMap((row, j) =>
            row.map((_, k) => ({ kind: "w", name: symbol("w", l + 2, j + 1, k + 1), array: row, l, j, k, min: -5, max: 5 })),
        ),
        ...b.map((_, j) => ({ kind: "b", name: symbol("b", l + 2, j + 1), array: b, l, j, k: j, min: -5, max: 5 })),
    ]);
    return [...inputs, ...own, ...targets];
}

export const valueOf = ({ array, k }) => array[k];
