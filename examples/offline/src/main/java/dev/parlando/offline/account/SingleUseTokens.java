package dev.parlando.offline.account;

import dev.parlando.offline.json.RandomIds;
import dev.parlando.offline.limits.EventLoopClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Mints tokens that let somebody in once, within a quarter of an hour, in place of a key that stays where it is.
 *
 * <p>Threading: confined to the event loop. Memory: what was neither used nor expired.
 */
public final class SingleUseTokens {
    static final long VALID_NANOS = TimeUnit.MINUTES.toNanos(15);

    private record Token(OfflineApiKey key, String type, long expiresNanos) {}

    private final EventLoopClock time;
    /** By the hash of the token, the oldest first. */
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    public SingleUseTokens(EventLoopClock time) {
        this.time = time;
    }

    /** Returns a new token that stands for a key, for one kind of call. */
    public String issue(OfflineApiKey key, String type) {
        tokens.values().removeIf(this::isExpired);
        String token = RandomIds.singleUseToken();
        tokens.put(Secret.hash(token), new Token(key, type, time.nanoTime() + VALID_NANOS));
        return token;
    }

    /** Returns the key for which a token stands; nothing if it is unknown, of another kind, used or expired. */
    Optional<OfflineApiKey> redeem(String token, String type) {
        return Optional.ofNullable(tokens.remove(Secret.hash(token)))
                .filter(found -> found.type.equals(type) && !isExpired(found))
                .map(Token::key);
    }

    private boolean isExpired(Token token) {
        return time.nanoTime() - token.expiresNanos >= 0;
    }
}
