// Finds the program flowc, and says so where there is none.
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';

// setting returns what flowc.path says: the name of a program, or where it is.
export function setting(): string {
  const name = vscode.workspace.getConfiguration('flowc').get<string>('path', '').trim() || 'flowc';
  return name.replace(/^~(?=[\\/])/, homedir);
}

// find returns the whole path of flowc. It is found here, and not by the system,
// since Windows would look into the folder that is open first, and run what lies
// there.
export function find(name: string): string | undefined {
  if (path.isAbsolute(name)) {
    return runs(name) ? name : undefined;
  }
  if (path.basename(name) !== name) {
    return undefined;
  }
  const file = process.platform === 'win32' && !/\.exe$/i.test(name) ? `${name}.exe` : name;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, file)).find(runs);
}

function runs(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

// server returns the whole path of a flowc that has a language server. Where there
// is none it says why, with a button that mends it, and returns nothing.
export async function server(): Promise<string | undefined> {
  const name = setting();
  const program = find(name);
  if (!program) {
    void missing(`${name} was not found`, 'Install flowc, or say in the setting flowc.path where it is');
    return undefined;
  }
  const answers = await new Promise<boolean>((resolve) => {
    execFile(program, ['lsp', '--help'], { timeout: 10_000 }, (error) => resolve(!error));
  });
  if (!answers) {
    void missing(`${program} has no language server`, 'Install a newer flowc, or say in the setting flowc.path where one is');
    return undefined;
  }
  return program;
}

async function missing(what: string, todo: string): Promise<void> {
  const open = 'Open the Setting';
  const install = 'How to Install';
  const chosen = await vscode.window.showErrorMessage(`${what}: scripts are coloured, and no more. ${todo}.`, open, install);
  if (chosen === open) {
    // What is said of a machine stands with the settings of that machine.
    const command = vscode.env.remoteName ? 'workbench.action.openRemoteSettings' : 'workbench.action.openSettings';
    await vscode.commands.executeCommand(command, { query: 'flowc.path' });
  } else if (chosen === install) {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'flowc-lang.flow-call-flows#start');
  }
}
