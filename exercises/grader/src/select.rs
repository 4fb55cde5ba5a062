//! Which exercises are meant: `3.2`, `bp2`, `3`, `per_sample`, `3.1-3.5`, and several of these.

use std::sync::LazyLock;

use crate::exercise::Info;

/// What a course has chosen of the exercises; nothing chosen is all of them.
static ASSIGNED: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let lines = include_str!("../assigned.txt").lines().map(str::trim);
    let chosen = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let ids: Vec<_> = chosen.collect();
    places_where(|info| ids.is_empty() || ids.contains(&&info.id[..]))
});

/// Whether an exercise is asked for: all are, unless a course has chosen some.
pub fn assigned(info: &Info) -> bool {
    ASSIGNED.iter().any(|&place| Info::all()[place].id == info.id)
}

/// The places of the exercises that `filters` ask for, in the order of the book; all if there is
/// no filter. A filter that is no number and no name may be part of names, unless `exact`.
///
/// # Errors
/// If a filter fits nothing: with the names that are nearest.
pub fn select(filters: &[String], exact: bool) -> Result<Vec<usize>, String> {
    let filters = filters.iter().flat_map(|filter| filter.split([',', ' ']));
    let filters: Vec<_> =
        filters.filter(|filter| !filter.is_empty()).map(clean).collect();
    if filters.iter().all(|filter| filter == EVERYTHING) {
        return Ok(ASSIGNED.clone());
    }
    let mut chosen = Vec::new();
    for filter in &filters {
        let mut places = fitting(filter, exact);
        places.retain(|place| ASSIGNED.contains(place));
        if places.is_empty() {
            return Err(unknown(filter));
        }
        chosen.extend(places);
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok(chosen)
}

/// Editors pass the path of a function, `functions::bp2`, or that of all of them.
const EVERYTHING: &str = "functions";

fn clean(filter: &str) -> String {
    filter.rsplit("::").next().unwrap_or(filter).to_lowercase()
}

fn fitting(filter: &str, exact: bool) -> Vec<usize> {
    let range = filter.split_once('-').and_then(|(from, to)| {
        let (from, to) = (one(from), one(to));
        Some(*from.first()?..=*to.last()?)
    });
    if let Some(range) = range {
        return range.collect();
    }
    let places = one(filter);
    if !places.is_empty() || exact {
        return places;
    }
    places_where(|info| info.name.contains(filter))
}

/// A chapter or an exercise, by number or name. With the name of both, the chapter is meant:
/// exercise 7.2 is in chapter 7.
fn one(filter: &str) -> Vec<usize> {
    let chapter = places_where(|info| {
        [info.chapter.name, &info.chapter.number.to_string()].contains(&filter)
    });
    if chapter.is_empty() {
        places_where(|info| info.id == filter || info.name == filter)
    } else {
        chapter
    }
}

fn places_where(fits: impl Fn(&Info) -> bool) -> Vec<usize> {
    let infos = Info::all().iter().enumerate();
    infos.filter(|(_, info)| fits(info)).map(|(place, _)| place).collect()
}

/// The names that are nearest to one that does not exist.
pub fn unknown(name: &str) -> String {
    let assigned = Info::all().iter().filter(|info| assigned(info));
    let names = assigned.flat_map(|info| {
        [info.id.clone(), info.name.clone(), info.chapter.name.to_owned()]
    });
    let mut names: Vec<_> = names
        .map(|other| (strsim::normalized_damerau_levenshtein(name, &other), other))
        .collect();
    names.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    names.dedup();
    let nearest: Vec<_> = names.into_iter().take(3).map(|(_, name)| name).collect();
    format!(
        "No exercise is {name}. The nearest are {}.\n\
         Give a number (3.2), a name (bp2), a chapter (3), a range (3.1-3.5), or several: 3,4.2",
        nearest.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(filters: &[&str], exact: bool) -> Vec<&'static str> {
        let filters: Vec<_> = filters.iter().map(|&filter| filter.to_owned()).collect();
        let chosen = select(&filters, exact).unwrap_or_else(|e| panic!("{e}"));
        chosen.into_iter().map(|place| &Info::all()[place].id[..]).collect()
    }

    #[test]
    fn numbers_names_chapters_ranges_and_lists_select() {
        assert_eq!(ids(&["3.2"], false), ["3.2"]);
        assert_eq!(ids(&["BP2"], true), ["3.2"]);
        assert_eq!(ids(&["functions::bp2"], true), ["3.2"]);
        assert_eq!(ids(&["2", "1.5"], false), ["1.5", "2.1", "2.2", "2.3", "2.4"]);
        assert_eq!(ids(&["1.5,2.1-2.2"], false), ["1.5", "2.1", "2.2"]);
        assert_eq!(ids(&["cost-2"], false).len(), 4);
        assert_eq!(
            ids(&["cross_entropy"], true),
            ids(&["7"], false),
            "not exercise 7.2 alone"
        );
        assert_eq!(ids(&["sigmoid"], false), ["1.1"], "a name before parts of names");
        assert_eq!(
            ids(&["_batch"], false).len(),
            8,
            "mini_batches, update_mini_batch and six of chapter 6"
        );
        assert_eq!(ids(&[], false).len(), Info::all().len());
    }

    #[test]
    fn what_is_unknown_is_told_the_nearest() {
        let error = select(&["3.2".into(), "bqprop".into()], false).unwrap_err();
        assert!(error.contains("bqprop") && error.contains("backprop"), "{error}");
        assert!(select(&["_batch".into()], true).is_err());
        assert!(select(&["3.1-3.99".into()], false).is_err());
    }
}
