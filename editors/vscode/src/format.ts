// Lays scripts out as flowc fmt does. What does not parse stays as it is.
import * as vscode from 'vscode';
import { named, run } from './flowc';

export const formatter: vscode.DocumentFormattingEditProvider = {
  async provideDocumentFormattingEdits(script, _options, token) {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const { name, cwd } = named(script);
    const text = script.getText();
    const out = await run(['fmt', '-', '--stdin-name', name], text, cwd, stop.signal);
    if (!out || out.status !== 0 || out.stdout === text) {
      return [];
    }
    const whole = new vscode.Range(script.positionAt(0), script.positionAt(text.length));
    return [vscode.TextEdit.replace(whole, out.stdout)];
  },
};
