// A panel with two axes, and what is drawn into it.

import { label, number, path, scale, svg } from "./svg.js";

// Marks of an axis that show their values.
export const ticks = (values, decimals = 0) => values.map((value) => [value, number(value, decimals)]);

let panels = 0;

// Places a panel in a drawing. `x` and `y` are { from, to, low, high, ticks, name }, where from and to
// are places in the drawing and a tick is [value, text]. Nothing reaches beyond its frame.
export function panel(root, x, y) {
    const [X, Y] = [x, y].map(({ low, high, from, to }) => scale(low, high, from, to));
    const [width, height] = [x.to - x.from, y.from - y.to];
    const grid = (d) => svg("path", { d, style: "fill:none;stroke:var(--fig-grid);stroke-width:1" });
    root.append(
        ...x.ticks.flatMap(([value, text]) => [grid(`M${X(value)} ${y.from}V${y.from + 5}`), label(X(value), y.from + 19, text)]),
        ...y.ticks.flatMap(([value, text]) => [grid(`M${x.from} ${Y(value)}H${x.to}`), label(x.from - 7, Y(value) + 4.5, text, { anchor: "end" })]),
        label((x.from + x.to) / 2, y.from + 38, x.name),
        label(x.from - 7, y.to - 9, y.name, { anchor: "start" }),
        grid(`M${x.from} ${y.from}H${x.to}`),
    );
    const id = `live-clip-${panels++}`;
    const frame = svg("rect", { x: x.from, y: y.to, width, height });
    const inside = svg("g", { "clip-path": `url(#${id})` });
    root.append(svg("clipPath", { id }, frame), inside);
    const points = (list) => list.map(([u, v]) => [X(u), Y(v)]);

    return {
        X,
        Y,
        inside,
        // A line whose points are given later, as often as one likes.
        line(colour, width = 2.2, more = "") {
            const node = svg("path", { style: `fill:none;stroke:${colour};stroke-width:${width};stroke-linejoin:round;${more}` });
            inside.append(node);
            return (list) => node.setAttribute("d", path(points(list)));
        },
        // The lines on which f has one of the levels, over n × n cells of the whole panel.
        levels(colour, width, more = "") {
            const node = svg("path", { style: `fill:none;stroke:${colour};stroke-width:${width};${more}` });
            inside.append(node);
            return (f, n, levels) => node.setAttribute("d", contour(f, [[x.low, x.high], [y.low, y.high]], n, levels).map((piece) => path(points(piece))).join(""));
        },
        // Dots: short lines of no length with round ends.
        dots(colour, size = 6) {
            const node = svg("path", { style: `fill:none;stroke:${colour};stroke-width:${size};stroke-linecap:round` });
            inside.append(node);
            return (list) => node.setAttribute("d", points(list).map(([u, v]) => `M${u.toFixed(2)} ${v.toFixed(2)}h0`).join(""));
        },
    };
}

// The line f = level over n × n cells of the rectangle [[u, u′], [v, v′]], in pieces: in each cell it
// runs straight between the sides that it crosses.
function contour(f, [[u0, u1], [v0, v1]], n, levels) {
    const at = (i, j) => [u0 + (i / n) * (u1 - u0), v0 + (j / n) * (v1 - v0)];
    const grid = Array.from({ length: n + 1 }, (_, i) => Array.from({ length: n + 1 }, (_, j) => f(at(i, j))));
    const pieces = [];
    for (const level of levels) {
        for (let i = 0; i < n; i++) {
            for (let j = 0; j < n; j++) pieces.push(...crossing([[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]], grid, level, at));
        }
    }
    return pieces;
}

function crossing(corners, grid, level, at) {
    const heights = corners.map(([i, j]) => grid[i][j] - level);
    const points = [];
    corners.forEach((corner, k) => {
        const next = (k + 1) % 4;
        if (heights[k] < 0 === heights[next] < 0) return;
        const t = heights[k] / (heights[k] - heights[next]);
        const [a, b] = [at(...corner), at(...corners[next])];
        points.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    });
    return points.length === 4 ? [points.slice(0, 2), points.slice(2)] : points.length ? [points] : [];
}
