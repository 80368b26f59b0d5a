package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.LineMailbox.FlushResult;
import dev.parlando.audio.sink.LineMailbox.LineState;
import dev.parlando.error.PlaybackException;
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
    private static final long CLOSE_NANOS = LineMailbox.OUTPUT_DELAY_NANOS + TimeUnit.MILLISECONDS.toNanos(100);
    /** The idle time after which it is checked whether the system would still choose this device. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The time limit for that check. A device whose driver takes longer is kept. */
    private static final long PREFERENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final LineMailbox mailbox;
    private final LineStallDetector stallDetector;
    private final Runnable wakeWorker;
    private final SinkClock clock;
    private @Nullable OpenLine running;

    /** Creates the access to a line that is being opened. */
    LineClient(LineWorker worker, Runnable wakeWorker, SinkClock clock) {
        this.mailbox = worker.mailbox();
        this.stallDetector = worker.stallDetector();
        this.wakeWorker = wakeWorker;
        this.clock = clock;
    }

    /** Waits up to {@code nanos} until the line is open. Returns whether it is open. */
    boolean awaitOpen(long nanos) {
        await(() -> mailbox.running() != null || failure() != null, nanos);
        running = failure() == null ? mailbox.running() : null;
        return running != null;
    }

    /** Returns the number of audio frames to request for a line of which {@code bufferMillis} are used. */
    static int requestedBufferAudioFrames(PcmFormat format, int bufferMillis) {
        return format.audioFrames(bufferMillis + SPARE_MILLIS);
    }

    private void await(BooleanSupplier answered, long nanos) {
        long deadlineNanos = clock.nanoTime() + nanos;
        mailbox.setWaiter(Thread.currentThread());
        long remainingNanos = nanos;
        while (!answered.getAsBoolean() && remainingNanos > 0) {
            clock.await(remainingNanos);
            remainingNanos = deadlineNanos - clock.nanoTime();
        }
        mailbox.setWaiter(null);
    }

    private OpenLine requireRunning() {
        return Objects.requireNonNull(running);
    }

    PcmFormat format() {
        return requireRunning().format();
    }

    String describe() {
        return "sound device '" + requireRunning().device() + "'";
    }

    int lineBufferAudioFrames() {
        return requireRunning().bufferAudioFrames();
    }

    /** Returns the maximum fill level of the line's buffer. */
    int bufferAudioFrames() {
        int all = lineBufferAudioFrames();
        return Math.max(all / 2, all - format().audioFrames(SPARE_MILLIS));
    }

    /** Returns the reason why the line can no longer be used, or null if it can. */
    @Nullable
    RuntimeException failure() {
        boolean overdue = stallDetector.isCallOverdue();
        RuntimeException failure = mailbox.failure();
        // A call that is overdue before the line is open is a slow opening, for which the opener has its own limit.
        return failure == null && overdue && mailbox.running() != null
                ? new PlaybackException("its driver does not answer", null)
                : failure;
    }

    /** Returns whether the line has played all samples passed to it, independent of the clock. */
    boolean isEmpty() {
        return stallDetector.isPlayedOut() && requireRunning().ring().sizeBytes() == 0;
    }

    boolean isStalled() {
        return stallDetector.isStalled();
    }

    void watchUntil(long nanos) {
        mailbox.watchUntil(nanos);
    }

    void playsUntil(long nanos) {
        mailbox.playsUntil(nanos);
    }

    /** Returns the number of audio frames that can be passed to the line thread. */
    int roomAudioFrames() {
        return requireRunning().ring().roomBytes() / (SAMPLE_BYTES * format().channels());
    }

    /** Passes samples to the line thread. There must be room for them. */
    void write(short[] samples, int offsetAudioFrames, int audioFrames) {
        int channels = format().channels();
        requireRunning().ring().offer(samples, offsetAudioFrames * channels, audioFrames * channels);
        wakeWorker.run();
    }

    /** Flushes the line. Returns the result, or null if the flush did not finish within the time limit. */
    @Nullable
    FlushResult flush() {
        mailbox.requestFlush();
        wakeWorker.run();
        await(() -> mailbox.flushResult() != null || failure() != null, LineStallDetector.TIMEOUT_NANOS);
        return mailbox.flushResult();
    }

    /** Returns whether the system would still choose this device, which is checked only if the line has been idle. */
    boolean isPreferredDevice() {
        if (clock.nanoTime() - mailbox.playsUntilNanos() > IDLE_NANOS) {
            mailbox.requestPreference();
            wakeWorker.run();
            await(mailbox::isPreferenceAnswered, PREFERENCE_NANOS);
        }
        return !mailbox.isPreferenceAnswered() || mailbox.isPreferredDevice();
    }

    /** Returns the number of flushed audio frames that the line never received. */
    int unsentAudioFrames(FlushResult flushed) {
        return flushed.unsentBytes() / (SAMPLE_BYTES * format().channels());
    }

    LinePosition position() {
        return mailbox.position();
    }

    /** Requests that the thread closes the line and ends. Does not wait. */
    void closeAsync() {
        mailbox.requestClose(clock.nanoTime());
        wakeWorker.run();
    }

    /** Requests that the thread closes the line and waits within the time limit, since the JVM may exit afterwards. */
    void close() {
        closeAsync();
        await(() -> mailbox.state() == LineState.CLOSED || failure() != null, CLOSE_NANOS);
    }
}
