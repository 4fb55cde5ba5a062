// Chapter 3: both passes.

import { dragBy, keysTo, settled } from "./hands.mjs";

export const page = "per_sample";
export const name = "per_sample_example";
export const drag = '[data-parameter="w³₁₂"] rect';
export const still =
    "The network of the example, with two inputs 1 and 2, three neurons in layer 2 and two in layer 3. Each edge bears its weight, " +
    "each neuron its z, its activation, its bias and its error; beside the outputs stand the targets 0 and 1 and the cost 0.4626.";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    network: ({ layers, x, y, cost, answer, measured }) => {
        const { backprop, quadratic, crossEntropy } = live.network;
        const state = { layers, x, y };
        const ours = backprop(layers, x, y, cost === "quadratic" ? quadratic : crossEntropy);
        const pairs = Object.fromEntries(Object.entries(answer).map(([name, theirs]) => [name, [ours[name], theirs]]));
        if (cost !== "quadratic") return pairs;
        const first = layers.map(({ w }, l) => live.passes.derivatives(state, ours, { kind: "w", array: w[0], l, j: 0, k: 0 }));
        // Each of the two costs in a difference is off by some ε C, and Δ = 0.002 magnifies that.
        const size = Math.max(...measured.map(Math.abs));
        const bar = (8 * Number.EPSILON * (answer.cost + 1)) / 0.002 / size;
        pairs.shown = [first.map(({ value }) => value), answer.nablaW.map((w) => w[0][0])];
        pairs.measured = [first.map(({ measured }) => measured), measured, bar];
        return pairs;
    },
};

// The numbers that should stand in the drawing and below it, for the example with one weight changed.
const expected = (page, weight, value) =>
    page.evaluate(
        ([weight, value]) => {
            const { example, parametersOf } = live.example;
            const state = example();
            const parameter = parametersOf(state).find(({ name }) => name === weight);
            parameter.array[parameter.k] = value;
            const pass = live.network.backprop(state.layers, state.x, state.y);
            const { number } = live.svg;
            return {
                neurons: pass.activations.slice(1).flat().map((a) => number(a)),
                zs: pass.zs.flat().map((z) => `z = ${number(z)}`),
                deltas: pass.deltas.flat().map((d) => `δ = ${number(d)}`),
                nablaW: pass.nablaW.flat(2).map((d) => number(d)),
                cost: `C = ${number(pass.cost)}`,
                derivative: number(pass.nablaW[parameter.l][parameter.j][parameter.k]),
            };
        },
        [weight, value],
    );

const texts = (box) => box.locator(".live-svg text").allTextContents();

async function shows(page, box, expect, weight, value, keys) {
    const wanted = await expected(page, weight, value);
    const shown = await texts(box);
    for (const text of keys.flatMap((key) => wanted[key])) expect(`${weight} = ${value}`, shown.find((it) => it === text), text);
    return wanted;
}

export async function drive({ page, box, expect, touch }) {
    const facts = () => box.locator(".live-facts td:last-child").allTextContents();
    const value = box.getByRole("slider", { name: "value" });
    const step = box.getByRole("slider", { name: "step" });
    await shows(page, box, expect, "w²₃₂", 0.5, ["neurons", "zs", "deltas", "cost"]);
    expect("BP4 beside the measurement", (await facts()).join(), "0.0367,0.0367");

    await dragBy(page, box.locator('[data-parameter="w³₁₂"] rect').last(), -60, 0, touch);
    const dragged = Number(await value.inputValue());
    if (!(dragged < 1.6)) expect("a drag to the left", String(dragged), "a smaller weight");
    const wanted = await shows(page, box, expect, "w³₁₂", dragged, ["neurons", "zs", "deltas", "cost"]);
    expect("the derivative", (await facts())[0], wanted.derivative);

    await box.getByRole("combobox", { name: "number" }).selectOption("w²₂₁");
    await box.getByRole("button", { name: "Reset" }).click();
    await keysTo(page, value, 23);
    const byKeys = await shows(page, box, expect, "w²₂₁", -4.77, ["neurons", "zs", "deltas", "cost"]);
    expect("the derivative by keys", (await facts())[0], byKeys.derivative);

    await box.getByRole("button", { name: "Reset" }).click();
    await keysTo(page, step, 3);
    expect("step 3", (await texts(box)).filter((text) => /[Cδ] =/.test(text)).join(), "");
    const names = [];
    for (let i = 3; i <= 17; i++) {
        names.push(await box.locator(".live-says strong").textContent());
        if (i < 17) await box.getByRole("button", { name: "Next step" }).click();
        await settled(page);
    }
    expect("the equations", [...new Set(names)].join(" "), "FP QC BP1 BP2 BP3 BP4");
    await shows(page, box, expect, "w²₃₂", 0.5, ["nablaW"]);
}

export async function walk({ page, box, expect, reach, press, heard }) {
    const strong = () => box.locator(".live-says strong").textContent();
    await reach("Back");
    await press("Enter", 20);
    expect("back to the input", await strong(), "FP");
    await reach("Next step");
    await press("Enter", 6);
    expect("six steps on", await strong(), "BP1");
    await reach("step");
    await press("End");
    expect("the last step", await strong(), "BP4");
    await reach("number");
    await press("ArrowDown");
    await reach("value");
    await press("ArrowLeft", 30);
    const chosen = await box.getByRole("combobox", { name: "number" }).inputValue();
    const value = Number(await box.getByRole("slider", { name: "value" }).inputValue());
    const wanted = await shows(page, box, expect, chosen, value, ["zs", "nablaW", "cost"]);
    const words = await heard();
    for (const text of [`${chosen} is `, `${wanted.cost}.`]) if (!words.includes(text)) expect("what is heard", words, text);
    await reach("Reset");
    await press("Space");
    await shows(page, box, expect, "w²₃₂", 0.5, ["zs", "deltas", "cost"]);
}
