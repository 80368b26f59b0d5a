package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.ChunkAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the effect of closing an engine on several event loops. */
@SuppressWarnings("try") // The tests close engines themselves.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloseTest {
    private static final int LOOPS = 4;

    @RepeatedTest(20)
    void sendsNoWaitingRequestWhileClosing() {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    requests.incrementAndGet();
                    stream.audio("audio/pcm").data(new byte[1]);
                });
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(ApiKey.of(FaultFixture.KEY))
                        .ioThreads(LOOPS)
                        .closeGrace(Duration.ZERO)
                        .governor(GovernorSettings.DEFAULT.withInitialLimit(1).withMaxLimit(1))
                        .build()) {
            CollectingHandler running = FaultFixture.start(engine);
            running.firstChunk
                    .orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            List<CollectingHandler> waiting = Stream.generate(() -> FaultFixture.start(engine))
                    .limit(2 * LOOPS)
                    .toList();
            Permits.await(engine, limit -> limit.queued() == 2 * LOOPS);
            engine.close();
            waiting.forEach(
                    handler -> assertThat(StreamOutcome.of(handler).error()).isInstanceOf(EngineClosedException.class));
            assertThat(requests).hasValue(1);
        }
    }

    /** The limit is generous: with one loop after the other, closing would take four times as long as with one. */
    @Test
    void closesLoopsWithBlockedHandlersTogether() throws Exception {
        CountDownLatch blocked = new CountDownLatch(LOOPS);
        CountDownLatch release = new CountDownLatch(1);
        try (ScriptedServer server =
                        ScriptedServer.start(stream -> stream.audio("audio/pcm").data(new byte[1]));
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(ApiKey.of(FaultFixture.KEY))
                        .ioThreads(LOOPS)
                        .closeGrace(Duration.ZERO)
                        .build()) {
            for (int i = 0; i < LOOPS; i++) {
                engine.stream(FaultFixture.request(), chunk -> {
                    blocked.countDown();
                    awaitUninterruptibly(release);
                    return ChunkAction.CONTINUE;
                });
            }
            assertThat(blocked.await(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            long startNanos = System.nanoTime();
            engine.close();
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(8));
        } finally {
            release.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
