// The extension in a real window: that of a code-server in which it is installed, and
// that finds flowc. Arguments: the address of the server, and the program of the
// browser. Needs puppeteer-core.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const [server, executablePath = '/usr/bin/chromium'] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flow-'));
fs.writeFileSync(path.join(folder, 'a.flow'), 'call 917507161643\nsya "x"\n');
const browser = await puppeteer.launch({
  executablePath,
  headless: true,
  args: ['--no-sandbox', '--disable-gpu'],
  defaultViewport: { width: 1300, height: 800 },
});
const page = await browser.newPage();

// lines returns the text of each editor, line by line.
async function lines() {
  return page.$$eval('.editor-group-container', (groups) =>
    groups.map((group) =>
      [...group.querySelectorAll('.view-line')]
        .sort((a, b) => parseInt(a.style.top) - parseInt(b.style.top))
        .map((line) => line.textContent.replace(/\u00a0/g, ' ')),
    ),
  );
}

async function until(what, ask) {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (await ask()) {
      console.log('ok', what);
      return;
    }
    await page.waitForNetworkIdle({ idleTime: 100, timeout: 1000 }).catch(() => {});
  }
  throw new Error(`never: ${what}\n${JSON.stringify(await lines())}`);
}

async function chord(...keys) {
  const held = keys.slice(0, -1);
  for (const key of held) {
    await page.keyboard.down(key);
  }
  await page.keyboard.press(keys.at(-1));
  for (const key of held) {
    await page.keyboard.up(key);
  }
}

const somewhere = (found) => async () => (await lines()).flat().some(found);

try {
  await page.goto(`${server}/?folder=${folder}`, { waitUntil: 'domcontentloaded' });
  const row = await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 120_000 });
  await row.click({ clickCount: 2 });

  await until('a finding is underlined', () => page.$('.monaco-editor .squiggly-error'));
  await until('the language is known', async () =>
    (await page.$eval('#status\\.editor\\.mode', (e) => e.textContent).catch(() => '')).includes('Flow'),
  );
  await chord('Control', 'Shift', 'm');
  await until('the finding is a problem', async () =>
    (await page.$$eval('.markers-panel .monaco-list-row', (rows) => rows.map((r) => r.textContent))).some(
      (text) => text.includes('no statement "sya"') && text.includes('unknown-statement'),
    ),
  );

  await page.click('.monaco-editor .view-lines');
  await chord('Control', 'a');
  await page.keyboard.type('call   917507161643\nsay "x"');
  await until('what is mended is underlined no more', async () => !(await page.$('.monaco-editor .squiggly-error')));
  await chord('Control', 'Shift', 'i');
  await until('the script is laid out', somewhere((line) => line === 'call 917507161643'));

  await chord('Control', 'k');
  await page.keyboard.press('v');
  await until('the payload stands beside the script', somewhere((line) => line.includes('"number": "917507161643"')));
  await page.click('.editor-group-container .view-lines');
  await chord('Control', 'End');
  await page.keyboard.type('\nconnect 5263');
  await until('the payload follows the script', somewhere((line) => line.includes('"connect"')));
  await page.keyboard.type('XX');
  await until('the payload says what is wrong', somewhere((line) => /^\/\/ .*error\[syntax\]/.test(line)));
} finally {
  await browser.close();
  fs.rmSync(folder, { recursive: true });
}
