package dev.parlando.internal.live.socket;

import dev.parlando.speech.SpeechRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The WebSockets that the service or a proxy has refused, so that the next texts are spoken over HTTP without an attempt.
 *
 * <p>Threading: safe for use from any thread.
 */
final class RefusedSockets {
    /** Time after which a WebSocket is tried again. */
    static final long REFUSED_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** The parameters that a refusal may depend on. */
    private record Refusal(SocketKind kind, @Nullable String model, String format) {}

    private final LongSupplier nanoClock;
    private final Map<Refusal, Long> refusals = new ConcurrentHashMap<>();

    RefusedSockets(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private static Refusal refusal(SocketKind kind, SpeechRequest template) {
        return new Refusal(kind, template.modelId(), template.outputFormat().value());
    }

    void add(SocketKind kind, SpeechRequest template) {
        refusals.put(refusal(kind, template), nanoClock.getAsLong());
    }

    boolean contains(SocketKind kind, SpeechRequest template) {
        Long nanos = refusals.get(refusal(kind, template));
        return nanos != null && nanoClock.getAsLong() - nanos < REFUSED_NANOS;
    }
}
