// Chapter 1: one neuron.

import { dragBy, keysTo, settled } from "./hands.mjs";

export const page = "network";
export const name = "network_sigmoid";
export const drag = ".live-point";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    neuron: (neuron) => {
        const ours = live.neuron.activate(neuron);
        return { z: [ours.z, neuron.z], a: [ours.a, neuron.a], slope: [ours.slope, neuron.slope] };
    },
};

const facts = (box) => box.locator(".live-facts td").allTextContents();

const expected = (page, neuron) =>
    page.evaluate((neuron) => {
        const { z, a, slope } = live.neuron.activate(neuron);
        return [z, a, slope].map((x) => live.svg.number(x)).join();
    }, neuron);

export async function drive({ page, box, expect, touch }) {
    const shows = async (what, neuron) => expect(what, (await facts(box)).join(), await expected(page, neuron));
    const slider = (name) => box.getByRole("slider", { name });
    const valueOf = async (name) => Number(await slider(name).inputValue());
    expect("the chapter's neuron", (await facts(box)).join(), "1.0000,0.7311,0.1966");
    await dragBy(page, box.locator(".live-point"), -40, 30, touch);
    const x = [await valueOf("input x₁"), await valueOf("input x₂")];
    if (!(x[0] < 0.9 && x[1] < 1.9)) expect("a drag", x.join(), "inputs further down and left");
    await shows("dragged", { w: [0.5, 0.5], b: -0.5, x });
    await keysTo(page, slider("bias b"), 4);
    await keysTo(page, slider("weight w₂"), 7);
    await shows("by keys", { w: [0.5, -4.65], b: -7.8, x });
    if (!(await box.locator(".live-says").textContent()).startsWith("Saturated")) expect("the verdict", await box.locator(".live-says").textContent(), "Saturated");
    await box.getByRole("button", { name: "Reset" }).click();
    await settled(page);
    await shows("reset", { w: [0.5, 0.5], b: -0.5, x: [1, 2] });
}
