// Shows what flowc finds in the scripts that are open.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { Finding, parseFindings, units } from './findings';
import { meant, named, run, settings } from './flowc';

const pause = 250; // milliseconds without a key before a script is checked

export class Checker implements vscode.Disposable {
  private readonly found = vscode.languages.createDiagnosticCollection('flowc');
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, AbortController>();

  changed(script: vscode.TextDocument): void {
    if (script.languageId === 'flow' && settings().get('check') === 'type') {
      const key = script.uri.toString();
      clearTimeout(this.waiting.get(key));
      this.waiting.set(key, setTimeout(() => void this.check(script), pause));
    }
  }

  saved(script: vscode.TextDocument): void {
    if (script.languageId === 'flow' && settings().get('check') !== 'never') {
      void this.check(script);
    }
  }

  closed(script: vscode.TextDocument): void {
    const key = script.uri.toString();
    clearTimeout(this.waiting.get(key));
    this.waiting.delete(key);
    this.running.get(key)?.abort();
    this.running.delete(key);
    this.found.delete(script.uri);
  }

  async check(script: vscode.TextDocument): Promise<void> {
    const key = script.uri.toString();
    this.running.get(key)?.abort();
    const stop = new AbortController();
    this.running.set(key, stop);
    const { name, cwd } = named(script);
    const args = ['check', '-', '--stdin-name', name, '--max-findings', '0', ...meant()];
    const out = await run(args, script.getText(), cwd, stop.signal);
    if (this.running.get(key) !== stop) {
      return;
    }
    this.running.delete(key);
    if (!out) {
      this.found.delete(script.uri);
      return;
    }
    const own = parseFindings(out.stderr).filter((f) => path.resolve(cwd ?? '', f.file) === path.resolve(cwd ?? '', name));
    this.found.set(script.uri, own.map((f) => diagnostic(script, f)));
  }

  dispose(): void {
    for (const timer of this.waiting.values()) {
      clearTimeout(timer);
    }
    for (const stop of this.running.values()) {
      stop.abort();
    }
    this.found.dispose();
  }
}

function diagnostic(script: vscode.TextDocument, f: Finding): vscode.Diagnostic {
  const number = Math.min(f.line, script.lineCount - 1);
  const line = script.lineAt(number).text;
  const range = new vscode.Range(number, units(line, f.column), number, units(line, f.column + Math.max(f.length, 1)));
  const severity = f.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const d = new vscode.Diagnostic(range, f.message, severity);
  d.source = 'flowc';
  d.code = f.code;
  return d;
}
