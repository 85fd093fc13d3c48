//! What a stranger may put into a repository, and what holds all the same: real files, links and git repositories. `SECURITY.md` names
//! the promise that each kind of case holds.

mod action;
mod bibliographies;
mod encodings;
mod kept;
mod links;
mod names;
mod outputs;
mod repository;
mod revisions;
mod roots;
mod saves;
mod special;
mod stopped;
