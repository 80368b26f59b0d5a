"use strict";
// LiveKit's plugin for ElevenLabs speaks through the offline voice: contexts, times of words, and interruption.

const test = require("node:test");
const assert = require("node:assert/strict");
const { initializeLogger } = require("@livekit/agents");
const { TTS } = require("@livekit/agents-plugin-elevenlabs");

initializeLogger({ pretty: false, level: "error" });

function voice(options = {}) {
  return new TTS({
    apiKey: process.env.PARLANDO_KEY,
    baseURL: `${process.env.PARLANDO_URL}/v1`,
    voiceId: "KevinOfflineVoice001",
    ...options,
  });
}

/** Returns the load of the server. */
async function load() {
  const answer = await fetch(`${process.env.PARLANDO_URL}/offline/limits`, {
    headers: { "xi-api-key": process.env.PARLANDO_KEY },
  });
  return (await answer.json()).load;
}

/** Speaks tokens and returns the seconds of audio and the words with their times. */
async function speak(tts, tokens) {
  const stream = tts.stream();
  tokens.forEach((token) => stream.pushText(token));
  stream.endInput();
  let seconds = 0;
  const words = [];
  for await (const event of stream) {
    if (typeof event === "symbol") {
      break;
    }
    seconds += event.frame.samplesPerChannel / event.frame.sampleRate;
    words.push(...(event.timedTranscripts ?? event.frame.userdata?.timedTranscripts ?? []));
  }
  stream.close();
  return { seconds, words };
}

test("tokens are spoken with the times of their words", async () => {
  const tts = voice();
  try {
    const { seconds, words } = await speak(tts, ["The first ", "move is wh", "at sets everything", " in motion."]);
    assert.ok(seconds > 1.5 && seconds < 5, `${seconds} s`);
    assert.equal(words.map((word) => word.text).join("").trim(), "The first move is what sets everything in motion.");
    const starts = words.map((word) => word.startTime);
    assert.deepEqual(starts, [...starts].sort((a, b) => a - b));
    assert.ok(words.at(-1).endTime <= seconds + 0.1, `${words.at(-1).endTime} of ${seconds} s`);
  } finally {
    await tts.close();
  }
});

test("ten turns in a row use one connection and never a sixth context", async () => {
  const tts = voice();
  try {
    const connection = await tts.currentConnection();
    for (let i = 0; i < 10; i++) {
      const { seconds } = await speak(tts, [`This is turn number ${i}. `]);
      assert.ok(seconds > 0.5, `${seconds} s`);
    }
    assert.equal(await tts.currentConnection(), connection);
    assert.equal(connection.closed, false);
  } finally {
    await tts.close();
  }
});

/**
 * Drops the empty text that the plugin sends after it has closed a context. If the context has ended by then, the plugin opens it
 * again and never closes it, so that some interruptions later a sixth one is refused.
 */
function withoutTextAfterClose(connection) {
  const { sendContent, closeContext } = connection;
  const closed = new Set();
  connection.closeContext = (id) => {
    closed.add(id);
    closeContext.call(connection, id);
  };
  connection.sendContent = (content) => {
    if (content.text !== "" || !closed.has(content.contextId)) {
      sendContent.call(connection, content);
    }
  };
  return connection;
}

test("interrupted turns free their contexts", async () => {
  const tts = voice();
  try {
    const connection = withoutTextAfterClose(await tts.currentConnection());
    for (let i = 0; i < 8; i++) {
      const stream = tts.stream();
      stream.pushText("This sentence is interrupted before it has been spoken to its end. And this one is never heard. ");
      stream.flush();
      await new Promise((resolve) => setTimeout(resolve, 250));
      stream.close();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const { seconds } = await speak(tts, ["The connection still speaks."]);
    assert.ok(seconds > 0.8, `${seconds} s`);
    assert.equal(await tts.currentConnection(), connection);
    assert.equal((await load()).running, 0);
  } finally {
    await tts.close();
  }
});
