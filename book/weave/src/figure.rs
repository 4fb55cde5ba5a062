//! `{{figure …}}`: puts an SVG file into the page, where it takes the theme's colours.

/// The smallest size of letters that is read with ease, in pixels.
const LEGIBLE: f64 = 9.0;

/// The drawing as inline SVG, described by its `<title>`. Every id gets `prefix` in front, so
/// that two drawings never share one. It shrinks with the page until its smallest letters are just
/// legible, and no further.
pub fn svg(file: &str, prefix: &str) -> Result<String, String> {
    let start = file.find("<svg").ok_or("holds no <svg>")?;
    let end = file.rfind("</svg>").ok_or("holds no </svg>")? + "</svg>".len();
    let svg = without_comments(&file[start..end]);
    for forbidden in
        ["<script", "<style", "<foreignObject", "\"http", "url(http", "data:"]
    {
        // The name of the format itself is not a reference.
        if svg.replace("\"http://www.w3.org/2000/svg\"", "").contains(forbidden) {
            return Err(format!("holds `{forbidden}`"));
        }
    }
    let view_box = attribute(&svg, "viewBox").ok_or("has no viewBox")?;
    let width = view_box.split_whitespace().nth(2).and_then(|width| width.parse().ok());
    let width: f64 = width.ok_or("has a wrong viewBox")?;
    let least = font_sizes(&svg).map(|size| width * LEGIBLE / size).fold(0.0, f64::max);
    let least = least.min(width).ceil();
    if !svg.contains("<title>") {
        return Err("has no <title>: say there what is to be seen".into());
    }
    let mut svg = prefix_ids(&svg, prefix);
    svg = svg.replacen("<title>", &format!("<title id=\"{prefix}-title\">"), 1);
    let head = format!(
        "<svg role=\"img\" aria-labelledby=\"{prefix}-title\" \
         style=\"max-width:{width}px;min-width:{least}px\""
    );
    svg = svg.replacen("<svg", &head, 1);
    let lines: Vec<_> = svg.lines().filter(|line| !line.trim().is_empty()).collect();
    Ok(lines.join("\n"))
}

fn without_comments(svg: &str) -> String {
    let mut clean = String::new();
    let mut rest = svg;
    while let Some((before, comment)) = rest.split_once("<!--") {
        clean += before;
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    clean + rest
}

fn attribute<'a>(svg: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = svg.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// The sizes of letters, given as attribute or as style, in units of the drawing.
fn font_sizes(svg: &str) -> impl Iterator<Item = f64> {
    svg.split("font-size").skip(1).filter_map(|after| {
        let after = after.trim_start_matches([':', '=', '"', ' ']);
        let end = after.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        after[..end].parse().ok()
    })
}

/// Renames ids and what refers to them.
fn prefix_ids(svg: &str, prefix: &str) -> String {
    let references = [" id=\"", "url(#", "href=\"#"];
    references.iter().fold(svg.to_string(), |svg, before| {
        svg.replace(before, &format!("{before}{prefix}-"))
    })
}
