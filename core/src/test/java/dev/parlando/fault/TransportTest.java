package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the engine's behavior with valid and faulty peers, over a real loopback connection. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransportTest {
    private static final String SECRET = "sk_0123456789abcdef";
    private static final int WINDOW = 65_535;
    private static final byte[] AUDIO = randomBytes(200_000, 7);

    private static byte[] randomBytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static SpeechEngine engine(URI baseUrl) {
        return SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of(SECRET))
                .streamWindowBytes(WINDOW)
                .closeGrace(Duration.ZERO)
                .governor(GovernorSettings.OFF)
                .build();
    }

    private static SpeechRequest request() {
        return SpeechRequest.builder("Hello")
                .voice("voice1")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
    }

    @Test
    void streamsEveryByteAndReportsResponseHeaders() {
        AtomicReference<@Nullable ScriptedStream> seen = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    seen.set(stream);
                    stream.head(
                            200,
                            "content-type",
                            "audio/pcm",
                            "request-id",
                            "abc",
                            "character-cost",
                            "22",
                            "current-concurrent-requests",
                            "1",
                            "maximum-concurrent-requests",
                            "10",
                            "x-region",
                            "here");
                    stream.data(AUDIO, 3989).end();
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler collected = new CollectingHandler();
            SpeechStream stream = engine.stream(request(), collected);
            SpeechResult result = stream.join();

            assertThat(collected.bytes()).isEqualTo(AUDIO);
            assertThat(result.bytes()).isEqualTo(AUDIO.length);
            assertThat(result.cancelled()).isFalse();
            assertThat(result.response()).isNotNull();
            assertThat(result.response().requestId()).isEqualTo("abc");
            assertThat(result.response().characterCost()).isEqualTo(22);
            assertThat(result.response().maximumConcurrentRequests()).isEqualTo(10);
            assertThat(result.response().workspaceConcurrentRequests()).isNull();
            assertThat(result.response().protocol()).isEqualTo("h2c");
            assertThat(result.response().connectionReused()).isFalse();
            assertThat(seen.get().path()).isEqualTo("/v1/text-to-speech/voice1/stream?output_format=pcm_24000");
            assertThat(seen.get().header("xi-api-key")).isEqualTo(SECRET);
            assertThat(seen.get().body()).isEqualTo("{\"text\":\"Hello\"}");
            for (TimelineEvent event : List.of(
                    TimelineEvent.CONNECTED,
                    TimelineEvent.SECURED,
                    TimelineEvent.REQUEST_SENT,
                    TimelineEvent.RESPONSE_HEADERS,
                    TimelineEvent.FIRST_BYTE,
                    TimelineEvent.LAST_BYTE,
                    TimelineEvent.END)) {
                assertThat(stream.timeline().nanos(event)).as(event.name()).isPresent();
            }
            assertThat(stream.timeline().nanos(TimelineEvent.FIRST_PCM)).isEmpty();
        }
    }

    @Test
    void usesOneConnectionForManyStreams() {
        try (ScriptedServer server = ScriptedServer.start(
                        stream -> stream.audio("audio/pcm").data(AUDIO, 1400).end());
                SpeechEngine engine = engine(server.baseUrl())) {
            List<CollectingHandler> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                CollectingHandler collected = new CollectingHandler();
                all.add(collected);
                engine.stream(request(), collected);
            }
            all.forEach(collected -> {
                collected.await();
                assertThat(collected.bytes()).isEqualTo(AUDIO);
            });
            CollectingHandler later = new CollectingHandler();
            engine.stream(request(), later);

            assertThat(later.await().response().connectionReused()).isTrue();
            assertThat(server.acceptedConnections()).isEqualTo(1);
        }
    }

    @Test
    void opensAnotherConnectionWhenThePeerAllowsNoMoreStreams() {
        Queue<ScriptedStream> running = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> four = new CompletableFuture<>();
        Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(2);
        try (ScriptedServer server = ScriptedServer.start(settings, stream -> {
                    stream.audio("audio/pcm").data(new byte[10]);
                    running.add(stream);
                    if (running.size() == 4) {
                        four.complete(null);
                    }
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            List<CollectingHandler> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                CollectingHandler collected = new CollectingHandler();
                all.add(collected);
                engine.stream(request(), collected);
                // Waits for the audio, which the server sends after its settings.
                collected.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();
            }
            four.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(server.acceptedConnections()).isEqualTo(2);
            running.forEach(ScriptedStream::end);
            all.forEach(CollectingHandler::await);
        }
    }

    @Test
    void limitsHeldStreamToOneWindowWithoutBlockingOthers() {
        AtomicReference<@Nullable ScriptedStream> heldAtServer = new AtomicReference<>();
        byte[] large = randomBytes(2_000_000, 3);
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    if (stream.path().contains("held")) {
                        heldAtServer.set(stream);
                    }
                    stream.audio("audio/pcm").data(large, 8_000).end();
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler held = new CollectingHandler();
            held.holding = true;
            SpeechStream heldStream =
                    engine.stream(SpeechRequest.builder("wait").voice("held").build(), held);
            held.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();

            List<CollectingHandler> others = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                CollectingHandler collected = new CollectingHandler();
                others.add(collected);
                engine.stream(request(), collected);
            }
            others.forEach(collected -> {
                collected.await();
                assertThat(collected.bytes()).isEqualTo(large);
            });
            assertThat(heldAtServer.get().sentBytes()).isPositive().isLessThanOrEqualTo(WINDOW);

            held.holding = false;
            heldStream.resume();
            held.await();
            assertThat(held.bytes()).isEqualTo(large);
        }
    }

    @Test
    void coalescesTinyFramesWhileHeld() {
        byte[] body = randomBytes(20_000, 5);
        CompletableFuture<ScriptedStream> atServer = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    stream.audio("audio/pcm").data(body, 1).end();
                    atServer.complete(stream);
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler collected = new CollectingHandler();
            collected.holding = true;
            SpeechStream stream = engine.stream(request(), collected);
            collected.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();
            // The whole body fits into the window, so the first response is complete when this second stream ends.
            CollectingHandler other = new CollectingHandler();
            engine.stream(request(), other);
            other.await();

            collected.holding = false;
            stream.resume();
            collected.await();
            assertThat(collected.bytes()).isEqualTo(body);
            assertThat(collected.chunks()).isLessThan(20);
        }
    }

    @Test
    void excludesPaddingFromAudioAndReturnsItsCredit() {
        byte[] piece = randomBytes(100, 9);
        int pieces = 3_000; // More than ten windows with padding.
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    stream.audio("audio/pcm");
                    for (int i = 0; i < pieces; i++) {
                        stream.data(new byte[0]).padded(piece, 200);
                    }
                    stream.end();
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(request(), collected);
            assertThat(collected.await().bytes()).isEqualTo((long) pieces * piece.length);
        }
    }

    @Test
    void cancelsStreamBeforeResponse() {
        try (ScriptedServer server = ScriptedServer.start(stream -> {});
                SpeechEngine engine = engine(server.baseUrl())) {
            SpeechStream stream = engine.stream(request(), new CollectingHandler());
            CompletableFuture<?> pending = stream.response().toCompletableFuture();
            stream.cancel();
            assertThat(stream.join().cancelled()).isTrue();
            assertThat(stream.join().response()).isNull();
            assertThat(pending.orTimeout(30, TimeUnit.SECONDS).join()).isNull();
            assertThat(stream.response().toCompletableFuture()).isCompletedWithValue(null);
            assertThat(stream.completion().toCompletableFuture()).isCompletedWithValueMatching(SpeechResult::cancelled);
        }
    }

    @Test
    void resetsStreamWhenHandlerCancels() {
        CompletableFuture<ScriptedStream> atServer = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    stream.audio("audio/pcm").data(AUDIO);
                    atServer.complete(stream);
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            SpeechStream stream = engine.stream(request(), chunk -> ChunkAction.CANCEL);
            assertThat(stream.join().cancelled()).isTrue();
            atServer.join().resetByClient.orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void failsOnlyStreamOfThrowingHandler() {
        CompletableFuture<ScriptedStream> atServer = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    stream.audio("audio/pcm").data(AUDIO).end();
                    atServer.complete(stream);
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            SpeechStream bad = engine.stream(request(), chunk -> {
                throw new IllegalStateException("mine");
            });
            CollectingHandler good = new CollectingHandler();
            engine.stream(request(), good);

            assertThatThrownBy(bad::join)
                    .isInstanceOf(HandlerException.class)
                    .hasMessageContaining("onChunk")
                    .hasRootCauseMessage("mine");
            good.await();
            assertThat(good.bytes()).isEqualTo(AUDIO);
        }
    }

    @Test
    void finishesStreamAndReconnectsAfterGoAway() {
        try (ScriptedServer server = ScriptedServer.start(
                        stream -> stream.audio("audio/pcm").data(AUDIO).goAway().end(AUDIO));
                SpeechEngine engine = engine(server.baseUrl())) {
            for (int i = 0; i < 3; i++) {
                CollectingHandler collected = new CollectingHandler();
                engine.stream(request(), collected);
                assertThat(collected.await().bytes()).isEqualTo(2L * AUDIO.length);
            }
            // The next connection is opened ahead; it may or may not have been accepted by now.
            assertThat(server.acceptedConnections()).isBetween(3, 4);
        }
    }

    @Test
    void reportsErrorReturnedByService() {
        try (ScriptedServer server = ScriptedServer.start(stream -> refuse(stream));
                SpeechEngine engine = engine(server.baseUrl())) {
            assertThatThrownBy(() -> speak(engine, "badkey"))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("invalid_api_key")
                    .hasMessageContaining("ELEVENLABS_API_KEY")
                    .hasMessageNotContaining(SECRET);
            assertThatThrownBy(() -> speak(engine, "busy"))
                    .isInstanceOfSatisfying(CapacityException.class, e -> assertThat(e.retryable())
                            .isTrue());
            assertThatThrownBy(() -> speak(engine, "huge"))
                    .isInstanceOfSatisfying(
                            RequestRejectedException.class,
                            e -> assertThat(e.error().httpStatus()).isEqualTo(500));
            assertThatThrownBy(() -> speak(engine, "nobody"))
                    .isInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("voice_not_found")
                    .hasMessageContaining("f791");
        }
    }

    private static void refuse(ScriptedStream stream) {
        if (stream.path().contains("badkey")) {
            json(
                    stream,
                    401,
                    "{\"detail\":{\"code\":\"unauthorized\",\"status\":\"invalid_api_key\",\"message\":\"Key " + SECRET
                            + " is wrong\"}}");
        } else if (stream.path().contains("busy")) {
            json(stream, 429, "{\"detail\":{\"status\":\"system_busy\",\"message\":\"later\"}}");
        } else if (stream.path().contains("huge")) {
            stream.head(500, "content-type", "text/html")
                    .data(new byte[300_000], 10_000)
                    .end();
        } else {
            json(
                    stream,
                    404,
                    "{\"detail\":{\"status\":\"voice_not_found\",\"message\":\"?\",\"request_id\":\"f791\"}}");
        }
    }

    private static void json(ScriptedStream stream, int status, String body) {
        stream.head(status, "content-type", "application/json").end(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void speak(SpeechEngine engine, String voice) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(SpeechRequest.builder("Hi").voice(voice).build(), collected);
        collected.await();
    }

    @Test
    void looksUpDefaultVoiceOnce() {
        Queue<String> paths = new ConcurrentLinkedQueue<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    paths.add(stream.path());
                    if (stream.path().startsWith("/v2/voices")) {
                        json(stream, 200, "{\"voices\":[{\"voice_id\":\"first\"}],\"has_more\":true}");
                    } else {
                        stream.audio("audio/pcm").end(AUDIO);
                    }
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            for (int i = 0; i < 2; i++) {
                CollectingHandler collected = new CollectingHandler();
                engine.stream(SpeechRequest.of("Hello"), collected);
                collected.await();
            }
            assertThat(engine.defaultVoiceId().toCompletableFuture().join()).isEqualTo("first");
            assertThat(paths)
                    .containsExactly(
                            "/v2/voices?page_size=1&include_total_count=false",
                            "/v1/text-to-speech/first/stream?output_format=mp3_44100_128",
                            "/v1/text-to-speech/first/stream?output_format=mp3_44100_128");
        }
    }

    @Test
    void reportsAccountWithoutVoices() {
        try (ScriptedServer server = ScriptedServer.start(stream -> json(stream, 200, "{\"voices\":[]}"));
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(SpeechRequest.of("Hello"), collected);
            assertThatThrownBy(collected::await)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("voice_id");
        }
    }

    @Test
    void listsVoicesAndRejectsNonJsonResponse() {
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    if (stream.path().startsWith("/v1/models")) {
                        stream.head(200, "content-type", "text/html").end("<html>".getBytes(StandardCharsets.UTF_8));
                    } else {
                        json(
                                stream,
                                200,
                                "{\"voices\":[{\"voice_id\":\"a\",\"name\":\"Ann\",\"labels\":{\"accent\":\"none\"},\"new\":1}],"
                                        + "\"has_more\":true,\"next_page_token\":\"t\",\"total_count\":2}");
                    }
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            VoicePage page = engine.voices(VoiceQuery.ALL).toCompletableFuture().join();
            assertThat(page.voices()).hasSize(1);
            assertThat(page.voices().get(0).labels()).containsEntry("accent", "none");
            assertThat(page.nextPageToken()).isEqualTo("t");
            assertThat(page.totalCount()).isEqualTo(2);
            assertThatThrownBy(() -> engine.models().toCompletableFuture().join())
                    .hasCauseInstanceOf(UnexpectedResponseException.class);
        }
    }

    @Test
    void readsAsAnInputStream() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(
                        stream -> stream.audio("audio/pcm").data(AUDIO, 4099).end());
                SpeechEngine engine = engine(server.baseUrl());
                SpeechInputStream input = engine.inputStream(request())) {
            assertThat(input.readAllBytes()).isEqualTo(AUDIO);
            assertThat(input.read()).isEqualTo(-1);
        }
    }

    @Test
    void publishesOnDemand() {
        try (ScriptedServer server = ScriptedServer.start(
                        stream -> stream.audio("audio/pcm").data(AUDIO, 4099).end());
                SpeechEngine engine = engine(server.baseUrl())) {
            OneByOne subscriber = new OneByOne();
            engine.publisher(request()).subscribe(subscriber);
            subscriber.done.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(Arrays.copyOf(subscriber.bytes, subscriber.length)).isEqualTo(AUDIO);
        }
    }

    /** A subscriber that requests one buffer at a time. */
    private static final class OneByOne implements Flow.Subscriber<ByteBuffer> {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final byte[] bytes = new byte[AUDIO.length];
        int length;
        private Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            int count = buffer.remaining();
            buffer.get(bytes, length, count);
            length += count;
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            done.complete(null);
        }
    }

    @Test
    void failsRunningStreamsAndStopsThreadsOnClose() throws InterruptedException {
        try (ScriptedServer server =
                ScriptedServer.start(stream -> stream.audio("audio/pcm").data(new byte[10]))) {
            CollectingHandler running = new CollectingHandler();
            CollectingHandler held = new CollectingHandler();
            held.holding = true;
            List<Thread> older = parlandoThreads();
            SpeechEngine engine = SpeechEngine.builder()
                    .baseUrl(server.baseUrl())
                    .ioThreads(2)
                    .build();
            List<Thread> threads = parlandoThreads();
            threads.removeAll(older);
            engine.stream(request(), running);
            engine.stream(request(), held);
            running.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();
            held.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();
            engine.close();
            engine.close();

            assertThatThrownBy(running::await).isInstanceOf(EngineClosedException.class);
            assertThatThrownBy(held::await).isInstanceOf(EngineClosedException.class);
            assertThatThrownBy(() -> engine.stream(request(), new CollectingHandler()))
                    .isInstanceOf(EngineClosedException.class);
            // A thread can still be running its last instructions after it has reported its end.
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            }
            assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
        }
    }

    private static List<Thread> parlandoThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parlando-"))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
