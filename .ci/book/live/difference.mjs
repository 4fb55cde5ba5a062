// Chapter 4: the step of a difference.

import { keysTo, settled } from "./hands.mjs";

export const page = "gradient_check";
export const name = "gradient_check_secants";
export const drag = ".live-slider input >> nth=1";

// Run in the page: what it makes of a case, beside what the crate makes of it: the same to the last
// bit, because no function is used that libraries round in their own way.
export const cases = {
    difference: ({ x, h, exact, central, forward }) => {
        const ours = live.difference.differences(x, h);
        const same = Number.MIN_VALUE;
        return { exact: [ours.exact, exact, same], central: [ours.central, central, same], forward: [ours.forward, forward, same] };
    },
};

const rows = (box) => box.locator(".live-facts td").allTextContents();

const expected = (page, x, exponent) =>
    page.evaluate(
        ([x, exponent]) => {
            const { exact, central, forward } = live.difference.differences(x, 10 ** exponent);
            return [exact, central, forward].map((value) => value.toPrecision(16).replace("-", "−")).join();
        },
        [x, exponent],
    );

export async function drive({ page, box, expect }) {
    const shows = async (what, x, exponent) => expect(what, (await rows(box)).join(), await expected(page, x, exponent));
    const slider = (name) => box.getByRole("slider", { name, exact: true });
    await slider("step h").fill("-1");
    await settled(page);
    await shows("h = 0.1", 1, -1);
    // The chapter: the central difference is off by 0.01, the forward one by 0.31.
    expect("the central difference", (await rows(box))[1].slice(0, 6), "3.0100");
    expect("the forward difference", (await rows(box))[2].slice(0, 6), "3.3100");
    await slider("step h").fill("-5");
    await settled(page);
    await shows("h = 10⁻⁵", 1, -5);
    const lit = async (row) => (await box.locator(`.live-facts tr:nth-child(${row}) td strong`).textContent()).replace(".", "").length;
    const right = await page.evaluate(() => {
        const { differences, rightDigits } = live.difference;
        const { central, forward, exact } = differences(1, 1e-5);
        return [rightDigits(central, exact), rightDigits(forward, exact)];
    });
    if (!(right[0] >= 9 && right[1] <= 6)) expect("right digits", right.join(), "9 or more, 6 or fewer");
    expect("digits lit", [await lit(2), await lit(3)].join(), right.join());
    await keysTo(page, slider("step h"), 20);
    await shows("h next to nothing", 1, -15.98);
    await keysTo(page, slider("x"), 7);
    await shows("another x", 0.57, -15.98);
    await box.getByRole("button", { name: "Reset" }).click();
    await settled(page);
    if (!(await rows(box))[1].startsWith("3.25")) expect("reset", (await rows(box))[1], "3.25");
}
