// Chapter 6: the products of a mini-batch.

import { dragBy, keysTo, settled } from "./hands.mjs";

export const page = "mini_batch";
export const name = "mini_batch_forward";
export const drag = ".live-result";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    shapes: ({ w, b, a, y, z, back, nablaW }) => {
        const { FP, BP2, BP4 } = live.shapes.products({ w, b, a, y });
        // An entry may be next to nothing between large terms, so a matrix is compared as a whole.
        const whole = (matrix) => matrix.flat();
        const shape = ({ left, top, result }) => [left.length, top[0].length, left[0].length - top.length].concat(result.length, result[0].length);
        const [out, into, m] = [w.length, w[0].length, a[0].length];
        return {
            Z: [whole(FP.result), whole(z)],
            "wᵀΔ": [whole(BP2.result), whole(back)],
            "∂C/∂w": [whole(BP4.result), whole(nablaW)],
            "shapes": [[FP, BP2, BP4].flatMap(shape), [[out, m], [into, m], [out, into]].flatMap(([rows, columns]) => [rows, columns, 0, rows, columns])],
        };
    },
};

// The sum as it should be written below the drawing, worked out here from the numbers in the cells.
async function agrees(box, expect, what, [i, j], shape) {
    const [aria, says, sum] = [await box.locator(".live-svg").getAttribute("aria-label"), await box.locator(".live-says").textContent(), await box.locator(".live-sum").textContent()];
    expect(`${what}: the entry`, sum.match(/Row (\d) times column (\d)/).slice(1).join(), `${i},${j}`);
    if (!says.includes(`(${shape}): the sum`)) expect(`${what}: the shape`, says, shape);
    const [, terms, value] = sum.replaceAll("−", "-").match(/: (.*) = (\S+)$/);
    const [added, divisor = "1"] = terms.replace(/^\((.*)\) \/ (\d)$/, "$1|$2").split("|");
    const factors = added.split(" + ").map((term) => term.split(" · ").map((text) => Number(text.replace(/[()]/g, ""))));
    const total = factors.reduce((total, [one, other = 1]) => total + one * other, 0) / Number(divisor);
    // Four decimals are written of errors: five of them times at most 1, and of the result.
    if (!(Math.abs(total - Number(value)) <= 6 * 0.00005)) expect(`${what}: the sum`, sum, String(total));
    if (!aria.replaceAll("−", "-").endsWith(`: ${value}.`)) expect(`${what}: the description`, aria, value);
    const lit = await box.locator(".live-svg rect").evaluateAll((cells) => cells.map((cell) => cell.style.fill));
    const count = (fill) => lit.filter((it) => it === fill).length;
    expect(`${what}: cells lit`, `${count("var(--fig-2)")}, ${count("var(--fig-soft)")}`, `1, ${2 * factors.length}`);
}

export async function drive({ page, box, expect, touch }) {
    const shows = (what, at, shape) => agrees(box, expect, what, at, shape);
    const slider = (name) => box.getByRole("slider", { name, exact: true });
    const choose = async (name) => {
        await box.getByRole("combobox", { name: "product" }).selectOption(name);
        await settled(page);
    };
    await shows("at first", [2, 4], "3, 5");
    // From the middle of the product to the upper right.
    await dragBy(page, box.locator(".live-result"), 55, -30, touch);
    await shows("pointed at", [1, touch ? 5 : 4], "3, 5");
    await keysTo(page, slider("row"), 2);
    await keysTo(page, slider("column"), 1);
    await shows("by keys", [3, 2], "3, 5");
    await keysTo(page, slider("samples m"), 2);
    await shows("three samples", [3, 2], "3, 3");
    await choose("BP2");
    await shows("BP2", [3, 2], "4, 3");
    await choose("BP4");
    await shows("BP4", [3, 2], "3, 4");
    await keysTo(page, slider("column"), 3);
    await choose("FP");
    await shows("fewer columns", [3, 3], "3, 3");
    await box.getByRole("button", { name: "Reset" }).click();
    await settled(page);
    await shows("reset", [2, 4], "3, 5");
}
