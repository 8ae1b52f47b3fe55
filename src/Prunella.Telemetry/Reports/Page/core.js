'use strict';
// Data never becomes markup: every text goes through textContent.
const h = (tag, attributes, ...children) => {
  const svg = ['svg', 'g', 'rect', 'path', 'text', 'circle', 'title', 'defs', 'marker', 'line'].includes(tag);
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') element.style.cssText = value; // a style attribute would be refused
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) if (child != null) element.append(child);
  return element;
};
const byId = id => document.getElementById(id);
const count = n => Math.round(n).toLocaleString('en-US');
const bytes = n => n < 1e3 ? n + ' B' : n < 1e6 ? (n / 1e3).toFixed(1) + ' kB' : n < 1e9 ? (n / 1e6).toFixed(1) + ' MB' : (n / 1e9).toFixed(2) + ' GB';
const span = us => us < 1e3 ? +us.toFixed(1) + ' µs' : us < 1e6 ? +(us / 1e3).toFixed(1) + ' ms' : us < 12e7 ? +(us / 1e6).toFixed(2) + ' s' : us < 72e8 ? +(us / 6e7).toFixed(1) + ' min' : +(us / 36e8).toFixed(1) + ' h';
const clock = ms => ms == null ? '' : new Date(ms).toISOString().replace('T', ' ').slice(0, data.step * data.steps > 1728e5 ? 16 : 19);
const share = (part, all) => all ? (part / all * 100).toFixed(part / all < .1 ? 1 : 0) + ' %' : '';
const LEVELS = ['trace', 'debug', 'information', 'warning', 'error', 'critical', ''];
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
const mix = (a, b, t) => { const x = rgb(a), y = rgb(b); return `rgb(${x.map((v, i) => Math.round(v + (y[i] - v) * t)).join(',')})`; };
const table = (heads, rows) => h('table', {}, h('thead', {}, h('tr', {}, heads.map(x => h('th', { class: x.class, scope: 'col' }, x.text ?? x)))), h('tbody', {}, rows));
const cell = (text, className) => h('td', { class: className }, text);
// Values in a template are told apart from its words.
const templateText = text => text.split(/(<\*>|\{[^{}\s]+\})/).map((part, i) => i % 2 ? h('span', { class: 'value' }, part) : part);
// A record of JSON is easier to read by its fields, with its line ends.
const recordText = text => {
  if (text[0] !== '{') return text;
  try { return Object.entries(JSON.parse(text)).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join('\n'); } catch { return text; }
};
// A row that opens what is behind it, by mouse and by keyboard.
const opening = (cells, body) => {
  const row = h('tr', { class: 'click', tabindex: 0, 'aria-expanded': 'false' }, cells);
  let more = null;
  const toggle = () => {
    if (more) { more.remove(); more = null; } else { more = h('tr', { class: 'more' }, h('td', { colspan: cells.length }, h('div', { class: 'stack' }, body()))); row.after(more); }
    row.setAttribute('aria-expanded', String(!!more));
  };
  row.addEventListener('click', toggle);
  row.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); toggle(); } });
  return row;
};
let data = null;
const redraws = [];
const expand = runs => { const out = []; for (const n of runs) if (n < 0) for (let i = 0; i < -n; i++) out.push(0); else out.push(n); while (out.length < data.steps) out.push(0); return out; };
const spark = (values, className) => {
  const columns = 40, fitted = Array(columns).fill(0);
  values.forEach((v, i) => { fitted[Math.min(columns - 1, Math.floor(i * columns / values.length))] += v; });
  const most = Math.max(1, ...fitted);
  return h('svg', { class: 'spark ' + (className || ''), viewBox: '0 0 160 22', 'aria-hidden': 'true' },
    fitted.map((v, i) => v ? h('rect', { x: i * 4, width: 3, y: 22 - Math.max(2, v / most * 22), height: Math.max(2, v / most * 22) }) : null));
};
const canvas = (element, height, draw) => {
  const paint = () => {
    const width = element.clientWidth; if (!width) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = width * ratio; element.height = height * ratio;
    const context = element.getContext('2d');
    context.scale(ratio, ratio); context.clearRect(0, 0, width, height); draw(context, width, height);
  };
  redraws.push(paint);
  return element;
};
