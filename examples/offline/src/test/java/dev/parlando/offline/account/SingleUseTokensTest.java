package dev.parlando.offline.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.limits.FakeEventLoopClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SingleUseTokensTest {
    private static final long VALID_MILLIS = 15 * 60 * 1_000;

    private final FakeEventLoopClock time = new FakeEventLoopClock();
    private final SingleUseTokens tokens = new SingleUseTokens(time);
    private final OfflineApiKey key =
            new OfflineApiKey("u", new Secret("k"), KeyRules.unrestricted("k"), Instant.EPOCH);

    @Test
    void redeemsTokenOnce() {
        String token = tokens.issue(key, "tts_websocket");
        assertThat(token).startsWith("sutkn_").isNotEqualTo(tokens.issue(key, "tts_websocket"));
        assertThat(tokens.redeem(token, "tts_websocket")).containsSame(key);
        assertThat(tokens.redeem(token, "tts_websocket")).isEmpty();
    }

    @Test
    void expiresTokenAfterFifteenMinutes() {
        String early = tokens.issue(key, "tts_websocket");
        String late = tokens.issue(key, "tts_websocket");
        time.passMillis(VALID_MILLIS - 1);
        assertThat(tokens.redeem(early, "tts_websocket")).containsSame(key);
        time.passMillis(1);
        assertThat(tokens.redeem(late, "tts_websocket")).isEmpty();
    }

    @Test
    void consumesTokenRedeemedForWrongType() {
        String token = tokens.issue(key, "realtime_scribe");
        assertThat(tokens.redeem(token, "tts_websocket")).isEmpty();
        assertThat(tokens.redeem(token, "realtime_scribe")).isEmpty();
        assertThat(tokens.redeem("sutkn_made_up", "tts_websocket")).isEmpty();
    }
}
