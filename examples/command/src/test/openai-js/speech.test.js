// The official SDK of OpenAI speaks through the server at PARLANDO_URL, unchanged.
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const OpenAI = require("openai");

const client = new OpenAI({ apiKey: "any", baseURL: process.env.PARLANDO_URL });
const hello = { model: "gpt-4o-mini-tts", voice: "alloy", input: "Hello from the JVM" };

for (const [format, expected] of [["mp3", "mp3_44100_128"], ["opus", "opus_48000_64"], ["pcm", "pcm_24000"]]) {
  test(`${format} has the bytes that say stores`, async () => {
    const response = await client.audio.speech.create({ ...hello, response_format: format });
    assert.deepStrictEqual(Buffer.from(await response.arrayBuffer()), fs.readFileSync(expected));
  });
}

test("wav is stored", async () => {
  const response = await client.audio.speech.create({ ...hello, response_format: "wav" });
  fs.writeFileSync("openai.wav", Buffer.from(await response.arrayBuffer()));
});

test("the first audio arrives before the end", async () => {
  const response = await client.audio.speech.create({ ...hello, input: "One more sentence. ".repeat(200), response_format: "pcm" });
  let chunks = 0, bytes = 0;
  for await (const chunk of response.body) {
    chunks++;
    bytes += chunk.length;
  }
  assert.ok(chunks > 1, `${chunks} chunks of ${bytes} bytes`);
});

test("models are listed", async () => {
  const models = [];
  for await (const model of client.models.list()) {
    models.push(model.id);
  }
  assert.ok(models.includes("eleven_flash_v2_5"), models.join());
});

test("a wrong value is an error of the SDK, and is not tried again", async () => {
  await assert.rejects(client.audio.speech.create({ ...hello, response_format: "aac" }), error => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.strictEqual(error.param, "response_format");
    return true;
  });
});
