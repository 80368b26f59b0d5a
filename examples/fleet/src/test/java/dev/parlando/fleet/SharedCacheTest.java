package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.cache.CacheSettings;
import dev.parlando.cache.CachedSpeech;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of caches with a store in Redis in front of engines, as on several machines. */
@Tag("fleet")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedCacheTest {
    private static final int MACHINES = 8;

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final RedisServer redis = RedisServer.start();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private List<CachedSpeech> machines = List.of();

    @BeforeEach
    void open() {
        service.answerAlways(SpeechAnswer.tone(Duration.ofMillis(300)));
        SpeechEngine engine = service.engine();
        machines = IntStream.range(0, MACHINES).mapToObj(i -> machine(engine)).toList();
    }

    private CachedSpeech machine(SpeechEngine engine) {
        RedisSpeechStore store = RedisSpeechStore.open(RedisSettings.of(redis.uri()), "test");
        CacheSettings settings = CacheSettings.DEFAULT
                .withSharedStore(store)
                .withStoreTimeout(Duration.ofSeconds(30)) // Even on a machine that is busy.
                .withStoreWait(Duration.ofMinutes(1));
        CachedSpeech cache = CachedSpeech.over(engine, settings);
        opened.add(0, store);
        opened.add(0, cache);
        return cache;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        redis.close();
    }

    @Test
    void sendsOneRequestForAllCallersOfAllMachines() {
        SpeechRequest line = SpeechRequest.of("The gate is open.");
        List<CompletableFuture<byte[]>> calls = machines.stream()
                .flatMap(machine -> IntStream.range(0, 25)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> machine.collect(line).audio())))
                .toList();
        assertThat(calls.stream().map(CompletableFuture::join).distinct()).isNotEmpty();
        byte[] audio = calls.get(0).join();
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(audio));
        assertThat(service.requests().count()).isEqualTo(1);
    }

    @Test
    void prefetchOfAllMachinesRequestsEachLineOnce() {
        List<SpeechRequest> lines = IntStream.range(0, 20)
                .mapToObj(i -> SpeechRequest.of("Line " + i))
                .toList();
        machines.stream()
                .map(machine -> machine.prefetch(lines).toCompletableFuture())
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(service.requests().count()).isEqualTo(20);
        assertThat(machines)
                .allSatisfy(each -> assertThat(each.statistics().recordings()).isEqualTo(20));
    }

    @Test
    void exampleShares() {
        SpeechRequest line = SpeechRequest.of("Good morning.");
        for (int i = 0; i < 2; i++) {
            try (SharedCacheExample example = new SharedCacheExample(service.engine(), redis.uri())) {
                assertThat(example.speech.collect(line).audio()).isNotEmpty();
            }
        }
        assertThat(service.requests().count()).isEqualTo(1);
    }
}
