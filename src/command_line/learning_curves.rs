//! The learning curves of a training run, as SVG: cost and accuracy, epoch by epoch, on the
//! digits learned from and on those held out.

use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use backprop::score::Score;
use backprop::training::Epoch;
use plotters::coord::Shift;
use plotters::prelude::*;

const TRAINING: RGBColor = RGBColor(0x1f, 0x77, 0xb4);
const EVALUATION: RGBColor = RGBColor(0xd6, 0x5f, 0x0e);

/// Draws the curves of `record` into `file`.
pub fn draw(record: &[Epoch], file: &Path) -> Result<()> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (900, 380)).into_drawing_area();
        root.fill(&WHITE)?;
        let (left, right) = root.split_horizontally(450);
        // Costs fall and accuracies rise, which leaves these corners free for the legend.
        panel(&left, "cost", SeriesLabelPosition::UpperRight, record, |score| {
            score.cost
        })?;
        panel(&right, "accuracy, %", SeriesLabelPosition::LowerRight, record, |score| {
            100.0 * score.accuracy()
        })?;
        root.present()?;
    }
    super::write(file, &svg)
}

type Panel<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn panel(
    area: &Panel<'_>,
    title: &str,
    legend: SeriesLabelPosition,
    record: &[Epoch],
    value: impl Fn(&Score) -> f64,
) -> Result<()> {
    let curve = |score: fn(&Epoch) -> &Score| -> Vec<(f64, f64)> {
        let values = record.iter().map(|epoch| value(score(epoch)));
        (1..).map(f64::from).zip(values).collect()
    };
    let curves = [
        ("training", TRAINING, curve(|epoch| &epoch.training)),
        ("evaluation", EVALUATION, curve(|epoch| &epoch.evaluation)),
    ];
    let heights = curves.iter().flat_map(|(.., curve)| curve.iter().map(|&(_, y)| y));
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(52)
        .build_cartesian_2d(1.0..(record.len() as f64).max(2.0), padded_range(heights))?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc("epoch")
        .x_label_formatter(&|epoch| format!("{epoch:.0}"))
        .label_style(("sans-serif", 13))
        .draw()?;
    for (name, colour, curve) in curves {
        chart
            .draw_series(LineSeries::new(curve, colour.stroke_width(2)))?
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
