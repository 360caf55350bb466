// The extension in a real window: that of a code-server in which it is installed.
// Arguments: the address of the server, the program of the browser, the file of the
// settings, the program flowc, and a folder for pictures, if they are wanted.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const [server, executablePath, settingsFile, flowc, shots] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flow-'));
fs.writeFileSync(path.join(folder, 'flowc.yaml'), '{}\n');
fs.writeFileSync(path.join(folder, 'desk.flow'), '// The desk that is open all night.\nlet desk = 5263\n');
fs.writeFileSync(
  path.join(folder, 'welcome.flow'),
  'use "desk.flow"\ncloud "dev"\n\ncall 917507161643\nwelcome:\n  sya "Hello."\n  input 1 {\n    1 -> agent\n    else -> welcome\n  }\n\nagent:\n  connect   desk\n',
);

fs.writeFileSync(
  path.join(folder, 'welcome_test.flow'),
  'test "a caller is connected" {\n  call 917507161643\n  hear "hello"\n  press 1\n  connect 5263\n}\n\ntest "a slip" {\n  call 917507161643\n  press 1\n  connect 5264\n}\n',
);

// The folder is not trusted, so that its settings may not say what is run.
const ran = path.join(folder, 'ran');
fs.writeFileSync(path.join(folder, 'evil'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
fs.mkdirSync(path.join(folder, '.vscode'));
fs.writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify({ 'flowc.path': path.join(folder, 'evil') }));
const settings = { 'flowc.path': 'no-such-flowc', 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'chat.disableAIFeatures': true };
fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
fs.writeFileSync(settingsFile, JSON.stringify(settings));

const browser = await puppeteer.launch({
  executablePath,
  headless: true,
  args: ['--no-sandbox', '--disable-gpu'],
  defaultViewport: { width: 1400, height: 900 },
});
const page = await browser.newPage();

// lines returns the text of each editor, line by line.
async function lines() {
  return page.$$eval('.editor-group-container', (groups) =>
    groups.map((group) =>
      [...group.querySelectorAll('.view-line')]
        .sort((a, b) => parseInt(a.style.top) - parseInt(b.style.top))
        .map((line) => line.textContent.replace(/\u00a0/g, ' ').replace(/[\u200b-\u200d]/g, '')),
    ),
  );
}

// texts returns what elements say.
const texts = (selector) => page.$$eval(selector, (list) => list.map((e) => e.textContent.replace(/\u00a0/g, ' ')));
const says = (selector, what) => async () => (await texts(selector)).some((text) => text.includes(what));
const hover = '.monaco-hover:not(.hidden) .monaco-hover-content';
const somewhere = (found) => async () => (await lines()).flat().some(found);

let taken = 0;
async function picture(name) {
  if (shots) {
    await page.screenshot({ path: path.join(shots, `${String(++taken).padStart(2, '0')}-${name.replaceAll(' ', '-')}.png`) });
  }
}

// until waits for what is to be seen, and takes a picture of it.
async function until(what, ask, again = async () => {}) {
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    if (await ask()) {
      console.log('ok', what);
      await picture(what);
      return;
    }
    await again();
    await page.waitForNetworkIdle({ idleTime: 100, timeout: 500 }).catch(() => {});
  }
  await picture('failed');
  throw new Error(`never: ${what}\n${JSON.stringify(await lines())}`);
}

async function chord(...keys) {
  const held = keys.slice(0, -1);
  for (const key of held) {
    await page.keyboard.down(key);
  }
  await page.keyboard.press(keys.at(-1));
  for (const key of held.reverse()) {
    await page.keyboard.up(key);
  }
}

// command runs a command by its name.
async function command(name) {
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget .quick-input-list .monaco-list-row');
  await page.keyboard.type(name);
  await until(`the command ${name}`, says('.quick-input-list .monaco-list-row.focused', name));
  await page.keyboard.press('Enter');
}

// to puts the cursor behind a column of a line.
async function to(line, column) {
  await chord('Control', 'g');
  await page.waitForSelector('.quick-input-widget .quick-input-list .monaco-list-row');
  await page.keyboard.type(`${line}:${column}`);
  await until(`line ${line}, column ${column}`, says('.quick-input-list', `line ${line} at column ${column}`));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.quick-input-widget', { hidden: true });
}

// word returns the place of a word that is on the screen, to point at it.
async function word(text) {
  const at = await page.evaluate((text) => {
    const walker = document.createTreeWalker(document.querySelector('.monaco-editor .view-lines'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      if (node.textContent.trim() === text) {
        const { x, y, width, height } = node.parentElement.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
  }, text);
  assert.ok(at, `${text} is on the screen: ${JSON.stringify(await lines())}`);
  return at;
}

async function point(text) {
  const { x, y } = await word(text);
  await page.mouse.move(x + 150, y + 60);
  await page.mouse.move(x, y);
  await page.waitForSelector(hover, { visible: true, timeout: 5000 }).catch(() => {});
}

// click clicks at the elements that say something.
async function click(selector, what, options) {
  for (const element of await page.$$(selector)) {
    if ((await element.evaluate((e) => e.textContent)).includes(what)) {
      await element.click(options);
    }
  }
}

// open opens the script.
const open = () => click('.explorer-folders-view .monaco-list-row', 'welcome.flow', { clickCount: 2 });

try {
  await page.goto(`${server}/?folder=${folder}`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 120_000 });
  await open();
  await until('the folder is not trusted', says('.statusbar-item', 'Restricted Mode'));
  await until('flowc is not found', says('.notification-list-item-message', 'no-such-flowc was not found'));
  await (await page.waitForSelector('.notification-list-item-buttons-container a')).click();
  const setting = '.setting-item-contents input';
  const written = async () => (await page.$eval(setting, (e) => e.value).catch(() => '')) === flowc;
  await until('the button opens the setting', written, async () => {
    if (await page.click(setting).then(() => true, () => false)) { // it is drawn more than once
      await chord('Control', 'a');
      await page.keyboard.type(flowc);
    }
  });
  await until('the setting is written', () => fs.readFileSync(settingsFile, 'utf8').includes(flowc));
  await until('the settings are closed', async () => !(await page.$(setting)), () => page.keyboard.press('Escape'));
  await until('a mistake is underlined', () => page.$('.monaco-editor .squiggly-error'));
  await until('the language is known', says('#status\\.editor\\.mode', 'Flow'));
  await until('the message of the mistake', says(hover, 'no statement "sya"; did you mean "say"?'), () => point('sya'));
  await page.keyboard.press('Escape');
  await chord('Control', 'Shift', 'm');
  await until('the mistake is a problem', says('.markers-panel .monaco-list-row', 'unknown-statement'));
  await chord('Control', 'j');

  await page.click('.monaco-editor .view-lines');
  await to(6, 4);
  await chord('Control', '.');
  await until('a quick fix is offered', says('.action-widget', 'Write say'));
  await page.keyboard.press('Enter');
  await until('the quick fix mends it', somewhere((line) => line.includes('say "Hello."')));
  await until('what is mended is underlined no more', async () => !(await page.$('.monaco-editor .squiggly-error')));

  await until('inlay hints', somewhere((line) => line.endsWith('desk= 5263')));
  await until('code lenses', says('.codelens-decoration', 'reached from 2 places'));
  await click('.codelens-decoration a', 'reached from 2 places');
  await until('the places that a code lens counts', () => page.$('.zone-widget .reference-zone-widget, .peekview-widget'));
  await page.keyboard.press('Escape');

  const lens = '.codelens-decoration a';
  await until('a code lens runs the tests', says(lens, '1 failed · 50 % of its branches'), () => click(lens, 'run 2 tests'));
  await click(lens, 'show coverage');
  await until('what no test takes', says(lens, 'hide coverage'));
  await click(lens, 'hide coverage');

  await until('a hover', says(hover, 'Step 3 of the payload'), () => point('connect'));
  await page.keyboard.press('Escape');

  await chord('Control', 'Shift', 'i');
  await until('the script is laid out', somewhere((line) => /^ *\d* *connect desk/.test(line)));

  await chord('Control', 'End');
  await page.keyboard.type('-> ');
  await chord('Control', ' ');
  await until('completion behind an arrow', says('.suggest-widget .monaco-list-row', 'welcome'));
  const offered = await texts('.suggest-widget .monaco-list-row .label-name');
  assert.ok(offered.includes('agent') && offered.includes('end') && !offered.includes('say'), `labels and no statements: ${offered}`);
  await page.keyboard.type('wel');
  await page.keyboard.press('Tab');
  await until('what was chosen stands there', somewhere((line) => line.trim() === '-> welcome'));
  await page.keyboard.press('Enter');
  await until('a line is laid out once it ends', somewhere((line) => line === '  -> welcome'));
  await page.keyboard.type('sa');
  await until('a statement is offered once', async () => (await texts('.suggest-widget .monaco-list-row .label-name')).filter((name) => name === 'say').length === 1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');

  // Return ends a line, whatever is offered.
  await page.keyboard.type('input 1 {\n1 -> end\nelse -> end', { delay: 150 });
  await until('return ends a line', async () => {
    const typed = (await lines()).flat().slice(-4).map((line) => line.replace(/^[\s\d…,]*(?=input)/, '').trim());
    return typed.join('|') === 'input 1 {|1 -> end|else -> end|}';
  });
  await page.keyboard.press('Escape');

  await to(12, 2);
  await page.keyboard.press('F2');
  await until('a name is asked for', () => page.$('.rename-box input:focus'));
  await page.keyboard.type('desk_agent');
  await page.keyboard.press('Enter');
  await until('the label is renamed everywhere', async () =>
    (await lines()).flat().filter((line) => /desk_agent/.test(line)).length === 2);

  await chord('Control', 'k');
  await page.keyboard.press('v');
  await until('the payload stands beside the script', somewhere((line) => line.includes('"number": "917507161643"')));
  await page.click('.editor-group-container .view-lines');
  await to(4, 18);
  await page.keyboard.press('Enter');
  await page.keyboard.type('say "Good morning."');
  await until('the payload follows the script', async () => (await lines())[1].some((line) => line.includes('Good morning.')));
  await command('flowc: Show the Expanded Script Beside the Script');
  await until('the expanded script stands beside it', async () => (await lines()).slice(1).flat().some((line) => /connect 5263/.test(line)));
  await command('flowc: Restart the Language Server');
  await page.click('.editor-group-container .view-lines');
  await to(5, 20);
  await page.keyboard.type('\nsay "And welcome."');
  await until('a view follows after a restart, too', async () => (await lines()).slice(1).flat().some((line) => line.includes('And welcome.')));
  assert.equal(fs.existsSync(ran), false, 'the program of the folder was not run');

  await command('Testing: Focus on Test Explorer View');
  const tests = '.test-explorer .monaco-list-row';
  await until('the tests are in the Test view', says(tests, 'welcome_test.flow'));
  await until('each of them', says(tests, 'a slip'), () => click(`${tests} .monaco-tl-twistie.collapsed, ${tests}`, 'welcome_test.flow', { clickCount: 2 }));
  // From the Test view the editor itself runs nothing in a folder that is not trusted.
  fs.writeFileSync(path.join(folder, '.vscode/settings.json'), '{}');
  await command('Test: Run All Tests with Coverage');
  await until('the editor asks for trust', says('.monaco-dialog-box', 'Do you trust'));
  await click('.monaco-dialog-box .monaco-button', 'Trust Folder');
  await until('the gutter shows coverage', () => page.$('.coverage-deco-gutter'));
} finally {
  await browser.close();
  fs.rmSync(folder, { recursive: true });
}
