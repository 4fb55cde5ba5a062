//! From numbers to places, and the numbers worth naming on the way.

/// One axis of a panel: its label and range, and how it is divided.
#[derive(Clone, Debug)]
pub struct Axis {
    pub label: String,
    low: f64,
    high: f64,
    logarithmic: bool,
}

impl Axis {
    pub fn linear(label: &str, low: f64, high: f64) -> Self {
        Axis { label: label.into(), low, high, logarithmic: false }
    }

    /// Equal factors take equal room. `low` and `high` are above 0.
    pub fn logarithmic(label: &str, low: f64, high: f64) -> Self {
        Axis { label: label.into(), low, high, logarithmic: true }
    }

    /// Where `x` lies between the ends of the axis: 0 at the low end, 1 at the high end.
    pub fn place(&self, x: f64) -> f64 {
        if self.logarithmic {
            (x / self.low).ln() / (self.high / self.low).ln()
        } else {
            (x - self.low) / (self.high - self.low)
        }
    }

    /// Three to seven round numbers on the axis, with their names.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        if self.logarithmic { self.decades() } else { self.steps() }
    }

    /// Multiples of 1, 2 or 5 times a power of ten.
    fn steps(&self) -> Vec<(f64, String)> {
        let rough = (self.high - self.low) / 5.0;
        let power = 10_f64.powf(rough.log10().floor());
        let round = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power);
        let step = round.into_iter().find(|&step| step >= 0.999 * rough);
        let step = step.expect("ten times the power is above the rough step");
        let decimals = (-step.log10().floor()).max(0.0) as usize;
        let slack = 1e-9 * step;
        let (first, last) = (
            ((self.low - slack) / step).ceil() as i64,
            ((self.high + slack) / step).floor() as i64,
        );
        let name = |x: f64| format!("{x:.decimals$}").replace('-', "−");
        (first..=last).map(|i| i as f64 * step).map(|x| (x, name(x))).collect()
    }

    /// Powers of ten, not all of them where there are many.
    fn decades(&self) -> Vec<(f64, String)> {
        let first = (self.low.log10() - 1e-9).ceil() as i32;
        let last = (self.high.log10() + 1e-9).floor() as i32;
        let stride = (last - first) / 7 + 1;
        let plain = first >= -3 && last <= 3;
        (first..=last)
            .rev()
            .step_by(stride as usize)
            .map(|k| (10_f64.powi(k), if plain { plain_power(k) } else { power(k) }))
            .collect()
    }
}

/// 0.01, 1, 100, 1,000
fn plain_power(k: i32) -> String {
    match k {
        3 => "1,000".into(),
        0.. => format!("{}", 10_i32.pow(k as u32)),
        _ => format!("{:.*}", -k as usize, 10_f64.powi(k)),
    }
}

/// 10⁻⁴
pub fn power(k: i32) -> String {
    let raise = |c| match c {
        '-' => '⁻',
        digit => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']
            [digit as usize - '0' as usize],
    };
    format!("10{}", k.to_string().chars().map(raise).collect::<String>())
}
