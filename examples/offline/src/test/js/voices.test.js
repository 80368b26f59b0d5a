"use strict";
// Voices with every filter and page by page, and models.

const { test } = require("node:test");
const assert = require("node:assert/strict");
const { client, refused, voiceId } = require("./offline");

const { voices } = client();

async function search(request) {
  return voices.search({ pageSize: 100, ...request });
}

test("pages follow each other without a gap", async () => {
  const seen = new Set();
  let page = await voices.search({ pageSize: 100 });
  const total = page.totalCount;
  for (;;) {
    page.voices.forEach((voice) => seen.add(voice.voiceId));
    if (!page.hasMore) {
      break;
    }
    page = await voices.search({ pageSize: 100, nextPageToken: page.nextPageToken });
  }
  assert.ok(total >= 1000);
  assert.equal(seen.size, total);
});

for (const [name, request, holds] of [
  ["search", { search: "telephone" }, (voice) => /telephone/i.test(voice.name + voice.description)],
  ["voiceType", { voiceType: "personal" }, (voice) => voice.isOwner],
  ["category", { category: "professional" }, (voice) => voice.category === "professional"],
  ["fineTuningState", { fineTuningState: "queued" }, (v) => Object.values(v.fineTuning.state).includes("queued")],
  ["collectionId", { collectionId: "OfflineCollection001" }, (v) => v.collectionIds.includes("OfflineCollection001")],
  ["gender", { gender: "female" }, (voice) => voice.labels.gender === "female"],
  ["age", { age: "old" }, (voice) => voice.labels.age === "old"],
  ["accent", { accent: "irish" }, (voice) => voice.labels.accent === "irish"],
  ["language", { language: ["de", "pl"] }, (voice) => ["de", "pl"].includes(voice.labels.language)],
  ["useCases", { useCases: ["narration", "testing"] }, (v) => ["narration", "testing"].includes(v.labels.use_case)],
  ["minNoticePeriodDays", { minNoticePeriodDays: 90 }, (voice) => voice.sharing.noticePeriod >= 90],
  ["includeCustomRates", { includeCustomRates: false }, (voice) => !voice.sharing?.rate],
  ["includeLiveModerated", { includeLiveModerated: false }, (voice) => !voice.sharing?.liveModerationEnabled],
  ["highQuality", { highQuality: true }, (voice) => voice.category === "high_quality"],
  ["voiceIds", { voiceIds: [voiceId, "KevinOfflineVoice004"] }, (voice) => voice.voiceId.startsWith("Kevin")],
]) {
  test(`filter ${name}`, async () => {
    const all = await search({});
    const found = await search(request);
    assert.ok(found.voices.length > 0);
    assert.ok(found.totalCount < all.totalCount);
    assert.ok(found.voices.every(holds));
  });
}

test("sorting, both ways", async () => {
  const names = async (sortDirection) =>
    (await search({ sort: "name", sortDirection })).voices.map((voice) => voice.name);
  const up = await names("asc");
  assert.deepEqual(up, [...up].sort());
  assert.ok((await names("desc"))[0] > up[0]);
  const oldest = await search({ sort: "created_at_unix", pageSize: 1 });
  assert.equal(oldest.voices[0].voiceId, voiceId);
});

test("no total where none is wanted", async () => {
  assert.equal((await search({ includeTotalCount: false })).totalCount, 0);
});

test("one voice, its settings, and the default ones", async () => {
  const voice = await voices.get(voiceId);
  assert.equal(voice.name, "Kevin");
  assert.deepEqual(await voices.settings.get(voiceId), voice.settings);
  assert.deepEqual(await client("").voices.settings.getDefault(), voice.settings);
});

test("the older list refuses so many", () => refused(voices.getAll(), 400, "too_many_voices"));

test("models", async () => {
  const models = await client().models.list();
  const flash = models.find((model) => model.modelId === "eleven_flash_v2_5");
  assert.ok(flash.canDoTextToSpeech);
  assert.ok(flash.languages.some((language) => language.languageId === "en"));
});
