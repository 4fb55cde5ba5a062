//! First reading of a page: finds its blocks (`$$…$$` and directives that stand alone) and
//! replaces each by a mark, so that Markdown never sees their inside.

use crate::directive;

/// A page with its blocks taken out.
#[derive(Debug, Default)]
pub struct Scan {
    /// The page, line for line; block number i is the mark [`mark`]`(i)`.
    pub text: String,
    pub blocks: Vec<Found>,
    /// Blocks that do not end: line and message.
    pub faults: Vec<(usize, String)>,
}

/// A block of a page.
#[derive(Debug)]
pub struct Found {
    /// Its first line in the page, from 1.
    pub line: usize,
    /// What stands before it on the line: indentation, or the `>` of a quotation.
    pub prefix: String,
    pub raw: Raw,
}

#[derive(Debug, PartialEq)]
pub enum Raw {
    /// The LaTeX between `$$` and `$$`.
    Formula(String),
    /// The inside of `{{…}}`.
    Directive(String),
}

/// The mark of block `i`, made of characters for private use.
pub fn mark(i: usize) -> String {
    format!("\u{E000}{i}\u{E001}")
}

/// Takes the blocks out of a page.
pub fn scan(page: &str) -> Scan {
    let mut scan = Scan::default();
    let mut fence: Option<String> = None;
    let mut lines = page.lines().enumerate().peekable();
    while let Some((i, line)) = lines.next() {
        let (prefix, content) = split_prefix(line);
        let closing = match (&fence, fence_of(content)) {
            (Some(open), Some(mark)) => {
                mark.starts_with(open) && content.trim_end() == mark
            }
            (None, Some(mark)) => {
                fence = Some(mark);
                false
            }
            _ => false,
        };
        let in_code = fence.is_some();
        if closing {
            fence = None;
        }
        let (open, close) = match content {
            _ if in_code => ("", ""),
            _ if content.starts_with("$$") => ("$$", "$$"),
            _ if content.starts_with("{{") && directive::starts_block(content) => {
                ("{{", "}}")
            }
            _ => ("", ""),
        };
        if open.is_empty() {
            scan.text += line;
            scan.text.push('\n');
            continue;
        }
        let mut inside = content[2..].to_string();
        let mut length = 1;
        while !ends(&inside, close) {
            match lines.next_if(|(_, next)| !split_prefix(next).1.is_empty()) {
                Some((_, next)) => {
                    inside.push('\n');
                    inside += without_prefix(next, prefix);
                    length += 1;
                }
                None => break,
            }
        }
        if ends(&inside, close) {
            let inside = inside.trim_end()[..inside.trim_end().len() - 2].to_string();
            scan.text += &format!("{prefix}{}", mark(scan.blocks.len()));
            let raw =
                if open == "$$" { Raw::Formula(inside) } else { Raw::Directive(inside) };
            scan.blocks.push(Found { line: i + 1, prefix: prefix.into(), raw });
        } else {
            let message = format!(
                "`{open}` is not closed: expected a line ending in `{close}` before the next \
                 empty line"
            );
            scan.faults.push((i + 1, message));
        }
        scan.text.push('\n');
        scan.text += &format!("{}\n", prefix.trim_end()).repeat(length - 1);
    }
    scan
}

/// Whether a block ends here. A `}}` within quotation marks belongs to the text quoted.
fn ends(inside: &str, close: &str) -> bool {
    let quotes = inside.matches('"').count();
    inside.trim_end().ends_with(close) && (close == "$$" || quotes.is_multiple_of(2))
}

/// Indentation and quotation marks of Markdown, and the rest of the line.
fn split_prefix(line: &str) -> (&str, &str) {
    let content = line.trim_start_matches([' ', '\t', '>']);
    (&line[..line.len() - content.len()], content)
}

/// A further line of a block whose first line has this prefix.
fn without_prefix<'a>(line: &'a str, prefix: &str) -> &'a str {
    if prefix.contains('>') { split_prefix(line).1 } else { line }
}

/// The mark of a code fence, if the line is one.
fn fence_of(content: &str) -> Option<String> {
    ['`', '~'].into_iter().find_map(|c| {
        let length = content.chars().take_while(|&d| d == c).count();
        (length >= 3).then(|| c.to_string().repeat(length))
    })
}
