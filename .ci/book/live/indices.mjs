// Chapter 1: one weight in three places.

import { dragBy, settled } from "./hands.mjs";

export const page = "network";
export const name = "network_indices";
export const keys = ".live-matrix input >> nth=0";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    indices: ({ layers, x, at, weight, expression, terms, bias, z }) => {
        const { sumOf, expressionOf } = live.indices;
        const ours = sumOf({ layers, x }, at);
        // Two texts are equal or no number at all.
        const same = (one, other) => (one === other ? 0 : NaN);
        return {
            weight: [ours.weights[at.k], weight],
            expression: [same(expressionOf(at), expression), 0],
            terms: [ours.terms, terms],
            bias: [ours.bias, bias],
            z: [ours.z, z],
        };
    },
};

// What the three places and the text say is chosen: all of them the same weight.
async function shown(box) {
    const code = await box.locator(".live-code select").evaluateAll((selects) => selects.map(({ value }) => value));
    const [l, j, k] = code.map(Number);
    const checked = await box.locator(".live-matrix input:checked").evaluateAll((inputs) => inputs.map((input) => input.getAttribute("aria-label")).join());
    const value = (await box.locator(".live-code output").textContent()).replace("-", "−").replace(/\.0$/, "");
    const drawn = await box.locator(".live-svg text").last().evaluate((text) => [...text.parentNode.querySelectorAll("text")].map((it) => it.textContent).find((it) => it.startsWith("w")));
    const says = await box.locator(".live-says strong").textContent();
    const terms = (await box.locator(".live-sum strong").textContent()).split(" · ")[0].replace(/[()]/g, "");
    const near = await box.locator(".live-entry:is(.is-near, .is-chosen)").allTextContents();
    return { at: { l, j, k }, checked, value, drawn, says, terms, near: near.join() };
}

export async function drive({ page, box, expect, touch }) {
    const shows = async (what, at) => {
        await settled(page);
        const wanted = await page.evaluate((at) => {
            const { example } = live.example;
            const { number, short } = live.svg;
            const { nameOf, sumOf } = live.indices;
            const { layers, x } = example();
            const { weights, bias, z, activations } = sumOf({ layers, x }, at);
            const name = nameOf(at);
            const value = short(weights[at.k]);
            const near = [short(z), ...weights.map(short), short(activations[at.k]), short(bias)].join();
            return { state: { at, checked: `${name} = ${value}`, value, drawn: name, says: name, terms: value, near }, z: number(z) };
        }, at);
        expect(what, JSON.stringify(await shown(box)), JSON.stringify(wanted.state));
        const sum = await box.locator(".live-sum").textContent();
        if (!sum.endsWith(`= ${wanted.z}`)) expect(`${what}, the sum`, sum, wanted.z);
    };
    await shows("at first", { l: 0, j: 2, k: 0 });
    await box.getByRole("radio", { name: "w³₁₂" }).check();
    await shows("chosen in the matrix", { l: 1, j: 0, k: 1 });
    await page.keyboard.press("ArrowRight");
    await shows("by an arrow key", { l: 1, j: 0, k: 2 });
    // Layer 2 has a weight matrix of two columns: the third is no longer there.
    await box.getByRole("combobox", { name: "layer" }).selectOption("0");
    await shows("another layer in Rust", { l: 0, j: 0, k: 1 });
    await box.getByRole("combobox", { name: "row" }).selectOption("1");
    await shows("another row in Rust", { l: 0, j: 1, k: 1 });
    await dragBy(page, box.locator('[data-weight="w³₁₁"]'), 0, 0, touch);
    await shows("chosen in the drawing", { l: 1, j: 0, k: 0 });
    if (!touch) {
        const { x, y, width, height } = await box.locator('[data-weight="w²₁₁"]').boundingBox();
        await page.mouse.move(x + width / 2, y + height / 2);
        await shows("pointed at in the drawing", { l: 0, j: 0, k: 0 });
        await page.mouse.move(1, 1);
        await shows("no longer pointed at", { l: 1, j: 0, k: 0 });
    }
    await box.getByRole("button", { name: "Reset" }).click();
    await shows("reset", { l: 0, j: 2, k: 0 });
}
