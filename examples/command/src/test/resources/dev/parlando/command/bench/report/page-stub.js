// A document without a browser: enough of it for the scripts of the report, which print the drawn charts at the end.
class StubElement {
  constructor(id) {
    Object.assign(this, { id, style: { setProperty() {} }, dataset: {}, children: [], value: "", checked: false, hidden: false, attributes: {} });
  }
  set textContent(text) { this.children = [String(text)]; }
  get textContent() { return this.children.map(c => (typeof c === "string" ? c : c.textContent)).join(" "); }
  append(...added) { this.children.push(...added); }
  replaceChildren(...added) { this.children = added; }
  setAttribute(name, value) { this.attributes[name] = value; }
  addEventListener() {}
  remove() { elements.set(this.id, null); }
}

const elements = new Map();
const drawn = [];
const CHOICES = { "waterfall-order": "latency", "waterfall-origin": "run", "group-latency": "ttfbMicros" };

globalThis.document = {
  documentElement: new StubElement("html"),
  getElementById(id) {
    if (!elements.has(id)) {
      const made = new StubElement(id);
      made.value = CHOICES[id] ?? "";
      elements.set(id, made);
    }
    return elements.get(id);
  },
  createElement: name => new StubElement(name),
  querySelectorAll: () => [],
};
globalThis.matchMedia = () => ({ matches: true, addEventListener() {} });
globalThis.getComputedStyle = () => ({ getPropertyValue: () => "#123456" });
globalThis.addEventListener = () => {};
globalThis.echarts = {
  init: place => ({
    setOption(options) {
      options.series.forEach(series => series.data.forEach(checkPoint));
      drawn.push(place.id);
    },
    dispose() {},
    resize() {},
  }),
};

function checkPoint(point) {
  [point].flat().forEach(value => {
    if (!Number.isFinite(value)) throw new Error("a chart has the value " + value);
  });
}

process.on("exit", () => {
  console.log("charts: " + drawn.sort().join(" "));
  ["subtitle", "notices", "headline", "failures"].forEach(id => console.log(id + ": " + (elements.get(id)?.textContent ?? "")));
  console.log("levels: " + (elements.get("level-table")?.children[1]?.textContent ?? ""));
});
