"use strict";
// Service accounts, the rules of their keys, tokens, and what the account says of itself.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const { client, offline, createKey, refused, bytes, fetchFrom, voiceId } = require("./offline");

const hello = { text: "Hello.", outputFormat: "pcm_8000" };

async function speak(from, options) {
  return bytes(await from.textToSpeech.convert(voiceId, hello, options));
}

async function described(key) {
  const { apiKeys } = await client().serviceAccounts.apiKeys.list(key.account);
  return apiKeys.find((each) => each.keyId === key.id);
}

test("a service account is made and listed", async () => {
  const { serviceAccountUserId } = await client().serviceAccounts.create({ name: "prod" });
  const { serviceAccounts } = await client().serviceAccounts.list();
  const made = serviceAccounts.find((each) => each.serviceAccountUserId === serviceAccountUserId);
  assert.equal(made.name, "prod");
  assert.deepEqual(made.apiKeys, []);
});

test("a key is listed with its rules and without its secret", async () => {
  const key = await createKey({
    permissions: ["text_to_speech"],
    characterLimit: 500,
    allowedIps: ["203.0.113.7", "2001:db8::/32"],
    thirdPartyDisableAllowed: false,
  });
  const seen = await described(key);
  assert.deepEqual(seen.permissions, ["text_to_speech"]);
  assert.equal(seen.characterLimit, 500);
  assert.equal(seen.characterCount, 0);
  assert.deepEqual(seen.allowedIps, ["203.0.113.7/32", "2001:db8::/32"]);
  assert.equal(seen.thirdPartyDisableAllowed, false);
  assert.equal(seen.isDisabled, false);
  assert.ok(!JSON.stringify(seen).includes(key.secret));
});

test("the scope of a key is enforced", async () => {
  const key = await createKey({ permissions: ["text_to_speech"] });
  assert.ok((await speak(key.client)).length > 1000);
  await refused(key.client.voices.search(), 401, "missing_permissions");
  await refused(key.client.models.list(), 401, "missing_permissions");
  await refused(key.client.user.subscription.get(), 401, "missing_permissions");
  await refused(key.client.serviceAccounts.list(), 401, "missing_permissions");
  await client().serviceAccounts.apiKeys.update(...key.path, { permissions: ["models_read"] });
  assert.ok((await key.client.models.list()).length > 0);
  await refused(speak(key.client), 401, "missing_permissions");
});

test("the quota of a key is enforced", async () => {
  const key = await createKey({ characterLimit: 7 });
  await speak(key.client);
  await refused(speak(key.client), 401, "quota_exceeded");
  assert.equal((await described(key)).characterCount, 6);
  await client().serviceAccounts.apiKeys.update(...key.path, { characterLimit: "clear" });
  await speak(key.client);
  assert.equal((await described(key)).characterLimit ?? null, null);
});

test("the addresses of a key are enforced", async () => {
  const key = await createKey({ allowedIps: ["127.0.0.2"] });
  await refused(key.client.models.list(), 403, "ip_not_allowed");
  const elsewhere = client(key.secret, { fetch: fetchFrom("127.0.0.2") });
  assert.ok((await elsewhere.models.list()).length > 0);
  await client().serviceAccounts.apiKeys.update(...key.path, { allowedIps: ["127.0.0.0/8"] });
  assert.ok((await key.client.models.list()).length > 0);
  await client().serviceAccounts.apiKeys.update(...key.path, { allowedIps: "clear" });
  assert.ok((await key.client.models.list()).length > 0);
});

test("a key is disabled and enabled", async () => {
  const key = await createKey({});
  await client().serviceAccounts.apiKeys.update(...key.path, { isEnabled: false, name: "resting" });
  await refused(key.client.models.list(), 401, "api_key_disabled");
  assert.equal((await described(key)).name, "resting");
  await client().serviceAccounts.apiKeys.update(...key.path, { isEnabled: true });
  assert.ok((await key.client.models.list()).length > 0);
});

test("a key is deleted", async () => {
  const key = await createKey({});
  await client().serviceAccounts.apiKeys.delete(...key.path);
  await refused(key.client.models.list(), 401, "invalid_api_key");
  await refused(client().serviceAccounts.apiKeys.delete(...key.path), 404, "api_key_not_found");
});

test("a key disables itself, where the workspace lets it", async () => {
  const key = await createKey({});
  await client().workspace.setThirdPartyDisablingPolicy({ thirdPartyDisableAllowed: false });
  await refused(key.client.workspaces.apiKeys.disable({ apiKeyName: "self" }), 403, "forbidden");
  await client().workspace.setThirdPartyDisablingPolicy({ thirdPartyDisableAllowed: true });
  await key.client.workspaces.apiKeys.disable({ apiKeyName: "self" });
  await refused(key.client.models.list(), 401, "api_key_disabled");
  assert.equal((await described(key)).disableReason, "self_disabled");
});

test("a key that was found in public says so", async () => {
  const key = await createKey({});
  await offline("PUT", `/offline/keys/${key.id}`, { disable_reason: "exposed_publicly" });
  const error = await refused(key.client.models.list(), 401, "api_key_disabled");
  assert.match(error.body.detail.message, /exposed_publicly/);
  assert.equal((await offline("GET", `/offline/keys/${key.id}`)).refused_disabled, 1);
});

test("a single-use token speaks once", async () => {
  const { token } = await client().tokens.singleUse.create("tts_websocket");
  const nobody = client("", { headers: { "xi-api-key": null } });
  const options = { queryParams: { single_use_token: token } };
  assert.ok((await speak(nobody, options)).length > 1000);
  await refused(speak(nobody, options), 401, "invalid_single_use_token");
  await refused(speak(nobody), 401, "needs_authorization");
});

test("tokens of every type", async () => {
  for (const type of ["tts_websocket", "realtime_scribe", "batch_scribe"]) {
    assert.match((await client().tokens.singleUse.create(type)).token, /^sutkn_/);
  }
});

test("the subscription counts credits", async () => {
  const before = await client().user.subscription.get();
  await speak(client());
  const after = await client().user.subscription.get();
  assert.equal(after.characterCount, before.characterCount + 6);
  assert.equal(after.status, "active");
  const user = await client().user.get();
  assert.equal(user.subscription.characterCount, after.characterCount);
  assert.equal(user.seatType, "workspace_admin");
});
