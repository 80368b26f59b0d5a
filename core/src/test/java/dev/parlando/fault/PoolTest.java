package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.TransportException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the distribution of requests over connections, and for opening and closing connections. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolTest {
    private static final byte[] AUDIO = new byte[5_000];

    private static SpeechEngineBuilder engine(URI baseUrl) {
        return SpeechEngine.builder()
                .baseUrl(baseUrl)
                .closeGrace(Duration.ZERO)
                .governor(GovernorSettings.OFF)
                .retryPolicy(RetryPolicy.NONE);
    }

    private static SpeechRequest request() {
        return SpeechRequest.builder("Hello")
                .voice("voice1")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
    }

    private static List<CollectingHandler> streams(SpeechEngine engine, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    CollectingHandler collected = new CollectingHandler();
                    engine.stream(request(), collected);
                    return collected;
                })
                .toList();
    }

    private static void await(SpeechEngine engine, int connections) throws Exception {
        engine.openConnections(connections).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void spreadsBurstOverConnectionsByPeerStreamLimit() {
        Queue<ScriptedStream> running = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> all = new CompletableFuture<>();
        Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(5);
        try (ScriptedServer server = ScriptedServer.start(settings, stream -> {
                    running.add(stream);
                    if (running.size() == 50) {
                        all.complete(null);
                    }
                });
                SpeechEngine engine = engine(server.baseUrl()).build()) {
            List<CollectingHandler> streams = streams(engine, 50);
            // All requests run concurrently, although the stream limit was unknown when they were submitted.
            all.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(server.acceptedConnections()).isBetween(10, 11);
            running.forEach(stream -> stream.audio("audio/pcm").end(AUDIO));
            streams.forEach(stream -> assertThat(stream.await().bytes()).isEqualTo(AUDIO.length));
        }
    }

    @Test
    void failsRequestBeyondMaximumConnections() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(1);
        try (ScriptedServer server = ScriptedServer.start(
                        settings,
                        stream ->
                                release.thenRun(() -> stream.audio("audio/pcm").end(AUDIO)));
                SpeechEngine engine = engine(server.baseUrl()).maxConnections(2).build()) {
            List<CollectingHandler> streams = streams(engine, 3);
            assertThatThrownBy(streams.get(2)::await)
                    .isInstanceOf(CapacityException.class)
                    .hasMessageContaining("all 2 connections")
                    .hasMessageContaining("max_connections");
            release.complete(null);
            assertThat(streams.get(0).await().bytes()).isEqualTo(AUDIO.length);
            assertThat(streams.get(1).await().bytes()).isEqualTo(AUDIO.length);
        }
    }

    @Test
    void reportsPeerWithZeroStreamLimitAsFull() {
        Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(0);
        try (ScriptedServer server = ScriptedServer.start(settings, stream -> {});
                SpeechEngine engine = engine(server.baseUrl()).build()) {
            engine.warmUp()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThatThrownBy(streams(engine, 1).get(0)::await)
                    .isInstanceOf(CapacityException.class)
                    .hasMessageContaining("allows no request at present");
        }
    }

    @Test
    void usesConnectionsOpenedAhead() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start(stream -> stream.audio("audio/pcm").end(AUDIO));
                SpeechEngine engine = engine(server.baseUrl()).build()) {
            await(engine, 3);
            await(engine, 2);
            assertThat(server.acceptedConnections()).isEqualTo(3);

            SpeechResult first = streams(engine, 1).get(0).await();
            SpeechResult second = streams(engine, 1).get(0).await();

            assertThat(server.acceptedConnections()).isEqualTo(3);
            assertThat(first.response()).isNotNull();
            assertThat(first.response().connectionReused()).isFalse();
            assertThat(second.response()).isNotNull();
            assertThat(second.response().connectionReused()).isTrue();
        }
    }

    @Test
    void failsWarmUpWithoutListeningPeer() throws Exception {
        // Bound, so that the port stays reserved, but not listening.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SpeechEngine engine = engine(URI.create("http://127.0.0.1:" + bound.getLocalPort()))
                    .build()) {
                CompletableFuture<Void> ready = engine.warmUp().toCompletableFuture();
                assertThatThrownBy(() -> ready.get(30, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TransportException.class);
            }
        }
    }

    @Test
    void refusesWarmUpAfterClose() {
        SpeechEngine engine = engine(URI.create("http://127.0.0.1:9")).build();
        engine.close();
        assertThatThrownBy(engine::warmUp).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void replacesDrainingConnectionBeforeNextRequest() {
        Queue<ScriptedStream> running = new ConcurrentLinkedQueue<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    running.add(stream);
                    stream.audio("audio/pcm").data(AUDIO);
                    stream.goAway();
                });
                SpeechEngine engine = engine(server.baseUrl()).build()) {
            CollectingHandler stream = streams(engine, 1).get(0);
            stream.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();
            while (server.acceptedConnections() < 2) {
                Thread.onSpinWait();
            }
            running.remove().end();
            assertThat(stream.await().bytes()).isEqualTo(AUDIO.length);
        }
    }

    @Test
    void retriesRequestRefusedByPeer() {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    if (seen.incrementAndGet() == 1) {
                        stream.reset(Http2Error.REFUSED_STREAM);
                    } else {
                        stream.audio("audio/pcm").end(AUDIO);
                    }
                });
                SpeechEngine engine = engine(server.baseUrl())
                        .retryPolicy(RetryPolicy.DEFAULT)
                        .build()) {
            CollectingHandler collected = new CollectingHandler();
            SpeechStream stream = engine.stream(request(), collected);
            assertThat(collected.await().bytes()).isEqualTo(AUDIO.length);
            assertThat(stream.timeline().attempts()).hasSize(2);
            assertThat(stream.timeline().attempts().get(0).failure())
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("REFUSED_STREAM");
            assertThat(stream.timeline().attempts().get(1).failure()).isNull();
        }
    }

    @Test
    void completesRunningStreamWithinCloseGrace() throws Exception {
        CompletableFuture<ScriptedStream> running = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
            stream.audio("audio/pcm").data(AUDIO);
            running.complete(stream);
        })) {
            SpeechEngine engine =
                    engine(server.baseUrl()).closeGrace(Duration.ofMinutes(1)).build();
            CollectingHandler stream = streams(engine, 1).get(0);
            stream.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();
            Thread closing = new Thread(engine::close, "closing");
            closing.start();
            while (closing.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> streams(engine, 1)).isInstanceOf(EngineClosedException.class);
            running.get(30, TimeUnit.SECONDS).end();
            assertThat(stream.await().bytes()).isEqualTo(AUDIO.length);
            closing.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(closing.isAlive()).isFalse();
        }
    }
}
