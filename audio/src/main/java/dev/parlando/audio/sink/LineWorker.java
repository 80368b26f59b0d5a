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
 * Makes every call to one line, from its opening to its end, in small steps; what its owner wishes is told by fields.
 *
 * <p>A driver may hang in any of these calls. Then only this is held up: its owner sees for how long a call has been
 * under way, and abandons it. If the call ever returns, the line is closed.
 *
 * <p>Threading: the thread of the line makes the steps; all other methods are the owner's. Nothing is allocated per write.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each field is written by one thread
final class LineWorker {
    /** What {@link #step} answers when there is nothing to do until it is woken. */
    static final long FOREVER = Long.MAX_VALUE;
    /** What {@link #step} answers when the line is closed. */
    static final long ENDED = -1;
    /** For how long a line that plays may stand still, and a call may take. */
    static final long STALL_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** For how long a line that plays may stand still without a doubt; its steps are mostly 20 ms, at most 50. */
    private static final long STALL_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long WATCH_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long NO_CALL = 0;
    private static final int PRIMING_MILLIS = 10;
    /** By how much a line may be later than its position says: up to 5 ms were heard after it (PulseAudio's null sink). */
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

    // Of the last flush; written before flushesDone.
    private long flushPosition;
    private long flushNanos;
    private int flushedUnsentBytes;
    private boolean preferredDevice = true;

    // The thread's own.
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

    /** Does the next thing; returns for how long there will be nothing to do unless it is woken. */
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
        callStartNanos = NO_CALL; // An error that ends the thread leaves it set, which looks like a driver that hangs.
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
     * Starts the line with a little silence in it. One that is started empty sounds only when its buffer has been full once
     * (measured on ALSA with PulseAudio).
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

    /** Keeps the failure, which the owner will see, and closes the line in the next step. */
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
                    line.line().isOpen() ? "it takes no more samples" : "its line was closed", null);
        }
        samples.release(accepted);
        pollPosition(line);
    }

    /** Asks the line where it is while it sounds, and returns when to ask again. */
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
     * Looks at a line that stands still although it should play. One with its whole buffer free has played everything: its
     * server stood still and then caught up, and the clock could not know. Otherwise this is no time to trust that figure.
     */
    private void checkStalled(OpenLine line, long stillNanos) {
        empty = line.line().available() >= line.line().getBufferSize();
        if (!empty && stillNanos > STALL_TIMEOUT_NANOS) {
            throw new PlaybackException("it stands still", null);
        }
    }

    /** Asks the line how much of what was handed over it has played. */
    private long positionOf(OpenLine line) {
        return Math.max(0, line.line().getLongFramePosition() - primedAudioFrames);
    }

    /** Returns what was opened, null if it is not open yet. */
    @Nullable
    OpenLine openLine() {
        return openLine;
    }

    /** Returns why the line cannot be used any more, null if it can. */
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

    /** Returns whether a line that ought to play, and has told of it before, seems to stand still. */
    boolean isStalled() {
        return everMoved && nanoClock.getAsLong() - movedNanos > STALL_CHECK_NANOS;
    }

    /** Returns whether the line has played all that was handed over, whatever the clock says. */
    boolean isEmpty() {
        return empty && Objects.requireNonNull(ring).sizeBytes() == 0;
    }

    /** Hands over samples; there is room for as many as the line's buffer holds. */
    void offer(short[] samples, int offset, int count) {
        Objects.requireNonNull(ring).offer(samples, offset, count);
    }

    /** Says until when what was handed over will sound, so that the line is looked at until then. */
    void playsUntil(long nanos) {
        playsUntilNanos = nanos;
    }

    /** Asks for the moment at which the line moves on. */
    void watchUntil(long nanos) {
        linePosition.poll();
        watchUntilNanos = nanos;
    }

    LinePosition linePosition() {
        return linePosition;
    }

    /** Asks for a flush; to be followed by waking. */
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

    /** Returns whether the system would still choose this device, as of the last flush. */
    boolean isPreferredDevice() {
        return preferredDevice;
    }

    /** Says who is to be woken after each step. */
    void setWaiter(@Nullable Thread thread) {
        waiter = thread;
    }

    /**
     * Asks for the end, to be followed by waking: at once if something was not heard, otherwise when the last of it must
     * have been.
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
