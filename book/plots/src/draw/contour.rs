//! Lines of equal height of a function of two variables.

/// The pieces of the line f = `level` over a grid of `n` × `n` cells, by marching squares: in
/// each cell the line runs straight between the sides it crosses. `scale` maps the unit square
/// onto the plane.
pub fn contour(
    f: impl Fn((f64, f64)) -> f64,
    scale: impl Fn(f64, f64) -> (f64, f64),
    n: usize,
    level: f64,
) -> Vec<[(f64, f64); 2]> {
    let corner = |i: usize, j: usize| scale(i as f64 / n as f64, j as f64 / n as f64);
    let mut pieces = Vec::new();
    for i in 0..n {
        for j in 0..n {
            let corners =
                [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
            let heights = corners.map(|point| f(point) - level);
            let crossings: Vec<_> = (0..4)
                .filter(|&k| (heights[k] < 0.0) != (heights[(k + 1) % 4] < 0.0))
                .map(|k| {
                    let (from, to) = (corners[k], corners[(k + 1) % 4]);
                    let t = heights[k] / (heights[k] - heights[(k + 1) % 4]);
                    (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1))
                })
                .collect();
            pieces.extend(crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]));
        }
    }
    pieces
}
