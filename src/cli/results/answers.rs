//! `--answers`, and what follows `--ask`: answers from a file and to a file, and their sentences in the draft.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::ask;
use crate::check::Lint;
use crate::check::answers::{self, Asking, Given, Proposal, Question, Sentence, propose, questions};
use crate::cli::args::Results;
use crate::cli::check::{Checked, Mended, write};
use crate::cli::config::Configs;
use crate::cli::console::Console;
use crate::cli::disk::{MOST_OF_CONFIG, Roots, shown};
use crate::cli::loader::Home;
use crate::cli::papers::Gathered;
use crate::cli::write::{Files, Target};
use crate::output::{self, counted};
use crate::source::Draft;
use crate::spec::SpecProblem;

/// Where answers are kept, and the paper they are about.
struct Run<'r> {
    draft: &'r Draft,
    homes: &'r [Home],
    file: PathBuf,
    console: &'r Console,
}

/// Reads answers, asks for those that are missing where that is wanted, and shows what they come to.
///
/// # Errors
/// When there are several papers, or the answers cannot be read or kept.
pub fn run(
    results: &Results,
    gathered: &Gathered,
    configs: &Configs,
    console: &Console,
) -> anyhow::Result<ExitCode> {
    let [paper] = gathered.papers.as_slice() else {
        bail!("answers are about one paper, and {} were read; name one", gathered.papers.len())
    };
    let (draft, roots) = (&*paper.draft(configs)?, configs.roots());
    let beside = || Path::new(&draft.main().name).with_extension("answers.toml");
    let file = results.answers.clone().unwrap_or_else(beside);
    let run = Run { draft, homes: &paper.homes, file, console };
    let asked = questions(draft);
    let Some(given) = run.read(&asked, roots, results.ask)? else { return Ok(ExitCode::from(2)) };
    if !results.ask {
        let proposal = propose(draft, &asked, &given);
        run.show(&proposal)?;
        let is_open = match results.fix {
            true => run.put(&proposal, |_| true)?,
            false => !proposal.sentences.is_empty(),
        };
        return Ok(if is_open && !gathered.has_failed() { ExitCode::from(1) } else { gathered.exit_code() });
    }
    let target = Target::of_report(&run.file, None)?;
    let mut asking = Asking::new(asked, given);
    loop {
        let keep = |asking: &Asking| run.keep(&target, asking);
        let is_quit = ask::ask(draft, &mut asking, console, keep)?;
        console.notice(&format!("the answers are in {}", shown(&run.file)));
        if is_quit {
            break;
        }
        let proposal = propose(draft, asking.questions(), asking.given());
        run.show(&proposal)?;
        if proposal.sentences.is_empty() {
            break;
        }
        match ask::accept(draft, &proposal.sentences, console)? {
            ask::Accepted::Back if asking.back() => continue,
            ask::Accepted::Back => break,
            ask::Accepted::These(wanted) => {
                let is_wanted = |sentence: &Sentence| wanted.contains(&sentence.at);
                run.put(&proposal, is_wanted)?;
                break;
            }
        }
    }
    Ok(gathered.exit_code())
}

impl Run<'_> {
    /// Returns the answers of the file; none where it need not be there and is not. `None` where it has mistakes, which are said.
    fn read(&self, asked: &[Question], roots: &Roots, may_lack: bool) -> anyhow::Result<Option<Vec<Given>>> {
        let name = shown(&self.file);
        if may_lack && self.file.symlink_metadata().is_err() {
            return Ok(Some(Given::nothing(asked)));
        }
        let opened = roots.open(&self.file).map_err(|error| anyhow!("{name}: {error}"))?.opened;
        let bytes = opened.read(MOST_OF_CONFIG).map_err(|error| anyhow!("{name}: {error}"))?;
        let text = String::from_utf8(bytes).map_err(|_| anyhow!("{name}: is not UTF-8; save it as UTF-8"))?;
        match answers::read(&text, asked) {
            Ok(given) => Ok(Some(given)),
            Err(mistakes) => {
                for mistake in mistakes {
                    let problem =
                        SpecProblem { span: Some(mistake.span), ..SpecProblem::at("", mistake.message) };
                    let mut block = String::new();
                    output::rule_error(&name, &text, &problem, self.console.columns(), &mut block);
                    self.console.problem(&block);
                }
                Ok(None)
            }
        }
    }

    fn keep(&self, target: &Target, asking: &Asking) -> anyhow::Result<()> {
        let mut files = Files::default();
        files.add(target, answers::written(asking.questions(), asking.given()))?;
        files.commit()
    }

    fn show(&self, proposal: &Proposal) -> anyhow::Result<()> {
        for (section, answer, said) in &proposal.contradicted {
            self.console.notice(&format!(
                "\"{section}\" is answered by \"{}\", and the paper says {}; correct one of them",
                answer.words(),
                output::state(*said)
            ));
        }
        Ok(self.console.report(&output::proposal(self.draft, proposal))?)
    }

    /// Puts sentences into the draft, and says it. Gives whether one of those wanted is not there.
    fn put(&self, proposal: &Proposal, is_wanted: impl Fn(&Sentence) -> bool) -> anyhow::Result<bool> {
        let wanted: Vec<&Sentence> =
            proposal.sentences.iter().filter(|sentence| is_wanted(sentence)).collect();
        if wanted.is_empty() {
            return Ok(false);
        }
        if self.homes.contains(&Home::Stdin) {
            bail!("--fix writes into files, and a draft on standard input is none; name the file");
        }
        let paper = Checked {
            paper: 0,
            draft: self.draft.clone(),
            lint: Lint::default(),
            places: self.homes.to_vec(),
        };
        let (mended, is_unwritten) = write(&[paper], self.console, |mut papers| {
            let homes = papers.first().map(|paper| paper.places.clone()).unwrap_or_default();
            let is_kept = |sentence: &Sentence| {
                let file = self.draft.file_of(sentence.at).0 as usize;
                let home = homes.get(file);
                is_wanted(sentence) && home.is_some_and(|home| *home != Home::Elsewhere)
            };
            let new = answers::inserted(self.draft, &proposal.sentences, is_kept);
            papers.iter_mut().for_each(|paper| paper.draft = new.clone());
            let mut mended = Mended::nothing(papers);
            mended.compare(std::slice::from_ref(self.draft));
            Ok(mended)
        })?;
        let is_there = |sentence: &&&Sentence| {
            let file = self.draft.file_of(sentence.at).0 as usize;
            let texts = self
                .draft
                .files()
                .get(file)
                .zip(mended.papers.first().and_then(|new| new.draft.files().get(file)));
            sentence.can_be_put() && texts.is_some_and(|(old, new)| old.text != new.text)
        };
        let put = wanted.iter().filter(is_there).count();
        let by_hand = wanted.len() - put;
        let left = if by_hand == 0 { String::new() } else { format!("; {by_hand} to be put in by hand") };
        let count = counted(put as u64, "sentence", "sentences");
        self.console.notice(&format!("{count} put into the draft{left}"));
        if is_unwritten {
            bail!("not all sentences could be put into the draft");
        }
        Ok(by_hand > 0)
    }
}
