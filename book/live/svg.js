// Drawing: elements of SVG, numbers and curves.

const SPACE = "http://www.w3.org/2000/svg";

// An element. `style` is written out, so that a drawing can stand outside the page as well.
export function svg(name, attributes = {}, ...children) {
    const node = document.createElementNS(SPACE, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
}

// A drawing of this size; its description is for those who cannot see it.
export function drawing(width, height, description) {
    const title = svg("title", {}, description);
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: "live-svg" }, title);
}

// Text at a place. Options: size, anchor, colour, weight; `halo` keeps lines off the letters.
export function label(x, y, text, { size = 13, anchor = "middle", colour = "currentColor", weight = 400, halo = false } = {}) {
    let style = `fill:${colour};font-size:${size}px;text-anchor:${anchor};font-weight:${weight}`;
    if (halo) style += ";paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round";
    return svg("text", { x, y, style }, text);
}

export const path = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");

// A number as the book writes it: with a minus sign and without a minus nought.
export function number(x, decimals = 4) {
    const text = x.toFixed(decimals);
    return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

// The same with as many decimals as it takes, up to four: 0.5, −1, 2.25.
export const short = (x) => number(x).replace(/\.?0+$/, "");

const LOWERED = "₀₁₂₃₄₅₆₇₈₉";
const digits = (n, signs) => [...String(n)].map((digit) => signs[digit]).join("");

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// 10 to a whole power.
export const power = (exponent) => `10${String(exponent).replace("-", "⁻").replace(/\d/g, (digit) => RAISED[digit])}`;

// A number with four decimals, or by its power of ten where they would not show it.
export function brief(x) {
    if (x === 0 || Math.abs(x) >= 0.001) return number(x);
    const [digits, exponent] = x.toExponential(1).split("e");
    return `${digits.replace("-", "−")} · ${power(Number(exponent))}`;
}

// A factor or a term behind a sign: a negative one stands in brackets.
export const factor = (text) => (text.startsWith("−") ? `(${text})` : text);

// A symbol with its layer and, counted from 1, its indices: symbol("w", 2, 3, 1) is w²₃₁.
export const symbol = (letter, layer, ...indices) =>
    letter + digits(layer, RAISED) + indices.map((index) => digits(index, LOWERED)).join("");

// Maps [low, high] onto [from, to].
export function scale(low, high, from, to) {
    const place = (x) => from + ((x - low) / (high - low)) * (to - from);
    place.back = (at) => low + ((at - from) / (to - from)) * (high - low);
    return place;
}
