//! One-edit variants of right answers: what a slip of the hand makes of them.
//!
//! An edit is one change at one place of the syntax tree. Which edits there are at a place is
//! decided by [`edits`]; each variant is the function with the n-th of them made.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Block, Expr, ItemFn, Lit, RangeLimits, Stmt, UnOp, parse_quote};

/// A function with one edit, and what the edit was.
pub struct Variant {
    pub edit: String,
    pub function: ItemFn,
}

/// All variants of a function.
pub fn variants(function: &ItemFn) -> Vec<Variant> {
    let mut variants = Vec::new();
    loop {
        let mut function = function.clone();
        let mut editor = Editor { wanted: variants.len(), seen: 0, edit: None };
        editor.visit_block_mut(&mut function.block);
        match editor.edit {
            Some(edit) => variants.push(Variant { edit, function }),
            None => return variants,
        }
    }
}

/// Makes the edit number `wanted`, in the order in which places are visited.
struct Editor {
    wanted: usize,
    seen: usize,
    edit: Option<String>,
}

impl Editor {
    /// Whether the next edit is the one.
    fn is_next(&mut self) -> bool {
        self.seen += 1;
        self.edit.is_none() && self.seen == self.wanted + 1
    }
}

impl VisitMut for Editor {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        for edited in edits(expr) {
            if self.is_next() {
                self.edit = Some(format!("{} → {}", text(expr), text(&edited)));
                *expr = edited;
                return;
            }
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    /// A statement left out.
    fn visit_block_mut(&mut self, block: &mut Block) {
        for k in 0..block.stmts.len() {
            if matches!(&block.stmts[k], Stmt::Expr(_, Some(_))) && self.is_next() {
                let left_out = block.stmts.remove(k);
                self.edit = Some(format!("without {}", text(&left_out)));
                return;
            }
        }
        visit_mut::visit_block_mut(self, block);
    }
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// What a slip can make of an expression.
fn edits(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::Binary(binary) => {
            let (a, b) = (&*binary.left, &*binary.right);
            let mut edits: Vec<Expr> = others(&binary.op)
                .iter()
                .map(|op| {
                    let mut other = binary.clone();
                    other.op = *op;
                    Expr::Binary(other)
                })
                .collect();
            if matches!(binary.op, BinOp::AddAssign(_) | BinOp::SubAssign(_)) {
                edits.push(parse_quote!(#a = #b));
            }
            if matches!(binary.op, BinOp::Sub(_) | BinOp::Div(_)) {
                let op = binary.op;
                edits.push(parse_quote!((#b) #op (#a)));
            }
            if matches!(
                binary.op,
                BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_)
            ) {
                edits.extend([a.clone(), b.clone()]);
                edits.extend(without_brackets(binary));
            }
            edits
        }
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            vec![(*unary.expr).clone()]
        }
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            vec![(*unary.expr).clone()]
        }
        Expr::MethodCall(call) => {
            let receiver = &*call.receiver;
            let mut edits = vec![receiver.clone()];
            if call.method == "dot" {
                let argument = &call.args[0];
                edits.push(parse_quote!(#receiver.t().dot(#argument)));
            }
            let other = match &call.method.to_string()[..] {
                "sum" => Some("product"),
                "max" => Some("min"),
                "min" => Some("max"),
                _ => None,
            };
            if let Some(other) = other {
                let mut call = call.clone();
                call.method = syn::Ident::new(other, call.method.span());
                edits.push(Expr::MethodCall(call));
            }
            if call.args.len() == 2 {
                let mut call = call.clone();
                let (first, second) = (call.args[0].clone(), call.args[1].clone());
                (call.args[0], call.args[1]) = (second, first);
                edits.push(Expr::MethodCall(call));
            }
            edits
        }
        Expr::Call(call) if call.args.len() >= 2 => (1..call.args.len())
            .map(|k| {
                let mut call = call.clone();
                let (first, second) = (call.args[k - 1].clone(), call.args[k].clone());
                (call.args[k - 1], call.args[k]) = (second, first);
                Expr::Call(call)
            })
            .collect(),
        Expr::Path(path) => {
            let name = path.path.segments.last().map(|segment| segment.ident.to_string());
            let other = match name.as_deref() {
                Some("sigmoid_prime") => "sigmoid",
                Some("sigmoid") => "sigmoid_prime",
                Some("slope") => "sigma",
                Some("sigma") => "slope",
                _ => return Vec::new(),
            };
            let mut path = path.clone();
            let last = path.path.segments.last_mut().expect("a path has a segment");
            last.ident = syn::Ident::new(other, last.ident.span());
            vec![Expr::Path(path)]
        }
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => {
                let suffix = number.suffix();
                let number: u64 = number.base10_parse().unwrap_or(0);
                let others = [number.checked_sub(1), Some(number + 1)];
                let others = others.into_iter().flatten();
                others
                    .filter_map(|other| syn::parse_str(&format!("{other}{suffix}")).ok())
                    .collect()
            }
            Lit::Float(number) => {
                let number: f64 = number.base10_parse().unwrap_or(0.0);
                let others = match number {
                    0.0 => vec![1.0],
                    1.0 => vec![0.0, 2.0],
                    number => vec![1.0, 2.0 * number],
                };
                others
                    .into_iter()
                    .filter_map(|other| syn::parse_str(&format!("{other:?}")).ok())
                    .collect()
            }
            _ => Vec::new(),
        },
        Expr::Range(range) => {
            let mut edits = Vec::new();
            if let Some(end) = &range.end {
                let mut shorter = range.clone();
                shorter.end = Some(Box::new(parse_quote!((#end) - 1)));
                edits.push(Expr::Range(shorter));
                if matches!(range.limits, RangeLimits::HalfOpen(_)) {
                    let mut closed = range.clone();
                    closed.limits = RangeLimits::Closed(Default::default());
                    edits.push(Expr::Range(closed));
                }
            }
            if let Some(start) = &range.start {
                let mut later = range.clone();
                later.start = Some(Box::new(parse_quote!((#start) + 1)));
                edits.push(Expr::Range(later));
            }
            edits
        }
        Expr::If(branches) => {
            let mut edits: Vec<Expr> = Vec::new();
            let condition = &branches.cond;
            if !matches!(&**condition, Expr::Let(_)) {
                let mut other = branches.clone();
                other.cond = Box::new(parse_quote!(!(#condition)));
                edits.push(Expr::If(other));
            }
            edits
        }
        _ => Vec::new(),
    }
}

/// Operators that are typed for another.
fn others(op: &BinOp) -> Vec<BinOp> {
    let list: &[&str] = match op {
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) => &["+"],
        BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["*"],
        BinOp::Lt(_) => &["<=", ">"],
        BinOp::Le(_) => &["<"],
        BinOp::Gt(_) => &[">=", "<"],
        BinOp::Ge(_) => &[">"],
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::AddAssign(_) => &["-="],
        BinOp::SubAssign(_) => &["+="],
        BinOp::MulAssign(_) => &["/="],
        BinOp::DivAssign(_) => &["*="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        _ => &[],
    };
    list.iter().map(|op| syn::parse_str(op).expect("an operator")).collect()
}

/// `a / (b * c)` as `a / b * c`: what the fraction bar on paper hides.
fn without_brackets(binary: &syn::ExprBinary) -> Option<Expr> {
    let Expr::Paren(paren) = &*binary.right else { return None };
    let Expr::Binary(inner) = &*paren.expr else { return None };
    let (a, op) = (&binary.left, &binary.op);
    let (b, inner_op, c) = (&inner.left, &inner.op, &inner.right);
    syn::parse_str(&text(&quote::quote!(#a #op #b #inner_op #c))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits_of(function: &str) -> Vec<String> {
        let function = syn::parse_str(function).unwrap();
        variants(&function).into_iter().map(|variant| variant.edit).collect()
    }

    #[test]
    fn slips_of_precedence_sign_and_factor_are_made() {
        let edits = edits_of("fn sigmoid(z: f64) -> f64 { 1.0 / (1.0 + (-z).exp()) }");
        for edit in [
            "1.0 / (1.0 + (- z) . exp ()) → 1.0 / 1.0 + (- z) . exp ()",
            "- z → z",
            "1.0 + (- z) . exp () → 1.0 - (- z) . exp ()",
            "(- z) . exp () → (- z)",
        ] {
            assert!(
                edits.iter().any(|other| other == edit),
                "{edit} is missing: {edits:#?}"
            );
        }
    }

    #[test]
    fn sums_ranges_and_statements_change() {
        let edits =
            edits_of("fn f(n: usize) { let mut s = 0; for k in 0..n { s += k; } }");
        for edit in ["without s += k ;", "0 .. n → 0 .. (n) - 1", "s += k → s -= k"] {
            assert!(
                edits.iter().any(|other| other == edit),
                "{edit} is missing: {edits:#?}"
            );
        }
    }
}
