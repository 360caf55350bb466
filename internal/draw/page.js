'use strict';
(() => {
  const steps = JSON.parse(document.getElementById('steps').textContent);
  const picture = document.getElementById('picture');
  const view = document.getElementById('view');
  const search = document.getElementById('search');
  const hits = document.getElementById('hits');
  const detail = document.getElementById('detail');
  const boxes = steps.map((_, i) => document.getElementById(`box-${i}`));
  const [left, top, wide, high] = picture.getAttribute('viewBox').split(' ').map(Number);
  // What is seen: the place at the middle, and how large it is.
  let at = { x: 0, y: 0, scale: 1 };

  // Paper shows the whole.
  const paper = matchMedia('print');
  const show = () => {
    if (paper.matches) {
      picture.setAttribute('viewBox', `${left} ${top} ${wide} ${high}`);
      return;
    }
    const w = (view.clientWidth || 1) / at.scale;
    const h = (view.clientHeight || 1) / at.scale;
    picture.setAttribute('viewBox', `${at.x - w / 2} ${at.y - h / 2} ${w} ${h}`);
  };
  const fitting = () => Math.min(view.clientWidth / wide, view.clientHeight / high, 2);
  const whole = () => {
    at = { x: left + wide / 2, y: top + high / 2, scale: fitting() };
    show();
  };
  // A picture that would be too small to read starts at its first step.
  const start = () => {
    whole();
    if (at.scale < 0.5 && boxes.length) {
      const box = boxes[0].getBBox();
      at = { x: box.x + box.width / 2, y: box.y - 20 + view.clientHeight / 1.6, scale: 0.8 };
      show();
    }
  };
  const zoom = (by, x = view.clientWidth / 2, y = view.clientHeight / 2) => {
    const scale = Math.max(0.02, Math.min(8, at.scale * by));
    const dx = x - view.clientWidth / 2;
    const dy = y - view.clientHeight / 2;
    at.x += dx / at.scale - dx / scale;
    at.y += dy / at.scale - dy / scale;
    at.scale = scale;
    show();
  };
  const move = (dx, dy) => {
    at.x += dx / at.scale;
    at.y += dy / at.scale;
    show();
  };
  // into brings a box into what is seen.
  const into = (i) => {
    const box = boxes[i].getBBox();
    if (at.scale < 0.5) at.scale = 0.8;
    const w = Math.max(0, (view.clientWidth / at.scale - box.width) / 2 - 20);
    const h = Math.max(0, (view.clientHeight / at.scale - box.height) / 2 - 20);
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    at.x = Math.max(x - w, Math.min(x + w, at.x));
    at.y = Math.max(y - h, Math.min(y + h, at.y));
    show();
  };

  const element = (name, text, className) => {
    const e = document.createElement(name);
    e.textContent = text;
    if (className) e.className = className;
    return e;
  };
  const name = (i) => steps[i].label || steps[i].words.replace(/\s+/g, ' ').slice(0, 80);
  const ways = (title, list) => {
    if (!list) return;
    detail.append(element('h3', title));
    const ul = document.createElement('ul');
    for (const way of list) {
      const button = element('button', (way.key ? `${way.key}: ` : '') + name(way.box));
      button.type = 'button';
      button.dir = 'auto';
      button.addEventListener('click', () => focus(way.box));
      const li = document.createElement('li');
      li.append(button);
      ul.append(li);
    }
    detail.append(ul);
  };
  let chosen = -1;
  const choose = (i) => {
    boxes[chosen]?.classList.remove('chosen');
    boxes[(chosen = i)].classList.add('chosen');
    const step = steps[i];
    detail.replaceChildren(element('h2', step.label || 'Step'));
    const words = element('p', step.words, 'words');
    words.dir = 'auto';
    detail.append(words);
    if (step.never) detail.append(element('p', 'The call never comes here.'));
    if (step.change) detail.append(element('p', { added: 'New since the older version.', changed: 'Changed since the older version.', missed: 'No test comes here.' }[step.change]));
    if (step.where) detail.append(element('h3', 'Written at'), element('p', step.where));
    ways('Goes on', step.out);
    ways('Comes from', step.in);
    if (step.object) detail.append(element('h3', 'Object'), element('pre', step.object));
    detail.scrollTop = 0;
  };
  let reached = 0;
  const reach = (i) => {
    boxes[reached].setAttribute('tabindex', '-1');
    boxes[(reached = i)].setAttribute('tabindex', '0');
  };
  const focus = (i) => {
    reach(i);
    boxes[i].focus();
    choose(i);
  };

  boxes.forEach((box, i) => {
    box.addEventListener('focus', () => {
      reach(i);
      into(i);
    });
    box.addEventListener('keydown', (event) => {
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      const to = {
        ArrowDown: steps[i].out?.[0].box, ArrowUp: steps[i].in?.[0].box,
        ArrowRight: (i + 1) % boxes.length, ArrowLeft: (i + boxes.length - 1) % boxes.length,
        Home: 0, End: boxes.length - 1, Enter: i, ' ': i,
      };
      if (!(event.key in to)) return;
      event.preventDefault();
      if (to[event.key] !== undefined) focus(to[event.key]);
    });
  });

  let found = [];
  let nth = -1;
  const plain = (text) => text.normalize('NFKC').toLowerCase();
  const texts = steps.map((s) => plain(`${s.label || ''} ${s.words} ${s.where || ''}`));
  const mark = () => {
    hits.textContent = !search.value.trim() ? '' : found.length === 0 ? 'nothing' : nth < 0 ? `${found.length} found` : `${nth + 1} of ${found.length}`;
  };
  search.addEventListener('input', () => {
    found.forEach((i) => boxes[i].classList.remove('found'));
    const text = plain(search.value.trim());
    found = text ? texts.flatMap((t, i) => (t.includes(text) ? [i] : [])) : [];
    nth = -1;
    found.forEach((i) => boxes[i].classList.add('found'));
    if (found.length) into(found[0]);
    mark();
  });
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !found.length) return;
    event.preventDefault();
    nth = nth < 0 ? 0 : (nth + (event.shiftKey ? found.length - 1 : 1)) % found.length;
    into(found[nth]);
    choose(found[nth]);
    mark();
  });

  document.addEventListener('keydown', (event) => {
    if (event.target === search || event.ctrlKey || event.altKey || event.metaKey) return;
    const pan = { ArrowDown: [0, 60], ArrowUp: [0, -60], ArrowRight: [60, 0], ArrowLeft: [-60, 0] }[event.key];
    if (event.shiftKey && pan) move(...pan);
    else if (event.key === '+' || event.key === '=') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') whole();
    else if (event.key === '/') search.focus();
    else return;
    event.preventDefault();
  });
  document.getElementById('closer').addEventListener('click', () => zoom(1.25));
  document.getElementById('farther').addEventListener('click', () => zoom(0.8));
  document.getElementById('whole').addEventListener('click', whole);

  view.addEventListener('wheel', (event) => {
    event.preventDefault();
    const r = view.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - r.left, event.clientY - r.top);
  }, { passive: false });
  // One finger moves, two enlarge.
  const fingers = new Map();
  let dragged = false;
  view.addEventListener('pointerdown', (event) => {
    dragged = fingers.size > 0;
    fingers.set(event.pointerId, event);
  });
  window.addEventListener('pointermove', (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const dx = event.clientX - last.clientX;
    const dy = event.clientY - last.clientY;
    if (!dragged && Math.hypot(dx, dy) < 4) return;
    dragged = true;
    const r = view.getBoundingClientRect();
    const other = [...fingers.values()].find((f) => f.pointerId !== event.pointerId);
    if (other) {
      const far = (e) => Math.hypot(e.clientX - other.clientX, e.clientY - other.clientY) || 1;
      zoom(far(event) / far(last), other.clientX - r.left, other.clientY - r.top);
    } else {
      move(-dx, -dy);
    }
    fingers.set(event.pointerId, event);
  });
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, (event) => fingers.delete(event.pointerId));
  view.addEventListener('click', (event) => {
    const box = event.target.closest('.box');
    if (box && !dragged) focus(boxes.indexOf(box));
  });

  window.addEventListener('resize', show);
  paper.addEventListener('change', show);
  start();
})();
