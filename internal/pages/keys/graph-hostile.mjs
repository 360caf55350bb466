// Looks for what the script says, as it says it, and for what it must not do.
export default async function (page, expect) {
  const words = async (text) => {
    await page.$eval('#search', (e, text) => { e.value = text; e.dispatchEvent(new Event('input')); }, text);
    await page.focus('#search');
    await page.keyboard.press('Enter');
    return page.$eval('#detail .words', (e) => e.textContent).catch(() => '');
  };
  const has = async (text) => expect((await words(text)).includes(text), `a step should say ${text.slice(0, 60)}`);
  await has(`</script><script>document.title = 'run'</script>`);
  await has('שלום, מה שלומך? مرحبا 123.');
  await has('*bold* _it_ `code`');
  await has('x'.repeat(10000));
  const { title, elements, over } = await page.evaluate(() => ({
    title: document.title,
    elements: document.querySelectorAll('img, b, u, iframe, main main, svg a, svg image, foreignObject').length,
    // What sticks out of its box, at the font that is there.
    over: [...document.querySelectorAll('.box, .arrow')].flatMap((g) => {
      const box = g.querySelector('rect')?.getBBox();
      return [...g.querySelectorAll('text')].filter((t) => t.getBBox().x < box.x || t.getBBox().x + t.getBBox().width > box.x + box.width);
    }).map((t) => t.textContent),
  }));
  expect(title.endsWith('hostile.flow'), 'nothing on the page should run');
  expect(elements === 0, 'no text should become an element');
  expect(over.length === 0, `no text should be wider than its box: ${over}`);
}
