package dev.parlando.speech;

import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.telemetry.Timeline;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * Source of speech streams. The engine is one; tests may implement another.
 *
 * <p>Threading: safe for use from any thread.
 */
@FunctionalInterface
public interface SpeechSource {
    /**
     * Requests speech and returns immediately; the handler is called on a ring thread.
     *
     * @param timeline records the events of the stream; it may have started earlier, when the caller began to wait. The
     *     caller of this method made it: a source that wraps another one passes it on, and a source of its own returns
     *     it from {@link SpeechStream#timeline()}
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     */
    SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline);

    /**
     * Requests speech with a timeline that starts now; otherwise the same as
     * {@link #stream(SpeechRequest, ChunkHandler, Timeline)}.
     */
    default SpeechStream stream(SpeechRequest request, ChunkHandler handler) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        return stream(request, handler, new TimelineRecorder(System::nanoTime));
    }

    /**
     * Sends a request immediately and returns its encoded audio as an input stream. Closing the stream cancels the
     * request.
     */
    default SpeechInputStream inputStream(SpeechRequest request) {
        return SpeechInputStream.open(this, request);
    }

    /** Returns the encoded audio as a publisher; each subscription sends its own request. */
    default Flow.Publisher<ByteBuffer> publisher(SpeechRequest request) {
        return new SpeechPublisher(this, request);
    }
}
