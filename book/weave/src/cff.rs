//! Glyph outlines in the `CFF ` table of an OpenType font.

use std::collections::BTreeSet;
use std::ops::Range;

/// The operator of a glyph's program that ends it.
const ENDCHAR: u8 = 14;
/// The operator of the top dictionary that gives the place of the glyphs.
const CHARSTRINGS: u8 = 17;

/// The table with every other glyph emptied.
///
/// An outline is overwritten in place with end marks, so that no offset changes; compression
/// then takes it to nothing.
pub fn keep(table: &[u8], glyphs: &BTreeSet<u16>) -> Vec<u8> {
    let mut table = table.to_vec();
    let header = usize::from(table[2]);
    let (_, after_names) = index(&table, header);
    let (dictionaries, _) = index(&table, after_names);
    let start = charstrings(&table[dictionaries[0].clone()]);
    let (outlines, _) = index(&table, start);
    for (glyph, outline) in (0..).zip(outlines) {
        if !glyphs.contains(&glyph) {
            table[outline].fill(ENDCHAR);
        }
    }
    table
}

/// The elements of an INDEX structure, and where it ends.
fn index(table: &[u8], start: usize) -> (Vec<Range<usize>>, usize) {
    let number = |at: usize, size: usize| {
        table[at..at + size].iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte))
    };
    let count = number(start, 2);
    if count == 0 {
        return (Vec::new(), start + 2);
    }
    let size = usize::from(table[start + 2]);
    let offset = |i: usize| number(start + 3 + i * size, size);
    let data = start + 2 + (count + 1) * size;
    let elements = (0..count).map(|i| data + offset(i)..data + offset(i + 1));
    (elements.collect(), data + offset(count))
}

/// The offset of the glyphs' INDEX in a top dictionary: operands come before operators.
fn charstrings(dictionary: &[u8]) -> usize {
    let mut operand = 0i64;
    let mut bytes = dictionary.iter().map(|&byte| i64::from(byte));
    while let Some(byte) = bytes.next() {
        let mut next = || bytes.next().expect("a whole operand");
        match byte {
            12 => _ = next(),
            28 => operand = next() << 8 | next(),
            29 => operand = next() << 24 | next() << 16 | next() << 8 | next(),
            30 => while next() & 15 != 15 {},
            32..=246 => operand = byte - 139,
            247..=250 => operand = (byte - 247) * 256 + next() + 108,
            251..=254 => operand = -(byte - 251) * 256 - next() - 108,
            byte if byte == i64::from(CHARSTRINGS) => return operand as usize,
            _ => {}
        }
    }
    panic!("the font has no outlines");
}
