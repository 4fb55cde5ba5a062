// A reader without a mouse: Tab leads to the figure, through it and out of it again.

import { settled } from "./hands.mjs";

// Walks as `figure.walk` says. `reach(name)` presses Tab once and must then be at the thing of that name.
export async function walk(browser, url, figure, fault) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    // A link to the figure is where the walk starts: the next Tab goes on from there.
    await page.goto(`${url}#fig-${figure.name}`);
    const box = page.locator(`#fig-${figure.name}`);
    await box.locator(".live").waitFor();
    const expect = (what, shown, wanted) => {
        if (shown !== wanted) fault(`(keyboard) ${what}: “${shown}” is shown, “${wanted}” expected`);
    };
    let stops = 0;
    const reach = async (name) => {
        await page.keyboard.press("Tab");
        stops += 1;
        const { text, isSeen } = await page.evaluate(focused);
        expect(`stop ${stops}`, text, name);
        if (!isSeen) fault(`(keyboard) “${name}” does not show that it has the focus, or is out of sight`);
    };
    const press = async (key, times = 1) => {
        for (let i = 0; i < times; i++) await page.keyboard.press(key);
        await settled(page);
    };
    // What a screen reader hears once nothing has moved for a moment.
    const heard = async () => {
        await page.waitForTimeout(500);
        return await box.locator(".live-aloud").textContent();
    };
    await figure.walk({ page, box, expect, reach, press, heard });
    await page.keyboard.press("Tab");
    if (await box.locator(":focus").count()) fault("(keyboard) there are more stops than expected");
    for (let i = 0; i < stops; i++) await page.keyboard.press("Shift+Tab");
    const first = box.locator(".live :is(input, select, button, [tabindex='0'])").first();
    if (!(await first.evaluate((it) => it === document.activeElement))) fault("(keyboard) Shift+Tab does not lead back");
    await page.close();
    return `${stops} stops by keyboard`;
}

// Runs in the page: the name of what has the focus, and whether that can be seen.
function focused() {
    const it = document.activeElement;
    const { top, bottom } = it.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    const label = it.labels?.[0];
    const text = it.getAttribute("aria-label") ?? (label?.querySelector("span") ?? label ?? it).textContent;
    return { text, isSeen: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && top >= 0 && bottom <= innerHeight };
}
