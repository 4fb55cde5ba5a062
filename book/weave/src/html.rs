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

/// A sentence from the data as HTML: `code` between back-quotes, raised and lowered indices.
pub fn sentence(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(i, part)| match i % 2 {
        0 => indices(part),
        _ => format!("<code>{}</code>", escape(part)),
    });
    parts.collect()
}

/// Raises and lowers what stands behind `^` and `_`: e^z, a^(l−1), w^l_jk, n_out.
fn indices(text: &str) -> String {
    let Some(at) = text.find(['^', '_']) else { return escape(text) };
    let tag = if text[at..].starts_with('^') { "sup" } else { "sub" };
    let after = &text[at + 1..];
    let (index, rest) = match after.strip_prefix('(').and_then(|it| it.split_once(')')) {
        Some(bracketed) => bracketed,
        None => after.split_at(
            after
                .find(|c: char| !c.is_alphabetic() && !c.is_ascii_digit())
                .unwrap_or(after.len()),
        ),
    };
    format!("{}<{tag}>{}</{tag}>{}", escape(&text[..at]), indices(index), indices(rest))
}

/// A number as HTML. Its power of ten is raised like that of a formula: 2.2 · 10⁻⁹.
pub fn number(text: &str) -> String {
    let raised = |c| "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".chars().position(|other| other == c);
    let Some(at) = text.find(|c| raised(c).is_some()) else { return escape(text) };
    let digits = text[at..].chars().map_while(raised);
    let power: String = digits.filter_map(|at| "0123456789−".chars().nth(at)).collect();
    format!("{}<sup>{power}</sup>", escape(&text[..at]))
}

/// A text with a capital letter in front, unless it begins with a symbol such as z or e^z.
pub fn capitalised(text: &str) -> String {
    let letter = |c: char| c.is_ascii_lowercase() || c == '\'';
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(letter);
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    // A single letter is a symbol, unless it is an article: a small number.
    if is_word(&first) || first == "a" && words.next().is_some_and(|word| is_word(&word))
    {
        return text[..1].to_uppercase() + &text[1..];
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_raised_and_lowered() {
        assert_eq!(
            sentence("w^l_jk a^(l−1)"),
            "w<sup>l</sup><sub>jk</sub> a<sup>l−1</sup>"
        );
        assert_eq!(sentence("`n_in` = n_in²"), "<code>n&#95;in</code> = n<sub>in</sub>²");
        assert_eq!(number("2.2 · 10⁻¹⁶"), "2.2 · 10<sup>−16</sup>");
        assert_eq!(number("23,860"), "23,860");
    }

    #[test]
    fn words_begin_with_a_capital_and_symbols_do_not() {
        for (text, capital) in [
            ("brackets are missing", "Brackets are missing"),
            ("a file's header", "A file's header"),
            ("a^l is used", "a^l is used"),
            ("z is clamped", "z is clamped"),
        ] {
            assert_eq!(capitalised(text), capital);
        }
    }
}
