// Does the code of a page compute what the crate computes?

// Two ways of adding up the same few dozen products, and two exponential functions, differ in the
// last of 16 digits; ten layers make that a few hundred times as much. A wrong formula makes it
// 10¹⁰ times as much.
const AGREE = 1e-12;

// Lets the page solve all cases, and says how many there were and how far apart the answers are.
export async function agreement(browser, url, { cases: wanted }, all, fault) {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForSelector("figure.is-live");
    const results = [];
    for (const [key, solve] of Object.entries(wanted)) {
        if (all[key].length < 100) fault(`only ${all[key].length} cases of ${key}`);
        const solved = await page.evaluate(`(${runAll})(${solve}, ${JSON.stringify(all[key])})`);
        const worst = Math.max(...solved.filter(({ bar }) => !(bar > AGREE)).map(({ apart }) => apart));
        // Not `apart > bar`: what is no number is wrong too.
        const wrong = solved.filter(({ apart, bar }) => !(apart <= (bar ?? AGREE)));
        for (const name of new Set(wrong.map(({ name }) => name))) {
            const of = wrong.filter((it) => it.name === name);
            fault(`${key}: ${name} is wrong in ${of.length} cases, by ${of[0].apart} in case ${of[0].case}`);
        }
        results.push(`${key}: ${all[key].length} cases, largest difference ${worst.toExponential(1)}`);
    }
    await page.close();
    return results.join("; ");
}

// Runs in the page. `solve` returns pairs by name: what the page computed, what the crate did, and
// a bar of its own where rounding is magnified. Vectors are compared as a whole: the largest
// difference, in units of the largest entry.
function runAll(solve, cases) {
    const flat = (x) => (Array.isArray(x) ? x.flatMap(flat) : [x]);
    const isVector = (x) => !Array.isArray(x) || !Array.isArray(x[0]);
    const apart = (ours, theirs) => {
        if (!isVector(theirs)) {
            if (ours.length !== theirs.length) return NaN;
            return Math.max(...theirs.map((part, i) => apart(ours[i], part)));
        }
        const [u, v] = [flat(ours), flat(theirs)];
        if (u.length !== v.length) return NaN;
        const size = Math.max(...v.map(Math.abs)) || 1;
        return Math.max(...v.map((x, i) => Math.abs(u[i] - x))) / size;
    };
    return cases.flatMap((one, i) =>
        Object.entries(solve(one)).map(([name, [ours, theirs, bar]]) => ({ case: i, name, apart: apart(ours, theirs), bar })),
    );
}
