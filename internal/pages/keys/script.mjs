// Goes from scene to scene by the links of the page.
export default async function (page, expect) {
  const hash = () => page.evaluate(() => decodeURIComponent(location.hash));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect((await hash()) === '#2-known', 'Enter on the second scene of the list should lead there');
  const seen = await page.evaluate(() => document.getElementById('2-known').getBoundingClientRect().top < innerHeight);
  expect(seen, 'the scene should be in the window');
  await page.keyboard.press('Tab'); // from there on
  await page.keyboard.press('Enter');
  expect((await hash()) === '#1-beginning', 'the first link of the scene should lead to where callers come from');
}
