//! Messages over standard input and output. What is no message is said and left out, so that one bad line does not end a session.

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use gen_lsp_types as lsp;
use lsp_server::{Connection, Message, Notification};

use crate::cli::disk::MOST_OF_DRAFT;

/// Runs a server between standard input and output.
///
/// # Errors
/// As the server.
pub fn serve(server: impl FnOnce(&Connection) -> anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    let (here, there) = Connection::memory();
    let Connection { sender, receiver } = there;
    let said = here.sender.clone();
    std::thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        while let Some(message) = next(&mut stdin) {
            let is_sent = match message {
                Ok(message) => sender.send(message).is_ok(),
                Err(error) => said.send(unread(&error)).is_ok(),
            };
            if !is_sent {
                break;
            }
        }
    });
    let writer = std::thread::spawn(move || {
        let mut stdout = io::stdout().lock();
        // A closed pipe has nobody to tell.
        let said = receiver.into_iter().take_while(|message| !is_end(message));
        said.map(|message| message.write(&mut stdout).and_then(|()| stdout.flush()))
            .take_while(Result::is_ok)
            .for_each(drop);
    });
    let code = server(&here);
    // What was said last is written before the process ends; the thread that reads ends with it.
    let is_told = here.sender.send(Notification::new(END.to_owned(), ()).into());
    let _ = is_told.map(|()| writer.join());
    code
}

/// What only an editor says, so that it can stand for the end of what the server says.
const END: &str = "exit";

fn is_end(message: &Message) -> bool {
    matches!(message, Message::Notification(said) if said.method == END)
}

/// Bytes of a message that is read: a draft as large as any that is read from disk, each second byte of it escaped.
const MOST_OF_MESSAGE: u64 = 2 * MOST_OF_DRAFT;

/// Bytes of a line of a header that is read; what the protocol writes there takes less than a hundred.
const MOST_OF_LINE: u64 = 8 << 10;

/// Why bytes are no message. What follows them may be one.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum Unread {
    #[error("a message of {0} bytes is longer than the {MOST_OF_MESSAGE} that are read")]
    TooLong(u64),
    #[error("a header needs `Content-Length: ` and a number, and then an empty line")]
    Header,
    #[error("{0}")]
    Malformed(String),
}

/// Returns the next message; none at the end of the input. What is too long is passed over, and takes no memory.
fn next(input: &mut impl BufRead) -> Option<Result<Message, Unread>> {
    let length = match length(input)? {
        Ok(length) => length,
        Err(error) => return Some(Err(error)),
    };
    if length > MOST_OF_MESSAGE {
        let passed = io::copy(&mut input.take(length), &mut io::sink()).ok()?;
        return (passed == length).then_some(Err(Unread::TooLong(length)));
    }
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes).ok().filter(|read| *read as u64 == length)?;
    Some(serde_json::from_slice(&bytes).map_err(|error| Unread::Malformed(error.to_string())))
}

/// Returns the length that a header tells, in bytes.
fn length(input: &mut impl BufRead) -> Option<Result<u64, Unread>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(MOST_OF_LINE).read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        if !line.ends_with(b"\n") {
            input.skip_until(b'\n').ok()?;
            return Some(Err(Unread::Header));
        }
        let line = String::from_utf8_lossy(&line);
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok();
            }
            Some(_) => {}
            None if line.trim_end().is_empty() => return Some(length.ok_or(Unread::Header)),
            None => return Some(Err(Unread::Header)),
        }
    }
}

/// Returns what an editor is told of bytes that are no message.
fn unread(error: &Unread) -> Message {
    let said = lsp::LogMessageParams::new(lsp::MessageType::Error, format!("not understood: {error}"));
    Notification::new("window/logMessage".to_owned(), said).into()
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor, repeat};

    use super::*;

    const EXIT: &str = "Content-Length: 33\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";

    /// Returns what is read of bytes with a message behind them, which is always understood.
    fn before_exit(bytes: impl Read) -> Vec<Unread> {
        let mut input = BufReader::new(bytes.chain(Cursor::new(EXIT)));
        let mut wrong = Vec::new();
        loop {
            match next(&mut input) {
                Some(Err(error)) => wrong.push(error),
                Some(Ok(message)) => {
                    assert!(is_end(&message));
                    assert!(next(&mut input).is_none());
                    return wrong;
                }
                None => panic!("the message is lost: {wrong:?}"),
            }
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over_and_takes_no_memory() {
        let long = MOST_OF_MESSAGE + 1;
        let header = format!("Content-Length: {long}\r\n\r\n");
        assert_eq!(before_exit(Cursor::new(header).chain(repeat(b'x').take(long))), [Unread::TooLong(long)]);
        let endless = repeat(b'x').take(MOST_OF_MESSAGE).chain(Cursor::new("\n"));
        assert_eq!(before_exit(endless), [Unread::Header]);
    }

    #[test]
    fn a_length_of_what_never_comes_ends_with_the_input() {
        for length in ["10000000000", "18446744073709551615", "100"] {
            let text = format!("Content-Length: {length}\r\n\r\n{{}}");
            assert!(next(&mut Cursor::new(text)).is_none(), "{length}");
        }
    }

    #[test]
    fn what_is_no_message_is_told_and_the_next_one_is_read() {
        for (text, told) in [
            ("{\"jsonrpc\": \"2.0\"}\r\n\r\n", 1),
            ("Content-Type: a\r\n\r\n", 1),
            ("Content-Length: many\r\n\r\n", 1),
            ("Content-Length: 99999999999999999999\r\n\r\n", 1),
            ("Content-Length: 2\r\n\r\n[]", 1),
            ("Content-Length: 2\r\n\r\n\u{e9}", 1),
            ("\r\n", 1),
            ("", 0),
        ] {
            assert_eq!(before_exit(Cursor::new(text)).len(), told, "{text}");
        }
    }

    #[test]
    fn headers_are_read_however_they_are_written() {
        let text =
            EXIT.replacen("Content-Length: ", "content-type: a; charset=utf-8\r\nCONTENT-LENGTH:  ", 1);
        assert!(next(&mut Cursor::new(text.replace("\r\n", "\n"))).is_some_and(|read| read.is_ok()));
    }
}
