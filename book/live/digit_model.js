// Chapter 9: the network that reads digits, and the way back from a target to the image.

import { backprop, crossEntropy } from "./network.js";
import { parameters, samples, sizes } from "./digit_network.js";

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

// For each neuron: what one unit is worth, a signed byte for each weight, the bias.
function decoded(base64) {
    const view = new DataView(bytesOf(base64).buffer);
    let at = 0;
    const float = () => view.getFloat32((at += 4) - 4, true);
    return sizes.slice(1).map((neurons, l) => {
        const [w, b] = [[], []];
        for (let j = 0; j < neurons; j++) {
            const unit = float();
            w.push(Array.from({ length: sizes[l] }, () => unit * view.getInt8(at++)));
            b.push(float());
        }
        return { w, b };
    });
}

export const layers = decoded(parameters);

// Test digits 0 to 9 as grey values from 0 to 1.
export const digits = samples.map((base64) => Array.from(bytesOf(base64), (pixel) => pixel / 255));

const oneHot = (label) => Array.from({ length: 10 }, (_, j) => (j === label ? 1 : 0));

// What the network makes of an image, and how the cost for a target depends on each pixel.
export function read(x, target) {
    const { activations, nablaX, cost } = backprop(layers, x, oneHot(target), crossEntropy);
    const output = activations[2];
    return { hidden: activations[1], output, digit: output.indexOf(Math.max(...output)), cost, nablaX };
}

export const LENGTH = 0.5;

// A step of this length down the cost for the target; grey stays between 0 and 1.
export function stepTowards(x, target) {
    const { nablaX } = read(x, target);
    const norm = Math.hypot(...nablaX);
    return x.map((grey, i) => Math.min(1, Math.max(0, grey - (LENGTH / norm) * nablaX[i])));
}
