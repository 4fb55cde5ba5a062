// Chapter 4: the step of a difference. A chord turns into the tangent as h shrinks, until rounding
// takes over: the digits that are right tell.

import { brief, drawing, label, number, power } from "./svg.js";
import { button, element, factsTable, painter, slider, speaker, stage } from "./controls.js";
import { panel, ticks } from "./panel.js";

const f = (x) => x * x * x;
const BEGIN = { x: 1, exponent: Math.log10(0.5) };
const STEPS = [-16, 0];
const LOWEST = -16;

export function differences(x, h) {
    const exact = 3 * x * x;
    const central = (f(x + h) - f(x - h)) / (2 * h);
    const forward = (f(x + h) - f(x)) / h;
    return { exact, central, forward };
}

// How many significant digits of an estimate are right: its error is below half a unit of the last.
export function rightDigits(estimate, exact) {
    const error = Math.abs(estimate - exact) / exact;
    return error === 0 ? 16 : Math.max(0, Math.min(16, Math.floor(-Math.log10(2 * error))));
}

const KINDS = [
    { name: "central", colour: "var(--fig-1)", points: (x, h) => [x - h, x + h] },
    { name: "forward", colour: "var(--fig-2)", points: (x, h) => [x, x + h] },
];

// The curve with its tangent and the two chords, drawn beyond their ends.
function chords() {
    const root = drawing(360, 388, "");
    const plot = panel(
        root,
        { from: 34, to: 354, low: 0, high: 2.2, ticks: ticks([0, 1, 2]), name: "x" },
        { from: 346, to: 26, low: -2, high: 8, ticks: ticks([0, 2, 4, 6, 8]), name: "f(x) = x³" },
    );
    const xs = Array.from({ length: 111 }, (_, i) => i / 50);
    plot.line("currentColor", 2)(xs.map((x) => [x, f(x)]));
    const tangent = plot.line("var(--fig-3)", 2, "stroke-dasharray:8 5");
    const lines = KINDS.map(({ colour }) => [plot.line(colour, 2), plot.dots(colour, 10)]);
    const here = plot.dots("currentColor", 8);
    plot.inside.append(label(plot.X(0.1), plot.Y(7.3), "tangent", { anchor: "start", colour: "var(--fig-3)", halo: true }));
    KINDS.forEach(({ name, colour }, i) => plot.inside.append(label(plot.X(0.1), plot.Y(6.6 - 0.7 * i), `${name} chord`, { anchor: "start", colour, halo: true })));
    const through = (x, slope) => [-3, 3].map((d) => [x + d, f(x) + d * slope]);
    return {
        root,
        paint(x, h, { exact, central, forward }) {
            tangent(through(x, exact));
            [central, forward].forEach((slope, i) => {
                const [line, dots] = lines[i];
                const ends = KINDS[i].points(x, h);
                line([-3, 3].map((d) => [ends[0] + d, f(ends[0]) + d * slope]));
                dots(ends.map((end) => [end, f(end)]));
            });
            here([[x, f(x)]]);
            root.setAttribute("aria-label", `The curve of x cubed with its tangent at ${number(x, 2)}, of slope ${number(exact)}. The central chord has the slope ${number(central)}, the forward chord ${number(forward)}.`);
        },
    };
}

// The relative error against h, both in powers of ten: a V for each kind.
function errors() {
    const powers = [-16, -12, -8, -4, 0].map((k) => [k, k === 0 ? "1" : power(k)]);
    const root = drawing(360, 250, "");
    const plot = panel(
        root,
        { from: 50, to: 346, low: STEPS[0], high: STEPS[1], ticks: powers, name: "step h" },
        { from: 206, to: 26, low: LOWEST, high: 0, ticks: powers, name: "relative error" },
    );
    const dots = KINDS.map(({ colour }) => [plot.dots(colour, 3.5), plot.dots(colour, 11)]);
    const exponents = Array.from({ length: 129 }, (_, i) => STEPS[0] + i / 8);
    const logError = (estimate, exact) => Math.max(Math.log10(Math.abs(estimate - exact) / exact), LOWEST);
    let known;
    return {
        root,
        paint(x, exponent, now) {
            // The clouds change with x only.
            if (x !== known) {
                const all = exponents.map((k) => differences(x, 10 ** k));
                KINDS.forEach(({ name }, i) => dots[i][0](all.map((one, at) => [exponents[at], logError(one[name], one.exact)])));
                known = x;
            }
            KINDS.forEach(({ name }, i) => dots[i][1]([[exponent, logError(now[name], now.exact)]]));
            root.setAttribute("aria-label", `The relative error against the step. At h = ${(10 ** exponent).toExponential(1)}: ${KINDS.map(({ name }) => `${name} ${(Math.abs(now[name] - now.exact) / now.exact).toExponential(1)}`).join(", ")}.`);
        },
    };
}

export function mount(figure) {
    stage(figure, "The step of a difference", build);
}

function build(box) {
    let { x, exponent } = BEGIN;
    const say = speaker(box);
    const [curve, vees] = [chords(), errors()];
    const hand = element("div", { class: "live-sliders" });
    const step = slider(hand, "step h", { min: STEPS[0], max: STEPS[1], step: 0.001, value: exponent, text: (k) => brief(10 ** k) }, (k) => {
        exponent = k;
        repaint();
    });
    const place = slider(hand, "x", { min: 0.5, max: 1.5, step: 0.01, value: x, text: (value) => number(value, 2) }, (value) => {
        x = value;
        repaint();
    });
    const buttons = element("div", { class: "live-row" });
    button(buttons, "Reset", () => {
        ({ x, exponent } = BEGIN);
        step.set(exponent);
        place.set(x);
        repaint();
    });

    const { table: facts, cells } = factsTable(["exact", "central", "forward"]);
    facts.classList.add("live-digits");
    const verdict = element("p", { class: "live-says" });

    const repaint = painter(() => {
        const h = 10 ** exponent;
        const now = differences(x, h);
        curve.paint(x, h, now);
        vees.paint(x, exponent, now);
        cells[0].replaceChildren(element("strong", {}, digitsOf(now.exact)));
        const right = KINDS.map(({ name }, i) => {
            const count = rightDigits(now[name], now.exact);
            const text = digitsOf(now[name]);
            // The sign, the point and noughts in front are no digits.
            const lit = count === 0 ? 0 : [...text].findIndex((_, k) => text.slice(0, k + 1).replace(/^[−0.]+|\./g, "").length === count) + 1;
            cells[i + 1].replaceChildren(element("strong", {}, text.slice(0, lit)), text.slice(lit));
            return count;
        });
        verdict.textContent = `Right digits: ${right[0]} by the central difference, ${right[1]} by the forward one.`;
        say(`h is ${h.toExponential(1)}. ${verdict.textContent}`);
    });
    box.prepend(element("div", { class: "live-pair" }, curve.root, element("div", {}, vees.root, facts, verdict)), hand, buttons);
    repaint();
}

const digitsOf = (value) => value.toPrecision(16).replace("-", "−");
