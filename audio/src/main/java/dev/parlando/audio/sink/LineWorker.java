package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker that makes all calls to one line, from opening to closing, in small steps. Its owner sends requests by
 * fields.
 *
 * <p>A driver may hang in any of these calls. In that case only the line thread is blocked. The owner detects a call
 * that takes too long and abandons the line. If the call ever returns, the line is closed.
 *
 * <p>Threading: the line thread runs the steps; the owner calls all other methods. No allocation per write.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each field is written by one thread
final class LineWorker {
    /** The result of {@link #step} if there is nothing to do until the thread is woken. */
    static final long FOREVER = Long.MAX_VALUE;
    /** The result of {@link #step} once the line is closed. */
    static final long ENDED = -1;
    /** The maximum time for which a playing line may be stalled, and the maximum duration of a call. */
    static final long STALL_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * The time after which a playing line counts as stalled. Its position usually advances every 20 ms, at most every
     * 50.
     */
    private static final long STALL_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long WATCH_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long NO_CALL = 0;
    private static final int PRIMING_MILLIS = 10;
    /** The maximum delay of a line after its position. Up to 5 ms were measured (PulseAudio's null sink). */
    private static final long OUTPUT_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final Supplier<OpenLine> opener;
    private final LongSupplier nanoClock;
    private final LinePosition linePosition = new LinePosition();

    private volatile @Nullable OpenLine openLine;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable ByteRing ring;
    private volatile long callStartNanos = NO_CALL;
    private volatile boolean closing;
    private volatile long closeAtNanos;
    private volatile int flushesRequested;
    private volatile int flushesDone;
    private volatile long watchUntilNanos;
    private volatile long playsUntilNanos;
    private volatile @Nullable Thread waiter;

    // Results of the last flush, written before flushesDone.
    private long flushPosition;
    private long flushNanos;
    private int flushedUnsentBytes;
    private boolean preferredDevice = true;

    // Written by the line thread only.
    private long primedAudioFrames;
    private volatile boolean ended;
    private long position;
    private volatile long movedNanos;
    private volatile boolean everMoved;
    private volatile boolean empty;
    private boolean watching;

    LineWorker(Supplier<OpenLine> opener, LongSupplier nanoClock) {
        this.opener = opener;
        this.nanoClock = nanoClock;
        watchUntilNanos = nanoClock.getAsLong();
        playsUntilNanos = watchUntilNanos;
    }

    /** Runs the next step. Returns the number of nanoseconds until more work is due, unless woken earlier. */
    long step() {
        if (ended) {
            return ENDED;
        }
        callStartNanos = nanoClock.getAsLong() | 1;
        long nanos;
        try {
            nanos = runNext();
        } catch (PlaybackException e) {
            nanos = fail(e);
        } catch (RuntimeException | LinkageError e) {
            nanos = fail(new PlaybackException("the sound system failed: " + e, e));
        }
        callStartNanos = NO_CALL; // If an error ends the thread, this field stays set, as for a hung driver.
        LockSupport.unpark(waiter);
        return nanos;
    }

    private long runNext() {
        OpenLine line = openLine;
        if (closing || failure != null) {
            long delayNanos = failure == null ? closeAtNanos - nanoClock.getAsLong() : 0;
            return delayNanos > 0 ? delayNanos : closeLine(line);
        }
        if (line == null) {
            return openAndStart();
        }
        if (flushesDone != flushesRequested) {
            flush(line);
            return 0;
        }
        ByteRing samples = Objects.requireNonNull(ring);
        if (samples.sizeBytes() > 0) {
            write(line, samples);
            return 0;
        }
        return pollPosition(line);
    }

    /**
     * Opens and starts the line with a short silence in its buffer. A line that is started empty plays only after its
     * buffer has been full once (measured on ALSA with PulseAudio).
     */
    private long openAndStart() {
        OpenLine opened = opener.get();
        PcmFormat format = opened.format();
        int primingAudioFrames = Math.min(format.audioFrames(PRIMING_MILLIS), opened.bufferAudioFrames());
        byte[] silence = new byte[primingAudioFrames * opened.line().getFormat().getFrameSize()];
        opened.line().write(silence, 0, silence.length);
        opened.line().start();
        primedAudioFrames = primingAudioFrames;
        ring = new ByteRing(opened.line().getBufferSize());
        openLine = opened;
        return 0;
    }

    private long closeLine(@Nullable OpenLine line) {
        try {
            if (line != null) {
                line.line().flush();
                line.line().close();
            }
        } finally {
            ended = true;
        }
        return ENDED;
    }

    /** Stores the failure for the owner. The next step closes the line. */
    private long fail(RuntimeException e) {
        if (failure == null) {
            failure = e;
        }
        return 0;
    }

    private void flush(OpenLine line) {
        flushPosition = positionOf(line);
        flushNanos = nanoClock.getAsLong();
        ByteRing samples = Objects.requireNonNull(ring);
        flushedUnsentBytes = samples.sizeBytes();
        samples.release(flushedUnsentBytes);
        boolean idle = flushNanos - playsUntilNanos > TimeUnit.SECONDS.toNanos(1);
        line.line().flush();
        preferredDevice = !idle || line.isPreferredDevice().getAsBoolean();
        position = positionOf(line);
        flushesDone = flushesRequested;
    }

    private void write(OpenLine line, ByteRing samples) {
        empty = false;
        int accepted = line.line().write(samples.array(), samples.readIndex(), samples.contiguousBytes());
        if (accepted <= 0) {
            throw new PlaybackException(
                    line.line().isOpen() ? "it no longer accepts samples" : "its line was closed", null);
        }
        samples.release(accepted);
        pollPosition(line);
    }

    /** Polls the position of a line that plays. Returns the number of nanoseconds until the next poll. */
    private long pollPosition(OpenLine line) {
        long nanos = nanoClock.getAsLong();
        boolean wasWatching = watching;
        watching = nanos - watchUntilNanos < 0;
        if (nanos - playsUntilNanos >= 0) {
            movedNanos = nanos;
            return FOREVER;
        }
        long now = positionOf(line);
        boolean moved = now != position;
        position = now;
        if (moved || (watching && !wasWatching)) {
            movedNanos = nanos;
            everMoved = everMoved || moved;
        } else if (everMoved && nanos - movedNanos > STALL_CHECK_NANOS) {
            checkStalled(line, nanos - movedNanos);
        }
        if (watching && wasWatching && moved) {
            linePosition.publish(now, nanos, true);
            watchUntilNanos = nanos;
        } else if (!watching) {
            linePosition.publish(now, nanos, false);
        }
        return watching ? WATCH_POLL_NANOS : POLL_NANOS;
    }

    /**
     * Checks a line that is stalled although it should play. If its whole buffer is free, it has played everything: its
     * sound server stalled and then caught up, which the clock cannot detect. In all other states that figure is not
     * reliable.
     */
    private void checkStalled(OpenLine line, long stillNanos) {
        empty = line.line().available() >= line.line().getBufferSize();
        if (!empty && stillNanos > STALL_TIMEOUT_NANOS) {
            throw new PlaybackException("it does not advance", null);
        }
    }

    /** Returns the number of audio frames that the line has played, without the initial silence. */
    private long positionOf(OpenLine line) {
        return Math.max(0, line.line().getLongFramePosition() - primedAudioFrames);
    }

    /** Returns the line, or null if it is not open yet. */
    @Nullable
    OpenLine openLine() {
        return openLine;
    }

    /** Returns the reason why the line can no longer be used, or null if it can. */
    @Nullable
    RuntimeException failure() {
        long startNanos = callStartNanos;
        if (failure == null
                && openLine != null
                && startNanos != NO_CALL
                && nanoClock.getAsLong() - startNanos >= STALL_TIMEOUT_NANOS) {
            return new PlaybackException("its driver does not answer", null);
        }
        return failure;
    }

    /** Returns whether a line that should play, and whose position has advanced before, appears to be stalled. */
    boolean isStalled() {
        return everMoved && nanoClock.getAsLong() - movedNanos > STALL_CHECK_NANOS;
    }

    /** Returns whether the line has played all samples passed to it, independent of the clock. */
    boolean isEmpty() {
        return empty && Objects.requireNonNull(ring).sizeBytes() == 0;
    }

    /** Adds samples. There is room for as many as the line's buffer holds. */
    void offer(short[] samples, int offset, int count) {
        Objects.requireNonNull(ring).offer(samples, offset, count);
    }

    /** Sets the time until which the samples passed to the line will play. The line is polled until then. */
    void playsUntil(long nanos) {
        playsUntilNanos = nanos;
    }

    /** Requests frequent polls until the next change of the position. */
    void watchUntil(long nanos) {
        linePosition.poll();
        watchUntilNanos = nanos;
    }

    LinePosition linePosition() {
        return linePosition;
    }

    /** Requests a flush. The caller must then wake the thread. */
    void requestFlush() {
        flushesRequested = flushesRequested + 1;
    }

    boolean isFlushed() {
        return flushesDone == flushesRequested;
    }

    long flushPosition() {
        return flushPosition;
    }

    long flushNanos() {
        return flushNanos;
    }

    int flushedUnsentBytes() {
        return flushedUnsentBytes;
    }

    /** Returns whether the system would still have chosen this device at the time of the last flush. */
    boolean isPreferredDevice() {
        return preferredDevice;
    }

    /** Sets the thread to be woken after each step, or null for none. */
    void setWaiter(@Nullable Thread thread) {
        waiter = thread;
    }

    /**
     * Requests closing. The caller must then wake the thread. If samples are unplayed, the line is closed immediately.
     * Otherwise it is closed when the last samples must have been played.
     */
    void requestClose() {
        long nanos = nanoClock.getAsLong();
        closeAtNanos = nanos - playsUntilNanos < 0 ? nanos : playsUntilNanos + OUTPUT_DELAY_NANOS;
        closing = true;
    }

    boolean isEnded() {
        return ended;
    }
}
