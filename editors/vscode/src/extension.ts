// The extension of Visual Studio Code for call flows. All that it knows of scripts
// it asks the language server of flowc.
import * as vscode from 'vscode';
import { LanguageClient, Location, Position, RevealOutputChannelOn, StaticFeature } from 'vscode-languageclient/node';
import { server } from './program';
import { runCall } from './run';
import { tasks } from './tasks';
import { Tests } from './tests';
import { refresh, show, View } from './views';

let client: LanguageClient | undefined;
let starting: Promise<void> = Promise.resolve();
let tests: Tests | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('flowc', { log: true });
  const start = () => (starting = starting.catch(() => {}).then(() => restart(output)));
  const view = async (which: View) => {
    await starting;
    if (!client?.isRunning()) {
      await start();
    }
    return client?.isRunning() ? show(client, which) : undefined;
  };
  tests = new Tests(async () => {
    await starting;
    return client?.isRunning() ? client : undefined;
  });
  context.subscriptions.push(
    output,
    tests,
    vscode.commands.registerCommand('flowc.runCall', runCall),
    vscode.commands.registerCommand('flowc.restart', start),
    vscode.commands.registerCommand('flowc.showOutput', () => output.show(true)),
    vscode.commands.registerCommand('flowc.showPayload', () => view('payload')),
    vscode.commands.registerCommand('flowc.showExpanded', () => view('expanded')),
    vscode.commands.registerCommand('flowc.showReferences', showReferences),
    vscode.tasks.registerTaskProvider('flowc', tasks),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('flowc.path')) {
        void start();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await starting;
  await stop();
}

// restart starts the server that the settings name in place of the one that runs.
async function restart(output: vscode.LogOutputChannel): Promise<void> {
  await stop();
  const command = await server();
  if (command) {
    client = connect(command, output);
    await client.start().then(() => refresh(client!), () => {}); // it has said what is wrong
    void tests?.open();
  }
}

async function stop(): Promise<void> {
  await client?.dispose().catch(() => {}); // one that could not be started can't be stopped
  client = undefined;
}

function connect(command: string, outputChannel: vscode.LogOutputChannel): LanguageClient {
  const made = new LanguageClient('flowc', 'flowc', { command, args: ['lsp'] }, {
    // Not those of other schemes: the old side of a comparison has no findings.
    documentSelector: [
      { language: 'flow', scheme: 'file' },
      { language: 'flow', scheme: 'untitled' },
    ],
    initializationOptions: () => ({ inlayHints: vscode.workspace.getConfiguration('flowc').get('inlayHints') }),
    synchronize: { configurationSection: 'flowc' },
    outputChannel,
    // What fails is in the output; a message for each failure is in the way.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      // What a code lens runs is shown as what the Test view does.
      executeCommand: (command, args, next) => (/^flowc\.runTests?$/.test(command) ? tests!.lens(...args) : next(command, args)),
    },
  });
  made.registerFeature(ownCommands);
  return made;
}

// ownCommands tells the server which commands code lenses may have, and that what
// came of tests is shown.
const ownCommands: StaticFeature = {
  getState: () => ({ kind: 'static' }),
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { commands: ['flowc.showReferences', 'flowc.runCall'], tests: true };
  },
  initialize() {},
  clear() {},
};

// showReferences shows the places that a code lens counts.
async function showReferences(uri: string, at: Position, places: Location[]): Promise<void> {
  const from = client?.protocol2CodeConverter;
  if (from) {
    const shown = places.map((place) => from.asLocation(place));
    await vscode.commands.executeCommand('editor.action.showReferences', from.asUri(uri), from.asPosition(at), shown);
  }
}
