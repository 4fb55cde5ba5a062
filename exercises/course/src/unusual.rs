//! What an exercise has no use for, and an attack has. It is no wall, and shows where to look.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ExprUnsafe, ItemForeignMod, Macro};

/// A line for each place in a file that is unusual for an exercise.
pub fn unusual(path: &str, text: &str) -> Vec<String> {
    let Ok(file) = syn::parse_file(text) else { return Vec::new() };
    let mut unusual = Unusual::default();
    unusual.visit_file(&file);
    unusual.0.sort();
    unusual.0.dedup();
    unusual.0.into_iter().map(|(line, what)| format!("{path}:{line}: {what}")).collect()
}

#[derive(Default)]
struct Unusual(Vec<(usize, String)>);

/// Parts of paths beyond sums.
const ELSEWHERE: [&str; 11] = [
    "process",
    "fs",
    "net",
    "env",
    "os",
    "arch",
    "ffi",
    "worker",
    "libc",
    "backtrace",
    "panic",
];
const MACROS: [&str; 11] = [
    "asm",
    "global_asm",
    "naked_asm",
    "include",
    "include_str",
    "include_bytes",
    "env",
    "option_env",
    "concat_bytes",
    "file",
    "module_path",
];
const ATTRIBUTES: [&str; 10] = [
    "path",
    "no_mangle",
    "export_name",
    "link_section",
    "link",
    "used",
    "global_allocator",
    "panic_handler",
    "link_name",
    "unsafe",
];

impl Visit<'_> for Unusual {
    fn visit_expr_unsafe(&mut self, block: &ExprUnsafe) {
        self.0.push((block.unsafe_token.span.start().line, "`unsafe`".into()));
        visit::visit_expr_unsafe(self, block);
    }

    fn visit_item_foreign_mod(&mut self, block: &ItemForeignMod) {
        self.0.push((block.abi.extern_token.span.start().line, "`extern`".into()));
        visit::visit_item_foreign_mod(self, block);
    }

    fn visit_signature(&mut self, signature: &syn::Signature) {
        if let Some(token) = &signature.unsafety {
            self.0.push((token.span.start().line, "`unsafe`".into()));
        }
        if let Some(abi) = &signature.abi {
            self.0.push((abi.extern_token.span.start().line, "`extern`".into()));
        }
        visit::visit_signature(self, signature);
    }

    fn visit_attribute(&mut self, attribute: &Attribute) {
        if let Some(name) = attribute.path().get_ident()
            && ATTRIBUTES.contains(&&name.to_string()[..])
        {
            self.0.push((name.span().start().line, format!("`#[{name}]`")));
        }
    }

    fn visit_macro(&mut self, makro: &Macro) {
        if let Some(name) = makro.path.segments.last()
            && MACROS.contains(&&name.ident.to_string()[..])
        {
            let line = name.ident.span().start().line;
            self.0.push((line, format!("`{}!`", name.ident)));
        }
        visit::visit_macro(self, makro);
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let line = path.span().start().line;
        let parts: Vec<_> =
            path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.elsewhere(line, &parts);
        visit::visit_path(self, path);
    }

    fn visit_use_tree(&mut self, tree: &syn::UseTree) {
        if let syn::UseTree::Path(path) = tree {
            let mut inner = Vec::new();
            leaves(&path.tree, &mut inner);
            let line = path.ident.span().start().line;
            self.elsewhere(line, &[&[path.ident.to_string()], &inner[..]].concat());
        }
    }
}

fn leaves(tree: &syn::UseTree, into: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => {
            into.push(path.ident.to_string());
            leaves(&path.tree, into);
        }
        syn::UseTree::Name(name) => into.push(name.ident.to_string()),
        syn::UseTree::Rename(name) => into.push(name.ident.to_string()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|t| leaves(t, into)),
        syn::UseTree::Glob(_) => {}
    }
}

impl Unusual {
    fn elsewhere(&mut self, line: usize, parts: &[String]) {
        let root = parts
            .first()
            .is_some_and(|first| ["std", "core", "worker", "libc"].contains(&&first[..]));
        let part = parts.iter().find(|part| ELSEWHERE.contains(&&part[..]));
        // `std::process::exit`, or `process::exit` after a `use`.
        if let Some(part) = part
            && (root || parts.len() > 1)
        {
            self.0.push((line, format!("`{part}`")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
use std::fs;
pub fn bp1() {}
#[unsafe(no_mangle)]
pub fn bp4() { unsafe { std::process::abort() } }
";

    #[test]
    fn what_no_exercise_needs_is_pointed_out() {
        let lines = unusual("f.rs", TEXT);
        let expected = [
            "f.rs:1: `fs`",
            "f.rs:3: `#[unsafe]`",
            "f.rs:4: `process`",
            "f.rs:4: `unsafe`",
        ];
        assert_eq!(lines, expected);
        let stubs =
            grader::CHAPTERS.iter().map(|chapter| unusual(chapter.name, chapter.stub));
        assert!(
            stubs.flatten().next().is_none(),
            "nothing in what is handed out is unusual"
        );
    }
}
