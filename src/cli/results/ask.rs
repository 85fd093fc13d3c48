//! `--ask`: questions on a terminal, a line of keys each. No answer is proposed, and each is kept at once.

use std::io::{self, BufRead, IsTerminal};

use anyhow::bail;

use crate::check::answers::{Answer, Asking, Sentence};
use crate::cli::console::Console;
use crate::output::{self, clean_line, counted};
use crate::source::Draft;

const KEYS: &str = "  1 planned   2 exploratory   3 some of each   4 not sure   b back   q save and quit\n";

/// # Errors
/// Where nobody can be asked.
pub fn needs_terminal() -> anyhow::Result<()> {
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    }
    bail!("--ask asks on a terminal, and there is none here; give the answers in a file, `--answers FILE`")
}

/// Asks what has no answer yet. Gives whether the author wants to quit.
pub fn ask(
    draft: &Draft,
    asking: &mut Asking,
    console: &Console,
    keep: impl Fn(&Asking) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let open = asking.questions().iter().filter(|question| question.said.is_none()).count();
    let sections = counted(open as u64, "section", "sections");
    console.problem(&match open {
        0 => "Each section with results says whether they were planned; there is nothing to ask.\n".to_owned(),
        _ => format!(
            "The paper does not say of {sections} whether the results were planned.\n\
             Planned: fixed before you saw the data. Exploratory: chosen, or met, after. Neither is better, and nothing is answered for you.\n"
        ),
    });
    while let Some((question, number, all)) = asking.next() {
        console.problem(&output::question(draft, question, (number, all)));
        let answer = match line(console, KEYS)?.as_deref() {
            None | Some("q") => return Ok(true),
            Some("b") => {
                if !asking.back() {
                    console.problem("This is the first question.\n");
                }
                keep(asking)?;
                continue;
            }
            Some(key) => key.parse().ok().and_then(|key: usize| Answer::ALL.get(key.checked_sub(1)?)),
        };
        let Some(&answer) = answer else {
            console.problem("Type one of the keys, then Enter.\n");
            continue;
        };
        let departure = match answer {
            Answer::Planned => line(
                console,
                "  How did it depart from the plan? A few words for the table, or Enter if it did not\n",
            )?,
            _ => None,
        };
        if !asking.answer(answer, &departure.unwrap_or_default()) {
            console.problem("This is one result: it is planned, exploratory, or not sure.\n");
        }
        keep(asking)?;
    }
    Ok(false)
}

/// What the author wants of the sentences.
pub enum Accepted {
    /// Those at these bytes of the draft.
    These(Vec<u32>),
    /// To answer the last question again.
    Back,
}

/// Asks which sentences are to be put into the draft.
pub fn accept(draft: &Draft, sentences: &[Sentence], console: &Console) -> anyhow::Result<Accepted> {
    let possible = || sentences.iter().filter(|sentence| sentence.can_be_put());
    if possible().next().is_none() {
        return Ok(Accepted::These(Vec::new()));
    }
    let count = counted(possible().count() as u64, "sentence", "sentences");
    loop {
        let keys = format!("Put {count} into the draft?\n  y yes   c choose one by one   n no   b back\n");
        match line(console, &keys)?.as_deref() {
            Some("y") => return Ok(Accepted::These(possible().map(|sentence| sentence.at).collect())),
            Some("b") => return Ok(Accepted::Back),
            Some("c") => break,
            None | Some("n" | "q") => return Ok(Accepted::These(Vec::new())),
            Some(_) => console.problem("Type one of the keys, then Enter.\n"),
        }
    }
    let mut accepted = Vec::new();
    for sentence in possible() {
        console.problem(&format!("\n{}", output::sentence(draft, sentence)));
        match line(console, "  y yes   n no   q no more\n")?.as_deref() {
            Some("y") => accepted.push(sentence.at),
            None | Some("q") => break,
            Some(_) => {}
        }
    }
    Ok(Accepted::These(accepted))
}

/// Bytes of the longest line that is read.
const MOST_TYPED: u64 = 4096;

/// Returns what is typed after a prompt; `None` where nobody types any more.
fn line(console: &Console, prompt: &str) -> io::Result<Option<String>> {
    console.problem(&format!("{prompt}> "));
    let mut typed = Vec::new();
    let count = io::Read::take(io::stdin().lock(), MOST_TYPED).read_until(b'\n', &mut typed)?;
    let text = String::from_utf8_lossy(&typed);
    Ok((count > 0).then(|| clean_line(text.trim()).into_owned()))
}
