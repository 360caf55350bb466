// Plays the call of a script in a terminal.
import * as vscode from 'vscode';
import { find, setting } from './program';

// runCall plays the call of a script, or of the one that is shown. The program reads
// the file, so it is saved first.
export async function runCall(of?: string | vscode.Uri): Promise<void> {
  const uri = of ? vscode.Uri.parse(String(of)) : vscode.window.activeTextEditor?.document.uri;
  const script = vscode.workspace.textDocuments.find((document) => String(document.uri) === String(uri));
  if (!uri || uri.scheme !== 'file' || (script && !(await script.save()))) {
    await vscode.window.showInformationMessage('Open a script (.flow), and save it: its file is what is run.');
    return;
  }
  const program = find(setting());
  if (!program) {
    await vscode.window.showWarningMessage(`${setting()} was not found: say in the setting flowc.path where it is.`);
    return;
  }
  const cwd = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  vscode.window.createTerminal({ name: `flowc run ${vscode.workspace.asRelativePath(uri)}`, shellPath: program, shellArgs: ['run', uri.fsPath], cwd }).show();
}
