// Opens HTML pages in Chromium as people do: in light and dark, on a narrow
// screen, by the keyboard alone, and on paper. It reads a list of pages from
// standard input as JSON, each with the file to open, and writes what is wrong
// with each as a list of texts. Argument: the program of the browser.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import * as inside from './inside.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 640 };
const paper = { width: 718, height: 1040 }; // A4 within margins of 1 cm

const pages = JSON.parse(fs.readFileSync(0, 'utf8'));
const browser = await puppeteer.launch({
  executablePath: process.argv[2],
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
});
const found = {};
for (const page of pages) {
  found[page.name] = await problems(page);
}
await browser.close();
process.stdout.write(JSON.stringify(found));

// problems opens a page and returns what is wrong with it.
async function problems(asked) {
  const list = [];
  const wrong = (text) => list.includes(text) || list.push(text);
  const url = pathToFileURL(asked.file).href;
  const page = await open(url, wrong);
  try {
    for (const scheme of ['light', 'dark']) {
      await look(page, scheme, wrong);
    }
    await keyboard(page, wrong);
    if (asked.keys) {
      const { default: drive } = await import(pathToFileURL(asked.keys).href);
      await page.goto(url);
      await drive(page, (holds, text) => holds || wrong(text));
    }
    await page.goto(url);
    await fits(page, 'narrow', narrow, asked.pans, wrong);
    await print(page, asked.pans, wrong);
  } catch (failure) {
    wrong(String(failure.stack));
  }
  await page.close();
  return list;
}

// open opens a page of which everything that it asks for, but itself, is wrong,
// and each word on the console.
async function open(url, wrong) {
  const page = await browser.newPage();
  await page.setViewport(wide);
  page.on('console', (message) => wrong(`console: ${message.type()}: ${message.text().replaceAll(url, 'the page')}`));
  page.on('pageerror', (error) => wrong(`error: ${error.message}`));
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const asked = request.url().split('#')[0];
    if (asked === url || asked.startsWith('data:') || asked.startsWith('blob:')) {
      return request.continue();
    }
    wrong(`request: ${asked}`);
    return request.respond({ status: 204 });
  });
  page.on('popup', () => wrong('it opens a window'));
  await page.goto(url);
  return page;
}

// look looks at a page in a colour scheme.
async function look(page, scheme, wrong) {
  await emulate(page, 'screen', scheme);
  await rules(page, scheme, {}, wrong);
  for (const text of await page.evaluate(inside.structure)) {
    wrong(text);
  }
}

// emulate sets both at once: what puppeteer has for one of them forgets the other.
async function emulate(page, media, scheme) {
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: scheme }] });
}

// rules runs the rules of axe-core. A contrast that it cannot measure is as
// wrong as one that is too low, but for that of arrows and the like alone. Of
// texts in pictures axe knows nothing: faint measures those.
async function rules(page, when, options, wrong) {
  await page.evaluate(axe);
  const result = await page.evaluate((options) => window.axe.run({ exclude: ['svg text'] }, options), options);
  const unsure = result.incomplete.filter((rule) => rule.id === 'color-contrast');
  const sign = (node) => node.any.length > 0 && node.any.every((check) => check.data?.messageKey === 'nonBmp');
  for (const rule of [...result.violations, ...unsure]) {
    for (const node of rule.nodes.filter((node) => !sign(node)).slice(0, 3)) {
      const [check] = [...node.any, ...node.all, ...node.none];
      wrong(`${when}: ${rule.id}: ${node.target.join(' ')}: ${check.message}`);
    }
  }
  for (const text of await page.evaluate(inside.faint)) {
    wrong(`${when}: the picture: ${text}`);
  }
}

// keyboard goes through a page by Tab. Each element that takes the focus must be
// next in the order of the page, in the window, and look other than without it.
async function keyboard(page, wrong) {
  const names = await page.evaluate(inside.remember);
  for (const name of names) {
    await page.keyboard.press('Tab');
    const { got, seen, shown } = await page.evaluate(inside.focused);
    if (got !== name) {
      return wrong(`Tab should reach ${name}, and reaches ${got}`);
    }
    seen || wrong(`the focus is out of sight on ${name}`);
    shown || wrong(`nothing shows the focus on ${name}`);
  }
}

// fits checks that a page needs no scrolling to the sides.
async function fits(page, when, viewport, pans, wrong) {
  await page.setViewport(viewport);
  const over = pans ? [] : await page.evaluate(inside.overflowing);
  over.forEach((name) => wrong(`${when}: ${name} is wider than the window`));
}

// print looks at a page on paper, where nothing has a background: what is
// written must be dark also for those who look at screens in the dark.
async function print(page, pans, wrong) {
  await emulate(page, 'print', 'dark');
  await page.evaluate(inside.paper);
  await fits(page, 'print', paper, pans, wrong);
  await rules(page, 'print', { runOnly: ['color-contrast'] }, wrong);
  const pdf = await page.pdf({ format: 'A4' });
  pdf.length > 1000 || wrong('print: the paper is empty');
}
