// Shows the payload of a script beside it, and keeps it up to date.
import * as vscode from 'vscode';
import { meant, named, run } from './flowc';

const scheme = 'flow-payload';
const pause = 250; // milliseconds without a key before a payload is built

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly scripts = new Map<string, vscode.Uri>(); // by the address of the payload
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
    const uri = address(script.uri);
    this.scripts.set(uri.toString(), script.uri);
    const payload = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(payload, 'jsonc');
    await vscode.window.showTextDocument(payload, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  changed(script: vscode.TextDocument): void {
    const uri = address(script.uri);
    const key = uri.toString();
    if (this.scripts.has(key)) {
      clearTimeout(this.waiting.get(key));
      this.waiting.set(key, setTimeout(() => this.changes.fire(uri), pause));
    }
  }

  closed(document: vscode.TextDocument): void {
    this.scripts.delete(document.uri.toString());
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const from = this.scripts.get(uri.toString());
    if (!from) {
      return '// Show the payload again: its script was closed.\n';
    }
    const script = await vscode.workspace.openTextDocument(from);
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

function address(script: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme, path: script.path.replace(/(\.flow)?$/, '.json'), query: script.toString() });
}
