// The grammar finds no mistake in any script of the corpus that flowc parses, and
// has a scope for every word of it. Argument: the root of the repository.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const oniguruma = require('vscode-oniguruma');
const { Registry, INITIAL, parseRawGrammar } = require('vscode-textmate');

const root = process.argv[2];
const grammarFile = path.join(__dirname, '../syntaxes/flow.tmLanguage.json');

function parses(file) {
  try {
    execFileSync('flowc', ['fmt', '--quiet', file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function main() {
  await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(fs.readFileSync(grammarFile, 'utf8'), grammarFile),
  });
  const grammar = await registry.loadGrammar('source.flow');
  const files = ['golden', 'examples'].flatMap((folder) =>
    fs.readdirSync(path.join(root, folder), { recursive: true }).filter((f) => f.endsWith('.flow')).map((f) => path.join(root, folder, f)),
  );
  let count = 0;
  for (const file of files.filter(parses)) {
    count++;
    let stack = INITIAL;
    fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/).forEach((line, n) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
      stack = ruleStack;
      for (const { startIndex, endIndex, scopes } of tokens) {
        const text = line.slice(startIndex, endIndex).trim();
        if (text && (scopes.length === 1 || scopes.some((s) => s.startsWith('invalid')))) {
          throw new Error(`${file}:${n + 1}: ${JSON.stringify(text)} is ${scopes.join(' ')}`);
        }
      }
    });
    if (stack.depth !== 1) {
      throw new Error(`${file}: something is open at the end`);
    }
  }
  console.log(`${count} scripts without a mistake`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
