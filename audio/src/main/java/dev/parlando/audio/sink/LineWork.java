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
final class LineWork {
    /** What {@link #step} answers when there is nothing to do until it is woken. */
    static final long FOREVER = Long.MAX_VALUE;
    /** What {@link #step} answers when the line is closed. */
    static final long ENDED = -1;
    /** For how long a line that plays may stand still, and a call may take. */
    static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** For how long a line that plays may stand still without a doubt; its steps are mostly 20 ms, at most 50. */
    private static final long DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long NO_CALL = 0;
    private static final int PRIMING_MILLIS = 10;
    /** By how much a line may be later than its position says: up to 5 ms were heard after it (PulseAudio's null sink). */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final Supplier<OpenLine> opening;
    private final LongSupplier nanoClock;
    private final LineReading reading = new LineReading();

    private volatile @Nullable OpenLine open;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable ByteRing ring;
    private volatile long callSinceNanos = NO_CALL;
    private volatile boolean closing;
    private volatile long endNanos;
    private volatile int flushesWanted;
    private volatile int flushesDone;
    private volatile long watchUntilNanos;
    private volatile long soundsUntilNanos;
    private volatile @Nullable Thread waiter;

    // Of the last flush; written before flushesDone.
    private long flushPosition;
    private long flushNanos;
    private int flushedUnsentBytes;
    private boolean current = true;

    // The thread's own.
    private long primedAudioFrames;
    private volatile boolean ended;
    private long position;
    private volatile long movedNanos;
    private volatile boolean everMoved;
    private volatile boolean empty;
    private boolean watching;

    LineWork(Supplier<OpenLine> opening, LongSupplier nanoClock) {
        this.opening = opening;
        this.nanoClock = nanoClock;
        watchUntilNanos = nanoClock.getAsLong();
        soundsUntilNanos = watchUntilNanos;
    }

    /** Does the next thing; returns for how long there will be nothing to do unless it is woken. */
    long step() {
        if (ended) {
            return ENDED;
        }
        callSinceNanos = nanoClock.getAsLong() | 1;
        long nanos;
        try {
            nanos = next();
        } catch (PlaybackException e) {
            nanos = fail(e);
        } catch (RuntimeException | LinkageError e) {
            nanos = fail(new PlaybackException("the sound system failed: " + e, e));
        }
        callSinceNanos = NO_CALL; // An error that ends the thread leaves it set, which looks like a driver that hangs.
        LockSupport.unpark(waiter);
        return nanos;
    }

    private long next() {
        OpenLine line = open;
        if (closing || failure != null) {
            long lingerNanos = failure == null ? endNanos - nanoClock.getAsLong() : 0;
            return lingerNanos > 0 ? lingerNanos : end(line);
        }
        if (line == null) {
            return begin();
        }
        if (flushesDone != flushesWanted) {
            flush(line);
            return 0;
        }
        ByteRing samples = Objects.requireNonNull(ring);
        if (samples.sizeBytes() > 0) {
            write(line, samples);
            return 0;
        }
        return look(line);
    }

    /**
     * Starts the line with a little silence in it. One that is started empty sounds only when its buffer has been full once
     * (measured on ALSA with PulseAudio).
     */
    private long begin() {
        OpenLine opened = opening.get();
        PcmFormat format = opened.format();
        int primingAudioFrames = Math.min(format.audioFrames(PRIMING_MILLIS), opened.bufferAudioFrames());
        byte[] silence = new byte[primingAudioFrames * opened.line().getFormat().getFrameSize()];
        opened.line().write(silence, 0, silence.length);
        opened.line().start();
        primedAudioFrames = primingAudioFrames;
        ring = new ByteRing(opened.line().getBufferSize());
        open = opened;
        return 0;
    }

    private long end(@Nullable OpenLine line) {
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
        samples.done(flushedUnsentBytes);
        boolean idle = flushNanos - soundsUntilNanos > TimeUnit.SECONDS.toNanos(1);
        line.line().flush();
        current = !idle || line.isCurrent().getAsBoolean();
        position = positionOf(line);
        flushesDone = flushesWanted;
    }

    private void write(OpenLine line, ByteRing samples) {
        empty = false;
        int taken = line.line().write(samples.array(), samples.start(), samples.lengthBytes());
        if (taken <= 0) {
            throw new PlaybackException(
                    line.line().isOpen() ? "it takes no more samples" : "its line was closed", null);
        }
        samples.done(taken);
        look(line);
    }

    /** Asks the line where it is while it sounds, and returns when to ask again. */
    private long look(OpenLine line) {
        long nanos = nanoClock.getAsLong();
        boolean wasWatching = watching;
        watching = nanos - watchUntilNanos < 0;
        if (nanos - soundsUntilNanos >= 0) {
            movedNanos = nanos;
            return FOREVER;
        }
        long now = positionOf(line);
        boolean moved = now != position;
        position = now;
        if (moved || (watching && !wasWatching)) {
            movedNanos = nanos;
            everMoved = everMoved || moved;
        } else if (everMoved && nanos - movedNanos > DOUBT_NANOS) {
            doubt(line, nanos - movedNanos);
        }
        if (watching && wasWatching && moved) {
            reading.offer(now, nanos, true);
            watchUntilNanos = nanos;
        } else if (!watching) {
            reading.offer(now, nanos, false);
        }
        return watching ? WATCH_NANOS : LOOK_NANOS;
    }

    /**
     * Looks at a line that stands still although it should play. One with its whole buffer free has played everything: its
     * server stood still and then caught up, and the clock could not know. Otherwise this is no time to trust that figure.
     */
    private void doubt(OpenLine line, long stillNanos) {
        empty = line.line().available() >= line.line().getBufferSize();
        if (!empty && stillNanos > STILL_NANOS) {
            throw new PlaybackException("it stands still", null);
        }
    }

    /** Asks the line how much of what was handed over it has played. */
    private long positionOf(OpenLine line) {
        return Math.max(0, line.line().getLongFramePosition() - primedAudioFrames);
    }

    /** Returns what was opened, null if it is not open yet. */
    @Nullable
    OpenLine opened() {
        return open;
    }

    /** Returns why the line cannot be used any more, null if it can. */
    @Nullable
    RuntimeException failure() {
        long since = callSinceNanos;
        if (failure == null && open != null && since != NO_CALL && nanoClock.getAsLong() - since >= STILL_NANOS) {
            return new PlaybackException("its driver does not answer", null);
        }
        return failure;
    }

    /** Returns whether a line that ought to play, and has told of it before, seems to stand still. */
    boolean isStill() {
        return everMoved && nanoClock.getAsLong() - movedNanos > DOUBT_NANOS;
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
    void soundsUntil(long nanos) {
        soundsUntilNanos = nanos;
    }

    /** Asks for the moment at which the line moves on. */
    void watchUntil(long nanos) {
        reading.take();
        watchUntilNanos = nanos;
    }

    LineReading reading() {
        return reading;
    }

    /** Asks for a flush; to be followed by waking. */
    void wantFlush() {
        flushesWanted = flushesWanted + 1;
    }

    boolean isFlushed() {
        return flushesDone == flushesWanted;
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
    boolean isCurrent() {
        return current;
    }

    /** Says who is to be woken after each step. */
    void waiter(@Nullable Thread thread) {
        waiter = thread;
    }

    /**
     * Asks for the end, to be followed by waking: at once if something was not heard, otherwise when the last of it must
     * have been.
     */
    void wantEnd() {
        long nanos = nanoClock.getAsLong();
        endNanos = nanos - soundsUntilNanos < 0 ? nanos : soundsUntilNanos + LINGER_NANOS;
        closing = true;
    }

    boolean isEnded() {
        return ended;
    }
}
