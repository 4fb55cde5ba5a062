// Chapter 5: a small network learns.

import { keysTo, settled } from "./hands.mjs";

export const page = "sgd";
export const name = "sgd_boundary";
export const drag = ".live-slider input >> nth=1";
export const still =
    "The plane of two inputs with 30 dots around its middle and 30 rings further out. A closed line around the dots shows where the output " +
    "of the network is one half; on two thinner lines it is 0.1 and 0.9.";
// Untrained, it has nothing to show.
export const pose = async (box) => {
    await box.page().emulateMedia({ reducedMotion: "reduce" });
    await box.getByRole("button", { name: "Run" }).click();
};

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    boundary: ({ first, samples, m, eta, orders, layers, costs }) => {
        const { begin, next } = live.boundary;
        let training = begin(first);
        const ours = [];
        while (training.epoch < orders.length) {
            training = next(training, samples, { m, eta }, () => orders[training.epoch]);
            if (training.at === 0) ours.push(live.network.meanCost(training.layers, samples));
        }
        const of = (layers, key) => layers.map((layer) => layer[key]);
        return { costs: [ours, costs], w: [of(training.layers, "w"), of(layers, "w")], b: [of(training.layers, "b"), of(layers, "b")] };
    },
};

const facts = async (box) => (await box.locator(".live-facts td").allTextContents()).join("|");

// What should be shown after runs of training, each [m, η, steps], from the first weights.
const expected = (page, runs) =>
    page.evaluate((runs) => {
        const { FIRST, SAMPLES } = live.boundary;
        const { meanCost, forward } = live.network;
        const { randomNumbers, shuffled, stepOn } = live.sgd;
        const random = randomNumbers(1);
        let [layers, order, done] = [FIRST, [], 0];
        for (const [m, eta, steps] of runs) {
            for (let i = 0; i < steps; i++) {
                if (order.length === 0) order = shuffled(60, random);
                const chosen = order.splice(0, m);
                layers = stepOn(layers, chosen.map((s) => SAMPLES[s]), eta);
                done += chosen.length;
            }
        }
        const right = SAMPLES.filter(({ x, y }) => Math.round(forward(layers, x).activations[2][0]) === y[0]).length;
        const { number } = live.svg;
        return [number(done / 60, 2), Math.ceil(60 / runs.at(-1)[0]), number(meanCost(layers, SAMPLES)), `${right} of 60`].join("|");
    }, runs);

export async function drive({ page, box, expect }) {
    const shows = async (what, ...runs) => expect(what, await facts(box), await expected(page, runs));
    const slider = (name) => box.getByRole("slider", { name });
    const press = async (name) => {
        await box.getByRole("button", { name, exact: true }).click();
        await settled(page);
    };
    await shows("at first", [10, 3, 0]);
    await press("Step");
    await shows("a step", [10, 3, 1]);
    await press("Epoch");
    await shows("the rest of the epoch", [10, 3, 6]);
    await keysTo(page, slider("samples m"), 6);
    await keysTo(page, slider("learning rate η"), 20);
    for (let i = 0; i < 3; i++) await press("Step");
    await shows("other steps", [10, 3, 6], [7, 10 ** -0.98, 3]);
    await press("Epoch");
    await shows("a whole epoch", [10, 3, 6], [7, 10 ** -0.98, 9]);
    await press("Reset");
    await shows("reset", [10, 3, 0]);
    await press("Run");
    await box.getByText("100.00", { exact: true }).waitFor();
    await shows("run", [10, 3, 600]);
    const cost = await facts(box);
    if (!/\|(59|60) of 60$/.test(cost)) expect("what has been learned", cost, "59 right answers");
    await press("Start again");
    expect("the curve of the run before", (await box.locator(".live-svg").nth(1).locator("g > path").first().getAttribute("d")).split("L").length, 101);
    await press("Reset");
    await shows("reset", [10, 3, 0]);
}
