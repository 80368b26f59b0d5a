-- Ends the claim of a cache and notifies the others.
-- KEYS: the claim. ARGV: token of the cache, channel, message.
-- Returns 1, or 0 if the claim does not have the token.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
    return 0
end
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
