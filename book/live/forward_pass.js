// Chapter 1: the forward pass through the network of the book.

import { stage } from "./controls.js";
import { build } from "./passes.js";

export function mount(figure) {
    stage(figure, "The network and its forward pass, to change and to step through", (box) => build(box, false));
}
