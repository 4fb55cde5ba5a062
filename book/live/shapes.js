// Chapter 6: the products of a mini-batch. The two factors stand to the left of the product and above
// it, so that the row and the column that make an entry cross in it.

import { quadratic, times, transposed } from "./network.js";
import { drawing, factor, label, number, svg } from "./svg.js";
import { button, choice, element, holdTouch, limited, painter, placeOf, slider, speaker, stage } from "./controls.js";

// A layer with four inputs and three neurons, and five samples: columns of a and of y.
const LAYER = {
    w: [[1, -0.5, 0.5, 0], [-1, 1, 0, 0.5], [0.5, 0, -1, 1]],
    b: [0.5, -1, 0],
    a: [[0.2, 0.9, 0.5, 1, 0], [0.8, 0.1, 0.5, 0.4, 1], [0.6, 0.3, 0, 0.7, 0.5], [1, 0, 0.4, 0.2, 0.9]],
    y: [[1, 0, 0, 1, 0], [0, 1, 0, 0, 1], [0, 0, 1, 0, 0]],
};
const BEGIN = { name: "FP", m: 5, i: 1, j: 3 };

const product = (left, top) => left.map((row) => times(transposed(top), row));

// The three products of a layer whose samples are the columns of a and y: `left` times `top`, the last
// of them divided by m.
export function products({ w, b, a, y }) {
    const ones = a[0].map(() => 1);
    // b 1ᵀ is one more product of a column and a row.
    const [wide, high] = [w.map((row, j) => [...row, b[j]]), [...a, ones]];
    const z = product(wide, high);
    // BP1 in every entry; here the layer is the last one.
    const delta = z.map((row, j) => row.map((value, s) => quadratic.delta([value], [y[j][s]])[0]));
    const m = ones.length;
    return {
        FP: { left: wide, top: high, result: z, m: 1 },
        BP2: { left: transposed(w), top: delta, result: product(transposed(w), delta), m: 1 },
        BP4: { left: delta, top: transposed(a), result: product(delta, transposed(a)).map((row) => row.map((sum) => sum / m)), m },
    };
}

const NAMES = {
    FP: { option: "Z = wA + b1ᵀ", left: "w", top: "A", result: "Z", over: "the neurons of the layer before", says: "Only column {j} of A occurs in it: sample {j} goes its own way." },
    BP2: { option: "wᵀΔ of BP2", left: "wᵀ", top: "Δ", result: "wᵀΔ", over: "the neurons of the next layer", says: "Only column {j} of Δ occurs in it: sample {j} goes its own way." },
    BP4: { option: "ΔAᵀ/m of BP4", left: "Δ", top: "Aᵀ", result: "∂C/∂w", over: "the samples", says: "All samples occur in it: the product adds them up." },
};

// Weights and activations have one decimal here. Errors have many: two of them fit a cell.
const decimals = (name, most) => (name.includes("Δ") ? most : 1);

const [WIDE, HIGH] = [42, 30];
// Where the blocks meet: the left one ends and the upper one ends; the product begins a gap further.
const [ACROSS, DOWN, GAP] = [226, 186, 34];

// Room for a block of cells, repainted as a whole.
function block(root, x, y, values, { text, look }) {
    values.forEach((row, i) =>
        row.forEach((value, j) => {
            const [left, top] = [x + j * WIDE, y + i * HIGH];
            const { fill, colour = "currentColor", weight = 400 } = look(i, j);
            root.append(svg("rect", { x: left, y: top, width: WIDE, height: HIGH, style: `fill:${fill};stroke:var(--fig-grid)` }));
            root.append(label(left + WIDE / 2, top + HIGH / 2 + 4.5, text(value), { colour, weight }));
        }),
    );
}

function scheme(onPoint) {
    const root = drawing(484, 366, "");
    const cells = svg("g");
    const reach = svg("rect", { x: ACROSS + GAP, y: DOWN + GAP, class: "live-result", style: "fill:transparent;cursor:crosshair" });
    holdTouch(reach);
    for (const type of ["pointerdown", "pointermove"]) {
        reach.addEventListener(type, (event) => {
            const { x, y } = placeOf(root, event);
            onPoint(Math.floor((y - DOWN - GAP) / HIGH), Math.floor((x - ACROSS - GAP) / WIDE));
        });
    }
    root.append(cells, reach);
    return {
        root,
        paint(name, { left, top, result }, i, j) {
            const names = NAMES[name];
            const [rows, columns, inner] = [left.length, top[0].length, top.length];
            const [x, y] = [ACROSS - inner * WIDE, DOWN - inner * HIGH];
            const soft = (isLit) => ({ fill: isLit ? "var(--fig-soft)" : "var(--bg)", weight: isLit ? 600 : 400 });
            const text = (name) => (value) => number(value, decimals(name, 2));
            cells.replaceChildren();
            block(cells, x, DOWN + GAP, left, { text: text(names.left), look: (row) => soft(row === i) });
            block(cells, ACROSS + GAP, y, top, { text: text(names.top), look: (_, column) => soft(column === j) });
            block(cells, ACROSS + GAP, DOWN + GAP, result, {
                text: (value) => number(value, 2),
                look: (row, column) => (row === i && column === j ? { fill: "var(--fig-2)", colour: "var(--bg)", weight: 600 } : { fill: "var(--bg)" }),
            });
            const title = (x, y, text, anchor = "middle") => cells.append(label(x, y, text, { size: 15, weight: 600, anchor }));
            // Of the forward pass, the last column and row are b and 1ᵀ, and thicker lines set them off.
            const own = name === "FP" ? inner - 1 : inner;
            title(x + (own * WIDE) / 2, DOWN + GAP - 9, names.left);
            title(ACROSS + GAP - 9, y + (own * HIGH) / 2 + 5, names.top, "end");
            title(ACROSS + GAP + (columns * WIDE) / 2, DOWN + GAP + rows * HIGH + 20, names.result);
            if (own < inner) {
                title(ACROSS - WIDE / 2, DOWN + GAP - 9, "b");
                title(ACROSS + GAP - 9, DOWN - HIGH / 2 + 5, "1ᵀ", "end");
                const d = `M${ACROSS - WIDE} ${DOWN + GAP}v${rows * HIGH}M${ACROSS + GAP} ${DOWN - HIGH}h${columns * WIDE}`;
                cells.append(svg("path", { d, style: "stroke:currentColor;stroke-width:2" }));
            }
            reach.setAttribute("width", columns * WIDE);
            reach.setAttribute("height", rows * HIGH);
            root.setAttribute("aria-label", `${names.left} to the left, ${names.top} above, and their product ${names.result}. Row ${i + 1} and column ${j + 1} are marked, and the entry in which they cross: ${number(result[i][j])}.`);
        },
    };
}

export function mount(figure) {
    stage(figure, "The products of a mini-batch", build);
}

function build(box) {
    let state = BEGIN;
    const say = speaker(box);
    const set = (changes) => {
        state = { ...state, ...changes };
        repaint();
    };
    const sheet = scheme((i, j) => set({ i, j }));
    const buttons = element("div", { class: "live-row" });
    const which = choice(buttons, "product", Object.entries(NAMES).map(([name, { option }]) => [name, option]), (name) => set({ name }));
    button(buttons, "Reset", () => {
        which.value = BEGIN.name;
        samples.set(BEGIN.m);
        set(BEGIN);
    });
    const hand = element("div", { class: "live-sliders" });
    const count = (name, max, onInput) => slider(hand, name, { min: 1, max, step: 1, value: 1, text: String }, onInput);
    const samples = count("samples m", BEGIN.m, (m) => set({ m }));
    const row = count("row", 5, (i) => set({ i: i - 1 }));
    const column = count("column", 5, (j) => set({ j: j - 1 }));
    const [says, sum] = [element("p", { class: "live-says" }), element("p", { class: "live-sum" })];

    const repaint = painter(() => {
        const { name, m } = state;
        const { w, b, a, y } = LAYER;
        const columns = (matrix) => matrix.map((line) => line.slice(0, m));
        const all = products({ w, b, a: columns(a), y: columns(y) });
        const { left, top, result, m: divisor } = all[name];
        const shape = [result.length, result[0].length];
        // Another product may have fewer rows or columns.
        const [i, j] = [limited(state.i, 0, shape[0] - 1), limited(state.j, 0, shape[1] - 1)];
        [row, column].forEach(({ input, set }, axis) => {
            input.max = shape[axis];
            set([i, j][axis] + 1);
        });
        sheet.paint(name, all[name], i, j);

        const names = NAMES[name];
        const own = name === "FP" ? top.length - 1 : top.length;
        const shapes = `${names.left} has the shape (${shape[0]}, ${own}), ${names.top} (${own}, ${shape[1]}), and ${names.result} (${shape.join(", ")}): the sum runs over ${names.over}.`;
        says.replaceChildren(element("strong", {}, name), ` ${shapes} ${names.says.replaceAll("{j}", j + 1)}`);
        const written = (name, value) => factor(number(value, decimals(name, 4)));
        const terms = left[i].map((value, k) => written(names.left, value) + (k < own ? ` · ${written(names.top, top[k][j])}` : ""));
        const added = divisor > 1 ? `(${terms.join(" + ")}) / ${divisor}` : terms.join(" + ");
        sum.textContent = `Row ${i + 1} times column ${j + 1}: ${added} = ${number(result[i][j])}`;
        say(`${names.result}, row ${i + 1}, column ${j + 1}: ${number(result[i][j])}. ${shapes}`);
    });
    which.value = BEGIN.name;
    samples.set(BEGIN.m);
    box.prepend(sheet.root, says, sum, hand, buttons);
    set({});
}
