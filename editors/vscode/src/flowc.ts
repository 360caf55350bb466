// Runs flowc, and says so where there is none.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';

export interface Output {
  status: number;
  stdout: string;
  stderr: string;
}

const enough = 64 << 20; // bytes of output

let told = '';

export function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('flow');
}

export function program(): string {
  const name = settings().get<string>('path', 'flowc').trim() || 'flowc';
  return name.startsWith('~/') ? path.join(homedir(), name.slice(2)) : name;
}

// meant returns the flags that say what a script is compiled for.
export function meant(): string[] {
  const api = settings().get<string>('api', '');
  const environment = settings().get<string>('environment', '');
  return [...(api ? ['--api', api] : []), ...(environment ? ['--env', environment] : [])];
}

// named returns what a script is called for flowc, and the folder to run in.
export function named(script: vscode.TextDocument): { name: string; cwd?: string } {
  if (script.uri.scheme !== 'file') {
    return { name: 'untitled.flow' };
  }
  return { name: script.uri.fsPath, cwd: path.dirname(script.uri.fsPath) };
}

// run runs flowc. It returns nothing where flowc is not there or was stopped.
export function run(args: string[], input: string, cwd?: string, signal?: AbortSignal): Promise<Output | undefined> {
  const name = program();
  return new Promise((resolve) => {
    const child = execFile(name, args, { cwd, signal, maxBuffer: enough }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') {
        if (!signal?.aborted) {
          void missing(name, error);
        }
        resolve(undefined);
        return;
      }
      told = '';
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
    child.stdin?.on('error', () => {}); // it ended before it read all of it
    child.stdin?.end(input);
  });
}

// missing says once for each name that flowc can't be run.
async function missing(name: string, error: Error): Promise<void> {
  if (told === name) {
    return;
  }
  told = name;
  const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'was not found' : `could not be run (${error.message})`;
  const open = 'Open the Setting';
  const chosen = await vscode.window.showWarningMessage(
    `${name} ${why}. Scripts are coloured, but not checked. Install flowc, or say in flow.path where it is.`,
    open,
  );
  if (chosen === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'flow.path');
  }
}
