//! Files for exercise 9.1: sound ones, and those that lie in one way each.

use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The beginning of a file, and the length of all of it. Only its header is ever there, so a file
/// may be larger than any memory.
#[derive(Clone, Debug)]
pub struct File {
    pub first: Vec<u8>,
    pub length: u64,
}

impl File {
    /// A file whose length is what these sizes ask for. Where their product leaves u64, it is what
    /// is left of it.
    fn of(sizes: &[u32]) -> File {
        let mut first = vec![0, 0, 8, sizes.len() as u8];
        first.extend(sizes.iter().flat_map(|n| n.to_be_bytes()));
        let data = sizes.iter().fold(1_u64, |bytes, &n| bytes.wrapping_mul(n.into()));
        let length = data.wrapping_add(first.len() as u64).max(first.len() as u64);
        // As much of the data as is read along with a header.
        first.extend([7; 12].into_iter().take(data.min(12) as usize));
        first.truncate(16);
        File { first, length }
    }

    /// The same header before another number of bytes.
    fn with_length(mut self, length: u64) -> File {
        self.first.truncate(length.min(16) as usize);
        File { length, ..self }
    }

    /// What the file would be if nothing followed what was read of it.
    pub fn as_long_as_read(&self) -> File {
        File { first: self.first.clone(), length: self.first.len() as u64 }
    }

    pub fn hexadecimal(&self) -> String {
        let bytes: Vec<_> = self.first.iter().map(|byte| format!("{byte:02x}")).collect();
        if bytes.is_empty() { "(no bytes)".into() } else { bytes.join(" ") }
    }

    /// The product of the sizes, and the bytes of the header.
    fn promised(&self) -> (u128, u128) {
        let header = 4 + 4 * u128::from(*self.first.get(3).unwrap_or(&0));
        let fields = self.first.get(4..).unwrap_or_default().as_chunks().0;
        let sizes = fields.iter().take(header as usize / 4 - 1);
        (sizes.map(|&n| u128::from(u32::from_be_bytes(n))).product(), header)
    }

    /// Whether header and data do not fit into a u64.
    pub fn promises_too_much(&self) -> bool {
        let (bytes, header) = self.promised();
        bytes + header > u64::MAX.into()
    }

    /// Whether the product of the sizes still fits into a u64, and not with the header.
    pub fn overflows_by_header(&self) -> bool {
        self.promises_too_much() && self.promised().0 <= u64::MAX.into()
    }
}

/// Sizes of labels (one) or of images (three).
fn sizes(size: impl Strategy<Value = u32> + Clone) -> impl Strategy<Value = Vec<u32>> {
    prop_oneof![vec(size.clone(), 1), vec(size, 3)]
}

fn small() -> impl Strategy<Value = Vec<u32>> {
    sizes(1..=6_u32)
}

/// Small sizes, one of which is replaced.
fn with(size: impl Strategy<Value = u32>) -> impl Strategy<Value = Vec<u32>> {
    (small(), any::<Index>(), size).prop_map(|(mut sizes, at, n)| {
        *at.get_mut(&mut sizes) = n;
        sizes
    })
}

/// Sizes that tell apart how many bytes are read: they need one, two, three or four.
const ORDINARY: [u32; 8] = [28, 128, 256, 300, 60_000, 70_000, 99_999, 20_000_000];

/// 2⁶⁴ − 1 bytes: the product fits into a u64, and not with the 16 bytes of the header.
const FULL: [u32; 3] = [4_294_967_295, 641, 6_700_417];

pub fn file() -> impl Strategy<Value = File> {
    let sound = small().prop_map(|sizes| File::of(&sizes));
    let labels = (1..=6_u32).prop_map(|n| File::of(&[n]));
    let ordinary = with(select(&ORDINARY[..])).prop_map(|sizes| File::of(&sizes));
    let large = with((1_u32 << 31)..).prop_map(|sizes| File::of(&sizes));
    // More than 2³² bytes, and each size is ordinary.
    let beyond_32_bits = vec(1_500..=9_000_u32, 3).prop_map(|sizes| File::of(&sizes));
    let too_large =
        (vec((1_u32 << 24).., 3), weighted(0.3)).prop_map(|(sizes, longest)| {
            let file = File::of(&sizes);
            if longest { file.with_length(u64::MAX) } else { file }
        });
    let full = (Just(FULL.to_vec()).prop_shuffle(), any::<bool>()).prop_map(
        |(sizes, longest)| {
            File::of(&sizes).with_length(if longest { u64::MAX } else { 16 })
        },
    );
    let empty = with(Just(0)).prop_map(|sizes| File::of(&sizes));
    let other_length =
        (small(), prop_oneof![-5..=-1_i64, 1..=5_i64]).prop_map(|(sizes, by)| {
            let (file, header) = (File::of(&sizes), 4 + 4 * sizes.len() as u64);
            let length = file.length.saturating_add_signed(by).max(header);
            file.with_length(length)
        });
    // What 16 bytes of header before labels would come to.
    let longer_header = vec(1..=6_u32, 1).prop_map(|sizes| {
        let file = File::of(&sizes);
        let length = file.length + 8;
        file.with_length(length)
    });
    let without_header = sizes(9..=20_u32).prop_map(|sizes| {
        File::of(&sizes).with_length(sizes.iter().map(|&n| u64::from(n)).product())
    });
    let summed = vec(1..=6_u32, 3).prop_map(|sizes| {
        File::of(&sizes).with_length(16 + u64::from(sizes.iter().sum::<u32>()))
    });
    let reversed = small().prop_map(|sizes| {
        let mut file = File::of(&sizes);
        let header = 4 + 4 * sizes.len();
        file.first[4..header].chunks_mut(4).for_each(<[u8]>::reverse);
        file
    });
    let other_magic =
        (small(), 0..3_usize, 1..=255_u8).prop_map(|(sizes, at, change)| {
            let mut file = File::of(&sizes);
            file.first[at] ^= change;
            file
        });
    let dimensions = prop_oneof![1 => Just(0), 2 => Just(2), 1 => 4..=255_usize];
    let other_dimensions = dimensions.prop_map(|d| File::of(&vec![1; d]));
    let cut = (small(), any::<Index>()).prop_map(|(sizes, at)| {
        let header = 4 + 4 * sizes.len();
        File::of(&sizes).with_length(at.index(header) as u64)
    });
    prop_oneof![
        3 => sound,
        3 => labels,
                6 => ordinary,
        3 => large,
        2 => beyond_32_bits,
        5 => too_large,
        4 => full,
        2 => empty,
        3 => other_length,
                2 => longer_header,
        2 => summed,
        2 => without_header,
        2 => reversed,
                5 => other_magic,
        3 => other_dimensions,
        6 => cut,
    ]
}
