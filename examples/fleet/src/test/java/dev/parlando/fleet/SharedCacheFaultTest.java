package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.cache.CacheSettings;
import dev.parlando.cache.CachedSpeech;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ScriptedSpeechStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Protocol.Command;

/** Faults of Redis and of machines with two caches that share a store. No call fails, and none waits for long. */
@Tag("fleet")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedCacheFaultTest {
    private static final CallOptions PREFETCH = CallOptions.DEFAULT.withPriority(Priority.PREFETCH);

    private final RedisServer redis = RedisServer.start();
    private final RedisSpeechStore store = RedisSpeechStore.open(RedisSettings.of(redis.uri()), "test");
    private final List<ScriptedSpeechStream> sent = new CopyOnWriteArrayList<>();
    private final CachedSpeech one = machine();
    private final CachedSpeech two = machine();

    private CachedSpeech machine() {
        CacheSettings settings = CacheSettings.DEFAULT.withSharedStore(store).withStoreTimeout(Duration.ofSeconds(10));
        return CachedSpeech.over(
                (request, handler, options) -> {
                    ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
                    sent.add(stream);
                    return stream;
                },
                settings);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        store.close();
        redis.close();
    }

    private static SpeechStream call(CachedSpeech cache, String line) {
        return cache.stream(SpeechRequest.of(line), chunk -> ChunkAction.CONTINUE, PREFETCH);
    }

    /** Speaks a line with a request, and returns after its audio. */
    private void speak(CachedSpeech cache, String line) {
        int before = sent.size();
        SpeechStream call = call(cache, line);
        await(() -> sent.size() > before);
        sent.get(before).chunk(new byte[1000]).end();
        assertThat(call.join().bytes()).isEqualTo(1000);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) { // Until the timeout of the test.
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void speaksWithoutRedisAndReturnsToIt() {
        redis.kill();
        speak(one, "first");
        speak(one, "second");
        assertThat(one.statistics().sharedFailures()).isEqualTo(1);
        redis.restart();
        await(() -> {
            speak(one, "line " + sent.size());
            return one.statistics().sharedWrites() > 0;
        });
    }

    @Test
    void speaksWhileRedisIsPaused() {
        redis.pauseProcess();
        speak(one, "first");
        speak(one, "second");
        assertThat(one.statistics().sharedFailures()).isEqualTo(1);
        assertThat(two.statistics().sharedFailures()).isZero();
    }

    @Test
    void readsFromRedisThatIsReadOnlyOrFull() {
        speak(one, "stored");
        await(() -> one.statistics().sharedWrites() == 1);
        redis.call(Command.REPLICAOF, "127.0.0.1", "1");
        speak(two, "new");
        redis.call(Command.REPLICAOF, "NO", "ONE");
        redis.call(Command.CONFIG, "SET", "maxmemory", "1");
        speak(one, "newer");
        assertThat(one.statistics().sharedFailures()).isPositive();
        assertThat(two.statistics().sharedFailures()).isPositive();
        call(two, "stored").join();
        assertThat(two.statistics().sharedHits()).isEqualTo(1);
        assertThat(sent).hasSize(3);
    }

    @Test
    void sendsTwoRequestsIfRedisIsEmptiedInBetween() {
        SpeechStream first = call(one, "line");
        await(() -> sent.size() == 1);
        redis.call(Command.FLUSHALL);
        speak(two, "line");
        sent.get(0).chunk(new byte[1000]).end();
        assertThat(first.join().bytes()).isEqualTo(1000);
        assertThat(one.statistics().sharedFailures()).isZero();
    }

    @Test
    void replacesBrokenValues() {
        speak(one, "line");
        await(() -> one.statistics().sharedWrites() == 1);
        String key = "parlando:cache:test:" + SpeechRequest.of("line").identity() + ".speech";
        redis.call(Command.SET, key, "no speech");
        speak(two, "line");
        await(() -> two.statistics().sharedWrites() == 1);
        assertThat(two.statistics().sharedBroken()).isEqualTo(1);
        CachedSpeech third = machine();
        call(third, "line").join();
        third.close();
        assertThat(sent).hasSize(2);
    }

    @Test
    void claimOfKilledMachineExpires() throws IOException {
        String name = SpeechRequest.of("line").identity() + ".speech";
        store.claim(name, "killed", Duration.ofSeconds(1));
        speak(two, "line");
        assertThat(two.statistics().sharedWaits()).isEqualTo(1);
        await(() -> two.statistics().sharedWrites() == 1);
    }

    @Test
    void closedMachineLeavesNoClaim() {
        call(one, "line");
        await(() -> sent.size() == 1);
        assertThat(redis.call(Command.DBSIZE)).isEqualTo(1L);
        one.close();
        assertThat(redis.call(Command.DBSIZE)).isEqualTo(0L);
    }
}
