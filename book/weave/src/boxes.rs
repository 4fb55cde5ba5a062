//! The parts of a page that weave draws itself: exercises, named equations, figures and folds.

use crate::data::Exercise;
use crate::html::{capitalised, escape, sentence};

/// The fragment that leads to the box of an exercise: "ex-3-2".
pub fn exercise_id(id: &str) -> String {
    format!("ex-{}", id.replace('.', "-"))
}

/// The box of an exercise.
pub fn exercise(exercise: &Exercise) -> String {
    let Exercise { id, name, title, stars, points, file } = exercise;
    let drawn = "★".repeat(*stars) + &"☆".repeat(4usize.saturating_sub(*stars));
    let points = match points {
        1 => "1 point".to_string(),
        _ => format!("{points} points"),
    };
    format!(
        "<section class=\"exercise\" id=\"{anchor}\" aria-label=\"Exercise {id}\">\n\
         <p class=\"exercise-head\"><strong>Exercise {id}. {title}</strong> \
         <span class=\"exercise-facts\">\
         <span class=\"stars\" role=\"img\" aria-label=\"difficulty {stars} of 4\">{drawn}</span> \
         {points}</span></p>\n\
         <p>Write <code>{name}</code> in <code>{file}</code>, then run</p>\n\
         <pre><code class=\"language-text\">cargo test --package exercises {id}</code></pre>\n\
         </section>",
        anchor = exercise_id(id),
        title = sentence(&capitalised(title)),
        name = escape(name),
        file = escape(file),
    )
}

/// A formula that stands by itself.
pub fn display(mathml: &str) -> String {
    format!("<div class=\"math-display\">{mathml}</div>")
}

/// A formula with its name.
pub fn equation(name: &str, title: Option<&str>, mathml: &str) -> String {
    let title =
        title.map(|title| format!(" <span>{}</span>", escape(title))).unwrap_or_default();
    format!(
        "<div class=\"equation\" id=\"eq-{name}\" role=\"group\" aria-label=\"Equation {name}\">\n\
         <div class=\"equation-name\"><a href=\"#eq-{name}\">({name})</a>{title}</div>\n{}\n</div>",
        display(mathml)
    )
}

/// A figure. The caption is Markdown. One that moves brings the names of its scripts and the caption
/// that it has then.
pub fn figure(
    name: &str,
    number: &str,
    svg: &str,
    caption: &str,
    live: Option<(&[String], &str)>,
) -> String {
    let (scripts, caption) = match live {
        Some((scripts, moving)) => (
            format!(" data-live=\"{}\"", scripts.join(" ")),
            format!(
                "<span class=\"when-still\">{caption}</span>\
                 <span class=\"when-moving\">{moving}</span>"
            ),
        ),
        None => (String::new(), caption.into()),
    };
    format!(
        "<figure class=\"figure\" id=\"fig-{name}\"{scripts}>\n<div class=\"drawing\">\n{svg}\n</div>\n\
         <figcaption>\n\n\
         **Figure {number}.** {caption}\n\n</figcaption>\n</figure>"
    )
}

/// Text that is not broken at the end of a line.
pub fn unbroken(html: &str) -> String {
    format!("<span class=\"unbroken\">{html}</span>")
}

/// The start of a fold, or of the box that opens a chapter; [`end`] ends it.
pub fn start(name: &str, title: &str) -> String {
    let title = escape(title);
    match name {
        "outcomes" => format!(
            "<section class=\"outcomes\" aria-label=\"{title}\">\n\
             <p class=\"outcomes-title\">{title}</p>\n"
        ),
        _ => format!("<details class=\"fold\">\n<summary>{title}</summary>\n"),
    }
}

pub fn end(name: &str) -> &'static str {
    match name {
        "outcomes" => "</section>",
        _ => "</details>",
    }
}
