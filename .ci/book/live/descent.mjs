// Chapter 2: cost and descent.

import { dragBy, keysTo, settled } from "./hands.mjs";

export const page = "cost";
export const name = "cost_surface";
export const drag = ".live-start";

// Run in the page: what it makes of a case, beside what the crate makes of it.
export const cases = {
    descent: ({ w, eta, cost, gradient, to, promised, real, calm, path }) => {
        const { costAt, gradientAt, stepFrom, descent } = live.descent;
        const step = stepFrom(w, eta);
        // The difference of two costs has the rounding errors of both, however small it is.
        const bar = (8 * Number.EPSILON * (cost + 0.01)) / Math.abs(real);
        return {
            cost: [costAt(w), cost],
            gradient: [gradientAt(w), gradient],
            to: [step.to, to],
            promised: [step.promised, promised],
            real: [step.real, real, bar],
            path: [descent(w, calm, path.length - 1), path],
        };
    },
};

const facts = (box) => box.locator(".live-facts td").allTextContents();

// What should be shown for a start, a learning rate and a number of steps.
const expected = (page, start, eta, steps) =>
    page.evaluate(
        ([start, eta, steps]) => {
            const { descent, costAt, stepFrom } = live.descent;
            const last = descent(start, eta, steps).at(-1);
            const { promised, real } = stepFrom(last, eta);
            return [costAt(last), promised, real].map((x) => live.svg.brief(x)).join();
        },
        [start, eta, steps],
    );

export async function drive({ page, box, expect, touch }) {
    const shows = async (what, start, eta, steps) => expect(what, (await facts(box)).join(), await expected(page, start, eta, steps));
    const slider = (name) => box.getByRole("slider", { name });
    const press = async (name) => {
        await box.getByRole("button", { name, exact: true }).click();
        await settled(page);
    };
    await shows("at first", [-1.5, 1], 8, 20);
    await press("Step");
    await shows("a step", [-1.5, 1], 8, 21);
    await press("Back to the start");
    await shows("the start", [-1.5, 1], 8, 0);
    for (let i = 0; i < 3; i++) await press("Step");

    await dragBy(page, box.locator(".live-start"), 40, -30, touch);
    const start = await Promise.all(["start w₁", "start w₂"].map(async (name) => Number(await slider(name).inputValue())));
    if (!(start[0] > -1.4 && start[1] > 1.1)) expect("a drag", start.join(), "a start further up and right");
    await shows("dragged", start, 8, 3);

    await keysTo(page, slider("start w₁"), 10);
    await keysTo(page, slider("learning rate η"), 12);
    await shows("by keys", [-1.7, start[1]], 10 ** -0.988, 3);

    await press("Run");
    await box.getByText("cost after 100 steps").waitFor();
    await shows("run", [-1.7, start[1]], 10 ** -0.988, 100);
    await press("Reset");
    await shows("reset", [-1.5, 1], 8, 20);
}

export async function walk({ page, box, expect, reach, press, heard }) {
    const shows = async (what, start, eta, steps) => expect(what, (await facts(box)).join(), await expected(page, start, eta, steps));
    await reach("learning rate η");
    await press("Home");
    await press("ArrowRight", 5);
    await reach("start w₁");
    await press("End");
    await reach("start w₂");
    await press("ArrowLeft", 20);
    await shows("by keys", [1.6, 0.8], 10 ** -0.995, 20);
    await reach("Step");
    await press("Enter", 3);
    await shows("three steps", [1.6, 0.8], 10 ** -0.995, 23);
    if (!(await heard()).startsWith("After 23 steps with η = 0.10 ")) expect("what is heard", await heard(), "After 23 steps with η = 0.10");
    await reach("Run");
    await press("Space");
    await box.getByText("cost after 100 steps").waitFor();
    await shows("run", [1.6, 0.8], 10 ** -0.995, 100);
    await reach("Back to the start");
    await press("Space");
    await shows("the start", [1.6, 0.8], 10 ** -0.995, 0);
    await reach("Reset");
    await press("Space");
    await shows("reset", [-1.5, 1], 8, 20);
}
