// The extension of Visual Studio Code for call flows. All that it knows of scripts
// it asks the program flowc.
import * as vscode from 'vscode';
import { Checker } from './check';
import { run } from './flowc';
import { formatter } from './format';
import { Preview } from './preview';
import { tasks } from './tasks';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const checker = new Checker();
  const preview = new Preview();
  const active = () => vscode.window.activeTextEditor?.document;
  const checkAll = () => vscode.workspace.textDocuments.forEach((script) => checker.saved(script));
  context.subscriptions.push(
    checker,
    preview,
    Preview.register(preview),
    vscode.languages.registerDocumentFormattingEditProvider({ language: 'flow' }, formatter),
    vscode.tasks.registerTaskProvider('flowc', tasks),
    vscode.commands.registerCommand('flow.preview', () => preview.show(active())),
    vscode.commands.registerCommand('flow.check', () => {
      const script = active();
      return script && checker.check(script);
    }),
    vscode.workspace.onDidOpenTextDocument((script) => checker.saved(script)),
    vscode.workspace.onDidSaveTextDocument((script) => checker.saved(script)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      checker.changed(document);
      preview.changed(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => checker.closed(document)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('flow')) {
        checkAll();
      }
    }),
  );
  if (await run(['version'], '')) {
    checkAll();
  }
}
