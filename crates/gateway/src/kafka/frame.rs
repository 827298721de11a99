//! Kafka's frames: four bytes of length, then that many bytes.

use bytes::{Bytes, BytesMut};
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// Largest answer that is read, in bytes. Offsets of a million partitions fit; a stranger's bytes taken for a
/// length ("HTTP" would be 1.2 GB) do not.
pub(crate) const MAX_FRAME: usize = 64 * 1024 * 1024;

/// Reads one frame without its length; `None` if the stream ends before one begins.
pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Bytes>> {
    let mut length = [0; 4];
    match stream.read_exact(&mut length).await {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = usize::try_from(i32::from_be_bytes(length)).ok().filter(|length| *length <= MAX_FRAME).ok_or_else(
        || {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("it sent bytes {length:02x?} where a frame's length of at most {MAX_FRAME} belongs; is that a Kafka broker?"),
            )
        },
    )?;
    // Grown while it arrives, so that a length alone costs no memory.
    let mut frame = BytesMut::with_capacity(length.min(64 * 1024));
    let mut rest = stream.take(length as u64);
    while rest.read_buf(&mut frame).await? > 0 {}
    if frame.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(frame.freeze()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_frame_is_read_whole_and_the_end_of_the_stream_is_no_error() {
        let mut stream: &[u8] = &[0, 0, 0, 3, b'a', b'b', b'c'];
        assert_eq!(read(&mut stream).await.unwrap().as_deref(), Some(b"abc".as_slice()));
        assert_eq!(read(&mut stream).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_frame_that_stops_in_the_middle_is_an_error() {
        let mut stream: &[u8] = &[0, 0, 0, 9, b'a'];
        assert_eq!(read(&mut stream).await.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[tokio::test]
    async fn a_web_servers_answer_and_a_negative_length_are_refused_and_named() {
        for bytes in [b"HTTP/1.1 400 Bad Request".as_slice(), &[255, 255, 255, 255]] {
            let mut stream = bytes;
            let refusal = read(&mut stream).await.unwrap_err();
            assert!(refusal.to_string().contains("is that a Kafka broker?"), "{refusal}");
        }
    }
}
