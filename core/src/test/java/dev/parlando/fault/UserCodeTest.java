package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.EngineClock;
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.internal.delivery.TimestampedLines;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.voice.VoiceQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that no code of the user runs on an event loop, and on a ring thread only its handlers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserCodeTest {
    private static final int BYTES = 5_000;
    private static final String LIMITS = "maximum-concurrent-requests";

    @TempDir
    static Path folder;

    private static ServerIdentity identity;

    private final UserHooks hooks = new UserHooks();
    private final AtomicBoolean clockThrows = new AtomicBoolean();

    @BeforeAll
    static void makeIdentity() throws Exception {
        identity = ServerIdentity.create(folder);
    }

    /** A response, which the voice of the request selects. */
    private enum Answer {
        AUDIO,
        TIMES,
        REFUSAL,
        STALL,
        CUT;

        static Answer to(String request) {
            for (Answer answer : values()) {
                if (request.contains("/" + answer + "/") || request.contains("/" + answer + "?")) {
                    return answer;
                }
            }
            return REFUSAL; // Of calls other than speech.
        }
    }

    private static byte[] times() {
        return new TimestampedLines()
                .addRaw("{\"audio_base64\":\"AAAA\",\"alignment\":{\"characters\":[\"a\",\"b\"],"
                        + "\"character_start_times_seconds\":[0.0],\"character_end_times_seconds\":[0.1]}}")
                .bytes();
    }

    private static byte[] refusal() {
        return "{\"detail\":{\"status\":\"invalid_api_key\"}}".getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(ScriptedStream stream) {
        switch (Answer.to(stream.path())) {
            case AUDIO -> {
                ScriptedAccount.respond(stream, "1", "many");
                stream.end(new byte[BYTES]);
            }
            case TIMES -> stream.audio("application/json").end(times());
            case STALL -> stream.audio("audio/pcm").data(new byte[BYTES]);
            case CUT -> {
                stream.audio("audio/pcm").data(new byte[BYTES]);
                stream.cut();
            }
            case REFUSAL -> stream.head(401, "content-type", "application/json").end(refusal());
        }
    }

    private static void answer(Http1Peer peer) throws IOException {
        while (true) {
            String head = peer.request();
            if (head.startsWith(Http1Peer.PREFACE)) {
                peer.refusePreface();
                return;
            }
            switch (Answer.to(head)) {
                case AUDIO -> {
                    peer.send(Http1Peer.AUDIO + LIMITS + ": many\r\nContent-Length: " + BYTES + "\r\n\r\n");
                    peer.send(new byte[BYTES]);
                }
                case TIMES -> json(peer, "200 OK", times());
                case STALL -> {
                    peer.audio(BYTES + 1, 1);
                    return;
                }
                case CUT -> {
                    peer.audio(BYTES + 1, 1);
                    peer.cut();
                    return;
                }
                case REFUSAL -> json(peer, "401 Unauthorized", refusal());
            }
        }
    }

    private static void json(Http1Peer peer, String status, byte[] body) throws IOException {
        peer.send("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n");
        peer.send(body);
    }

    private static URI serve(WireProtocol wire, List<AutoCloseable> servers) throws Exception {
        if (wire == WireProtocol.H2 || wire == WireProtocol.H2C) {
            ScriptedServer server = wire.secure()
                    ? ScriptedServer.startTls(ServerTls.of(identity.valid(), wire.alpn()), UserCodeTest::answer)
                    : ScriptedServer.start(UserCodeTest::answer);
            servers.add(server);
            return server.baseUrl();
        }
        RawPeer peer = new RawPeer(
                wire.secure() ? ServerIdentity.jdk(identity.valid()) : null,
                wire.alpn(),
                connection -> answer(new Http1Peer(connection)));
        servers.add(peer);
        return peer.baseUrl();
    }

    /** Throws once, on an event loop, if the test wants it. */
    private long nanoTime() {
        if (Thread.currentThread().getName().startsWith("parlando-io") && clockThrows.getAndSet(false)) {
            throw new IllegalStateException("defect of a clock");
        }
        return System.nanoTime();
    }

    private SpeechEngine engine(URI baseUrl) throws Exception {
        SpeechEngineBuilder builder = SpeechEngine.builder()
                .baseUrl(baseUrl)
                .retryPolicy(RetryPolicy.NONE)
                .closeGrace(Duration.ZERO)
                .governor(GovernorSettings.DEFAULT.withInitialLimit(1).withMaxLimit(1));
        hooks.addTo(builder, baseUrl.getScheme().equals("https"));
        SpeechEngine engine = EngineClock.set(builder, this::nanoTime).build();
        hooks.addTo(engine);
        return engine;
    }

    private SpeechStream start(SpeechEngine engine, Answer answer, boolean failing) {
        SpeechRequest request = SpeechRequest.builder(FaultFixture.TEXT)
                .voice(answer.name())
                .outputFormat(OutputFormat.PCM_24000)
                .timestamps(answer == Answer.TIMES)
                .build();
        return engine.stream(
                request,
                hooks.new HandlerHook(failing),
                CallOptions.DEFAULT.withExecutor(hooks.executor("executor of the call")));
    }

    /** Waits for the end of a stage, behind which code of the user runs. */
    private void await(CompletionStage<?> stage, String hook) throws Exception {
        stage.handle((value, failure) -> {
                    hooks.called(hook);
                    return hook;
                })
                .toCompletableFuture()
                .get(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void speak(SpeechEngine engine, Answer answer, boolean failing) throws Exception {
        await(start(engine, answer, failing).completion(), "stage of a stream");
    }

    private void useEverything(SpeechEngine engine) throws Exception {
        await(engine.warmUp(), "stage of the engine");
        speak(engine, Answer.AUDIO, false);
        speak(engine, Answer.AUDIO, true);
        speak(engine, Answer.TIMES, false);
        speak(engine, Answer.CUT, false);
        clockThrows.set(true);
        speak(engine, Answer.AUDIO, false);
        cancel(engine);
        speak(engine, Answer.REFUSAL, false);
        await(engine.voices(VoiceQuery.ALL), "stage of a call");
        await(engine.credentials().refresh(), "stage of the keys");
    }

    /** Cancels a stream with the only permit, for which another request waits. */
    private void cancel(SpeechEngine engine) throws Exception {
        SpeechStream stalled = start(engine, Answer.STALL, false);
        await(stalled.response(), "stage of a response");
        CompletableFuture<Permit> permit = engine.governor().acquireAsync(null, Priority.NORMAL, Duration.ofDays(1));
        CompletableFuture<Permit> closed = permit.whenComplete((granted, failure) -> granted.close());
        stalled.cancel();
        await(closed, "stage of a permit");
        await(stalled.completion(), "stage of a stream");
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void runsOffEventLoop(WireProtocol wire) throws Exception {
        List<AutoCloseable> servers = new ArrayList<>();
        try (hooks;
                SpeechEngine engine = engine(serve(wire, servers))) {
            useEverything(engine);
        } finally {
            for (AutoCloseable server : servers) {
                server.close();
            }
        }
        Map<String, Set<String>> threads = hooks.threads();
        assertThat(threads.keySet()).containsAll(expectedHooks(wire));
        assertThat(threads).allSatisfy((hook, names) -> assertThat(names)
                .as(hook)
                .noneMatch(name -> name.startsWith("parlando-io"))
                .noneMatch(name -> name.startsWith("parlando-ring") && !hook.equals("handler")));
    }

    private static List<String> expectedHooks(WireProtocol wire) {
        return List.of(
                wire.secure() ? "trust manager" : "handler",
                "handler",
                "key provider",
                "executor of the engine",
                "executor of the call",
                "executor of the meter",
                "listener of the engine",
                "listener of the governor",
                "listener of the keys",
                "listener of the meter",
                "stage of a permit",
                "log of dev.parlando.wire",
                "log of dev.parlando.error",
                "log of dev.parlando.credentials",
                "log of dev.parlando.internal.delivery",
                "log of dev.parlando.internal.event.EventDispatcher",
                "log of dev.parlando.internal.limiter.LimiterEvents");
    }
}
