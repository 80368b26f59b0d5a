// The data of the report, and its conversion to text and elements. Texts enter the page as text nodes only.

const data = JSON.parse(document.getElementById("data").textContent);
const streams = data.result.streams;
const conditions = data.result.conditions;
const wallMicros = conditions.levels.reduce((sum, level) => sum + level.wallMicros, 0);
const completed = streams.filter(isCompleted);
const total = data.latencies.find(l => l.key === "totalMicros");
const latencies = data.latencies.filter(l => l !== total && streams.some(s => present(s[l.key])));
const usedStages = data.stages.filter(stage => streams.some(s => stageMicros(s, stage.name) > 0));

const STAGE_COLOURS = Object.fromEntries(data.stages.map(stage => [stage.name, stage.colour]));

function isCompleted(stream) {
  return stream.outcome === "completed";
}

function present(value) {
  return value !== null && value !== undefined;
}

function stageMicros(stream, name) {
  return stream.stages[name] ?? 0;
}

function stagesMicros(stream) {
  return data.stages.reduce((sum, stage) => sum + stageMicros(stream, stage.name), 0);
}

/** The planned start, from which all latencies count. */
function originMicros(stream) {
  return stream.intendedMicros;
}

/** The end of the response. The leading silence of its audio lasts longer. */
function endMicros(stream) {
  return originMicros(stream) + (stream.totalMicros ?? stagesMicros(stream));
}

/** The last latency of the stream that was measured: time to ear, else TTFA, else TTFB. */
function lastLatency() {
  return latencies[latencies.length - 1];
}

function figures(key, group = -1) {
  return data.figures.find(f => f.key === key && f.group === group);
}

function ms(micros) {
  if (!present(micros)) return "–";
  const value = micros / 1000;
  const size = Math.abs(value);
  if (size >= 10000) return (value / 1000).toFixed(1) + " s";
  return value.toFixed(size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2) + " ms";
}

function percent(part, whole) {
  const share = whole === 0 ? 0 : (100 * part) / whole;
  return (share > 0 && share < 10 ? share.toFixed(1) : share.toFixed(0)) + " %";
}

function count(number, noun) {
  return number + " " + noun + (number === 1 ? "" : "s");
}

function ascending(values) {
  return values.sort((a, b) => a - b);
}

/** The number of sorted values that are not larger than the limit. */
function countUpTo(sorted, limit) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function largest(values, least) {
  return values.reduce((a, b) => Math.max(a, b), least);
}

function quantile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** The points of a cumulative distribution in milliseconds and percent, thinned to a few hundred. */
function cumulative(values) {
  const sorted = ascending([...values]);
  const step = Math.max(1, Math.floor(sorted.length / 400));
  const points = sorted.length ? [[sorted[0] / 1000, 0]] : [];
  sorted.forEach((value, i) => {
    const last = i === sorted.length - 1;
    if (i % step === 0 || last) points.push([value / 1000, (100 * (i + 1)) / sorted.length]);
  });
  return points;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (key === "style") made.style.cssText = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(present));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

function dot(colour) {
  const mark = element("span", { class: "dot" });
  mark.style.background = colour;
  return mark;
}

function table(target, head, rows) {
  const cells = (row, name) => element("tr", { class: row.tone ?? "" }, ...row.cells.map((cell, i) => {
    const made = element(name, { class: row.classes?.[i] ?? "" });
    made.append(...(Array.isArray(cell) ? cell : [cell]));
    return made;
  }));
  const body = element("tbody", {}, ...rows.map(row => cells(row, "td")));
  target.replaceChildren(element("thead", {}, cells(head, "th")), body);
}

function describe(target, entries) {
  target.replaceChildren(...entries.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function latencyColour(latency) {
  return colour(latency.tone);
}
