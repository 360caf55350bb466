// What is asked of a page from inside. Each function runs there, and so knows
// nothing of the others.

// structure returns links that lead nowhere in the page, and ids that are given
// twice.
export function structure() {
  const wrong = [];
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  const known = new Set(ids);
  ids.forEach((id, at) => ids.indexOf(id) < at && wrong.push(`two elements have the id ${id}`));
  for (const link of document.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href');
    if (href.startsWith('#') && !known.has(decodeURIComponent(href.slice(1)))) {
      wrong.push(`the link ${href} leads nowhere`);
    }
  }
  return wrong;
}

// faint returns the texts of pictures that differ too little from the box that they
// stand in, or from the page.
export function faint() {
  const light = (colour) => {
    const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const paper = () => [document.body, document.documentElement].map((e) => getComputedStyle(e).backgroundColor).find((c) => !c.endsWith(', 0)')) || 'rgb(255, 255, 255)';
  const behind = (text) => {
    for (const box of text.parentElement.querySelectorAll('rect')) {
      const fill = getComputedStyle(box).fill;
      if (fill !== 'none') return fill;
    }
    return paper();
  };
  return [...document.querySelectorAll('svg text')].flatMap((text) => {
    const [a, b] = [light(getComputedStyle(text).fill), light(behind(text))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return contrast < 4.5 ? [`${text.textContent.slice(0, 40)} has a contrast of ${contrast.toFixed(2)}`] : [];
  }).slice(0, 3);
}

// remember notes how each element looks that Tab should reach, and returns their
// names in the order of the page. What scrolls is reached if nothing in it is.
export function remember() {
  const name = (e) => `${e.tagName.toLowerCase()}${e.id && '#' + e.id} "${e.textContent.trim().slice(0, 40)}"`;
  const one = (e) => {
    const s = getComputedStyle(e);
    const outline = s.outlineStyle === 'none' || s.outlineWidth === '0px' ? '' : s.outline;
    return [outline, s.boxShadow, s.backgroundColor, s.borderColor, s.borderWidth, s.stroke, s.strokeWidth, s.textDecoration].join();
  };
  const look = (e) => [e, ...e.children].map(one).join();
  const takes = 'a[href], button, input, select, textarea, summary, iframe, [tabindex]';
  const scrolls = (e) =>
    (e.scrollWidth > e.clientWidth && /auto|scroll/.test(getComputedStyle(e).overflowX)) ||
    (e.scrollHeight > e.clientHeight && /auto|scroll/.test(getComputedStyle(e).overflowY));
  const reached = [...document.body.querySelectorAll('*')].filter((e) => {
    const seen = e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 0;
    return seen && !e.disabled && (e.matches(takes) ? e.tabIndex >= 0 : scrolls(e) && !e.querySelector(takes));
  });
  window.flow = { name, look, looks: new Map(reached.map((e) => [e, look(e)])) };
  document.activeElement.blur?.();
  return reached.map(name);
}

// focused says which element has the focus, whether it is in the window, and
// whether it shows that it has it.
export function focused() {
  const e = document.activeElement;
  const box = e.getBoundingClientRect();
  return {
    got: window.flow.name(e),
    seen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    shown: window.flow.looks.get(e) !== window.flow.look(e),
  };
}

// overflowing returns the outermost elements that stick out of the window to the
// sides, but for those within one that scrolls by itself.
export function overflowing() {
  const root = document.scrollingElement;
  if (root.scrollWidth <= innerWidth) {
    return [];
  }
  const out = [...document.body.querySelectorAll('*')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.right > innerWidth + 1 || box.left < -1;
  });
  const names = out.map((e) => `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 40)}"`);
  return names.length ? names.slice(0, 3) : ['the page'];
}

// paper takes all backgrounds away, as browsers do that print. A policy of the
// page against styles does not keep that out.
export function paper() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { background: transparent !important } html { background: #fff !important }');
  document.adoptedStyleSheets.push(sheet);
}
