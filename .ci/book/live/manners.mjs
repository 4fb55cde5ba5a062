// What holds for every moving figure: it is drawn from a file, its keys are its own, a phone holds
// it, it repaints within a frame, it has no faults that axe-core finds, and where it cannot or should
// not move, the still figure stands.

import { lookInside } from "../look.mjs";

const FRAME = 1000 / 60;
// With a mouse, and with a finger by someone who wants nothing to move by itself. Before anything is
// touched, check.mjs looks at all four views.
const VIEWS = [
    { name: "light", theme: "light", width: 1280, height: 900, hasTouch: false, reducedMotion: "no-preference" },
    { name: "phone-dark", theme: "navy", width: 390, height: 844, hasTouch: true, reducedMotion: "reduce" },
];

export async function manners(browser, url, figure, axe, fault) {
    for (const view of VIEWS) {
        const say = (message) => fault(`(${view.name}) ${message}`);
        await inView(browser, url, figure, view, axe, say);
    }
    await standsStill(browser, url, figure, fault);
    return await repaints(browser, url, figure, fault);
}

async function inView(browser, url, figure, view, axe, say) {
    const { theme, width, height, hasTouch, reducedMotion } = view;
    const context = await browser.newContext({ viewport: { width, height }, hasTouch, reducedMotion });
    await context.addInitScript((theme) => localStorage.setItem("mdbook-theme", theme), theme);
    const page = await context.newPage();
    page.on("pageerror", (error) => say(`script: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && say(`console: ${message.text()}`));
    await page.goto(url);
    const box = page.locator(`#fig-${figure.name}`);
    await box.locator(".live").waitFor();
    await keepsItsRoom(page, box, say);
    const expect = (what, shown, wanted) => {
        if (shown !== wanted) say(`${what}: “${shown}” is shown, “${wanted}” expected`);
    };
    await figure.drive({ page, box, expect, touch: hasTouch });
    if (page.url() !== url) return say("a key turned the page");
    for (const found of await page.evaluate(lookInside)) say(`after use: ${found}`);
    await page.addScriptTag({ path: axe });
    for (const found of await page.evaluate(runAxe, `#fig-${figure.name}`)) say(`after use: ${found}`);
    await ownKeys(page, box, say);
    await context.close();
}

// Runs in the page: everything that axe-core has to say about a figure, however light.
async function runAxe(selector) {
    const { violations } = await window.axe.run(selector, { resultTypes: ["violations"], preload: false });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 100)}`));
}

// A figure is as high as the room that the style reserves for it, so nothing jumps when it is mounted.
async function keepsItsRoom(page, box, say) {
    await page.evaluate(() => document.fonts.ready);
    const [reserved, own] = await box.evaluate((figure) => {
        const reserved = parseFloat(getComputedStyle(figure).minHeight);
        figure.style.minHeight = 0;
        const own = figure.offsetHeight;
        figure.style.minHeight = "";
        return [reserved, own];
    });
    if (!(Math.abs(reserved - own) <= 2)) say(`is ${own} pixels high, and theme/weave.css reserves ${reserved}`);
}

// Everything that takes the keyboard: it is reached, and the arrows leave the page where it is.
async function ownKeys(page, box, say) {
    const before = page.url();
    const stops = box.locator(".live :is(input, select, button, [tabindex='0'])");
    for (const stop of await stops.all()) {
        if (await stop.isDisabled()) continue;
        await stop.focus();
        for (const key of ["ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
        if (page.url() !== before) return say("an arrow key turns the page");
    }
}

// On paper, on the page for printing and without scripts, the still figure is there instead.
async function standsStill(browser, url, { name }, fault) {
    const stands = async (page, where) => {
        const drawing = page.locator(`#fig-${name} > .drawing`);
        if (!(await drawing.isVisible())) fault(`${where}: the still figure is missing`);
        if (await page.locator(`#fig-${name} .live`).isVisible()) fault(`${where}: the figure moves`);
        if (await page.locator(`#fig-${name} .when-moving`).isVisible()) fault(`${where}: the caption is that of the moving one`);
    };
    const paper = await browser.newPage();
    await paper.goto(url);
    await paper.locator(`#fig-${name} .live`).waitFor();
    await paper.emulateMedia({ media: "print" });
    await stands(paper, "on paper");
    await paper.close();
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(url);
    await stands(page, "without scripts");
    await plain.close();
    const all = await browser.newContext();
    await all.addInitScript(() => (window.print = () => {}));
    const print = await all.newPage();
    const requests = [];
    print.on("request", (request) => requests.push(request.url()));
    await print.goto(url.replace(/[^/]*$/, "print.html"));
    await print.waitForTimeout(200);
    await stands(print, "on the page for printing");
    const reserved = await print.locator(`#fig-${name}`).evaluate((figure) => getComputedStyle(figure).minHeight);
    if (reserved !== "0px") fault(`on the page for printing ${reserved} are reserved`);
    if (requests.some((request) => request.includes("/live/"))) fault("the page for printing loads code of figures");
    await all.close();
}

// How long one repaint takes while something is dragged, or arrow keys are pressed where there is
// nothing to drag: script, style and layout.
async function repaints(browser, url, { name, drag, keys }, fault) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(() => {
        window.repaints = [];
        const plain = window.requestAnimationFrame.bind(window);
        window.requestAnimationFrame = (paint) =>
            plain((time) => {
                const start = performance.now();
                paint(time);
                document.body.getBoundingClientRect();
                window.repaints.push(performance.now() - start);
            });
    });
    await page.goto(url);
    const box = page.locator(`#fig-${name}`);
    await box.locator(".live").waitFor();
    const { x, y, width, height } = await handle(box, drag ?? keys);
    const [from, row] = [x + width / 2, y + height / 2];
    if (keys) await box.locator(keys).focus();
    else {
        await page.mouse.move(from, row);
        await page.mouse.down();
    }
    await page.evaluate(() => (window.repaints.length = 0));
    for (let i = 0; i < 60; i++) {
        if (keys) await page.keyboard.press("ArrowRight");
        else await page.mouse.move(from + 40 * Math.sin(i / 6), row);
        await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await page.mouse.up();
    // Waiting for a frame is no repaint: its time is next to nothing.
    const times = (await page.evaluate(() => window.repaints)).filter((time) => time > 0.05).sort((a, b) => a - b);
    await page.close();
    const [median, most] = [times[Math.floor(times.length / 2)], times.at(-1)];
    if (!(times.length >= 30)) fault(`a drag of 60 moves repaints ${times.length} times`);
    if (!(median <= FRAME)) fault(`a repaint takes ${median.toFixed(1)} ms`);
    return `repaint ${median.toFixed(1)} ms, at most ${most.toFixed(1)} ms`;
}

// Where a thing to drag is, scrolled into view.
export async function handle(box, selector) {
    const node = box.locator(selector).last();
    await node.scrollIntoViewIfNeeded();
    return await node.boundingBox();
}
