const flowView = () => {
  const flow = data.flow;
  if (!flow) return [h('h1', {}, 'Order'), h('p', {}, 'Nothing tells which records belong together: no trace, request or other identifier was found in enough of them.')];
  const W = 232, H = 46, width = Math.max(...flow.places.map(p => p[0])) + W + 40, height = Math.max(...flow.places.map(p => p[1])) + H + 40;
  const most = Math.max(...flow.edges.map(e => e.count)), at = i => ({ x: flow.places[i][0] + 20, y: flow.places[i][1] + 20 });
  const path = e => {
    const a = at(e.from), b = at(e.to);
    if (e.from === e.to) return `M${a.x + W - 24},${a.y} c4,-26 40,-20 24,14`;
    if (b.y > a.y) { const x1 = a.x + W / 2, y1 = a.y + H, x2 = b.x + W / 2, y2 = b.y - 5, m = Math.min(60, (y2 - y1) / 2); return `M${x1},${y1} C${x1},${y1 + m} ${x2},${y2 - m} ${x2},${y2}`; }
    const side = b.x >= a.x ? 0 : W, x1 = a.x + W, y1 = a.y + H / 2, x2 = b.x + W + 5, y2 = b.y + H / 2, out = Math.max(x1, x2) + 36; return side || a.y !== b.y ? `M${x1},${y1} C${out},${y1} ${out},${y2} ${x2},${y2}` : `M${x1},${y1} L${b.x - 5},${y2}`;
  };
  const edges = flow.edges.filter(e => e.from >= 0 && e.to >= 0).map(e => ({ e, element: h('path', { d: path(e), class: e.rare ? 'rare' : '', 'stroke-width': (1 + 4 * Math.log1p(e.count) / Math.log1p(most)).toFixed(1), 'marker-end': `url(#${e.rare ? 'tip-rare' : 'tip'})` },
    h('title', {}, `${flow.steps[e.from].name} → ${flow.steps[e.to].name}: ${count(e.count)}${e.rare ? ', a rare turn' : ''}`)) }));
  const fit = text => text.length > 32 ? text.slice(0, 31) + '…' : text;
  const nodes = flow.steps.map((s, i) => h('g', { class: 'node', transform: `translate(${at(i).x},${at(i).y})` }, h('rect', { width: W, height: H, rx: 6 }), h('title', {}, s.name), h('text', { x: 10, y: 19 }, fit(s.name)), h('text', { x: 10, y: 36, class: 'n' }, count(s.count))));
  const drawing = h('svg', { class: 'flow', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'What follows what' },
    h('defs', {}, ['tip', 'tip-rare'].map(id => h('marker', { id, class: id === 'tip' ? '' : 'rare', viewBox: '0 0 8 8', refX: 5, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto', markerUnits: 'userSpaceOnUse' }, h('path', { d: 'M0,0 L8,4 L0,8 z' })))), edges.map(x => x.element), nodes);
  const least = h('input', { type: 'range', min: 0, max: 100, value: 0, 'aria-label': 'Hide rare turns' }), rare = h('input', { type: 'checkbox', checked: true });
  const filter = () => { const limit = least.value === '0' ? 0 : most ** (least.value / 100); edges.forEach(x => { x.element.style.display = (x.e.rare ? rare.checked : x.e.count >= limit) ? '' : 'none'; }); };
  for (const control of [least, rare]) control.addEventListener('input', filter);
  const buttons = flow.courses.map((c, i) => h('button', { 'aria-pressed': 'false', onclick: () => light(i) }, c.steps.map((s, k) => [k ? ' → ' : '', fit(flow.steps[s].name)])));
  let lit = -1;
  const light = i => {
    lit = lit === i ? -1 : i; buttons.forEach((b, k) => b.setAttribute('aria-pressed', String(k === lit)));
    const steps = lit < 0 ? [] : flow.courses[lit].steps, pairs = new Set(steps.slice(1).map((s, k) => steps[k] + ' ' + s));
    nodes.forEach((n, k) => n.classList.toggle('dim', lit >= 0 && !steps.includes(k))); edges.forEach(x => x.element.classList.toggle('dim', lit >= 0 && !pairs.has(x.e.from + ' ' + x.e.to)));
  };
  const deviations = flow.edges.filter(e => e.rare).sort((a, b) => a.count - b.count);
  return [h('h1', {}, 'Order'), h('p', { class: 'quiet' }, `What follows what in ${count(flow.cases)} pieces of work${flow.share < 1 ? ` (a fair ${share(flow.share, 1)} of all)` : ''}. Thick: often. Dashed: seen less than once in a hundred times.`),
    h('div', { class: 'tools' }, h('label', {}, 'hide rare turns', least), h('label', {}, rare, 'show deviations')), h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Graph of the order' }, drawing),
    h('h2', {}, `Deviations (${deviations.length})`), deviations.length ? table([{ text: 'times', class: 'number' }, 'after', 'came'], deviations.slice(0, 40).map(e => h('tr', {}, cell(count(e.count), 'number'), cell(h('code', {}, e.from < 0 ? '(begins)' : flow.steps[e.from].name)), cell(h('code', {}, e.to < 0 ? '(ends)' : flow.steps[e.to].name))))) : h('p', {}, 'None.'),
    h('h2', {}, 'Courses'), h('p', { class: 'quiet' }, 'The most frequent ones; choose one to see it in the graph.'), h('ol', { class: 'courses' }, flow.courses.map((c, i) => h('li', {}, h('span', { class: 'number' }, `${count(c.count)}  ${share(c.count, flow.cases)}`), buttons[i])))];
};
