// The page: fills tables, draws charts, and reacts to controls.

const PERCENTILES = ["p50", "p90", "p99", "p99.9", "max"];
const charts = new Map();
const ROWS_SHOWN = 100;
let rowsShown = ROWS_SHOWN;
let sorting = { column: 0, falling: false };

function draw(id, isEmpty, options, reason) {
  const place = byId(id);
  charts.get(id)?.dispose();
  charts.delete(id);
  if (isEmpty) {
    place.style.height = "auto";
    place.replaceChildren(element("p", { class: "empty" }, reason));
    return;
  }
  place.replaceChildren();
  const chart = echarts.init(place);
  chart.setOption(options());
  charts.set(id, chart);
}

function drawWaterfall() {
  const rows = waterfallRows(byId("waterfall-order").value);
  byId("waterfall").style.height = waterfallHeight(rows.length) + "px";
  draw("waterfall", rows.length === 0, () => waterfallOptions(rows, byId("waterfall-origin").value, byId("waterfall-rest").checked), "The run has no streams.");
}

function drawGroups() {
  if (data.groups.length < 2 || latencies.length === 0) {
    byId("groups").remove();
    return;
  }
  const key = byId("group-latency").value;
  const of = group => streams.filter((s, i) => data.groupOf[i] === group && isCompleted(s) && present(s[key])).map(s => s[key]);
  const lines = data.groups.map((name, i) => ({ name, colour: PALETTE[i % PALETTE.length], points: cumulative(of(i)) }));
  draw("cdf-group", lines.every(l => l.points.length === 0), () => cdfOptions(lines, false), "No stream completed.");
  const rows = data.groups.map((name, i) => ({ cells: [[dot(PALETTE[i % PALETTE.length]), name], ...figureCells(figures(key, i))] }));
  table(byId("group-table"), { cells: ["group", "streams", ...PERCENTILES] }, rows);
}

function drawLevels() {
  if (data.levels.length < 2) {
    byId("levels").remove();
    return;
  }
  const empty = data.levels.every(level => level.completed === 0);
  draw("load-streams", empty, () => loadCurveOptions("completed streams per second", "streamsPerSecond"), "No stream completed.");
  draw("load-audio", empty, () => loadCurveOptions("seconds of audio per second", "audioPerSecond"), "No stream completed.");
  const head = ["concurrency", "completed", "failed", "streams per s", "audio s per s", ...CURVES.map(curve => curve.name)];
  table(byId("level-table"), { cells: head }, data.levels.map(level => ({ cells: [String(level.concurrency), String(level.completed),
    String(level.streams - level.completed), level.streamsPerSecond.toFixed(2), level.audioPerSecond.toFixed(1),
    ...CURVES.map(curve => (level.completed ? ms(curve.micros(level)) : "–"))] })));
}

function drawCharts() {
  const none = completed.length === 0;
  const reason = "No stream completed.";
  byId("stage-bar").style.height = "150px";
  draw("stage-bar", none || usedStages.length === 0, stageBarOptions, reason);
  drawWaterfall();
  const latencyLines = latencies.map(l => ({ name: l.short, colour: latencyColour(l), points: cumulative(completed.map(s => s[l.key]).filter(present)) }));
  draw("cdf-latency", none, () => cdfOptions(latencyLines, false), reason);
  const stageLines = usedStages.map(stage => ({ name: stage.label, colour: STAGE_COLOURS[stage.name],
    points: cumulative(completed.map(s => stageMicros(s, stage.name)).filter(v => v > 0)) })).filter(l => l.points.length > 0);
  draw("cdf-stage", none || stageLines.length === 0, () => cdfOptions(stageLines, true), reason);
  if (byId("groups")) drawGroups();
  if (byId("levels")) drawLevels();
  draw("over-run", streams.length === 0, overRunOptions, "The run has no streams.");
  draw("against-load", none, againstLoadOptions, reason);
}

function figureCells(figure) {
  return figure ? [String(figure.count), ...figure.micros.map(ms)] : ["0", ...PERCENTILES.map(() => "–")];
}

function card(tone, title, name, big, small, entries) {
  const made = element("article", { class: "card" }, element("h3", {}, title), element("p", { class: "name" }, name),
    element("p", { class: "big" }, big, " ", element("small", {}, small)),
    element("dl", {}, ...entries.map(([key, value]) => element("div", {}, element("dt", {}, key), element("dd", {}, value)))));
  made.style.setProperty("--tone", tone);
  return made;
}

function latencyCard(latency) {
  const figure = figures(latency.key);
  if (!figure) return null;
  const [p50, ...others] = figure.micros;
  return card(latencyColour(latency), latency.short, latency.name, ms(p50), "median", others.map((v, i) => [PERCENTILES[i + 1], ms(v)]));
}

function streamsCard() {
  const failed = streams.length - completed.length;
  const seconds = wallMicros / 1e6;
  const underruns = streams.reduce((sum, s) => sum + s.underruns, 0);
  const factors = completed.filter(s => s.totalMicros > 0 && s.audioMicros > 0).map(s => s.audioMicros / s.totalMicros);
  return card(failed ? colour("bad") : colour("good"), "Streams", failed ? failed + " failed, " + percent(failed, streams.length) : "none failed",
    String(completed.length), "of " + streams.length + " completed", [
      ["per s", seconds > 0 ? (completed.length / seconds).toFixed(1) : "–"],
      ["real time", factors.length ? quantile(ascending(factors), 0.5).toFixed(1) + " ×" : "–"],
      ["underruns", String(underruns)],
      ["run", ms(wallMicros)],
    ]);
}

function fillHeadline() {
  byId("subtitle").textContent = [conditions.service, conditions.loop, count(streams.length, "stream"), conditions.startedAt.replace("T", " ").replace(/\.\d+Z$|Z$/, " UTC")].join(" · ");
  byId("headline").replaceChildren(...latencies.map(latencyCard).filter(present), streamsCard());
  const notices = [];
  if (streams.length === 0) notices.push("The run has no streams.");
  else if (completed.length === 0) notices.push("Every stream failed, so there are no latencies. The kinds of failure are listed below.");
  else if (completed.length < 20) notices.push("Only " + count(completed.length, "stream") + " completed. The percentiles above the median mean little.");
  byId("notices").replaceChildren(...notices.map(text => element("p", { class: "notice" }, text)));
}

function fillStages() {
  const head = { cells: ["stage", "streams", ...PERCENTILES, "mean", "share"], classes: ["text"] };
  const sum = mean(completed.map(stagesMicros));
  const rows = usedStages.map(stage => {
    const average = mean(completed.map(s => stageMicros(s, stage.name)));
    return { cells: [[dot(STAGE_COLOURS[stage.name]), stage.label], ...figureCells(figures("stage." + stage.name)), ms(average), percent(average, sum)] };
  });
  [...latencies, total].forEach(l => rows.push({ tone: "total", cells: [[dot(latencyColour(l)), l.short], ...figureCells(figures(l.key)), ms(mean(completed.map(s => s[l.key]).filter(present))), ""] }));
  if (completed.length === 0) byId("stage-table").remove();
  else table(byId("stage-table"), head, rows);
}

function fillFailures() {
  const kinds = new Map();
  streams.filter(s => !isCompleted(s)).forEach(s => kinds.set(s.outcome, [...(kinds.get(s.outcome) ?? []), s]));
  if (kinds.size === 0) {
    byId("failures").replaceChildren(element("p", { class: "good" }, streams.length ? "No stream failed." : "The run has no streams."));
    return;
  }
  const made = element("table");
  const rows = [...kinds].sort((a, b) => b[1].length - a[1].length).map(([kind, failed]) => ({
    cells: [kind, String(failed.length), percent(failed.length, streams.length), "#" + failed[0].index, failed.find(s => s.message)?.message ?? "–"],
    classes: ["bad", "", "", "", "text wrap"],
  }));
  table(made, { cells: ["kind", "streams", "share", "first", "message of the first"], classes: ["", "", "", "", "text"] }, rows);
  byId("failures").replaceChildren(element("div", { class: "scroll" }, made));
}

function streamColumns() {
  return [
    ["#", s => s.index, String], ["outcome", s => s.outcome, String, "text"], ["format", s => s.group.textFormat, String, "text"],
    ["model", s => s.group.model, String, "text"], ["voice", s => s.group.voice, String, "text"], ["region", s => s.group.region, String, "text"], ["concurrency", s => s.group.concurrency, String],
    ["start", s => s.startedMicros, ms], ["characters", s => s.characters, String],
    ...latencies.map(l => [l.short, s => s[l.key], ms]),
    ["response", s => s.totalMicros, ms], ["audio", s => s.audioMicros, ms], ["server", s => s.stages.SERVER, ms],
    ["longest gap", s => (s.gapsMicros.length ? Math.max(...s.gapsMicros) : null), ms], ["underruns", s => s.underruns, String],
    ["HTTP", s => s.httpVersion, String, "text"], ["reused", s => (s.connectionReused ? "yes" : "no"), String, "text"], ["message", s => s.message ?? "", String, "text wrap"],
  ];
}

function compareBy(column) {
  const value = streamColumns()[column][1];
  return (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (!present(x) || !present(y)) return present(x) ? -1 : present(y) ? 1 : 0;
    const order = typeof x === "number" ? x - y : String(x).localeCompare(String(y));
    return sorting.falling ? -order : order;
  };
}

function fillStreams() {
  const columns = streamColumns();
  const words = byId("stream-filter").value.toLowerCase();
  const matches = s => [s.outcome, s.message, s.httpVersion, ...Object.values(s.group)].join(" ").toLowerCase().includes(words);
  const found = streams.filter(matches).sort(compareBy(sorting.column));
  const heads = columns.map(([name], i) => [element("button", { type: "button", onclick: () => sortBy(i) }, name + (sorting.column === i ? (sorting.falling ? " ▾" : " ▴") : ""))]);
  const classes = columns.map(column => column[3] ?? "");
  const rows = found.slice(0, rowsShown).map(s => ({ cells: columns.map(([, value, text]) => { const v = value(s); return present(v) ? text(v) : "–"; }),
    classes: classes.map((c, i) => (i === 1 && !isCompleted(s) ? c + " bad" : c)) }));
  table(byId("stream-table"), { cells: heads, classes }, rows);
  byId("stream-count").textContent = Math.min(rowsShown, found.length) + " of " + found.length + " shown";
  byId("more").hidden = rowsShown >= found.length;
}

function sortBy(column) {
  sorting = { column, falling: sorting.column === column && !sorting.falling };
  fillStreams();
}

function fillConditions() {
  describe(byId("conditions"), data.conditions);
  describe(byId("definitions"), [...data.latencies.map(l => [l.short + ", " + l.name, l.definition]), ...data.definitions]);
}

function fillContents() {
  const links = [...document.querySelectorAll("section[data-title]")].map((section, i) => {
    section.id = section.id || "section-" + i;
    return element("a", { href: "#" + section.id }, section.dataset.title);
  });
  byId("contents").replaceChildren(element("div", {}, ...links));
}

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme-name").textContent = theme === "dark" ? "Light" : "Dark";
}

function start() {
  const preference = matchMedia("(prefers-color-scheme: dark)");
  const redraw = theme => { applyTheme(theme); fillHeadline(); fillStages(); drawCharts(); };
  byId("group-latency").replaceChildren(...latencies.map(l => element("option", { value: l.key }, l.short + ", " + l.name)));
  byId("theme").addEventListener("click", () => redraw(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  preference.addEventListener("change", () => redraw(preference.matches ? "dark" : "light"));
  ["waterfall-origin", "waterfall-order", "waterfall-rest"].forEach(id => byId(id).addEventListener("change", drawWaterfall));
  byId("group-latency").addEventListener("change", drawGroups);
  byId("stream-filter").addEventListener("input", () => { rowsShown = ROWS_SHOWN; fillStreams(); });
  byId("more").addEventListener("click", () => { rowsShown += 400; fillStreams(); });
  addEventListener("resize", () => charts.forEach(chart => chart.resize()));
  redraw(preference.matches ? "dark" : "light");
  fillFailures();
  fillStreams();
  fillConditions();
  fillContents();
}

start();
