// Chapter 1: the forward pass.

import { dragBy, keysTo } from "./hands.mjs";
import { cases as ofBoth } from "./passes.mjs";

export const page = "network";
export const name = "network_example";
export const drag = '[data-parameter="w²₁₁"] rect';
export const still =
    "The network of the example, with two inputs 1 and 2, three neurons in layer 2 and two in layer 3. Each edge bears its weight, " +
    "each neuron its z, its activation and its bias; the outputs are 0.8808 and 0.6135.";
export const cases = ofBoth;

const outputs = async (box) => (await box.locator(".live-says").textContent()).match(/\(([^()]*)\) is/)[1];

export async function drive({ page, box, expect, touch }) {
    expect("the output", await outputs(box), "0.8808, 0.6135");
    await dragBy(page, box.locator('[data-parameter="a¹₂"] rect').last(), 50, 0, touch);
    const x = Number(await box.getByRole("slider", { name: "value" }).inputValue());
    if (!(x > 2.2)) expect("a drag to the right", String(x), "a larger input");
    const wanted = await page.evaluate((x) => {
        const { layers } = live.example.example();
        return live.network.forward(layers, [1, x]).activations.at(-1).map((a) => live.svg.number(a)).join(", ");
    }, x);
    expect("the output after a drag", await outputs(box), wanted);
    await box.getByRole("button", { name: "Reset" }).click();
    await keysTo(page, box.getByRole("slider", { name: "step" }), 1);
    const shown = (await box.locator(".live-svg text").allTextContents()).filter((text) => text.startsWith("z"));
    expect("after one step", shown.join(), "z = 0.0000,z = 1.0000,z = −1.0000");
}
