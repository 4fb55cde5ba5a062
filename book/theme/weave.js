// The button for the side bar is a label: here it becomes a button for keyboards and readers.
(() => {
    const toggle = document.getElementById("mdbook-sidebar-toggle");
    toggle.setAttribute("role", "button");
    toggle.tabIndex = 0;
    toggle.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            toggle.click();
        }
    });
})();

// What scrolls sideways can be reached with the keyboard; what fits is no stop on its way.
(() => {
    const boxes = document.querySelectorAll(".math-display, .drawing, .table-wrapper, pre > code, pre");
    const update = (box) => {
        if (box.scrollWidth > box.clientWidth + 1) {
            box.tabIndex = 0;
        } else {
            box.removeAttribute("tabindex");
        }
    };
    const observer = new ResizeObserver((entries) => entries.forEach((e) => update(e.target)));
    boxes.forEach((box) => observer.observe(box));
})();

// Paper is white and has no folds to open: both are put right for it and back afterwards.
(() => {
    const root = document.documentElement;
    const colours = document.querySelectorAll(
        "#mdbook-highlight-css, #mdbook-ayu-highlight-css, #mdbook-tomorrow-night-css",
    );
    let undo = [];
    const change = (object, key, value) => {
        const before = object[key];
        undo.push(() => (object[key] = before));
        object[key] = value;
    };
    addEventListener("beforeprint", () => {
        const dark = ["navy", "coal", "ayu", "rust"].find((name) => root.classList.contains(name));
        if (dark) {
            change(root, "className", root.className.replace(dark, "light"));
            colours.forEach((link) => change(link, "disabled", link.id !== "mdbook-highlight-css"));
        }
        document.querySelectorAll("details").forEach((fold) => change(fold, "open", true));
    });
    addEventListener("afterprint", () => {
        undo.reverse().forEach((step) => step());
        undo = [];
    });
})();

// The atlas of mistakes: only the entries with all the words in the field are shown, and with what is
// chosen to be seen.
(() => {
    const filter = document.querySelector("form.filter");
    if (!filter || /print(\.html)?$/.test(location.pathname)) return;
    const chapters = [];
    for (let part = filter.nextElementSibling; part; part = part.nextElementSibling) {
        if (part.tagName === "H2") chapters.push({ heading: part, entries: [] });
        if (part.tagName === "H3") chapters.at(-1)?.entries.push({ parts: [], text: part.id });
        const entry = chapters.at(-1)?.entries.at(-1);
        entry?.parts.push(part);
        if (!entry) continue;
        entry.text += ` ${part.textContent.toLowerCase()}`;
        entry.seen ??= part.querySelector("[data-seen]")?.dataset.seen;
    }
    const all = chapters.flatMap(({ entries }) => entries);
    const show = () => {
        const words = filter.querySelector("input").value.toLowerCase().split(/\s+/);
        const seen = filter.querySelector("select").value;
        for (const entry of all) {
            entry.hidden =
                (seen && entry.seen !== seen) || !words.every((word) => entry.text.includes(word));
            entry.parts.forEach((part) => (part.hidden = entry.hidden));
        }
        for (const { heading, entries } of chapters) {
            heading.hidden = entries.every((entry) => entry.hidden);
        }
        const shown = all.filter((entry) => !entry.hidden).length;
        filter.querySelector("output").value = `${shown} of ${all.length}`;
    };
    filter.addEventListener("input", show);
    filter.addEventListener("submit", (event) => event.preventDefault());
    filter.hidden = false;
    show();
})();

// Figures that move: their code is loaded where there is one. The page for printing keeps the still
// ones.
(() => {
    const figures = [...document.querySelectorAll("figure[data-live]")];
    if (figures.length === 0 || /print(\.html)?$/.test(location.pathname)) return;
    window.live = {};
    const modules = (figure) => figure.dataset.live.split(" ");
    const scripts = [...new Set(figures.flatMap(modules))].map((name) => {
        const script = document.createElement("script");
        script.src = `${path_to_root}live/${name}.js`;
        script.async = false; // in this order
        return script;
    });
    scripts.at(-1).addEventListener("load", () => {
        figures.forEach((figure) => window.live[modules(figure).at(-1)].mount(figure));
    });
    document.head.append(...scripts);
})();
