//! Tensors as text: short numbers, aligned columns, two tensors side by side.

use ndarray::{ArrayD, Axis, Ix2};

use crate::answer::{Part, Value};

/// More rows or columns than this are cut.
const MOST: usize = 8;

/// `x` with `digits` significant digits and no trailing zeros.
pub fn number(x: f64, digits: usize) -> String {
    let size = x.abs();
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
    if !(1e-4..1e6).contains(&size) {
        return format!("{x:.*e}", digits - 1);
    }
    let before = size.log10().floor() as i32 + 1;
    let decimals = (digits as i32 - before).max(0) as usize;
    let text = format!("{x:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A part as lines: a matrix has one per row.
fn rows(part: &Part, digits: usize) -> Vec<String> {
    if let Some(shown) = &part.shown {
        return shown.lines().map(str::to_owned).collect();
    }
    let tensor = match &part.value {
        Value::Text(text) => return text.lines().map(str::to_owned).collect(),
        Value::Numbers(tensor) => tensor,
    };
    match tensor.ndim() {
        0 => vec![number(tensor.sum(), digits)],
        1 => matrix_rows(&tensor.clone().insert_axis(Axis(0)), digits),
        _ => matrix_rows(tensor, digits),
    }
}

fn matrix_rows(tensor: &ArrayD<f64>, digits: usize) -> Vec<String> {
    let matrix =
        tensor.view().into_dimensionality::<Ix2>().expect("tensors have two axes");
    if matrix.is_empty() {
        return vec![format!("empty, shape {:?}", matrix.shape())];
    }
    let cell = |x: &f64| number(*x, digits);
    let width = matrix.iter().map(|x| cell(x).chars().count()).max().unwrap_or(0);
    let mut lines: Vec<_> = matrix
        .rows()
        .into_iter()
        .take(MOST)
        .map(|row| {
            let cells: Vec<_> =
                row.iter().take(MOST).map(|x| format!("{:>width$}", cell(x))).collect();
            let cut = if row.len() > MOST { "  …" } else { "" };
            format!("[ {}{cut} ]", cells.join("  "))
        })
        .collect();
    if matrix.nrows() > MOST {
        lines.push("  …".into());
    }
    lines
}

/// `    w³ = [ 0.1  0 ]`, further rows below the first.
pub fn lines(part: &Part) -> String {
    let mut text = String::new();
    for (k, row) in rows(part, 5).iter().enumerate() {
        text += &format!("{}{row}\n", label(&part.label, k));
    }
    text
}

fn label(name: &str, row: usize) -> String {
    let label = format!("    {name:>8} = ");
    if row == 0 { label } else { " ".repeat(label.chars().count()) }
}

/// Pairs of parts in two columns, with as many digits as it takes to see the difference.
pub fn beside<'a>(
    titles: [&str; 2],
    pairs: impl Iterator<Item = (&'a Part, &'a Part)>,
) -> String {
    let mut table = Vec::new();
    for (left, right) in pairs {
        let digits = [5, 9, 17]
            .into_iter()
            .find(|&digits| rows(left, digits) != rows(right, digits));
        let digits = digits.unwrap_or(17);
        let (left_rows, right_rows) = (rows(left, digits), rows(right, digits));
        for k in 0..left_rows.len().max(right_rows.len()) {
            let cell = |rows: &[String]| rows.get(k).cloned().unwrap_or_default();
            table.push((label(&left.label, k), cell(&left_rows), cell(&right_rows)));
        }
    }
    let widths = table.iter().map(|(_, left, _)| left.chars().count());
    let width = widths.chain([titles[0].len()]).max().unwrap_or(0);
    let labels = table.iter().map(|(label, ..)| label.chars().count());
    let before = labels.max().unwrap_or(0);
    let mut text = format!("{:before$}{:<width$}   {}\n", "", titles[0], titles[1]);
    for (label, left, right) in table {
        text += format!("{label:>before$}{left:<width$}   {right}").trim_end();
        text.push('\n');
    }
    text
}
