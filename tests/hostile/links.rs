//! Nothing outside the root is read or shown, by whatever name.

use crate::repository::{PAPER, Repository, SECRET};

#[test]
fn a_named_draft_that_links_out_of_the_root_is_refused() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    repository.link("leak.md", "../outside/secret.md");
    let outcome = repository.run(["--output-format", "concise", "leak.md", "paper.md"]);
    outcome.refuses("leak.md: leads out of");
    assert!(!outcome.all().contains(SECRET));
    assert!(outcome.out.contains("paper.md:8:1"), "{}", outcome.out);
}
