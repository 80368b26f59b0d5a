-- One exchange of an engine with its fleet: stores the engine's report of each model group and returns its shares.
-- KEYS[1] is the key of the account, KEYS[g + 1] the hash of its group g.
-- ARGV: engine id, name, number of the exchange, lease in ms, 1 if the engine had a lease before, 1 if it leaves,
-- initial limit; then for each group the ten values of read_report.
-- Returns five numbers for each group: share, 1 if permits may be reused, 1 if another exchange is due now, limit, engines.
local HEADER, PER_GROUP = 7, 10
local MAX_SKIPPED = 8            -- as in the queue of an engine
local KEPT_MS = 30 * 86400 * 1000
local REFUSAL_ROUND_MS = 1000    -- refusals within it count once
local RESERVE_STEP_MS = 5000     -- a quarter of the reserve is tried again after this time

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local id, name, seq, lease = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local known, leaves, initial = ARGV[5] == '1', ARGV[6] == '1', tonumber(ARGV[7])

local function read_report(group)
  local at = HEADER + (group - 1) * PER_GROUP
  return {
    applied = tonumber(ARGV[at + 1]),  -- local limit now
    own = tonumber(ARGV[at + 2]),      -- last share, or the limit without a fleet
    n = tonumber(ARGV[at + 3]),        -- requests in flight
    queued = {tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5]), tonumber(ARGV[at + 6])},
    bound = tonumber(ARGV[at + 7]),    -- the engine's own upper bound
    maximum = tonumber(ARGV[at + 8]),  -- maximum in new response headers, or 0
    refusals = ARGV[at + 9],           -- confirmed:total
    characters = ARGV[at + 10],        -- fingerprint:confirmed:total, and so on
  }
end

-- Loads the engines whose lease has not ended.
local function load(key)
  local meta, engines, count = {limit = 0, reserve = 0, reserved = 0, served = 0, refused = 0, recover = 0,
    skipped = {0, 0, 0}}, {}, 0
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local field, kind = fields[i], string.sub(fields[i], 1, 2)
    if field == 'meta' then
      meta = cmsgpack.unpack(fields[i + 1])
    elseif kind == 'e:' then
      local engine = cmsgpack.unpack(fields[i + 1])
      if engine.expires > now then
        engine.id = string.sub(field, 3)
        engines[engine.id] = engine
        count = count + 1
      else
        redis.call('HDEL', key, field)
      end
    end
  end
  return meta, engines, count
end

local function growth(before, counts)
  local confirmed, total = string.match(counts, '(%d+):(%d+)$')
  return math.max(0, tonumber(total) - math.max(tonumber(confirmed), before or 0)), tonumber(total)
end

local function update_limit(meta, maximum, refusals)
  if maximum > 0 then meta.limit = maximum end
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

local function total_unmet(engines)
  local total, by_priority = 0, {0, 0, 0}
  for _, engine in pairs(engines) do
    if not engine.left then
      for p = 1, 3 do
        local count = unmet(engine, p)
        by_priority[p] = by_priority[p] + count
        total = total + count
      end
    end
  end
  return total, by_priority
end

-- The highest priority that waits, or a lower one that was passed over too often.
local function next_priority(meta, waiting)
  local highest
  for p = 1, 3 do
    if waiting[p] == 0 then
      meta.skipped[p] = 0
    elseif meta.skipped[p] >= MAX_SKIPPED then
      highest = p
      break
    elseif not highest then
      highest = p
    end
  end
  for p = highest + 1, 3 do
    if waiting[p] > 0 then meta.skipped[p] = meta.skipped[p] + 1 end
  end
  meta.skipped[highest] = 0
  return highest
end

-- Of the engines in which this priority waits, the one with the fewest permits that was served least recently.
local function next_engine(engines, priority)
  local best
  for _, engine in pairs(engines) do
    if not engine.left and unmet(engine, priority) > 0 and (not best or engine.c < best.c
        or engine.c == best.c and (engine.served < best.served or engine.served == best.served and engine.id < best.id)) then
      best = engine
    end
  end
  return best
end

local function grant(meta, engines, free, changed)
  local total, waiting = total_unmet(engines)
  while free > 0 and total > 0 do
    local engine = next_engine(engines, next_priority(meta, waiting))
    engine.c, engine.granted = engine.c + 1, engine.granted + 1
    meta.served = meta.served + 1
    engine.served = meta.served
    changed[engine.id] = true
    free = free - 1
    total, waiting = total_unmet(engines)
  end
  return total, free
end

-- Asks engines that may reuse their permits to exchange, those with idle permits first: one for each waiting request.
local function ask_for_permits(me, engines, wanted, changed)
  local holders = {}
  for _, engine in pairs(engines) do
    if engine ~= me and engine.reuse and not engine.left and engine.c > 0 then holders[#holders + 1] = engine end
  end
  table.sort(holders, function(a, b)
    local idle_a, idle_b = a.c > a.n and 1 or 0, b.c > b.n and 1 or 0
    if idle_a ~= idle_b then return idle_a > idle_b end
    if a.c ~= b.c then return a.c > b.c end
    return a.id < b.id
  end)
  for i = 1, math.min(wanted, #holders) do
    if not holders[i].asked then
      holders[i].asked = true
      changed[holders[i].id] = true
    end
  end
end

-- The share while no request waits: the use, and a part of the free permits for the next requests.
local function warm_share(me, free, limit, count)
  local need = me.n + me.queued[1] + me.queued[2] + me.queued[3]
  local available = math.max(0, free + me.c - need)
  local idle = math.max(math.floor(limit / count) - need, math.floor(available / 2))
  return math.max(me.n, math.min(me.bound, need + math.min(available, idle)))
end

local function store(key, engine)
  local at, held = engine.id, {}
  for field, value in pairs(engine) do
    if field ~= 'id' then held[field] = value end
  end
  redis.call('HSET', key, 'e:' .. at, cmsgpack.pack(held))
end

local function exchange(key, report)
  local meta, engines, count = load(key)
  local me = engines[id]
  if me and me.seq >= seq then return {0, 0, 0, 0, 0} end -- a report that was overtaken
  local lost = known and not me
  if lost and count == 0 and report.own > 0 then
    meta.recover = now + lease -- The state was lost; the other engines still use their shares.
  end
  if not me then
    me = {id = id, served = meta.served, granted = 0, spent = {}, refusals = 0}
    engines[id], count = me, count + 1
  end
  local refusals
  refusals, me.refusals = growth(me.refusals, report.refusals)
  for fingerprint, counts in string.gmatch(report.characters, '([^:,]+):(%d+:%d+)') do
    local spent, total = growth(me.spent[fingerprint], counts)
    me.spent[fingerprint] = total
    if spent > 0 then redis.call('HINCRBY', key, 'k:' .. fingerprint, spent) end
  end
  me.name, me.seq, me.expires = name, seq, now + lease
  me.n, me.queued, me.bound = report.n, report.queued, report.bound
  -- The permits that the engine holds, and those granted since its last exchange, as far as it still needs them.
  me.c = math.max(report.applied, report.n) + math.min(me.granted, report.queued[1] + report.queued[2] + report.queued[3])
  me.asked, me.left = false, leaves
  local limit, used = update_limit(meta, report.maximum, refusals), 0
  for _, engine in pairs(engines) do used = used + engine.c end

  local changed, again = {}, false
  local share
  if leaves then
    me.c, share, me.reuse = me.n, 0, false
    grant(meta, engines, limit - used, changed)
  elseif now < meta.recover then
    share = math.max(me.n, math.min(math.max(me.c, lost and report.own or 0), limit - used + me.c))
    me.c, me.reuse = math.max(me.c, share), true
  else
    local total, free = grant(meta, engines, limit - used, changed)
    if total == 0 then
      share = warm_share(me, free, limit, count)
      me.c, me.reuse = math.max(me.c, share), true
    else
      share = math.min(me.c, me.n + me.queued[1] + me.queued[2] + me.queued[3])
      me.reuse, again = false, me.c > share
      ask_for_permits(me, engines, total, changed)
    end
  end
  me.granted = 0 -- They are in the share now.
  if leaves and me.n == 0 then
    redis.call('HDEL', key, 'e:' .. id)
  else
    store(key, me)
  end
  changed[id] = nil
  for other in pairs(changed) do
    store(key, engines[other])
    redis.call('PUBLISH', KEYS[1] .. ':' .. other, '')
  end
  redis.call('HSET', key, 'meta', cmsgpack.pack(meta))
  redis.call('PEXPIRE', key, KEPT_MS)
  return {share, me.reuse and 1 or 0, again and 1 or 0, limit, count}
end

local reply = {}
for group = 1, #KEYS - 1 do
  redis.call('SADD', KEYS[1], KEYS[group + 1])
  for _, value in ipairs(exchange(KEYS[group + 1], read_report(group))) do reply[#reply + 1] = value end
end
if #KEYS > 1 then redis.call('PEXPIRE', KEYS[1], KEPT_MS) end
return reply
