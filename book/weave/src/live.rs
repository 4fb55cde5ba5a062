//! `{{live …}}`: the code of a figure that moves.
//!
//! The modules in `book/live` import each other. Browsers follow imports on a server and refuse to
//! between files, and the book is read both ways. So each module becomes a plain script that takes
//! its imports from the object `live` and leaves its exports there; its lines stay what they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The scripts that the pages need.
#[derive(Debug)]
pub struct Scripts {
    folder: PathBuf,
    modules: BTreeMap<String, Module>,
}

#[derive(Debug, Default)]
struct Module {
    /// The modules imported and the names taken from them.
    imports: Vec<(String, Vec<String>)>,
    exports: Vec<String>,
    script: String,
}

impl Scripts {
    pub fn new(book: &Path) -> Self {
        Scripts { folder: book.join("live"), modules: BTreeMap::new() }
    }

    /// The module and all that it needs, in the order in which they are to be loaded.
    pub fn in_order(&mut self, name: &str) -> Result<Vec<String>, String> {
        let mut order = Vec::new();
        self.visit(name, &mut Vec::new(), &mut order)?;
        if !self.modules[name].exports.iter().any(|export| export == "mount") {
            return Err(format!("book/live/{name}.js exports no function `mount`"));
        }
        Ok(order)
    }

    fn visit(
        &mut self,
        name: &str,
        path: &mut Vec<String>,
        order: &mut Vec<String>,
    ) -> Result<(), String> {
        if path.iter().any(|module| module == name) {
            return Err(format!("book/live/{name}.js imports itself by a detour"));
        }
        if order.iter().any(|module| module == name) {
            return Ok(());
        }
        let imports = self.module(name)?.imports.clone();
        path.push(name.into());
        for (from, names) in imports {
            self.visit(&from, path, order)?;
            let exports = &self.modules[&from].exports;
            if let Some(missing) = names.iter().find(|name| !exports.contains(name)) {
                return Err(format!("book/live/{from}.js exports no `{missing}`"));
            }
        }
        path.pop();
        order.push(name.into());
        Ok(())
    }

    fn module(&mut self, name: &str) -> Result<&Module, String> {
        if !self.modules.contains_key(name) {
            let file = format!("book/live/{name}.js");
            let source = fs::read_to_string(self.folder.join(format!("{name}.js")))
                .map_err(|error| format!("cannot read {file}: {error}"))?;
            let module = module(name, &source)
                .map_err(|(line, message)| format!("{file}:{line}: {message}"))?;
            self.modules.insert(name.into(), module);
        }
        Ok(&self.modules[name])
    }

    /// Name and text of every script.
    pub fn finish(self) -> BTreeMap<String, String> {
        let scripts = self.modules.into_iter();
        scripts.map(|(name, module)| (name, module.script)).collect()
    }
}

/// A module as a script. An error names the line.
fn module(name: &str, source: &str) -> Result<Module, (usize, String)> {
    let mut module = Module::default();
    let mut body = String::new();
    let mut lines = source.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if line.starts_with("import") {
            let mut statement = line.to_string();
            while !statement.ends_with(';')
                && let Some((more, _)) = lines.next()
            {
                statement += &format!("\n{more}");
            }
            let (names, from) = import(&statement).ok_or_else(|| {
                (number, "expected import { names } from \"./module.js\";".into())
            })?;
            let taken = format!("= live.{from};");
            body += &statement
                .replacen("import", "const", 1)
                .replace(&format!("from \"./{from}.js\";"), &taken);
            module.imports.push((from, names));
        } else if let Some(declaration) = line.strip_prefix("export ") {
            let exported = declared(declaration).ok_or_else(|| {
                (number, "only a function or a const is exported".into())
            })?;
            module.exports.push(exported.into());
            body += declaration;
        } else {
            body += line;
        }
        body.push('\n');
    }
    let exports = module.exports.join(", ");
    module.script = format!("(() => {{ {body}live.{name} = {{ {exports} }};\n}})();\n");
    Ok(module)
}

/// The names in `import { names } from "./module.js";`, and the module.
fn import(statement: &str) -> Option<(Vec<String>, String)> {
    let inside = statement.strip_prefix("import {")?.strip_suffix(".js\";")?;
    let (names, from) = inside.split_once("} from \"./")?;
    let names = names.split(',').map(|name| name.trim().to_string());
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    let plain = |name: &String| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    names.iter().all(plain).then(|| (names, from.into()))
}

/// The name that `function name(…` or `const name = …` declares.
fn declared(declaration: &str) -> Option<&str> {
    let rest = declaration
        .strip_prefix("function ")
        .or_else(|| declaration.strip_prefix("const "))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_becomes_a_script_line_by_line() {
        let source = "// Why.\nimport {\n    a,\n    b,\n} from \"./other.js\";\nexport const c = 1;\n\
                      export function mount(place) {\n    place.export = a;\n}\n";
        let module = module("figure", source).unwrap();
        assert_eq!(
            module.script,
            "(() => { // Why.\nconst {\n    a,\n    b,\n} = live.other;\nconst c = 1;\n\
             function mount(place) {\n    place.export = a;\n}\nlive.figure = { c, mount };\n})();\n"
        );
        assert_eq!(module.imports, [("other".into(), vec!["a".into(), "b".into()])]);
    }

    #[test]
    fn what_a_script_cannot_say_is_refused_with_its_line() {
        for line in [
            "import x from \"./x.js\";",
            "import * as x from \"./x.js\";",
            "import { a as b } from \"./x.js\";",
            "import { a } from \"https://x.org/x.js\";",
            "export default 1;",
            "export { a };",
        ] {
            let (number, _) =
                module("figure", &format!("// One.\n{line}\n")).unwrap_err();
            assert_eq!(number, 2, "{line}");
        }
    }
}
