//! `paperlint mcp`: what coding agents ask, over standard input and output, as the Model Context Protocol of 2025-11-25 has it
//! (modelcontextprotocol.io/specification/2025-11-25): one JSON message a line.
//!
//! Invariants: nothing is written to disk; nothing outside the folder that is served is read; whatever comes in, an answer goes out or
//! none is due.

mod protocol;
mod tools;

use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use super::args::Common;
use super::console::Console;
use super::disk::shown;
use protocol::Answer;
use tools::Tools;

/// Bytes of the longest message that is read. What agents ask is short.
const MOST_OF_MESSAGE: u64 = 1 << 20;

/// `paperlint mcp`: answers until its input ends.
///
/// # Errors
/// When there is no such folder, or an answer cannot be written.
pub fn serve(folder: Option<&Path>, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let folder = folder.unwrap_or(Path::new("."));
    let name = shown(folder);
    let root = folder.canonicalize().with_context(|| format!("{name}: no such folder"))?;
    if !root.is_dir() {
        bail!("{name}: is a file; name the folder that holds it");
    }
    // A path that means the same in every folder.
    let real = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let (rules, config) = (common.rules.iter().map(real).collect(), common.config.as_ref().map(real));
    let common = Common { rules, config, ..common.clone() };
    // Names are of this folder, as agents know them.
    std::env::set_current_dir(&root).with_context(|| format!("{name}: cannot be entered"))?;
    if io::IsTerminal::is_terminal(&io::stdin()) {
        console.notice("this serves a coding agent, which writes to standard input; Ctrl-C ends it");
    }
    let tools = Tools { root, common };
    let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
    while let Some(answer) = next(&mut input, &tools)? {
        let Some(answer) = answer else { continue };
        match writeln!(out, "{answer}").and_then(|()| out.flush()) {
            // Nobody asks any more.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => break,
            written => written?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the answer to the next message, where one is due; `None` at the end of the input.
fn next(input: &mut impl BufRead, tools: &Tools) -> io::Result<Option<Answer>> {
    let mut line = Vec::new();
    if input.by_ref().take(MOST_OF_MESSAGE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == MOST_OF_MESSAGE && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Ok(Some(Some(protocol::too_long(MOST_OF_MESSAGE))));
    }
    Ok(Some(protocol::answer(&line, |name, arguments| tools.call(name, arguments))))
}
