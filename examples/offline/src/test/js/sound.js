"use strict";
// Looks into encoded sound.

const assert = require("node:assert/strict");

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
      return audio.readUInt32LE(audio.indexOf("data") + 4) / 2 / rate;
    }
    case "opus":
      return opusSeconds(audio, Number(rate));
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

/** Goes from page to page of Ogg; the last one tells how many samples there are, the first how many to leave out. */
function opusSeconds(audio, rate) {
  let samples = 0;
  let last = 0;
  for (let at = 0; at < audio.length; ) {
    assert.equal(audio.toString("latin1", at, at + 4), "OggS");
    last = audio[at + 5];
    samples = Number(audio.readBigInt64LE(at + 6));
    const segments = audio.subarray(at + 27, at + 27 + audio[at + 26]);
    at += 27 + segments.length + segments.reduce((sum, length) => sum + length, 0);
    assert.ok(at <= audio.length, "a page is cut off");
  }
  assert.equal(last, 4, "the last page does not say so");
  assert.equal(audio.toString("latin1", 28, 36), "OpusHead");
  assert.equal(audio[37], 1, "not mono");
  return (samples - audio.readUInt16LE(38)) / rate;
}

module.exports = { seconds };
