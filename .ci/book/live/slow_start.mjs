// Chapter 7: a slow start.

import { keysTo, settled } from "./hands.mjs";

export const page = "cross_entropy";
export const name = "cross_entropy_slow_down";
export const drag = ".live-slider input >> nth=1";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    slowStart: (one) => {
        const { crossEntropy, quadratic } = live.network;
        const pair = (cost, theirs) => {
            const ours = live.slow_start.learn(cost, one, theirs.length - 1);
            return [ours.map(({ z, a, delta, cost }) => [z, a, delta, cost]), theirs];
        };
        return { quadratic: pair(quadratic, one.quadratic), "cross-entropy": pair(crossEntropy, one.crossEntropy) };
    },
};

const shown = async (box) => (await box.locator(".live-table td").allTextContents()).join();

const expected = (page, start, epoch) =>
    page.evaluate(
        ([start, epoch]) => {
            const { crossEntropy, quadratic } = live.network;
            return [quadratic, crossEntropy]
                .map((cost) => {
                    const record = live.slow_start.learn(cost, start);
                    const { z, a, cost: value, delta } = record[epoch];
                    const half = record.findIndex(({ a }) => a < 0.5);
                    return [...[z, a, value, delta].map((x) => live.svg.number(x)), half < 0 ? "> 300" : half];
                })
                .join();
        },
        [start, epoch],
    );

export async function drive({ page, box, expect }) {
    const shows = async (what, start, epoch) => expect(what, await shown(box), await expected(page, start, epoch));
    const slider = (name) => box.getByRole("slider", { name });
    const press = async (name) => {
        await box.getByRole("button", { name, exact: true }).click();
        await settled(page);
    };
    const begin = { w: 2, b: 2, eta: 0.15 };
    await shows("at first", begin, 0);
    await press("Step");
    await shows("a step", begin, 1);
    await keysTo(page, slider("epoch"), 9);
    await shows("nine epochs", begin, 9);
    await keysTo(page, slider("first w"), 12);
    await keysTo(page, slider("first b"), 3);
    await keysTo(page, slider("learning rate η"), 7);
    await shows("by keys", { w: -3.4, b: -3.85, eta: 10 ** -1.993 }, 9);
    await press("Run");
    await page.waitForFunction((input) => input.value === "300", await slider("epoch").elementHandle());
    await settled(page);
    await shows("run", { w: -3.4, b: -3.85, eta: 10 ** -1.993 }, 300);
    await press("Reset");
    await shows("reset", begin, 0);
}
