// The server through the library that Microsoft's own client is made of. It is asked
// what stands in internal/lsp/testdata, whose form golden_test.go there explains, and
// has to answer what stands there, too: over files on a disk and with the program as
// it is built. Then come clients that do what none should.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import lsp from 'vscode-languageserver-protocol/node';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const testdata = path.join(root, 'internal/lsp/testdata');
const flowc = path.join(root, 'bin', process.platform === 'win32' ? 'flowc.exe' : 'flowc');
const tmp = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'flow-')));
after(() => fs.rmSync(tmp, { recursive: true }));

// A test that fails leaves its servers behind.
const processes = [];
afterEach(() => processes.splice(0).forEach((process) => process.kill()));

// A Client speaks to a server of its own.
class Client {
  constructor() {
    this.process = spawn(flowc, ['lsp'], { stdio: 'pipe' });
    processes.push(this.process);
    this.log = '';
    this.process.stderr.on('data', (data) => (this.log += data));
    this.ended = new Promise((resolve) => this.process.on('close', resolve));
    this.connection = lsp.createProtocolConnection(
      new lsp.StreamMessageReader(this.process.stdout), new lsp.StreamMessageWriter(this.process.stdin));
    this.published = [];
    this.waiting = [];
    this.connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      this.waiting = this.waiting.filter((wait) => !wait(params));
    });
    this.connection.onError(() => {}); // a server that was told to end is gone
    this.connection.listen();
  }
  ask(...question) {
    return this.connection.sendRequest(...question);
  }
  tell(...note) {
    return this.connection.sendNotification(...note);
  }
  async initialize(capabilities, folder) {
    const rootUri = folder ? `${pathToFileURL(folder)}/` : null;
    const answer = await this.ask(lsp.InitializeRequest.type, { processId: process.pid, rootUri, capabilities });
    await this.tell(lsp.InitializedNotification.type, {});
    return answer;
  }
  open(uri, text) {
    return this.tell(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'flow', version: 1, text } });
  }
  change(uri, version, range, text) {
    return this.tell(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges: [{ range, text }] });
  }
  // diagnostics waits for those of a version of a document.
  diagnostics(uri, version) {
    const fits = (params) => params.uri === uri && params.version === version;
    return this.published.find(fits) ?? new Promise((resolve) => this.waiting.push((params) => fits(params) && (resolve(params), true)));
  }
  // end ends the conversation, and returns the exit status.
  async end() {
    await this.ask(lsp.ShutdownRequest.type);
    await this.tell(lsp.ExitNotification.type);
    return this.ended;
  }
}

// archive reads a file of several: a comment, and files behind lines that name them.
function archive(text) {
  const [comment, ...parts] = text.split(/^-- (.+) --\n/m);
  const files = [];
  for (let i = 0; i < parts.length; i += 2) {
    files.push([parts[i], parts[i + 1]]);
  }
  return { questions: comment.trim().split('\n'), files };
}

// unmark takes the marks out of a text, and notes their positions.
function unmark(text, marks) {
  for (let m; (m = /‹(.*?)›/.exec(text)); text = text.replace(m[0], '')) {
    const before = text.slice(0, m.index).split('\n');
    marks[m[1]] = { line: before.length - 1, character: before.at(-1).length };
  }
  return text;
}

// question puts the positions of marks and the document into parameters.
function question(params, marks) {
  let text = params.replace(/@(\w+)(?:-(\w+))?/g, (all, from, to) => {
    if (!(from in marks)) {
      return all;
    }
    return JSON.stringify(to ? { start: marks[from], end: marks[to] } : marks[from]);
  });
  if (!/"(textDocument|item)"/.test(text)) {
    text = `${text}${text && ', '}"textDocument": {"uri": "file:///main.flow"}`;
  }
  return `{${text}}`;
}

// Microsoft's library knows the shape of some answers.
const shapes = {
  'textDocument/codeAction': lsp.CodeAction,
  'textDocument/codeLens': lsp.CodeLens,
  'textDocument/definition': lsp.Location,
  'textDocument/documentLink': lsp.DocumentLink,
  'textDocument/foldingRange': lsp.FoldingRange,
  'textDocument/formatting': lsp.TextEdit,
  'textDocument/hover': lsp.Hover,
  'textDocument/inlayHint': lsp.InlayHint,
  'textDocument/onTypeFormatting': lsp.TextEdit,
  'textDocument/rangeFormatting': lsp.TextEdit,
  'textDocument/references': lsp.Location,
  'textDocument/rename': lsp.WorkspaceEdit,
  'textDocument/selectionRange': lsp.SelectionRange,
  'textDocument/semanticTokens/full': lsp.SemanticTokens,
  'textDocument/semanticTokens/range': lsp.SemanticTokens,
};

const asked = new Set();

async function golden(file) {
  const { questions, files } = archive(fs.readFileSync(path.join(testdata, file), 'utf8'));
  const folder = path.join(tmp, path.parse(file).name);
  // In the files of testdata the folder is the root, and no disk says that a file is not there.
  const there = (text) => text.replaceAll(/(file:\/\/|flowc:\/\/\w+)\//g, (_, before) => `${before}${folder}/`);
  const back = (text) => text.replaceAll(`${folder}/`, '/').replaceAll('no such file or directory', 'file does not exist');
  const texts = {}, marks = {}, want = [];
  for (const [name, text] of files) {
    if (name.startsWith('answer')) {
      want.push(JSON.parse(text, opaque));
      continue;
    }
    texts[name] = unmark(text, marks);
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), texts[name]);
  }
  const capabilities = questions[0].startsWith('{') ? JSON.parse(questions.shift()) : {};
  const client = new Client();
  await client.initialize(capabilities, folder);
  const main = there('file:///main.flow');
  await client.open(main, texts['main.flow']);
  const got = [];
  for (const line of questions) {
    const [, method, params] = /^(\S+) ?(.*)$/.exec(line);
    let answer;
    if (method.includes('/did')) {
      await client.tell(method, JSON.parse(there(question(params, marks))));
      continue;
    }
    if (method === 'textDocument/publishDiagnostics') {
      answer = await client.diagnostics(main, 1);
    } else {
      asked.add(method);
      answer = await client.ask(method, JSON.parse(there(question(params, marks)))).catch(failure);
      for (const one of typeof answer === 'string' || !answer ? [] : [answer].flat()) {
        assert.ok(shapes[method]?.is(one) ?? true, `${method} is answered by ${JSON.stringify(one)}`);
      }
    }
    got.push(JSON.parse(back(JSON.stringify(answer)), opaque));
  }
  assert.deepEqual(got, want);
  assert.equal(await client.end(), 0);
  assert.equal(client.log, '');
}

// opaque leaves out what an answer is called, which depends on where the files are.
function opaque(key, value) {
  return key === 'resultId' ? typeof value : value;
}

// failure says what the client in Go says of an answer that is an error.
function failure(error) {
  assert.ok(error instanceof lsp.ResponseError, String(error));
  return `jsonrpc2: code ${error.code} message: ${error.message}`;
}

for (const file of fs.readdirSync(testdata).filter((name) => name.endsWith('.txtar'))) {
  test(path.parse(file).name, () => golden(file));
}

// Every request of the library that the server answers stands in a file.
test('all that is answered was asked', async () => {
  const client = new Client();
  await client.initialize({});
  const methods = Object.values(lsp).flatMap((type) => (type.messageDirection === 'clientToServer' && type.type instanceof lsp.ProtocolRequestType ? [type.method] : []));
  assert.ok(methods.length > 50);
  for (const method of methods.filter((name) => name !== 'initialize' && name !== 'shutdown')) {
    const code = await client.ask(method, {}).then(() => 0, (error) => error.code);
    assert.equal(code === lsp.ErrorCodes.MethodNotFound, !asked.has(method), `${method}: ${code}`);
  }
  assert.equal(await client.end(), 0);
});

const uri = 'file:///x.flow';

test('requests out of turn', async () => {
  const client = new Client();
  const code = (type, params) => client.ask(type, params).then(() => 0, (error) => error.code);
  assert.equal(await code(lsp.HoverRequest.type, {}), lsp.ErrorCodes.ServerNotInitialized);
  assert.equal(await code(lsp.ShutdownRequest.type), lsp.ErrorCodes.ServerNotInitialized);
  await client.open(uri, 'early');
  await client.initialize({});
  assert.equal(await code(lsp.InitializeRequest.type, { capabilities: {} }), lsp.ErrorCodes.InvalidRequest);
  assert.equal(await code('textDocument/nothing', {}), lsp.ErrorCodes.MethodNotFound);
  await client.tell('$/nothing', {});
  await client.ask(lsp.ShutdownRequest.type);
  assert.equal(await code(lsp.HoverRequest.type, {}), lsp.ErrorCodes.InvalidRequest);
  await client.tell(lsp.ExitNotification.type);
  assert.equal(await client.ended, 0);
});

test('clients that hang up', async () => {
  const ends = {
    'exit without shutdown': (client) => client.tell(lsp.ExitNotification.type),
    'nothing more to read': (client) => client.process.stdin.end(),
    'nobody who reads': (client) => {
      client.process.stdout.destroy();
      for (let version = 2; version < 50; version++) {
        client.change(uri, version, undefined, 'sya').catch(() => {});
      }
      client.process.stdin.end();
    },
  };
  for (const [name, end] of Object.entries(ends)) {
    const client = new Client();
    await client.initialize({});
    await client.open(uri, 'sya "x"\n');
    end(client);
    assert.equal(await client.ended, 1, name);
  }
});

// answers asks for what can't be equal for different texts.
const answers = (client) => Promise.all([lsp.DocumentSymbolRequest, lsp.SemanticTokensRequest, lsp.FoldingRangeRequest, lsp.DocumentDiagnosticRequest]
  .map(({ type }) => client.ask(type, { textDocument: { uri } })));

test('10,000 changes', async () => {
  const client = new Client();
  await client.initialize({});
  await client.open(uri, '');
  const text = Array.from({ length: 500 }, (_, n) => `a${n}:\n  say "é${n}"\n`).join('').slice(0, 10_000);
  let line = 0, character = 0;
  [...text].forEach((letter, n) => {
    client.change(uri, n + 2, { start: { line, character }, end: { line, character } }, letter);
    [line, character] = letter === '\n' ? [line + 1, 0] : [line, character + 1];
  });
  const fresh = new Client();
  await fresh.initialize({});
  await fresh.open(uri, text);
  assert.deepEqual(await answers(client), await answers(fresh));
  await client.diagnostics(uri, text.length + 1);
  const versions = client.published.map((params) => params.version);
  assert.deepEqual(versions, [...versions].sort((a, b) => a - b));
  assert.equal(await client.end(), 0);
  assert.equal(await fresh.end(), 0);
});

test('requests that are cancelled', async () => {
  const client = new Client();
  await client.initialize({});
  await client.open(uri, 'a:\n  say "x"\n'.repeat(5000));
  const allowed = [0, lsp.LSPErrorCodes.RequestCancelled, lsp.LSPErrorCodes.ContentModified];
  const codes = await Promise.all(Array.from({ length: 200 }, (_, n) => {
    const cancel = new lsp.CancellationTokenSource();
    const answer = client.ask(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } }, cancel.token).then(() => 0, (error) => error.code);
    cancel.cancel();
    client.change(uri, n + 2, { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, 'b');
    return answer;
  }));
  assert.deepEqual(codes.filter((code) => !allowed.includes(code)), []);
  assert.ok(codes.includes(lsp.LSPErrorCodes.RequestCancelled));
  assert.equal((await client.ask(lsp.FoldingRangeRequest.type, { textDocument: { uri } })).length > 0, true);
  assert.equal(await client.end(), 0);
});
