// Everything is readable without this file. It keeps a page up to date, tells times in the reader's own zone, and makes charts that can be searched.
(() => {
  "use strict";
  const rows = "li, tr, .card";
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
  const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
  const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

  const minutes = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

  const ago = at => {
    const seconds = (at - Date.now()) / 1000;
    const size = Math.abs(seconds);
    if (size < 60) return relative.format(Math.round(seconds), "second");
    if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
    return size < 43200 ? clock.format(at) : absolute.format(at);
  };
  const tellTimes = root => {
    for (const element of root.querySelectorAll("time")) {
      const at = new Date(element.dateTime);
      const text = ago(at);
      if (element.textContent !== text) element.textContent = text;
      if (!element.title) element.title = absolute.format(at);
    }
  };

  // What a row said before its times were told: a row that says something else is fresh.
  const said = new WeakMap();
  const remember = root => root.querySelectorAll(rows).forEach(row => said.set(row, row.textContent));
  const texts = root => new Set([...root.querySelectorAll(rows)].map(row => said.get(row)));

  // Finds again what had the focus, by what it is: the one of its kind with the same name, address or words.
  const sameAs = (part, element) => {
    const about = one => one.id || one.getAttribute("name") || one.getAttribute("href") || one.getAttribute("aria-label") || one.textContent.trim();
    return [...part.querySelectorAll(element.tagName)].find(one => about(one) === about(element));
  };

  const put = (part, html) => {
    const active = document.activeElement;
    const inside = part.contains(active) ? active : null;
    if (inside && /^(INPUT|SELECT|TEXTAREA)$/.test(inside.tagName)) {
      inside.addEventListener("blur", () => setTimeout(() => put(part, html)), { once: true });
      return;
    }
    const before = texts(part);
    const opened = [...part.querySelectorAll("details[open]")].map(each => each.id);
    part.innerHTML = html;
    for (const id of opened) part.querySelector("#" + CSS.escape(id))?.setAttribute("open", "");
    remember(part);
    if (before.size)
      for (const row of part.querySelectorAll(rows))
        if (!before.has(said.get(row))) row.classList.add("fresh");
    tellTimes(part);
    charts(part);
    if (inside) sameAs(part, inside)?.focus({ preventScroll: true });
  };

  // What each part was last given, as the browser writes it: one that says the same is left alone, under whoever is about to press a key.
  const shown = new WeakMap();
  const asWritten = html => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.innerHTML;
  };

  // What is pressed stays in its place until it is let go: put in between, news would swallow the click.
  let pressed = false;
  const waiting = new Map();
  const release = () => {
    pressed = false;
    for (const [part, html] of waiting) put(part, html);
    waiting.clear();
  };
  for (const down of ["pointerdown", "keydown"]) addEventListener(down, () => { pressed = true; }, true);
  for (const up of ["pointerup", "pointercancel", "keyup"]) addEventListener(up, () => setTimeout(release), true);
  addEventListener("blur", event => { if (event.target === window) release(); });

  const follow = address => {
    const state = document.getElementById("live-state");
    const source = new EventSource(address);
    source.addEventListener("part", event => {
      const end = event.data.indexOf("\n");
      const part = document.getElementById("part-" + event.data.slice(0, end));
      const html = asWritten(event.data.slice(end + 1));
      if (!part || shown.get(part) === html) return;
      shown.set(part, html);
      if (pressed) waiting.set(part, html);
      else put(part, html);
    });
    source.onopen = () => { state.textContent = "Live"; };
    source.onerror = () => { state.textContent = source.readyState === EventSource.CLOSED ? "Not live: reload the page for news" : "Connection lost, trying again…"; };
    addEventListener("pagehide", () => source.close());
    addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  };

  // A chart is drawn by the server; where uPlot is there, the same numbers become one that can be searched.
  const drawn = new WeakSet();
  const charts = root => {
    if (typeof uPlot === "undefined") return;
    for (const figure of root.querySelectorAll("[data-chart]")) {
      if (drawn.has(figure)) continue;
      drawn.add(figure);
      draw(figure, JSON.parse(figure.dataset.chart));
    }
  };
  const draw = (figure, chart) => {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue("--" + name).trim();
    const palette = ["accent", "degraded", "healthy", "failed"].map(colour);
    const axis = { stroke: colour("quiet"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 } };
    const marks = plot => {
      const context = plot.ctx, { left, top, width, height } = plot.bbox;
      context.save();
      context.strokeStyle = colour("degraded");
      context.setLineDash([4, 4]);
      for (const at of chart.marks ?? []) {
        const x = plot.valToPos(at, "x", true);
        if (x < left || x > left + width) continue;
        context.beginPath();
        context.moveTo(x, top);
        context.lineTo(x, top + height);
        context.stroke();
      }
      context.setLineDash([]);
      context.strokeStyle = colour("failed");
      context.lineWidth = devicePixelRatio * 1.5;
      for (const [at, value] of chart.unusual ?? []) {
        context.beginPath();
        context.arc(plot.valToPos(at, "x", true), plot.valToPos(value, "y", true), 4 * devicePixelRatio, 0, 2 * Math.PI);
        context.stroke();
      }
      context.restore();
    };
    const edge = { stroke: "transparent", width: 0, points: { show: false } };
    const [time, ...lines] = chart.data;
    const edges = chart.band ? [edge, edge] : []; // before the lines: what is drawn later lies on top
    figure.replaceChildren();
    const size = () => ({ width: figure.clientWidth, height: 220 });
    const plot = new uPlot({
      ...size(),
      scales: { x: { time: true } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map(tick => minutes.format(tick * 1000)) }, { ...axis, size: 64, values: (_, ticks) => ticks.map(tick => tick.toLocaleString() + (chart.unit ? " " + chart.unit : "")) }],
      legend: { show: false },
      series: [{}, ...edges, ...chart.series.map((name, index) => ({ label: name, stroke: palette[index % palette.length], width: 1.75, points: { show: false } }))],
      bands: chart.band ? [{ series: [2, 1], fill: colour("fresh") }] : [],
      hooks: { draw: [marks] },
    }, [time, ...(chart.band ?? []), ...lines], figure);
    new ResizeObserver(() => plot.setSize(size())).observe(figure);
  };

  addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[id^=part-]")) shown.set(part, part.innerHTML);
    remember(document);
    tellTimes(document);
    charts(document);
    setInterval(() => { if (!document.hidden) tellTimes(document); }, 5000);
    if (document.body.dataset.live && "EventSource" in window) follow(document.body.dataset.live);
  });
})();
