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
    const boxes = document.querySelectorAll(".math-display, .table-wrapper, pre > code, pre");
    const update = (box) => {
        if (box.scrollWidth > box.clientWidth + 1) {
            box.tabIndex = 0;
        } else {
            box.removeAttribute("tabindex");
        }
    };
    const observer = new ResizeObserver((entries) => entries.forEach((e) => update(e.target)));
    boxes.forEach((box) => observer.observe(box));
    // Paper has no folds to open.
    addEventListener("beforeprint", () => {
        document.querySelectorAll("details:not([open])").forEach((fold) => {
            fold.open = true;
            fold.dataset.printed = "";
        });
    });
    addEventListener("afterprint", () => {
        document.querySelectorAll("details[data-printed]").forEach((fold) => {
            fold.open = false;
            delete fold.dataset.printed;
        });
    });
})();
