"use strict";
// A scripted jambonz: its WebSocket client for streamed speech, and curl for one request.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const WebSocket = require("ws");

const { JAMBONZ_PORT, API_KEY, EXPECTED_STREAM, EXPECTED_FILE } = process.env;
const TARGET = "/speech?voice=&language=en-US&sampleRate=8000";

/** Opens a connection, and collects its messages and its audio. */
class Speech {
  constructor(authorization = `Bearer ${API_KEY}`) {
    this.messages = [];
    this.audio = [];
    this.bytes = 0;
    this.socket = new WebSocket(`ws://127.0.0.1:${JAMBONZ_PORT}${TARGET}`, { headers: { authorization } });
    this.socket.on("message", (data, isBinary) => {
      if (isBinary) {
        this.audio.push(data);
        this.bytes += data.length;
      } else {
        this.messages.push(JSON.parse(data));
      }
      this.socket.emit("progress");
    });
    this.closed = new Promise((resolve) => this.socket.on("close", (code) => resolve(code)));
    this.refused = new Promise((resolve) =>
      this.socket.on("unexpected-response", (request, response) => {
        resolve(response.statusCode);
        request.destroy();
      }));
    this.socket.on("error", () => {});
    this.opened = new Promise((resolve) => this.socket.on("open", resolve));
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }

  async until(condition) {
    while (!condition()) {
      await new Promise((resolve) => this.socket.once("progress", resolve));
    }
  }
}

test("streams the speech of each utterance of a call", { timeout: 60_000 }, async () => {
  const expected = readFileSync(EXPECTED_STREAM);
  const speech = new Speech();
  await speech.opened;
  await speech.until(() => speech.messages.length > 0);
  assert.deepEqual(speech.messages[0], { type: "connect", data: { sample_rate: 8000, base64_encoding: false } });
  for (const round of [1, 2]) {
    speech.send({ type: "stream", text: "How are" });
    speech.send({ type: "stream", text: "you today" });
    speech.send({ type: "flush" });
    await speech.until(() => speech.bytes >= round * expected.length);
  }
  assert.deepEqual(Buffer.concat(speech.audio), Buffer.concat([expected, expected]));
  speech.send({ type: "stop" });
  assert.equal(await speech.closed, 1000);
  assert.equal(speech.messages.length, 1);
});

test("refuses a connection without the key", { timeout: 60_000 }, async () => {
  assert.equal(await new Speech("Bearer other").refused, 401);
});

/** Posts a text with curl, and returns the status, the media type and the body. */
function post(body, authorization) {
  const output = execFileSync("curl", [
    "-sS", "-w", "\n%{http_code} %{content_type}", "-H", `Authorization: ${authorization}`,
    "-H", "Content-Type: application/json", "-d", JSON.stringify(body), `http://127.0.0.1:${JAMBONZ_PORT}/synthesize`,
  ]);
  const end = output.lastIndexOf("\n");
  const [status, type] = `${output.subarray(end + 1)}`.split(" ");
  return { status, type, body: output.subarray(0, end) };
}

test("responds to one request with a file", () => {
  const request = { language: "en-US", voice: "", type: "ssml", text: "<speak>How are you today</speak>" };
  const file = post(request, `Bearer ${API_KEY}`);
  assert.equal(file.status, "200");
  assert.equal(file.type, "audio/mpeg");
  assert.deepEqual(file.body, readFileSync(EXPECTED_FILE));
  assert.equal(post(request, "Bearer other").status, "401");
  assert.equal(post({ type: "text" }, `Bearer ${API_KEY}`).status, "400");
});
