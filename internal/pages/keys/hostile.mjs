// Looks for what the script says, as it says it, and for what it must not do.
export default async function (page, expect) {
  const said = await page.$$eval('blockquote', (all) => all.map((e) => e.textContent));
  const has = (text) => expect(said.some((s) => s.includes(text)), `a prompt should say ${text.slice(0, 60)}`);
  has(`</script><script>document.title = 'run'</script> <img src=x onerror="document.title = 'run'"> & &amp; "quotes" 'too' <!-- </script>`);
  has('שלום, מה שלומך? مرحبا 123. 😀 👨‍👩‍👧 é');
  has('a\uFFFDb\uFFFD[31mc\uFFFDtxt.exe\uFFFDd');
  has('*bold* _it_ `code` # x | y [a](javascript:alert(1)) @someone https://example.com');
  has('Well </li></ul></main>? <u>under</u>: </p>1');
  has('x'.repeat(10000));
  has('This is said on and on, and nobody leaves a word out. '.repeat(185).trim());
  const { title, elements, directions } = await page.evaluate(() => ({
    title: document.title,
    elements: document.querySelectorAll('script, img, b b, u, iframe, main main').length,
    directions: [...document.querySelectorAll('blockquote')].map((e) => getComputedStyle(e).direction),
  }));
  expect(title === 'Hostile', 'nothing on the page should run');
  expect(elements === 0, 'no text should become an element');
  expect(directions.includes('rtl') && directions.includes('ltr'), 'each prompt should run in the direction of its language');
}
