// A client of the Wyoming protocol, written from its README: speaks a text, and a text that is written meanwhile.
// Usage: node wyoming-client.js tcp://HOST:PORT FILE, with the expected samples of "Hello from the JVM".
const assert = require("node:assert");
const fs = require("node:fs");
const net = require("node:net");

const { hostname, port } = new URL(process.argv[2]);
const socket = net.connect(Number(port), hostname);
let received = Buffer.alloc(0);
const events = [], waiting = [];

socket.on("data", bytes => {
  received = Buffer.concat([received, bytes]);
  for (let event = next(); event; event = next()) {
    waiting.length ? waiting.shift()(event) : events.push(event);
  }
});
socket.on("close", () => assert.strictEqual(waiting.length, 0, "the server has closed the connection"));

// Takes one event from the received bytes, or nothing while it is not complete.
function next() {
  const end = received.indexOf("\n");
  if (end < 0) return undefined;
  const header = JSON.parse(received.subarray(0, end));
  const dataEnd = end + 1 + (header.data_length || 0), payloadEnd = dataEnd + (header.payload_length || 0);
  if (received.length < payloadEnd) return undefined;
  const more = header.data_length ? JSON.parse(received.subarray(end + 1, dataEnd)) : {};
  const payload = received.subarray(dataEnd, payloadEnd);
  received = received.subarray(payloadEnd);
  return { type: header.type, data: { ...header.data, ...more }, payload };
}

const read = () => (events.length ? Promise.resolve(events.shift()) : new Promise(resolve => waiting.push(resolve)));

// Sends the data behind the line, as the reference implementation does.
function write(type, data = {}) {
  const bytes = Buffer.from(JSON.stringify(data));
  socket.write(Buffer.concat([Buffer.from(JSON.stringify({ type, data_length: bytes.length }) + "\n"), bytes]));
}

async function audioUntil(type) {
  const audio = [];
  for (let event = await read(); event.type !== type; event = await read()) {
    assert.match(event.type, /^audio-/, JSON.stringify(event.data));
    audio.push(event.payload);
  }
  return Buffer.concat(audio);
}

async function main() {
  write("describe");
  const program = (await read()).data.tts[0];
  assert.strictEqual(program.supports_synthesize_streaming, true);
  const voice = { name: program.voices[0].name };

  write("synthesize", { text: "Hello from the JVM", voice });
  const expected = fs.readFileSync(process.argv[3]);
  assert.deepStrictEqual(await audioUntil("audio-stop"), expected);

  write("synthesize-start", { voice });
  for (const text of ["Hello ", "from the JVM. ", "And then "]) write("synthesize-chunk", { text });
  assert.strictEqual((await read()).type, "audio-start");
  const first = await read(); // Before the text has ended.
  assert.strictEqual(first.type, "audio-chunk");
  write("synthesize-chunk", { text: "it ends." });
  write("synthesize", { text: "Hello from the JVM. And then it ends.", voice });
  write("synthesize-stop");
  const written = first.payload.length + (await audioUntil("synthesize-stopped")).length;
  assert.ok(written > expected.length && written < 3 * expected.length, `${written} bytes of a written text`);
  console.log(`${expected.length} bytes of a text, ${written} of a written one`);
  socket.end();
}

main();
