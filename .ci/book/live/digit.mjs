// Chapter 9: a digit to draw.

import { dragBy, settled } from "./hands.mjs";

export const page = "data";
export const name = "data_read";
export const drag = ".live-paper";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    digit: ({ pixels, target, hidden, output, cost, nablaX, stepped }) => {
        const { read, stepTowards } = live.digit_model;
        const x = pixels.map((pixel) => pixel / 255);
        const ours = read(x, target);
        // δ^L = a − y cancels where the network is sure of the target: the last digit of a, ε, is then
        // as large a part of δ^L, and of all that follows from it.
        const delta = Math.max(...output.map((a, j) => Math.abs(a - (j === target ? 1 : 0))));
        const bar = 1e-12 + (4 * Number.EPSILON) / delta;
        return {
            hidden: [ours.hidden, hidden],
            output: [ours.output, output],
            cost: [ours.cost, cost],
            nablaX: [ours.nablaX, nablaX, bar],
            stepped: [read(stepTowards(x, target), target).output, stepped, bar],
        };
    },
};

const outputs = async (box) => (await box.locator(".live-bars td:last-child").allTextContents()).join();

// What the network makes of the image that is shown: its greys are read off the picture.
const expected = (page, box) =>
    box.locator(".live-pictures canvas").first().evaluate((canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, 28, 28);
        const x = Array.from({ length: 784 }, (_, i) => data[4 * i + 3] / 255);
        return live.digit_model.read(x, 0).output.map((a) => live.svg.number(a, 3)).join();
    });

// The crate promises of its digits: the ink fits a box of 20 pixels, and the middle of its mass is in
// pixel (14, 14). Where and how large it was drawn does not matter.
const framing = (page) =>
    page.evaluate(() => {
        const { imageOf } = live.digit_image;
        const faults = [];
        let seed = 1;
        const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
        for (let i = 0; i < 100; i++) {
            const strokes = Array.from({ length: 1 + (i % 3) }, () => Array.from({ length: 2 + (i % 9) }, () => [100 * random(), 100 * random()]));
            const image = imageOf(strokes);
            // A power of 2 and whole numbers move the drawing without rounding.
            const moved = imageOf(strokes.map((stroke) => stroke.map(([x, y]) => [x / 2, y / 2])));
            if (moved.some((grey, k) => Math.abs(grey - image[k]) > 1.001 / 255)) faults.push(`drawing ${i}: its size matters`);
            const inked = [...image.keys()].filter((k) => image[k] > 0);
            const [xs, ys] = [inked.map((k) => k % 28), inked.map((k) => Math.floor(k / 28))];
            const extent = (list) => Math.max(...list) - Math.min(...list) + 1;
            if (Math.max(extent(xs), extent(ys)) > 20) faults.push(`drawing ${i}: larger than the box`);
            const mass = image.reduce((sum, grey) => sum + grey, 0);
            const centre = [0, 1].map((axis) => image.reduce((sum, grey, k) => sum + grey * (axis ? Math.floor(k / 28) : k % 28), 0) / mass);
            const [left, top] = [Math.min(...xs), Math.min(...ys)];
            const free = left > 0 && top > 0 && Math.max(...xs) < 27 && Math.max(...ys) < 27;
            if (free && centre.some((c) => Math.abs(c - 14) > 0.51)) faults.push(`drawing ${i}: its middle is at ${centre}`);
        }
        return faults.join("; ");
    });

export async function drive({ page, box, expect, touch }) {
    const press = async (name) => {
        await box.getByRole("button", { name }).click();
        await settled(page);
    };
    const says = () => box.locator(".live-says").textContent();
    const agrees = async (what) => expect(what, await outputs(box), await expected(page, box));
    expect("how drawings are framed", await framing(page), "");
    await agrees("the digit at first");
    if (!(await says()).startsWith("It reads a 7")) expect("at first", await says(), "It reads a 7");

    let steps = 0;
    while (!(await says()).startsWith("It reads a 3") && steps < 20) {
        await press("A step towards it");
        steps += 1;
    }
    expect("misled", (await says()).slice(0, 14), "It reads a 3 a");
    await box.getByRole("combobox", { name: "test digit" }).selectOption("4");
    await settled(page);
    await agrees("a test digit");
    if (!(await says()).startsWith("It reads a 4")) expect("a test digit", await says(), "It reads a 4");

    await press("Clear the paper");
    await agrees("an empty paper");
    await dragBy(page, box.locator(".live-paper"), 12, 70, touch);
    await agrees("a line by hand");

    // A one, by keys: up, and down the stem.
    await press("Clear the paper");
    await box.locator(".live-paper").focus();
    const keys = async (key, times) => {
        for (let i = 0; i < times; i++) await page.keyboard.press(key);
    };
    await keys("ArrowUp", 25);
    await keys("Space", 1);
    await keys("ArrowDown", 16);
    await keys("Space", 1);
    await keys("ArrowRight", 2);
    await settled(page);
    await agrees("a line by keys");
    if (!(await says()).startsWith("It reads a 1")) expect("a line by keys", await says(), "It reads a 1");
    await press("Reset");
    await agrees("reset");
}

export async function walk({ page, box, expect, reach, press, heard }) {
    const says = () => box.locator(".live-says").textContent();
    await reach("Paper to draw a digit on. Arrow keys move the pen; the space bar puts it down and lifts it.");
    await press("ArrowDown", 2);
    expect("the pen", (await heard()).split(",")[0], "The pen is up");
    await press("Space");
    await press("ArrowDown", 10);
    expect("the pen", (await heard()).split(".")[0], "The pen is down, 50 % from the left and 73 % from the top");
    await press("Space");
    expect("the pen", (await heard()).split(",")[0], "The pen is up");
    expect("a line by keys", await outputs(box), await expected(page, box));
    if (!(await heard()).includes(await says())) expect("what is heard", await heard(), await says());
    await reach("test digit");
    await press("4");
    if (!(await says()).startsWith("It reads a 4")) expect("a test digit", await says(), "It reads a 4");
    await reach("Clear the paper");
    await press("Enter");
    expect("an empty paper", await outputs(box), await expected(page, box));
    await reach("target");
    await press("8");
    await reach("A step towards it");
    await press("Enter", 3);
    if (!(await says()).includes("after 3 steps")) expect("three steps", await says(), "after 3 steps");
    if (!(await says()).includes("For the target 8 ")) expect("the target", await says(), "For the target 8");
    await reach("Reset");
    await press("Enter");
    if (!(await says()).startsWith("It reads a 7. For the target 3 ")) expect("reset", await says(), "It reads a 7. For the target 3");
}
