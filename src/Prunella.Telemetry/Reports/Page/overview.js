const evidence = list => list.map(e => e.kind === 'record' ? h('div', {}, h('p', { class: 'quiet' }, `${e.source}${e.line ? ':' + count(e.line) : ''}${e.time ? ', ' + clock(e.time) : ''}`), h('pre', {}, recordText(e.text)))
  : e.kind === 'span' ? h('p', {}, h('code', {}, `${e.service}: ${e.operation}`), ` took ${span(e.duration)}, ${clock(e.start)}, trace `,
    data.traces.some(t => t.id === e.trace) ? h('a', { href: '#traces/' + e.trace }, e.trace) : h('code', {}, e.trace))
  : h('p', {}, `${e.name}: ${e.usual == null ? '' : number(e.usual, e.unit) + ' → '}${number(e.seen, e.unit)}`));
const number = (value, unit) => unit === 's' ? span(value * 1e6) : unit === '1' ? (value * 100).toFixed(1) + ' %' : `${+value.toPrecision(4)} ${unit.replace(/[{}]/g, '')}`.trim();
const finding = (f, open) => h('li', {}, h('details', { open }, h('summary', {}, h('span', { class: 'severity ' + f.severity }, f.severity), h('span', { class: 'quiet' }, f.class),
  h('h3', {}, f.title), h('span', { class: 'quiet' }, `${Math.round(f.confidence * 100)} % sure`)),
  h('div', { class: 'body stack' }, h('p', {}, f.explanation), h('dl', { class: 'facts' },
    f.place ? [h('dt', {}, 'suspected place'), h('dd', {}, h('code', {}, f.place))] : null, f.code ? [h('dt', {}, 'in the code'), h('dd', {}, h('code', {}, f.code))] : null,
    f.from ? [h('dt', {}, 'when'), h('dd', {}, f.to > f.from ? `${clock(f.from)} to ${clock(f.to)}` : clock(f.from))] : null,
    [h('dt', {}, 'to confirm'), h('dd', {}, f.confirmation)]), evidence(f.evidence))));
const volume = () => {
  const other = Array(data.steps).fill(0), warning = Array(data.steps).fill(0), error = Array(data.steps).fill(0);
  for (const t of data.templates) expand(t.times).forEach((v, i) => { (t.level >= 4 && t.level < 6 ? error : t.level === 3 ? warning : other)[i] += v; });
  const all = other.map((v, i) => v + warning[i] + error[i]), most = Math.max(1, ...all), width = 1000 / data.steps;
  // Few errors among many records would not be seen: they are at least two pixels high.
  const bar = (i, from, value, name) => value ? h('rect', { class: name, x: i * width, width: Math.max(.6, width * .86), y: 92 - (from + value), height: value }) : null;
  const scale = v => v ? Math.max(2, v / most * 88) : 0;
  return h('figure', {}, h('svg', { class: 'volume', viewBox: '0 0 1000 92', preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Records over time by level' },
    all.map((_, i) => [bar(i, 0, scale(error[i]), 'error'), bar(i, scale(error[i]), scale(warning[i]), 'warning'), bar(i, scale(error[i]) + scale(warning[i]), scale(other[i]), 'other')])),
  axis(), legend([['bad', 'error'], ['warning', 'warning'], ['bar', 'other records']]));
};
const axis = () => h('div', { class: 'axis' }, [0, .25, .5, .75, 1].map(t => h('span', {}, clock(data.from + t * data.step * data.steps).slice(data.step * data.steps > 1728e5 ? 0 : 11))));
const legend = pairs => h('p', { class: 'legend' }, pairs.map(([name, text]) => h('span', {}, h('i', { style: `background:var(--${name})` }), text)));
const findingsView = () => [h('h1', {}, data.findings.length ? `${data.findings.length} finding${data.findings.length > 1 ? 's' : ''}` : h('span', { class: 'good' }, 'Nothing wrong was found')),
  h('p', { class: 'quiet' }, `${count(data.records)} records of ${data.sources.length} source${data.sources.length > 1 ? 's' : ''}, ${bytes(data.bytes)}${data.steps ? `, ${clock(data.from)} to ${clock(data.from + data.step * data.steps)} UTC` : ''}`),
  data.steps > 1 ? volume() : null, h('ul', { class: 'findings' }, data.findings.map((f, i) => finding(f, i === 0)))];
const errorsView = () => {
  const errors = data.templates.filter(t => t.levels[4] + t.levels[5] > 0).sort((a, b) => b.levels[4] + b.levels[5] - a.levels[4] - a.levels[5]);
  return [h('h1', {}, 'Errors'), h('p', { class: 'quiet' }, 'Statements at level error or above, with the first record of each.'), errors.length ? table([{ text: 'records', class: 'number' }, 'over time', 'statement', { text: 'exception', class: 'optional' }, { text: 'first', class: 'optional' }],
    errors.map(t => opening([cell(count(t.levels[4] + t.levels[5]), 'number'), cell(spark(expand(t.times), 'error')), h('td', {}, t.category ? h('span', { class: 'quiet' }, t.category + ' ') : null, h('code', {}, templateText(t.text))), cell((t.exception || '').split('.').pop(), 'optional'), cell(clock(t.first), 'optional number')],
      () => example(t)))) : h('p', { class: 'good' }, 'There are none.')];
};
const example = t => [h('p', { class: 'quiet' }, `first record, ${t.source}:${count(t.line)}`), h('pre', {}, recordText(t.example)),
  h('p', { class: 'quiet' }, `template ${t.id}; ` + (t.reasons.length ? 'put together because ' + t.reasons.join('; ') : 'all its records have the same words'))];
const statementsView = () => {
  const list = h('div', {}), search = h('input', { type: 'search', id: 'search', placeholder: 'words of a statement or logger', 'aria-label': 'Search statements' });
  const level = h('select', { 'aria-label': 'Level' }, [['', 'all levels'], ['3', 'warning and above'], ['4', 'error and above']].map(([v, t]) => h('option', { value: v }, t)));
  const order = h('select', { 'aria-label': 'Order' }, [['count', 'most frequent first'], ['rare', 'rarest first'], ['new', 'newest first']].map(([v, t]) => h('option', { value: v }, t)));
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean), least = +level.value || 0;
    let found = data.templates.filter(t => (!least || (t.level >= least && t.level < 6)) && words.every(w => (t.category + ' ' + t.text).toLowerCase().includes(w)));
    if (order.value === 'rare') found = found.slice().reverse();
    if (order.value === 'new') found = found.slice().sort((a, b) => (b.first || 0) - (a.first || 0));
    list.replaceChildren(h('p', { class: 'quiet' }, `${count(found.length)} of ${count(data.templates.length)}${data.left ? ` (and ${count(data.left)} rarer ones that are not in this file)` : ''}`),
      table([{ text: 'records', class: 'number' }, 'level', 'over time', 'statement'], found.slice(0, 400).map(t => opening([cell(count(t.count), 'number'), cell(LEVELS[t.level] || '–', 'level ' + LEVELS[t.level]),
        cell(spark(expand(t.times), t.level === 3 ? 'warning' : t.level > 3 && t.level < 6 ? 'error' : '')), h('td', {}, t.category ? h('span', { class: 'quiet' }, t.category + ' ') : null, h('code', {}, templateText(t.text)))], () => example(t)))));
  };
  for (const control of [search, level, order]) control.addEventListener('input', show);
  show();
  return [h('h1', {}, 'Statements'), h('p', { class: 'quiet' }, 'What writes the records: text with its values left out.'), h('div', { class: 'tools' }, search, level, order), list];
};
const coverageView = () => {
  const end = data.steps - 1, seen = data.templates.map(t => { const x = expand(t.times); return { t, first: x.findIndex(v => v), last: x.findLastIndex(v => v) }; }).filter(x => x.first >= 0);
  const rare = data.templates.filter(t => t.count <= 2), late = seen.filter(x => x.first > data.steps / 2 && x.t.count > 2), gone = seen.filter(x => x.last < end * .7 && x.t.count >= 10);
  const part = (title, why, list) => h('div', { class: 'stack' }, h('h2', {}, `${title} (${count(list.length)})`), h('p', { class: 'quiet' }, why), list.length ? table([{ text: 'records', class: 'number' }, 'level', 'over time', 'statement'],
    list.slice(0, 60).map(t => opening([cell(count(t.count), 'number'), cell(LEVELS[t.level] || '–', 'level ' + LEVELS[t.level]), cell(spark(expand(t.times))), h('td', {}, h('code', {}, templateText(t.text)))], () => example(t)))) : h('p', {}, 'None.'));
  return [h('h1', {}, 'Coverage'), h('p', { class: 'quiet' }, 'What is used, how much, and what hardly ever is.'),
    table(['source', { text: 'records', class: 'number' }, { text: 'share', class: 'number' }, { text: 'statements', class: 'number' }, { text: 'warnings', class: 'number' }, { text: 'errors', class: 'number' }],
      data.categories.slice(0, 60).map(c => h('tr', {}, cell(c.name), cell(count(c.count), 'number'), cell(share(c.count, data.records), 'number'), cell(count(c.templates), 'number'), cell(count(c.levels[3]), 'number'), cell(count(c.levels[4] + c.levels[5]), 'number')))),
    part('Seen once or twice', 'Work that hardly ever happens; a good place to look for what nobody tested.', rare), part('First seen in the second half', 'New since then: a release, a new kind of request, or a new trouble.', late.map(x => x.t)), part('Not seen any more', 'It stopped in the first seven tenths of the time.', gone.map(x => x.t))];
};
const sourcesView = () => [h('h1', {}, 'Sources'), h('p', { class: 'quiet' }, 'What was read, how it was recognised, and what could not be read. Nothing is left out silently.'),
  table(['source', { text: 'format', class: 'optional' }, { text: 'size', class: 'number' }, { text: 'records', class: 'number' }, { text: 'lines', class: 'number' }, { text: 'not of the format', class: 'number' }, { text: 'cut', class: 'number' }, 'trouble'],
    data.sources.map(s => h('tr', {}, cell(s.name), cell(s.format, 'optional quiet'), cell(bytes(s.bytes), 'number'), cell(count(s.records), 'number'), cell(count(s.lines), 'number'), cell(s.bad ? count(s.bad) : '', 'number'), cell(s.cut ? count(s.cut) : '', 'number'), cell(s.problem || '', 'minor')))),
  data.outOfTime ? h('p', { class: 'quiet' }, `${count(data.outOfTime)} records have no time, or one far from all others; they count in everything but the course of time.`) : null];
