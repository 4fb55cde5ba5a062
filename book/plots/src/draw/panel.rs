//! A plot in a drawing: two axes, and lines, dots and words at numbers on them.

use super::axis::Axis;
use super::drawing::{Drawing, Ink, WIDTH};

/// Room beside and around the field of a panel.
const LEFT: f64 = 62.0;
const RIGHT: f64 = 24.0;
const ABOVE: f64 = 34.0;
const BELOW: f64 = 48.0;

/// On which side of its point a label stands. The corners are for labels beside a steep line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Left,
    Right,
    Above,
    Below,
    AboveLeft,
    AboveRight,
    BelowRight,
}

/// A plot in a drawing.
pub struct Panel<'a> {
    drawing: &'a mut Drawing,
    x: Axis,
    y: Axis,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl<'a> Panel<'a> {
    /// A panel over the whole width, `height` high with the names of its axes, below `top`.
    pub fn new(
        drawing: &'a mut Drawing,
        top: f64,
        height: f64,
        x: Axis,
        y: Axis,
    ) -> Self {
        let (top, bottom) = (top + ABOVE, top + height - BELOW);
        let panel =
            Panel { drawing, x, y, left: LEFT, right: WIDTH - RIGHT, top, bottom };
        panel.with_axes()
    }

    fn with_axes(self) -> Self {
        let (left, right, top, bottom) = (self.left, self.right, self.top, self.bottom);
        for (y, name) in self.y.ticks() {
            let height = self.height(y);
            self.drawing.path(&[(left, height), (right, height)], Ink::Grid, 1.0);
            let place = (left - 8.0, height + 5.0);
            self.drawing.text(place, &name, Ink::Text, "end");
        }
        self.drawing.path(&[(left, bottom), (right, bottom)], Ink::Text, 1.0);
        for (x, name) in self.x.ticks() {
            let across = self.across(x);
            self.drawing.path(
                &[(across, bottom), (across, bottom + 5.0)],
                Ink::Text,
                1.0,
            );
            self.drawing.text((across, bottom + 21.0), &name, Ink::Text, "middle");
        }
        let (x, y) = (self.x.label.clone(), self.y.label.clone());
        self.drawing.text((0.5 * (left + right), bottom + 42.0), &x, Ink::Text, "middle");
        self.drawing.text((8.0, top - 16.0), &y, Ink::Text, "start");
        self
    }

    fn across(&self, x: f64) -> f64 {
        self.left + self.x.place(x) * (self.right - self.left)
    }

    fn height(&self, y: f64) -> f64 {
        self.bottom - self.y.place(y) * (self.bottom - self.top)
    }

    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.across(x), self.height(y))
    }

    fn places(&self, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        points.iter().map(|&point| self.place(point)).collect()
    }

    /// A line through `points`, heavy enough to be the subject.
    pub fn line(&mut self, points: &[(f64, f64)], ink: Ink) {
        let places = self.places(points);
        self.drawing.path(&places, ink, 2.5);
    }

    /// A faint line made of pieces, such as a contour.
    pub fn pieces(&mut self, pieces: &[[(f64, f64); 2]], ink: Ink) {
        let places: Vec<_> =
            pieces.iter().map(|piece| piece.map(|p| self.place(p))).collect();
        self.drawing.pieces(&places, ink);
    }

    /// A thin dashed line, for what is not measured.
    pub fn dashed_line(&mut self, points: &[(f64, f64)], ink: Ink) {
        let places = self.places(points);
        self.drawing.dashed_path(&places, ink, 1.5);
    }

    pub fn dots(&mut self, points: &[(f64, f64)], ink: Ink, radius: f64) {
        for place in self.places(points) {
            self.drawing.dot(place, ink, radius);
        }
    }

    /// Words beside a point.
    pub fn label(&mut self, point: (f64, f64), text: &str, ink: Ink, anchor: Anchor) {
        let (x, y) = self.place(point);
        let (place, anchor) = match anchor {
            Anchor::Left => ((x - 8.0, y + 5.0), "end"),
            Anchor::Right => ((x + 8.0, y + 5.0), "start"),
            Anchor::Above => ((x, y - 10.0), "middle"),
            Anchor::Below => ((x, y + 21.0), "middle"),
            Anchor::AboveLeft => ((x - 8.0, y - 6.0), "end"),
            Anchor::AboveRight => ((x + 8.0, y - 6.0), "start"),
            Anchor::BelowRight => ((x + 8.0, y + 16.0), "start"),
        };
        self.drawing.label(place, text, ink, anchor);
    }
}
