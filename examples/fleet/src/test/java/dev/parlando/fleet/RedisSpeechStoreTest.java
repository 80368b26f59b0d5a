package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.cache.SharedStore;
import dev.parlando.cache.SharedStoreContract;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Tests of the store in Redis: the contract of any store, and its own keys and connections. */
@Tag("fleet")
class RedisSpeechStoreTest extends SharedStoreContract {
    private static final String NAME = "name.speech";
    private static final Duration AGE = Duration.ofMinutes(1);

    private final RedisServer redis = RedisServer.start();
    private final RedisSpeechStore store = open("one");

    private RedisSpeechStore open(String namespace) {
        return RedisSpeechStore.open(RedisSettings.of(redis.uri()), namespace);
    }

    @AfterEach
    void close() {
        store.close();
        redis.close();
    }

    @Override
    protected SharedStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allKeysExpireAndHaveTheNamespace() throws IOException {
        store.write(NAME, new byte[] {1}, AGE);
        store.claim(NAME, "token", Duration.ofSeconds(30));
        for (String key : new String[] {"parlando:cache:one:" + NAME, "parlando:cache:one:claim:" + NAME}) {
            assertThat((Long) redis.call(Command.PTTL, key)).isBetween(1L, AGE.toMillis());
        }
        assertThat(redis.call(Command.DBSIZE)).isEqualTo(2L);
        try (RedisSpeechStore other = open("other")) {
            assertThat(other.read(NAME, 100)).isNull();
            assertThat(other.claim(NAME, "other", AGE)).isTrue();
        }
    }

    @Test
    void connectsAgainWithoutFailureAfterRestart() throws IOException {
        assertThat(store.read(NAME, 100)).isNull();
        redis.kill();
        redis.restart();
        assertThat(store.claim(NAME, "token", AGE)).isTrue();
    }

    @Test
    void valueOfAnotherTypeIsNotValid() throws IOException {
        redis.call(Command.LPUSH, "parlando:cache:one:" + NAME, "text");
        assertThat(store.read(NAME, 100)).hasSize(1);
        store.delete(NAME);
        assertThat(store.read(NAME, 100)).isNull();
    }

    @Test
    void failsWithoutRedisInTime() {
        redis.pauseProcess();
        assertThatThrownBy(() -> store.read(NAME, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(redis.uri().toString());
        redis.kill();
        assertThatThrownBy(() -> store.read(NAME, 100)).isInstanceOf(IOException.class);
    }

    @Test
    void endsLargeWriteThatRedisDoesNotRead() throws IOException {
        assertThat(store.read(NAME, 100)).isNull();
        redis.pauseProcess();
        assertThatThrownBy(() -> store.write(NAME, new byte[16_000_000], AGE)).isInstanceOf(IOException.class);
    }

    @Test
    void opensNoConnectionAfterClose() throws IOException {
        store.write(NAME, new byte[] {1}, AGE);
        store.close();
        assertThatThrownBy(() -> store.read(NAME, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.claim(NAME, "token", AGE)).isInstanceOf(IOException.class);
    }

    @Test
    void showsNoLogin() {
        RedisSettings settings = RedisSettings.of(URI.create("redis://:secret@127.0.0.1:1"));
        try (RedisSpeechStore absent = RedisSpeechStore.open(settings, "one");
                RedisSpeechStore broken = RedisSpeechStore.open(
                        RedisSettings.of(redis.uri()).withLogin(() -> {
                            throw new IllegalStateException("secret");
                        }),
                        "one")) {
            assertThat(absent.toString()).doesNotContain("secret");
            assertThatThrownBy(() -> absent.read(NAME, 1)).hasMessageNotContaining("secret");
            assertThatThrownBy(() -> broken.read(NAME, 1))
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void rejectsBlankNamespace() {
        assertThatThrownBy(() -> open(" ")).isInstanceOf(InvalidRequestException.class);
    }
}
