package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Slow and silent peers. */
final class TimeoutFaults {
    private static final int BYTES = 500;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Timeouts SHORT_HEADERS = Timeouts.DEFAULT.withResponseHeaders(SHORT);
    private static final Timeouts SHORT_SILENCE = Timeouts.DEFAULT.withSilence(SHORT);
    /** Sends a ping after one second of silence; the silence timeout follows two seconds later. */
    private static final Timeouts SHORT_PING =
            Timeouts.DEFAULT.withSilence(Duration.ofSeconds(3)).withPingAnswer(Duration.ofMillis(100));

    /** Longer than the preceding steps need on a busy machine. */
    private static final Duration LONGER = Duration.ofSeconds(2);

    private TimeoutFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("timeout");
        rows.scenes(
                "no response headers",
                scene -> speak(scene, SHORT_HEADERS, stream -> {}),
                Expectation.transport(RequestProgress.PROCESSED).timedOut(TimeoutPhase.RESPONSE_HEADERS));
        rows.scenes(
                "status 100 only",
                scene -> speak(scene, SHORT_HEADERS, stream -> stream.head(100)),
                Expectation.transport(RequestProgress.PROCESSED).timedOut(TimeoutPhase.RESPONSE_HEADERS));
        rows.scenes(
                "no audio after the response headers",
                scene -> speak(scene, SHORT_SILENCE, stream -> stream.audio("audio/pcm")),
                Expectation.transport(RequestProgress.PROCESSED).timedOut(TimeoutPhase.SILENCE));
        rows.scenes(
                "silence during the audio",
                scene -> speak(scene, SHORT_SILENCE, stream -> stream.audio("audio/pcm")
                        .data(new byte[BYTES])),
                Expectation.truncated(BYTES).timedOut(TimeoutPhase.SILENCE));
        rows.scenes(
                "silence during an error body",
                scene -> speak(scene, SHORT_SILENCE, stream -> stream.head(500).data(new byte[BYTES])),
                Expectation.refused(RequestRejectedException.class, RequestProgress.PROCESSED, "500"));
        rows.scenes(
                "silence instead of an error body",
                scene -> speak(scene, SHORT_SILENCE, stream -> stream.head(401)),
                Expectation.refused(AuthenticationException.class, RequestProgress.REFUSED, "401"));
        rows.scenes(
                "silence within the JSON of an error body",
                scene -> speak(scene, SHORT_SILENCE, stream -> stream.head(429)
                        .data("{\"detail\":{\"status\":\"some_reason\",\"message\":\"try la"
                                .getBytes(StandardCharsets.UTF_8))),
                Expectation.refused(CapacityException.class, RequestProgress.REFUSED, "429 some_reason: try la"));
        rows.scenes("slow body within the silence limit", TimeoutFaults::drip, Expectation.audio(10L * BYTES));
        rows.scenes("held stream beyond the silence limit", TimeoutFaults::held, Expectation.audio(BYTES));
        deadlines(rows);
        pings(rows);
        return rows.list();
    }

    private static void deadlines(FaultRows rows) {
        rows.scene(
                WireProtocol.H2C,
                "deadline before the response headers",
                scene -> withDeadline(scene, stream -> {}),
                Expectation.transport(RequestProgress.PROCESSED).timedOut(TimeoutPhase.DEADLINE));
        rows.scene(
                WireProtocol.H2C,
                "deadline during the audio",
                scene -> withDeadline(scene, stream -> stream.audio("audio/pcm").data(new byte[BYTES])),
                Expectation.truncated(BYTES).timedOut(TimeoutPhase.DEADLINE));
        rows.scene(
                WireProtocol.H2C,
                "deadline during an error body",
                scene -> withDeadline(scene, stream -> stream.head(500).data(new byte[BYTES])),
                Expectation.transport(RequestProgress.PROCESSED, "before that, the service answered 500")
                        .timedOut(TimeoutPhase.DEADLINE));
    }

    private static void pings(FaultRows rows) {
        rows.scenes(
                "PING during silence not acknowledged",
                scene -> {
                    RawPeer peer = scene.http2(connection -> {
                        int stream = connection.handshakeAndHead();
                        connection.send(Frames.data(stream, 0, new byte[BYTES]));
                        while (connection.read().type() != Frames.PING) {}
                    });
                    return FaultFixture.speak(scene.engine(peer.baseUrl(), builder -> builder.timeouts(SHORT_PING)));
                },
                Expectation.truncated(BYTES, "did not answer a ping").timedOut(TimeoutPhase.SILENCE));
    }

    private static StreamOutcome speak(FaultFixture scene, Timeouts timeouts, Consumer<ScriptedStream> answer)
            throws Exception {
        return scene.speakOn(scene.engine(scene.serve(answer).baseUrl(), builder -> builder.timeouts(timeouts)));
    }

    private static StreamOutcome drip(FaultFixture scene) throws Exception {
        return speak(scene, Timeouts.DEFAULT.withSilence(Duration.ofSeconds(10)), stream -> {
            stream.audio("audio/pcm");
            drip(stream, 10);
        });
    }

    private static void drip(ScriptedStream stream, int pieces) {
        if (pieces == 0) {
            stream.end();
            return;
        }
        stream.data(new byte[BYTES]);
        stream.after(10, () -> drip(stream, pieces - 1));
    }

    /** Holds one stream until another, which only the server keeps silent, has timed out. */
    private static StreamOutcome held(FaultFixture scene) throws Exception {
        CompletableFuture<ScriptedStream> first = new CompletableFuture<>();
        ScriptedServer server = scene.serve(stream -> {
            stream.audio("audio/pcm").data(new byte[BYTES]);
            first.complete(stream);
        });
        SpeechEngine engine =
                scene.engine(server.baseUrl(), builder -> builder.timeouts(Timeouts.DEFAULT.withSilence(LONGER)));
        CollectingHandler held = new CollectingHandler();
        held.holding = true;
        SpeechStream stream = engine.stream(FaultFixture.request(), held);
        held.firstChunk.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
        StreamOutcome silent = FaultFixture.speak(engine);
        if (silent.error() == null || silent.error().timeoutPhase() != TimeoutPhase.SILENCE) {
            throw new AssertionError("the other stream did not run out of time: " + silent.describe());
        }
        first.join().end();
        held.holding = false;
        stream.resume();
        return StreamOutcome.of(held);
    }

    private static StreamOutcome withDeadline(FaultFixture scene, Consumer<ScriptedStream> answer) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        SpeechEngine engine = scene.engine(scene.serve(answer).baseUrl());
        engine.warmUp()
                .toCompletableFuture()
                .orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        engine.stream(FaultFixture.request(), collected, CallOptions.DEFAULT.withDeadline(LONGER));
        return StreamOutcome.of(collected);
    }
}
