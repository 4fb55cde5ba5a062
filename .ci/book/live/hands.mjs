// A reader's hands.

// Drags from the middle of a node by so many pixels, with the mouse or with a finger.
export async function dragBy(page, node, dx, dy, touch) {
    await node.evaluate((it) => it.scrollIntoView({ block: "center" }));
    const { x, y, width, height } = await node.boundingBox();
    const [fromX, fromY] = [x + width / 2, y + height / 2];
    const at = (part) => ({ x: fromX + dx * part, y: fromY + dy * part });
    const parts = [0.25, 0.5, 0.75, 1];
    if (!touch) {
        await page.mouse.move(fromX, fromY);
        await page.mouse.down();
        for (const part of parts) await page.mouse.move(at(part).x, at(part).y);
        await page.mouse.up();
        await page.mouse.move(1, 1);
    } else {
        await page.evaluate(() => addEventListener("pointercancel", () => (window.cancelled = true)));
        const client = await page.context().newCDPSession(page);
        const send = (type, touchPoints) => client.send("Input.dispatchTouchEvent", { type, touchPoints });
        await send("touchStart", [at(0)]);
        for (const part of parts) await send("touchMove", [at(part)]);
        await send("touchEnd", []);
        if (await page.evaluate(() => window.cancelled)) throw new Error("a finger moves the page instead of what it holds");
    }
    await settled(page);
}

// Sets a slider with keys only: to its start, then so many steps up.
export async function keysTo(page, slider, steps) {
    await slider.focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < steps; i++) await page.keyboard.press("ArrowRight");
    await settled(page);
}

// Until what is asked for has been painted.
export const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
