// Offers a task that checks all scripts of a folder. Its findings become problems
// by the problem matcher $flowc.
import * as vscode from 'vscode';
import { find, setting } from './program';

interface Definition extends vscode.TaskDefinition {
  command: string;
  args?: string[];
}

export const tasks: vscode.TaskProvider = {
  provideTasks() {
    return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
      task({ type: 'flowc', command: 'check', args: ['.'] }, folder, `check ${folder.name}`) ?? [],
    );
  },
  resolveTask(t) {
    const definition = t.definition as Definition;
    const folder = typeof t.scope === 'object' ? t.scope : vscode.workspace.workspaceFolders?.[0];
    return folder && task(definition, folder, t.name);
  },
};

// task returns nothing where there is no flowc: what the setting says must not be
// looked for in the folder that is open.
function task(definition: Definition, folder: vscode.WorkspaceFolder, name: string): vscode.Task | undefined {
  const program = find(setting());
  if (!program) {
    return undefined;
  }
  const run = new vscode.ProcessExecution(program, [definition.command, ...(definition.args ?? [])], { cwd: folder.uri.fsPath });
  const made = new vscode.Task(definition, folder, name, 'flowc', run, '$flowc');
  made.group = vscode.TaskGroup.Build;
  return made;
}
