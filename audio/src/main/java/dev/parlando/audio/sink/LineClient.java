package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The owner's access to a line. It passes samples and requests to the line thread and waits for results with a time
 * limit.
 *
 * <p>Threading: confined to the owner of the sink.
 */
final class LineClient {
    private static final int SAMPLE_BYTES = 2;
    /**
     * The additional length of the line's buffer, so that a write into the room computed from the clock never blocks.
     */
    private static final int SPARE_MILLIS = 40;
    /** The time limit for closing a device, after which only its thread waits for it. */
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LineWorker worker;
    private final Runnable wakeWorker;
    private final SinkClock clock;
    private @Nullable OpenLine openLine;

    /** Creates the access to a line that is being opened. */
    LineClient(LineWorker worker, Runnable wakeWorker, SinkClock clock) {
        this.worker = worker;
        this.wakeWorker = wakeWorker;
        this.clock = clock;
    }

    /** Waits up to {@code nanos} until the line is open. Returns whether it is open. */
    boolean awaitOpen(long nanos) {
        await(() -> worker.openLine() != null || worker.failure() != null, nanos);
        openLine = worker.failure() == null ? worker.openLine() : null;
        return openLine != null;
    }

    /** Returns the number of audio frames to request for a line of which {@code bufferMillis} are used. */
    static int requestedBufferAudioFrames(PcmFormat format, int bufferMillis) {
        return format.audioFrames(bufferMillis + SPARE_MILLIS);
    }

    private void await(BooleanSupplier answered, long nanos) {
        long deadlineNanos = clock.nanoTime() + nanos;
        worker.setWaiter(Thread.currentThread());
        long remainingNanos = nanos;
        while (!answered.getAsBoolean() && remainingNanos > 0) {
            clock.await(remainingNanos);
            remainingNanos = deadlineNanos - clock.nanoTime();
        }
        worker.setWaiter(null);
    }

    private OpenLine requireOpenLine() {
        return Objects.requireNonNull(openLine);
    }

    PcmFormat format() {
        return requireOpenLine().format();
    }

    String describe() {
        return "sound device '" + requireOpenLine().device() + "'";
    }

    int lineBufferAudioFrames() {
        return requireOpenLine().bufferAudioFrames();
    }

    /** Returns the maximum fill level of the line's buffer. */
    int bufferAudioFrames() {
        int all = lineBufferAudioFrames();
        return Math.max(all / 2, all - format().audioFrames(SPARE_MILLIS));
    }

    /** Returns the reason why the line cannot be used, or null if it can. */
    @Nullable
    RuntimeException failure() {
        return worker.failure();
    }

    boolean isEmpty() {
        return worker.isEmpty();
    }

    boolean isStalled() {
        return worker.isStalled();
    }

    void watchUntil(long nanos) {
        worker.watchUntil(nanos);
    }

    void playsUntil(long nanos) {
        worker.playsUntil(nanos);
    }

    /** Passes samples to the line thread. There must be room for them. */
    void write(short[] samples, int offsetAudioFrames, int audioFrames) {
        int channels = format().channels();
        worker.offer(samples, offsetAudioFrames * channels, audioFrames * channels);
        wakeWorker.run();
    }

    /** Flushes the line. Returns whether the flush finished within the time limit. */
    boolean flush() {
        worker.requestFlush();
        wakeWorker.run();
        await(() -> worker.isFlushed() || worker.failure() != null, LineWorker.STALL_TIMEOUT_NANOS);
        return worker.isFlushed();
    }

    long flushPosition() {
        return worker.flushPosition();
    }

    long flushNanos() {
        return worker.flushNanos();
    }

    int flushedUnsentAudioFrames() {
        return worker.flushedUnsentBytes() / (SAMPLE_BYTES * format().channels());
    }

    boolean isPreferredDevice() {
        return worker.isPreferredDevice();
    }

    LinePosition position() {
        return worker.linePosition();
    }

    /** Requests that the thread closes the line and ends. Does not wait. */
    void closeAsync() {
        worker.requestClose();
        wakeWorker.run();
    }

    /** Requests that the thread closes the line and waits within the time limit, since the JVM may exit afterwards. */
    void close() {
        closeAsync();
        await(() -> worker.isEnded() || worker.failure() != null, CLOSE_NANOS);
    }
}
