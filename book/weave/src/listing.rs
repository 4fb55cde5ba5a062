//! `{{code …}}`: shows a passage of a file with its caption.

use crate::directive::Code;
use crate::html::escape;
use crate::items::{self, Lines, Named};
use crate::sources::{Source, Sources};

/// The Markdown of a listing. Marks its lines as shown.
pub fn listing(code: &Code, sources: &mut Sources) -> Result<String, String> {
    let source = sources.get(&code.file)?;
    let pieces =
        pieces(code, source).map_err(|error| format!("{} {error}", code.file))?;
    let text: Vec<&str> = source.text.lines().collect();
    let mut shown = Vec::new();
    let mut before: Option<&Piece> = None;
    for piece in &pieces {
        let framed = |piece: &Piece| piece.frame.clone();
        let same_frame = before.is_some_and(|before| framed(before) == framed(piece));
        if let Some(before) = before {
            if !same_frame {
                close_frame(before, &text, &mut shown);
            }
            let gap = piece.lines.start() - before.lines.end();
            if gap > 1 || !same_frame {
                shown.push("");
            }
        }
        if let Some((open, _)) = &piece.frame
            && !same_frame
        {
            shown.extend(&text[open.start() - 1..*open.end()]);
        }
        shown.extend(&text[piece.lines.start() - 1..*piece.lines.end()]);
        before = Some(piece);
    }
    if let Some(last) = before {
        close_frame(last, &text, &mut shown);
    }
    let markdown = markdown(code, &caption(&code.file, &pieces), &without_indent(&shown));
    for piece in pieces {
        source.show(piece.lines);
        if let Some((open, close)) = piece.frame {
            source.show(open);
            source.show(close..=close);
        }
    }
    Ok(markdown)
}

/// Lines to show, and the `impl … { }` lines to show around them.
struct Piece {
    lines: Lines,
    frame: Option<(Lines, usize)>,
}

impl From<&Named> for Piece {
    fn from(item: &Named) -> Self {
        Piece { lines: item.lines.clone(), frame: item.frame.clone() }
    }
}

fn close_frame<'a>(piece: &Piece, text: &[&'a str], shown: &mut Vec<&'a str>) {
    if let Some((_, close)) = piece.frame {
        shown.push(text[close - 1]);
    }
}

/// The pieces that a directive asks for, in the file's order.
fn pieces(code: &Code, source: &Source) -> Result<Vec<Piece>, String> {
    let mut found: Vec<Piece> = if code.items.is_empty() {
        vec![Piece { lines: 1..=source.text.lines().count(), frame: None }]
    } else {
        let mut found = Vec::new();
        for name in &code.items {
            found
                .extend(items::find(source.items()?, name)?.into_iter().map(Piece::from));
        }
        found
    };
    found.sort_by_key(|piece| *piece.lines.start());
    if let Some(twice) =
        found.windows(2).find(|pair| pair[0].lines.end() >= pair[1].lines.start())
    {
        return Err(format!("line {} is asked for twice", twice[1].lines.start()));
    }
    let (Some(from), Some(to)) = (&code.from, &code.to) else { return Ok(found) };
    let [whole] = found.as_slice() else {
        return Err("needs one item for `from … to …`".into());
    };
    let from = match lines_with(from, source, whole).as_slice() {
        [line] => *line,
        [] => return Err(format!("has no line there with `{from}`")),
        more => return Err(format!("has `{from}` on lines {more:?}: one is needed")),
    };
    let to = lines_with(to, source, whole).into_iter().find(|line| *line >= from);
    let to = to.ok_or_else(|| format!("has no end of the passage after line {from}"))?;
    Ok(vec![Piece { lines: from..=to, frame: None }])
}

/// The lines of the piece that hold the text.
fn lines_with(wanted: &str, source: &Source, piece: &Piece) -> Vec<usize> {
    let lines = (1..).zip(source.text.lines());
    let found =
        lines.filter(|(i, line)| piece.lines.contains(i) && line.contains(wanted));
    found.map(|(i, _)| i).collect()
}

fn caption(file: &str, pieces: &[Piece]) -> String {
    let mut runs: Vec<Lines> = Vec::new();
    for Piece { lines, .. } in pieces {
        match runs.last_mut() {
            Some(run) if run.end() + 1 == *lines.start() => {
                *run = *run.start()..=*lines.end()
            }
            _ => runs.push(lines.clone()),
        }
    }
    let ranges: Vec<_> = runs.iter().map(range).collect();
    let word = if let [run] = runs.as_slice()
        && run.start() == run.end()
    {
        "line"
    } else {
        "lines"
    };
    format!("<code>{}</code>, {word} {}", escape(file), ranges.join(", "))
}

/// `41–58`, or `41`.
pub fn range(lines: &Lines) -> String {
    match (lines.start(), lines.end()) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}–{last}"),
    }
}

fn markdown(code: &Code, caption: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language = match code.file.rsplit('.').next() {
        Some("rs") => "rust",
        Some("toml") => "toml",
        Some("json") => "json",
        _ => "text",
    };
    let text = if language == "rust" { unhidden(text) } else { text.to_owned() };
    let listing = format!("{fence}{language}\n{text}{fence}");
    match &code.folded {
        None => format!(
            "<figure class=\"listing\">\n<figcaption>{caption}</figcaption>\n\n{listing}\n\n</figure>"
        ),
        Some(title) => {
            let title = if title.is_empty() { "Our code" } else { title };
            format!(
                "<details class=\"listing\">\n<summary>{}: {caption}</summary>\n\n{listing}\n\n</details>",
                escape(title)
            )
        }
    }
}

/// The lines without their common indentation.
fn without_indent(lines: &[&str]) -> String {
    let indents = lines.iter().filter(|line| !line.trim().is_empty());
    let indent =
        indents.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line.get(indent..).unwrap_or(""))).collect()
}

/// Rust as mdBook shows it whole: it hides lines that start with `# `; a second `#` keeps them.
fn unhidden(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let start = line.trim_start();
        kept += &line[..line.len() - start.len()];
        if start == "#" || start.starts_with("# ") || start.starts_with("##") {
            kept.push('#');
        }
        kept += start;
        kept.push('\n');
    }
    kept
}
