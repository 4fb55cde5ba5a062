// Chapter 3: a chain of single neurons. The error of a layer is a product, and every factor a bar.

import { backprop, sigmoidPrime } from "./network.js";
import { brief, drawing, label, number, path, power, svg, symbol } from "./svg.js";
import { button, choice, element, limited, painter, slider, speaker, stage } from "./controls.js";
import { panel } from "./panel.js";

// The chain of the chapter, and what a longer one goes on with.
const EXAMPLE = { w: [2, -2, 3, 1, 1, 1, 1, 1, 1], b: [-2, 1, 0.5, 0, 0, 0, 0, 0, 0], y: 0 };
const X = [1];
const MOST = EXAMPLE.w.length + 1;

const layersOf = ({ w, b }) => w.map((weight, i) => ({ w: [[weight]], b: [b[i]] }));

// Both passes through the chain, and the factors of its errors: from the output backwards
// a^L − y, σ′(z^L), w^L, σ′(z^(L−1)), …, σ′(z²). The product up to σ′(z^l) is δ^l.
export function passThrough(chain) {
    const pass = backprop(layersOf(chain), X, [chain.y]);
    const slopes = pass.zs.map(([z]) => sigmoidPrime(z));
    const factors = [{ name: "a − y", value: pass.activations.at(-1)[0] - chain.y, kind: "error" }];
    for (let i = slopes.length - 1; i >= 0; i--) {
        factors.push({ name: "σ′", value: slopes[i], kind: "slope", layer: i + 2 });
        if (i > 0) factors.push({ name: symbol("w", i + 2), value: chain.w[i], kind: "weight", layer: i + 2 });
    }
    return { pass, slopes, factors };
}

// The product after each factor.
export function products(factors) {
    let product = 1;
    return factors.map(({ value }) => (product *= value));
}

const COLOURS = { error: "var(--fig-4)", slope: "var(--fig-1)", weight: "var(--fig-5)" };

const logOf = (x) => Math.max(Math.log10(Math.abs(x)), -30);

// The bars, from right to left. The axis is in powers of ten, so each bar begins where the last one
// ended: products have become sums.
function paintBars(root, { pass, factors }, chosen) {
    const few = factors.length <= 8;
    const [low, high] = few ? [-4, 1] : [-10, 2];
    const exponents = few ? [1, 0, -2, -4] : [2, 0, -5, -10];
    root.replaceChildren();
    const { X: across, Y, inside } = panel(
        root,
        { from: 46, to: 474, low: 0, high: factors.length, ticks: [], name: "" },
        { from: 270, to: 26, low, high, ticks: exponents.map((k) => [k, k === 0 ? "1" : power(k)]), name: "size of the product" },
    );
    const width = across(1) - across(0);
    const levels = [0, ...products(factors).map(logOf)];
    factors.forEach(({ name, value, kind, layer }, i) => {
        const x = across(factors.length - i) - width;
        const [top, bottom] = [Math.max(levels[i], levels[i + 1]), Math.min(levels[i], levels[i + 1])].map(Y);
        const style = `fill:${COLOURS[kind]};fill-opacity:${layer === chosen ? 1 : 0.72}`;
        inside.append(svg("rect", { x: x + 0.12 * width, y: top, width: 0.76 * width, height: Math.max(bottom - top, 1), style }));
        // The level that the next bar starts from.
        inside.append(svg("path", { d: path([[x - 0.88 * width, Y(levels[i + 1])], [x + 0.88 * width, Y(levels[i + 1])]]), style: "stroke:currentColor;stroke-width:1" }));
        root.append(label(x + width / 2, 288, name, { colour: COLOURS[kind] }));
        if (few) root.append(label(x + width / 2, 305, kind === "weight" ? number(value, 2) : number(value, 3), { size: 12 }));
        if (kind !== "slope") return;
        const y = limited(Y(levels[i + 1]), Y(high), Y(low));
        root.append(svg("circle", { cx: x + width / 2, cy: y, r: 4.5, style: "fill:var(--fig-2)" }));
        root.append(label(x + width / 2, y + 18, symbol("δ", layer), { colour: "var(--fig-2)", halo: true }));
    });
    const deltas = pass.deltas.map(([delta], i) => `${symbol("δ", i + 2)} = ${brief(delta)}`).reverse();
    root.setAttribute("aria-label", `The factors of the errors as bars, from the output to layer 2: ${factors.map(({ name, value }) => `${name} = ${number(value)}`).join(", ")}. ${deltas.join(", ")}.`);
}

export function mount(figure) {
    stage(figure, "A chain of single neurons", build);
}

function build(box) {
    // As long as a chain may be; `layers` of it are shown.
    let whole;
    let layers;
    let chosen;
    const say = speaker(box);
    const root = drawing(484, 312, "");

    const hand = element("div", { class: "live-sliders" });
    const count = slider(hand, "layers", { min: 2, max: MOST, step: 1, value: 4, text: String }, (value) => {
        layers = value;
        choose(Math.min(chosen, layers));
    });
    const change = (key, value) => {
        const list = all.checked ? whole[key].map(() => value) : whole[key].with(chosen - 2, value);
        whole = { ...whole, [key]: list };
        repaint();
    };
    const two = (x) => number(x, 2);
    const weight = slider(hand, "weight", { min: -6, max: 6, step: 0.05, value: 0, text: two }, (w) => change("w", w));
    const bias = slider(hand, "bias", { min: -6, max: 6, step: 0.05, value: 0, text: two }, (b) => change("b", b));
    const target = slider(hand, "target y", { min: 0, max: 1, step: 0.01, value: 0, text: two }, (y) => {
        whole = { ...whole, y };
        repaint();
    });

    const buttons = element("div", { class: "live-row" });
    const which = choice(buttons, "change layer", Array.from({ length: MOST - 1 }, (_, i) => [i + 2, i + 2]), (layer) => choose(Number(layer)));
    const all = element("input", { type: "checkbox" });
    all.addEventListener("change", () => {
        if (!all.checked) return;
        for (const key of ["w", "b"]) change(key, whole[key][chosen - 2]);
    });
    buttons.append(element("label", { class: "live-choice" }, all, "all layers alike"));
    const reset = () => {
        whole = EXAMPLE;
        layers = 4;
        all.checked = false;
        count.set(layers);
        target.set(whole.y);
        choose(2);
    };
    button(buttons, "Reset", reset);

    const table = element("table", { class: "live-table" });
    const heads = ["l", "w", "b", "z", "σ′(z)", "δ", "∂C/∂w"];
    table.append(element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text))));
    const rows = Array.from({ length: MOST - 1 }, (_, i) => {
        const row = element("tr", {}, element("th", { scope: "row" }, String(i + 2)), ...heads.slice(1).map(() => element("td")));
        table.append(row);
        return row;
    });

    function choose(layer) {
        chosen = layer;
        which.value = layer;
        [...which.options].forEach((option) => (option.disabled = Number(option.value) > layers));
        weight.set(whole.w[layer - 2]);
        bias.set(whole.b[layer - 2]);
        repaint();
    }

    const repaint = painter(() => {
        const chain = { w: whole.w.slice(0, layers - 1), b: whole.b.slice(0, layers - 1), y: whole.y };
        const through = passThrough(chain);
        const { pass, slopes } = through;
        paintBars(root, through, chosen);
        rows.forEach((row, i) => {
            row.hidden = i >= chain.w.length;
            if (row.hidden) return;
            row.classList.toggle("is-chosen", i + 2 === chosen);
            const values = [two(chain.w[i]), two(chain.b[i]), number(pass.zs[i][0], 3), number(slopes[i]), brief(pass.deltas[i][0]), brief(pass.nablaW[i][0][0])];
            values.forEach((text, k) => (row.cells[k + 1].textContent = text));
        });
        say(`Layer ${chosen}: w = ${two(chain.w[chosen - 2])}, b = ${two(chain.b[chosen - 2])}. The error of layer 2 is ${brief(pass.deltas[0][0])}, that of the output ${brief(pass.deltas.at(-1)[0])}.`);
    });
    box.prepend(root, hand, buttons, table);
    reset();
}
