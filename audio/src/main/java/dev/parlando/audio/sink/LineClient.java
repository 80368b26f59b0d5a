package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Is the owner's end of a line: hands over samples and wishes to its thread, and waits for answers no longer than agreed.
 *
 * <p>Threading: confined to the owner of the sink.
 */
final class LineClient {
    private static final int SAMPLE_BYTES = 2;
    /** What the line's buffer has in addition, so that a write of what there is room for by the clock never waits. */
    private static final int SPARE_MILLIS = 40;
    /** How long a device may take to close before it is left to its thread. */
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LineWorker worker;
    private final Runnable wakeWorker;
    private final SinkClock clock;
    private @Nullable OpenLine openLine;

    /** Begins to drive a line, which is being opened. */
    LineClient(LineWorker worker, Runnable wakeWorker, SinkClock clock) {
        this.worker = worker;
        this.wakeWorker = wakeWorker;
        this.clock = clock;
    }

    /** Waits for no longer than that until the line is open; returns whether it is. */
    boolean awaitOpen(long nanos) {
        await(() -> worker.openLine() != null || worker.failure() != null, nanos);
        openLine = worker.failure() == null ? worker.openLine() : null;
        return openLine != null;
    }

    /** Returns how many audio frames to ask a line for, of which that much is used. */
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

    /** Returns how much of the line's buffer is filled at most. */
    int bufferAudioFrames() {
        int all = lineBufferAudioFrames();
        return Math.max(all / 2, all - format().audioFrames(SPARE_MILLIS));
    }

    /** Returns why the line cannot be used, null if it can. */
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

    /** Hands over samples, for which there is room. */
    void write(short[] samples, int offsetAudioFrames, int audioFrames) {
        int channels = format().channels();
        worker.offer(samples, offsetAudioFrames * channels, audioFrames * channels);
        wakeWorker.run();
    }

    /** Silences the line; returns whether it answered. */
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

    /** Lets the thread close the line and end, without waiting for it. */
    void closeAsync() {
        worker.requestClose();
        wakeWorker.run();
    }

    /** Lets the thread close the line, and waits until it has: the JVM, and all sound with it, may end after that. */
    void close() {
        closeAsync();
        await(() -> worker.isEnded() || worker.failure() != null, CLOSE_NANOS);
    }
}
