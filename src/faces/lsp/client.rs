//! What the editor can do, and what it is told of this server.

use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Request, Response};
use serde::Deserialize;
use serde_json::json;

use super::text::Encoding;

/// The commands that there are; each is given the address of a file, and gives what the command of that name writes as JSON of a paper.
pub const COMMANDS: [&str; 3] = ["paperlint.stats", "paperlint.results", "paperlint.abstract"];

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
    /// Whether it can be asked to tell when files change.
    pub watches: bool,
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
        let lsp::InitializeParams { capabilities, initialization_options, .. } = &params;
        let text = capabilities.text_document.clone().unwrap_or_default();
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let resolves = text.code_action.clone().and_then(|action| action.resolve_support);
        let edits = workspace.workspace_edit.clone().unwrap_or_default();
        let operations = edits.resource_operations.clone().unwrap_or_default();
        let published = text.publish_diagnostics.unwrap_or_default().diagnostics_capabilities;
        let encodings = capabilities.general.clone().and_then(|general| general.position_encodings);
        let options = initialization_options.clone().and_then(|options| serde_json::from_value(options).ok());
        let watching = workspace.did_change_watched_files.unwrap_or_default();
        Self {
            encoding: Encoding::of(&encodings.unwrap_or_default()),
            shows_related: published.related_information.unwrap_or_default(),
            shows_tags: published.tag_support.is_some(),
            links_codes: published.code_description_support.unwrap_or_default(),
            resolves: resolves.is_some_and(|support| support.properties.iter().any(|name| name == "edit")),
            makes_files: edits.document_changes == Some(true)
                && operations.contains(&lsp::ResourceOperationKind::Create),
            watches: watching.dynamic_registration.unwrap_or_default(),
            options: options.unwrap_or_default(),
        }
    }

    /// What the editor is asked for, once it is ready.
    pub fn asks(&self) -> Vec<Request> {
        let globs = ["**/*.toml", "**/*.{md,markdown,qmd,Rmd,tex,ltx,ipynb,txt,bib,sty,cls}"];
        let watchers = globs.map(|glob| json!({ "globPattern": glob }));
        let watching = json!({
            "id": "files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        let ask = || {
            Request::new(
                "watch".to_owned().into(),
                "client/registerCapability".to_owned(),
                json!({ "registrations": [watching] }),
            )
        };
        self.watches.then(ask).into_iter().collect()
    }

    /// What the server does.
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
        lsp::ServerCapabilities {
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
