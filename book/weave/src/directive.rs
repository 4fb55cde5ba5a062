//! The directives `{{…}}` of a page and their grammar.

/// A directive that stands alone on its line.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Code(Code),
    Exercise(String),
    Figure { name: String, caption: String, live: Option<Live> },
    Equation { name: String, title: Option<String> },
    Start { name: &'static str, title: String },
    End(&'static str),
    Atlas,
    Certificate,
    Examinations,
}

/// What makes a figure move.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// The module in `book/live` whose function `mount` draws it.
    pub module: String,
    /// The caption where the figure moves, which says what to try.
    pub caption: String,
}

/// A passage of code: `{{code FILE ITEM, ITEM | from "…" to "…" folded "…"}}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    pub file: String,
    /// Names of items; none means the whole file.
    pub items: Vec<String>,
    /// Text that occurs on the first line wanted.
    pub from: Option<String>,
    /// Text that occurs on the last line wanted.
    pub to: Option<String>,
    /// The title of the fold; empty for the usual one.
    pub folded: Option<String>,
}

/// A directive within a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    Equation(String),
    Exercise(String),
    Figure(String),
    Mistake(String),
    /// The same at the start of a sentence.
    CapitalMistake(String),
    Value(String),
}

const BLOCKS: [&str; 14] = [
    "code",
    "exercise",
    "figure",
    "live",
    "equation",
    "outcomes",
    "/outcomes",
    "answer",
    "/answer",
    "fold",
    "/fold",
    "atlas",
    "certificate",
    "examinations",
];

/// Whether `text`, which starts with `{{`, starts a block directive.
pub fn starts_block(text: &str) -> bool {
    BLOCKS.contains(&name_of(text.trim_start_matches('{')))
}

fn name_of(inner: &str) -> &str {
    inner.trim_start().split([' ', '\t', '\n', '}']).next().unwrap_or("")
}

/// Parses a block directive, given without its braces.
pub fn block(inner: &str) -> Result<Block, String> {
    let name = name_of(inner);
    let rest = inner.trim_start()[name.len()..].trim();
    if name == "code" {
        return code(rest).map(Block::Code);
    }
    let block = match (name, words(rest)?.as_slice()) {
        ("exercise", [Word(id)]) => Block::Exercise(id.clone()),
        ("figure", [Word(name), Text(caption)]) => {
            Block::Figure { name: name.clone(), caption: caption.clone(), live: None }
        }
        ("live", [Word(module), Word(name), Text(caption), Text(moving)]) => {
            let live = Live { module: module.clone(), caption: moving.clone() };
            let (name, caption) = (name.clone(), caption.clone());
            Block::Figure { name, caption, live: Some(live) }
        }
        ("equation", [Word(name)]) => Block::Equation { name: name.clone(), title: None },
        ("equation", [Word(name), Text(title)]) => {
            Block::Equation { name: name.clone(), title: Some(title.clone()) }
        }
        ("outcomes", []) => {
            Block::Start { name: "outcomes", title: "In this chapter".into() }
        }
        ("answer", []) => Block::Start { name: "answer", title: "Answer".into() },
        ("fold", [Text(title)]) => Block::Start { name: "fold", title: title.clone() },
        ("/outcomes", []) => Block::End("outcomes"),
        ("/answer", []) => Block::End("answer"),
        ("/fold", []) => Block::End("fold"),
        ("atlas", []) => Block::Atlas,
        ("certificate", []) => Block::Certificate,
        ("examinations", []) => Block::Examinations,
        _ => return Err(format!("expected {}", usage(name))),
    };
    Ok(block)
}

fn usage(name: &str) -> &'static str {
    match name {
        "exercise" => "{{exercise 3.2}}",
        "figure" => r#"{{figure name "caption"}}"#,
        "live" => r#"{{live module name "caption" "caption where it moves"}}"#,
        "equation" => r#"{{equation NAME}} or {{equation NAME "title"}}"#,
        "outcomes" => "{{outcomes}}",
        "/outcomes" => "{{/outcomes}}",
        "fold" => r#"{{fold "title"}}"#,
        "/fold" => "{{/fold}}",
        "answer" => "{{answer}}",
        "/answer" => "{{/answer}}",
        "atlas" => "{{atlas}}",
        "certificate" => "{{certificate}}",
        "examinations" => "{{examinations}}",
        _ => r#"{{code FILE ITEM, ITEM | from "…" to "…" folded "title"}}"#,
    }
}

fn code(rest: &str) -> Result<Code, String> {
    let end = rest.find('"').unwrap_or(rest.len());
    let (place, options) = match rest[..end].find('|') {
        Some(bar) => (&rest[..bar], &rest[bar + 1..]),
        None => (rest, ""),
    };
    let (file, items) =
        place.trim().split_once([' ', '\n']).unwrap_or((place.trim(), ""));
    let mut code = Code {
        file: file.into(),
        items: items.split(',').map(one_line).filter(|item| !item.is_empty()).collect(),
        ..Code::default()
    };
    let mut words = words(options)?.into_iter().peekable();
    while let Some(word) = words.next() {
        let argument = words.next_if(|next| matches!(next, Text(_)));
        match (&word, argument) {
            (Word(word), Some(Text(text))) if word == "from" => code.from = Some(text),
            (Word(word), Some(Text(text))) if word == "to" => code.to = Some(text),
            (Word(word), Some(Text(text))) if word == "folded" => {
                code.folded = Some(text)
            }
            (Word(word), None) if word == "folded" => code.folded = Some(String::new()),
            _ => return Err(format!("expected {}", usage("code"))),
        }
    }
    if code.file.is_empty() || code.from.is_some() != code.to.is_some() {
        return Err(format!("expected {}", usage("code")));
    }
    Ok(code)
}

/// Parses an inline directive, given without its braces.
pub fn inline(inner: &str) -> Result<Inline, String> {
    let name = name_of(inner);
    let rest = inner.trim_start()[name.len()..].trim();
    let make = match name {
        "eq" => Inline::Equation,
        "ex" => Inline::Exercise,
        "fig" => Inline::Figure,
        "mistake" => Inline::Mistake,
        "Mistake" => Inline::CapitalMistake,
        "value" => Inline::Value,
        _ if BLOCKS.contains(&name) => {
            return Err(format!("{{{{{name}}}}} stands alone on its line"));
        }
        _ => return Err(format!("unknown directive {{{{{}}}}}", inner.trim())),
    };
    match words(rest)?.as_slice() {
        [Word(argument)] => Ok(make(argument.clone())),
        _ => Err(format!("expected {{{{{name} NAME}}}}")),
    }
}

/// A bare word, or a text in straight double quotes.
#[derive(Debug, PartialEq)]
enum Part {
    Word(String),
    Text(String),
}
use Part::{Text, Word};

fn words(mut rest: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(text) = rest.strip_prefix('"') {
            let end = text.find('"').ok_or("a quotation mark is not closed")?;
            parts.push(Text(one_line(&text[..end])));
            rest = &text[end + 1..];
        } else if rest.is_empty() {
            return Ok(parts);
        } else {
            let end = rest.find([' ', '\t', '\n', '"']).unwrap_or(rest.len());
            parts.push(Word(rest[..end].into()));
            rest = &rest[end..];
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
