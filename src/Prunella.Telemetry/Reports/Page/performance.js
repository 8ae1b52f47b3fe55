// A duration's step is a quarter of a doubling, from 1 µs on.
const stepStart = i => 2 ** Math.floor(i / 4) * (1 + i % 4 / 4);
const quantile = (row, q) => { let all = 0; for (const n of row.values()) all += n; let seen = 0; for (const [step, n] of [...row].sort((a, b) => a[0] - b[0])) { seen += n; if (seen >= all * q) return step + .5; } return null; };
const performanceView = () => {
  const operations = data.operations;
  const rows = operations.map(o => {
    const steps = Array.from({ length: data.steps }, () => null), all = new Map();
    for (const [step, bucket, n] of o.heat) { (steps[step] ??= new Map()).set(bucket, n); all.set(bucket, (all.get(bucket) || 0) + n); }
    return { o, steps, usual: quantile(all, .5) };
  });
  let chosen = 0;
  const detail = h('div', { class: 'detail stack' });
  const names = rows.map(({ o }, i) => h('button', { class: 'name', title: o.name, 'aria-pressed': String(i === 0), onclick: () => pick(i) }, (o.service ? o.service + ': ' : '') + o.name));
  const pick = i => { chosen = i; names.forEach((n, k) => n.setAttribute('aria-pressed', String(k === i))); show(); };
  const strip = row => canvas(h('canvas', { role: 'img', 'aria-label': 'Median duration over time against the usual one' }), 18, (c, w) => {
    const width = w / data.steps, paper = hex(colour('line')), usual = hex(colour('usual')), slow = hex(colour('slower')), fast = hex(colour('faster'));
    row.steps.forEach((cells, i) => {
      if (!cells) return;
      const off = (quantile(cells, .5) - row.usual) / 4; // in doublings
      c.fillStyle = Math.abs(off) < .25 ? mix(paper, usual, .55) : mix(mix2(paper, usual), off > 0 ? slow : fast, Math.min(1, .35 + Math.abs(off) / 3));
      c.fillRect(i * width, 0, Math.max(1, width - (width > 3 ? 1 : 0)), 18);
    });
  });
  const show = () => {
    const { o, steps } = rows[chosen];
    const picture = canvas(h('canvas', { role: 'img', 'aria-label': 'How many took how long, over time' }), 260, (c, w, height) => {
      const used = o.heat.map(x => x[1]), low = Math.max(0, Math.min(...used) - 2), high = Math.max(...used) + 3, left = 56, width = (w - left) / data.steps, tall = (height - 8) / (high - low);
      // Colour by rank: linear shades would hide the few slow ones.
      const ranks = [...new Set(o.heat.map(x => x[2]))].sort((a, b) => a - b), rank = new Map(ranks.map((n, i) => [n, (i + 1) / ranks.length])), paper = hex(colour('raised')), accent = hex(colour('accent'));
      for (const [step, bucket, n] of o.heat) { c.fillStyle = mix(paper, accent, .15 + .85 * rank.get(n)); c.fillRect(left + step * width, height - 4 - (bucket + 1 - low) * tall, Math.max(1.5, width - .5), Math.max(1, tall - .5)); }
      c.strokeStyle = c.fillStyle = colour('quiet'); c.font = '11px system-ui, sans-serif'; c.textAlign = 'right'; c.textBaseline = 'middle';
      for (let step = Math.ceil(low / 4) * 4; step <= high; step += (high - low) > 40 ? 12 : (high - low) > 20 ? 8 : 4) c.fillText(span(stepStart(step)), left - 8, height - 4 - (step - low) * tall);
      for (const [q, name] of [[.5, 'ink'], [.95, 'slower']]) {
        c.beginPath(); c.strokeStyle = colour(name); c.lineWidth = 1.5; let down = false;
        steps.forEach((cells, i) => { if (!cells) { down = false; return; } const x = left + (i + .5) * width, y = height - 4 - (quantile(cells, q) - low) * tall; if (down) c.lineTo(x, y); else c.moveTo(x, y); down = true; });
        c.stroke();
      }
    });
    detail.replaceChildren(h('h2', {}, (o.service ? o.service + ': ' : '') + o.name), h('div', { class: 'stats' }, [['times', count(o.count)], ['median', span(o.median)], ['95 %', span(o.p95)], ['99 %', span(o.p99)], ['longest', span(o.longest)], ['altogether', span(o.total)], o.own != null ? ['by itself', span(o.own)] : null]
      .filter(Boolean).map(([name, value]) => h('div', {}, h('b', {}, value), h('span', { class: 'quiet' }, name)))), h('figure', {}, picture, axis(), legend([['accent', 'darker: more of them'], ['ink', 'median'], ['slower', '95 %']])));
    redraws.forEach(paint => paint());
  };
  if (!rows.length) return [h('h1', {}, 'Durations'), h('p', {}, 'No record or span tells how long something took.')];
  const grid = h('div', { class: 'heat' }, rows.map((row, i) => [names[i], strip(row), h('span', { class: 'number quiet' }, `${span(row.o.p95)} / ${count(row.o.count)}`)]));
  show();
  return [h('h1', {}, 'Durations'), h('p', { class: 'quiet' }, 'A row for each operation, those with most time altogether first. The colour tells how far the median of each step is from the usual one of that operation. At the end: 95 % take no longer, and how many.'),
    legend([['usual', 'as usual'], ['slower', 'slower'], ['faster', 'faster']]), grid, detail];
};
const mix2 = (a, b) => toHex(mix(a, b, .4));
const toHex = text => '#' + text.match(/\d+/g).map(n => (+n).toString(16).padStart(2, '0')).join('');
const hex = text => text.length === 4 ? '#' + [...text.slice(1)].map(c => c + c).join('') : text;
