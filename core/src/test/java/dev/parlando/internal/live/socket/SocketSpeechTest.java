package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.BlockingWaitStrategy;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.call.Transport;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.origin.Origin;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import dev.parlando.internal.websocket.WebSocketRequest;
import dev.parlando.internal.websocket.WebSocketServer;
import dev.parlando.internal.websocket.WebSocketServerSettings;
import dev.parlando.internal.websocket.WebSocketSettings;
import dev.parlando.internal.websocket.WebSocketUpgrade;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of speech over real WebSockets, and of the fallback to HTTP. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketSpeechTest {
    private static final String KEY = "sk_0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final int AUDIO_BYTES = 3 * 1024 * 1024;
    private static final String REFUSAL =
            "{\"detail\":{\"type\":\"validation_error\",\"code\":\"unsupported_model\",\"message\":\"Use the other socket\"}}";

    private final EventLoops loops = new EventLoops("parlando-socket-test", 1);
    private final BlockingQueue<WebSocketRequest> upgrades = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<LiveTextReader> fallbacks = new LinkedBlockingQueue<>();
    private final AtomicLong received = new AtomicLong();
    private volatile @Nullable RuntimeException fallbackFailure;
    private final WebSocketServer server = WebSocketServer.start(
            loops,
            new WebSocketServerSettings(
                    "127.0.0.1",
                    0,
                    null,
                    100,
                    WebSocketSettings.DEFAULT.withBytes(1024 * 1024, 64 * 1024, 64 * 1024 * 1024)),
            this::decide);
    private final Transport transport = new Transport(settings());
    private final SocketSpeech speech =
            new SocketSpeech(transport, settings().connect(), (text, reader, handler, options) -> {
                fallbacks.add(reader);
                RuntimeException fallbackError = fallbackFailure;
                if (fallbackError != null) {
                    throw fallbackError;
                }
                handler.onEnd(new SpeechResult(null, 7, 1, false));
                return new EndedStream(text.template(), new SpeechResult(null, 7, 1, false));
            });
    private volatile boolean refusing;

    private TransportSettings settings() {
        return new TransportSettings(
                new ConnectSettings(
                        Origin.of(URI.create(
                                "http://127.0.0.1:" + server.address().getPort())),
                        null,
                        null,
                        null,
                        Timeouts.DEFAULT),
                ApiKeyProvider.of(ApiKey.of(KEY)),
                Duration.ofSeconds(1),
                null,
                1024 * 1024,
                GovernorSettings.DEFAULT,
                null,
                RetryPolicy.DEFAULT,
                Duration.ofSeconds(30),
                Duration.ZERO,
                4,
                1,
                BlockingWaitStrategy::new,
                System::nanoTime,
                List.of(),
                null);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
        loops.close();
    }

    private CompletionStage<WebSocketUpgrade> decide(WebSocketRequest request) {
        upgrades.add(request);
        return CompletableFuture.completedFuture(
                refusing ? WebSocketUpgrade.refuse(400, REFUSAL) : WebSocketUpgrade.accept(new Service(), null));
    }

    /** A service that answers each sentence with one large message, and the end of a context with its end. */
    private final class Service implements WebSocketListener {
        private @Nullable WebSocketConnection connection;

        @Override
        public void onOpen(WebSocketConnection opened) {
            connection = opened;
        }

        @Override
        public void onText(ByteBuffer utf8) {
            String message = StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
            messages.add(message);
            String id = message.replaceFirst(".*\"context_id\":\"([^\"]*)\".*", "$1");
            if (message.contains("sentence")) {
                send("{\"audio\":\"" + Base64.getEncoder().encodeToString(new byte[AUDIO_BYTES]) + "\",\"contextId\":\""
                        + id
                        + "\",\"isFinal\":null,\"alignment\":{\"chars\":[\"a\"],\"charStartTimesMs\":[0],"
                        + "\"charDurationsMs\":[10]}}");
            } else if (message.contains("close_context")) {
                send("{\"audio\":\"\",\"isFinal\":true,\"contextId\":\"" + id + "\"}");
            }
        }

        private void send(String json) {
            WebSocketConnection open = Objects.requireNonNull(connection);
            open.sendText(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
            open.flush();
        }

        @Override
        public void onBinary(ByteBuffer bytes) {}

        @Override
        public void onClose(WebSocketClose close) {}
    }

    /** A stream that has ended. */
    private record EndedStream(SpeechRequest request, SpeechResult result) implements SpeechStream {
        @Override
        @SuppressWarnings("NullAway") // The annotation of the type argument is not in the class file.
        public CompletionStage<@Nullable SpeechResponse> response() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<SpeechResult> completion() {
            return CompletableFuture.completedFuture(result);
        }

        @Override
        public SpeechResult join() {
            return result;
        }

        @Override
        public void resume() {}

        @Override
        public void cancel() {}

        @Override
        public Timeline timeline() {
            return CallOptions.startTimeline();
        }
    }

    private static SpeechRequest template() {
        return SpeechRequest.template()
                .model("eleven_flash_v2_5")
                .outputFormat(OutputFormat.PCM_44100)
                .build();
    }

    private SpeechStream speak(LiveText text) {
        ChunkHandler handler = new ChunkHandler() {
            @Override
            public ChunkAction onChunk(Chunk chunk) {
                received.addAndGet(chunk.remaining());
                return ChunkAction.CONTINUE;
            }
        };
        return speech.stream(
                text, handler, CallOptions.DEFAULT, CompletableFuture.completedFuture("voice1"), failure -> {});
    }

    private static LiveText text(LiveTransport transport) {
        return LiveText.of(template(), LiveTextSettings.DEFAULT.withTransport(transport));
    }

    private static Throwable failure(SpeechStream stream) {
        CompletionException failure = assertThrows(CompletionException.class, () -> stream.completion()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join());
        return Objects.requireNonNull(failure.getCause());
    }

    @Test
    void turnsShareAConnectionAndLargeMessagesArrive() throws Exception {
        for (int turn = 1; turn <= 2; turn++) {
            LiveText text = text(LiveTransport.AUTO);
            SpeechStream stream = speak(text);
            text.append("A sentence. ");
            text.end();
            assertEquals(AUDIO_BYTES, stream.join().bytes());
            assertEquals(
                    "websocket",
                    Objects.requireNonNull(
                                    stream.response().toCompletableFuture().get())
                            .protocol());
            assertEquals(
                    turn == 2, stream.response().toCompletableFuture().get().connectionReused());
        }
        assertEquals(2L * AUDIO_BYTES, received.get());
        assertEquals(1, upgrades.size());
        WebSocketRequest upgrade = upgrades.take();
        assertEquals(KEY, upgrade.header("xi-api-key"));
        assertFalse(upgrade.target().contains("sk_"));
        assertEquals("/v1/text-to-speech/voice1/multi-stream-input", upgrade.path());
        assertTrue(upgrade.target().contains("inactivity_timeout=180"));
    }

    @Test
    void interruptedTurnClosesItsContext() throws Exception {
        LiveText text = text(LiveTransport.MULTI_STREAM);
        SpeechStream stream = speak(text);
        text.append("A sentence. And");
        while (!Objects.requireNonNull(messages.poll(20, TimeUnit.SECONDS)).contains("sentence")) {}
        stream.cancel();
        assertTrue(stream.join().cancelled());
        assertTrue(Objects.requireNonNull(messages.poll(20, TimeUnit.SECONDS)).contains("close_context"));
    }

    @Test
    void refusedUpgradeFallsBackToRequestsAndIsRemembered() throws Exception {
        refusing = true;
        for (int turn = 0; turn < 2; turn++) {
            LiveText text = text(LiveTransport.AUTO);
            SpeechStream stream = speak(text);
            assertEquals(7, stream.join().bytes());
            assertEquals(
                    LiveTextReader.State.OPEN,
                    Objects.requireNonNull(fallbacks.poll(20, TimeUnit.SECONDS)).state());
        }
        assertEquals(1, upgrades.size());
    }

    @Test
    void fallbackThatCannotStartEndsTheStreamEvenIfTheHandlerThrows() {
        refusing = true;
        fallbackFailure = new EngineClosedException("closed");
        IllegalStateException ofHandler = new IllegalStateException("expected");
        ChunkHandler handler = new ChunkHandler() {
            @Override
            public ChunkAction onChunk(Chunk chunk) {
                return ChunkAction.CONTINUE;
            }

            @Override
            public void onError(ParlandoException error) {
                throw ofHandler;
            }
        };
        SpeechStream stream = speech.stream(
                text(LiveTransport.AUTO),
                handler,
                CallOptions.DEFAULT,
                CompletableFuture.completedFuture("voice1"),
                failure -> {});
        Throwable error = failure(stream);
        assertInstanceOf(EngineClosedException.class, error);
        assertEquals(List.of(ofHandler), List.of(error.getSuppressed()));
    }

    @Test
    void refusalOfARequestedTransportIsReportedWithItsReason() {
        refusing = true;
        RequestRejectedException error =
                assertInstanceOf(RequestRejectedException.class, failure(speak(text(LiveTransport.SINGLE_STREAM))));
        assertTrue(error.error().hasReason("unsupported_model"), error.getMessage());
        assertEquals(400, error.error().httpStatus());
        assertEquals(0, fallbacks.size());
    }

    @Test
    void transportThatDoesNotFitTheModelIsRejected() {
        InvalidRequestException error =
                assertThrows(InvalidRequestException.class, () -> speak(text(LiveTransport.DIALOGUE)));
        assertTrue(error.getMessage().contains("eleven_flash_v2_5"), error.getMessage());
    }

    @Test
    void parametersWithoutASocketUseRequests() {
        LiveText text =
                LiveText.of(template().toBuilder().previousText("Before.").build());
        assertEquals(7, speak(text).join().bytes());
        assertEquals(0, upgrades.size());
    }

    @Test
    void closedTransportEndsStreams() throws Exception {
        LiveText text = text(LiveTransport.AUTO);
        SpeechStream stream = speak(text);
        text.append("A sentence. And");
        while (!Objects.requireNonNull(messages.poll(20, TimeUnit.SECONDS)).contains("sentence")) {}
        transport.close();
        assertInstanceOf(EngineClosedException.class, failure(stream));
    }
}
