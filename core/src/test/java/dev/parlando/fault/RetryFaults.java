package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.network.RetryPolicy;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Failures after which a request may be retried, and failures after which it must not be. */
final class RetryFaults {
    private static final int BYTES = 500;
    private static final RetryPolicy QUICK = RetryPolicy.DEFAULT
            .withMaxAttempts(3)
            .withFirstDelay(Duration.ofMillis(1))
            .withMaxDelay(Duration.ofSeconds(10));
    private static final RetryPolicy BOLD = RetryPolicy.DEFAULT
            .withMaxAttempts(3)
            .withFirstDelay(Duration.ofMillis(1))
            .withMaxDelay(Duration.ofSeconds(10))
            .withRetryIfProcessed(true);

    private RetryFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("retry", List.of(WireProtocol.H2C));
        Consumer<ScriptedStream> refuse = stream -> stream.reset(Http2Error.REFUSED_STREAM);
        healed(rows, "REFUSED_STREAM once", 1, refuse);
        healed(rows, "REFUSED_STREAM twice", 2, refuse);
        rejected(rows, "REFUSED_STREAM every time", QUICK, 3, refuse, Expectation.transport(RequestProgress.REFUSED));
        healed(rows, "429 once, retry-after 0", 1, status(429, "0"));
        healed(rows, "503 service_unavailable once", 1, error(503, "service_unavailable"));
        healed(rows, "409 already_running once", 1, error(409, "already_running"));
        for (int status : new int[] {408, 409, 500, 502, 503, 504, 524}) {
            rejected(rows, status + " of a gateway", QUICK, 1, status(status, "0"), processed());
        }
        rejected(rows, "500 internal_error", QUICK, 1, error(500, "internal_error"), processed());
        rejected(rows, "502 every time, retryIfProcessed", BOLD, 3, status(502, "0"), processed());
        healed(rows, "429 once, body reset", 1, stream -> stream.head(429, "retry-after", "0")
                .data(new byte[BYTES])
                .reset(Http2Error.INTERNAL_ERROR));
        rejected(rows, "429, retry-after 3600", QUICK, 1, status(429, "3600"), capacity());
        rejected(rows, "429 every time", QUICK, 3, status(429, "0"), capacity());
        rejected(
                rows,
                "401",
                QUICK,
                1,
                status(401, "0"),
                Expectation.refused(AuthenticationException.class, RequestProgress.REFUSED));
        rejected(
                rows,
                "400",
                QUICK,
                1,
                status(400, "0"),
                Expectation.refused(RequestRejectedException.class, RequestProgress.REFUSED));
        rejected(
                rows,
                "cut after the request",
                QUICK,
                1,
                ScriptedStream::cut,
                Expectation.transport(RequestProgress.PROCESSED));
        rejected(
                rows,
                "cut after the request, retryIfProcessed",
                BOLD,
                3,
                ScriptedStream::cut,
                Expectation.transport(RequestProgress.PROCESSED));
        rejected(
                rows,
                "cut after the response headers, retryIfProcessed",
                BOLD,
                1,
                stream -> stream.audio("audio/pcm").cut(),
                Expectation.transport(RequestProgress.PROCESSED));
        rejected(
                rows,
                "cut during the audio, retryIfProcessed",
                BOLD,
                1,
                stream -> stream.audio("audio/pcm").data(new byte[BYTES]).cut(),
                Expectation.truncated(BYTES));
        rows.scenes("GOAWAY, request not processed", RetryFaults::goAway, Expectation.audio(BYTES));
        rows.scenes(
                "outage, within the retry budget",
                RetryFaults::outage,
                Expectation.refused(RequestRejectedException.class, RequestProgress.REFUSED));
        return rows.list();
    }

    private static Expectation processed() {
        return Expectation.refused(RequestRejectedException.class, RequestProgress.PROCESSED);
    }

    private static Consumer<ScriptedStream> error(int status, String reason) {
        byte[] body = ("{\"detail\":{\"status\":\"" + reason + "\"}}").getBytes(StandardCharsets.UTF_8);
        return stream -> stream.head(status, "content-type", "application/json").end(body);
    }

    private static Expectation capacity() {
        return Expectation.refused(CapacityException.class, RequestProgress.REFUSED);
    }

    private static Consumer<ScriptedStream> status(int status, String retryAfter) {
        return stream -> stream.head(status, "retry-after", retryAfter).end();
    }

    /** Adds a row in which the first requests fail and the next one succeeds. */
    private static void healed(FaultRows rows, String name, int failures, Consumer<ScriptedStream> fail) {
        rows.scenes(name, scene -> count(scene, QUICK, failures + 1, failures, fail), Expectation.audio(BYTES));
    }

    /** Adds a row in which every request fails, and exactly {@code requests} requests are sent. */
    private static void rejected(
            FaultRows rows,
            String name,
            RetryPolicy policy,
            int requests,
            Consumer<ScriptedStream> fail,
            Expectation expected) {
        rows.scenes(name, scene -> count(scene, policy, requests, Integer.MAX_VALUE, fail), expected);
    }

    private static StreamOutcome count(
            FaultFixture scene, RetryPolicy policy, int expected, int failures, Consumer<ScriptedStream> fail)
            throws Exception {
        AtomicInteger seen = new AtomicInteger();
        ScriptedServer server = scene.serve(stream -> {
            if (seen.incrementAndGet() <= failures) {
                fail.accept(stream);
            } else {
                stream.audio("audio/pcm").end(new byte[BYTES]);
            }
        });
        StreamOutcome outcome = FaultFixture.speak(scene.engine(
                server.baseUrl(), builder -> builder.retryPolicy(policy).governor(GovernorSettings.OFF)));
        if (seen.get() != expected) {
            throw new AssertionError("the server saw " + seen + " requests and not " + expected);
        }
        return outcome;
    }

    private static StreamOutcome goAway(FaultFixture scene) throws Exception {
        RawPeer peer = scene.http2(connection -> {
            int stream = connection.handshake();
            if (connection.connection().number() == 1) {
                connection.send(Frames.goAway(0, Http2Error.NO_ERROR.code()));
            } else {
                connection.send(Frames.audioHead(stream), Frames.data(stream, Frames.END_STREAM, new byte[BYTES]));
            }
        });
        return FaultFixture.speak(scene.engine(peer.baseUrl(), builder -> builder.retryPolicy(QUICK)));
    }

    /**
     * Sends many utterances to a server without capacity. The retry budget must keep the number of requests close to
     * the number of utterances.
     */
    private static StreamOutcome outage(FaultFixture scene) throws Exception {
        int utterances = 50;
        AtomicInteger seen = new AtomicInteger();
        ScriptedServer server = scene.serve(stream -> {
            seen.incrementAndGet();
            error(503, "maintenance").accept(stream);
        });
        SpeechEngine engine = scene.engine(server.baseUrl(), builder -> builder.retryPolicy(QUICK));
        List<StreamOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < utterances; i++) {
            outcomes.add(FaultFixture.speak(engine));
        }
        if (seen.get() > utterances + utterances / 5) {
            throw new AssertionError("the server saw " + seen + " requests for " + utterances + " utterances");
        }
        return outcomes.get(utterances - 1);
    }
}
