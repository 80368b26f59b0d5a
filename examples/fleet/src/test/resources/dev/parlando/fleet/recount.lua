-- Counts all engines of a group and compares the result with the counters and the index, which the exchanges update.
-- KEYS: hash and index of the group. Returns the differences; empty if there are none.
local stored = redis.call('HGET', KEYS[1], 'meta')
if not stored then return '' end
local meta = cmsgpack.unpack(stored)
local counted = {engines = 0, permits = 0, asked = 0, live = 0, normal = 0, prefetch = 0, entries = 0}
local expected, differences = {}, {}

local function expect(...)
  expected[string.format(...)] = true
  counted.entries = counted.entries + 1
end

local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  if string.sub(fields[i], 1, 2) == 'e:' then
    local e = cmsgpack.unpack(fields[i + 1])
    counted.engines, counted.permits = counted.engines + 1, counted.permits + e.c
    expect('x%015d%s', e.expires, e.id)
    local idle, room = e.c - e.n, e.bound - e.c
    for p, priority in ipairs({'live', 'normal', 'prefetch'}) do
      local waiting = math.max(0, e.queued[p] - idle)
      idle = math.max(0, idle - e.queued[p])
      local unmet = math.max(0, math.min(waiting, room))
      room = room - waiting
      if not e.left and unmet > 0 then
        counted[priority] = counted[priority] + unmet
        expect('%d%06d%014d%s', p, e.c, e.served, e.id)
      end
    end
    if e.reuse and not e.left and e.c > 0 then
      if e.asked then
        counted.asked = counted.asked + 1
      else
        expect('h%s%06d%s', e.c > e.n and '0' or '1', 999999 - e.c, e.id)
      end
    end
  end
end

for _, entry in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  if not expected[entry] then differences[#differences + 1] = 'index has ' .. entry end
  expected[entry] = nil
end
for entry in pairs(expected) do differences[#differences + 1] = 'index misses ' .. entry end
meta.live, meta.normal, meta.prefetch = meta.waiting[1], meta.waiting[2], meta.waiting[3]
for counter, count in pairs(counted) do
  if meta[counter] ~= count then
    differences[#differences + 1] = counter .. ' ' .. meta[counter] .. ' instead of ' .. count
  end
end
return table.concat(differences, '; ')
