// Chapter 9: draw a digit, watch a trained network read it, and mislead it.

import { drawing, number, path, svg } from "./svg.js";
import { button, choice, draggable, element, limited, painter, speaker, stage } from "./controls.js";
import { SIDE, imageOf } from "./digit_image.js";
import { LENGTH, digits, layers, read, stepTowards } from "./digit_model.js";

const PAPER = 100;
// How far an arrow key moves the pen.
const KEY = 4;

// A picture of 28 × 28 numbers. `ink` gives each a colour [r, g, b] and its strength.
function picture(name) {
    const canvas = element("canvas", { width: SIDE, height: SIDE, role: "img", "aria-label": name });
    const context = canvas.getContext("2d");
    const paint = (values, ink) => {
        const data = context.createImageData(SIDE, SIDE);
        values.forEach((value, i) => {
            const [colour, strength] = ink(value);
            data.data.set([...colour, Math.round(255 * limited(strength, 0, 1))], 4 * i);
        });
        context.putImageData(data, 0, 0);
    };
    return { canvas, paint };
}

// The colour of the page that a variable names, as the numbers that a canvas needs.
function colourOf(variable) {
    const probe = element("span", { style: `color:${variable}` });
    document.querySelector("main").append(probe);
    const colour = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
    probe.remove();
    return colour;
}

// The paper: a pen that is led by mouse, finger or keys. `onChange` is given the strokes, `onPen` says in
// words what the pen does.
function paper(onChange, onPen) {
    const root = drawing(PAPER, PAPER, "");
    const lines = svg("path", { style: "fill:none;stroke:currentColor;stroke-width:7;stroke-linecap:round;stroke-linejoin:round" });
    const pen = svg("circle", { r: 4.5, style: "fill:none;stroke:var(--fig-2);stroke-width:1.6" });
    root.append(svg("rect", { x: 0.5, y: 0.5, width: PAPER - 1, height: PAPER - 1, rx: 3, style: "fill:var(--bg);stroke:var(--fig-grid)" }), lines, pen);
    for (const [key, value] of Object.entries({
        tabindex: 0,
        role: "application",
        class: "live-svg live-paper",
        "aria-label": "Paper to draw a digit on. Arrow keys move the pen; the space bar puts it down and lifts it.",
    })) root.setAttribute(key, value);

    let strokes = [];
    let at = [PAPER / 2, PAPER / 4];
    let down = false;
    const show = () => {
        // A stroke of one point is a dot: a line of no length.
        lines.setAttribute("d", strokes.map((stroke) => path(stroke.length > 1 ? stroke : [stroke[0], stroke[0]])).join(""));
        pen.setAttribute("cx", at[0]);
        pen.setAttribute("cy", at[1]);
        pen.style.fill = down ? "var(--fig-2)" : "none";
    };
    const changed = () => {
        show();
        onPen(`The pen is ${down ? "down" : "up"}, ${Math.round(at[0])} % from the left and ${Math.round(at[1])} % from the top.`);
        if (down) onChange(strokes);
    };
    const moveTo = (x, y) => {
        at = [limited(x, 5, PAPER - 5), limited(y, 5, PAPER - 5)];
        if (down) strokes.at(-1).push(at);
        changed();
    };
    const put = () => {
        down = true;
        strokes.push([at]);
        changed();
    };
    const lift = () => {
        down = false;
        changed();
    };
    draggable(root, {
        start: (x, y) => {
            lift();
            moveTo(x, y);
            put();
            root.focus({ preventScroll: true });
        },
        move: (dx, dy, x, y) => moveTo(x, y),
        end: lift,
    });
    const ways = { ArrowLeft: [-KEY, 0], ArrowRight: [KEY, 0], ArrowUp: [0, -KEY], ArrowDown: [0, KEY] };
    root.addEventListener("keydown", (event) => {
        if (event.key in ways) moveTo(at[0] + ways[event.key][0], at[1] + ways[event.key][1]);
        else if (event.key === " ") down ? lift() : put();
        else return;
        event.preventDefault();
    });
    const clear = () => {
        strokes = [];
        lift();
    };
    show();
    return { root, clear };
}

// The ten outputs as bars with their numbers.
function outputs() {
    const list = element("table", { class: "live-bars" });
    const rows = digits.map((_, digit) => {
        const bar = element("div");
        const value = element("td");
        const row = element("tr", {}, element("th", { scope: "row" }, String(digit)), element("td", { class: "live-bar" }, bar), value);
        list.append(row);
        return (a, isBest) => {
            bar.style.width = `${(100 * a).toFixed(1)}%`;
            value.textContent = number(a, 3);
            row.classList.toggle("is-best", isBest);
        };
    });
    return { list, paint: (output, best) => output.forEach((a, digit) => rows[digit](a, digit === best)) };
}

// The hidden neurons: their weights as images, and how active each is.
function hiddenNeurons() {
    const list = element("div", { class: "live-neurons" });
    const neurons = layers[0].w.map((weights, j) => {
        const { canvas, paint } = picture(`weights of hidden neuron ${j + 1}`);
        const value = element("span");
        list.append(element("div", {}, canvas, value));
        const most = Math.max(...weights.map(Math.abs));
        return { value, canvas, paintWeights: (signed) => paint(weights, signed(most)) };
    });
    return {
        list,
        paintWeights: (signed) => neurons.forEach(({ paintWeights }) => paintWeights(signed)),
        paint: (hidden) =>
            hidden.forEach((a, j) => {
                neurons[j].value.textContent = number(a, 2);
                neurons[j].canvas.style.opacity = (0.4 + 0.6 * a).toFixed(2);
            }),
    };
}

export function mount(figure) {
    stage(figure, "A digit to draw, and a network that reads it", build);
}

function build(box) {
    let image = digits[7];
    let target = 3;
    let steps = 0;
    let pen = "";
    const say = speaker(box);
    const show = (x) => {
        image = x;
        steps = 0;
        repaint();
    };
    const onStrokes = (strokes) => {
        which.value = "";
        show(imageOf(strokes));
    };
    const sheet = paper(onStrokes, (words) => {
        pen = words;
        repaint();
    });
    const [seen, way] = [picture("the digit as the network gets it"), picture("the derivative of the cost with respect to each pixel")];
    const [bars, hidden] = [outputs(), hiddenNeurons()];

    const pictures = element("div", { class: "live-pictures" });
    const titled = (title, node) => pictures.append(element("div", {}, element("span", {}, title), node));
    titled("your paper", sheet.root);
    titled("what it gets", seen.canvas);
    titled("∂C/∂x", way.canvas);

    const hand = element("div", { class: "live-row" });
    const which = choice(hand, "test digit", [["", "–"], ...digits.map((_, digit) => [digit, digit])], (digit) => {
        sheet.clear();
        if (digit !== "") show(digits[digit]);
    });
    button(hand, "Clear the paper", () => {
        sheet.clear();
        which.value = "";
        show(new Array(SIDE * SIDE).fill(0));
    });
    const back = element("div", { class: "live-row" });
    const goal = choice(back, "target", digits.map((_, digit) => [digit, digit]), (digit) => {
        target = Number(digit);
        repaint();
    });
    button(back, "A step towards it", () => {
        image = stepTowards(image, target);
        steps += 1;
        repaint();
    });
    button(back, "Reset", () => {
        sheet.clear();
        target = 3;
        goal.value = 3;
        which.value = 7;
        show(digits[7]);
    });
    const says = element("p", { class: "live-says" });

    let colours;
    const takeColours = () => {
        colours = ["currentColor", "var(--fig-2)", "var(--fig-1)"].map(colourOf);
        // Orange for numbers above 0, blue for those below, paper for 0.
        hidden.paintWeights((most) => (x) => [colours[x > 0 ? 1 : 2], Math.abs(x) / most]);
    };
    const repaint = painter(() => {
        const { output, digit, cost, nablaX, hidden: activations } = read(image, target);
        const most = Math.max(...nablaX.map(Math.abs));
        seen.paint(image, (grey) => [colours[0], grey]);
        way.paint(nablaX, (slope) => [colours[slope > 0 ? 1 : 2], Math.abs(slope) / most]);
        bars.paint(output, digit);
        hidden.paint(activations);
        const walked = steps ? ` after ${steps} ${steps === 1 ? "step" : "steps"} of length ${LENGTH}` : "";
        const text = `It reads a ${digit}${walked}. For the target ${target} the cost is ${number(cost)}.`;
        says.textContent = text;
        say(`${pen} ${text}`);
        pen = "";
    });
    new MutationObserver(() => {
        takeColours();
        repaint();
    }).observe(document.documentElement, { attributeFilter: ["class"] });

    box.prepend(pictures, hand, bars.list, says, back, element("p", { class: "live-title" }, "The hidden neurons: weights and activations"), hidden.list);
    which.value = 7;
    goal.value = target;
    takeColours();
    repaint();
}
