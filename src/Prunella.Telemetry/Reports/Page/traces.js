const hues = ['#7e57c2', '#2d7f8f', '#b26a00', '#4c8c4a', '#b0578d', '#5c6bc0', '#8d6e63', '#00897b', '#9e9d24', '#546e7a'];
const tracesView = () => {
  if (!data.traces.length) return [h('h1', {}, 'Traces'), h('p', {}, 'No spans were found. Give files of OTLP JSON, or Jaeger or Zipkin exports, to see how the time of each request passed.')];
  const services = [...new Set(data.traces.flatMap(t => t.spans.map(s => s[0])))], hue = s => hues[services.indexOf(s) % hues.length];
  const fall = h('div', { class: 'fall', 'aria-live': 'polite' }), search = h('input', { type: 'search', placeholder: 'service, operation or trace id', 'aria-label': 'Search traces' });
  let buttons = [];
  const show = trace => {
    buttons.forEach(([t, b]) => b.setAttribute('aria-pressed', String(t === trace)));
    const depth = []; trace.spans.forEach((s, i) => { depth[i] = s[4] >= 0 ? depth[s[4]] + 1 : 0; });
    const critical = new Set(trace.critical), children = new Map(); trace.spans.forEach((s, i) => { if (!children.has(s[4])) children.set(s[4], []); children.get(s[4]).push(i); });
    const order = [], walk = i => { order.push(i); (children.get(i) || []).forEach(walk); }; (children.get(-1) || []).forEach(walk);
    const left = s => s[2] / trace.duration * 100, wide = s => Math.max(.15, s[3] / trace.duration * 100);
    fall.replaceChildren(h('h2', {}, trace.root), h('p', { class: 'quiet' }, `${clock(trace.start)}, ${span(trace.duration)}, ${trace.spans.length} spans, `, h('code', {}, trace.id)),
      legend2([...new Set(trace.spans.map(s => s[0]))].map(s => [hue(s), s])), h('div', { class: 'axis', style: 'padding-left: min(20rem, 40%)' }, [0, .25, .5, .75, 1].map(t => h('span', {}, span(trace.duration * t)))),
      ...order.map(i => { const s = trace.spans[i], right = left(s) + wide(s) > 80; return h('div', { class: 'row' + (s[5] ? ' error' : ''), title: `${s[0]}: ${s[1]}, ${span(s[3])}, by itself ${span(s[6])}` },
        h('span', { style: `padding-left:${depth[i] * 12}px` }, s[5] ? '✕ ' : '', s[1], h('span', { class: 'quiet' }, ' ' + s[0])), h('div', { class: 'lane' }, h('i', { class: critical.has(i) ? 'critical-path' : '', style: `left:${left(s)}%;width:${wide(s)}%;background:${s[5] ? 'var(--bad)' : hue(s[0])}` }),
          h('b', { style: right ? `right:${100 - left(s)}%;padding-right:4px` : `left:${left(s) + wide(s)}%;padding-left:4px` }, span(s[3])))); }), h('p', { class: 'quiet' }, 'Underlined: what the end of the whole waited for.'));
  };
  const list = h('ul', { class: 'list' }), fill = () => {
    const word = search.value.toLowerCase(), found = data.traces.filter(t => !word || t.id.startsWith(word) || t.spans.some(s => (s[0] + ' ' + s[1]).toLowerCase().includes(word)));
    buttons = found.slice(0, 200).map(t => [t, h('button', { 'aria-pressed': 'false', onclick: () => { location.hash = 'traces/' + t.id; } }, h('span', {}, t.errors ? h('span', { class: 'major' }, '✕ ') : '', t.root), h('span', { class: 'number' }, span(t.duration)), h('span', { class: 'quiet' }, clock(t.start)), h('span', { class: 'quiet number' }, `${t.spans.length} spans`))]);
    list.replaceChildren(...buttons.map(([, b]) => h('li', {}, b)));
  };
  search.addEventListener('input', fill); fill(); show(data.traces[0]);
  tracesView.open = id => { const trace = data.traces.find(t => t.id === id); if (trace) show(trace); };
  return [h('h1', {}, 'Traces'), h('p', { class: 'quiet' }, `${count(data.traces.length)} of ${count(data.traceCount)} traces: those with errors and the slowest of each kind, and some usual ones.`), h('div', { class: 'two' }, h('div', { class: 'stack' }, search, list), fall)];
};
const legend2 = pairs => h('p', { class: 'legend' }, pairs.map(([value, text]) => h('span', {}, h('i', { style: `background:${value}` }), text)));
