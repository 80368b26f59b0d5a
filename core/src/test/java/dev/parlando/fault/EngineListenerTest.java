package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.AttemptEnded;
import dev.parlando.telemetry.AttemptStarted;
import dev.parlando.telemetry.ConnectionClosed;
import dev.parlando.telemetry.ConnectionDraining;
import dev.parlando.telemetry.ConnectionFailed;
import dev.parlando.telemetry.ConnectionInfo;
import dev.parlando.telemetry.ConnectionOpened;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.FirstByte;
import dev.parlando.telemetry.RetryPlanned;
import dev.parlando.telemetry.StreamEnded;
import dev.parlando.telemetry.StreamInfo;
import dev.parlando.telemetry.StreamStarted;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the events that an engine reports to its listeners. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineListenerTest {
    private static final byte[] AUDIO = new byte[5_000];

    private final RecordingEngineListener events = new RecordingEngineListener();

    private SpeechEngineBuilder builder(ScriptedServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .closeGrace(Duration.ZERO)
                .listener(events);
    }

    private static SpeechStream start(SpeechEngine engine) {
        return engine.stream(
                SpeechRequest.builder("Hello")
                        .voice("voice1")
                        .model("model1")
                        .outputFormat(OutputFormat.PCM_24000)
                        .build(),
                new CollectingHandler());
    }

    private static void answer(ScriptedStream stream) {
        stream.audio("audio/pcm").end(AUDIO);
    }

    @Test
    void reportsConnectionAndStreamInOrder(@TempDir Path folder) throws Exception {
        X509Bundle certificate = ServerTls.loopback().buildSelfSigned();
        Path pem = Files.writeString(folder.resolve("ca.pem"), certificate.getCertificatePEM());
        SpeechStream stream;
        try (ScriptedServer server =
                        ScriptedServer.startTls(ServerTls.of(certificate, "h2"), EngineListenerTest::answer);
                SpeechEngine engine = builder(server)
                        .trustedCertificates(pem)
                        .apiKey(ApiKey.of("sk_0123456789"))
                        .build()) {
            stream = start(engine);
            stream.join();
        }

        assertThat(events.kinds())
                .containsExactly(
                        "StreamStarted",
                        "AttemptStarted",
                        "ConnectionOpened",
                        "AttemptEnded",
                        "FirstByte",
                        "StreamEnded",
                        "ConnectionClosed");
        ConnectionOpened opened = events.only(ConnectionOpened.class);
        assertThat(opened.connection().protocol()).isEqualTo("h2");
        assertThat(opened.connection().tlsVersion()).startsWith("TLSv1.");
        assertThat(opened.connection().address()).contains(":");
        assertThat(opened.nameLookupNanos()).isPositive();
        assertThat(opened.tcpNanos()).isPositive();
        assertThat(opened.tlsNanos()).isPositive();
        ConnectionClosed closed = events.only(ConnectionClosed.class);
        assertThat(closed.connection()).isEqualTo(opened.connection());
        assertThat(closed.reason()).isEqualTo(ConnectionClosed.Reason.ENGINE_CLOSED);
        assertThat(closed.openNanos()).isPositive();

        StreamInfo info = new StreamInfo(1, "model1", "voice1", "pcm_24000");
        assertThat(events.only(StreamStarted.class).stream()).isEqualTo(info);
        assertThat(events.only(AttemptStarted.class)).isEqualTo(new AttemptStarted(info, 1));
        assertThat(events.only(AttemptEnded.class).attempt())
                .isSameAs(stream.timeline().attempts().get(0));
        assertThat(events.only(FirstByte.class).nanos())
                .isEqualTo(stream.timeline().nanos(TimelineEvent.FIRST_BYTE).orElseThrow());
        assertThat(events.only(StreamEnded.class)).satisfies(ended -> {
            assertThat(ended.stream()).isEqualTo(info);
            assertThat(ended.timeline()).isSameAs(stream.timeline());
            assertThat(ended.durationNanos())
                    .isGreaterThanOrEqualTo(
                            ended.timeline().nanos(TimelineEvent.END).orElseThrow());
            assertThat(ended.outcome()).isEqualTo(StreamEnded.Outcome.COMPLETED);
            assertThat(ended.failure()).isNull();
            assertThat(ended.bytes()).isEqualTo(AUDIO.length);
            assertThat(ended.chunks()).isEqualTo(stream.join().chunks());
            assertThat(ended.protocol()).isEqualTo("h2");
        });
    }

    @Test
    void measuresStreamOfPlayerFromRequest() {
        AtomicLong clock = new AtomicLong();
        TimelineRecorder startedBefore = new TimelineRecorder(clock::get);
        clock.set(10_000_000_000L);
        try (ScriptedServer server = ScriptedServer.start(EngineListenerTest::answer);
                SpeechEngine engine = builder(server).build()) {
            SpeechRequest request =
                    SpeechRequest.builder("Hello").voice("voice1").build();
            engine.stream(request, new CollectingHandler(), CallOptions.DEFAULT.withTimeline(startedBefore))
                    .join();
        }

        assertThat(events.only(FirstByte.class).nanos()).isZero();
        assertThat(events.only(StreamEnded.class).durationNanos()).isZero();
    }

    @Test
    void reportsRetryWithItsDelay() {
        AtomicInteger requests = new AtomicInteger();
        Consumer<ScriptedStream> refusingFirst = stream -> {
            if (requests.incrementAndGet() == 1) {
                stream.reset(Http2Error.REFUSED_STREAM);
            } else {
                answer(stream);
            }
        };
        try (ScriptedServer server = ScriptedServer.start(refusingFirst);
                SpeechEngine engine = builder(server).build()) {
            start(engine).join();
            assertThat(engine.stats().retries()).isEqualTo(1);
        }

        assertThat(events.kinds())
                .filteredOn(kind -> !kind.startsWith("Connection"))
                .containsExactly(
                        "StreamStarted",
                        "AttemptStarted",
                        "AttemptEnded",
                        "RetryPlanned",
                        "AttemptStarted",
                        "AttemptEnded",
                        "FirstByte",
                        "StreamEnded");
        assertThat(events.all(AttemptEnded.class).get(0).attempt().failure()).isInstanceOf(TransportException.class);
        assertThat(events.only(RetryPlanned.class).attempt()).isEqualTo(1);
        assertThat(events.only(RetryPlanned.class).delayNanos()).isNotNegative();
        assertThat(events.only(StreamEnded.class).timeline().attempts()).hasSize(2);
    }

    @Test
    void reportsConnectionThatCannotBeOpened() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .listener(events)
                .build()) {
            assertThatThrownBy(engine.warmUp().toCompletableFuture()::join).hasCauseInstanceOf(ParlandoException.class);
        }

        ConnectionFailed failed = events.only(ConnectionFailed.class);
        assertThat(events.kinds()).containsExactly("ConnectionFailed");
        assertThat(failed.address()).isEqualTo("127.0.0.1:" + port);
        assertThat(failed.failure()).isInstanceOf(TransportException.class);
        assertThat(failed.elapsedNanos()).isPositive();
    }

    @Test
    void reportsDrainedConnection() {
        BlockingQueue<ScriptedStream> seen = new LinkedBlockingQueue<>();
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = builder(server).build()) {
            SpeechStream stream = start(engine);
            ScriptedStream draining = ScriptedAccount.next(seen);
            draining.goAway();
            draining.audio("audio/pcm").end(AUDIO);
            stream.join();
            server.awaitNoStreams(10_000);
        }

        ConnectionInfo first = events.all(ConnectionOpened.class).get(0).connection();
        assertThat(events.only(ConnectionDraining.class).connection()).isEqualTo(first);
        assertThat(events.all(ConnectionClosed.class))
                .filteredOn(closed -> closed.connection().equals(first))
                .singleElement()
                .extracting(ConnectionClosed::reason)
                .isEqualTo(ConnectionClosed.Reason.DRAINED);
    }

    @Test
    void reportsLostConnection() {
        BlockingQueue<ScriptedStream> seen = new LinkedBlockingQueue<>();
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = builder(server).build()) {
            SpeechStream stream = start(engine);
            ScriptedStream cut = ScriptedAccount.next(seen).audio("audio/pcm").data(AUDIO);
            cut.later(cut::cut);
            assertThatThrownBy(stream::join).isInstanceOf(ParlandoException.class);
        }

        ConnectionClosed closed = events.only(ConnectionClosed.class);
        assertThat(closed.reason()).isEqualTo(ConnectionClosed.Reason.LOST);
        assertThat(closed.detail()).isNotBlank();
    }

    @Test
    void reportsFailureAndCancellation() {
        BlockingQueue<ScriptedStream> seen = new LinkedBlockingQueue<>();
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = builder(server).build()) {
            SpeechStream failing = start(engine);
            ScriptedAccount.next(seen)
                    .head(400, "content-type", "application/json")
                    .end(new byte[] {'{', '}'});
            assertThatThrownBy(failing::join).isInstanceOf(ParlandoException.class);
            SpeechStream cancelled = start(engine);
            ScriptedAccount.next(seen);
            cancelled.cancel();
            assertThat(cancelled.join().cancelled()).isTrue();
        }

        StreamEnded failed = events.all(StreamEnded.class).get(0);
        assertThat(failed.outcome()).isEqualTo(StreamEnded.Outcome.FAILED);
        assertThat(failed.failure()).isNotNull();
        assertThat(failed.chunks()).isNull();
        assertThat(failed.protocol()).isNull();
        StreamEnded cancelled = events.all(StreamEnded.class).get(1);
        assertThat(cancelled.outcome()).isEqualTo(StreamEnded.Outcome.CANCELLED);
        assertThat(cancelled.failure()).isNull();
        assertThat(cancelled.chunks()).isZero();
        assertThat(cancelled.stream().number()).isEqualTo(2);
    }

    @Test
    void logsFailureOfListenerOnceAndKeepsStreamsAndOtherListeners() {
        EngineListener failing = new EngineListener() {
            @Override
            public void onStreamStarted(StreamStarted event) {
                throw new IllegalStateException("defect of a listener");
            }
        };
        try (LogRecorder log = new LogRecorder(EventDispatcher.class.getName(), Level.WARNING);
                ScriptedServer server = ScriptedServer.start(EngineListenerTest::answer)) {
            try (SpeechEngine engine = SpeechEngine.builder()
                    .baseUrl(server.baseUrl())
                    .listener(failing)
                    .listener(events)
                    .build()) {
                start(engine).join();
                start(engine).join();
            }
            assertThat(log.messages()).singleElement().asString().contains("a listener of the engine failed");
        }
        assertThat(events.all(StreamStarted.class)).hasSize(2);
        assertThat(events.all(StreamEnded.class))
                .extracting(StreamEnded::outcome)
                .containsOnly(StreamEnded.Outcome.COMPLETED);
    }

    @Test
    void runsListenerOffThreadsOfEngine() {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        EngineListener recorder = new EngineListener() {
            @Override
            public void onConnectionOpened(ConnectionOpened event) {
                threads.add(Thread.currentThread());
            }

            @Override
            public void onStreamEnded(StreamEnded event) {
                threads.add(Thread.currentThread());
            }
        };
        try (ScriptedServer server = ScriptedServer.start(EngineListenerTest::answer);
                SpeechEngine engine = builder(server).listener(recorder).build()) {
            start(engine).join();
        }
        assertThat(threads).hasSize(2).allMatch(thread -> thread.getName().equals("parlando-events"));
        ConnectionInfo cleartext = events.only(ConnectionOpened.class).connection();
        assertThat(cleartext.protocol()).isEqualTo("h2c");
        assertThat(cleartext.tlsVersion()).isNull();
    }
}
