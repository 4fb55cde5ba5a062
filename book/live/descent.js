// Chapter 2: gradient descent on the cost of one neuron over its two weights. The start and the
// learning rate are the reader's.

import { meanCost, meanGradient, sigmoid } from "./network.js";
import { brief, drawing, label, number, power, svg } from "./svg.js";
import { button, draggable, element, factsTable, limited, painter, runner, slider, speaker, stage } from "./controls.js";
import { panel, ticks } from "./panel.js";

// The four samples of the still figure. The answers are those of a neuron with the weights (0.5, 0):
// there the cost is 0.
const LOWEST = [0.5, 0];
const SAMPLES = [[1.8, 0.9], [1.5, 1.5], [2.1, 0.3], [-0.3, 0.6]].map((x) => ({ x, y: [sigmoid(LOWEST[0] * x[0] + LOWEST[1] * x[1])] }));

const neuron = (w) => [{ w: [w], b: [0] }];

export const costAt = (w) => meanCost(neuron(w), SAMPLES);

export const gradientAt = (w) => meanGradient(neuron(w), SAMPLES)[0].w[0];

// One step, w → w − η ∇C: where it leads, what it promises, and what it does to the cost.
export function stepFrom(w, eta) {
    const gradient = gradientAt(w);
    const to = w.map((value, i) => value - eta * gradient[i]);
    const promised = -eta * gradient.reduce((sum, slope) => sum + slope * slope, 0);
    return { to, promised, real: costAt(to) - costAt(w) };
}

export function descent(start, eta, steps) {
    const path = [start];
    while (path.length <= steps) path.push(stepFrom(path.at(-1), eta).to);
    return path;
}

const W1 = [-1.8, 1.6];
const W2 = [-0.8, 2.4];
const MOST = 100;
const BEGIN = { start: [-1.5, 1], eta: 8, steps: 20 };

// The map: contour lines, the path, and the start as something to hold.
function map(onStart) {
    const root = drawing(360, 388, "");
    const plane = panel(
        root,
        { from: 34, to: 354, low: W1[0], high: W1[1], ticks: ticks([-1, 0, 1]), name: "weight w₁" },
        { from: 346, to: 26, low: W2[0], high: W2[1], ticks: ticks([0, 1, 2]), name: "weight w₂" },
    );
    const { X, Y } = plane;
    // Costs are close to squares of distances, so the levels are squares too.
    const levels = Array.from({ length: 12 }, (_, k) => 0.0008 * (k + 1) ** 2);
    plane.levels("currentColor", 1, "stroke-opacity:0.35")(costAt, 48, levels);
    plane.dots("currentColor", 8)([LOWEST]);
    plane.inside.append(label(X(LOWEST[0]) + 8, Y(LOWEST[1]) + 17, "lowest", { anchor: "start", halo: true }));
    const [line, dots] = [plane.line("var(--fig-1)"), plane.dots("var(--fig-1)")];
    const [here, name] = [plane.dots("var(--fig-2)", 11), label(0, 0, "now", { colour: "var(--fig-2)", anchor: "start", halo: true })];
    const ring = svg("circle", { r: 9, style: "fill:var(--bg);stroke:var(--fig-1);stroke-width:3" });
    const reach = svg("circle", { r: 22, style: "fill:transparent;cursor:grab", class: "live-start" });
    root.append(name, ring, reach);
    draggable(reach, { move: (dx, dy, x, y) => onStart([X.back(x), Y.back(y)]) });
    return {
        root,
        paint(path) {
            line(path);
            dots(path.slice(1));
            const last = path.at(-1);
            here([last]);
            const inside = last[0] > W1[0] && last[0] < W1[1] - 0.3 && last[1] > W2[0] && last[1] < W2[1];
            name.textContent = inside && path.length > 1 ? "now" : "";
            name.setAttribute("x", X(last[0]) + 9);
            name.setAttribute("y", Y(last[1]) - 7);
            for (const circle of [ring, reach]) {
                circle.setAttribute("cx", X(path[0][0]));
                circle.setAttribute("cy", Y(path[0][1]));
            }
            root.setAttribute("aria-label", `Contour lines of the cost over two weights, and a path of ${path.length - 1} steps from (${path[0].map((w) => number(w, 2)).join(", ")}) to (${last.map((w) => number(w, 2)).join(", ")}).`);
        },
    };
}

// The cost after each step, in powers of ten.
function curve() {
    const root = drawing(360, 250, "");
    const powers = [[0, "1"], [-4, power(-4)], [-8, power(-8)]];
    const plane = panel(
        root,
        { from: 44, to: 340, low: 0, high: MOST, ticks: ticks([0, 50, 100]), name: "steps" },
        { from: 206, to: 26, low: -8, high: 0, ticks: powers, name: "cost C" },
    );
    const [line, here] = [plane.line("var(--fig-1)"), plane.dots("var(--fig-2)", 9)];
    return {
        root,
        paint(costs) {
            const points = costs.map((cost, i) => [i, Math.max(Math.log10(cost), -8)]);
            line(points);
            here(points.slice(-1));
            root.setAttribute("aria-label", `The cost after each step: ${number(costs[0])} at the start, ${number(costs.at(-1))} after ${costs.length - 1}.`);
        },
    };
}

export function mount(figure) {
    stage(figure, "Gradient descent on a cost over two weights", build);
}

function build(box) {
    let { start, eta, steps } = BEGIN;
    const say = speaker(box);
    const onStart = ([w1, w2]) => {
        start = [limited(w1, ...W1), limited(w2, ...W2)].map((w) => Math.round(w * 100) / 100);
        [first, second].forEach((input, i) => input.set(start[i]));
        repaint();
    };
    const [plane, costs] = [map(onStart), curve()];

    const hand = element("div", { class: "live-sliders" });
    // Equal ways of the slider are equal factors, 0.1 to 30.
    const text = (exponent) => (10 ** exponent).toPrecision(2).replace(/\.0$/, "");
    const rate = slider(hand, "learning rate η", { min: -1, max: Math.log10(30), step: 0.001, value: Math.log10(eta), text }, (exponent) => {
        eta = 10 ** exponent;
        repaint();
    });
    const coordinate = (name, [min, max], i) =>
        slider(hand, name, { min, max, step: 0.01, value: start[i], text: (w) => number(w, 2) }, (w) => onStart(start.with(i, w)));
    const first = coordinate("start w₁", W1, 0);
    const second = coordinate("start w₂", W2, 1);

    const buttons = element("div", { class: "live-row" });
    const go = (to) => {
        steps = limited(to, 0, MOST);
        repaint();
        return steps < MOST;
    };
    button(buttons, "Step", () => go(steps + 1));
    const run = runner(buttons, { step: () => go(steps + 1), finish: () => go(MOST), begin: () => steps === MOST && go(0) });
    button(buttons, "Back to the start", () => {
        run.stop();
        go(0);
    });
    button(buttons, "Reset", () => {
        run.stop();
        ({ eta, steps } = BEGIN);
        rate.set(Math.log10(eta));
        onStart(BEGIN.start);
    });

    const { table: facts, cells: [now, promised, real] } = factsTable(["cost", "the next step promises −η ‖∇C‖²", "and brings ΔC"]);
    const head = now.previousSibling;

    const repaint = painter(() => {
        const path = descent(start, eta, steps);
        const values = path.map(costAt);
        const next = stepFrom(path.at(-1), eta);
        plane.paint(path);
        costs.paint(values);
        head.textContent = `cost after ${steps} ${steps === 1 ? "step" : "steps"}`;
        now.textContent = brief(values.at(-1));
        promised.textContent = brief(next.promised);
        real.textContent = brief(next.real);
        real.style.color = next.real > 0 ? "var(--fig-2)" : "";
        say(`After ${steps} steps with η = ${text(Math.log10(eta))} the cost is ${now.textContent}. The next step promises ${promised.textContent} and brings ${real.textContent}.`);
    });
    box.prepend(element("div", { class: "live-pair" }, plane.root, element("div", {}, costs.root, facts)), hand, buttons);
    repaint();
}
