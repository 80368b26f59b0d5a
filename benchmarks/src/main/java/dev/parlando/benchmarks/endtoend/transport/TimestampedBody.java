package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.BodySink;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A response body whose chunks start with the time of their write. It records the lateness of each chunk, regardless of
 * how the client splits or joins them. It allocates nothing while it reads.
 *
 * <p>Threading: one call at a time, on threads of the client. Any thread may call {@link #chunks()}, and may read the
 * results of the chunks counted by it.
 */
final class TimestampedBody extends BodySink {
    private final ResponseScript script;
    private final long[] lateNanos;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private int offsetBytes;
    private long stamp;
    private volatile int chunks;

    TimestampedBody(ResponseScript script) {
        this.script = script;
        lateNanos = new long[script.chunks()];
    }

    @Override
    public void onBytes(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            if (offsetBytes < Long.BYTES) {
                readStamp(bytes[at++]);
            } else {
                int skipped = Math.min(length - at, script.chunkBytes() - offsetBytes);
                at += skipped;
                offsetBytes += skipped;
            }
            if (offsetBytes == script.chunkBytes()) {
                offsetBytes = 0;
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The client calls from one thread at a time.
    private void readStamp(byte next) {
        stamp = (stamp << Byte.SIZE) | (next & 0xff);
        if (++offsetBytes == Long.BYTES) {
            lateNanos[chunks] = System.nanoTime() - stamp;
            chunks++;
        }
    }

    @Override
    public void onEnd(@Nullable Throwable failure) {
        if (failure != null) {
            end.completeExceptionally(failure);
        } else if (chunks != script.chunks() || offsetBytes != 0) {
            end.completeExceptionally(
                    new IllegalStateException("the response ended early, after " + chunks + " chunks"));
        } else {
            end.complete(null);
        }
    }

    /** Returns the number of chunks received. */
    int chunks() {
        return chunks;
    }

    /** Adds the lateness of a range of chunks to the histogram. */
    void addTo(Histogram nanos, int fromChunk, int toChunk) {
        for (int chunk = fromChunk; chunk < toChunk; chunk++) {
            nanos.recordValue(Math.max(0, lateNanos[chunk]));
        }
    }

    /**
     * Waits for the end of the response.
     *
     * @throws java.util.concurrent.CompletionException if the response failed
     */
    void join() {
        end.join();
    }

    boolean hasFailed() {
        return end.isCompletedExceptionally();
    }
}
