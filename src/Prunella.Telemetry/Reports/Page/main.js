const views = [['findings', 'Findings', findingsView, () => data.findings.length], ['durations', 'Durations', performanceView, () => data.operations.length], ['order', 'Order', flowView, () => data.flow ? data.flow.steps.length : 0],
  ['traces', 'Traces', tracesView, () => data.traceCount], ['errors', 'Errors', errorsView, () => data.errors], ['statements', 'Statements', statementsView, () => data.templates.length + data.left], ['coverage', 'Coverage', coverageView, null], ['sources', 'Sources', sourcesView, () => data.sources.length],
  ['compare', 'Before and after', compareView, () => data.compare.changes.length + data.compare.left]];
const go = () => {
  const [name, id] = location.hash.slice(1).split('/'), view = views.find(v => v[0] === name) || views[0];
  for (const [key, , build] of views) {
    const section = byId(key), isThis = key === view[0];
    if (isThis && !section.childElementCount) section.append(...build().filter(Boolean));
    section.hidden = !isThis;
    byId('to-' + key).toggleAttribute('aria-current', isThis);
  }
  if (view[0] === 'traces' && id && tracesView.open) tracesView.open(id);
  redraws.forEach(paint => paint());
};
const start = async () => {
  const packed = Uint8Array.from(atob(byId('data').textContent.trim()), c => c.charCodeAt(0));
  data = JSON.parse(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).text());
  if (!data.compare) views.pop();
  byId('views').append(...views.map(([key, title, , n], i) => h('a', { id: 'to-' + key, href: '#' + key, title: `key ${i + 1}` }, title, n ? h('span', { class: 'n' }, count(n())) : null)));
  byId('main').replaceChildren(...views.map(([key, title]) => h('section', { id: key, 'aria-label': title, hidden: true })));
  byId('made').textContent = `Made by Prunella on ${clock(data.made)} UTC in ${span(data.took)}. Everything is in this one file; it asks no network for anything.`;
  addEventListener('hashchange', () => { go(); scrollTo(0, 0); });
  addEventListener('resize', () => redraws.forEach(paint => paint()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraws.forEach(paint => paint()));
  byId('theme').addEventListener('click', () => {
    const root = document.documentElement, dark = getComputedStyle(root).colorScheme === 'dark';
    root.dataset.theme = dark ? 'light' : 'dark'; redraws.forEach(paint => paint());
  });
  // 1 to 9: the views; /: search. Not while somebody types.
  addEventListener('keydown', event => {
    if (event.target.matches('input, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    const view = views[+event.key - 1];
    if (view) location.hash = view[0];
    else if (event.key === '/') { event.preventDefault(); location.hash = 'statements'; setTimeout(() => byId('search')?.focus(), 0); }
  });
  go();
};
start().catch(error => { byId('main').textContent = `This report can not be shown: ${error.message}`; });
