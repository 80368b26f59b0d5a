"use strict";
// What the tests share: clients of the offline voice, which PARLANDO_URL names, with the administrator's key or others.

const assert = require("node:assert/strict");
const http = require("node:http");
const { Readable } = require("node:stream");
const { ElevenLabsClient } = require("@elevenlabs/elevenlabs-js");

const baseUrl = process.env.PARLANDO_URL;
const operatorKey = process.env.PARLANDO_KEY;
const voiceId = "KevinOfflineVoice001";

/** Returns a client of the SDK that does not try again by itself, unless the options say so. */
function client(apiKey = operatorKey, options = {}) {
  return new ElevenLabsClient({ baseUrl, apiKey, maxRetries: 0, ...options });
}

/** Asks for what the service does not have. */
async function offline(method, path, body) {
  const answer = await fetch(baseUrl + path, {
    method,
    headers: { "xi-api-key": operatorKey },
    body: body && JSON.stringify(body),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

/** Makes a key of the first service account; a client for it comes along. */
async function createKey(rules) {
  const operator = client();
  const { serviceAccounts } = await operator.serviceAccounts.list();
  const account = serviceAccounts[0].serviceAccountUserId;
  const made = await operator.serviceAccounts.apiKeys.create(account, { name: "test", permissions: "all", ...rules });
  const path = [account, made.keyId];
  return { secret: made.xiApiKey, id: made.keyId, account, path, client: client(made.xiApiKey) };
}

/** Awaits that the service refuses, with a status of HTTP and one of its own words, in code or status. */
async function refused(promise, statusCode, word) {
  const error = await promise.then(
    () => assert.fail(`not refused with ${statusCode} ${word}`),
    (e) => e,
  );
  assert.equal(error.statusCode, statusCode, String(error));
  const { detail } = error.body;
  const words = Array.isArray(detail) ? detail.map((each) => each.type) : [detail.code, detail.status, detail];
  assert.ok(words.includes(word), `${word} is none of ${JSON.stringify(words)}`);
  return error;
}

/** Reads a stream of audio to its end. */
async function bytes(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Returns a fetch, for the SDK to use, whose requests come from another address of this machine. */
function fetchFrom(localAddress) {
  return (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const plain = Object.fromEntries(headers instanceof Headers ? headers : Object.entries(headers));
      const request = http.request(url, { method, headers: plain, localAddress }, (answer) =>
        resolve(new Response(Readable.toWeb(answer), { status: answer.statusCode, headers: answer.headers })),
      );
      request.on("error", reject).end(body);
    });
}

module.exports = { client, offline, createKey, refused, bytes, fetchFrom, voiceId };
