// What a reader takes hold of: sliders, buttons, things to drag. And what is said aloud.

export function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
}

// The box of a moving figure, in the place of the still one. `build` fills it; should it fail, the
// still one stands as before.
export function stage(figure, name, build) {
    const box = element("div", { class: "live", role: "group", "aria-label": name });
    build(box);
    // The keys of a slider are no keys of the book.
    box.addEventListener("keydown", (event) => {
        if (event.key.startsWith("Arrow")) event.stopPropagation();
    });
    figure.querySelector(".drawing").before(box);
    figure.classList.add("is-live");
    return box;
}

// A native slider with its label before and its value behind. `text` writes the value.
export function slider(place, name, { min, max, step, value, text }, onInput) {
    const input = element("input", { type: "range", min, max, step });
    const output = element("output");
    const row = element("label", { class: "live-slider" }, element("span", {}, name), input, output);
    const show = () => {
        output.textContent = text(Number(input.value));
        input.setAttribute("aria-valuetext", output.textContent);
    };
    const set = (x) => {
        input.value = x;
        show();
    };
    input.addEventListener("input", () => {
        show();
        onInput(Number(input.value));
    });
    set(value);
    place.append(row);
    return { input, row, set };
}

export function button(place, name, onClick) {
    const node = element("button", { type: "button", class: "live-button" }, name);
    node.addEventListener("click", onClick);
    place.append(node);
    return node;
}

// A choice from a list: [value, text] or, for a heading, { heading, options }.
export function choice(place, name, groups, onChange) {
    const option = ([value, text]) => element("option", { value }, text);
    const select = element("select");
    for (const group of groups) {
        select.append(
            group.heading
                ? element("optgroup", { label: group.heading }, ...group.options.map(option))
                : option(group),
        );
    }
    select.addEventListener("change", () => onChange(select.value));
    place.append(element("label", { class: "live-choice" }, element("span", {}, name), select));
    return select;
}

// A table of what is known: a row for each head, with a cell to write the value into.
export function factsTable(heads) {
    const cells = heads.map(() => element("td"));
    const rows = heads.map((head, i) => element("tr", {}, element("th", { scope: "row" }, head), cells[i]));
    return { table: element("table", { class: "live-facts" }, ...rows), cells };
}

// Says a text aloud once nothing has moved for a moment.
export function speaker(place) {
    const region = element("p", { class: "live-aloud", "aria-live": "polite" });
    place.append(region);
    let timer;
    return (text) => {
        clearTimeout(timer);
        timer = setTimeout(() => (region.textContent = text), 400);
    };
}

// Where a pointer is, in units of the drawing.
export const placeOf = (root, { clientX, clientY }) => new DOMPoint(clientX, clientY).matrixTransform(root.getScreenCTM().inverse());

// A finger that is put on the node moves what it holds, not the page. (Chromium heeds the style
// `touch-action` of a whole drawing, not that of its parts.)
export function holdTouch(node) {
    node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
}

// Calls `move(dx, dy, x, y)` while the node is dragged: how far in all, and to where, both in units of the
// drawing. `start` is called first, `end` last.
export function draggable(node, { start = () => {}, move, end = () => {} }) {
    holdTouch(node);
    node.addEventListener("pointerdown", (down) => {
        if (down.button !== 0) return;
        const root = node.ownerSVGElement ?? node;
        const from = placeOf(root, down);
        const onMove = (event) => {
            const to = placeOf(root, event);
            move(to.x - from.x, to.y - from.y, to.x, to.y);
        };
        node.setPointerCapture(down.pointerId);
        const onEnd = () => {
            for (const type of ["pointerup", "pointercancel"]) node.removeEventListener(type, onEnd);
            node.removeEventListener("pointermove", onMove);
            end();
        };
        node.addEventListener("pointermove", onMove);
        for (const type of ["pointerup", "pointercancel"]) node.addEventListener(type, onEnd);
        down.preventDefault();
        start(from.x, from.y);
    });
}

// However often it is asked, paints once a frame.
export function painter(paint) {
    let waiting = false;
    return () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
            waiting = false;
            paint();
        });
    };
}

export const limited = (x, min, max) => Math.min(max, Math.max(min, x));

// A button that lets something run, a step every so often, until `step` returns false or the reader
// stops it. Who wants nothing to move by itself gets the end at once.
export function runner(place, { step, finish, begin = () => {}, every = 60 }) {
    let timer = null;
    const stop = () => {
        clearInterval(timer);
        timer = null;
        node.textContent = "Run";
    };
    const node = button(place, "Run", () => {
        if (timer !== null) return stop();
        begin();
        if (matchMedia("(prefers-reduced-motion: reduce)").matches) return finish();
        node.textContent = "Stop";
        timer = setInterval(() => step() || stop(), every);
    });
    // Both words take the same room.
    node.style.minWidth = "7rem";
    return { stop };
}
