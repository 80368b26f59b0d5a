package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.BodySink;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A response body that records the time of its first byte and of its end.
 *
 * <p>Threading: one call at a time, on threads of the client. Results are read after {@link #join()}.
 */
final class FirstByteBody extends BodySink {
    private final ResponseScript script;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private long firstByteNanos;
    private long endNanos;
    private long receivedBytes;

    FirstByteBody(ResponseScript script) {
        this.script = script;
    }

    @Override
    public void onBytes(byte[] bytes, int length) {
        if (receivedBytes == 0) {
            firstByteNanos = System.nanoTime();
        }
        receivedBytes += length;
    }

    @Override
    public void onEnd(@Nullable Throwable failure) {
        endNanos = System.nanoTime();
        if (failure != null) {
            end.completeExceptionally(failure);
        } else if (receivedBytes != script.totalBytes()) {
            end.completeExceptionally(new IllegalStateException("the response had only " + receivedBytes + " bytes"));
        } else {
            end.complete(null);
        }
    }

    /**
     * Waits for the end of the response.
     *
     * @throws java.util.concurrent.CompletionException if the response failed
     */
    FirstByteBody join() {
        end.join();
        return this;
    }

    /** Returns the time of the first byte, on the clock of {@link System#nanoTime()}. */
    long firstByteNanos() {
        return firstByteNanos;
    }

    /** Returns the time of the end, on the same clock. */
    long endNanos() {
        return endNanos;
    }
}
