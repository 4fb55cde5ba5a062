//! What the syntax of a student's file tells: where its functions are, and whom they call.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use grader::exercise::Info;
use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Item, ItemFn, Macro};

/// A function at the top of a file.
pub struct Function {
    pub name: String,
    /// Its lines, from 1, with its attributes and comments.
    pub lines: RangeInclusive<usize>,
    /// The functions that it calls, by the last part of their paths.
    calls: BTreeSet<String>,
}

/// The functions of a file; none, if it cannot be parsed.
pub fn functions(text: &str) -> Vec<Function> {
    let Ok(file) = syn::parse_file(text) else { return Vec::new() };
    let functions = file.items.iter().filter_map(|item| match item {
        Item::Fn(function) => Some(function),
        _ => None,
    });
    functions.map(read).collect()
}

fn read(function: &ItemFn) -> Function {
    let mut calls = Names::default();
    calls.visit_block(&function.block);
    let span = function.span();
    Function {
        name: function.sig.ident.to_string(),
        lines: span.start().line..=span.end().line,
        calls: calls.0,
    }
}

/// Every name that is used as a value, in macros too.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Visit<'_> for Names {
    fn visit_path(&mut self, path: &syn::Path) {
        if let Some(last) = path.segments.last() {
            self.0.insert(last.ident.to_string());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, makro: &Macro) {
        words(&makro.tokens, &mut self.0);
    }
}

fn words(tokens: &TokenStream, into: &mut BTreeSet<String>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) => drop(into.insert(word.to_string())),
            TokenTree::Group(group) => words(&group.stream(), into),
            _ => {}
        }
    }
}

/// The other exercises whose functions each exercise calls, itself or through helpers.
pub fn calls<'a>(
    files: impl Iterator<Item = &'a str>,
) -> BTreeMap<String, BTreeSet<&'static str>> {
    let functions: BTreeMap<_, _> =
        files.flat_map(functions).map(|f| (f.name, f.calls)).collect();
    let exercise = |name: &str| Info::all().iter().find(|info| info.name == name);
    let mut result = BTreeMap::new();
    for name in functions.keys().filter(|name| exercise(name).is_some()) {
        let (mut seen, mut open) = (BTreeSet::from([&name[..]]), vec![&name[..]]);
        let mut called = BTreeSet::new();
        while let Some(next) = open.pop() {
            for callee in functions.get(next).into_iter().flatten() {
                if functions.contains_key(callee) && seen.insert(callee) {
                    match exercise(callee) {
                        Some(info) => drop(called.insert(&info.id[..])),
                        None => open.push(callee),
                    }
                }
            }
        }
        result.insert(name.clone(), called);
    }
    result
}

/// The text with the lines of a function replaced: by as many lines, so that the others keep their
/// numbers.
pub fn replace(text: &str, lines: &RangeInclusive<usize>, by: &str) -> String {
    let old: Vec<_> = text.lines().collect();
    let (before, after) = (&old[..lines.start() - 1], &old[*lines.end()..]);
    let padding = (lines.end() + 1 - lines.start()).saturating_sub(by.lines().count());
    let new = by.lines().chain(std::iter::repeat_n("", padding));
    let all = before.iter().copied().chain(new).chain(after.iter().copied());
    all.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
use std::fs;
pub fn bp1() {}
fn helper() { bp1() }
/// Doc.
pub fn bp2() {
    println!(\"{}\", helper());
}
pub fn bp4() { unsafe { std::process::abort() } }
";

    #[test]
    fn exercises_are_found_through_helpers_and_macros() {
        let calls = calls([TEXT].into_iter());
        assert_eq!(calls["bp2"], BTreeSet::from(["3.1"]));
        assert!(calls["bp1"].is_empty());
    }

    #[test]
    fn a_function_is_replaced_and_lines_keep_their_numbers() {
        let functions = functions(TEXT);
        let bp2 = functions.iter().find(|f| f.name == "bp2").unwrap();
        assert_eq!(bp2.lines, 4..=7);
        let replaced = replace(TEXT, &bp2.lines, "pub fn bp2() { todo!() }");
        assert_eq!(replaced.lines().count(), TEXT.lines().count());
        assert_eq!(replaced.lines().nth(7), TEXT.lines().nth(7));
    }
}
