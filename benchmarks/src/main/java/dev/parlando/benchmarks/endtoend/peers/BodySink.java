package dev.parlando.benchmarks.endtoend.peers;

import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of one answer: each client copies what arrives into {@link #buffer()} and says how much that was, so
 * that all pay for reading alike.
 *
 * <p>Threading: one call at a time, on threads of the client.
 */
public abstract class BodySink {
    private final byte[] buffer = new byte[16_384];

    /** Returns where the next bytes go. */
    final byte[] buffer() {
        return buffer;
    }

    /** Takes the first so many bytes of the buffer. */
    public abstract void onBytes(byte[] bytes, int length);

    /** Is told of the end: null if the answer was complete. */
    public abstract void onEnd(@Nullable Throwable failure);
}
