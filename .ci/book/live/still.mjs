// The still form of a moving figure: its drawing as it stands before anything is touched, or after
// `pose`.

export async function stillForm(browser, url, { name, still, pose = () => {} }) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(url);
    await page.waitForSelector(`#fig-${name}.is-live`);
    await pose(page.locator(`#fig-${name}`));
    await page.waitForTimeout(100);
    const text = await page.evaluate(
        ([name, title]) => {
            const drawing = document.querySelector(`#fig-${name} .live-svg`).cloneNode(true);
            for (const attribute of ["class", "role", "aria-label"]) drawing.removeAttribute(attribute);
            // What catches the pointer is not seen, and neither is what is empty.
            const unseen = (node) => node.style.fill === "transparent" || (node.localName === "text" && !node.textContent);
            drawing.querySelectorAll("rect, text").forEach((node) => unseen(node) && node.remove());
            drawing.querySelector("title").textContent = title;
            drawing.querySelectorAll("[data-parameter]").forEach((node) => node.removeAttribute("data-parameter"));
            return new XMLSerializer().serializeToString(drawing).replaceAll("><", ">\n<");
        },
        [name, still],
    );
    await page.close();
    return `${text}\n`;
}
