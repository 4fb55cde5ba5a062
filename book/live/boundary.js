// Chapter 5: a small network learns by mini-batches where the disc of the yes ends.

import { forward, meanCost } from "./network.js";
import { randomNumbers, shuffled, stepOn } from "./sgd.js";
import { drawing, number } from "./svg.js";
import { button, element, factsTable, limited, painter, runner, slider, speaker, stage } from "./controls.js";
import { panel, ticks } from "./panel.js";

const [N, HIDDEN, EPOCHS] = [60, 4, 100];
const BEGIN = { m: 10, eta: 3 };
const PLANE = [-3, 3];
const RADIUS = 1.9;

// As many samples with the answer 1 as with 0; none lies close to the circle between them.
export const SAMPLES = (() => {
    const random = randomNumbers(11);
    const samples = [];
    while (samples.length < N) {
        const x = [5.6 * random() - 2.8, 5.6 * random() - 2.8];
        const y = [samples.length % 2];
        const out = (Math.hypot(...x) - RADIUS) * (y[0] ? 1 : -1);
        if (out < -0.2) samples.push({ x, y });
    }
    return samples;
})();

// Weights and biases from −2 to 2.
export const FIRST = (() => {
    const random = randomNumbers(2);
    const draw = (n) => Array.from({ length: n }, () => 4 * random() - 2);
    const layer = (into, out) => ({ w: Array.from({ length: out }, () => draw(into)), b: draw(out) });
    return [layer(2, HIDDEN), layer(HIDDEN, 1)];
})();

// Training after one more mini-batch: the next m samples of the order of this epoch, or what is left.
// `draw` gives an order for a new epoch.
export function next({ layers, epoch, order, at }, samples, { m, eta }, draw) {
    const now = at === 0 ? draw() : order;
    const miniBatch = now.slice(at, at + m);
    const end = at + miniBatch.length;
    const isOver = end === samples.length;
    return {
        layers: stepOn(layers, miniBatch.map((i) => samples[i]), eta),
        epoch: isOver ? epoch + 1 : epoch,
        order: now,
        at: isOver ? 0 : end,
        miniBatch,
    };
}

export const begin = (layers) => ({ layers, epoch: 0, order: [], at: 0, miniBatch: [] });

const answer = (layers, x) => forward(layers, x).activations.at(-1)[0];

export const rightOf = (layers, samples) => samples.filter(({ x, y }) => answer(layers, x) > 0.5 === (y[0] === 1)).length;

// The plane of the inputs: the samples, and where the network answers one half.
function plane() {
    const root = drawing(360, 388, "");
    const axis = (from, to, name) => ({ from, to, low: PLANE[0], high: PLANE[1], ticks: ticks([-2, 0, 2]), name });
    const plot = panel(root, axis(34, 354, "input x₁"), axis(346, 26, "input x₂"));
    const halo = plot.dots("var(--fig-grid)", 19);
    const [faint, half] = [plot.levels("currentColor", 1, "stroke-opacity:0.5"), plot.levels("currentColor", 2.6)];
    // A dot for yes, a ring for no.
    const of = (answer) => SAMPLES.filter(({ y }) => y[0] === answer).map(({ x }) => x);
    plot.dots("var(--fig-1)", 10)(of(1));
    plot.dots("var(--fig-2)", 10)(of(0));
    plot.dots("var(--bg)", 5)(of(0));
    return {
        root,
        paint({ layers, epoch, miniBatch }, right) {
            halo(miniBatch.map((i) => SAMPLES[i].x));
            const output = (x) => answer(layers, x);
            faint(output, 36, [0.1, 0.9]);
            half(output, 36, [0.5]);
            root.setAttribute("aria-label", `The plane of two inputs with ${N} samples and the line where the network answers one half, in epoch ${epoch}. It answers ${right} of them rightly.`);
        },
    };
}

// The cost against the epoch, and that of the run before.
function curve() {
    const root = drawing(360, 250, "");
    const plot = panel(
        root,
        { from: 40, to: 340, low: 0, high: EPOCHS, ticks: ticks([0, 50, 100]), name: "epochs" },
        { from: 206, to: 26, low: 0, high: 0.2, ticks: ticks([0, 0.1, 0.2], 1), name: "cost C" },
    );
    const [before, line, here] = [plot.line("currentColor", 2, "stroke-opacity:0.4"), plot.line("var(--fig-1)"), plot.dots("var(--fig-1)", 10)];
    return {
        root,
        paint(costs, last, old) {
            before(old);
            line([...costs, last]);
            here([last]);
            root.setAttribute("aria-label", `The cost against the epoch: ${number(costs[0][1])} at the start, ${number(last[1])} after ${number(last[0], 1)} epochs.`);
        },
    };
}

export function mount(figure) {
    stage(figure, "A small network that learns by mini-batches", build);
}

function build(box) {
    let { m, eta } = BEGIN;
    let training;
    let random;
    // The cost at the end of each epoch, as [epoch, cost], in this run and in the one before.
    let costs = [];
    let old = [];
    const say = speaker(box);
    const [ground, graph] = [plane(), curve()];

    const hand = element("div", { class: "live-sliders" });
    const count = slider(hand, "samples m", { min: 1, max: N, step: 1, value: m, text: String }, (value) => {
        m = value;
        repaint();
    });
    const text = (exponent) => (10 ** exponent).toPrecision(2);
    const rate = slider(hand, "learning rate η", { min: -1, max: 1, step: 0.001, value: Math.log10(eta), text }, (exponent) => {
        eta = 10 ** exponent;
        repaint();
    });

    const buttons = element("div", { class: "live-row" });
    const step = () => {
        if (training.epoch === EPOCHS) return false;
        training = next(training, SAMPLES, { m, eta }, () => shuffled(N, random));
        if (training.at === 0) costs.push([training.epoch, meanCost(training.layers, SAMPLES)]);
        repaint();
        return training.epoch < EPOCHS;
    };
    const epochs = (many) => {
        const end = limited(training.epoch + many, 0, EPOCHS);
        while (training.epoch < end) step();
        return training.epoch < EPOCHS;
    };
    const again = () => {
        run.stop();
        training = begin(FIRST);
        costs = [[0, meanCost(FIRST, SAMPLES)]];
        repaint();
    };
    button(buttons, "Step", step);
    button(buttons, "Epoch", () => epochs(1));
    const run = runner(buttons, { step: () => epochs(1), finish: () => epochs(EPOCHS), begin: () => training.epoch === EPOCHS && start() });
    const start = () => {
        old = costs;
        again();
    };
    button(buttons, "Start again", start);
    const reset = () => {
        ({ m, eta } = BEGIN);
        count.set(m);
        rate.set(Math.log10(eta));
        random = randomNumbers(1);
        old = [];
        again();
    };
    button(buttons, "Reset", reset);

    const { table: facts, cells } = factsTable(["epochs", "steps in an epoch", "cost", "right answers"]);

    const repaint = painter(() => {
        const { layers, epoch, at } = training;
        const cost = meanCost(layers, SAMPLES);
        const right = rightOf(layers, SAMPLES);
        const done = epoch + at / N;
        ground.paint(training, right);
        graph.paint(costs, [done, cost], old);
        [number(done, 2), String(Math.ceil(N / m)), number(cost), `${right} of ${N}`].forEach((text, i) => (cells[i].textContent = text));
        say(`After ${number(done, 2)} epochs in mini-batches of ${m} the cost is ${number(cost)}, and ${right} of ${N} answers are right.`);
    });
    box.prepend(element("div", { class: "live-pair" }, ground.root, element("div", {}, graph.root, facts)), hand, buttons);
    reset();
}
