package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.transcript.SpeechTiming;

/**
 * Receiver of one stream of encoded audio; implemented by users.
 *
 * <p>Order: at most one {@link #onResponse}, then any number of {@link #onChunk} and {@link #onTiming}, then exactly
 * one of {@link #onEnd} and {@link #onError}.
 *
 * <pre>{@code
 * BlockingQueue<ByteBuffer> queue = new ArrayBlockingQueue<>(16);
 * SpeechStream stream = engine.stream(request, chunk -> {
 *     if (queue.remainingCapacity() == 0) {
 *         return ChunkAction.HOLD; // no byte was read, so all are offered again
 *     }
 *     queue.add(chunk.toByteBuffer());
 *     return ChunkAction.CONTINUE;
 * });
 * ByteBuffer next = queue.take(); // on a thread of the application
 * stream.resume(); // there is room again
 * }</pre>
 *
 * <p>A class that implements this interface can also react to the response headers, the times of characters and the
 * end. {@link SpeechInputStream} is the simpler choice for code that may block.
 *
 * <p>Threading: all methods are called on a ring thread of the engine, one at a time; those of a handler that
 * {@linkplain #runsOnEventLoop() asks for it} on an event loop. Either thread serves many streams, so every method must be
 * quick and must never block. A handler that has no room for more audio returns {@link ChunkAction#HOLD} and calls
 * {@link SpeechStream#resume()} later. A handler that blocks a ring thread for a second is logged with its stack trace.
 *
 * <p>Failure: an exception thrown by a handler fails only its own stream, with a
 * {@link dev.parlando.error.HandlerException}.
 */
@FunctionalInterface
public interface ChunkHandler {
    /** Called when the service has accepted the request, before the first chunk. */
    default void onResponse(SpeechResponse response) {}

    /** Called with the next bytes, which are valid only during the call; see {@link Chunk}. */
    ChunkAction onChunk(Chunk chunk);

    /**
     * Called with the times of the next characters, if {@linkplain SpeechRequestBuilder#timestamps requested}. The call
     * comes shortly before or after the audio of these characters is delivered.
     */
    default void onTiming(SpeechTiming timing) {}

    /** Called when the audio is complete or was cancelled; see {@link SpeechResult#cancelled()}. */
    default void onEnd(SpeechResult result) {}

    /** Called when the stream has failed; no further call follows. */
    default void onError(ParlandoException error) {}

    /**
     * Returns whether to call all methods on the event loop, which saves waking the ring thread. Queried once per
     * stream; false by default.
     *
     * <p>The methods of such a handler return within a few microseconds: they copy bytes, or set fields. They neither
     * lock, decode, log nor call other services, since the event loop meanwhile reads no other stream. A call of 100 ms
     * or more is logged. With {@linkplain SpeechRequestBuilder#timestamps timestamps}, which are parsed on the ring
     * thread, the handler is called there nevertheless.
     */
    default boolean runsOnEventLoop() {
        return false;
    }
}
