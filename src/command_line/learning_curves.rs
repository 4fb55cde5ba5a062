//! Learning curves as SVG: cost and accuracy, epoch by epoch.

use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use plotters::coord::Shift;
use plotters::prelude::*;

use super::outputs;
use super::record::{Record, Row};

const TRAINING: RGBColor = RGBColor(0x1f, 0x77, 0xb4);
const EVALUATION: RGBColor = RGBColor(0xd6, 0x5f, 0x0e);

/// A curve of a panel: its name and colour, and its height after each epoch.
struct Curve {
    name: String,
    colour: RGBColor,
    heights: Vec<f64>,
}

impl Curve {
    fn of(name: &str, colour: RGBColor, rows: &[Row], height: fn(&Row) -> f64) -> Self {
        Curve { name: name.into(), colour, heights: rows.iter().map(height).collect() }
    }
}

/// One run: the digits learned from, and those held out.
pub fn of_run(rows: &[Row], file: &Path) -> Result<()> {
    let both = |training: fn(&Row) -> f64, evaluation: fn(&Row) -> f64| {
        vec![
            Curve::of("training", TRAINING, rows, training),
            Curve::of("evaluation", EVALUATION, rows, evaluation),
        ]
    };
    draw(
        both(|row| row.training_cost, |row| row.evaluation_cost),
        both(|row| 100.0 * row.training_accuracy, |row| 100.0 * row.evaluation_accuracy),
        file,
    )
}

/// Several runs, on the digits held out.
pub fn of_runs(runs: &[(String, Record)], file: &Path) -> Result<()> {
    let each = |height: fn(&Row) -> f64| {
        let runs = runs.iter().enumerate();
        let curve = |(i, (name, record)): (usize, &(String, Record))| {
            let (red, green, blue) = Palette99::COLORS[i % Palette99::COLORS.len()];
            Curve::of(name, RGBColor(red, green, blue), &record.epochs, height)
        };
        runs.map(curve).collect()
    };
    draw(
        each(|row| row.evaluation_cost),
        each(|row| 100.0 * row.evaluation_accuracy),
        file,
    )
}

fn draw(costs: Vec<Curve>, accuracies: Vec<Curve>, file: &Path) -> Result<()> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (900, 380)).into_drawing_area();
        root.fill(&WHITE)?;
        let (left, right) = root.split_horizontally(450);
        // Costs fall and accuracies rise, which leaves these corners free for the legend.
        panel(&left, "cost", SeriesLabelPosition::UpperRight, costs)?;
        panel(&right, "accuracy, %", SeriesLabelPosition::LowerRight, accuracies)?;
        root.present()?;
    }
    outputs::write(file, |to| to.write_all(svg.as_bytes()))
}

fn panel(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    title: &str,
    legend: SeriesLabelPosition,
    curves: Vec<Curve>,
) -> Result<()> {
    let heights = curves.iter().flat_map(|curve| curve.heights.iter().copied());
    let epochs = curves.iter().map(|curve| curve.heights.len()).max().unwrap_or(0);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(52)
        .build_cartesian_2d(1.0..(epochs as f64).max(2.0), padded_range(heights))?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc("epoch")
        .x_label_formatter(&|epoch| format!("{epoch:.0}"))
        .label_style(("sans-serif", 13))
        .draw()?;
    for Curve { name, colour, heights } in curves {
        let points = (1..).map(f64::from).zip(heights);
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| {
                PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2))
            });
    }
    chart
        .configure_series_labels()
        .position(legend)
        .border_style(BLACK.mix(0.2))
        .background_style(WHITE)
        .draw()?;
    Ok(())
}

/// From the smallest to the largest value, with a margin, even where they are the same.
fn padded_range(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let margin = (0.05 * (high - low)).max(1e-6);
    low - margin..high + margin
}
