// A stand-in for the editor: as much of its interface as the extension and the
// client of the language server need to ask flowc, and a thing that does nothing for
// the rest. What the extension does to the editor is kept.
'use strict';
const Module = require('node:module');

const anything = new Proxy(function () {}, {
  get(target, key) {
    switch (key) {
      case 'prototype': return target.prototype;
      case 'then': return undefined;
      case Symbol.iterator: return function* () {};
      case Symbol.toPrimitive: return () => 0;
      default: return anything;
    }
  },
  apply: () => anything,
  construct: (_, args, made) => Reflect.construct(Object, [], made),
});

// rest gives anything for what an object does not have.
const rest = (object) => new Proxy(object, { get: (target, key) => (key in target ? target[key] : anything) });

class Uri {
  constructor(scheme, authority, path) {
    Object.assign(this, { scheme, authority, path, fsPath: path });
  }
  static parse(text) {
    const [, scheme, authority = '', path] = /^([^:]+):(?:\/\/([^/]*))?(.*)$/.exec(text);
    return new Uri(scheme, authority, decodeURIComponent(path));
  }
  static from({ scheme, authority = '', path }) { return new Uri(scheme, authority, path); }
  static file(path) { return new Uri('file', '', path); }
  with({ path }) { return new Uri(this.scheme, this.authority, path); }
  toString() { return `${this.scheme}:${this.authority || this.path.startsWith('/') ? `//${this.authority}` : ''}${encodeURI(this.path)}`; }
}

class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
}

class Range {
  constructor(start, from, end, to) {
    [this.start, this.end] = end === undefined ? [start, from] : [new Position(start, from), new Position(end, to)];
  }
}

class Disposable {
  constructor(dispose) { this.dispose = dispose; }
  static from(...list) { return new Disposable(() => list.forEach((d) => d.dispose())); }
}

class EventEmitter {
  listeners = new Set();
  event = (listener, self) => {
    const call = self ? listener.bind(self) : listener;
    this.listeners.add(call);
    return new Disposable(() => this.listeners.delete(call));
  };
  fire(value) { [...this.listeners].forEach((listener) => listener(value)); }
  dispose() { this.listeners.clear(); }
}

class CancellationTokenSource {
  emitter = new EventEmitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel() { this.token.isCancellationRequested = true; this.emitter.fire(); }
  dispose() {}
}

const Plain = (...names) => class { constructor(...values) { names.forEach((name, n) => { this[name] = values[n]; }); } };

// Items are the tests of a controller, or of one of them.
class Items extends Map {
  constructor(parent) { super(); this.parent = parent; }
  add(item) { item.parent = this.parent; this.set(item.id, item); }
  replace(items) { this.clear(); items.forEach((item) => this.add(item)); }
  forEach(f) { [...this.values()].forEach((item) => f(item)); }
}

// A Run keeps what is said of tests.
class Run {
  said = [];
  output = [];
  covered = [];
  ended = false;
  started(item) { this.said.push(['started', item.id]); }
  appendOutput(text) { this.output.push(text.trim()); }
  addCoverage(file) { this.covered.push(file); }
  end() { this.ended = true; }
}
for (const outcome of ['passed', 'failed', 'errored', 'skipped']) {
  Run.prototype[outcome] = function (item, messages = []) {
    const said = [messages].flat().map(({ message, location }) => [message, location && `${location.uri}:${location.range.start.line}`]);
    this.said.push([outcome, item.id, ...said]);
  };
}

class Document {
  constructor(uri, text) { Object.assign(this, { uri, text, languageId: 'flow', version: 1, isClosed: false }); }
  get fileName() { return this.uri.fsPath; }
  getText() { return this.text; }
  async save() { return true; }
}

// An Editor keeps what was done to it.
class Editor {
  constructor(documents, settings) {
    Object.assign(this, { documents, settings, active: documents[0], folders: [] });
    Object.assign(this, { commands: {}, executed: [], said: [], shown: [], providers: {}, contents: {}, refreshed: [], events: {}, });
    Object.assign(this, { items: new Items(), runs: [], profiles: {}, terminals: [], files: [] });
  }
  on(name) { return (this.events[name] ??= new EventEmitter()).event; }
  change(document, text) {
    const range = new Range(0, 0, document.text.split('\n').length, 0);
    document.text = text;
    document.version++;
    this.events.onDidChangeTextDocument.fire({ document, contentChanges: [{ range, text }] });
  }
  controller() {
    return (this.tests = {
      items: this.items,
      createTestItem: (id, label, uri) => { const item = { id, label, uri }; item.children = new Items(item); return item; },
      createRunProfile: (name, kind, run) => (this.profiles[name] = { kind, run }),
      createTestRun: () => { this.runs.push(new Run()); return this.runs.at(-1); },
      dispose() {},
    });
  }
  // api is what require('vscode') gives.
  api() {
    const say = async (text, ...buttons) => { this.said.push(text); return buttons.find((button) => button === this.press); };
    const events = (object) => new Proxy(object, {
      get: (target, key) => (key in target ? target[key] : /^on(Did|Will)/.test(String(key)) ? this.on(key) : anything),
    });
    return rest({
      version: '1.91.0', Uri, Position, Range, Disposable, EventEmitter, CancellationTokenSource,
      CancellationError: class extends Error {},
      CompletionItem: Plain('label', 'kind'),
      CompletionList: Plain('items', 'isIncomplete'),
      CompletionItemKind: { Text: 0, Keyword: 13, Snippet: 14 },
      CodeLens: Plain('range', 'command'),
      Hover: Plain('contents', 'range'),
      InlayHint: Plain('position', 'label', 'kind'),
      Location: Plain('uri', 'range'),
      MarkdownString: Plain('value'),
      ProcessExecution: Plain('program', 'args', 'options'),
      SnippetString: Plain('value'),
      Task: Plain('definition', 'scope', 'name', 'source', 'execution', 'matchers'),
      TaskGroup: { Build: 'build' },
      TextEdit: Plain('range', 'newText'),
      TestRunProfileKind: { Run: 1, Debug: 2, Coverage: 3 },
      TestRunRequest: Plain('include', 'exclude', 'profile'),
      TestMessage: Plain('message'),
      TestCoverageCount: Plain('covered', 'total'),
      FileCoverage: Plain('uri', 'statementCoverage', 'branchCoverage'),
      StatementCoverage: Plain('executed', 'location', 'branches'),
      BranchCoverage: Plain('executed', 'location', 'label'),
      tests: { createTestController: () => this.controller() },
      LogLevel: { Trace: 1, Info: 3 },
      ViewColumn: { Beside: -2 },
      commands: {
        registerCommand: (name, f) => { this.commands[name] = f; return new Disposable(() => delete this.commands[name]); },
        executeCommand: async (...args) => { this.executed.push(args); },
      },
      env: { appName: 'stand-in', language: 'en' },
      languages: events({
        match: (_, document) => (document.languageId === 'flow' && document.uri.scheme !== 'flowc' ? 10 : 0),
        ...Object.fromEntries(['Hover', 'CompletionItem', 'CodeLens', 'DocumentFormattingEdit', 'InlayHints'].map((kind) => [
          `register${kind}Provider`, (_, provider) => { this.providers[kind] = provider; return new Disposable(() => delete this.providers[kind]); },
        ])),
      }),
      tasks: { registerTaskProvider: (_, f) => { this.tasks = f; return new Disposable(() => {}); } },
      window: events({
        activeTextEditor: this.active && { document: this.active },
        visibleTextEditors: [],
        tabGroups: events({ all: [], activeTabGroup: {} }),
        createTerminal: (options) => { this.terminals.push(options); return { show() {} }; },
        createOutputChannel: () => rest({ logLevel: 3 }),
        showErrorMessage: say, showWarningMessage: say, showInformationMessage: say,
        showTextDocument: async (document, options) => { this.shown.push([String(document.uri), options]); },
      }),
      workspace: events({
        getConfiguration: (section) => ({ get: (key, otherwise) => this.settings[section ? `${section}.${key}` : key] ?? otherwise }),
        asRelativePath: (uri) => String(uri).replace(/.*\//, ''),
        findFiles: async () => this.files,
        createFileSystemWatcher: () => events({ dispose() {} }),
        getWorkspaceFolder: () => undefined,
        textDocuments: this.documents, notebookDocuments: [],
        workspaceFolders: this.folders,
        openTextDocument: async (uri) => { const made = new Document(uri, ''); this.documents.push(made); return made; },
        registerTextDocumentContentProvider: (scheme, provider) => {
          this.contents[scheme] = provider;
          const heard = provider.onDidChange((uri) => this.refreshed.push(uri));
          return new Disposable(() => { heard.dispose(); delete this.contents[scheme]; });
        },
      }),
    });
  }
}

let current;
const load = Module._load;
Module._load = function (name, ...more) {
  return name === 'vscode' ? current : load.call(this, name, ...more);
};

// activate loads the extension as it is shipped.
async function activate(editor) {
  current = editor.api();
  const file = require.resolve('../dist/extension.js');
  delete require.cache[file];
  const extension = require(file);
  await extension.activate({ subscriptions: [] });
  return extension;
}

module.exports = { activate, CancellationTokenSource, Document, Editor, Position, Range, Uri };
