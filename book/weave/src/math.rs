//! LaTeX to MathML, which browsers set themselves.

use std::collections::BTreeMap;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// Sets formulas with the book's macros.
#[derive(Debug)]
pub struct Typesetter {
    converter: LatexToMathML,
}

/// What is wrong with a formula, and how many bytes into it.
#[derive(Debug)]
pub struct MathError {
    pub offset: usize,
    pub message: String,
}

impl Typesetter {
    /// # Errors
    /// If a macro is not valid LaTeX.
    pub fn new(macros: &BTreeMap<String, String>) -> Result<Self, String> {
        let macros = macros.iter().map(|(name, meaning)| (name.clone(), meaning.clone()));
        let config =
            MathCoreConfig { macros: macros.collect(), ..MathCoreConfig::default() };
        let converter = LatexToMathML::new(config)
            .map_err(|(error, _, meaning)| format!("macro `{meaning}`: {error}"))?;
        Ok(Typesetter { converter })
    }

    /// The MathML of a formula that stands by itself.
    pub fn display(&self, latex: &str) -> Result<String, MathError> {
        self.set(latex, MathDisplay::Block)
    }

    /// The MathML of a formula within a line.
    pub fn inline(&self, latex: &str) -> Result<String, MathError> {
        self.set(latex, MathDisplay::Inline)
    }

    fn set(&self, latex: &str, display: MathDisplay) -> Result<String, MathError> {
        if latex.trim().is_empty() {
            return Err(MathError { offset: 0, message: "the formula is empty".into() });
        }
        match self.converter.convert_with_local_state(latex, display) {
            Ok(result) => Ok(full_size_primes(&result.mathml)),
            Err(error) => {
                Err(MathError { offset: error.0.start, message: error.error_message() })
            }
        }
    }
}

const PRIMES: [char; 4] = ['′', '″', '‴', '⁗'];

/// Takes primes out of superscripts: `σ^′` becomes `σ ′`.
///
/// The prime of a mathematics font is drawn raised and small already. In a superscript it
/// needs the font's variant for scripts, which Chromium does not use: it would be raised and
/// shrunk twice.
fn full_size_primes(mathml: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut rest = mathml;
    while let Some(start) = rest.find('<') {
        out += &rest[..start];
        rest = &rest[start..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..end];
        rest = &rest[end..];
        match tag {
            "<msup>" | "<msubsup>" => open.push((out.len(), tag)),
            "</msup>" | "</msubsup>" => {
                let at = open.pop();
                let prime = out.strip_suffix("</mo>").and_then(|before| {
                    let prime = before.chars().next_back()?;
                    let before =
                        before[..before.len() - prime.len_utf8()].strip_suffix("<mo>")?;
                    PRIMES.contains(&prime).then(|| (before.to_string(), prime))
                });
                if let (Some((at, kind)), Some((before, prime))) = (at, prime) {
                    let base = &before[at + kind.len()..];
                    let base = match kind {
                        "<msup>" => base.to_string(),
                        _ => format!("<msub>{base}</msub>"),
                    };
                    out = format!(
                        "{}<mrow>{base}<mo class=\"prime\" lspace=\"0\" rspace=\"0\">{prime}</mo></mrow>",
                        &before[..at]
                    );
                    continue;
                }
            }
            _ => {}
        }
        out += tag;
    }
    out + rest
}
