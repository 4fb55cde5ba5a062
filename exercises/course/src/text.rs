//! Text from outside: in UTF-8 or UTF-16, with or without a byte order mark.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization;

/// The text, with line feeds only, and its encoding if that is not UTF-8.
pub fn decode(bytes: &[u8]) -> (String, Option<&'static str>) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => guess(bytes),
    };
    let (text, ..) = encoding.decode(bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    (text, (encoding != UTF_8).then(|| encoding.name()))
}

/// Without a mark: half of the bytes of UTF-16 are zero, where the text is in Latin letters.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let zeros =
        |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let many = bytes.len() / 4;
    match () {
        _ if many > 0 && zeros(1) > many => UTF_16LE,
        _ if many > 0 && zeros(0) > many => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// A name as it is compared: composed letters, small, without spaces at its ends.
pub fn key(name: &str) -> String {
    name.trim().nfc().collect::<String>().to_lowercase()
}

/// A name of a file that no system takes amiss, different for different ids.
pub fn file_name(id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_@+".contains(c);
    let mut name = String::new();
    for (k, c) in id.chars().enumerate() {
        if plain(c) || c == '.' && k > 0 {
            name.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                name += &format!("%{byte:02X}");
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_editors_write_is_read() {
        let text = "fn σ() {}\n// π and some more words in Latin letters\n";
        let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(to_bytes).collect()
        };
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.into()),
            text.replace('\n', "\r\n").into(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            marked(b"\xff\xfe", utf16(u16::to_le_bytes)),
            marked(b"\xfe\xff", utf16(u16::to_be_bytes)),
        ] {
            assert_eq!(decode(&bytes).0, text);
        }
        assert_eq!(decode(b"caf\xe9"), ("café".into(), Some("windows-1252")));
    }

    #[test]
    fn names_of_files_are_harmless_and_different() {
        assert_eq!(file_name("../x/.."), ".%2E%2Fx%2F..".replacen(".%2E", "%2E.", 1));
        assert_eq!(file_name("ada.l"), "ada.l");
        assert_ne!(file_name("a/b"), file_name("a%2Fb"));
    }
}
