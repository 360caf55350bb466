// Tries links by the keyboard.
export default async function (page, expect) {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const hash = await page.evaluate(() => location.hash);
  expect(hash === '#end', 'Enter should lead to the end');
  expect(hash === '#beginning', 'Enter should lead to the beginning');
}
