//! What the editor can do, and what it is told of this server.

use std::path::PathBuf;

use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Response};
use serde::Deserialize;
use serde_json::json;

use super::messages::request;
use super::text::Encoding;
use super::uri;
use crate::cli::disk::Roots;

/// The commands that there are, each of which is given the address of a file. The first three give what the command of that name writes as JSON
/// of a paper.
pub const COMMANDS: [&str; 4] = ["paperlint.stats", "paperlint.results", "paperlint.abstract", GO_TO_REASON];

/// The command that goes to a reason that is yet to be written: the nearest to a place, which it is given, too.
pub const GO_TO_REASON: &str = "paperlint.reason";

/// The editor, as it presents itself.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// In what columns are counted.
    pub encoding: Encoding,
    /// Whether it shows where else a finding points.
    pub shows_related: bool,
    /// Whether it can pale what may go.
    pub shows_tags: bool,
    /// Whether it links the name of a rule.
    pub links_codes: bool,
    /// Whether it asks for the edit of an action once somebody wants it.
    pub resolves: bool,
    /// Whether an edit may make a file.
    pub makes_files: bool,
    /// Whether an edit may say where the cursor goes.
    pub takes_snippets: bool,
    /// Whether it can be asked to show a place of a file.
    pub shows_places: bool,
    /// Whether it can be asked to tell when files change.
    pub watches: bool,
    /// Whether it asks for marks, rather than being told.
    pub pulls: bool,
    /// Whether it takes marks of other files than the one it asks for.
    pub takes_related: bool,
    /// Whether it can be told to ask again.
    pub refreshes: bool,
    /// Whether it shows how far long work is.
    pub shows_progress: bool,
    /// The real paths of the folders that it has open.
    pub folders: Vec<PathBuf>,
    /// What its user set for this server.
    pub options: Options,
}

/// What a user sets in the editor; `paperlint.toml` says the rest.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// Whether advice is shown, too.
    pub advice: Option<bool>,
    /// A profile to take in place of that of the configuration.
    pub profile: Option<String>,
    /// A venue to take in place of that of the configuration.
    pub venue: Option<String>,
    /// A file of findings that are known, and not shown: its path from the folder that is open.
    pub baseline: Option<PathBuf>,
}

impl Client {
    /// Shakes hands: learns what the editor can do, and tells it what this server does.
    ///
    /// # Errors
    /// When the editor does not begin as the protocol says.
    pub fn greet(connection: &Connection) -> anyhow::Result<Self> {
        loop {
            let (id, params) = connection.initialize_start()?;
            let answer = match serde_json::from_value(params) {
                Ok(params) => {
                    let client = Self::of(params);
                    let info = lsp::ServerInfo::new(
                        "paperlint".to_owned(),
                        Some(env!("CARGO_PKG_VERSION").to_owned()),
                    );
                    let answer = lsp::InitializeResult::new(client.offered(), Some(info));
                    connection.sender.send(Response::new_ok(id, answer).into())?;
                    return Ok(client);
                }
                Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
            };
            connection.sender.send(answer.into())?;
        }
    }

    fn of(params: lsp::InitializeParams) -> Self {
        let folders = folders(&params);
        let lsp::InitializeParams { capabilities, initialization_options, .. } = params;
        let text = capabilities.text_document.unwrap_or_default();
        let workspace = capabilities.workspace.unwrap_or_default();
        let window = capabilities.window.unwrap_or_default();
        let resolves = text.code_action.and_then(|action| action.resolve_support);
        let edits = workspace.workspace_edit.unwrap_or_default();
        let changes_files = edits.document_changes == Some(true);
        let operations = edits.resource_operations.unwrap_or_default();
        let pushed = text.publish_diagnostics.unwrap_or_default().diagnostics_capabilities;
        let (pulls, pulled) = (text.diagnostic.is_some(), text.diagnostic.unwrap_or_default());
        let shown = [pushed, pulled.diagnostics_capabilities];
        let encodings = capabilities.general.and_then(|general| general.position_encodings);
        let options = initialization_options.and_then(|options| serde_json::from_value(options).ok());
        Self {
            encoding: Encoding::of(&encodings.unwrap_or_default()),
            shows_related: shown.iter().any(|shown| shown.related_information == Some(true)),
            shows_tags: shown.iter().any(|shown| shown.tag_support.is_some()),
            links_codes: shown.iter().any(|shown| shown.code_description_support == Some(true)),
            resolves: resolves.is_some_and(|support| support.properties.iter().any(|name| name == "edit")),
            makes_files: changes_files && operations.contains(&lsp::ResourceOperationKind::Create),
            takes_snippets: changes_files && edits.snippet_edit_support == Some(true),
            shows_places: window.show_document.is_some_and(|show| show.support),
            watches: workspace.did_change_watched_files.and_then(|watching| watching.dynamic_registration)
                == Some(true),
            pulls,
            takes_related: pulled.related_document_support == Some(true),
            refreshes: workspace.diagnostics.and_then(|pulling| pulling.refresh_support) == Some(true),
            shows_progress: window.work_done_progress == Some(true),
            folders,
            options: options.unwrap_or_default(),
        }
    }

    /// Takes it that other folders are open.
    pub fn change_folders(&mut self, event: lsp::WorkspaceFoldersChangeEvent) {
        let paths = |folders: Vec<lsp::WorkspaceFolder>| {
            folders.into_iter().filter_map(|folder| folder_at(&folder.uri)).collect::<Vec<_>>()
        };
        let removed = paths(event.removed);
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths(event.added));
    }

    /// Returns what the editor is asked for, once it is ready.
    pub fn asks(&self) -> Vec<Message> {
        let globs = ["**/*.toml", "**/*.{md,markdown,qmd,Rmd,tex,ltx,ipynb,txt,bib,sty,cls}"];
        let baseline = self.options.baseline.iter().map(|path| format!("**/{}", path.display()));
        let globs = globs.map(str::to_owned).into_iter().chain(baseline);
        let watchers: Vec<_> = globs.map(|glob| json!({ "globPattern": glob })).collect();
        let watching = json!({
            "id": "files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        let ask = || request("client/registerCapability", json!({ "registrations": [watching] }));
        self.watches.then(ask).into_iter().collect()
    }

    /// Returns what the server does.
    fn offered(&self) -> lsp::ServerCapabilities {
        let sync = lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::Incremental),
            save: Some(true.into()),
            ..Default::default()
        };
        let actions = lsp::CodeActionOptions {
            code_action_kinds: Some(vec![lsp::CodeActionKind::QuickFix, lsp::CodeActionKind::SourceFixAll]),
            resolve_provider: Some(true),
            ..Default::default()
        };
        let commands = COMMANDS.map(str::to_owned).to_vec();
        let commands = lsp::ExecuteCommandOptions { commands, ..Default::default() };
        let folders = lsp::WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(true.into()),
        };
        let pulled = lsp::DiagnosticOptions {
            identifier: Some("paperlint".to_owned()),
            inter_file_dependencies: true,
            workspace_diagnostics: true,
            ..Default::default()
        };
        let notebooks = json!({
            "notebookSelector": [{ "notebook": "jupyter-notebook", "cells": [{ "language": "markdown" }, { "language": "raw" }] }],
            "save": true,
        });
        lsp::ServerCapabilities {
            notebook_document_sync: serde_json::from_value(notebooks).ok(),
            diagnostic_provider: self.pulls.then(|| pulled.into()),
            position_encoding: Some(self.encoding.kind()),
            text_document_sync: Some(sync.into()),
            hover_provider: Some(true.into()),
            document_symbol_provider: Some(true.into()),
            code_lens_provider: Some(lsp::CodeLensOptions::default()),
            completion_provider: Some(lsp::CompletionOptions::default()),
            execute_command_provider: Some(commands),
            code_action_provider: Some(actions.into()),
            workspace: Some(lsp::WorkspaceOptions { workspace_folders: Some(folders), ..Default::default() }),
            ..Default::default()
        }
    }
}

/// Returns the folders that an editor has open.
fn folders(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    let named = &params.workspace_folders_initialize_params.workspace_folders;
    match named {
        Some(lsp::WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().filter_map(|folder| folder_at(&folder.uri)).collect()
        }
        Some(lsp::WorkspaceFolders::Null) | None => {
            #[allow(deprecated, reason = "older editors know no other")]
            let root = params.root_uri.as_ref();
            root.and_then(folder_at).into_iter().collect()
        }
    }
}

/// Returns the real path of a folder.
fn folder_at(uri: &lsp::Uri) -> Option<PathBuf> {
    Roots::default().folder_of(&uri::path(uri)?.join("paper")).ok()
}
