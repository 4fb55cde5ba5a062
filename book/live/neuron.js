// Chapter 1: one neuron with two inputs. Its place on the sigmoid, and the soft line that it draws
// through the plane of its inputs.

import { dot, sigmoid, sigmoidPrime } from "./network.js";
import { drawing, label, number, svg } from "./svg.js";
import { button, draggable, element, factsTable, limited, painter, slider, speaker, stage } from "./controls.js";
import { panel, ticks } from "./panel.js";

// The neuron of the chapter.
const BEGIN = { w: [0.5, 0.5], b: -0.5, x: [1, 2] };
const PLANE = [-3, 3];
const ZS = [-8, 8];
// Below this slope the figure calls the neuron saturated: a moves less than a tenth as fast as where
// the sigmoid is steepest.
const SATURATED = 0.025;

export function activate({ w, b, x }) {
    const z = dot(w, x) + b;
    return { z, a: sigmoid(z), slope: sigmoidPrime(z) };
}

// The sigmoid with the point where the neuron stands, and the tangent there.
function curve() {
    const root = drawing(360, 250, "");
    const plot = panel(
        root,
        { from: 34, to: 350, low: ZS[0], high: ZS[1], ticks: ticks([-8, -4, 0, 4, 8]), name: "weighted input z" },
        { from: 206, to: 22, low: 0, high: 1, ticks: ticks([0, 0.5, 1], 1), name: "" },
    );
    const zs = Array.from({ length: 161 }, (_, i) => ZS[0] + i / 10);
    plot.line("var(--fig-1)")(zs.map((z) => [z, sigmoid(z)]));
    plot.line("var(--fig-2)")(zs.map((z) => [z, sigmoidPrime(z)]));
    plot.inside.append(label(plot.X(-0.5), plot.Y(0.53), "σ(z)", { anchor: "end", colour: "var(--fig-1)" }), label(plot.X(1.7), plot.Y(0.17), "σ′(z)", { anchor: "start", colour: "var(--fig-2)" }));
    const [tangent, here, slope] = [plot.line("currentColor", 1.6, "stroke-dasharray:5 4"), plot.dots("var(--fig-1)", 12), plot.dots("var(--fig-2)", 9)];
    return {
        root,
        paint({ z, a, slope: rise }) {
            // A neuron far out stands at the edge of the drawing.
            const at = limited(z, ZS[0] + 0.2, ZS[1] - 0.2);
            tangent([[at - 2, a - 2 * rise], [at + 2, a + 2 * rise]]);
            here([[at, a]]);
            slope([[at, rise]]);
            root.setAttribute("aria-label", `The sigmoid. The neuron stands at z = ${number(z)}, where a = ${number(a)} and the slope is ${number(rise)}.`);
        },
    };
}

// The plane of the inputs, darker where the neuron says more. a depends on z alone, and z grows
// evenly along w: that is a gradient of colour.
function plane(onPoint) {
    const root = drawing(360, 388, "");
    const plot = panel(
        root,
        { from: 34, to: 354, low: PLANE[0], high: PLANE[1], ticks: ticks([-2, 0, 2]), name: "input x₁" },
        { from: 346, to: 26, low: PLANE[0], high: PLANE[1], ticks: ticks([-2, 0, 2]), name: "input x₂" },
    );
    const { X, Y } = plot;
    const levels = Array.from({ length: 25 }, (_, i) => -6 + i / 2);
    const stops = levels.map((z) => svg("stop", { offset: (z + 6) / 12, style: `stop-color:var(--fig-1);stop-opacity:${(0.75 * sigmoid(z)).toFixed(3)}` }));
    const shade = svg("linearGradient", { id: "live-shade", gradientUnits: "userSpaceOnUse" }, ...stops);
    const sheet = svg("rect", { x: 34, y: 26, width: 320, height: 320 });
    plot.inside.append(shade, sheet);
    const line = plot.line("currentColor", 2);
    const ring = svg("circle", { r: 9, style: "fill:var(--bg);stroke:var(--fig-2);stroke-width:3" });
    const reach = svg("circle", { r: 22, style: "fill:transparent;cursor:grab", class: "live-point" });
    root.append(ring, reach);
    draggable(reach, { move: (dx, dy, x, y) => onPoint([X.back(x), Y.back(y)]) });
    return {
        root,
        paint({ w, b, x }, { a }) {
            const square = dot(w, w);
            // On the way from the origin along w, z is reached at (z − b) w / ‖w‖².
            const at = (z) => w.map((weight) => ((z - b) * weight) / square);
            if (square > 0) {
                const [[x1, y1], [x2, y2]] = [at(-6), at(6)];
                Object.entries({ x1: X(x1), y1: Y(y1), x2: X(x2), y2: Y(y2) }).forEach(([key, value]) => shade.setAttribute(key, value));
                const [u, v] = at(0);
                const far = 20 / Math.sqrt(square);
                line([[u - far * w[1], v + far * w[0]], [u + far * w[1], v - far * w[0]]]);
                sheet.setAttribute("style", "fill:url(#live-shade)");
            } else {
                line([]);
                sheet.setAttribute("style", `fill:var(--fig-1);fill-opacity:${0.75 * a}`);
            }
            for (const circle of [ring, reach]) {
                circle.setAttribute("cx", X(x[0]));
                circle.setAttribute("cy", Y(x[1]));
            }
            root.setAttribute("aria-label", `The plane of the two inputs, shaded by the activation, with the line where z = 0. The input is (${x.map((value) => number(value, 2)).join(", ")}).`);
        },
    };
}

export function mount(figure) {
    stage(figure, "One neuron with two inputs", build);
}

function build(box) {
    let state = structuredClone(BEGIN);
    const say = speaker(box);
    const set = (changes) => {
        state = { ...state, ...changes };
        repaint();
    };
    const hand = element("div", { class: "live-sliders" });
    const two = (x) => number(x, 2);
    const input = (name, [min, max], value, onInput) => slider(hand, name, { min, max, step: 0.05, value, text: two }, onInput);
    const sliders = [
        input("weight w₁", [-5, 5], 0.5, (w) => set({ w: state.w.with(0, w) })),
        input("weight w₂", [-5, 5], 0.5, (w) => set({ w: state.w.with(1, w) })),
        input("bias b", [-8, 8], -0.5, (b) => set({ b })),
        input("input x₁", PLANE, 1, (x) => set({ x: state.x.with(0, x) })),
        input("input x₂", PLANE, 2, (x) => set({ x: state.x.with(1, x) })),
    ];
    const setAll = () => [...state.w, state.b, ...state.x].forEach((value, i) => sliders[i].set(value));
    const ground = plane((point) => {
        set({ x: point.map((value) => Math.round(20 * limited(value, ...PLANE)) / 20) });
        setAll();
    });
    const sigmoidCurve = curve();

    const { table: facts, cells } = factsTable(["z = w₁ x₁ + w₂ x₂ + b", "a = σ(z)", "σ′(z)"]);
    const verdict = element("p", { class: "live-says" });
    const buttons = element("div", { class: "live-row" });
    button(buttons, "Reset", () => {
        set(structuredClone(BEGIN));
        setAll();
    });

    const repaint = painter(() => {
        const now = activate(state);
        ground.paint(state, now);
        sigmoidCurve.paint(now);
        [now.z, now.a, now.slope].forEach((x, i) => (cells[i].textContent = number(x)));
        const saturated = now.slope < SATURATED;
        verdict.textContent = saturated ? `Saturated: a moves only ${number(now.slope)} times as fast as z.` : `When z grows by 0.1, a grows by about ${number(0.1 * now.slope)}.`;
        say(`z is ${number(now.z)}, a is ${number(now.a)}. ${verdict.textContent}`);
    });
    box.prepend(element("div", { class: "live-pair" }, ground.root, element("div", {}, sigmoidCurve.root, facts, verdict)), hand, buttons);
    repaint();
}
