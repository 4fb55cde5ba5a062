// Opens every page of the built book in Chromium, light, dark and as wide as a phone, and
// fails on what a reader would trip over.
//
//     npm ci && node check.mjs ../../book/book [--shots FOLDER]

import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { lookAt } from "./look.mjs";
import { serve } from "./serve.mjs";

const [folder, option, shots] = process.argv.slice(2);
if (!folder || (option && option !== "--shots")) {
    console.error("usage: node check.mjs FOLDER-OF-THE-BUILT-BOOK [--shots FOLDER]");
    process.exit(2);
}

const views = [
    { name: "light", theme: "light", width: 1280, height: 900 },
    { name: "dark", theme: "navy", width: 1280, height: 900 },
    { name: "phone", theme: "light", width: 390, height: 844 },
    { name: "phone-dark", theme: "navy", width: 390, height: 844 },
];

const names = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);
const executablePath = process.env.CHROMIUM ?? names.find((name) => existsSync(name));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// The page for missing pages and the frame of the side bar are not read by themselves.
const pages = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(".html") && !["404.html", "toc.html"].includes(name))
    .sort();
const server = await serve(folder);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
if (shots) await mkdir(shots, { recursive: true });

let faults = 0;
for (const view of views) {
    const context = await browser.newContext({ viewport: view });
    await context.addInitScript((theme) => {
        localStorage.setItem("mdbook-theme", theme);
        window.print = () => {};
    }, view.theme);
    for (const name of pages) {
        const page = await context.newPage();
        const found = await lookAt(page, `${server.url}/${name}`, axe);
        for (const fault of found) console.error(`${name} (${view.name}): ${fault}`);
        faults += found.length;
        if (shots) {
            const file = `${name.replaceAll("/", "-").replace(".html", "")}-${view.name}.png`;
            await page.screenshot({ path: join(shots, file), fullPage: true });
        }
        await page.close();
    }
    await context.close();
}
await browser.close();
server.close();
console.log(`${pages.length} pages, ${views.length} views, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
