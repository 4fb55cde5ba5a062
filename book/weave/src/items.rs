//! The items of a Rust file, by name: where each starts and ends.

use std::ops::RangeInclusive;

use proc_macro2::{LineColumn, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{ImplItem, Item, TraitItem};

/// Lines of a file, numbered from 1.
pub type Lines = RangeInclusive<usize>;

/// A named piece of a file.
#[derive(Clone, Debug)]
pub struct Named {
    /// The names it goes by, as a page may write them.
    pub names: Vec<String>,
    pub lines: Lines,
    /// The `impl … {` around it and the line of its `}`.
    pub frame: Option<(Lines, usize)>,
}

/// Names that stand for all items that carry them.
const PLURAL: [&str; 3] = ["use", "mod", "//!"];

/// Finds an item by name, or all of those that share a plural name: `use`, `mod`, `impl T`.
pub fn find<'a>(items: &'a [Named], name: &str) -> Result<Vec<&'a Named>, String> {
    let found: Vec<_> =
        items.iter().filter(|item| item.names.iter().any(|n| n == name)).collect();
    match found.len() {
        0 => {
            let mut names: Vec<_> =
                items.iter().map(|item| item.names[0].as_str()).collect();
            names.dedup();
            Err(format!("has no `{name}`; it has {}", names.join(", ")))
        }
        1 => Ok(found),
        _ if PLURAL.contains(&name) => Ok(found),
        _ if name.starts_with("impl ") && !name.contains(" for ") => Ok(found),
        _ => {
            let names: Vec<_> = found.iter().flat_map(|item| item.names.last()).collect();
            Err(format!("has more than one `{name}`: write one of {names:?}"))
        }
    }
}

/// The items of a file in its order.
pub fn items(source: &str) -> syn::Result<Vec<Named>> {
    let file = syn::parse_file(source)?;
    let text: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    let inner: Vec<_> = file.attrs.iter().map(lines).collect();
    if let (Some(first), Some(last)) = (inner.first(), inner.last()) {
        found.push(Named {
            names: vec!["//!".into()],
            lines: with_comments(*first.start()..=*last.end(), &text),
            frame: None,
        });
    }
    let finder = Finder { text: &text, path: String::new(), frame: None };
    finder.items(&file.items, &mut found);
    Ok(found)
}

struct Finder<'a> {
    text: &'a [&'a str],
    /// `outer::inner::` of the modules around.
    path: String,
    frame: Option<(Lines, usize)>,
}

impl Finder<'_> {
    fn items(&self, items: &[Item], found: &mut Vec<Named>) {
        for item in items {
            self.push(item, self.names(item), found);
            match item {
                Item::Impl(block) => {
                    let inside = self.inside(block, block.brace_token.span);
                    for member in &block.items {
                        inside.push(member, self.member_names(block, member), found);
                    }
                }
                Item::Trait(block) => {
                    let inside = self.inside(block, block.brace_token.span);
                    for member in &block.items {
                        let names = trait_member(member)
                            .map(|name| format!("{}{}::{name}", self.path, block.ident));
                        inside.push(member, names.into_iter().collect(), found);
                    }
                }
                Item::Mod(block) => {
                    if let Some((brace, items)) = &block.content {
                        let mut inside = self.inside(block, brace.span);
                        inside.path = format!("{}{}::", self.path, block.ident);
                        inside.items(items, found);
                    }
                }
                _ => {}
            }
        }
    }

    fn push(&self, item: &impl Spanned, names: Vec<String>, found: &mut Vec<Named>) {
        let lines = with_comments(lines(item), self.text);
        if !names.is_empty() {
            found.push(Named { names, lines, frame: self.frame.clone() });
        }
    }

    /// The finder for what stands between the braces of `block`.
    fn inside(
        &self,
        block: &impl Spanned,
        brace: proc_macro2::extra::DelimSpan,
    ) -> Finder<'_> {
        let open = *lines(block).start()..=brace.open().start().line;
        let frame = Some((with_comments(open, self.text), brace.close().end().line));
        Finder { text: self.text, path: self.path.clone(), frame }
    }

    fn names(&self, item: &Item) -> Vec<String> {
        let name = match item {
            Item::Fn(item) => item.sig.ident.to_string(),
            Item::Struct(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            Item::Union(item) => item.ident.to_string(),
            Item::Trait(item) => item.ident.to_string(),
            Item::Type(item) => item.ident.to_string(),
            Item::Const(item) => item.ident.to_string(),
            Item::Static(item) => item.ident.to_string(),
            Item::Use(_) if self.path.is_empty() => "use".into(),
            Item::Use(_) => format!("{}use", self.path),
            Item::Mod(item) => {
                let name = format!("mod {}{}", self.path, item.ident);
                return match item.content {
                    None => vec![name, "mod".into()],
                    Some(_) => vec![name],
                };
            }
            Item::Macro(item) => match &item.ident {
                Some(name) => name.to_string(),
                None => written(&item.mac.path) + "!",
            },
            Item::Impl(block) => {
                let (short, long) = impl_names(block);
                return vec![
                    format!("impl {}{short}", self.path),
                    format!("impl {}{long}", self.path),
                ];
            }
            _ => return Vec::new(),
        };
        vec![format!("{}{name}", self.path)]
    }

    /// `Network::new`, and `Display for Network::fmt` for the method of a trait.
    fn member_names(&self, block: &syn::ItemImpl, member: &ImplItem) -> Vec<String> {
        let name = match member {
            ImplItem::Fn(item) => item.sig.ident.to_string(),
            ImplItem::Const(item) => item.ident.to_string(),
            ImplItem::Type(item) => item.ident.to_string(),
            _ => return Vec::new(),
        };
        let (short, long) = impl_names(block);
        let of = last_word(&written(&block.self_ty)).to_string();
        [of, short, long].map(|of| format!("{}{of}::{name}", self.path)).into()
    }
}

/// `Cost for Quadratic`, and the same with generic arguments: `From<io::Error> for Error`.
fn impl_names(block: &syn::ItemImpl) -> (String, String) {
    let of = written(&block.self_ty);
    match &block.trait_ {
        None => (last_word(&of).into(), of),
        Some((_, of_trait, _)) => {
            let of_trait = written(of_trait);
            (
                format!("{} for {}", last_word(&of_trait), last_word(&of)),
                format!("{of_trait} for {of}"),
            )
        }
    }
}

fn trait_member(member: &TraitItem) -> Option<String> {
    match member {
        TraitItem::Fn(item) => Some(item.sig.ident.to_string()),
        TraitItem::Const(item) => Some(item.ident.to_string()),
        TraitItem::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// A type or path as written, without spaces.
fn written(tokens: &impl ToTokens) -> String {
    let mut stream = TokenStream::new();
    tokens.to_tokens(&mut stream);
    stream.to_string().replace(' ', "")
}

/// The last name of a path, without generic arguments.
fn last_word(path: &str) -> &str {
    let path = path.split('<').next().unwrap_or(path);
    path.rsplit("::").next().unwrap_or(path)
}

fn lines(item: &impl Spanned) -> Lines {
    let LineColumn { line: last, .. } = item.span().end();
    item.span().start().line..=last
}

/// Adds the `//` comments directly above.
fn with_comments(lines: Lines, text: &[&str]) -> Lines {
    let above = text[..lines.start() - 1].iter().rev();
    let comments = above.take_while(|line| {
        let line = line.trim_start();
        line.starts_with("//") && !line.starts_with("///") && !line.starts_with("//!")
    });
    lines.start() - comments.count()..=*lines.end()
}
