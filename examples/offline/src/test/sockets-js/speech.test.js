"use strict";
// The rules of stream-input and multi-stream-input of text to speech, as a client sees them.

const test = require("node:test");
const assert = require("node:assert/strict");
const { Socket, offline, token, operatorKey, voice } = require("./socket");

const format = "output_format=pcm_16000";
const single = `/v1/text-to-speech/${voice}/stream-input?${format}`;
const multi = `/v1/text-to-speech/${voice}/multi-stream-input?${format}`;
const init = { text: " " };
const isFinal = (message) => message.isFinal === true;
const bytes = (messages) => Buffer.concat(messages.map((each) => Buffer.from(each.audio ?? "", "base64")));

async function withSocket(path, run, headers) {
  const socket = await Socket.open(path, headers);
  try {
    await run(socket);
  } finally {
    socket.close();
  }
}

test("pieces of words are spoken as one text, and 1000 follows the final message", () =>
  withSocket(single, async (socket) => {
    socket.send(init, { text: "Hel" }, { text: "lo" }, { text: " world" }, { text: "." }, { text: "" });
    const all = await socket.until(isFinal);
    assert.equal(all[0].alignment.chars.join(""), "Hello world. ");
    assert.equal(all[0].normalizedAlignment.chars.join(""), " Hello world. ");
    assert.equal(all[0].isFinal, null);
    assert.ok(all.slice(1).every((each) => each.alignment === null));
    const { charStartTimesMs, charDurationsMs } = all[0].alignment;
    const millis = charStartTimesMs.at(-1) + charDurationsMs.at(-1);
    assert.ok(Math.abs(bytes(all).length / 32 - millis) < 2, `${bytes(all).length / 32} and ${millis} ms`);
    const finalAt = Date.now();
    assert.deepEqual(await socket.next(), { code: 1000, reason: "" });
    assert.ok(Date.now() - finalAt >= 300);
  }));

test("a flush speaks without a final message and keeps a tail back", () =>
  withSocket(single, async (socket) => {
    socket.send(init, { text: "Yes. ", flush: true });
    const first = await socket.next();
    const { charStartTimesMs, charDurationsMs } = first.alignment;
    const millis = charStartTimesMs.at(-1) + charDurationsMs.at(-1);
    const held = millis - bytes([first]).length / 32;
    assert.ok(held >= 25 && held <= 35, `${held} ms`);
    assert.ok(await socket.quiet(300));
  }));

test("a wrong key is judged after the upgrade", () =>
  withSocket(
    single,
    async (socket) => {
      const error = await socket.next();
      assert.equal(error.error, "invalid_api_key");
      assert.equal(error.code, 1008);
      assert.deepEqual(await socket.next(), { code: 1008, reason: error.message });
    },
    { "xi-api-key": `sk_${"0".repeat(48)}` },
  ));

test("no key at all is refused with the first message", () =>
  withSocket(
    single,
    async (socket) => {
      assert.equal((await socket.send(init).next()).error, "authentication_required");
      assert.equal((await socket.next()).code, 1008);
    },
    {},
  ));

test("the first message may hold the key, and the query a token", async () => {
  await withSocket(
    single,
    async (socket) => {
      socket.send({ ...init, xi_api_key: operatorKey }, { text: "Yes.", flush: true });
      assert.ok((await socket.next()).audio);
    },
    {},
  );
  const once = await token();
  await withSocket(
    `${single}&single_use_token=${once}`,
    async (socket) => assert.ok((await socket.send(init, { text: "Yes.", flush: true }).next()).audio),
    {},
  );
  await withSocket(
    `${single}&single_use_token=${once}`,
    async (socket) => assert.equal((await socket.next()).error, "unauthorized"),
    {},
  );
});

test("models of the dialogue socket and unknown formats are refused before the upgrade", async () => {
  const v3 = await Socket.open(`${single}&model_id=eleven_v3`).catch((error) => error);
  assert.equal(v3.status, 400);
  assert.equal(v3.body.detail.code, "unsupported_model");
  assert.equal(v3.body.detail.param, "model_id");
  const wav = await Socket.open(single.replace("pcm", "wav")).catch((error) => error);
  assert.equal(wav.status, 403);
});

test("an unknown voice is reported with the first text", () =>
  withSocket(single.replace(voice, "Unknown"), async (socket) => {
    socket.send(init);
    assert.ok(await socket.quiet(200));
    assert.equal((await socket.send({ text: "Hello. " }).next()).error, "voice_id_does_not_exist");
  }));

test("inactivity ends the connection, and a blank keeps it alive", () =>
  withSocket(`${single}&inactivity_timeout=3`, async (socket) => {
    socket.send(init);
    assert.ok(await socket.quiet(1800));
    socket.send({ text: " " });
    assert.ok(await socket.quiet(1800));
    assert.equal((await socket.next()).error, "input_timeout_exceeded");
    assert.equal((await socket.next()).code, 1008);
  }));

test("voice settings belong to the first message", () =>
  withSocket(multi, async (socket) => {
    const voiceSettings = { stability: 0.5 };
    socket.send({ ...init, context_id: "a", voice_settings: voiceSettings });
    socket.send({ text: "Hello. ", context_id: "a", voice_settings: voiceSettings });
    assert.ok(await socket.quiet(200));
    socket.send({ text: "", context_id: "b" }, { text: " ", context_id: "b", voice_settings: voiceSettings });
    const error = await socket.next();
    assert.match(error.message, /voice_settings field must be provided in the first message/);
    assert.equal((await socket.next()).code, 1008);
  }));

test("the sixth context closes the whole connection", () =>
  withSocket(multi, async (socket) => {
    for (let i = 0; i < 5; i++) {
      socket.send({ text: " ", context_id: `c${i}` });
    }
    assert.ok(await socket.quiet(200));
    assert.equal((await socket.send({ flush: true, context_id: "c5" }).next()).error, "max_active_conversations");
    assert.equal((await socket.next()).code, 1008);
  }));

test("a closing context counts until its final message", async () => {
  await offline("/offline/socket-faults", { late_final_millis: 500 });
  try {
    await withSocket(multi, async (socket) => {
      for (let i = 0; i < 5; i++) {
        socket.send({ text: " ", context_id: `c${i}` }, { close_context: true, context_id: `c${i}` });
      }
      const closed = await socket.until((message) => message.contextId === "c4");
      assert.deepEqual(closed.map((each) => each.contextId), ["c0", "c1", "c2", "c3", "c4"]);
      socket.send({ text: " ", context_id: "d" }, { close_context: true, context_id: "d" });
      assert.equal((await socket.next()).contextId, "d");
      for (let i = 0; i < 5; i++) {
        socket.send({ text: " ", context_id: `e${i}` }, { close_context: true, context_id: `e${i}` });
      }
      assert.equal((await socket.send({ text: " ", context_id: "e5" }).next()).error, "max_active_conversations");
    });
  } finally {
    await offline("/offline/socket-faults", { late_final_millis: 0 });
  }
});

test("flush, then close, gives one final message after all audio", () =>
  withSocket(multi, async (socket) => {
    socket.send({ text: "Good morning. ", context_id: "a" }, { flush: true, context_id: "a" });
    socket.send({ close_context: true, context_id: "a" });
    const all = await socket.until(isFinal);
    assert.ok(all.every((each) => each.contextId === "a"));
    assert.ok(all.length > 1 && all[0].alignment);
    assert.ok(await socket.quiet(300));
  }));

test("close_socket acts only without open contexts", () =>
  withSocket(multi, async (socket) => {
    socket.send({ text: "" }, { close_socket: true });
    assert.ok(await socket.quiet(300));
    socket.send({ context_id: "default", close_context: true });
    assert.ok(isFinal(await socket.next()));
    assert.equal((await socket.send({ close_socket: true }).next()).code, 1000);
  }));

test("faults: cut connection, missing final message, both spellings, unknown message, refused upgrade", async () => {
  const faults = (members) => offline("/offline/socket-faults", members);
  const speak = [{ text: "This is more than a second of speech. ", context_id: "a", flush: true }];
  speak.push({ close_context: true, context_id: "a" });
  try {
    await faults({ kill_after_audio_messages: 1 });
    await withSocket(multi, async (socket) => assert.equal((await socket.send(...speak).until(isFinal)).at(-1).code, 1006));
    await faults({ kill_after_audio_messages: 0, close_before_final: true });
    await withSocket(multi, async (socket) => assert.equal((await socket.send(...speak).until(isFinal)).at(-1).code, 1000));
    await faults({ close_before_final: false, mixed_keys: true, flush_done: true, overlapping_alignment: true });
    await withSocket(multi, async (socket) => {
      const all = await socket.send(...speak).until((message) => message.type);
      assert.equal(all[0].contextId, "a");
      assert.equal(all[1].context_id, "a");
      assert.equal(all[1].alignment.char_start_times_ms[0], 0);
      assert.equal(all.at(-1).type, "flush_done");
    });
    await faults({ mixed_keys: false, flush_done: false, overlapping_alignment: false, refuse_upgrade: 403 });
    assert.equal((await Socket.open(multi).catch((error) => error)).status, 403);
  } finally {
    await faults({ refuse_upgrade: 0, kill_after_audio_messages: 0, close_before_final: false });
  }
});
