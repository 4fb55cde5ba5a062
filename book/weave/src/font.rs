//! The mathematics font of the book: New Computer Modern Math, cut down to the glyphs that its
//! formulas use and packed as WOFF.

use std::collections::BTreeSet;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use ttf_parser::{Face, GlyphId, RawFace, Tag};

use crate::cff;

/// The tables that a browser needs. `GSUB` is left out: its variants are not used, and its
/// glyphs are cut away.
const TABLES: [&[u8; 4]; 10] = [
    b"CFF ", b"MATH", b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name",
    b"post",
];

/// The font with the glyphs for these characters.
pub fn math_font(wanted: &BTreeSet<char>) -> Vec<u8> {
    let (data, face) = typst_assets::fonts()
        .filter_map(|data| Some((data, Face::parse(data, 0).ok()?)))
        .find(|(_, face)| name_of(face) == "NewCMMath-Book")
        .expect("the crate typst-assets holds New Computer Modern Math");
    let raw = RawFace::parse(data, 0).expect("it was parsed above");
    let characters: Vec<(char, GlyphId)> = with_variants(wanted)
        .into_iter()
        .filter_map(|c| Some((c, face.glyph_index(c)?)))
        .collect();
    let glyphs = glyphs(&face, &characters);
    let tables = TABLES.iter().map(|tag| {
        let table =
            raw.table(Tag::from_bytes(tag)).expect("the font has the usual tables");
        let table = match *tag {
            b"CFF " => cff::keep(table, &glyphs),
            b"cmap" => cmap(&characters),
            _ => table.to_vec(),
        };
        (**tag, table)
    });
    woff(&tables.collect::<Vec<_>>())
}

fn name_of(face: &Face) -> String {
    let names = face
        .names()
        .into_iter()
        .filter(|n| n.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
    names.filter_map(|name| name.to_string()).next().unwrap_or_default()
}

/// The characters with those that browsers put in their place: slanted letters for a single
/// letter, the minus sign for a hyphen, and the root of `<msqrt>`, which no text holds.
fn with_variants(wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let mut all = wanted.clone();
    all.extend([' ', '−', 'ℎ', '√']);
    for &c in wanted {
        let italic = match c {
            'A'..='Z' => 0x1D434 + (u32::from(c) - u32::from('A')),
            'a'..='z' => 0x1D44E + (u32::from(c) - u32::from('a')),
            'Α'..='Ω' => 0x1D6E2 + (u32::from(c) - u32::from('Α')),
            'α'..='ω' => 0x1D6FC + (u32::from(c) - u32::from('α')),
            '∂' => 0x1D715,
            'ϵ' => 0x1D716,
            'ϑ' => 0x1D717,
            'ϕ' => 0x1D719,
            'ϱ' => 0x1D71A,
            'ϖ' => 0x1D71B,
            _ => continue,
        };
        all.extend(char::from_u32(italic));
    }
    all
}

/// The glyphs of the characters, and the larger ones and parts that stretch them.
fn glyphs(face: &Face, characters: &[(char, GlyphId)]) -> BTreeSet<u16> {
    let mut glyphs: BTreeSet<u16> = characters.iter().map(|(_, glyph)| glyph.0).collect();
    glyphs.insert(0);
    let variants =
        face.tables().math.and_then(|math| math.variants).expect("a MATH table");
    for (_, glyph) in characters {
        for constructions in
            [variants.vertical_constructions, variants.horizontal_constructions]
        {
            let Some(construction) = constructions.get(*glyph) else { continue };
            glyphs.extend(construction.variants.into_iter().map(|v| v.variant_glyph.0));
            let parts =
                construction.assembly.into_iter().flat_map(|assembly| assembly.parts);
            glyphs.extend(parts.map(|part| part.glyph_id.0));
        }
    }
    glyphs
}

/// A `cmap` table of format 12, sorted by character.
fn cmap(characters: &[(char, GlyphId)]) -> Vec<u8> {
    let groups = characters.len() as u32;
    let mut table = Vec::new();
    let [version, one_subtable, windows, full_unicode] =
        [0u16, 1, 3, 10].map(u16::to_be_bytes);
    table.extend([version, one_subtable, windows, full_unicode].concat());
    table.extend(12u32.to_be_bytes());
    table.extend([12u16.to_be_bytes(), 0u16.to_be_bytes()].concat());
    for field in [16 + 12 * groups, 0, groups] {
        table.extend(field.to_be_bytes());
    }
    for &(c, glyph) in characters {
        for field in [u32::from(c), u32::from(c), u32::from(glyph.0)] {
            table.extend(field.to_be_bytes());
        }
    }
    table
}

/// Packs the tables of an OpenType font as WOFF 1.0: each table compressed by itself.
fn woff(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let padded = |length: usize| length.next_multiple_of(4);
    let directory = 44 + 20 * tables.len();
    let mut entries = Vec::new();
    let mut body = Vec::new();
    for (tag, table) in tables {
        let packed = compress(table);
        let packed = if packed.len() < table.len() { &packed } else { table };
        entries.extend(tag);
        let offset = directory + body.len();
        for field in [offset, packed.len(), table.len(), checksum(table) as usize] {
            entries.extend((field as u32).to_be_bytes());
        }
        body.extend(packed);
        body.resize(padded(body.len()), 0);
    }
    let opentype: usize = 12
        + 16 * tables.len()
        + tables.iter().map(|(_, t)| padded(t.len())).sum::<usize>();
    let mut file = Vec::from(b"wOFFOTTO");
    file.extend(((directory + body.len()) as u32).to_be_bytes());
    file.extend([(tables.len() as u16).to_be_bytes(), [0, 0]].concat());
    file.extend((opentype as u32).to_be_bytes());
    file.extend([0, 1, 0, 0]); // the version of the font file
    file.extend([0; 20]); // no metadata, no private data
    file.extend(entries);
    file.extend(body);
    file
}

fn compress(table: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(table).expect("writing to memory");
    encoder.finish().expect("writing to memory")
}

fn checksum(table: &[u8]) -> u32 {
    let words = table.chunks(4).map(|chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(word)
    });
    words.fold(0, u32::wrapping_add)
}
