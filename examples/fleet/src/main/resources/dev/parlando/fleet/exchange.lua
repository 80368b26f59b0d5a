-- One exchange of an engine with its fleet: stores the engine's report of each model group and returns its shares.
-- KEYS[1] is the set of the account's groups; then two keys for each group: a hash with the counters and the engines,
-- and a sorted set that is the index of the engines. An exchange reads only the engines that it changes.
-- ARGV: engine id, name, number of the exchange, lease in ms, 1 if the engine had a lease before, 1 if it leaves,
-- initial limit; then for each group the ten values of read_report.
-- Returns five numbers for each group: share, 1 if permits may be reused, 1 if another exchange is due now, limit, engines.
local HEADER, PER_GROUP = 7, 10
local MAX_SKIPPED = 8            -- as in the queue of an engine
local MAX_PERMITS = 999999       -- with the six digits of an index entry
local KEPT_MS = 30 * 86400 * 1000
local REFUSAL_ROUND_MS = 1000    -- refusals within it count once
local RESERVE_STEP_MS = 5000     -- a quarter of the reserve is tried again after this time

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local id, name, seq, lease = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local known, leaves, initial = ARGV[5] == '1', ARGV[6] == '1', tonumber(ARGV[7])

local function read_report(number)
  local at = HEADER + (number - 1) * PER_GROUP
  return {
    applied = tonumber(ARGV[at + 1]),  -- local limit now
    own = tonumber(ARGV[at + 2]),      -- last share, or the limit without a lease; -1 if it had none of this group
    n = tonumber(ARGV[at + 3]),        -- requests in flight
    queued = {tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5]), tonumber(ARGV[at + 6])},
    bound = tonumber(ARGV[at + 7]),    -- the engine's own upper bound
    maximum = tonumber(ARGV[at + 8]),  -- maximum in new response headers, negative if they are old, or 0
    refusals = ARGV[at + 9],           -- confirmed:total
    characters = ARGV[at + 10],        -- fingerprint:confirmed:total, and so on
  }
end

-- Requests of one priority that wait and have no permit yet; granted permits that are not in use go to the first ones.
local function unmet(engine, priority)
  local pending, room = engine.c - engine.n, engine.bound - engine.c
  for p = 1, priority do
    local taken = math.min(pending, engine.queued[p])
    local left = engine.queued[p] - taken
    pending = pending - taken
    if p == priority then return math.max(0, math.min(left, room)) end
    room = room - left
  end
end

local NO_PART = {engines = 0, permits = 0, asked = 0, waiting = {0, 0, 0}, entries = {}}

-- The part of an engine in the counters and the index of its group. The index is sorted by its entries:
-- 'x', end of the lease; 1 to 3, permits, last grant: an engine in which this priority waits;
-- 'h', 0 if it has idle permits, permits in reverse: a holder of permits that has not been asked for them yet.
local function part_of(engine)
  local part = {engines = 1, permits = engine.c, asked = 0, waiting = {0, 0, 0}, entries = {}}
  part.entries.lease = string.format('x%015d%s', engine.expires, engine.id)
  if engine.left then return part end
  for p = 1, 3 do
    part.waiting[p] = unmet(engine, p)
    if part.waiting[p] > 0 then
      part.entries[p] = string.format('%d%06d%014d%s', p, engine.c, engine.served, engine.id)
    end
  end
  if engine.reuse and engine.c > 0 then
    if engine.asked then
      part.asked = 1
    else
      local busy = engine.c > engine.n and 0 or 1
      part.entries.holder = string.format('h%d%06d%s', busy, MAX_PERMITS - engine.c, engine.id)
    end
  end
  return part
end

-- The ids of the first engines in a range of the index; prefix is the number of characters before an id.
local function first(group, from, to, prefix, count)
  local ids = redis.call('ZRANGEBYLEX', group.index, '[' .. from, '(' .. to, 'LIMIT', 0, count)
  for i, entry in ipairs(ids) do ids[i] = string.sub(entry, prefix + 1) end
  return ids
end

-- Replaces the part of an engine in the counters and the index.
local function replace_part(group, engine, after)
  local before, meta = group.parts[engine.id], group.meta
  group.parts[engine.id] = after
  for _, counter in ipairs({'engines', 'permits', 'asked'}) do
    meta[counter] = meta[counter] + after[counter] - before[counter]
  end
  for p = 1, 3 do meta.waiting[p] = meta.waiting[p] + after.waiting[p] - before.waiting[p] end
  for _, kind in ipairs({'lease', 'holder', 1, 2, 3}) do
    local from, to = before.entries[kind], after.entries[kind]
    if from ~= to then
      if from then redis.call('ZREM', group.index, from) end
      if to then redis.call('ZADD', group.index, 0, to) end
      meta.entries = meta.entries + (to and 1 or 0) - (from and 1 or 0)
    end
  end
end

local function add(group, engine)
  group.engines[engine.id], group.parts[engine.id] = engine, NO_PART
end

local function update(group, engine)
  replace_part(group, engine, part_of(engine))
  group.changed[engine.id] = true
end

local function remove(group, engine)
  replace_part(group, engine, NO_PART)
  group.engines[engine.id], group.changed[engine.id] = nil, nil
  redis.call('HDEL', group.key, 'e:' .. engine.id)
end

local function engine_of(group, engine_id)
  if not group.engines[engine_id] then
    local stored = redis.call('HGET', group.key, 'e:' .. engine_id)
    if stored then
      local engine = cmsgpack.unpack(stored)
      group.engines[engine_id], group.parts[engine_id] = engine, part_of(engine)
    end
  end
  return group.engines[engine_id]
end

-- Counts and indexes all engines again, because Redis has lost one of the two keys.
local function rebuild(group)
  redis.call('DEL', group.index)
  local meta = group.meta
  meta.engines, meta.permits, meta.asked, meta.waiting, meta.entries = 0, 0, 0, {0, 0, 0}, 0
  local fields = redis.call('HGETALL', group.key)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 2) == 'e:' then
      local engine = cmsgpack.unpack(fields[i + 1])
      add(group, engine)
      replace_part(group, engine, part_of(engine))
    end
  end
end

-- Bounds the times of a group if the clock of the server was set back.
local function follow_clock(group)
  local meta = group.meta
  if now < meta.last then
    meta.created, meta.reserved = math.min(meta.created, now), math.min(meta.reserved, now)
    meta.recover = math.min(meta.recover, now + lease)
    for _, later in ipairs(first(group, string.format('x%015d', now + lease + 1), 'y', 16, -1)) do
      local engine = engine_of(group, later)
      engine.expires = now + lease
      update(group, engine)
    end
  end
  meta.last = now
end

-- Reads the counters of a group and removes the engines whose lease has ended.
local function open(key, index)
  local stored = redis.call('HGET', key, 'meta')
  local group = {key = key, index = index, engines = {}, parts = {}, changed = {}}
  group.meta = stored and cmsgpack.unpack(stored) or {limit = 0, reserve = 0, reserved = 0, served = 0, refused = 0,
    recover = 0, created = now, last = now, skipped = {0, 0, 0}, engines = 0, permits = 0, asked = 0,
    waiting = {0, 0, 0}, entries = 0}
  if redis.call('ZCARD', index) ~= group.meta.entries then rebuild(group) end
  follow_clock(group)
  for _, ended in ipairs(first(group, 'x', string.format('x%015d', now + 1), 16, -1)) do
    remove(group, engine_of(group, ended))
  end
  return group
end

-- Stores the changed engines and the counters, and asks the other changed engines for an exchange.
local function close(group)
  for changed in pairs(group.changed) do
    redis.call('HSET', group.key, 'e:' .. changed, cmsgpack.pack(group.engines[changed]))
    if changed ~= id then redis.call('PUBLISH', KEYS[1] .. ':' .. changed, '') end
  end
  redis.call('HSET', group.key, 'meta', cmsgpack.pack(group.meta))
  redis.call('PEXPIRE', group.key, KEPT_MS)
  redis.call('PEXPIRE', group.index, KEPT_MS)
end

local function growth(before, counts)
  local confirmed, total = string.match(counts, '(%d+):(%d+)$')
  return math.max(0, tonumber(total) - math.max(tonumber(confirmed), before or 0)), tonumber(total)
end

-- Counts the characters and the refusals since the engine's last report; returns the number of refusals.
local function count_growth(group, me, report)
  for fingerprint, counts in string.gmatch(report.characters, '([^:,]+):(%d+:%d+)') do
    local spent, total = growth(me.spent[fingerprint], counts)
    me.spent[fingerprint] = total
    if spent > 0 then redis.call('HINCRBY', group.key, 'k:' .. fingerprint, spent) end
  end
  local refusals
  refusals, me.refusals = growth(me.refusals, report.refusals)
  return refusals
end

local function update_limit(meta, maximum, refusals)
  if maximum > 0 then
    meta.limit = maximum
  elseif meta.limit == 0 then
    meta.limit = -maximum -- The state is new or was lost.
  end
  local limit = meta.limit > 0 and meta.limit or initial
  meta.refused = meta.refused + refusals
  if refusals > 0 and now - meta.reserved >= REFUSAL_ROUND_MS then
    meta.reserve = meta.reserve + math.min(refusals, math.ceil(limit / 10))
    meta.reserved = now
  elseif meta.reserve > 0 and now - meta.reserved >= RESERVE_STEP_MS then
    meta.reserve = meta.reserve - math.ceil(meta.reserve / 4)
    meta.reserved = now
  end
  meta.reserve = math.max(0, math.min(meta.reserve, limit - 1))
  return limit - meta.reserve
end

-- The highest priority that waits, or a lower one that was passed over too often.
local function next_priority(meta)
  local highest
  for p = 1, 3 do
    if meta.waiting[p] == 0 then
      meta.skipped[p] = 0
    elseif meta.skipped[p] >= MAX_SKIPPED then
      highest = p
      break
    elseif not highest then
      highest = p
    end
  end
  for p = highest + 1, 3 do
    if meta.waiting[p] > 0 then meta.skipped[p] = meta.skipped[p] + 1 end
  end
  meta.skipped[highest] = 0
  return highest
end

local function total_waiting(meta)
  return meta.waiting[1] + meta.waiting[2] + meta.waiting[3]
end

-- Grants free permits: by priority, then to the engine with the fewest permits that was served least recently.
local function grant(group, limit)
  local meta = group.meta
  while meta.permits < limit and total_waiting(meta) > 0 do
    local priority = next_priority(meta)
    local engine = engine_of(group, first(group, priority, priority + 1, 21, 1)[1])
    meta.served = meta.served + 1
    engine.c, engine.granted, engine.served = engine.c + 1, engine.granted + 1, meta.served
    update(group, engine)
  end
end

-- Asks engines that may reuse their permits to exchange, those with idle permits first: one for each waiting request.
local function ask_for_permits(group)
  local missing = math.max(0, total_waiting(group.meta) - group.meta.asked)
  for _, holder in ipairs(first(group, 'h', 'i', 8, missing)) do
    local engine = engine_of(group, holder)
    engine.asked = true
    update(group, engine)
  end
end

-- The share while no request waits: the use, and a part of the free permits for the next requests.
local function warm_share(meta, me, limit)
  local need = me.n + me.queued[1] + me.queued[2] + me.queued[3]
  local available = math.max(0, limit - meta.permits + me.c - need)
  local idle = math.max(math.floor(limit / meta.engines) - need, math.floor(available / 2))
  return math.max(me.n, math.min(me.bound, need + math.min(available, idle)))
end

-- Stores the report of an engine, which is in the group from now on.
local function report_of(group, me, report)
  me.name, me.seq, me.expires = name, seq, now + lease
  me.n, me.queued, me.bound = report.n, report.queued, report.bound
  -- The permits that the engine holds, and those granted since its last exchange, as far as it still needs them.
  me.c = math.max(report.applied, report.n) + math.min(me.granted, report.queued[1] + report.queued[2] + report.queued[3])
  me.asked, me.left = false, leaves
  update(group, me)
end

local function exchange(group, report)
  local meta, me = group.meta, engine_of(group, id)
  if me and me.seq >= seq then return {0, 0, 0, 0, 0} end -- a report that was overtaken
  local lost = known and not me and report.own >= 0
  if lost and (meta.engines == 0 or now - meta.created < lease) then
    -- The state was lost; the other engines still use their shares.
    meta.recover = math.max(meta.recover, (meta.engines == 0 and now or meta.created) + lease)
  end
  if not me then
    me = {id = id, served = meta.served, granted = 0, spent = {}, refusals = 0}
    add(group, me)
  end
  local limit = update_limit(meta, report.maximum, count_growth(group, me, report))
  report_of(group, me, report)

  local share, again = 0, false
  if leaves then
    me.c, me.reuse = me.n, false
    update(group, me)
    grant(group, limit)
  elseif now < meta.recover then
    share = math.max(me.n, math.min(math.max(me.c, lost and report.own or 0), limit - meta.permits + me.c))
    me.c, me.reuse = math.max(me.c, share), true
  else
    grant(group, limit)
    if total_waiting(meta) == 0 then
      share = warm_share(meta, me, limit)
      me.c, me.reuse = math.max(me.c, share), true
    else
      share = math.min(me.c, me.n + me.queued[1] + me.queued[2] + me.queued[3])
      me.reuse, again = false, me.c > share
      update(group, me)
      ask_for_permits(group)
    end
  end
  me.granted = 0 -- They are in the share now.
  update(group, me)
  local engines = meta.engines
  if leaves and me.n == 0 then remove(group, me) end
  return {share, me.reuse and 1 or 0, again and 1 or 0, limit, engines}
end

local reply = {}
for number = 1, (#KEYS - 1) / 2 do
  local group = open(KEYS[2 * number], KEYS[2 * number + 1])
  redis.call('SADD', KEYS[1], group.key)
  for _, value in ipairs(exchange(group, read_report(number))) do reply[#reply + 1] = value end
  close(group)
end
if #KEYS > 1 then redis.call('PEXPIRE', KEYS[1], KEPT_MS) end
return reply
