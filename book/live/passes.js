// Chapter 3: both passes through the network of the book, one step at a time, with any number of it
// in the reader's hand.

import { backprop, costOf, dot, sigmoidPrime, transposed } from "./network.js";
import { factor, number, short, symbol } from "./svg.js";
import { button, choice, element, limited, painter, slider, speaker, stage } from "./controls.js";
import { example, parametersOf, valueOf } from "./example.js";
import { networkDrawing } from "./network_drawing.js";

// Half of the change by which a derivative is measured.
const H = 0.001;

// The steps of the two passes. Each says what it does, and what it leaves behind stays shown.
export function stepsOf({ layers, y }, { zs, activations, deltas }) {
    const [a1, a2, a3] = activations;
    const forward = [
        ["FP", `a¹ = x = (${a1.map(short).join(", ")}) is the input.`],
        ["FP", `z² = w² a¹ + b²: each hidden neuron weighs its inputs and adds its bias.`],
        ["FP", `a² = σ(z²): σ(${number(zs[0][0])}) = ${number(a2[0])}, and so on.`],
        ["FP", `z³ = w³ a² + b³: the same once more.`],
        ["FP", `a³ = σ(z³) = (${a3.map((a) => number(a)).join(", ")}) is the output.`],
        ["QC", `C = ½ ‖a³ − y‖² = ½ (${factor(number(a3[0] - y[0]))}² + ${factor(number(a3[1] - y[1]))}²).`],
        ["BP1", `δ³ = (a³ − y) ⊙ σ′(z³): δ³₁ = ${number(a3[0] - y[0])} · ${number(sigmoidPrime(zs[1][0]))} = ${number(deltas[1][0])}.`],
    ];
    const back = a2.flatMap((_, k) => {
        const column = transposed(layers[1].w)[k];
        const sum = dot(column, deltas[1]);
        const slope = sigmoidPrime(zs[0][k]);
        const arrivals = column.map((w, j) => {
            const term = w * deltas[1][j];
            const says = `${symbol("w", 3, j + 1, k + 1)} ${symbol("δ", 3, j + 1)} = ${short(w)} · ${factor(number(deltas[1][j]))} = ${number(term)} comes back to neuron ${k + 1}.`;
            return ["BP2", says, { j, k, sum: j === 0 ? term : sum }];
        });
        return [...arrivals, ["BP2", `${symbol("δ", 2, k + 1)} = ${number(sum)} · σ′(${number(zs[0][k])}) = ${number(sum)} · ${number(slope)} = ${number(deltas[0][k])}.`]];
    });
    return [
        ...forward,
        ...back,
        ["BP3", `∂C/∂b = δ: below each neuron now stands the derivative with respect to its bias.`],
        ["BP4", `∂C/∂w = δ aᵀ: on each edge now stands the derivative with respect to its weight.`],
    ].map(([equation, says, arrives]) => ({ equation, says, arrives }));
}

const BP1 = 6;
const BP3 = 16;
export const LAST = 17;

// What is shown at a step.
export const shownAt = (step) => ({
    z: [step >= 1, step >= 3],
    a: [step >= 2, step >= 4],
    cost: step >= 5,
    delta: (l, j) => step >= (l === 1 ? BP1 : BP1 + 3 * (j + 1)),
    nablaB: step >= BP3,
    nablaW: step >= LAST,
});

// By backpropagation and by experiment, how fast the cost follows a number of the network.
export function derivatives(state, pass, parameter) {
    const { kind, array, l, j, k } = parameter;
    const value = array[k];
    const costAt = (x) => {
        array[k] = x;
        return costOf(state.layers, state.x, state.y);
    };
    const measured = (costAt(value + H) - costAt(value - H)) / (2 * H);
    array[k] = value;
    const by = symbol("δ", l + 2, j + 1);
    const name = `∂C/∂${parameter.name}`;
    if (kind === "w") {
        const [delta, a] = [pass.deltas[l][j], pass.activations[l][k]];
        return { rule: `BP4: ${name} = ${by} ${symbol("a", l + 1, k + 1)}`, sum: `${number(delta)} · ${factor(number(a))} =`, value: delta * a, measured };
    }
    if (kind === "b") return { rule: `BP3: ${name} = ${by}`, sum: "", value: pass.nablaB[l][j], measured };
    if (kind === "x") return { rule: `${name} = Σ w² δ²`, sum: "", value: pass.nablaX[k], measured };
    return { rule: `${name} = y − a³`, sum: "", value: valueOf(parameter) - pass.activations.at(-1)[k], measured };
}

export function mount(figure) {
    stage(figure, "The network and its two passes, to change and to step through", (box) => build(box, true));
}

// Without `backward`, chapter 1 knows neither cost nor error yet.
export function build(box, backward) {
    const state = example();
    const parameters = parametersOf(state).filter(({ kind }) => backward || kind !== "y");
    const start = parameters.map(valueOf);
    const begin = backward ? BP3 - 1 : 4;
    const last = backward ? LAST : 4;
    let step = begin;
    let chosen = parameters.find(({ name }) => name === "w²₃₂");
    let pointed = null;

    const say = speaker(box);
    const change = (parameter, value) => {
        parameter.array[parameter.k] = Math.round(limited(value, parameter.min, parameter.max) * 100) / 100;
        choose(parameter);
    };
    const point = (parameter) => {
        pointed = parameter;
        repaint();
    };
    const net = networkDrawing(parameters, { onChange: change, onPoint: point }, backward);

    const says = element("p", { class: "live-says" });
    const steps = element("div", { class: "live-row" });
    const go = (to) => {
        step = limited(to, 0, last);
        along.set(step);
        repaint();
    };
    button(steps, "Back", () => go(step - 1));
    button(steps, "Next step", () => go(step === last ? 0 : step + 1));
    const along = slider(steps, "step", { min: 0, max: last, step: 1, value: step, text: (x) => `${x} of ${last}` }, go);
    along.row.classList.add("live-steps");

    const hand = element("div", { class: "live-row" });
    const kinds = { x: "inputs", w: "weights", b: "biases", y: "targets" };
    const groups = Object.entries(kinds).map(([kind, heading]) => ({
        heading,
        options: parameters.filter((parameter) => parameter.kind === kind).map(({ name }) => [name, name]),
    }));
    const select = choice(hand, "number", groups.filter(({ options }) => options.length), (name) =>
        choose(parameters.find((parameter) => parameter.name === name)),
    );
    const value = slider(hand, "value", { min: -5, max: 5, step: 0.01, value: 0, text: (x) => number(x, 2) }, (x) => change(chosen, x));
    button(hand, "Reset", () => {
        parameters.forEach((parameter, i) => (parameter.array[parameter.k] = start[i]));
        choose(chosen);
        go(begin);
    });

    const facts = element("table", { class: "live-facts" });
    const row = () => {
        const cells = [element("th", { scope: "row" }), element("td"), element("td")];
        facts.append(element("tr", {}, ...cells));
        return (...texts) => texts.forEach((text, i) => (cells[i].textContent = text));
    };
    const [derived, measured] = [row(), row()];

    function choose(parameter) {
        chosen = parameter;
        select.value = parameter.name;
        value.input.min = parameter.min;
        value.input.max = parameter.max;
        value.set(valueOf(parameter));
        repaint();
    }

    const repaint = painter(() => {
        const pass = backprop(state.layers, state.x, state.y);
        const { equation, says: text, arrives } = stepsOf(state, pass)[step];
        const edge = arrives && parameters.find(({ kind, l, j, k }) => kind === "w" && l === 1 && j === arrives.j && k === arrives.k);
        net.paint(pass, {
            shown: shownAt(step),
            chosen: pointed ?? chosen,
            arrives: arrives && { parameter: edge, to: arrives.k, sum: arrives.sum },
        });
        says.replaceChildren(element("strong", {}, equation), ` ${text}`);
        let aloud = `Step ${step} of ${last}. ${equation}: ${text}`;
        if (backward) {
            const known = derivatives(state, pass, pointed ?? chosen);
            derived(known.rule, known.sum, number(known.value));
            measured(`measured: ΔC/Δ${(pointed ?? chosen).name}`, `Δ = ${2 * H}`, number(known.measured));
            aloud += ` ${chosen.name} is ${short(valueOf(chosen))}. C = ${number(pass.cost)}.`;
        } else aloud += ` Output ${pass.activations.at(-1).map((a) => number(a)).join(" and ")}.`;
        say(aloud);
    });
    box.prepend(net.root, says, steps, hand);
    if (backward) hand.after(facts);
    choose(chosen);
}
