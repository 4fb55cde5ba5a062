//! The sheet that everything is drawn on.

use std::fmt::{Display, Write};

/// The width of every figure.
pub const WIDTH: f64 = 560.0;

/// What to draw with: the page's theme knows the colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The colour of series 1 to 5.
    Series(u8),
    /// The colour of the text.
    Text,
    Grid,
}

impl Display for Ink {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Ink::Series(number) => write!(f, "var(--fig-{number})"),
            Ink::Text => f.write_str("currentColor"),
            Ink::Grid => f.write_str("var(--fig-grid)"),
        }
    }
}

/// An SVG file under construction.
pub struct Drawing {
    svg: String,
}

impl Drawing {
    /// A sheet of the given height. `title` says what is seen, for those who do not see it.
    pub fn new(height: f64, title: &str) -> Self {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             font-size=\"15\">\n<title>{title}</title>\n"
        );
        Drawing { svg }
    }

    /// Adds a line of SVG.
    pub fn push(&mut self, element: &str) {
        self.svg += element;
        self.svg.push('\n');
    }

    /// A line through `points`.
    pub fn path(&mut self, points: &[(f64, f64)], ink: Ink, width: f64) {
        let path = path_data(points);
        self.push(&format!("<path d=\"{path}\" style=\"{}\"/>", stroke(ink, width)));
    }

    /// The same, dashed.
    pub fn dashed_path(&mut self, points: &[(f64, f64)], ink: Ink, width: f64) {
        let (path, stroke) = (path_data(points), stroke(ink, width));
        self.push(&format!(
            "<path d=\"{path}\" style=\"{stroke};stroke-dasharray:6 5\"/>"
        ));
    }

    /// A faint line made of pieces.
    pub fn pieces(&mut self, pieces: &[[(f64, f64); 2]], ink: Ink) {
        let path: String = pieces.iter().map(|piece| path_data(piece)).collect();
        let stroke = stroke(ink, 1.0);
        self.push(&format!("<path d=\"{path}\" style=\"{stroke};stroke-opacity:0.4\"/>"));
    }

    /// A filled dot.
    pub fn dot(&mut self, (x, y): (f64, f64), ink: Ink, radius: f64) {
        self.push(&format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" style=\"fill:{ink}\"/>"
        ));
    }

    /// Text; `anchor` is SVG's: start, middle or end.
    pub fn text(&mut self, (x, y): (f64, f64), text: &str, ink: Ink, anchor: &str) {
        self.push(&format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" \
             style=\"fill:{ink}\">{text}</text>"
        ));
    }

    /// The same on a narrow margin of paper, which parts it from lines that it crosses.
    pub fn label(&mut self, (x, y): (f64, f64), text: &str, ink: Ink, anchor: &str) {
        self.push(&format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" \
             style=\"fill:{ink};paint-order:stroke;stroke:var(--bg);stroke-width:5px;stroke-linejoin:round\">\
             {text}</text>"
        ));
    }

    pub fn finish(mut self) -> String {
        self.svg += "</svg>\n";
        self.svg
    }
}

fn stroke(ink: Ink, width: f64) -> String {
    format!("fill:none;stroke:{ink};stroke-width:{width};stroke-linejoin:round")
}

fn path_data(points: &[(f64, f64)]) -> String {
    let mut data = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let command = if i == 0 { "M" } else { "L" };
        write!(data, "{command}{x:.1} {y:.1}").expect("a String takes everything");
    }
    data
}
