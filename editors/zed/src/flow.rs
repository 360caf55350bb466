//! Starts flowc lsp for Zed. Where the settings of Zed name another program for
//! the server, or options, Zed itself sees to that.

use zed_extension_api::{self as zed, LanguageServerId, Result, Worktree};

struct Flow;

impl zed::Extension for Flow {
    fn new() -> Self {
        Flow
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<zed::Command> {
        let flowc = worktree.which("flowc");
        Ok(zed::Command {
            command: flowc.ok_or("flowc was not found: install it, or say in lsp.flowc.binary.path where it is")?,
            args: vec!["lsp".to_string()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Flow);
