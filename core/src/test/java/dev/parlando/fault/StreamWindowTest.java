package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the flow-control window of a call. */
@Timeout(120)
class StreamWindowTest {
    private static final int OF_ENGINE = 200_000;
    private static final byte[] AUDIO = new byte[1_000_000];
    private static final int SHORT_BYTES = 500;
    /** The most bytes that Netty reads at a time. */
    private static final long ONE_READ = 65_536;

    private static final String SHORT_VOICE = "short";

    private static SpeechEngine engine(URI baseUrl) {
        return SpeechEngine.builder()
                .baseUrl(baseUrl)
                .streamWindowBytes(OF_ENGINE)
                .closeGrace(Duration.ZERO)
                .build();
    }

    private static void awaitBytes(LongSupplier sent, long bytes) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(FaultFixture.LIMIT_SECONDS);
        while (sent.getAsLong() < bytes && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"65535, 13107", "65536, 16384", "200000, 10000", "700000, 10000"})
    void admitsExactlyTheWindowOfTheCallWhileHeld(int window, int frame) throws Exception {
        assertAdmitted(CallOptions.DEFAULT.withStreamWindowBytes(window), window, frame);
    }

    @Test
    void admitsWindowOfEngineWithoutOption() throws Exception {
        assertAdmitted(CallOptions.DEFAULT, OF_ENGINE, OF_ENGINE / 20);
    }

    /** Counts whole frames, of which the window has room for a whole number. */
    private static void assertAdmitted(CallOptions options, int window, int frame) throws Exception {
        CompletableFuture<ScriptedStream> first = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    first.complete(stream);
                    stream.audio("audio/pcm").data(AUDIO, frame).end();
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler held = new CollectingHandler();
            held.holding = true;
            SpeechStream stream = engine.stream(FaultFixture.request(), held, options);
            ScriptedStream atServer = first.get(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
            awaitBytes(atServer::sentBytes, window);
            // Another stream makes the round trips in which an excess of the first one would be sent.
            CollectingHandler other = new CollectingHandler();
            engine.stream(FaultFixture.request(), other, options);
            assertThat(other.await().bytes()).isEqualTo(AUDIO.length);
            assertThat(atServer.sentBytes()).isEqualTo(window);
            held.holding = false;
            stream.resume();
            assertThat(held.await().bytes()).isEqualTo(AUDIO.length);
        }
    }

    private static void sendMuchOverHttp1(RawConnection connection) throws IOException {
        Http1Peer peer = new Http1Peer(connection);
        while (true) {
            String head = peer.request();
            if (head.startsWith(Http1Peer.PREFACE)) {
                peer.refusePreface();
                return;
            }
            if (head.contains(SHORT_VOICE)) {
                peer.audio(SHORT_BYTES, 0);
            } else {
                sendMuch(peer);
            }
        }
    }

    /** Sends more than the sockets hold. */
    private static void sendMuch(Http1Peer peer) throws IOException {
        peer.send(Http1Peer.AUDIO + "Content-Length: " + 64L * AUDIO.length + "\r\n\r\n");
        for (int piece = 0; piece < 64; piece++) {
            peer.send(AUDIO);
        }
    }

    private static long speakShortly(SpeechEngine engine) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(FaultFixture.request().toBuilder().voice(SHORT_VOICE).build(), collected);
        return collected.await().bytes();
    }

    /** HTTP/1.1 has no window, so that the engine stops reading. One read of the socket may exceed the limit. */
    @ParameterizedTest
    @ValueSource(ints = {65_535, OF_ENGINE})
    void readsNoMoreThanTheWindowFromHttp1Server(int window) throws Exception {
        try (RawPeer peer = new RawPeer(null, "", StreamWindowTest::sendMuchOverHttp1);
                SpeechEngine engine = engine(peer.baseUrl())) {
            CollectingHandler held = new CollectingHandler();
            held.holding = true;
            SpeechStream stream =
                    engine.stream(FaultFixture.request(), held, CallOptions.DEFAULT.withStreamWindowBytes(window));
            awaitBytes(() -> engine.stats().receivedBytes(), window);
            assertThat(engine.stats().receivedBytes()).isGreaterThanOrEqualTo(window);
            // Other streams give the loop the time in which it would read an excess.
            for (int other = 0; other < 5; other++) {
                assertThat(speakShortly(engine)).isEqualTo(SHORT_BYTES);
            }
            assertThat(engine.stats().receivedBytes() - 5 * SHORT_BYTES).isBetween((long) window, window + ONE_READ);
            stream.cancel();
            assertThat(held.await().cancelled()).isTrue();
        }
    }

    /** A server that has read the request has also read its window, and never waits for it. */
    @Test
    void sendsWindowsBetweenHeadersAndBody() throws Exception {
        CompletableFuture<Integer> ofConnection = new CompletableFuture<>();
        CompletableFuture<Integer> ofStream = new CompletableFuture<>();
        try (RawPeer peer = new RawPeer(null, WireProtocol.H2C.alpn(), connection -> {
                    Http2Peer http2 = new Http2Peer(connection);
                    http2.send(Frames.settings());
                    int stream = http2.await(Frames.HEADERS).stream();
                    ofConnection.complete(increment(http2, 0));
                    ofStream.complete(increment(http2, stream));
                    http2.request(); // The body has not been read yet.
                    http2.send(Frames.audioHead(stream), Frames.data(stream, Frames.END_STREAM, new byte[500]));
                });
                SpeechEngine engine = engine(peer.baseUrl())) {
            assertThat(FaultFixture.speak(engine).bytes()).isEqualTo(500);
            assertThat(ofConnection.join()).isEqualTo(2 * (OF_ENGINE - 65_535));
            assertThat(ofStream.join()).isEqualTo(OF_ENGINE - 65_535);
        }
    }

    /** Returns the number of bytes by which the next frame raises the window of a stream; negative if of another. */
    private static int increment(Http2Peer peer, int stream) throws IOException {
        Http2Peer.Frame window = peer.await(Frames.WINDOW_UPDATE);
        return window.stream() == stream ? window.number(0) : -1;
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_534, 16 * 1024 * 1024 + 1})
    void refusesWindowOutOfRange(int bytes) {
        assertThatThrownBy(() -> CallOptions.DEFAULT.withStreamWindowBytes(bytes))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("stream_window_bytes: " + bytes + " is outside 65535 to 16777216");
    }
}
