// The extension as it is shipped (dist/extension.js), in a stand-in for the
// editor, with the real flowc.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');

class Range {
  constructor(...numbers) {
    [this.line, this.from, this.endLine, this.to] = numbers;
  }
}

class Document {
  constructor(file, text) {
    this.uri = { scheme: 'file', path: file, fsPath: file, toString: () => 'file://' + file };
    this.languageId = 'flow';
    this.text = text;
  }
  getText() { return this.text; }
  get lineCount() { return this.text.split('\n').length; }
  lineAt(n) { return { text: this.text.split('\n')[n] }; }
  positionAt(n) { return n; }
}

let editor; // what the extension did to the editor, and what it was given

function standIn() {
  const on = (name) => (f) => { editor.events[name] = f; return { dispose() {} }; };
  return {
    Range,
    Diagnostic: class { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } },
    DiagnosticSeverity: { Error: 0, Warning: 1 },
    EventEmitter: class { constructor() { this.event = (f) => { this.f = f; }; } fire(x) { this.f?.(x); } dispose() {} },
    TextEdit: { replace: (range, text) => text },
    TaskGroup: { Build: 'build' },
    ProcessExecution: class { constructor(program, args, options) { Object.assign(this, { program, args, options }); } },
    Task: class { constructor(definition, scope, name, source, execution, matchers) { Object.assign(this, { definition, scope, name, source, execution, matchers }); } },
    Uri: {
      from: (u) => ({ ...u, toString: () => `${u.scheme}:${u.path}?${u.query}` }),
      parse: (text) => ({ toString: () => text }),
    },
    ViewColumn: { Beside: -2 },
    commands: {
      registerCommand: (name, f) => { editor.commands[name] = f; },
      executeCommand: (...args) => { editor.executed.push(args); },
    },
    languages: {
      createDiagnosticCollection: () => ({
        set: (uri, list) => { editor.found.set(uri.toString(), list); editor.wake(); },
        delete: (uri) => editor.found.delete(uri.toString()),
        dispose() {},
      }),
      registerDocumentFormattingEditProvider: (_, f) => { editor.formatter = f; },
      setTextDocumentLanguage: async (document) => document,
    },
    tasks: { registerTaskProvider: (_, f) => { editor.tasks = f; } },
    window: {
      get activeTextEditor() { return editor.active && { document: editor.active }; },
      showWarningMessage: async (text, button) => { editor.warnings.push(text); return editor.press ? button : undefined; },
      showInformationMessage: async (text) => { editor.warnings.push(text); },
      showTextDocument: async (document, options) => { editor.shown.push([document.uri, options]); },
    },
    workspace: {
      getConfiguration: () => ({ get: (key, otherwise) => editor.settings[key] ?? otherwise }),
      get textDocuments() { return editor.documents; },
      workspaceFolders: [{ name: 'flows', uri: { fsPath: '/flows' } }],
      openTextDocument: async (uri) => {
        const open = editor.documents.find((d) => d.uri.toString() === uri.toString());
        if (!open) {
          editor.documents.push({ uri });
        }
        return open ?? { uri };
      },
      registerTextDocumentContentProvider: (_, f) => { editor.preview = f; },
      onDidOpenTextDocument: on('open'),
      onDidSaveTextDocument: on('save'),
      onDidChangeTextDocument: on('change'),
      onDidCloseTextDocument: on('close'),
      onDidChangeConfiguration: on('configuration'),
    },
  };
}

const load = Module._load;
Module._load = function (name, ...rest) {
  return name === 'vscode' ? stub : load.call(this, name, ...rest);
};
const stub = {};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flow-'));
test.after(() => fs.rmSync(folder, { recursive: true }));

async function start(text, settings = {}) {
  const document = new Document(path.join(folder, 'a.flow'), text);
  editor = {
    events: {}, commands: {}, executed: [], found: new Map(), warnings: [], shown: [], documents: [document], active: document,
    settings: { path: 'flowc', check: 'type', ...settings }, wake() {},
  };
  Object.assign(stub, standIn());
  const file = require.resolve('../dist/extension.js');
  delete require.cache[file];
  const checked = new Promise((resolve) => { editor.wake = resolve; });
  await require(file).activate({ subscriptions: [] });
  return { document, checked };
}

const shape = (document) =>
  editor.found.get(document.uri.toString()).map((d) => [d.range.line, d.range.from, d.range.to, d.severity, d.code, d.message, d.source]);

test('findings stand where they are in the text', async () => {
  const { document, checked } = await start('call 917507161643\nsya "x"\nsay "😀"; connect agnt\nraw {"type": "fax"}\n');
  await checked;
  assert.deepEqual(shape(document), [
    [1, 0, 3, 0, 'unknown-statement', 'no statement "sya"; did you mean "say"?\nhelp: write say', 'flowc'],
    [2, 18, 22, 0, 'unknown-name', 'no constant "agnt"\nhelp: declare it: let agnt = 5263', 'flowc'],
    [3, 0, 3, 1, 'raw-object', 'a raw object goes into the payload unchecked\nhelp: use it only for what the language cannot say', 'flowc'],
  ]);
});

test('a mistake that is mended is shown no more, and a closed script has none', async () => {
  const { document, checked } = await start('call 917507161643\nsya "x"\n');
  await checked;
  document.text = 'call 917507161643\nsay "x"\n';
  const again = new Promise((resolve) => { editor.wake = resolve; });
  editor.events.change({ document });
  await again;
  assert.deepEqual(shape(document), []);
  editor.events.close(document);
  assert.equal(editor.found.size, 0);
});

test('nothing is checked where the setting says so', async () => {
  await start('sya "x"\n', { check: 'never' });
  assert.equal(editor.found.size, 0);
});

test('the API of the setting counts', async () => {
  const { document, checked } = await start('callback 5263 at 2030-01-15 18:30 UTC\n', { api: 'v1' });
  await checked;
  assert.deepEqual(shape(document).map((d) => d[4]), ['wrong-api']);
});

test('it says once that flowc is not there, and opens the setting', async () => {
  const { document } = await start('say "x"\n', { path: path.join(folder, 'none') });
  editor.press = true;
  await editor.commands['flow.check']();
  editor.events.save(document);
  await editor.commands['flow.check']();
  assert.equal(editor.warnings.length, 1);
  assert.match(editor.warnings[0], /none was not found.*flow\.path/);
});

test('the button opens the setting', async () => {
  const { document } = await start('say "x"\n');
  editor.press = true;
  editor.settings.path = path.join(folder, 'none');
  await editor.commands['flow.check']();
  assert.deepEqual(editor.executed, [['workbench.action.openSettings', 'flow.path']]);
  assert.equal(editor.found.has(document.uri.toString()), false);
});

const token = { onCancellationRequested() {} };

test('a script is laid out, and one that does not parse stays', async () => {
  const { document } = await start('call   917507161643\n');
  document.text = 'a:  say   "x"\n';
  assert.deepEqual(await editor.formatter.provideDocumentFormattingEdits(document, {}, token), ['a:\n  say "x"\n']);
  document.text = 'say   5\n';
  assert.deepEqual(await editor.formatter.provideDocumentFormattingEdits(document, {}, token), []);
});

test('the payload stands beside the script, without secrets, and follows it', async () => {
  const { document } = await start('call 917507161643\n');
  await editor.commands['flow.preview']();
  const [[uri, options]] = editor.shown;
  assert.deepEqual(options, { viewColumn: -2, preserveFocus: true, preview: true });
  const payload = JSON.parse(await editor.preview.provideTextDocumentContent(uri));
  assert.equal(payload.auth_token, '${SAMESPACE_AUTH_TOKEN}');
  const changed = new Promise((resolve) => editor.preview.onDidChange(resolve));
  document.text = 'call\n';
  editor.events.change({ document });
  assert.equal(String(await changed), String(uri));
  assert.match(await editor.preview.provideTextDocumentContent(uri), /^\/\/ .*a\.flow:1:\d+: error\[syntax\]/);
});

test('a preview needs a script', async () => {
  await start('call 917507161643\n');
  editor.active = undefined;
  await editor.commands['flow.preview']();
  assert.match(editor.warnings[0], /Open a script/);
});

test('a task checks a folder', async () => {
  await start('call 917507161643\n');
  const [task] = editor.tasks.provideTasks();
  assert.deepEqual(task.execution.args, ['check', '.']);
  assert.equal(task.matchers, '$flowc');
  const own = editor.tasks.resolveTask({ definition: { type: 'flowc', command: 'build', args: ['a.flow'] }, name: 'x' });
  assert.deepEqual(own.execution.args, ['build', 'a.flow']);
});

test('the problem matcher reads what flowc prints', () => {
  const [{ pattern }] = require('../package.json').contributes.problemMatchers;
  const m = new RegExp(pattern.regexp).exec('lib/a.flow:3:9: error[unknown-name]: no constant "agnt"');
  assert.deepEqual(
    ['file', 'line', 'column', 'severity', 'code', 'message'].map((key) => m[pattern[key]]),
    ['lib/a.flow', '3', '9', 'error', 'unknown-name', 'no constant "agnt"'],
  );
  assert.equal(new RegExp(pattern.regexp).exec('  lib/a.flow:5:5: first defined here'), null);
});

test('what the extension contributes is there', () => {
  const { contributes } = require('../package.json');
  const files = [...contributes.grammars, ...contributes.snippets].map((c) => c.path);
  files.push(...contributes.languages.map((l) => l.configuration));
  files.push(...contributes.walkthroughs.flatMap((w) => w.steps.map((s) => s.media.markdown)));
  for (const file of files) {
    assert.ok(fs.existsSync(path.join(__dirname, '..', file)), file);
  }
});
