// Chapter 5: estimates of a gradient.

import { keysTo, settled } from "./hands.mjs";

export const page = "sgd";
export const name = "sgd_scatter";
export const drag = ".live-slider input >> nth=0";
export const still =
    "The plane of the derivatives by two weights. A line leads from the origin to the true gradient; 200 dots, the estimates, are scattered " +
    "around its end, most of them within a dashed circle.";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    estimate: ({ w, samples, m, gradients: theirs, mean, variance }) => {
        const { gradients, meanOf, predicted } = live.estimate;
        const ours = gradients(w, samples);
        const ownMean = meanOf(ours);
        // The gradients of some samples may nearly cancel: their mean is compared in their own size.
        const size = Math.max(...theirs.flat().map(Math.abs));
        return {
            gradients: [ours, theirs],
            mean: [ownMean.map((x) => 1 + x / size), mean.map((x) => 1 + x / size)],
            "the variance by SGD1": [1 + predicted(ours, m) / size ** 2, 1 + variance / size ** 2],
        };
    },
};

// Where the dots and the end of the thick line are, read off the drawing.
const drawn = (box) =>
    box.locator(".live-svg").first().evaluate((drawing) => {
        const places = (path) => [...path.getAttribute("d").matchAll(/M(\S+) (\S+?)h0/g)].map(([, x, y]) => [(Number(x) - 194) / (320 / 0.6), (186 - Number(y)) / (320 / 0.6)]);
        const [dots, , tip] = [...drawing.querySelectorAll("g > path")].map(places);
        return { dots, tip: tip[0] };
    });

// What should be shown: the neuron after so many steps, and the errors of the dots.
async function agrees(page, box, expect, what, { m, steps }) {
    const { dots, tip } = await drawn(box);
    const { truth, predicted } = await page.evaluate(
        ([m, steps]) => {
            const { SAMPLES } = live.estimate;
            const mean = (w) => live.network.meanGradient([{ w: [w], b: [0] }], SAMPLES)[0].w[0];
            let w = [0, 0];
            for (let i = 0; i < steps; i++) w = mean(w).map((slope, k) => w[k] - 2 * slope);
            const truth = mean(w);
            const singles = SAMPLES.map(({ x, y }) => live.network.backprop([{ w: [w], b: [0] }], x, y).nablaW[0][0]);
            const square = (gradient) => gradient.reduce((sum, slope) => sum + slope * slope, 0);
            // The mean of the squares less the square of the mean is V as well.
            const V = singles.reduce((sum, gradient) => sum + square(gradient), 0) / 100 - square(truth);
            return { truth, predicted: Math.sqrt(((V / m) * (100 - m)) / 99) };
        },
        [m, steps],
    );
    const cells = await box.locator(".live-facts td").allTextContents();
    const [length, error, measured, downhill] = cells.map(parseFloat);
    // Four decimals are shown; a place in the drawing is rounded to 0.01, which is 2 · 10⁻⁵ here.
    const near = (part, shown, wanted) => Math.abs(shown - wanted) <= 1e-4 || expect(`${what}: ${part}`, String(shown), String(wanted));
    near("the length", length, Math.hypot(...truth));
    near("the prediction", error, predicted);
    expect(`${what}: dots`, dots.length, 200);
    const off = dots.map(([u, v]) => (u - truth[0]) ** 2 + (v - truth[1]) ** 2);
    near("the error of the dots", measured, Math.sqrt(off.reduce((sum, square) => sum + square, 0) / 200));
    truth.forEach((slope, k) => near("the end of the line", tip[k], slope));
    const down = dots.filter(([u, v]) => u * truth[0] + v * truth[1] > 0).length;
    if (!(Math.abs(down / 2 - downhill) <= 1)) expect(`${what}: downhill`, downhill, down / 2);
    // 200 estimates of a variance miss it by a tenth of it or so; a wrong factor misses by more.
    const ratio = m < 100 ? (measured / predicted) ** 2 : 1;
    if (!(ratio > 0.6 && ratio < 1.6)) expect(`${what}: measured against predicted`, measured, predicted);
}

// Each order of three is as likely as any other: 6,000 draws come within five standard deviations.
const shuffles = (page) =>
    page.evaluate(() => {
        const { randomNumbers, shuffled } = live.sgd;
        const random = randomNumbers(1);
        const counts = {};
        for (let i = 0; i < 6000; i++) counts[shuffled(3, random)] = (counts[shuffled(3, random)] ?? 0) + 1;
        const values = Object.values(counts);
        return values.length === 6 && values.every((count) => Math.abs(count - 1000) <= 5 * Math.sqrt(6000 * (1 / 6) * (5 / 6))) ? "" : JSON.stringify(counts);
    });

export async function drive({ page, box, expect }) {
    const shows = (what, state) => agrees(page, box, expect, what, state);
    const slider = (name) => box.getByRole("slider", { name, exact: true });
    expect("the shuffle", await shuffles(page), "");
    await shows("at first", { m: 10, steps: 0 });
    const before = await drawn(box);
    await box.getByRole("button", { name: "Draw others" }).click();
    await settled(page);
    await shows("others", { m: 10, steps: 0 });
    if (JSON.stringify((await drawn(box)).dots) === JSON.stringify(before.dots)) expect("others", "the same", "other estimates");
    await keysTo(page, slider("samples m"), 3);
    await shows("by keys", { m: 4, steps: 0 });
    await keysTo(page, slider("steps so far"), 25);
    await shows("25 steps", { m: 4, steps: 25 });
    await slider("samples m").fill("100");
    await settled(page);
    await shows("all of them", { m: 100, steps: 25 });
    await slider("samples m").fill("1");
    await settled(page);
    await shows("one", { m: 1, steps: 25 });
    await box.getByRole("button", { name: "Reset" }).click();
    await settled(page);
    await shows("reset", { m: 10, steps: 0 });
    expect("the dots after a reset", JSON.stringify(await drawn(box)), JSON.stringify(before));
}
