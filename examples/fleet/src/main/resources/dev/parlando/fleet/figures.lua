-- Reads the figures of an account without changing them. KEYS[1] is the key of the account.
-- Returns for each group: name, limit, withheld permits, refusals, engines, keys. An engine is a list of id, name, share,
-- requests in flight, the waiting requests of the three priorities, and the rest of its lease in ms. A key is a list of
-- fingerprint and characters.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local groups = {}
for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local meta, engines, keys = {limit = 0, reserve = 0, refused = 0}, {}, {}
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local kind, name = string.sub(fields[i], 1, 2), string.sub(fields[i], 3)
    if fields[i] == 'meta' then
      meta = cmsgpack.unpack(fields[i + 1])
    elseif kind == 'e:' then
      local e = cmsgpack.unpack(fields[i + 1])
      if e.expires > now then
        engines[#engines + 1] = {name, e.name, e.c, e.n, e.queued[1], e.queued[2], e.queued[3], e.expires - now}
      end
    elseif kind == 'k:' then
      keys[#keys + 1] = {name, tonumber(fields[i + 1])}
    end
  end
  groups[#groups + 1] = {string.sub(key, #KEYS[1] + #':group:' + 1), meta.limit, meta.reserve, meta.refused, engines, keys}
end
return groups
