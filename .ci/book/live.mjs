// Drives the moving figures as readers do, and compares what they compute with the crate.
//
//     node live.mjs ../../book/book [--still | FIGURE …]
//
// `--still` draws the still forms of those figures that have no other: book/figures/<name>.svg.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { agreement } from "./live/agreement.mjs";
import { walk } from "./live/keyboard.mjs";
import { manners } from "./live/manners.mjs";
import { stillForm } from "./live/still.mjs";
import * as boundary from "./live/boundary.mjs";
import * as chain from "./live/chain.mjs";
import * as descent from "./live/descent.mjs";
import * as difference from "./live/difference.mjs";
import * as digit from "./live/digit.mjs";
import * as estimate from "./live/estimate.mjs";
import * as forwardPass from "./live/forward_pass.mjs";
import * as indices from "./live/indices.mjs";
import * as neuron from "./live/neuron.mjs";
import * as passes from "./live/passes.mjs";
import * as shapes from "./live/shapes.mjs";
import * as slowStart from "./live/slow_start.mjs";

const figures = [neuron, indices, forwardPass, descent, chain, passes, difference, estimate, boundary, shapes, slowStart, digit];

const [folder, ...rest] = process.argv.slice(2);
const wanted = figures.filter(({ name }) => rest.length === 0 || rest.includes(name));
if (!folder || (wanted.length === 0 && rest[0] !== "--still")) {
    console.error("usage: node live.mjs FOLDER-OF-THE-BUILT-BOOK [--still | FIGURE …]");
    process.exit(2);
}
const root = resolve(import.meta.dirname, "../..");
const book = pathToFileURL(resolve(folder)).href;
const names = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);
const executablePath = process.env.CHROMIUM ?? names.find((name) => existsSync(name));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

const faults = [];
if (rest[0] === "--still") {
    for (const figure of figures) {
        const { page, name, still } = figure;
        if (!still) continue;
        const file = resolve(root, `book/figures/${name}.svg`);
        await writeFile(file, await stillForm(browser, `${book}/${page}.html`, figure));
        console.log(file);
    }
} else {
    const cargo = ["run", "--quiet", "--locked", "--package", "plots", "--", "--cases"];
    const cases = JSON.parse(execFileSync("cargo", cargo, { cwd: root, maxBuffer: 1 << 28 }));
    for (const figure of wanted) {
        const { page, name, still } = figure;
        const url = `${book}/${page}.html`;
        const fault = (message) => faults.push(`${page}.html, ${name}: ${message}`);
        const attempt = async (what) => what().catch((error) => fault(error.message));
        const compared = await attempt(() => agreement(browser, url, figure, cases, fault));
        const drag = await attempt(() => manners(browser, url, figure, axe, fault));
        const walked = figure.walk && (await attempt(() => walk(browser, url, figure, fault)));
        if (still) {
            const drawn = await stillForm(browser, url, figure);
            const kept = await readFile(resolve(root, `book/figures/${name}.svg`), "utf8");
            if (drawn !== kept) fault("the still form is not current: npm run still --prefix .ci/book");
        }
        console.log(`${name}: ${[compared, drag, walked].filter(Boolean).join("; ")}`);
    }
}
await browser.close();
for (const fault of faults) console.error(fault);
console.log(`${wanted.length} moving figures, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
