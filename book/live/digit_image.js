// From a drawing to an image as the network knows them: the ink fits a box of 20 × 20 pixels, and the
// box stands in the image of 28 × 28 so that the centre of its mass is in the middle. So does
// src/data/digits.rs with the digits that it draws.

export const SIDE = 28;
const BOX = 20;
// The pen and the soft edge of its ink, in pixels of the image: the middle of what the crate draws with.
const RADIUS = 1.4;
const BLUR = 1;

// The grey values, 0 for paper and 1 for full ink, of strokes given as lists of points [x, y].
export function imageOf(strokes) {
    return centred(ink(fitted(strokes)));
}

// Scales and shifts the strokes so that their ink just fits the box.
function fitted(strokes) {
    const all = strokes.flat();
    const range = (i) => {
        const values = all.map((point) => point[i]);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        return { middle: (low + high) / 2, extent: high - low };
    };
    const [x, y] = [range(0), range(1)];
    const room = BOX - 2 * RADIUS - BLUR;
    // A dot has no extent to scale.
    const scale = room / Math.max(x.extent, y.extent, 1e-9);
    return strokes.map((stroke) => stroke.map((point) => [BOX / 2 + scale * (point[0] - x.middle), BOX / 2 + scale * (point[1] - y.middle)]));
}

// Each pixel of the box takes the grey that its distance from the pen's way says.
function ink(strokes) {
    const box = Array.from({ length: BOX }, () => new Array(BOX).fill(0));
    const reach = RADIUS + BLUR / 2;
    for (const [a, b] of strokes.flatMap(pieces)) {
        const span = (i) => [Math.max(0, Math.floor(Math.min(a[i], b[i]) - reach)), Math.min(BOX, Math.ceil(Math.max(a[i], b[i]) + reach))];
        const [[left, right], [top, bottom]] = [span(0), span(1)];
        for (let row = top; row < bottom; row++) {
            for (let column = left; column < right; column++) {
                const inside = RADIUS - distance([column + 0.5, row + 0.5], a, b);
                const grey = Math.min(1, Math.max(0, inside / BLUR + 0.5));
                box[row][column] = Math.max(box[row][column], Math.round(255 * grey) / 255);
            }
        }
    }
    return box;
}

const pieces = (stroke) => (stroke.length === 1 ? [[stroke[0], stroke[0]]] : stroke.slice(1).map((point, i) => [stroke[i], point]));

// From a point to the line between a and b.
function distance([x, y], [ax, ay], [bx, by]) {
    const [dx, dy] = [bx - ax, by - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.min(1, Math.max(0, along));
    return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

// Puts the box so that the centre of mass falls into pixel (14, 14); it stays within the image.
function centred(box) {
    const sum = (of) => box.reduce((total, row, y) => total + row.reduce((part, grey, x) => part + grey * of(x, y), 0), 0);
    const mass = sum(() => 1);
    const offset = (moment) => Math.min(SIDE - BOX, Math.max(0, SIDE / 2 - Math.floor(moment / mass + 0.5)));
    const [left, top] = [offset(sum((x) => x)), offset(sum((_, y) => y))];
    const image = new Array(SIDE * SIDE).fill(0);
    box.forEach((row, y) => row.forEach((grey, x) => (image[(top + y) * SIDE + left + x] = grey)));
    return image;
}
