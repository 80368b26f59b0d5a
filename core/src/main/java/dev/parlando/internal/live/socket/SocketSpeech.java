package dev.parlando.internal.live.socket;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.call.EventLoopShard;
import dev.parlando.internal.call.Transport;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.json.JsonClasses;
import dev.parlando.internal.origin.Origin;
import dev.parlando.internal.websocket.WebSocketClient;
import dev.parlando.internal.websocket.WebSocketClientSettings;
import dev.parlando.internal.websocket.WebSocketSettings;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextReader;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Speech of live texts over the WebSockets of the service, or over HTTP where they cannot be used.
 *
 * <p>Threading: safe for use from any thread. It never blocks.
 */
public final class SocketSpeech {
    /** Limit on a message: an audio message of a long generation may exceed 1 MiB. */
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private static final int WRITABLE_BYTES = 256 * 1024;
    private static final int MAX_PENDING_BYTES = 4 * 1024 * 1024;
    private static final int PINGS_PER_SILENCE = 3;

    private final Transport transport;
    private final ConnectSettings connect;
    private final RequestSpeech requests;
    private final WebSocketClient client;
    private final RefusedSockets refused;
    private final Map<EventLoopShard, SocketPool> pools = new ConcurrentHashMap<>();

    /** Creates speech over the loops of a transport, without a connection. */
    public SocketSpeech(Transport transport, ConnectSettings connect, RequestSpeech requests) {
        this.transport = transport;
        this.connect = connect;
        this.requests = requests;
        this.refused = new RefusedSockets(System::nanoTime);
        this.client = new WebSocketClient(transport.loops(), clientSettings(connect));
        transport.closeWith(client::close);
    }

    private static WebSocketClientSettings clientSettings(ConnectSettings connect) {
        Origin origin = connect.origin();
        Timeouts timeouts = connect.timeouts();
        Duration silence = timeouts.silence();
        WebSocketSettings connection = WebSocketSettings.DEFAULT
                .withBytes(MAX_MESSAGE_BYTES, WRITABLE_BYTES, MAX_PENDING_BYTES)
                .withTimes(timeouts.responseHeaders(), timeouts.requestWrite(), Duration.ofSeconds(1))
                .withSilence(silence, silence.dividedBy(PINGS_PER_SILENCE));
        return new WebSocketClientSettings(
                URI.create((origin.secure() ? "wss://" : "ws://") + origin.authority()),
                connect.proxy(),
                connect.trustedCertificates(),
                connect.sslContext(),
                timeouts,
                connection);
    }

    /**
     * Speaks a text while it is written.
     *
     * @param voiceId completes with the voice to use; its failure fails the stream
     * @param onFailed called on a delivery thread if a stream over a WebSocket fails
     * @throws InvalidRequestException if the requested transport cannot be used with the template
     * @throws IllegalStateException if the text is already being spoken
     */
    public SpeechStream stream(
            LiveText text,
            ChunkHandler handler,
            CallOptions options,
            CompletableFuture<String> voiceId,
            Consumer<Throwable> onFailed) {
        SocketKind kind = SocketChoice.of(text);
        boolean automatic = SocketChoice.isAutomatic(text);
        EventLoopShard shard = transport.nextShard();
        LiveTextReader reader = text.reader(transport.callbacks().pool());
        if (kind == null || (automatic && refused.contains(kind, text.template()))) {
            return requests.stream(text, reader, handler, options);
        }
        JsonClasses.load();
        TimelineRecorder timeline = transport.timeline(options);
        if (!automatic) {
            SocketCall call =
                    new SocketCall(text, reader, kind, handler, options, shard, timeline, pool(shard), error -> false);
            start(call, shard, voiceId, onFailed);
            return call;
        }
        FallbackStream stream = new FallbackStream(
                text.template(),
                handler,
                options,
                timeline,
                transport.callbacks().orElse(options.executor()),
                error -> refused.add(kind, text.template()));
        SocketCall call = new SocketCall(
                text, reader, kind, stream, options, shard, timeline, pool(shard), stream::acceptsRefusal);
        stream.start(call, rest -> requests.stream(text, reader, handler, rest));
        start(call, shard, voiceId, onFailed);
        return stream;
    }

    private static void start(
            SocketCall call, EventLoopShard shard, CompletableFuture<String> voiceId, Consumer<Throwable> onFailed) {
        call.onFailed(onFailed);
        shard.start(call, call::startTimers);
        voiceId.thenAccept(call::start).exceptionally(failure -> {
            call.fail(UnexpectedFailure.toException(failure).copy()); // Other calls may wait for the same voice.
            return null;
        });
    }

    private SocketPool pool(EventLoopShard shard) {
        return pools.computeIfAbsent(shard, key -> {
            SocketDialer dialer =
                    new WebSocketDialer(client, shard.loop(), connect.origin().pathPrefix());
            SocketPool pool = new SocketPool(shard.loop(), shard.governor(), dialer);
            shard.execute(() -> shard.closeWith(pool::close));
            return pool;
        });
    }
}
