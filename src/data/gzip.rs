//! Bytes, gzipped or not.

use std::io::{self, BufRead, BufReader, Error, ErrorKind, Read};

use flate2::bufread::GzDecoder;

const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The bytes of `raw`, unzipped if its first two say that it is gzipped. Names do not count.
pub fn unzipped<'a>(raw: impl Read + 'a) -> io::Result<BufReader<Box<dyn Read + 'a>>> {
    let mut raw = BufReader::new(raw);
    let gzipped = raw.fill_buf()?.starts_with(&MAGIC);
    Ok(BufReader::new(if gzipped {
        Box::new(Members(Some(GzDecoder::new(raw))))
    } else {
        Box::new(raw)
    }))
}

/// One gzip stream after the other. As gzip itself does, it takes zeros at the end for padding.
struct Members<R>(Option<GzDecoder<R>>);

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.0 {
            let n = decoder.read(to)?;
            if n > 0 || to.is_empty() {
                return Ok(n);
            }
            let mut rest = self.0.take().expect("it has just been read").into_inner();
            if rest.fill_buf()?.starts_with(&MAGIC) {
                self.0 = Some(GzDecoder::new(rest));
                continue;
            }
            while let [byte, ..] = *rest.fill_buf()? {
                if byte != 0 {
                    let problem = "other bytes follow the end of the gzip stream";
                    return Err(Error::new(ErrorKind::InvalidData, problem));
                }
                rest.consume(1);
            }
        }
        Ok(0)
    }
}
