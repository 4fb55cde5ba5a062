//! Markdown whose words may come from anybody, and pages made of it.

use pulldown_cmark::{Event, Options, Parser, html::push_html};

/// Text in which nothing is a sign of Markdown.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() && !",.;:'\"/()=+-".contains(c) {
            plain.push('\\');
        }
        plain.push(if c == '\n' { ' ' } else { c });
    }
    plain
}

/// Text as it is, in a fence longer than any in it.
pub fn block(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{}\n{fence}\n", text.trim_end())
}

/// A link into the book, if it is known where that is.
pub fn link(book: Option<&str>, words: &str, page: &str) -> String {
    match book {
        Some(book) => format!("[{}]({book}/{page})", plain(words)),
        None => plain(words),
    }
}

const STYLE: &str = "\
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif;
  color-scheme: light dark; }
table { border-collapse: collapse; } td, th { padding: 0.2rem 0.8rem; text-align: left;
  border-bottom: 1px solid #8888; }
pre { overflow-x: auto; padding: 0.8rem; background: #8882; }";

/// A page. What is HTML in the Markdown is shown, not done.
pub fn html(title: &str, markdown: &str) -> String {
    let events =
        Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            event => event,
        });
    let mut body = String::new();
    push_html(&mut body, events);
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_writes_stays_text() {
        let hostile = "<script>x</script> | **b** ```\n````\n<b>";
        let page = html("t<", &format!("{}\n\n{}", plain(hostile), block(hostile)));
        assert!(!page.contains("<script>") && !page.contains("<strong>"), "{page}");
        assert_eq!(page.matches("<pre>").count(), 1, "{page}");
    }
}
