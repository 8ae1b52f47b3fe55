// Both sides beside each other, then what differs beyond chance.
const compareView = () => {
  const { before, after, changes, operations, left } = data.compare, n = { class: 'number' };
  const when = side => side.from == null ? 'no times' : `${clock(side.from)} to ${clock(side.until)}`;
  const rows = [['time, UTC', when], ['records', s => count(s.records)], ['bytes', s => bytes(s.bytes)], ['sources', s => count(s.sources)], ['statements', s => count(s.statements)], ['warnings', s => count(s.warnings)],
    ['errors', s => count(s.errors)], ['errors of all records', s => share(s.errors, s.records) || 'none'], ['traces', s => count(s.traces)]];
  const said = (value, unit) => unit === 's' ? span(value * 1e6) : count(value);
  const tone = c => c.error && (c.kind === 'new' || c.kind === 'rising') ? 'bad' : c.kind === 'slower' ? 'slow' : c.kind === 'faster' ? 'good' : '';
  const times = (one, other) => one && other && one.p95 ? `× ${(other.p95 / one.p95).toPrecision(2)}` : one ? 'no longer seen' : 'new';
  const part = (o, what) => o ? what(o) : '–';
  return [h('h1', {}, 'Before and after'), h('p', { class: 'quiet' }, 'All other views show what came after; findings tell what differs from before.'),
    table(['', { text: 'before', ...n }, { text: 'after', ...n }], rows.map(([name, what]) => h('tr', {}, cell(name), cell(what(before), 'number'), cell(what(after), 'number')))),
    h('h2', {}, `Changes (${count(changes.length + left)})`), h('p', { class: 'quiet' }, 'Counts of before are scaled to as many records as there are after; durations are the 95th percentile.'),
    changes.length ? table(['change', { text: 'before', ...n }, { text: 'after', ...n }, 'what'], changes.map(c => h('tr', {}, cell(c.kind, tone(c)), cell(said(c.before, c.unit), 'number'), cell(said(c.after, c.unit), 'number'), h('td', {}, h('code', {}, templateText(c.subject))))))
      : h('p', { class: 'good' }, 'Nothing has changed beyond chance.'),
    left ? h('p', { class: 'quiet' }, `and ${count(left)} more`) : null,
    operations.length ? [h('h2', {}, 'Operations'), table(['operation', { text: 'calls', ...n }, { text: 'median', ...n }, { text: '95 %', ...n }, { text: 'change', ...n }],
      operations.map(o => h('tr', {}, h('td', {}, o.service ? h('span', { class: 'quiet' }, o.service + ' ') : null, h('code', {}, templateText(o.name))),
        cell(`${part(o.before, x => count(x.count))} → ${part(o.after, x => count(x.count))}`, 'number'), cell(`${part(o.before, x => span(x.median))} → ${part(o.after, x => span(x.median))}`, 'number'),
        cell(`${part(o.before, x => span(x.p95))} → ${part(o.after, x => span(x.p95))}`, 'number'), cell(times(o.before, o.after), 'number'))))] : null];
};
