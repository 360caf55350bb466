// Shows the payload of a script beside it, and keeps it up to date.
import * as vscode from 'vscode';
import { meant, named, run } from './flowc';

const scheme = 'flow-payload';
const pause = 250; // milliseconds without a key before a payload is built

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  readonly onDidChange = this.changes.event;

  static register(preview: Preview): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(scheme, preview);
  }

  async show(script: vscode.TextDocument | undefined): Promise<void> {
    if (script?.languageId !== 'flow') {
      await vscode.window.showInformationMessage('Open a script (.flow) first: its payload is shown beside it.');
      return;
    }
    // What is wrong with a script stands in comments.
    const payload = await vscode.workspace.openTextDocument(address(script.uri));
    const shown = await vscode.languages.setTextDocumentLanguage(payload, 'jsonc');
    await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  changed(script: vscode.TextDocument): void {
    if (script.languageId !== 'flow') {
      return;
    }
    const uri = address(script.uri);
    const key = uri.toString();
    if (vscode.workspace.textDocuments.some((d) => d.uri.toString() === key)) {
      clearTimeout(this.waiting.get(key));
      this.waiting.set(key, setTimeout(() => this.changes.fire(uri), pause));
    }
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const script = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri.query));
    const { name, cwd } = named(script);
    const out = await run(['build', '-', '--stdin-name', name, ...meant()], script.getText(), cwd);
    if (!out) {
      return '// flowc could not be run.\n';
    }
    return out.status === 0 ? out.stdout : out.stderr.replace(/^/gm, '// ').replace(/\/\/ $/, '');
  }

  dispose(): void {
    for (const timer of this.waiting.values()) {
      clearTimeout(timer);
    }
    this.changes.dispose();
  }
}

// address returns where the payload of a script is shown. It says which script.
function address(script: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme, path: script.path.replace(/(\.flow)?$/, '.json'), query: script.toString() });
}
