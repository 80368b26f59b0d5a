package dev.parlando.offline.account;

import dev.parlando.offline.json.RandomIds;
import dev.parlando.offline.limits.EventLoopClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The single-use tokens of the workspace. A token replaces a key for one request within 15 minutes, so that the key
 * itself is not handed out.
 *
 * <p>Threading: confined to the event loop. Memory: tokens that are neither used nor expired.
 */
public final class SingleUseTokens {
    static final long VALID_NANOS = TimeUnit.MINUTES.toNanos(15);

    private record Token(OfflineApiKey key, String type, long expiresNanos) {}

    private final EventLoopClock time;
    /** The tokens by their hash, the oldest first. */
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    public SingleUseTokens(EventLoopClock time) {
        this.time = time;
    }

    /** Returns a new token for a key, valid for one type of call. */
    public String issue(OfflineApiKey key, String type) {
        tokens.values().removeIf(this::isExpired);
        String token = RandomIds.singleUseToken();
        tokens.put(Secret.hash(token), new Token(key, type, time.nanoTime() + VALID_NANOS));
        return token;
    }

    /** Removes a token and returns its key; empty if the token is unknown, of another type, used or expired. */
    Optional<OfflineApiKey> redeem(String token, String type) {
        return Optional.ofNullable(tokens.remove(Secret.hash(token)))
                .filter(found -> found.type.equals(type) && !isExpired(found))
                .map(Token::key);
    }

    private boolean isExpired(Token token) {
        return time.nanoTime() - token.expiresNanos >= 0;
    }
}
