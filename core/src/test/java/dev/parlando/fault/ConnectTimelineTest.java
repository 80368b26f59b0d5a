package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.EngineClock;
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.network.Proxy;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the timeline events of connection setup, with a clock that advances by one on every read. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectTimelineTest {
    private static final int BYTES = 3;

    @TempDir
    static Path folder;

    private static ServerIdentity identity;

    private final AtomicLong clock = new AtomicLong();

    @BeforeAll
    static void makeCertificate() throws Exception {
        identity = ServerIdentity.create(folder);
    }

    private SpeechEngineBuilder builder(URI baseUrl) {
        SpeechEngineBuilder builder = EngineClock.set(SpeechEngine.builder(), clock::incrementAndGet)
                .baseUrl(baseUrl)
                .closeGrace(Duration.ZERO);
        return baseUrl.getScheme().equals("https") ? builder.trustedCertificates(identity.pem()) : builder;
    }

    private static ScriptedServer secureServer() throws Exception {
        return ScriptedServer.startTls(ServerTls.of(identity.valid(), "h2"), ConnectTimelineTest::answer);
    }

    private static void answer(ScriptedStream stream) {
        stream.audio("audio/mpeg").end(new byte[BYTES]);
    }

    private static SpeechStream start(SpeechEngine engine) {
        return engine.stream(SpeechRequest.builder("Hi").voice("v").build(), new CollectingHandler());
    }

    private static Timeline speak(SpeechEngine engine) {
        SpeechStream stream = start(engine);
        stream.join();
        return stream.timeline();
    }

    private static long nanos(Timeline timeline, TimelineEvent event) {
        return timeline.nanos(event).orElseThrow();
    }

    private static void assertReusedConnection(Timeline timeline) {
        long permit = nanos(timeline, TimelineEvent.PERMIT);
        assertThat(nanos(timeline, TimelineEvent.CONNECTED)).isEqualTo(permit);
        assertThat(nanos(timeline, TimelineEvent.SECURED)).isEqualTo(permit);
        assertThat(nanos(timeline, TimelineEvent.REQUEST_SENT)).isGreaterThan(permit);
    }

    private static void assertConnectedThenSecured(Timeline timeline) {
        assertThat(nanos(timeline, TimelineEvent.CONNECTED)).isGreaterThan(nanos(timeline, TimelineEvent.PERMIT));
        assertThat(nanos(timeline, TimelineEvent.SECURED)).isGreaterThan(nanos(timeline, TimelineEvent.CONNECTED));
        assertThat(nanos(timeline, TimelineEvent.REQUEST_SENT)).isGreaterThan(nanos(timeline, TimelineEvent.SECURED));
    }

    @Test
    void recordsTlsAfterConnectAndNoDelayOnReuse() throws Exception {
        try (ScriptedServer server = secureServer();
                SpeechEngine engine = builder(server.baseUrl()).build()) {
            assertConnectedThenSecured(speak(engine));
            assertReusedConnection(speak(engine));
        }
    }

    @Test
    void recordsNoConnectDelayAfterWarmUp() throws Exception {
        try (ScriptedServer server = secureServer();
                SpeechEngine engine = builder(server.baseUrl()).build()) {
            engine.warmUp().toCompletableFuture().join();
            assertReusedConnection(speak(engine));
        }
    }

    @Test
    void recordsEqualConnectAndTlsTimesWithoutTls() {
        try (ScriptedServer server = ScriptedServer.start(ConnectTimelineTest::answer);
                SpeechEngine engine = builder(server.baseUrl()).build()) {
            Timeline timeline = speak(engine);
            assertThat(nanos(timeline, TimelineEvent.CONNECTED)).isGreaterThan(nanos(timeline, TimelineEvent.PERMIT));
            assertThat(nanos(timeline, TimelineEvent.SECURED)).isEqualTo(nanos(timeline, TimelineEvent.CONNECTED));
        }
    }

    /** The proxy advances the clock, so that the time spent in it is visible in the timeline. */
    @Test
    void includesProxyTunnelInConnectTime() throws Exception {
        try (ScriptedServer server = secureServer();
                ScriptedProxy proxy = ScriptedProxy.start(client -> {
                    client.head();
                    clock.addAndGet(1_000);
                    client.send("HTTP/1.1 200 Opened\r\n\r\n");
                    client.relay(server.baseUrl().getPort(), "");
                });
                SpeechEngine engine = builder(server.baseUrl())
                        .proxy(Proxy.http("127.0.0.1", proxy.port()))
                        .build()) {
            Timeline timeline = speak(engine);
            assertConnectedThenSecured(timeline);
            assertThat(nanos(timeline, TimelineEvent.CONNECTED)).isGreaterThan(1_000);
        }
    }

    @Test
    void recordsOnlyTlsDelayForRequestDuringHandshake() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Void> mayGoOn = new CompletableFuture<>();
        SSLContext tls = ServerIdentity.jdk(identity.valid());
        try (RawPeer slow = new RawPeer(null, "", connection -> {
                    awaitCondition(() -> connection.in().available() > 0); // The ClientHello.
                    reached.complete(null);
                    mayGoOn.join();
                    connection.startTls(tls, "h2");
                    serve(new Http2Peer(connection));
                });
                SpeechEngine engine = builder(https(slow)).build()) {
            engine.warmUp();
            reached.join();
            SpeechStream stream = start(engine);
            awaitCondition(() -> stream.timeline().nanos(TimelineEvent.PERMIT).isPresent());
            mayGoOn.complete(null);
            stream.join();

            long permit = nanos(stream.timeline(), TimelineEvent.PERMIT);
            assertThat(nanos(stream.timeline(), TimelineEvent.CONNECTED)).isEqualTo(permit);
            assertThat(nanos(stream.timeline(), TimelineEvent.SECURED)).isGreaterThan(permit);
        }
    }

    /** A condition to wait for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void awaitCondition(Condition condition) throws IOException {
        while (!condition.holds()) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static void serve(Http2Peer peer) throws IOException {
        int stream = peer.handshakeAndHead();
        peer.send(Frames.data(stream, Frames.END_STREAM, new byte[BYTES]));
    }

    private static URI https(RawPeer peer) {
        return URI.create("https://" + peer.baseUrl().getAuthority());
    }
}
