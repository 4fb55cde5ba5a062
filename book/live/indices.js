// Chapter 1: one weight in three places: in the drawing, in its matrix and in a program.

import { forward } from "./network.js";
import { example } from "./example.js";
import { drawing, factor, label, number, short, svg, symbol } from "./svg.js";
import { button, element, painter, speaker, stage } from "./controls.js";

const { layers, x } = example();
const SIZES = [x.length, ...layers.map(({ b }) => b.length)];
const BEGIN = { l: 0, j: 2, k: 0 };

// A weight is { l, j, k }, counted from 0 as in a program: layers[l].w[j][k]. The text counts from 1,
// and its layer 1 has no weights, so layers[0] is layer 2.
export const nameOf = ({ l, j, k }) => symbol("w", l + 2, j + 1, k + 1);

export const expressionOf = ({ l, j, k }) => `network.layers[${l}].weights[[${j}, ${k}]]`;

// The sum that the weight has a part in: z = Σ w a + b, with its terms one by one.
export function sumOf({ layers, x }, { l, j }) {
    const { zs, activations } = forward(layers, x);
    const { w, b } = layers[l];
    return { weights: w[j], activations: activations[l], terms: w[j].map((weight, k) => weight * activations[l][k]), bias: b[j], z: zs[l][j] };
}

const weights = layers.flatMap(({ w }, l) => w.flatMap((row, j) => row.map((value, k) => ({ l, j, k, value }))));
const isSame = (one, other) => one.l === other.l && one.j === other.j && one.k === other.k;

// The network. Pointing at an edge lights it up, pressing chooses it.
function network({ onChoose, onPoint }) {
    const root = drawing(484, 300, "");
    const place = (l, j) => [70 + 172 * l, 158 + (j - (SIZES[l] - 1) / 2) * 88];
    const edges = weights.map((weight) => {
        const [[x1, y1], [x2, y2]] = [place(weight.l, weight.k), place(weight.l + 1, weight.j)];
        const line = svg("line", { x1, y1, x2, y2 });
        // The hand of a reader is wider than the line.
        const reach = svg("line", { x1, y1, x2, y2, "data-weight": nameOf(weight), style: "stroke:transparent;stroke-width:18;cursor:pointer" });
        reach.addEventListener("pointerdown", () => onChoose(weight));
        reach.addEventListener("pointerenter", () => onPoint(weight));
        reach.addEventListener("pointerleave", () => onPoint(null));
        return { weight, line, reach, middle: [x1 + 0.4 * (x2 - x1), y1 + 0.4 * (y2 - y1)] };
    });
    const neurons = SIZES.flatMap((n, l) =>
        Array.from({ length: n }, (_, j) => {
            const [cx, cy] = place(l, j);
            const circle = svg("circle", { cx, cy, r: 24 });
            return { l, j, circle, name: label(cx, cy + 5, symbol("a", l + 1, j + 1), { size: 15 }) };
        }),
    );
    const name = label(0, 0, "", { size: 17, weight: 600, colour: "var(--fig-2)", halo: true });
    root.append(...edges.map(({ line }) => line), ...edges.map(({ reach }) => reach));
    root.append(...neurons.flatMap(({ circle, name }) => [circle, name]), name);
    SIZES.forEach((_, l) => root.append(label(place(l, 0)[0], 18, `layer ${l + 1}`, { size: 14, weight: 600 })));
    return {
        root,
        paint(chosen) {
            for (const { weight, line, middle } of edges) {
                const isChosen = isSame(weight, chosen);
                line.setAttribute("style", isChosen ? "stroke:var(--fig-2);stroke-width:3.5" : "stroke:var(--fig-grid);stroke-width:1.6");
                if (!isChosen) continue;
                name.textContent = nameOf(weight);
                name.setAttribute("x", middle[0]);
                name.setAttribute("y", middle[1] + 5);
            }
            for (const { l, j, circle } of neurons) {
                const isEnd = (l === chosen.l && j === chosen.k) || (l === chosen.l + 1 && j === chosen.j);
                circle.setAttribute("style", `fill:var(--bg);stroke:${isEnd ? "var(--fig-2)" : "currentColor"};stroke-width:${isEnd ? 3 : 1.5}`);
            }
            root.setAttribute("aria-label", `A network of two inputs, three hidden neurons and two outputs. The edge from neuron ${chosen.k + 1} of layer ${chosen.l + 1} to neuron ${chosen.j + 1} of layer ${chosen.l + 2} is marked.`);
        },
    };
}

// z = w a + b of one layer. Every weight is a radio button, so that arrow keys lead from one to the next.
function equation(place, l, onChoose) {
    const matrix = (columns) => element("span", { class: "live-matrix", style: `grid-template-columns:repeat(${columns}, auto)` });
    const vector = (letter, layer, values) => {
        const column = matrix(1);
        const entries = values.map((value) => element("span", { class: "live-entry" }, value));
        column.append(...entries);
        return { entries, column: element("span", { class: "live-factor" }, element("span", {}, symbol(letter, layer)), column) };
    };
    const { w, b } = layers[l];
    const { zs, activations } = forward(layers, x);
    const z = vector("z", l + 2, zs[l].map(short));
    const a = vector("a", l + 1, activations[l].map(short));
    const bias = vector("b", l + 2, b.map(short));
    const grid = matrix(w[0].length);
    const radios = weights.filter((weight) => weight.l === l).map((weight) => {
        const input = element("input", { type: "radio", name: "live-weight", "aria-label": `${nameOf(weight)} = ${short(weight.value)}` });
        input.addEventListener("change", () => onChoose(weight));
        const cell = element("label", { class: "live-entry" }, input, short(weight.value));
        grid.append(cell);
        return { weight, input, cell };
    });
    const whole = element("span", { class: "live-factor" }, element("span", {}, symbol("w", l + 2)), grid);
    place.append(element("div", { class: "live-equation" }, z.column, "=", whole, a.column, "+", bias.column));
    return (chosen) => {
        const here = chosen.l === l;
        for (const { weight, input, cell } of radios) {
            input.checked = isSame(weight, chosen);
            cell.classList.toggle("is-chosen", input.checked);
            cell.classList.toggle("is-near", here && weight.j === chosen.j);
        }
        const light = (entries, i) => entries.forEach((entry, at) => entry.classList.toggle("is-near", here && at === i));
        light(z.entries, chosen.j);
        light(a.entries, chosen.k);
        light(bias.entries, chosen.j);
    };
}

// The weight as Rust names it; each index is a choice.
function expression(onChoose) {
    const index = (name) => {
        const select = element("select", { "aria-label": name });
        select.addEventListener("change", () => onChoose(indices.map(({ value }) => Number(value))));
        return select;
    };
    const indices = ["layer, counted from 0", "row, counted from 0", "column, counted from 0"].map(index);
    const value = element("output");
    const [l, j, k] = indices;
    const line = element("p", { class: "live-code" }, "network.layers[", l, "].weights[[", j, ", ", k, "]] == ", value);
    const offer = (select, n, chosen) => {
        if (select.length !== n) select.replaceChildren(...Array.from({ length: n }, (_, i) => element("option", { value: i }, i)));
        select.value = chosen;
    };
    return {
        line,
        paint(chosen) {
            offer(l, layers.length, chosen.l);
            offer(j, SIZES[chosen.l + 1], chosen.j);
            offer(k, SIZES[chosen.l], chosen.k);
            const text = short(layers[chosen.l].w[chosen.j][chosen.k]).replace("−", "-");
            value.textContent = text.includes(".") ? text : `${text}.0`;
        },
    };
}

export function mount(figure) {
    stage(figure, "A weight in the drawing, in the matrix and in Rust", build);
}

function build(box) {
    let chosen = BEGIN;
    let pointed = null;
    const say = speaker(box);
    const choose = (weight) => {
        chosen = weight;
        repaint();
    };
    const point = (weight) => {
        pointed = weight;
        repaint();
    };
    const net = network({ onChoose: choose, onPoint: point });
    const matrices = element("div", { class: "live-equations", role: "radiogroup", "aria-label": "weight" });
    const equations = layers.map((_, l) => equation(matrices, l, choose));
    // Another layer may have fewer rows or columns.
    const code = expression(([l, j, k]) => choose({ l, j: Math.min(j, SIZES[l + 1] - 1), k: Math.min(k, SIZES[l] - 1) }));
    const [says, sum] = [element("p", { class: "live-says" }), element("p", { class: "live-sum" })];
    const buttons = element("div", { class: "live-row" });
    button(buttons, "Reset", () => choose(BEGIN));

    const repaint = painter(() => {
        const shown = pointed ?? chosen;
        const { l, j, k } = shown;
        net.paint(shown);
        equations.forEach((paint) => paint(shown));
        code.paint(shown);
        const text = `leads from neuron ${k + 1} of layer ${l + 1} to neuron ${j + 1} of layer ${l + 2}. It stands in row ${j + 1} and column ${k + 1} of ${symbol("w", l + 2)}, a matrix of shape (${SIZES[l + 1]}, ${SIZES[l]}).`;
        says.replaceChildren(element("strong", {}, nameOf(shown)), ` ${text}`);
        const { weights, activations, bias, z } = sumOf({ layers, x }, shown);
        const term = (weight, i) => {
            const product = `${factor(short(weight))} · ${short(activations[i])}`;
            return [i === 0 ? " = " : " + ", i === k ? element("strong", {}, product) : product];
        };
        sum.replaceChildren(symbol("z", l + 2, j + 1), ...weights.flatMap(term), ` + ${factor(short(bias))} = ${number(z)}`);
        say(`${nameOf(shown)} ${text} ${expressionOf(shown)}.`);
    });
    box.prepend(net.root, matrices, code.line, says, sum, buttons);
    repaint();
}
