//! Messages over standard input and output. What is no message is said and left out, so that one bad line does not end a session.

use std::io::{self, BufRead, ErrorKind, Write};
use std::process::ExitCode;

use gen_lsp_types as lsp;
use lsp_server::{Connection, Message, Notification};

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

/// The next message; none at the end of the input.
fn next(input: &mut impl BufRead) -> Option<io::Result<Message>> {
    match Message::read(input) {
        Ok(message) => message.map(Ok),
        Err(error) if error.kind() == ErrorKind::InvalidData => Some(Err(error)),
        Err(_) => None,
    }
}

/// What an editor is told of bytes that are no message.
fn unread(error: &io::Error) -> Message {
    // The error repeats the whole text.
    let said: String = error.to_string().chars().take(200).collect();
    let said = lsp::LogMessageParams::new(lsp::MessageType::Error, format!("not understood: {said}"));
    Notification::new("window/logMessage".to_owned(), said).into()
}
