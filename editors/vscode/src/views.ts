// Shows what the server makes of a script beside it. The server says when it has
// become another text, and the client asks for it again.
import * as vscode from 'vscode';
import { LanguageClient, TextDocumentContentRequest } from 'vscode-languageclient/node';

export type View = 'payload' | 'expanded';

export async function show(client: LanguageClient, view: View): Promise<void> {
  const script = vscode.window.activeTextEditor?.document;
  if (script?.languageId !== 'flow') {
    await vscode.window.showInformationMessage('Open a script (.flow) first: what you ask for is shown beside it.');
    return;
  }
  // A text without a file has this name at the server.
  const name = script.uri.scheme === 'file' ? script.uri.path : `/.unsaved/${script.uri}`;
  const uri = vscode.Uri.from({ scheme: 'flowc', authority: view, path: view === 'payload' ? `${name}.json` : name });
  try {
    await client.sendRequest(TextDocumentContentRequest.type, { uri: client.code2ProtocolConverter.asUri(uri) });
  } catch (error) {
    await vscode.window.showWarningMessage(`flowc: ${(error as Error).message}.`);
    return;
  }
  const shown = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
}

// refresh asks a server that has just started for the views that are open: it
// follows those that it was asked for.
export function refresh(client: LanguageClient): void {
  for (const { scheme, onDidChangeEmitter } of client.getFeature(TextDocumentContentRequest.method)?.getProviders() ?? []) {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
    open.forEach(({ uri }) => onDidChangeEmitter.fire(uri));
  }
}
