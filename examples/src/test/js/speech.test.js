"use strict";
// Speech in every format that the SDK offers, as a file and as a stream.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const { ElevenLabs } = require("@elevenlabs/elevenlabs-js");
const { client, refused, bytes, voiceId } = require("./offline");

const text = "Speech in this format.";
const types = { mp3: "audio/mpeg", pcm: "audio/pcm", wav: "audio/wav", ulaw: "audio/ulaw", alaw: "audio/alaw" };

/** The offline voice has no encoder for these. */
const missing = Object.values(ElevenLabs.TextToSpeechConvertRequestOutputFormat).filter((format) =>
  format.startsWith("opus"),
);

/** Returns the seconds of sound, having looked at what tells codec, rate and bit rate. */
function seconds(audio, format) {
  const [codec, rate, kbps] = format.split("_");
  switch (codec) {
    case "mp3":
      return mp3Seconds(audio, Number(rate), Number(kbps));
    case "wav": {
      assert.equal(audio.toString("latin1", 0, 4), "RIFF");
      assert.equal(audio.toString("latin1", 8, 16), "WAVEfmt ");
      assert.equal(audio.readUInt32LE(24), Number(rate));
      assert.equal(audio.readUInt32LE(4), audio.length - 8);
      return audio.length / 2 / rate;
    }
    case "pcm":
      assert.equal(audio.length % 2, 0);
      return audio.length / 2 / rate;
    default:
      return audio.length / rate;
  }
}

/** The bytes before the first frame may be tags. */
function mp3Seconds(audio, rate, kbps) {
  const tag = audio.toString("latin1", 0, 3) === "ID3";
  const start = tag ? 10 + ((audio[6] << 21) | (audio[7] << 14) | (audio[8] << 7) | audio[9]) : 0;
  const header = audio.readUInt32BE(start);
  assert.equal(header >>> 21, 0x7ff, "no frame of MP3");
  const isVersion1 = ((header >>> 19) & 3) === 3;
  const rates = isVersion1 ? [44100, 48000, 32000] : [22050, 24000, 16000];
  assert.equal(rates[(header >>> 10) & 3], rate);
  assert.equal((header >>> 6) & 3, 3, "not mono");
  return (audio.length - start) / ((kbps * 1000) / 8);
}

for (const [kind, call] of [
  ["convert", "TextToSpeechConvertRequestOutputFormat"],
  ["stream", "TextToSpeechStreamRequestOutputFormat"],
]) {
  for (const format of Object.values(ElevenLabs[call])) {
    const speak = () => client().textToSpeech[kind](voiceId, { text, outputFormat: format });
    if (missing.includes(format)) {
      test(`${kind} ${format} is said to be missing`, () => refused(speak(), 403, "output_format_not_allowed"));
    } else {
      test(`${kind} ${format}`, async () => {
        const { data, rawResponse } = await speak().withRawResponse();
        assert.equal(rawResponse.headers.get("content-type"), types[format.split("_")[0]]);
        const length = seconds(await bytes(data), format);
        assert.ok(length > 0.8 && length < 4, `${length} s of sound`);
      });
    }
  }
}

test("as many formats as the SDK had when this was written", () => {
  assert.equal(Object.values(ElevenLabs.TextToSpeechConvertRequestOutputFormat).length, 28);
  assert.equal(Object.values(ElevenLabs.TextToSpeechStreamRequestOutputFormat).length, 21);
  assert.equal(missing.length, 5);
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
