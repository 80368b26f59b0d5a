"use strict";
// A carrier with the messages of Twilio, whose signatures are those of Twilio's library.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const WebSocket = require("ws");
const twilio = require("twilio");

const { CARRIER_URL, PUBLIC_URL, AUTH_TOKEN, SHARED_KEY } = process.env;
const { SIGNATURE_HEADER, SIGNATURE_SETTINGS_HEADER } = twilio;
const SETTINGS = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256";

/** Returns the headers with which Twilio opens a path. */
function signed(path, secret = AUTH_TOKEN, algorithm = "HMAC_SHA1") {
  const url = PUBLIC_URL + path;
  const signature = twilio.getExpectedTwilioSignature(secret, url, {}, algorithm);
  assert.ok(twilio.validateRequest(secret, signature, url, {}, algorithm));
  return { [SIGNATURE_HEADER]: signature };
}

/** Opens a connection, and collects its messages. */
class Call {
  constructor(path = "/media", headers = signed(path)) {
    this.messages = [];
    this.waiting = [];
    this.socket = new WebSocket(CARRIER_URL + path, { headers });
    this.socket.on("message", (data, isBinary) => {
      this.messages.push(isBinary ? data : JSON.parse(data));
      this.waiting.splice(0).forEach((wake) => wake());
    });
    this.closed = new Promise((resolve) => this.socket.on("close", (code, reason) => resolve([code, `${reason}`])));
    this.refused = new Promise((resolve) =>
      this.socket.on("unexpected-response", (request, response) => {
        resolve(response.statusCode);
        request.destroy();
      }));
    this.socket.on("error", () => {});
    this.opened = new Promise((resolve) => this.socket.on("open", resolve));
  }

  send(message) {
    this.socket.send(JSON.stringify({ sequenceNumber: "1", streamSid: "MZ1", ...message }));
  }

  async start() {
    await this.opened;
    this.socket.send(JSON.stringify({ event: "connected", protocol: "Call", version: "1.0.0" }));
    this.send({
      event: "start",
      start: {
        accountSid: "AC1",
        streamSid: "MZ1",
        callSid: "CA1",
        tracks: ["inbound"],
        customParameters: { name: "Ann" },
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
      },
    });
  }

  /** Awaits a message, and removes it with those before it. */
  async next(event) {
    for (;;) {
      const index = this.messages.findIndex((message) => message.event === event);
      if (index >= 0) {
        return this.messages.splice(0, index + 1).at(-1);
      }
      await new Promise((resolve) => this.waiting.push(resolve));
    }
  }

  press(digit) {
    this.send({ event: "dtmf", dtmf: { track: "inbound_track", digit } });
  }
}

test("speech arrives as mu-law, and marks are returned", async () => {
  const call = new Call();
  await call.start();
  const media = [];
  let marks = 0;
  while (marks === 0 || media.length < 20) {
    await new Promise((resolve) => (call.messages.length ? resolve() : call.waiting.push(resolve)));
    for (const message of call.messages.splice(0)) {
      assert.equal(message.streamSid, "MZ1");
      if (message.event === "media") {
        media.push(Buffer.from(message.media.payload, "base64"));
      } else {
        assert.equal(message.event, "mark");
        marks++;
        call.send({ event: "mark", mark: message.mark });
      }
    }
  }
  assert.ok(media.every((packet) => packet.length === 160));
  assert.ok(media.some((packet) => packet.some((sample) => sample !== 0xff && sample !== 0x7f)));
  call.press("2");
  assert.deepEqual(await call.closed, [1000, ""]);
});

test("a key clears the speech", async () => {
  const call = new Call();
  await call.start();
  await call.next("media");
  call.press("1");
  const clear = await call.next("clear");
  assert.deepEqual(clear, { event: "clear", streamSid: "MZ1" });
  call.press("7");
  await call.next("media");
  call.socket.close(1000);
  assert.equal((await call.closed)[0], 1000);
});

test("compression is declined", async () => {
  const call = new Call();
  await call.opened;
  assert.equal(call.socket.extensions, "");
  call.socket.close();
});

test("pings are answered", async () => {
  const call = new Call();
  await call.opened;
  const pong = new Promise((resolve) => call.socket.on("pong", resolve));
  call.socket.ping("alive");
  assert.equal(`${await pong}`, "alive");
  call.socket.close();
});

for (const [name, code, send] of [
  ["text that is not JSON", 1007, (call) => call.socket.send("{")],
  ["a binary message", 1003, (call) => call.socket.send(Buffer.alloc(160))],
  ["a message of another stream", 1002, (call) => call.send({ event: "media", streamSid: "MZ2", media: {} })],
  ["a message that is too long", 1009, (call) => call.socket.send("x".repeat(100_000))],
]) {
  test(`${name} ends its call only`, async () => {
    const other = new Call();
    const call = new Call();
    await Promise.all([other.start(), call.start()]);
    send(call);
    assert.equal((await call.closed)[0], code);
    other.press("7");
    await other.next("media");
    other.press("2");
    assert.equal((await other.closed)[0], 1000);
  });
}

test("a shared key signs with SHA-256", async () => {
  const headers = signed("/calls/7?x=%20", SHARED_KEY, "HMAC_SHA256");
  const call = new Call("/calls/7?x=%20", { ...headers, [SIGNATURE_SETTINGS_HEADER]: SETTINGS });
  await call.opened;
  call.socket.close();
});

for (const [name, headers] of [
  ["no signature", {}],
  ["a signature of another path", signed("/other")],
  ["a signature with another token", signed("/media", "other")],
  ["SHA-256 with the auth token", { ...signed("/media", AUTH_TOKEN, "HMAC_SHA256"), [SIGNATURE_SETTINGS_HEADER]: SETTINGS }],
  ["SHA-1 with the shared key", signed("/media", SHARED_KEY)],
]) {
  test(`${name} is refused`, async () => {
    assert.equal(await new Call("/media", headers).refused, 403);
  });
}
