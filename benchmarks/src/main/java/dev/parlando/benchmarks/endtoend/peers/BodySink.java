package dev.parlando.benchmarks.endtoend.peers;

import org.jspecify.annotations.Nullable;

/**
 * The consumer of one response body. Each client copies the received bytes into {@link #buffer()} and passes their
 * number, so that all clients bear the same cost of reading.
 *
 * <p>Threading: one call at a time, on threads of the client.
 */
public abstract class BodySink {
    /** One per thread, since a pause of the collector that copies those of 500 streams would be measured. */
    private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[16_384]);

    /** Returns the buffer for the next bytes. */
    final byte[] buffer() {
        return BUFFERS.get();
    }

    /** Called with the first {@code length} bytes of the buffer. */
    public abstract void onBytes(byte[] bytes, int length);

    /** Called when the body ends; {@code failure} is null if the response was complete. */
    public abstract void onEnd(@Nullable Throwable failure);
}
