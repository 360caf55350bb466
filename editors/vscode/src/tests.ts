// Shows the tests of scripts in the Test view and in the gutter, with what came of
// them and what they cover. The server runs them, on the texts that are open.
import * as vscode from 'vscode';
import { ExecuteCommandRequest, LanguageClient, Location, Range } from 'vscode-languageclient/node';

interface Item {
  name: string;
  uri: string;
  range: Range;
  selectionRange: Range;
}

interface Failure {
  message: string;
  location: Location;
  relatedInformation?: { message: string; location: Location }[];
}

interface Result extends Item {
  outcome: 'passed' | 'failed' | 'notRun';
  failures?: Failure[];
}

interface Covered {
  name: string;
  range: Range;
  hits: number;
}

interface Coverage {
  uri: string;
  steps: { covered: number; all: number };
  branches: { covered: number; all: number };
  details: (Covered & { branches?: Covered[] })[];
}

interface Run {
  message: string;
  tests: Result[];
  coverage?: Coverage[];
}

type Ask = () => Promise<LanguageClient | undefined>;

// most is how many scripts of a workspace are asked for their tests.
const most = 2000;

export class Tests implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController('flowc', 'Call flows');
  private readonly details = new WeakMap<vscode.FileCoverage, vscode.FileCoverageDetail[]>();
  private readonly all: vscode.Disposable[];

  // Ask returns a server that runs, if there is one.
  constructor(private readonly ask: Ask) {
    const { controller } = this;
    controller.resolveHandler = (item) => (item ? this.find(item.uri!) : this.findAll());
    controller.refreshHandler = () => this.findAll();
    const profile = (name: string, kind: vscode.TestRunProfileKind) =>
      controller.createRunProfile(name, kind, (request, token) => this.run(request, token), true);
    profile('Run', vscode.TestRunProfileKind.Run);
    profile('Run with Coverage', vscode.TestRunProfileKind.Coverage).loadDetailedCoverage = async (_, file) => this.details.get(file) ?? [];
    const files = vscode.workspace.createFileSystemWatcher('**/*.flow');
    this.all = [
      controller,
      files,
      files.onDidCreate((uri) => this.find(uri)),
      files.onDidChange((uri) => this.find(uri)),
      files.onDidDelete((uri) => controller.items.delete(String(uri))),
      vscode.workspace.onDidOpenTextDocument((document) => this.changed(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.changed(document)),
    ];
  }

  dispose(): void {
    this.all.forEach((one) => one.dispose());
  }

  // open finds the tests of the scripts that are open, which a server that has just
  // started is asked for.
  async open(): Promise<void> {
    await Promise.all(vscode.workspace.textDocuments.map((document) => this.changed(document)));
  }

  // lens runs what a code lens says: the tests of these names, or all of a script and
  // of the file beside it.
  async lens(uri?: string, ...names: string[]): Promise<void> {
    const own = uri ? vscode.Uri.parse(uri) : vscode.window.activeTextEditor?.document.uri;
    if (!own) {
      return;
    }
    const path = own.path.endsWith('_test.flow') ? own.path.replace(/_test\.flow$/, '.flow') : own.path.replace(/\.flow$/, '_test.flow');
    const scripts = names.length > 0 ? [own] : [own, own.with({ path })];
    await Promise.all(scripts.map((script) => this.find(script)));
    const items = scripts.flatMap((script) => this.controller.items.get(String(script)) ?? []);
    const include = names.length > 0 ? items.flatMap((item) => children(item).filter(({ label }) => names.includes(label))) : items;
    const token = new vscode.CancellationTokenSource();
    await this.run(new vscode.TestRunRequest(include), token.token);
  }

  private async changed(document: vscode.TextDocument): Promise<void> {
    if (document.languageId === 'flow' && ['file', 'untitled'].includes(document.uri.scheme)) {
      await this.find(document.uri);
    }
  }

  private async findAll(): Promise<void> {
    const found = await vscode.workspace.findFiles('**/*.flow', '**/node_modules/**', most);
    await Promise.all(found.map((uri) => this.find(uri)));
    await this.open();
  }

  // find asks for the tests in a file. Where there is no answer, since the text has
  // changed or there is no server, they stay what they were.
  private async find(uri: vscode.Uri): Promise<void> {
    const client = await this.ask();
    const asked = client?.sendRequest(ExecuteCommandRequest.type, { command: 'flowc.tests', arguments: [String(uri)] });
    const list: Item[] | undefined = await asked?.catch(() => undefined);
    if (!client || !list) {
      return;
    }
    if (list.length === 0) {
      this.controller.items.delete(String(uri));
      return;
    }
    const file = this.controller.items.get(String(uri)) ?? this.controller.createTestItem(String(uri), vscode.workspace.asRelativePath(uri), uri);
    this.controller.items.add(file);
    const known = new Map(children(file).map((item) => [item.id, item]));
    const items = list.map((test) => {
      const item = known.get(test.name) ?? this.controller.createTestItem(test.name, test.name, uri);
      item.range = client.protocol2CodeConverter.asRange(test.range);
      return item;
    });
    file.children.replace([...new Map(items.map((item) => [item.id, item])).values()]);
  }

  private async running(): Promise<LanguageClient> {
    const client = await this.ask();
    if (!client) {
      throw new Error('flowc does not run');
    }
    return client;
  }

  // run runs the tests of a request, one script after the other.
  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    const wanted = new Map<string, vscode.TestItem[]>();
    const add = (item: vscode.TestItem): void => {
      if (request.exclude?.includes(item)) {
        return;
      }
      if (!item.parent) {
        children(item).forEach(add);
        return;
      }
      run.started(item);
      wanted.set(item.parent.id, [...(wanted.get(item.parent.id) ?? []), item]);
    };
    (request.include ?? list(this.controller.items)).forEach(add);
    const covered = new Set<string>(); // the tests of a script stand in two files
    const covers = request.profile?.kind === vscode.TestRunProfileKind.Coverage;
    for (const [uri, items] of wanted) {
      if (token.isCancellationRequested) {
        items.forEach((item) => run.skipped(item));
        continue;
      }
      try {
        const client = await this.running();
        // What is covered, all tests say together.
        const names = covers || items.length === items[0].parent!.children.size ? [] : items.map(({ label }) => label);
        const made: Run = await client.sendRequest(ExecuteCommandRequest.type, { command: 'flowc.runTests', arguments: [uri, ...names] }, token);
        run.appendOutput(`${made.message}\r\n`);
        this.results(run, items, made.tests, client);
        this.coverage(run, (covers && made.coverage ? made.coverage : []).filter(({ uri }) => covered.size !== covered.add(uri).size), client);
      } catch (error) {
        const message = new vscode.TestMessage((error as Error).message);
        items.forEach((item) => (token.isCancellationRequested ? run.skipped(item) : run.errored(item, message)));
      }
    }
    run.end();
  }

  // results shows what came of some tests.
  private results(run: vscode.TestRun, items: vscode.TestItem[], tests: Result[], { protocol2CodeConverter: from }: LanguageClient): void {
    for (const item of items) {
      const results = tests.filter(({ name, uri }) => name === item.label && String(from.asUri(uri)) === item.parent!.id);
      const failures = results.flatMap(({ failures }) => failures ?? []).map((failure) => {
        const related = (failure.relatedInformation ?? []).map(({ message, location: { uri, range } }) =>
          `${message} ${vscode.workspace.asRelativePath(from.asUri(uri))}:${range.start.line + 1}`);
        const message = new vscode.TestMessage([failure.message, ...related].join('\n'));
        message.location = from.asLocation(failure.location);
        return message;
      });
      if (results.length === 0) {
        run.skipped(item);
      } else if (results.some(({ outcome }) => outcome === 'notRun')) {
        run.errored(item, failures);
      } else if (failures.length > 0) {
        run.failed(item, failures);
      } else {
        run.passed(item);
      }
    }
  }

  // coverage shows what tests came to.
  private coverage(run: vscode.TestRun, files: Coverage[], { protocol2CodeConverter: from }: LanguageClient): void {
    for (const { uri, steps, branches, details } of files) {
      const count = ({ covered, all }: Coverage['steps']) => new vscode.TestCoverageCount(covered, all);
      const file = new vscode.FileCoverage(from.asUri(uri), count(steps), count(branches));
      this.details.set(file, details.map((step) => new vscode.StatementCoverage(step.hits, from.asRange(step.range),
        (step.branches ?? []).map((branch) => new vscode.BranchCoverage(branch.hits, from.asRange(branch.range), branch.name)))));
      run.addCoverage(file);
    }
  }
}

function list(items: vscode.TestItemCollection): vscode.TestItem[] {
  const all: vscode.TestItem[] = [];
  items.forEach((item) => all.push(item));
  return all;
}

const children = (item: vscode.TestItem) => list(item.children);
