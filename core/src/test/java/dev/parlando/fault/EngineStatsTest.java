package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.parlando.SpeechEngine;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.Uninterruptibly;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.telemetry.EngineStats.ConnectionCount;
import dev.parlando.telemetry.EngineStats.RingUse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of each figure of {@link SpeechEngine#stats()} against a scripted run. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineStatsTest {
    private static final byte[] AUDIO = new byte[5_000];

    private final BlockingQueue<ScriptedStream> seen = new LinkedBlockingQueue<>();

    private static SpeechEngine engine(ScriptedServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .closeGrace(Duration.ZERO)
                .build();
    }

    private static SpeechStream start(SpeechEngine engine, ChunkHandler handler) {
        return engine.stream(
                SpeechRequest.builder("Hello")
                        .voice("voice1")
                        .outputFormat(OutputFormat.PCM_24000)
                        .build(),
                handler);
    }

    private static SpeechStream start(SpeechEngine engine) {
        return start(engine, new CollectingHandler());
    }

    /** Waits until the figures satisfy the predicate, and returns them. */
    private static EngineStats await(SpeechEngine engine, Predicate<EngineStats> expected) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(FaultFixture.LIMIT_SECONDS);
        EngineStats now = engine.stats();
        while (!expected.test(now)) {
            if (System.nanoTime() - endNanos > 0) {
                throw new AssertionError(now);
            }
            LockSupport.parkNanos(100_000);
            now = engine.stats();
        }
        return now;
    }

    @Test
    void countsStreamsConnectionsPermitsAndBytes() {
        try (ScriptedServer server = ScriptedServer.start(seen::add)) {
            SpeechEngine engine = engine(server);
            assertThat(engine.stats()).satisfies(fresh -> {
                assertThat(fresh.startedStreams()).isZero();
                assertThat(fresh.connections()).isEmpty();
                assertThat(fresh.rings()).containsExactly(new RingUse(1_024, 0));
            });
            SpeechStream completing = start(engine);
            ScriptedStream first = ScriptedAccount.next(seen);
            SpeechStream failing = start(engine);
            ScriptedStream second = ScriptedAccount.next(seen);
            SpeechStream cancelled = start(engine);
            EngineStats running = await(engine, now -> now.queued() == 1);
            assertThat(running.startedStreams()).isEqualTo(3);
            assertThat(running.runningStreams()).isEqualTo(3);
            assertThat(running.connections()).isEqualTo(Map.of("h2c", new ConnectionCount(1, 0)));
            assertThat(running.limits())
                    .filteredOn(limit -> limit.inFlight() == 2 && limit.limit() == 2)
                    .hasSize(1);

            cancelled.cancel();
            cancelled.join();
            first.audio("audio/pcm").end(AUDIO);
            completing.join();
            second.head(400, "content-type", "application/json").end(new byte[] {'{', '}'});
            assertThatThrownBy(failing::join).isInstanceOf(ParlandoException.class);

            EngineStats ended =
                    await(engine, now -> now.connections().equals(Map.of("h2c", new ConnectionCount(0, 1))));
            assertThat(ended.startedStreams()).isEqualTo(3);
            assertThat(ended.completedStreams()).isEqualTo(1);
            assertThat(ended.cancelledStreams()).isEqualTo(1);
            assertThat(ended.failedStreams()).isEqualTo(1);
            assertThat(ended.runningStreams()).isZero();
            assertThat(ended.retries()).isZero();
            assertThat(ended.receivedBytes()).isEqualTo(AUDIO.length);
            assertThat(ended.droppedEvents()).isZero();
            engine.close();
            assertThat(engine.stats().connections()).isEmpty();
            assertThat(engine.stats().startedStreams()).isEqualTo(3);
        }
    }

    @Test
    void countsOneConnectionToServerWithoutHttp2() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "audio/pcm");
            exchange.sendResponseHeaders(200, AUDIO.length);
            exchange.getResponseBody().write(AUDIO);
            exchange.close();
        });
        server.start();
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build()) {
            start(engine).join();
            await(engine, now -> now.connections().equals(Map.of("http/1.1", new ConnectionCount(0, 1))));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void countsStreamsThatCloseEnds() {
        try (ScriptedServer server = ScriptedServer.start(seen::add)) {
            SpeechEngine engine = engine(server);
            SpeechStream running = start(engine);
            ScriptedAccount.next(seen);
            engine.close();
            assertThatThrownBy(running::join).isInstanceOf(ParlandoException.class);
            assertThat(engine.stats().failedStreams()).isEqualTo(1);
            assertThat(engine.stats().runningStreams()).isZero();
        }
    }

    @Test
    void reportsItemsThatWaitInRing() {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = engine(server)) {
            start(engine, chunk -> {
                blocked.countDown();
                Uninterruptibly.await(
                        TimeUnit.SECONDS.toNanos(30), nanos -> released.await(nanos, TimeUnit.NANOSECONDS));
                return ChunkAction.CONTINUE;
            });
            ScriptedStream stream = ScriptedAccount.next(seen);
            stream.audio("audio/pcm").data(AUDIO);
            Uninterruptibly.await(TimeUnit.SECONDS.toNanos(30), nanos -> blocked.await(nanos, TimeUnit.NANOSECONDS));
            stream.data(AUDIO);

            await(engine, now -> now.rings().get(0).usedSlots() > 0);
            released.countDown();
            await(engine, now -> now.rings().get(0).usedSlots() == 0);
            stream.end();
        }
    }
}
