// Looks at one page and says what is wrong with it.

export async function lookAt(page, url, axe) {
    const faults = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
    page.on("requestfailed", (request) => faults.push(`failed request: ${request.url()}`));
    page.on("request", (request) => {
        const outside = !request.url().startsWith(new URL(url).origin);
        if (outside && !request.url().startsWith("data:")) faults.push(`fetches ${request.url()}`);
    });
    page.on("response", (response) => {
        if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(url, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready);
    // Folds hide text that must be right as well.
    await page.evaluate(() => {
        document.querySelectorAll("details").forEach((fold) => (fold.open = true));
    });
    await page.waitForTimeout(100);
    faults.push(...(await page.evaluate(lookInside)));
    await page.addScriptTag({ path: axe });
    faults.push(...(await page.evaluate(runAxe)));
    return faults;
}

// Runs in the page: text that was not rendered, boxes that do not fit.
export function lookInside() {
    const faults = [];
    const main = document.querySelector("main");
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { parentElement, data } = texts.currentNode;
        if (parentElement.closest("code, pre, script, style")) continue;
        const raw = data.match(/\$\S[^$]*\$|\{\{|\}\}|[\uE000\uE001]|\\[a-z]{2,}/);
        if (raw) faults.push(`not rendered: ${data.trim().slice(0, 80)}`);
    }
    for (const still of main.querySelectorAll("figure[data-live]:not(.is-live)")) {
        if (!location.pathname.endsWith("print.html")) faults.push(`#${still.id} does not move`);
    }
    if (main.querySelector("merror")) faults.push("a formula with an error");
    if (main.querySelector("math") && !document.fonts.check('16px "Book Math"')) {
        faults.push("the mathematics font is not loaded");
    }
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => /auto|scroll|hidden/.test(getComputedStyle(element).overflowX);
    const isCut = (element) => {
        for (let e = element.parentElement; e && e !== main; e = e.parentElement) {
            if (scrolls(e)) return true;
        }
        return false;
    };
    if (document.documentElement.scrollWidth > width) faults.push("the page scrolls sideways");
    for (const element of main.querySelectorAll("*")) {
        const { left, right, width: own } = element.getBoundingClientRect();
        if (own > 0 && (right > width + 1 || left < -1) && !isCut(element)) {
            const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
            faults.push(`<${element.localName}> is wider than the screen: ${text}`);
        }
    }
    for (const box of main.querySelectorAll(".math-display")) {
        if (box.scrollHeight > box.clientHeight + 1) {
            faults.push(`a formula is cut off: ${box.textContent.slice(0, 60)}`);
        }
    }
    return faults;
}

// Runs in the page: what axe-core calls serious or critical.
async function runAxe() {
    const results = await window.axe.run(document, { resultTypes: ["violations"] });
    return results.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, help, nodes }) =>
            nodes.map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 100)}`),
        );
}
