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
