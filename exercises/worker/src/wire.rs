//! Messages between judge and worker: MessagePack behind a length of four bytes.

use std::io::{self, ErrorKind, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::value::Value;

/// Longer messages are refused, before any memory is taken for them.
const LONGEST: u32 = 32 << 20;
/// Lists within lists, as the codec counts them. No exercise needs half of it.
const DEEPEST: usize = 64;

/// What the judge says.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    /// Call this function.
    Call {
        function: String,
        arguments: Vec<Value>,
        /// Look for the place of a panic: it takes a tenth of a second.
        trace: bool,
    },
    /// The answer to a question.
    Answer(Value),
}

/// What the worker says.
#[derive(Debug, Serialize, Deserialize)]
pub enum Event {
    /// What came back, and behind it what became of each `&mut` argument.
    Returned(Vec<Value>),
    Panicked(Panic),
    /// The function calls the closure that it was given.
    Asks(Vec<Value>),
    /// The function does not take these arguments: its signature is another one.
    Unfit,
}

/// A panic: its message and, where it is known, the reader's file and line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Panic {
    pub message: String,
    pub place: Option<String>,
}

/// # Errors
/// If the pipe is closed, or the message too long.
pub fn send(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut frame = vec![0; 4];
    rmp_serde::encode::write(&mut frame, message).map_err(io::Error::other)?;
    let length = u32::try_from(frame.len() - 4).ok().filter(|&length| length <= LONGEST);
    let Some(length) = length else {
        return Err(io::Error::new(ErrorKind::InvalidData, "the message is too long"));
    };
    frame[..4].copy_from_slice(&length.to_le_bytes());
    to.write_all(&frame)?;
    to.flush()
}

/// # Errors
/// If the pipe is closed, or what comes is no message.
pub fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, "the message is too long"));
    }
    let mut bytes = Vec::new();
    from.take(length.into()).read_to_end(&mut bytes)?;
    let mut decoder = rmp_serde::Deserializer::from_read_ref(&bytes);
    decoder.set_max_depth(DEEPEST);
    T::deserialize(&mut decoder).map_err(|e| io::Error::new(ErrorKind::InvalidData, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(value: Value) -> io::Result<Vec<Value>> {
        let mut bytes = Vec::new();
        send(&mut bytes, &vec![value])?;
        receive(&mut &bytes[..])
    }

    #[test]
    fn every_bit_arrives() {
        let numbers =
            [0.1, -0.0, f64::MIN_POSITIVE / 3.0, f64::from_bits(0x7ff8_0000_dead_beef)];
        let sent = Value::from(ndarray::Array1::from_vec(numbers.to_vec()));
        let Value::Numbers(got) = there_and_back(sent).unwrap().remove(0) else {
            panic!()
        };
        assert_eq!(
            got.mapv(f64::to_bits).into_raw_vec_and_offset().0,
            numbers.map(f64::to_bits)
        );
    }

    #[test]
    fn lists_without_end_and_long_messages_are_refused() {
        let deep = (0..1000).fold(Value::Whole(1), |value, _| Value::List(vec![value]));
        assert!(there_and_back(deep).is_err());
        let claim = (LONGEST + 1).to_le_bytes();
        assert!(receive::<Event>(&mut &claim[..]).is_err());
        assert!(receive::<Event>(&mut &[3, 0, 0, 0, 1][..]).is_err(), "cut short");
    }
}
