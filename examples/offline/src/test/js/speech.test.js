"use strict";
// Speech in every format that the SDK offers, as a file and as a stream.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const { ElevenLabs } = require("@elevenlabs/elevenlabs-js");
const { client, bytes, voiceId } = require("./offline");
const { seconds } = require("./sound");

const text = "Speech in this format.";
const types = {
  mp3: "audio/mpeg",
  opus: "audio/opus",
  pcm: "audio/pcm",
  wav: "audio/wav",
  ulaw: "audio/ulaw",
  alaw: "audio/alaw",
};

for (const [kind, call] of [
  ["convert", "TextToSpeechConvertRequestOutputFormat"],
  ["stream", "TextToSpeechStreamRequestOutputFormat"],
]) {
  for (const format of Object.values(ElevenLabs[call])) {
    test(`${kind} ${format}`, async () => {
      const { data, rawResponse } = await client()
        .textToSpeech[kind](voiceId, { text, outputFormat: format })
        .withRawResponse();
      assert.equal(rawResponse.headers.get("content-type"), types[format.split("_")[0]]);
      const length = seconds(await bytes(data), format);
      assert.ok(length > 0.8 && length < 4, `${length} s of sound`);
    });
  }
}

test("as many formats as the SDK had when this was written", () => {
  assert.equal(Object.values(ElevenLabs.TextToSpeechConvertRequestOutputFormat).length, 28);
  assert.equal(Object.values(ElevenLabs.TextToSpeechStreamRequestOutputFormat).length, 21);
});

test("a stream is the same audio as a file", async () => {
  const request = { text, outputFormat: "pcm_16000", voiceSettings: { speed: 1.1, stability: 0.3 }, seed: 7 };
  const file = await bytes(await client().textToSpeech.convert(voiceId, request));
  const stream = await bytes(await client().textToSpeech.stream(voiceId, request));
  assert.deepEqual(stream, file);
});

test("a stream begins before it is complete", async () => {
  const long = "This sentence is one of many that follow each other. ".repeat(60);
  const stream = await client().textToSpeech.stream(voiceId, { text: long, outputFormat: "pcm_48000" });
  const reader = stream.getReader();
  const { value, done } = await reader.read();
  assert.ok(!done && value.length > 0 && value.length < 10_000_000);
  await reader.cancel();
});

test("an answer tells its cost, its id and the requests at once", async () => {
  const { data, rawResponse } = await client()
    .textToSpeech.stream(voiceId, { text, modelId: "eleven_flash_v2_5", outputFormat: "pcm_8000" })
    .withRawResponse();
  assert.equal(rawResponse.headers.get("character-cost"), String(text.length / 2));
  assert.match(rawResponse.headers.get("request-id"), /^[A-Za-z0-9]{20}$/);
  assert.ok(Number(rawResponse.headers.get("maximum-concurrent-requests")) > 0);
  await bytes(data);
});
