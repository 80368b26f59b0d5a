"use strict";
// LiveKit's plugin for ElevenLabs speaks one answer per line of stdin, an array of tokens. It answers with the
// nanoseconds from the first token to the first audio frame. The argument is the directory of node_modules.

const { createInterface } = require("node:readline");
const { createRequire } = require("node:module");
const path = require("node:path");

const load = createRequire(path.join(path.resolve(process.argv[2]), "package.json"));
const { initializeLogger } = load("@livekit/agents");
const { TTS } = load("@livekit/agents-plugin-elevenlabs");

const TOKEN_MILLIS = Number(process.argv[3]);

initializeLogger({ pretty: false, level: "error" });

const tts = new TTS({
  apiKey: process.env.PARLANDO_KEY,
  baseURL: `${process.env.PARLANDO_URL}/v1`,
  voiceId: process.env.PARLANDO_VOICE,
  model: "eleven_flash_v2_5",
  encoding: "pcm_24000",
});

function until(nanos) {
  const left = Number(nanos - process.hrtime.bigint()) / 1e6;
  return left > 0 ? new Promise((resolve) => setTimeout(resolve, left)) : Promise.resolve();
}

async function write(stream, tokens, start) {
  for (let i = 0; i < tokens.length; i++) {
    await until(start + BigInt(i * TOKEN_MILLIS * 1e6));
    stream.pushText(tokens[i]);
  }
  stream.endInput();
}

async function speak(tokens) {
  const stream = tts.stream();
  const start = process.hrtime.bigint();
  const written = write(stream, tokens, start);
  let first;
  for await (const event of stream) {
    if (typeof event === "symbol") {
      break;
    }
    first ??= process.hrtime.bigint();
  }
  await written;
  stream.close();
  if (first === undefined) {
    throw new Error("the plugin returned no audio frame");
  }
  return first - start;
}

async function main() {
  await tts.currentConnection();
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${await speak(JSON.parse(line))}\n`);
  }
  await tts.close();
}

main().then(() => process.exit(0));
