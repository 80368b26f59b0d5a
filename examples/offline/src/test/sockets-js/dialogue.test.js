"use strict";
// The rules of both dialogue sockets, as a client sees them.

const test = require("node:test");
const assert = require("node:assert/strict");
const { Socket, offline, voice, otherVoice } = require("./socket");

const single = "/v1/text-to-dialogue/stream-input?output_format=pcm_16000";
const multi = single.replace("stream-input", "multi-stream-input");
const init = { voices: [voice] };
const say = (text, speaker = voice) => ({ inputs: [{ text, voice_id: speaker }] });

async function withSocket(path, run) {
  const socket = await Socket.open(path);
  try {
    await run(socket);
  } finally {
    socket.close();
  }
}

test("a flushed turn has a mark, and the end a final message", () =>
  withSocket(`${single}&sync_alignment=true`, async (socket) => {
    socket.send(init, say("How can I "), say("help? "), { flush: true });
    const turn = await socket.until((message) => message.is_final_audio_for_turn);
    const chars = turn.flatMap((each) => each.alignment?.chars ?? []);
    assert.equal(chars.join(""), "How can I help? ");
    assert.equal(turn[0].alignment.char_start_times_ms[0], 0);
    assert.equal(turn[0].normalized_alignment, null);
    socket.send(say("Goodbye."), { close_socket: true });
    const rest = await socket.until((message) => message.is_final);
    assert.equal(rest.at(-1).is_final, true);
    assert.equal((await socket.next()).code, 1000);
  }));

test("voices belong to the first message, and fast models have one", async () => {
  const error = (path, ...messages) =>
    withSocket(path, async (socket) => {
      assert.equal((await socket.send(...messages).next()).error, "invalid_message");
      assert.equal((await socket.next()).code, 1008);
    });
  await error(single, say("Hello. "));
  await error(single, init, init);
  await error(`${single}&model_id=eleven_v4_turbo`, { voices: [voice, otherVoice] });
  await withSocket(`${single}&model_id=eleven_v4`, async (socket) => {
    socket.send({ voices: [voice, otherVoice] }, say("Hello. "), say("And hello. ", otherVoice), { flush: true });
    await socket.until((message) => message.is_final_audio_for_turn);
  });
});

test("contexts need ids, and end independently", () =>
  withSocket(multi, async (socket) => {
    socket.send({ context_id: "a", ...init }, { context_id: "b", ...init });
    socket.send({ context_id: "a", ...say("Hello.") }, { context_id: "a", flush: true });
    await socket.until((message) => message.is_final_audio_for_turn && message.context_id === "a");
    socket.send({ context_id: "a", close_context: true });
    assert.deepEqual(await socket.next(), { is_final: true, context_id: "a" });
    assert.equal((await socket.send(init).next()).error, "invalid_message");
  }));

test("each connection holds a slot of a pool of its own", async () => {
  await offline("/offline/limits", { maximum_concurrent: 1 });
  const open = [];
  try {
    for (let i = 0; i < 7; i++) {
      open.push(await Socket.open(single));
    }
    await withSocket(single, async (socket) => {
      assert.equal((await socket.next()).error, "too_many_concurrent_requests");
    });
  } finally {
    open.forEach((socket) => socket.close());
    await offline("/offline/limits", { maximum_concurrent: 10 });
  }
});
