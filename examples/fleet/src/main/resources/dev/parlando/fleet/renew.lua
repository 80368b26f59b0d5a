-- Extends the claim of a cache.
-- KEYS: the claim. ARGV: token of the cache, expiry in milliseconds.
-- Returns 1, or 0 if the claim does not have the token.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
    return 0
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
