//! Text that is safe inside HTML inside Markdown.

/// Escapes what HTML or Markdown would take as markup.
pub fn escape(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() && !",./:;()=+?%".contains(c) {
            safe += &format!("&#{};", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Escapes the text of a piece of HTML and leaves its tags alone, so that Markdown can take
/// the whole for inline HTML.
pub fn escape_between_tags(html: &str) -> String {
    let mut safe = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        safe += &escape_text(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        safe += &rest[start..end];
        rest = &rest[end..];
    }
    safe + &escape_text(rest)
}

/// Escapes text that may hold character references already.
fn escape_text(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() && !"&#;".contains(c) {
            safe += &format!("&#{};", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A sentence from the data as HTML: `code` between back-quotes, all else as it is.
pub fn sentence(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(i, part)| match i % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    });
    parts.collect()
}

/// A text with a capital letter in front, unless it begins with a symbol such as z or e^z.
pub fn capitalised(text: &str) -> String {
    let word = text.split(' ').next().unwrap_or_default();
    if word.len() < 2 || !word.chars().all(|c| c.is_ascii_lowercase()) {
        return text.to_owned();
    }
    text[..1].to_uppercase() + &text[1..]
}
