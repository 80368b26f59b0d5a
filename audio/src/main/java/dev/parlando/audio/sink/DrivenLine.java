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
final class DrivenLine {
    private static final int SAMPLE_BYTES = 2;
    /** What the line's buffer has in addition, so that a write of what there is room for by the clock never waits. */
    private static final int SPARE_MILLIS = 40;
    /** How long a device may take to close before it is left to its thread. */
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LineWork work;
    private final Runnable wake;
    private final SinkClock time;
    private @Nullable OpenLine open;

    /** Begins to drive a line, which is being opened. */
    DrivenLine(LineWork work, Runnable wake, SinkClock time) {
        this.work = work;
        this.wake = wake;
        this.time = time;
    }

    /** Waits for no longer than that until the line is open; returns whether it is. */
    boolean awaitOpen(long nanos) {
        await(() -> work.opened() != null || work.failure() != null, nanos);
        open = work.failure() == null ? work.opened() : null;
        return open != null;
    }

    /** Returns how many audio frames to ask a line for, of which that much is used. */
    static int withSpare(PcmFormat format, int bufferMillis) {
        return format.audioFrames(bufferMillis + SPARE_MILLIS);
    }

    private void await(BooleanSupplier answered, long nanos) {
        long deadlineNanos = time.nanoTime() + nanos;
        work.waiter(Thread.currentThread());
        long leftNanos = nanos;
        while (!answered.getAsBoolean() && leftNanos > 0) {
            time.await(leftNanos);
            leftNanos = deadlineNanos - time.nanoTime();
        }
        work.waiter(null);
    }

    private OpenLine opened() {
        return Objects.requireNonNull(open);
    }

    PcmFormat format() {
        return opened().format();
    }

    String describe() {
        return "sound device '" + opened().device() + "'";
    }

    int lineBufferAudioFrames() {
        return opened().bufferAudioFrames();
    }

    /** Returns how much of the line's buffer is filled at most. */
    int bufferAudioFrames() {
        int all = lineBufferAudioFrames();
        return Math.max(all / 2, all - format().audioFrames(SPARE_MILLIS));
    }

    /** Returns why the line cannot be used, null if it can. */
    @Nullable
    RuntimeException failure() {
        return work.failure();
    }

    boolean isEmpty() {
        return work.isEmpty();
    }

    boolean isStill() {
        return work.isStill();
    }

    void watchUntil(long nanos) {
        work.watchUntil(nanos);
    }

    void soundsUntil(long nanos) {
        work.soundsUntil(nanos);
    }

    /** Hands over samples, for which there is room. */
    void write(short[] samples, int offsetAudioFrames, int audioFrames) {
        int channels = format().channels();
        work.offer(samples, offsetAudioFrames * channels, audioFrames * channels);
        wake.run();
    }

    /** Silences the line; returns whether it answered. */
    boolean flush() {
        work.wantFlush();
        wake.run();
        await(() -> work.isFlushed() || work.failure() != null, LineWork.STILL_NANOS);
        return work.isFlushed();
    }

    long flushPosition() {
        return work.flushPosition();
    }

    long flushNanos() {
        return work.flushNanos();
    }

    int flushedUnsentAudioFrames() {
        return work.flushedUnsentBytes() / (SAMPLE_BYTES * format().channels());
    }

    boolean isCurrent() {
        return work.isCurrent();
    }

    LineReading reading() {
        return work.reading();
    }

    /** Lets the thread close the line and end, without waiting for it. */
    void end() {
        work.wantEnd();
        wake.run();
    }

    /** Lets the thread close the line, and waits until it has: the JVM, and all sound with it, may end after that. */
    void close() {
        end();
        await(() -> work.isEnded() || work.failure() != null, CLOSE_NANOS);
    }
}
