// Chapter 5: estimates of a gradient by mini-batches, and how far off they are.

import { meanGradient } from "./network.js";
import { randomNumbers, shuffled } from "./sgd.js";
import { drawing, label, number, svg } from "./svg.js";
import { button, element, factsTable, painter, slider, speaker, stage } from "./controls.js";
import { panel, ticks } from "./panel.js";

const N = 100;
const ESTIMATES = 200;
const BEGIN = { m: 10, steps: 0, draw: 1 };
// The neuron learns from weights of 0 in steps down the true gradient.
const [ETA, MOST] = [2, 40];

// Two clouds of samples, a hundred in all, that overlap.
export const SAMPLES = (() => {
    const random = randomNumbers(1);
    const around = (middle) => middle + 2 * (random() + random() + random() - 1.5);
    return Array.from({ length: N }, (_, i) => {
        const y = i % 2;
        return { x: [around(y ? 0.8 : -0.8), around(y ? 0.5 : -0.5)], y: [y] };
    });
})();

const neuron = (w) => [{ w: [w], b: [0] }];

const slope = (w, samples) => meanGradient(neuron(w), samples)[0].w[0];

// The gradient of each sample's cost over the two weights.
export const gradients = (w, samples) => samples.map((sample) => slope(w, [sample]));

const add = (total, gradient) => total.map((sum, k) => sum + gradient[k]);

export const meanOf = (list) => list.reduce(add).map((sum) => sum / list.length);

const squared = (one, other) => one.reduce((sum, value, k) => sum + (value - other[k]) ** 2, 0);

// The variance of mini-batch gradients around the true one, by SGD1; both entries together.
export function predicted(list, m) {
    const mean = meanOf(list);
    const n = list.length;
    const V = list.reduce((sum, gradient) => sum + squared(gradient, mean), 0) / n;
    return n === 1 ? 0 : ((V / m) * (n - m)) / (n - 1);
}

// Means over the first m of random orders.
export const estimates = (list, m, random, count) =>
    Array.from({ length: count }, () => meanOf(shuffled(list.length, random).slice(0, m).map((i) => list[i])));

const PATH = [[0, 0]];
while (PATH.length <= MOST) {
    const w = PATH.at(-1);
    const down = slope(w, SAMPLES);
    PATH.push(w.map((value, k) => value - ETA * down[k]));
}

// The plane of gradients: each estimate a dot, the true gradient an arrow.
function cloud() {
    const root = drawing(360, 388, "");
    const axis = (from, to, name) => ({ from, to, low: -0.3, high: 0.3, ticks: ticks([-0.2, 0, 0.2], 1), name });
    const plane = panel(root, axis(34, 354, "∂C/∂w₁"), axis(346, 26, "∂C/∂w₂"));
    const { X, Y, inside } = plane;
    const ring = svg("circle", { style: "fill:none;stroke:currentColor;stroke-width:1.4;stroke-dasharray:5 4" });
    const dots = plane.dots("var(--fig-1)", 5);
    inside.append(ring);
    const [arrow, tip] = [plane.line("var(--fig-2)", 3), plane.dots("var(--fig-2)", 11)];
    return {
        root,
        paint(all, mean, error) {
            dots(all);
            arrow([[0, 0], mean]);
            tip([mean]);
            Object.entries({ cx: X(mean[0]), cy: Y(mean[1]), r: X(error) - X(0) }).forEach(([key, value]) => ring.setAttribute(key, value));
            root.setAttribute("aria-label", `The plane of gradients, with the true gradient at (${mean.map((x) => number(x, 3)).join(", ")}) and ${all.length} estimates around it. The dashed circle has the radius ${number(error)}, the predicted error.`);
        },
    };
}

// The error against m: the curve of SGD1, and what the estimates make of the present m.
function errors() {
    const root = drawing(360, 250, "");
    const plot = panel(
        root,
        { from: 40, to: 346, low: 1, high: N, ticks: ticks([1, 25, 50, 75, 100], 0), name: "samples m in a mini-batch" },
        { from: 206, to: 26, low: 0, high: 0.2, ticks: ticks([0, 0.1, 0.2], 1), name: "error of an estimate" },
    );
    const [curve, level, here] = [plot.line("currentColor", 2), plot.line("var(--fig-2)", 2, "stroke-dasharray:8 5"), plot.dots("var(--fig-1)", 11)];
    const name = label(plot.X(97), 0, "length of the true gradient", { anchor: "end", colour: "var(--fig-2)", halo: true });
    plot.inside.append(name);
    const ms = Array.from({ length: N }, (_, i) => i + 1);
    return {
        root,
        paint(list, m, measured, length) {
            curve(ms.map((m) => [m, Math.sqrt(predicted(list, m))]));
            level([[1, length], [N, length]]);
            name.setAttribute("y", plot.Y(length) - 7);
            here([[m, measured]]);
            root.setAttribute("aria-label", `The error of an estimate against m. For m = ${m} it is ${number(measured)}; the true gradient has the length ${number(length)}.`);
        },
    };
}

export function mount(figure) {
    stage(figure, "Estimates of a gradient by mini-batches", build);
}

function build(box) {
    let state = BEGIN;
    const say = speaker(box);
    const set = (changes) => {
        state = { ...state, ...changes };
        repaint();
    };
    const [plane, curve] = [cloud(), errors()];
    const hand = element("div", { class: "live-sliders" });
    const count = slider(hand, "samples m", { min: 1, max: N, step: 1, value: BEGIN.m, text: String }, (m) => set({ m }));
    const along = slider(hand, "steps so far", { min: 0, max: MOST, step: 1, value: BEGIN.steps, text: String }, (steps) => set({ steps }));
    const buttons = element("div", { class: "live-row" });
    button(buttons, "Draw others", () => set({ draw: state.draw + 1 }));
    button(buttons, "Reset", () => {
        count.set(BEGIN.m);
        along.set(BEGIN.steps);
        set(BEGIN);
    });
    const { table: facts, cells } = factsTable(["true gradient ‖∇C‖", "error predicted by SGD1", `error of ${ESTIMATES} mini-batches`, "of these point downhill"]);

    const repaint = painter(() => {
        const { m, steps, draw } = state;
        const list = gradients(PATH[steps], SAMPLES);
        const mean = meanOf(list);
        const all = estimates(list, m, randomNumbers(draw), ESTIMATES);
        const error = Math.sqrt(predicted(list, m));
        const measured = Math.sqrt(all.reduce((sum, estimate) => sum + squared(estimate, mean), 0) / ESTIMATES);
        // A step against an estimate goes down where the estimate points to the same side as the truth.
        const down = all.filter((estimate) => estimate[0] * mean[0] + estimate[1] * mean[1] > 0).length;
        const length = Math.hypot(...mean);
        plane.paint(all, mean, error);
        curve.paint(list, m, measured, length);
        [number(length), number(error), number(measured), `${number((100 * down) / ESTIMATES, 0)} %`].forEach((text, i) => (cells[i].textContent = text));
        say(`Mini-batches of ${m}, after ${steps} steps: the error is ${cells[2].textContent}, predicted ${cells[1].textContent}; the true gradient has the length ${cells[0].textContent}, and ${cells[3].textContent} of the estimates point downhill.`);
    });
    box.prepend(element("div", { class: "live-pair" }, plane.root, element("div", {}, curve.root, facts)), hand, buttons);
    repaint();
}
