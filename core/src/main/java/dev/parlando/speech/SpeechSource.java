package dev.parlando.speech;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * Source of speech streams. The engine is one; tests may implement another.
 *
 * <p>A source that wraps another one passes the options on. A source of its own returns their timeline from
 * {@link SpeechStream#timeline()}, or a {@linkplain CallOptions#startTimeline() new one} if they have none.
 *
 * <p>Threading: safe for use from any thread.
 */
@FunctionalInterface
public interface SpeechSource {
    /**
     * Requests speech and returns immediately; the handler is called on a ring thread.
     *
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     */
    SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options);

    /**
     * Requests speech with the default options; otherwise the same as
     * {@link #stream(SpeechRequest, ChunkHandler, CallOptions)}.
     */
    default SpeechStream stream(SpeechRequest request, ChunkHandler handler) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        return stream(request, handler, CallOptions.DEFAULT);
    }

    /** Speaks a text while it is written, with the default options; otherwise the same as with options. */
    default SpeechStream stream(LiveText text, ChunkHandler handler) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(handler, "handler");
        return stream(text, handler, CallOptions.DEFAULT);
    }

    /**
     * Speaks a text while it is written, and returns immediately. The audio of the whole text is one stream for the
     * handler.
     *
     * <p>By default, each sentence becomes a request of this source, as {@link SegmentedSpeech} describes.
     *
     * @throws IllegalStateException if the text is already being spoken
     */
    default SpeechStream stream(LiveText text, ChunkHandler handler, CallOptions options) {
        return SegmentedSpeech.over(this).stream(text, handler, options);
    }

    /** Returns an input stream with the default options; otherwise the same as with options. */
    default SpeechInputStream inputStream(SpeechRequest request) {
        return inputStream(request, CallOptions.DEFAULT);
    }

    /**
     * Sends a request immediately and returns its encoded audio as an input stream. Closing the stream cancels the
     * request.
     */
    default SpeechInputStream inputStream(SpeechRequest request, CallOptions options) {
        return SpeechInputStream.open(this, request, options);
    }

    /** Waits for the complete audio with the default options and maximum length; otherwise the same as with these. */
    default CollectedSpeech collect(SpeechRequest request) {
        return collect(request, CallOptions.DEFAULT, CollectedSpeech.DEFAULT_MAX_BYTES);
    }

    /**
     * Waits for the complete audio. If the thread is interrupted, the request is cancelled.
     *
     * @param maxBytes maximum length of the audio, which is held in memory; longer audio is cancelled
     * @throws dev.parlando.error.ParlandoException if the stream failed or is too long
     * @throws dev.parlando.error.InterruptedWaitException if the thread is interrupted
     * @throws IllegalStateException on a ring thread, such as in a {@link ChunkHandler}; nothing was sent
     */
    default CollectedSpeech collect(SpeechRequest request, CallOptions options, int maxBytes) {
        return CollectedSpeech.of(this, request, options, maxBytes);
    }

    /** Returns a publisher with the default options; otherwise the same as with options. */
    default Flow.Publisher<ByteBuffer> publisher(SpeechRequest request) {
        return publisher(request, CallOptions.DEFAULT);
    }

    /** Returns the encoded audio as a publisher; each subscription sends its own request. */
    default Flow.Publisher<ByteBuffer> publisher(SpeechRequest request, CallOptions options) {
        return new SpeechPublisher(this, request, options);
    }
}
