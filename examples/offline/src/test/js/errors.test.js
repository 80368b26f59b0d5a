"use strict";
// Every refusal with its status.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const { ElevenLabs } = require("@elevenlabs/elevenlabs-js");
const { client, offline, createKey, refused, bytes, voiceId } = require("./offline");

const speak = (request, voice = voiceId) =>
  client().textToSpeech.convert(voice, { text: "Hello.", outputFormat: "pcm_8000", ...request });

test("400 a wrong key that looks like one", () =>
  refused(client("sk_" + "0123456789abcdef".repeat(3)).models.list(), 400, "invalid_api_key"));

test("401 a wrong key", () => refused(client("sk_wrong").models.list(), 401, "invalid_api_key"));

test("401 no key", () => refused(client("", { headers: { "xi-api-key": null } }).models.list(), 401, "missing_api_key"));

test("400 an unknown model", () => refused(speak({ modelId: "none" }), 400, "model_not_found"));

test("400 a setting out of range", () =>
  refused(speak({ voiceSettings: { speed: 2 } }), 400, "invalid_voice_settings"));

test("400 a text that is too long", () => refused(speak({ text: "a ".repeat(6000) }), 400, "text_too_long"));

test("400 nothing to speak", () => refused(speak({ text: " ", modelId: "eleven_v3" }), 400, "input_text_empty"));

test("400 an id that is none", () => refused(speak({}, "a b"), 400, "invalid_uid"));

test("403 an unknown format", () =>
  refused(
    client().textToSpeech.convert(voiceId, { text: "Hi." }, { queryParams: { output_format: "mp3_1" } }),
    403,
    "invalid_output_format",
  ));

test("404 an unknown voice", () => refused(speak({}, "none"), 404, "voice_not_found"));

test("404 an unknown service account", () =>
  refused(client().serviceAccounts.apiKeys.list("none"), 404, "service_account_not_found"));

test("404 a call that is not there", () =>
  refused(client().history.list(), 404, "Not Found"));

test("413 a body beyond all texts", () => refused(speak({ text: "a".repeat(1 << 20) }), 413, "request_too_large"));

test("422 a value that does not fit, as the SDK's own class", async () => {
  const error = await refused(speak({ voiceSettings: { stability: 7 } }), 422, "less_than_equal");
  assert.ok(error instanceof ElevenLabs.UnprocessableEntityError);
});

test("422 a page that is too large", () => refused(client().voices.search({ pageSize: 101 }), 422, "less_than_equal"));

test("422 an address that is none", () => refused(createKey({ allowedIps: ["home"] }), 422, "value_error"));

test("429 of each kind, and the SDK's own retry gets through", async () => {
  const text = "This sentence is one of many that follow each other. ".repeat(100);
  try {
    await offline("PUT", "/offline/limits", { busy_every: 1 });
    await refused(speak({}), 429, "system_busy");
    await offline("PUT", "/offline/limits", { busy_every: 0, rate_limited_every: 1 });
    await refused(client().models.list(), 429, "rate_limit_exceeded");
    await offline("PUT", "/offline/limits", { rate_limited_every: 0, maximum_concurrent: 1, queue_length: 0 });
    const running = await client().textToSpeech.stream(voiceId, { text, outputFormat: "pcm_48000" });
    await refused(speak({}), 429, "concurrent_limit_exceeded");
    await running.cancel();
    await offline("PUT", "/offline/limits", { maximum_concurrent: 10, queue_length: 100, rate_limited_every: 2 });
    const patient = client(undefined, { maxRetries: 2 });
    for (let i = 0; i < 2; i++) {
      const audio = await patient.textToSpeech.convert(voiceId, { text: "Hi.", outputFormat: "pcm_8000" });
      assert.ok((await bytes(audio)).length > 1000);
    }
  } finally {
    await offline("PUT", "/offline/limits", { rate_limited_every: 0, busy_every: 0, maximum_concurrent: 10 });
  }
});
