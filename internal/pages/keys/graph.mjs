// Goes along the call, searches, chooses a step and moves the picture, all by
// keys; and then by the mouse.
export default async function (page, expect) {
  const focused = () => page.evaluate(() => document.activeElement.id);
  const detail = () => page.$eval('#detail', (e) => e.innerText);
  const seen = () => page.$eval('#picture', (e) => e.getAttribute('viewBox').split(' ').map(Number));
  const press = (key) => page.keyboard.press(key);

  await page.$eval('#box-0', (e) => e.focus());
  await press('ArrowDown');
  expect((await focused()) === 'box-1', 'down should follow the call');
  expect((await detail()).includes('Northwind Bank'), 'the step that is reached should be told');
  expect(/card_alert\.flow:\d+/.test(await detail()), 'its line should be told');
  expect((await detail()).includes('"type": "play"'), 'its object should be shown');
  await press('ArrowUp');
  expect((await focused()) === 'box-0', 'up should lead back');
  await press('End');
  expect((await focused()) !== 'box-0', 'End should lead to the last step');

  await press('/');
  expect((await focused()) === 'search', 'a slash should lead to the search');
  await page.keyboard.type('BLOCKED');
  expect((await page.$eval('#hits', (e) => e.textContent)) === '1 found', 'the search should find the one prompt');
  await press('Enter');
  expect((await detail()).includes('Your card is blocked'), 'Enter should choose what is found');
  await page.focus('#detail li button');
  await press('Enter');
  expect((await focused()).startsWith('box-'), 'a way should lead to its step');

  const before = await seen();
  await press('+');
  expect((await seen())[2] < before[2], '+ should enlarge');
  await press('-');
  await page.keyboard.down('Shift');
  await press('ArrowDown');
  await page.keyboard.up('Shift');
  expect((await seen())[1] > before[1], 'Shift and down should move the picture');
  await press('0');
  expect((await seen())[3] > before[3], '0 should show the whole');

  const view = await (await page.$('#view')).boundingBox();
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const whole = await seen();
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel({ deltaY: -400 });
  expect((await seen())[2] < whole[2], 'the wheel should enlarge');
  const near = await seen();
  await page.mouse.down();
  await page.mouse.move(middle.x + 80, middle.y + 40, { steps: 4 });
  await page.mouse.up();
  expect((await seen())[0] < near[0], 'dragging should move the picture');
  await press('0');
  await page.click('#box-1 > rect');
  expect((await detail()).includes('Northwind Bank'), 'a click should choose a step');
}
