"use strict";
// Speech with the times of its characters, in every format that the SDK offers, as a file and as a stream.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const { ElevenLabs } = require("@elevenlabs/elevenlabs-js");
const { client, refused, bytes, voiceId } = require("./offline");
const { seconds } = require("./sound");

const text = "Well, it costs $5 \u2013 caf\u00e9 \u{1f389}.";
const spoken = "Well, it costs five dollars , cafe .";

/** Puts the alignments of one kind together, and sees that their times go on and on. */
function joined(alignments) {
  const characters = [];
  let now = 0;
  for (const alignment of alignments.filter(Boolean)) {
    alignment.characters.forEach((character, i) => {
      const start = alignment.characterStartTimesSeconds[i];
      const end = alignment.characterEndTimesSeconds[i];
      assert.ok(now <= start && start <= end, `${character} from ${start} to ${end}, after ${now}`);
      characters.push(character);
      now = end;
    });
  }
  return { text: characters.join(""), end: now };
}

function check(pieces, format) {
  const audio = Buffer.concat(pieces.map((piece) => Buffer.from(piece.audioBase64, "base64")));
  const length = seconds(audio, format);
  const sent = joined(pieces.map((piece) => piece.alignment));
  const normalized = joined(pieces.map((piece) => piece.normalizedAlignment));
  assert.equal(sent.text, text);
  assert.equal(normalized.text, spoken);
  assert.equal(sent.end, normalized.end);
  // What an encoder of MP3 adds at both ends is not counted.
  assert.ok(Math.abs(length - sent.end) < (format.startsWith("mp3") ? 0.15 : 0.002), `${length} s, not ${sent.end} s`);
  return audio;
}

for (const format of Object.values(ElevenLabs.TextToSpeechConvertWithTimestampsRequestOutputFormat)) {
  test(`convertWithTimestamps ${format}`, async () => {
    const request = { text, outputFormat: format };
    const audio = check([await client().textToSpeech.convertWithTimestamps(voiceId, request)], format);
    assert.deepEqual(audio, await bytes(await client().textToSpeech.convert(voiceId, request)));
  });
}

for (const format of Object.values(ElevenLabs.TextToSpeechStreamWithTimestampsRequestOutputFormat)) {
  test(`streamWithTimestamps ${format}`, async () => {
    const pieces = [];
    for await (const piece of await client().textToSpeech.streamWithTimestamps(voiceId, { text, outputFormat: format })) {
      pieces.push(piece);
    }
    assert.ok(pieces.length > 10, `${pieces.length} pieces`);
    const audio = check(pieces, format);
    assert.deepEqual(audio, await bytes(await client().textToSpeech.stream(voiceId, { text, outputFormat: format })));
  });
}

test("a slow voice takes its time", async () => {
  const request = { text, outputFormat: "pcm_16000" };
  const normal = await client().textToSpeech.convertWithTimestamps(voiceId, request);
  const slow = await client().textToSpeech.convertWithTimestamps(voiceId, { ...request, voiceSettings: { speed: 0.7 } });
  const ratio = check([slow], "pcm_16000").length / check([normal], "pcm_16000").length;
  assert.ok(ratio > 1.3 && ratio < 1.5, `${ratio} times as long`);
});

test("a stream begins before it is complete, and can be left", async () => {
  const long = "This sentence is one of many that follow each other. ".repeat(60);
  const stream = await client().textToSpeech.streamWithTimestamps(voiceId, { text: long, outputFormat: "pcm_48000" });
  for await (const piece of stream) {
    assert.ok(long.startsWith(piece.alignment?.characters.join("") ?? ""));
    break;
  }
});

test("both are refused as speech without times is", async () => {
  for (const call of ["convertWithTimestamps", "streamWithTimestamps"]) {
    await refused(client().textToSpeech[call]("none", { text }), 404, "voice_not_found");
    await refused(client("wrong").textToSpeech[call](voiceId, { text }), 401, "invalid_api_key");
  }
});

test("as many formats as the SDK had when this was written", () => {
  assert.equal(Object.values(ElevenLabs.TextToSpeechConvertWithTimestampsRequestOutputFormat).length, 28);
  assert.equal(Object.values(ElevenLabs.TextToSpeechStreamWithTimestampsRequestOutputFormat).length, 21);
});
