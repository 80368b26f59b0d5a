// The options of the charts. Each function reads the theme, so a change of the theme draws the charts again.

const PALETTE = ["#4596d8", "#ee8a2a", "#5cab46", "#c65fc0", "#dcb322", "#16a596", "#d9506a", "#7d5fd8", "#8d959e", "#a06a42"];

function frame(extra = {}) {
  return {
    animation: false,
    textStyle: { fontFamily: "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif", color: colour("ink") },
    grid: { left: 28, right: 24, top: 44, bottom: 34, containLabel: true },
    legend: { type: "scroll", top: 4, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12,
      textStyle: { color: colour("ink") }, itemStyle: { opacity: 1 }, inactiveColor: colour("line"), pageTextStyle: { color: colour("soft") },
      pageIconColor: colour("accent"), pageIconInactiveColor: colour("line") },
    tooltip: { confine: true, backgroundColor: colour("panel"), borderColor: colour("line"), textStyle: { color: colour("ink"), fontSize: 13 } },
    ...extra,
  };
}

function axis(name, extra = {}) {
  return {
    type: "value", name, nameLocation: "middle", nameGap: 26, nameTextStyle: { color: colour("soft") },
    axisLine: { show: true, lineStyle: { color: colour("line") } }, axisTick: { lineStyle: { color: colour("line") } },
    axisLabel: { color: colour("soft"), hideOverlap: true }, splitLine: { lineStyle: { color: colour("grid") } },
    ...extra,
  };
}

function upright(name, extra = {}) {
  return axis(name, { nameGap: 38, axisLine: { show: false }, ...extra });
}

function tip(title, rows) {
  return element("div", { class: "tip" }, element("b", {}, title), ...rows.map(([name, value, mark]) =>
    element("div", {}, element("span", {}, mark ? dot(mark) : null, name), element("span", {}, value))));
}

function stageBarOptions() {
  const parts = usedStages.map(stage => ({ stage, micros: mean(completed.map(s => stageMicros(s, stage.name))) }));
  return frame({
    grid: { left: 12, right: 24, top: 44, bottom: 34, containLabel: true },
    tooltip: { ...frame().tooltip, formatter: p => tip(p.seriesName, [["mean", ms(p.value * 1000), p.color]]) },
    xAxis: axis("milliseconds from the start", { max: "dataMax", axisLabel: { color: colour("soft"), hideOverlap: true, formatter: tickLabel } }),
    yAxis: { type: "category", data: [""], axisLine: { show: false }, axisTick: { show: false } },
    series: parts.map(part => ({
      name: part.stage.label, type: "bar", stack: "stages", barWidth: 46, data: [part.micros / 1000],
      itemStyle: { color: STAGE_COLOURS[part.stage.name], borderColor: colour("panel"), borderWidth: 1 },
    })),
  });
}

function mean(values) {
  return values.length ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}

function tickLabel(value) {
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(3)));
}

function waterfallRows(order) {
  const key = lastLatency()?.key;
  const rows = streams.slice();
  if (order === "latency") rows.sort((a, b) => (a[key] ?? Number.MAX_VALUE) - (b[key] ?? Number.MAX_VALUE));
  else rows.sort((a, b) => originMicros(a) - originMicros(b));
  return rows;
}

function waterfallHeight(count) {
  return 130 + Math.min(Math.max(count * 5, 60), 1200) + (count < 12 ? count * 14 : 0);
}

function waterfallOptions(rows, origin, withRest) {
  const shown = usedStages.map(stage => ({ name: stage.label, colour: STAGE_COLOURS[stage.name], micros: s => stageMicros(s, stage.name) }));
  if (rows.some(s => !isCompleted(s))) {
    const mark = largest(rows.map(stagesMicros), 1) / 100; // So that a stream is visible that failed immediately.
    shown.push({ name: "failed", colour: colour("bad"), micros: s => (isCompleted(s) ? 0 : Math.max((s.totalMicros ?? 0) - stagesMicros(s), mark)) });
  }
  if (withRest) {
    shown.push({ name: "rest of the response", colour: colour("line"), micros: s => (isCompleted(s) ? Math.max((s.totalMicros ?? 0) - stagesMicros(s), 0) : 0) });
  }
  const start = { name: "", type: "bar", stack: "w", silent: true, itemStyle: { color: "transparent" },
    data: rows.map(s => (origin === "run" ? originMicros(s) / 1000 : 0)) };
  const series = shown.map(part => ({ name: part.name, type: "bar", stack: "w", barCategoryGap: rows.length > 60 ? "12%" : "25%",
    itemStyle: { color: part.colour }, emphasis: { disabled: true }, data: rows.map(s => part.micros(s) / 1000) }));
  const zoom = rows.length > 240 ? [{ type: "slider", yAxisIndex: 0, right: 4, width: 18, startValue: 0, endValue: 239, brushSelect: false,
    showDetail: false, borderColor: colour("line"), fillerColor: colour("shade") }] : [];
  return frame({
    grid: { left: 12, right: zoom.length ? 44 : 24, top: 64, bottom: 34, containLabel: true },
    legend: { ...frame().legend, data: shown.map(part => part.name) },
    dataZoom: zoom,
    tooltip: { ...frame().tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: p => waterfallTip(rows[p[0].dataIndex]) },
    xAxis: axis(origin === "run" ? "milliseconds since the start of the run" : "milliseconds since the start of the request",
      { position: "top", nameGap: 24, axisLabel: { color: colour("soft"), hideOverlap: true, formatter: tickLabel } }),
    yAxis: { type: "category", inverse: true, data: rows.map(s => "#" + s.index), axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colour("soft"), fontSize: 11, interval: rows.length <= 40 ? 0 : Math.ceil(Math.min(rows.length, 240) / 24) - 1 } },
    series: [start, ...series],
  });
}

function waterfallTip(stream) {
  const rows = usedStages.filter(stage => stageMicros(stream, stage.name) > 0)
    .map(stage => [stage.label, ms(stageMicros(stream, stage.name)), STAGE_COLOURS[stage.name]]);
  latencies.forEach(l => rows.push([l.short, ms(stream[l.key])]));
  rows.push(["all of the response", ms(stream.totalMicros)]);
  if (!isCompleted(stream)) rows.push(["outcome", stream.outcome]);
  return tip("Request #" + stream.index + " · " + stream.group.textFormat, rows);
}

function cdfOptions(lines, logarithmic) {
  const horizontal = logarithmic
    ? axis("milliseconds", { type: "log", logBase: 10, axisLabel: { color: colour("soft"), hideOverlap: true, formatter: tickLabel } })
    : axis("milliseconds", { min: 0, axisLabel: { color: colour("soft"), hideOverlap: true, formatter: tickLabel } });
  return frame({
    tooltip: { ...frame().tooltip, trigger: "item", formatter: p => tip(p.seriesName, [[p.value[1].toFixed(1) + " % within", ms(p.value[0] * 1000), p.color]]) },
    xAxis: horizontal,
    yAxis: upright("streams, %", { min: 0, max: 100 }),
    series: lines.map(line => ({ name: line.name, type: "line", step: line.points.length < 60 ? "end" : false, showSymbol: true, symbol: "circle", symbolSize: 5,
      lineStyle: { width: 2.2, color: line.colour }, itemStyle: { color: line.colour, opacity: line.points.length < 60 ? 1 : 0 },
      emphasis: { itemStyle: { opacity: 1 } }, data: line.points })),
  });
}

/** Streams per slice of the run, and the latency of each stream at its start. */
function overRunOptions() {
  const latency = lastLatency() ?? data.latencies[0];
  const end = largest(streams.map(endMicros), 1);
  const slices = Math.max(4, Math.min(40, Math.round(streams.length / 5)));
  const width = end / slices;
  const counts = new Array(slices).fill(0);
  completed.forEach(s => counts[Math.min(slices - 1, Math.floor(endMicros(s) / width))]++);
  const failed = streams.filter(s => !isCompleted(s));
  const series = [
    { name: "completed per second", type: "line", step: "middle", showSymbol: false, yAxisIndex: 1, lineStyle: { width: 1, color: colour("soft") },
      itemStyle: { color: colour("soft") }, areaStyle: { color: colour("shade") }, z: 1, data: counts.map((count, i) => [((i + 0.5) * width) / 1e6, (count * 1e6) / width]) },
    { name: latency.short, type: "scatter", symbolSize: 6, z: 3, itemStyle: { color: latencyColour(latency), opacity: 0.75 },
      data: completed.filter(s => present(s[latency.key])).map(s => [originMicros(s) / 1e6, s[latency.key] / 1000, s.index]) },
  ];
  if (failed.length) {
    series.push({ name: "failed", type: "scatter", symbol: "diamond", symbolSize: 10, z: 4, itemStyle: { color: colour("bad") },
      data: failed.map(s => [originMicros(s) / 1e6, 0, s.index]) });
  }
  return frame({
    grid: { left: 28, right: 30, top: 44, bottom: 34, containLabel: true },
    tooltip: { ...frame().tooltip, formatter: runTip(latency) },
    xAxis: axis("seconds since the start of the run", { min: 0, max: end / 1e6, axisLabel: { color: colour("soft"), hideOverlap: true, formatter: v => String(Number(v.toFixed(1))) } }),
    yAxis: [upright(latency.short + ", ms", { min: 0 }), upright("streams per second", { min: 0, position: "right", splitLine: { show: false } })],
    series,
  });
}

function runTip(latency) {
  return p => (p.seriesName === latency.short
    ? tip("Request #" + p.value[2], [["start", p.value[0].toFixed(2) + " s"], [latency.short, ms(p.value[1] * 1000), p.color]])
    : tip("Request #" + p.value[2] + " failed", [["start", p.value[0].toFixed(2) + " s"]]));
}

/** The latencies of the streams that found the same number of streams in flight. */
function againstLoadOptions() {
  const latency = lastLatency() ?? data.latencies[0];
  const groups = new Map();
  const starts = ascending(streams.map(s => s.startedMicros));
  const ends = ascending(streams.map(endMicros));
  completed.filter(s => present(s[latency.key])).forEach(s => {
    const load = countUpTo(starts, s.startedMicros) - countUpTo(ends, s.startedMicros);
    if (!groups.has(load)) groups.set(load, []);
    groups.get(load).push(s[latency.key]);
  });
  groups.forEach(ascending);
  const loads = [...groups.keys()].sort((a, b) => a - b);
  const line = (name, share, dash) => ({ name, type: "line", symbol: "circle", symbolSize: 6, lineStyle: { width: 2, type: dash, color: latencyColour(latency) },
    itemStyle: { color: latencyColour(latency) },
    data: loads.map(load => [load, quantile(groups.get(load), share) / 1000, groups.get(load).length]) });
  const points = { name: "streams", type: "scatter", symbolSize: 4, itemStyle: { color: colour("soft"), opacity: 0.45 },
    data: loads.flatMap(load => groups.get(load).map(micros => [load, micros / 1000])) };
  return frame({
    tooltip: { ...frame().tooltip, formatter: p => tip(p.value[0] + " in flight", [[p.seriesName, ms(p.value[1] * 1000), p.color]].concat(p.value.length > 2 ? [["streams", String(p.value[2])]] : [])) },
    xAxis: axis("streams in flight, with this one", { minInterval: 1, min: 0, max: v => v.max + 1 }),
    yAxis: upright(latency.short + ", ms", { min: 0 }),
    series: [points, line("p50", 0.5, "solid"), line("p90", 0.9, "dashed")],
  });
}

/** The lines of the load curves: a name, a latency for the colour, and the value of a level. */
const CURVES = data.latencies.filter(l => ["ttfbMicros", "ttfaMicros"].includes(l.key)).flatMap(latency => [
  { name: latency.short + " p50", latency, dash: "solid", micros: level => level[latency.key][0] },
  { name: latency.short + " p99", latency, dash: "dashed", micros: level => level[latency.key][2] },
]);

/** The latencies of each level against its throughput. The labels are the levels. */
function loadCurveOptions(name, throughput) {
  const reached = data.levels.filter(level => level.completed > 0);
  return frame({
    tooltip: { ...frame().tooltip, formatter: p => tip("concurrency " + p.value[2], [[p.seriesName, ms(p.value[1] * 1000), p.color], [name, p.value[0].toFixed(1)]]) },
    xAxis: axis(name, { min: 0 }),
    yAxis: upright("milliseconds", { min: 0 }),
    series: CURVES.map(curve => ({ name: curve.name, type: "line", symbol: "circle", symbolSize: 7,
      lineStyle: { width: 2.2, type: curve.dash, color: latencyColour(curve.latency) }, itemStyle: { color: latencyColour(curve.latency) },
      label: { show: true, position: "top", color: colour("soft"), formatter: p => String(p.value[2]) },
      data: reached.map(level => [level[throughput], curve.micros(level) / 1000, level.concurrency]) })),
  });
}
