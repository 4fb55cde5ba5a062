// Chapter 3: the chain.

import { keysTo, settled } from "./hands.mjs";

export const page = "per_sample";
export const name = "per_sample_chain";
export const drag = ".live-slider input >> nth=1";

// Run in the page: what it makes of a case, beside what the crate makes of it. Every number of a chain
// is compared by itself: the first errors of a long one are tiny beside the last.
export const cases = {
    chain: ({ w, b, y, z, delta, nablaW, factors }) => {
        const { passThrough, products } = live.chain;
        const { pass, factors: ours } = passThrough({ w, b, y });
        const each = (list) => list.map((x) => [x].flat(2));
        const after = products(ours).filter((_, i) => ours[i].kind === "slope").reverse();
        return {
            z: [each(pass.zs), each(z)],
            delta: [each(pass.deltas), each(delta)],
            nablaW: [each(pass.nablaW), each(nablaW)],
            factors: [each(ours.map(({ value }) => value)), each(factors)],
            "the products up to each slope": [each(after), each(delta)],
        };
    },
};

const shown = async (box) => (await box.locator(".live-table tr:not([hidden]) td").allTextContents()).join("|");

const expected = (page, chain) =>
    page.evaluate((chain) => {
        const { pass, slopes } = live.chain.passThrough(chain);
        const { number } = live.svg;
        const small = (x) => Math.abs(x) < 0.001 && x !== 0;
        const power = (x) => {
            const [digits, exponent] = x.toExponential(1).replaceAll("-", "−").split("e−");
            return `${digits} · 10⁻${[...exponent].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]).join("")}`;
        };
        const brief = (x) => (small(x) ? power(x) : number(x));
        const row = (i) => [number(chain.w[i], 2), number(chain.b[i], 2), number(pass.zs[i][0], 3), number(slopes[i]), brief(pass.deltas[i][0]), brief(pass.nablaW[i][0][0])];
        return chain.w.flatMap((_, i) => row(i)).join("|");
    }, chain);

export async function drive({ page, box, expect }) {
    const shows = async (what, chain) => expect(what, await shown(box), await expected(page, chain));
    const slider = (name) => box.getByRole("slider", { name });
    await shows("at first", { w: [2, -2, 3], b: [-2, 1, 0.5], y: 0 });
    if (!(await shown(box)).includes("−0.0347")) expect("the chapter's number", await shown(box), "−0.0347");
    await box.getByRole("combobox", { name: "change layer" }).selectOption("3");
    await keysTo(page, slider("weight"), 5);
    await keysTo(page, slider("target y"), 20);
    await shows("by keys", { w: [2, -5.75, 3], b: [-2, 1, 0.5], y: 0.2 });
    await keysTo(page, slider("layers"), 8);
    await shows("ten layers", { w: [2, -5.75, 3, 1, 1, 1, 1, 1, 1], b: [-2, 1, 0.5, 0, 0, 0, 0, 0, 0], y: 0.2 });
    await box.getByRole("checkbox", { name: "all layers alike" }).check();
    await keysTo(page, slider("bias"), 3);
    await shows("all alike", { w: Array(9).fill(2), b: Array(9).fill(-5.85), y: 0.2 });
    await box.getByRole("button", { name: "Reset" }).click();
    await settled(page);
    await shows("reset", { w: [2, -2, 3], b: [-2, 1, 0.5], y: 0 });
}
