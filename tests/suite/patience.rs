//! Waiting with a deadline: a program that hangs fails its test, and holds up no other.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a run may take on the slowest machine before it counts as hanging.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Returns how many of something a test takes: all where `PAPERLINT_TESTS` is `long`, as in `.ci/full`, and else what the gate has time
/// for.
pub fn many(few: usize, all: usize) -> usize {
    if std::env::var_os("PAPERLINT_TESTS").is_some_and(|asked| asked == "long") { all } else { few }
}

/// Runs a command that reads nothing, and gives what it wrote.
pub trait Finish {
    /// Stops with a panic a command that does not end in time.
    fn finish(&mut self) -> Output;
}

impl Finish for Command {
    fn finish(&mut self) -> Output {
        let child = self.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        finish(child.unwrap())
    }
}

/// Returns what a program writes to its two pipes until it ends.
pub fn finish(mut child: Child) -> Output {
    let (out, err) = (gather(child.stdout.take().unwrap()), gather(child.stderr.take().unwrap()));
    let status = wait(&mut child);
    // A program that it started may hold a pipe open.
    let all = |pipe: Receiver<Vec<u8>>| pipe.recv_timeout(PATIENCE).expect("a pipe is not closed");
    Output { status, stdout: all(out), stderr: all(err) }
}

fn gather(mut stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        sender.send(bytes)
    });
    receiver
}

/// Returns how a program ends, which must be in time.
pub fn wait(child: &mut Child) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("hangs");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Returns whether interrupts are ignored here, as in a job in the background: programs started from here then ignore them, too. Told where
/// the system tells it, and said, since the test then looks at nothing.
#[cfg(unix)]
pub fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let is_ignored = mask.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).unwrap() >> 1 & 1 == 1);
    if is_ignored {
        eprintln!("not looked at: interrupts are ignored here, as in a job in the background");
    }
    is_ignored
}
