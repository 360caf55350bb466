// The extension as it is shipped (dist/extension.js), in a stand-in for the editor,
// with the real flowc.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { activate, CancellationTokenSource, Document, Editor, Position, Range, Uri } = require('./standin');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'flow-')));
const file = path.join(folder, 'a.flow');
const { token } = new CancellationTokenSource();
let extension;
test.afterEach(() => extension?.deactivate());
test.after(() => fs.rmSync(folder, { recursive: true }));

async function start(text, settings = {}, uri = Uri.file(file)) {
  const document = new Document(uri, text);
  const editor = new Editor([document], settings);
  extension = await activate(editor);
  return { document, editor };
}

// program writes a program into the folder.
function program(name, text) {
  fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path.join(folder, name);
}

test('what is asked is answered by flowc', async () => {
  const { document, editor } = await start('call   917507161643\nconnect "{{x}}"\n');
  const hover = await editor.providers.Hover.provideHover(document, new Position(1, 2), token);
  assert.match(JSON.stringify(hover.contents), /Step 1 of the payload/);
  const edits = await editor.providers.DocumentFormattingEdit.provideDocumentFormattingEdits(document, {}, token);
  const edited = edits.map((e) => [e.range.start.line, e.range.start.character, e.range.end.line, e.range.end.character, e.newText]);
  assert.deepEqual(edited, [[0, 5, 0, 7, '']]);
  editor.change(document, 'call 917507161643\nsay "😀"\ncon');
  const { items } = await editor.providers.CompletionItem.provideCompletionItems(document, new Position(2, 3), token, {});
  assert.deepEqual(items.map((i) => [i.label, i.kind]), [['connect', 13]]); // a keyword: snippets are not in the list
});

test('a code lens shows the places that it counts', async () => {
  const { document, editor } = await start('call 917507161643\n-> b\na: end\nb: input 1 -> a\n');
  const lenses = await editor.providers.CodeLens.provideCodeLenses(document, token);
  const { command, arguments: args, title } = lenses.find((lens) => lens.range.start.line === 3).command;
  assert.equal(title, 'reached from 1 place');
  await editor.commands[command](...args);
  const [[id, uri, at, places]] = editor.executed;
  assert.deepEqual([id, String(uri), at.line, places.map((p) => [String(p.uri), p.range.start.line])], ['editor.action.showReferences', String(document.uri), 3, [[String(document.uri), 1]]]);
});

const tested = 'call 917507161643\nget "https://example.com" -> next/end\nconnect 5263\n\ntest "a" {\n  call 917507161643\n  get "*" -> ok\n}\ntest "b" {\n  call 917507161644\n}\n';

// found returns the tests of the Test view, by file.
async function found(editor) {
  await editor.tests.resolveHandler();
  return [...editor.items.values()].map((item) => [item.label, [...item.children.values()].map((test) => [test.label, test.range.start.line])]).sort();
}

test('the Test view has the tests of all scripts, and follows what is typed', async () => {
  const beside = path.join(folder, 'a_test.flow');
  fs.writeFileSync(beside, 'test "c" { call 917507161643 }\n');
  const { document, editor } = await start(tested);
  editor.files.push(Uri.file(beside));
  assert.deepEqual(await found(editor), [['a.flow', [['a', 4], ['b', 8]]], ['a_test.flow', [['c', 0]]]]);
  editor.change(document, `\n${tested.replace('"b"', '"d"')}`);
  assert.deepEqual(await found(editor), [['a.flow', [['a', 5], ['d', 9]]], ['a_test.flow', [['c', 0]]]]);
  fs.rmSync(beside);
});

test('tests are run, and fail at their lines', async () => {
  const { document, editor } = await start(tested);
  await found(editor);
  const [file] = editor.items.values();
  await editor.profiles.Run.run({ include: [file], exclude: [file.children.get('a')] }, token);
  await editor.profiles.Run.run({}, token);
  const b = ['failed', 'b', ['expected "917507161644", but the number is "917507161643"\nit is written at a.flow:1', `${document.uri}:9`]];
  assert.deepEqual(editor.runs.map((run) => run.said), [[['started', 'b'], b], [['started', 'a'], ['started', 'b'], ['passed', 'a'], b]]);
  assert.deepEqual(editor.runs.map((run) => [run.ended, run.covered]), [[true, []], [true, []]]);
  assert.deepEqual(editor.runs[0].output, ['1 test failed: b: expected "917507161644", but the number is "917507161643"']);
  assert.deepEqual(editor.said, []); // the view says it
});

test('tests run with coverage', async () => {
  const { document, editor } = await start(tested);
  await found(editor);
  const profile = editor.profiles['Run with Coverage'];
  await editor.profiles['Run with Coverage'].run({ profile }, token);
  const [{ covered: [file, ...more] }] = editor.runs;
  assert.deepEqual([more, String(file.uri)], [[], String(document.uri)]);
  assert.deepEqual([file.statementCoverage, file.branchCoverage].map(({ covered, total }) => [covered, total]), [[2, 3], [1, 2]]);
  const details = await profile.loadDetailedCoverage(editor.runs[0], file, token);
  assert.deepEqual(
    details.map(({ executed, location, branches }) => [location.start.line, executed, branches.map((b) => [b.label, b.executed])]),
    [[0, 2, []], [1, 1, [['get at line 2: ok', 1], ['get at line 2: fail', 0]]], [2, 0, []]],
  );
});

test('tests of a script with mistakes are not run, and say why', async () => {
  const { document, editor } = await start(tested);
  await found(editor);
  editor.change(document, `sya "x"\n${tested}`);
  await editor.profiles.Run.run({}, token);
  assert.match(editor.runs[0].said.at(-1)[2][0], /^no test can be run: no statement "sya"/);
});

test('a code lens runs tests in the Test view', async () => {
  const { document, editor } = await start(tested);
  const titles = async () => (await editor.providers.CodeLens.provideCodeLenses(document, token)).map(({ command }) => command);
  const [call, all, , a] = await titles();
  assert.deepEqual([call, all, a].map(({ title }) => title), ['run this call', 'run 2 tests', 'run test']);
  await editor.commands[a.command](...a.arguments);
  await editor.commands[all.command](...all.arguments);
  assert.deepEqual(editor.runs.map((run) => run.said.filter(([what]) => what !== 'started').map(([what, id]) => [what, id])), [[['passed', 'a']], [['passed', 'a'], ['failed', 'b']]]);
  assert.deepEqual((await titles()).slice(1, 4).map(({ title }) => title), ['run 2 tests · 1 failed · 50 % of its branches', 'show coverage', 'run test · passed']);
});

test('a call is run in a terminal', async () => {
  const { document, editor } = await start(tested);
  await editor.commands['flowc.runCall'](String(document.uri));
  await editor.commands['flowc.runCall']();
  assert.deepEqual(editor.terminals.map(({ name, shellArgs }) => [name, shellArgs]), Array(2).fill(['flowc run a.flow', ['run', file]]));
  assert.ok(path.isAbsolute(editor.terminals[0].shellPath));
  await editor.commands['flowc.runCall']('untitled:Untitled-1');
  assert.match(editor.said[0], /save it/);
});

test('settings of inlay hints reach the server', async () => {
  const inlayHints = { stepNumbers: false };
  const { document, editor } = await start('let n = 5263\nconnect n\n', { flowc: { inlayHints }, 'flowc.inlayHints': inlayHints });
  const hints = () => editor.providers.InlayHints.provideInlayHints(document, new Range(0, 0, 9, 0), token).then((list) => list.map((hint) => hint.label));
  assert.deepEqual(await hints(), ['= 5263']);
  inlayHints.stepNumbers = true;
  editor.events.onDidChangeConfiguration.fire({ affectsConfiguration: (name) => name === 'flowc' });
  assert.deepEqual(await hints(), ['0', '= 5263']);
});

for (const uri of [Uri.file(file), Uri.parse('untitled:Untitled-1')]) {
  test(`views of ${uri.scheme} stand beside the script, without secrets, and follow it`, async () => {
    const { document, editor } = await start('call 917507161643\n', {}, uri);
    await editor.commands['flowc.showPayload']();
    await editor.commands['flowc.showExpanded']();
    const beside = { viewColumn: -2, preserveFocus: true, preview: true };
    const name = uri.scheme === 'file' ? file : '/.unsaved/untitled:Untitled-1';
    assert.deepEqual(editor.shown, [[`flowc://payload${name}.json`, beside], [`flowc://expanded${name}`, beside]]);
    const [, payload, expanded] = editor.documents;
    const text = (of) => editor.contents.flowc.provideTextDocumentContent(of.uri, token);
    assert.equal(JSON.parse(await text(payload)).auth_token, '${SAMESPACE_AUTH_TOKEN}');
    assert.equal(await text(expanded), 'call 917507161643\n');
    const told = new Promise((resolve) => { editor.refreshed.push = resolve; });
    editor.change(document, 'call 442079460123\n');
    assert.match(await text((await told, payload)), /442079460123/);
    editor.refreshed.length = 0;
    delete editor.refreshed.push;
    await editor.commands['flowc.restart']();
    assert.deepEqual(editor.refreshed.map(String), editor.shown.map(([of]) => of));
  });
}

test('a view of a script with a mistake is none, and says so', async () => {
  const { editor } = await start('sya "x"\n');
  await editor.commands['flowc.showPayload']();
  assert.match(editor.said[0], /1 mistake/);
  assert.deepEqual(editor.shown, []);
});

test('a view needs a script', async () => {
  const document = new Document(Uri.file('/x.txt'), '');
  document.languageId = 'text';
  const editor = new Editor([document], {});
  extension = await activate(editor);
  await editor.commands['flowc.showPayload']();
  assert.match(editor.said[0], /Open a script/);
});

test('it says that flowc is not there, and what to do', async () => {
  for (const [press, command] of [['Open the Setting', 'workbench.action.openSettings'], ['How to Install', 'workbench.action.openWalkthrough']]) {
    const { document, editor } = await start('say "x"\n', { 'flowc.path': path.join(folder, 'none') });
    assert.match(editor.said[0], /none was not found: scripts are coloured, and no more\. .*flowc\.path/);
    editor.press = press;
    await editor.commands['flowc.showPayload']();
    assert.deepEqual([editor.said.length, editor.executed[0][0], document.text], [2, command, 'say "x"\n']);
  }
});

test('it says that flowc is too old', async () => {
  const { editor } = await start('say "x"\n', { 'flowc.path': program('old', 'exit 2') });
  assert.match(editor.said[0], /old has no language server: .*newer flowc/);
});

test('the server is another one when the setting is', async () => {
  const { editor } = await start('say "x"\n', { 'flowc.path': 'no-such-flowc' });
  assert.equal(editor.providers.Hover, undefined);
  delete editor.settings['flowc.path'];
  editor.events.onDidChangeConfiguration.fire({ affectsConfiguration: (name) => name === 'flowc.path' });
  await editor.commands['flowc.restart']();
  assert.notEqual(editor.providers.Hover, undefined);
});

test('no program of the folder that is open is run', async () => {
  const mark = path.join(folder, 'ran');
  program('evil', `touch ${mark}`);
  const before = [process.cwd(), process.env.PATH];
  process.chdir(folder);
  process.env.PATH = ['.', '', before[1]].join(path.delimiter);
  try {
    for (const name of ['evil', './evil', 'x/../evil']) {
      const { editor } = await start('say "x"\n', { 'flowc.path': name });
      assert.match(editor.said[0], /was not found/);
    }
  } finally {
    process.chdir(before[0]);
    process.env.PATH = before[1];
  }
  assert.equal(fs.existsSync(mark), false);
});

test('a task checks a folder', async () => {
  const { editor } = await start('call 917507161643\n');
  editor.folders.push({ name: 'flows', uri: { fsPath: '/flows' } });
  const [task] = editor.tasks.provideTasks();
  assert.deepEqual(task.execution.args, ['check', '.']);
  assert.equal(task.matchers, '$flowc');
  assert.ok(path.isAbsolute(task.execution.program));
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

test('what the extension contributes is there', async () => {
  const { contributes } = require('../package.json');
  const files = [...contributes.grammars, ...contributes.snippets].map((c) => c.path);
  files.push(...contributes.languages.map((l) => l.configuration));
  files.push(...contributes.walkthroughs.flatMap((w) => w.steps.map((s) => s.media.markdown)));
  for (const name of files) {
    assert.ok(fs.existsSync(path.join(__dirname, '..', name)), name);
  }
  const { editor } = await start('call 917507161643\n');
  for (const { command } of contributes.commands) {
    assert.ok(editor.commands[command], command);
  }
});
