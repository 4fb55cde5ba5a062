//! Numbers on the command line: read with their bounds, shown as people write them.

use std::num::IntErrorKind;

/// A whole number of at least 1.
pub fn at_least_one(text: &str) -> Result<usize, String> {
    let expected = || "expected a whole number of at least 1".to_owned();
    match text.parse::<usize>() {
        Ok(0) => Err(expected()),
        Ok(number) => Ok(number),
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => {
            Err(format!("expected a whole number up to {}", usize::MAX))
        }
        Err(_) => Err(expected()),
    }
}

/// A finite number above 0.
pub fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|x: &f64| x.is_finite() && *x > 0.0);
    number.ok_or_else(|| "expected a finite number above 0".into())
}

/// A finite number of at least 0.
pub fn not_negative(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|x: &f64| x.is_finite() && *x >= 0.0);
    number.ok_or_else(|| "expected a finite number of at least 0".into())
}

/// 12345 as "12,345".
pub fn grouped(n: usize) -> String {
    indicatif::HumanCount(n as u64).to_string()
}

/// Sizes of layers; of very many only the first and the last.
pub fn shown(sizes: &[usize]) -> String {
    match sizes {
        [first @ .., last] if sizes.len() > 12 => {
            let first: Vec<String> = first[..6].iter().map(usize::to_string).collect();
            format!("[{}, … {last}] ({} layers)", first.join(", "), grouped(sizes.len()))
        }
        _ => format!("{sizes:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_refused_by_their_own_fault() {
        assert_eq!(at_least_one("7"), Ok(7));
        for (text, expected) in [
            ("0", "at least 1"),
            ("-1", "at least 1"),
            ("", "at least 1"),
            ("18446744073709551616", "up to 18446744073709551615"),
        ] {
            assert!(at_least_one(text).unwrap_err().contains(expected), "{text}");
        }
    }

    #[test]
    fn many_sizes_are_not_shown_whole() {
        assert_eq!(shown(&[784, 30, 10]), "[784, 30, 10]");
        assert_eq!(shown(&[5; 1000]), "[5, 5, 5, 5, 5, 5, … 5] (1,000 layers)");
    }
}
