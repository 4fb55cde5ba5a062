// Chapter 7: one neuron learns to answer 0, under the quadratic cost and under the cross-entropy, from
// the same start.

import { backprop, crossEntropy, quadratic } from "./network.js";
import { drawing, label, number } from "./svg.js";
import { button, element, limited, painter, runner, slider, speaker, stage } from "./controls.js";
import { panel, ticks } from "./panel.js";

const [X, Y] = [[1], [0]];
const EPOCHS = 300;
const BEGIN = { w: 2, b: 2, eta: 0.15, epoch: 0 };
const ZS = [-8, 8];

const COSTS = [
    { name: "quadratic", cost: quadratic, colour: "var(--fig-2)" },
    { name: "cross-entropy", cost: crossEntropy, colour: "var(--fig-1)" },
];

// The neuron before the first epoch and after each: z, a, the cost and δ.
export function learn(cost, { w, b, eta }, epochs = EPOCHS) {
    const record = [];
    for (let epoch = 0; epoch <= epochs; epoch++) {
        const { zs, activations, deltas, nablaW, nablaB, cost: value } = backprop([{ w: [[w]], b: [b] }], X, Y, cost);
        record.push({ z: zs[0][0], a: activations[1][0], delta: deltas[0][0], cost: value });
        w -= eta * nablaW[0][0][0];
        b -= eta * nablaB[0][0];
    }
    return record;
}

// The output against the epoch, up to the present one; what is still to come is faint.
function outputs() {
    const root = drawing(360, 290, "");
    const plot = panel(
        root,
        { from: 34, to: 346, low: 0, high: EPOCHS, ticks: ticks([0, 100, 200, 300]), name: "epoch" },
        { from: 246, to: 26, low: 0, high: 1, ticks: ticks([0, 0.5, 1], 1), name: "output a (should be 0)" },
    );
    const curves = COSTS.map(({ colour }) => ({
        ahead: plot.line(colour, 2, "stroke-opacity:0.3"),
        line: plot.line(colour, 2.4),
        here: plot.dots(colour, 10),
    }));
    return {
        root,
        paint(records, epoch) {
            records.forEach((record, i) => {
                const points = record.map(({ a }, at) => [at, a]);
                curves[i].ahead(points.slice(epoch));
                curves[i].line(points.slice(0, epoch + 1));
                curves[i].here([points[epoch]]);
            });
            root.setAttribute("aria-label", `The output against the epoch. ${COSTS.map(({ name }, i) => `${name}: ${number(records[i][0].a)} at the start, ${number(records[i].at(-1).a)} after ${EPOCHS} epochs`).join("; ")}.`);
        },
    };
}

// The cost against z, and on each curve the neuron with the slope that it learns by.
function slopes() {
    const root = drawing(360, 290, "");
    const plot = panel(
        root,
        { from: 34, to: 346, low: ZS[0], high: ZS[1], ticks: ticks([-8, -4, 0, 4, 8]), name: "weighted input z" },
        { from: 246, to: 26, low: 0, high: 5, ticks: ticks([0, 1, 2, 3, 4, 5]), name: "cost C" },
    );
    const zs = Array.from({ length: 161 }, (_, i) => ZS[0] + i / 10);
    const curves = COSTS.map(({ cost, colour }) => {
        plot.line(colour, 1.6)(zs.map((z) => [z, cost.cost([z], Y)]));
        return { tangent: plot.line("currentColor", 1.6, "stroke-dasharray:5 4"), here: plot.dots(colour, 10) };
    });
    plot.inside.append(
        label(plot.X(7.8), plot.Y(0.62), "quadratic", { anchor: "end", colour: COSTS[0].colour, halo: true }),
        label(plot.X(2.2), plot.Y(3.1), "cross-entropy", { anchor: "end", colour: COSTS[1].colour, halo: true }),
    );
    return {
        root,
        paint(now) {
            now.forEach(({ z, delta, cost }, i) => {
                curves[i].tangent([[z - 2, cost - 2 * delta], [z + 2, cost + 2 * delta]]);
                curves[i].here([[z, cost]]);
            });
            root.setAttribute("aria-label", `The cost against z. ${COSTS.map(({ name }, i) => `${name}: z = ${number(now[i].z)}, slope δ = ${number(now[i].delta)}`).join("; ")}.`);
        },
    };
}

export function mount(figure) {
    stage(figure, "One neuron that learns under two costs", build);
}

function build(box) {
    let { epoch, ...start } = BEGIN;
    const say = speaker(box);
    const [curve, valley] = [outputs(), slopes()];
    const set = (changes) => {
        start = { ...start, ...changes };
        repaint();
    };
    const hand = element("div", { class: "live-sliders" });
    const two = (x) => number(x, 2);
    const rateText = (exponent) => (10 ** exponent).toPrecision(2);
    const along = slider(hand, "epoch", { min: 0, max: EPOCHS, step: 1, value: epoch, text: String }, (to) => go(to));
    const weight = slider(hand, "first w", { min: -4, max: 6, step: 0.05, value: start.w, text: two }, (w) => set({ w }));
    const bias = slider(hand, "first b", { min: -4, max: 6, step: 0.05, value: start.b, text: two }, (b) => set({ b }));
    const rate = slider(hand, "learning rate η", { min: -2, max: 0, step: 0.001, value: Math.log10(start.eta), text: rateText }, (exponent) => set({ eta: 10 ** exponent }));

    const buttons = element("div", { class: "live-row" });
    const go = (to) => {
        epoch = limited(to, 0, EPOCHS);
        along.set(epoch);
        repaint();
        return epoch < EPOCHS;
    };
    button(buttons, "Step", () => go(epoch + 1));
    const run = runner(buttons, { step: () => go(epoch + 2), finish: () => go(EPOCHS), begin: () => epoch === EPOCHS && go(0), every: 30 });
    button(buttons, "Reset", () => {
        run.stop();
        weight.set(BEGIN.w);
        bias.set(BEGIN.b);
        rate.set(Math.log10(BEGIN.eta));
        set({ w: BEGIN.w, b: BEGIN.b, eta: BEGIN.eta });
        go(0);
    });

    const table = element("table", { class: "live-table" });
    const heads = ["cost", "z", "a", "C", "δ", "a < ½ after"];
    table.append(element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text))));
    const rows = COSTS.map(({ name, colour }) => {
        const row = element("tr", {}, element("th", { scope: "row", style: `color:${colour}` }, name), ...heads.slice(1).map(() => element("td")));
        table.append(row);
        return row;
    });

    const repaint = painter(() => {
        const records = COSTS.map(({ cost }) => learn(cost, start));
        const now = records.map((record) => record[epoch]);
        curve.paint(records, epoch);
        valley.paint(now);
        now.forEach(({ z, a, cost, delta }, i) => {
            const half = records[i].findIndex((record) => record.a < 0.5);
            const texts = [...[z, a, cost, delta].map((x) => number(x)), half < 0 ? `> ${EPOCHS}` : String(half)];
            texts.forEach((text, k) => (rows[i].cells[k + 1].textContent = text));
        });
        say(`Epoch ${epoch}. ${COSTS.map(({ name }, i) => `${name}: a = ${number(now[i].a)}, δ = ${number(now[i].delta)}`).join("; ")}.`);
    });
    box.prepend(element("div", { class: "live-pair" }, curve.root, valley.root), table, hand, buttons);
    repaint();
}
