// The network of chapters 1 to 3 as a drawing whose numbers are kept current.

import { drawing, label, number, short, svg, symbol } from "./svg.js";
import { draggable } from "./controls.js";
import { valueOf } from "./example.js";

const WIDTH = 484;
const HEIGHT = 452;
const SIZES = [2, 3, 2];
const COLUMNS = [36, 196, 372];
const TARGETS = 456;
const MIDDLE = 228;
const GAPS = [130, 140, 190];
const RADIUS = 27;
// How far along its edge a weight is written: where six edges are clear of each other.
const ALONG = [0.6, 0.66];
const UNITS_PER_DRAG = 0.02;

const BACK = "var(--fig-2)";
const GRADIENT = "var(--fig-3)";

// Where neuron j of layer l + 1 stands.
function place(l, j) {
    return [COLUMNS[l], MIDDLE + (j - (SIZES[l] - 1) / 2) * GAPS[l]];
}

// A number that can be dragged to the left and right, in a box of its own or in an input.
function chip(parameter, [x, y], { onPoint, onChange }) {
    const quiet = parameter.kind === "x" ? "none" : "var(--fig-grid)";
    const frame = svg("rect", { x: x - 24, y: y - 11, width: 48, height: 22, rx: 5 });
    const text = label(x, y + 4.5, "");
    // The hand of a reader is larger than the box.
    const reach = svg("rect", { x: x - 28, y: y - 16, width: 56, height: 32, style: "fill:transparent;cursor:ew-resize" });
    const node = svg("g", { "data-parameter": parameter.name }, frame, text, reach);
    let before;
    draggable(reach, {
        start: () => {
            before = valueOf(parameter);
            onChange(parameter, before);
        },
        move: (dx) => onChange(parameter, before + dx * UNITS_PER_DRAG),
    });
    reach.addEventListener("pointerenter", () => onPoint(parameter));
    reach.addEventListener("pointerleave", () => onPoint(null));
    return {
        node,
        paint(shown, { chosen, colour = "currentColor" }) {
            text.textContent = shown;
            text.style.fill = colour;
            frame.setAttribute("style", `fill:var(--bg);stroke:${chosen ? "var(--fig-1)" : quiet};stroke-width:${chosen ? 2.4 : 1}`);
        },
    };
}

// An edge with its weight.
function edge(parameter, events) {
    const { l, j, k } = parameter;
    const [[x1, y1], [x2, y2]] = [place(l, k), place(l + 1, j)];
    const line = svg("line", { x1, y1, x2, y2 });
    const t = ALONG[l];
    const box = chip(parameter, [x1 + t * (x2 - x1), y1 + t * (y2 - y1)], events);
    return {
        line,
        chip: box,
        paint(weight, { chosen, arrives }) {
            const colour = arrives ? BACK : chosen ? "var(--fig-1)" : "currentColor";
            const width = Math.min(0.7 + 0.8 * Math.abs(weight), 4) + (arrives ? 1.5 : 0);
            const dashes = weight < 0 ? ";stroke-dasharray:6 4" : "";
            line.setAttribute("style", `stroke:${colour};stroke-width:${width.toFixed(2)};stroke-opacity:${arrives || chosen ? 1 : 0.45}${dashes}`);
        },
    };
}

// A neuron: z above it, a within, its bias and δ below. An input has only a.
function neuron(l, j) {
    const [x, y] = place(l, j);
    const circle = svg("circle", { cx: x, cy: y, r: RADIUS, style: "fill:var(--bg);stroke:currentColor;stroke-width:1.5" });
    const above = label(x, y - 34, "", { halo: true });
    const inside = label(x, y + 4.5, "");
    const below = label(x, y + 67, "", { colour: BACK, halo: true });
    return { node: svg("g", {}, circle, above, inside, below), circle, above, inside, below };
}

// The drawing, and a function that paints a state into it. `withCost` adds targets and cost.
export function networkDrawing(parameters, events, withCost) {
    const root = drawing(withCost ? WIDTH : WIDTH - 72, HEIGHT, "");
    const of = (kind) => parameters.filter((parameter) => parameter.kind === kind);
    const edges = of("w").map((parameter) => [parameter, edge(parameter, events)]);
    const neurons = SIZES.map((n, l) => Array.from({ length: n }, (_, j) => neuron(l, j)));
    const biases = of("b").map((parameter) => {
        const [x, y] = place(parameter.l + 1, parameter.j);
        return [parameter, chip(parameter, [x, y + 42], events)];
    });
    const inputs = of("x").map((parameter) => [parameter, chip(parameter, place(0, parameter.k), events)]);
    const targets = withCost ? of("y").map((parameter) => [parameter, chip(parameter, [TARGETS, place(2, parameter.k)[1]], events)]) : [];
    const cost = label(WIDTH - 2, MIDDLE + 4.5, "", { anchor: "end", weight: 600 });

    root.append(...edges.map(([, { line }]) => line));
    root.append(...neurons.flat().map(({ node }) => node));
    for (const [, box] of [...biases, ...inputs, ...targets]) root.append(box.node);
    root.append(...edges.map(([, { chip: box }]) => box.node), cost);
    const heads = ["layer 1", "layer 2", "layer 3"].map((text, l) => label(COLUMNS[l], 18, text, { size: 14, weight: 600 }));
    root.append(...heads);
    if (withCost) root.append(label(TARGETS, 18, "target", { size: 14, weight: 600 }));

    function paint(pass, { shown, chosen, arrives }) {
        for (const [parameter, line] of edges) {
            const isChosen = parameter === chosen;
            line.paint(valueOf(parameter), { chosen: isChosen, arrives: arrives?.parameter === parameter });
            const { l, j, k } = parameter;
            if (shown.nablaW) line.chip.paint(number(pass.nablaW[l][j][k]), { chosen: isChosen, colour: GRADIENT });
            else line.chip.paint(short(valueOf(parameter)), { chosen: isChosen });
        }
        for (const [parameter, box] of biases) {
            const { l, j } = parameter;
            const isChosen = parameter === chosen;
            if (shown.nablaB) box.paint(number(pass.nablaB[l][j]), { chosen: isChosen, colour: GRADIENT });
            else box.paint(short(valueOf(parameter)), { chosen: isChosen });
        }
        for (const [parameter, box] of [...inputs, ...targets]) box.paint(short(valueOf(parameter)), { chosen: parameter === chosen });
        neurons.slice(1).forEach((layer, l) =>
            layer.forEach(({ circle, above, inside, below }, j) => {
                above.textContent = shown.z[l] ? `z = ${number(pass.zs[l][j])}` : "";
                inside.textContent = shown.a[l] ? number(pass.activations[l + 1][j]) : "";
                const sum = arrives?.to === j && l === 0 ? `Σ = ${number(arrives.sum)}` : "";
                below.textContent = shown.delta(l, j) ? `δ = ${number(pass.deltas[l][j])}` : sum;
                circle.style.stroke = shown.delta(l, j) ? BACK : "currentColor";
            }),
        );
        cost.textContent = withCost && shown.cost ? `C = ${number(pass.cost)}` : "";
        root.setAttribute("aria-label", description(pass, withCost && shown));
    }
    return { root, paint };
}

function description(pass, shown) {
    const list = (letter, values) => values.map((layer, l) => `${symbol(letter, l + 2)} = (${layer.map((x) => number(x)).join(", ")})`).join(", ");
    const back = shown && shown.cost ? `; C = ${number(pass.cost)}; ${list("δ", pass.deltas)}` : "";
    return `A network of two inputs, three hidden neurons and two outputs. ${list("z", pass.zs)}; ${list("a", pass.activations.slice(1))}${back}`;
}
