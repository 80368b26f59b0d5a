package dev.parlando.audio.sink;

import dev.parlando.audio.sink.LineMailbox.FlushResult;
import dev.parlando.audio.sink.LineMailbox.LineState;
import dev.parlando.error.PlaybackException;
import dev.parlando.internal.event.EngineThread;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker that makes all calls to one line, from opening to closing, in small steps. It exchanges requests and
 * results with the owner of the line through a {@link LineMailbox}.
 *
 * <p>A driver may hang in any of these calls. In that case only the line thread is blocked. The owner detects a call
 * that takes too long and abandons the line. If the call ever returns, the line is closed.
 *
 * <p>Threading: owned by the line thread, {@code parlando-line-n}. No allocation per write.
 */
final class LineWorker {
    /** The result of {@link #step} if there is nothing to do until the thread is woken. */
    static final long FOREVER = Long.MAX_VALUE;
    /** The result of {@link #step} once the line is closed. */
    static final long ENDED = -1;

    private static final long WATCH_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FULL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int PRIMING_MILLIS = 10;
    /** The maximum time between two polls of which the second one sees a step when it happens. */
    private static final long EXACT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /**
     * The time after which the time of a step is measured again, since the crystal of a card differs from the clock. At
     * 500 ppm that is half a millisecond.
     */
    private static final long DRIFT_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The duration of such a measurement, and the time limit of one requested by the owner. */
    static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final Supplier<OpenLine> opener;
    private final LongSupplier nanoClock;
    private final LineMailbox mailbox;
    private final LineStallDetector stallDetector;
    /** The line from its opening on, even if its start fails. */
    private @Nullable OpenLine opened;
    /** The counts of the line at the last poll, at {@code polledNanos}. */
    private long playedAudioFrames;

    private long takenAudioFrames;
    private long polledNanos;
    /** The time of the last step that was published. */
    private long exactNanos;

    private int watchesAnswered;
    private int watchesSeen;
    /** The time of the first write into the empty line, or 0 once the line has advanced since. */
    private long startingNanos;
    /** Whether the line was not polled since that write. */
    private boolean started;

    LineWorker(Supplier<OpenLine> opener, LongSupplier nanoClock) {
        this.opener = opener;
        this.nanoClock = nanoClock;
        this.mailbox = new LineMailbox(nanoClock.getAsLong());
        this.stallDetector = new LineStallDetector(nanoClock);
    }

    /** Starts the daemon thread of the line, which ends when the line is closed. Returns a function that wakes it. */
    Runnable start() {
        Thread thread = EngineThread.createTimed("parlando-line", this::run);
        thread.setName("parlando-line-" + thread.getId());
        thread.start();
        return () -> LockSupport.unpark(thread);
    }

    private void run() {
        long nanos = step();
        while (nanos != ENDED) {
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
            nanos = step();
        }
    }

    LineMailbox mailbox() {
        return mailbox;
    }

    LineStallDetector stallDetector() {
        return stallDetector;
    }

    /** Runs the next step. Returns the number of nanoseconds until more work is due, unless woken earlier. */
    long step() {
        if (mailbox.state() == LineState.CLOSED) {
            return ENDED;
        }
        stallDetector.onCallStarted();
        long nanos;
        try {
            nanos = runNext();
        } catch (PlaybackException e) {
            nanos = fail(e);
        } catch (RuntimeException | LinkageError e) {
            nanos = fail(new PlaybackException("the sound system failed: " + e, e));
        }
        stallDetector.onCallReturned(); // Not after any other error, which ends the thread: that is a hung driver.
        LockSupport.unpark(mailbox.waiter());
        return nanos;
    }

    private long runNext() {
        LineState state = nextState();
        mailbox.setState(state);
        return switch (state) {
            case OPENING -> openAndStart();
            case PLAYING -> serve(Objects.requireNonNull(mailbox.running()));
            case CLOSING -> closeWhenPlayed();
            case FAILED, CLOSED -> close();
        };
    }

    private LineState nextState() {
        if (mailbox.failure() != null) {
            return LineState.FAILED;
        }
        if (mailbox.isCloseRequested()) {
            return LineState.CLOSING;
        }
        return mailbox.running() == null ? LineState.OPENING : LineState.PLAYING;
    }

    /**
     * Opens and starts the line with a short silence in its buffer. A line that is started empty plays only after its
     * buffer has been full once (measured on ALSA with PulseAudio).
     */
    private long openAndStart() {
        OpenLine line = opener.get();
        opened = line;
        line.counted().start(line.format().audioFrames(PRIMING_MILLIS));
        mailbox.setRunning(line);
        return 0;
    }

    private long serve(OpenLine line) {
        if (mailbox.flushesAnswered() != mailbox.flushRequests()) {
            flush(line);
            return 0;
        }
        if (!mailbox.isPreferenceAnswered()) {
            queryPreference(line);
            return 0;
        }
        if (line.ring().sizeBytes() == 0) {
            return pollPosition(line);
        }
        boolean accepted = write(line);
        long pollNanos = pollPosition(line);
        return accepted ? 0 : Math.min(pollNanos, FULL_POLL_NANOS);
    }

    private long closeWhenPlayed() {
        long delayNanos = mailbox.closeAtNanos() - nanoClock.getAsLong();
        return delayNanos > 0 ? delayNanos : close();
    }

    private long close() {
        OpenLine line = opened;
        try {
            if (line != null) {
                line.counted().close();
            }
        } finally {
            mailbox.setState(LineState.CLOSED);
        }
        return ENDED;
    }

    /** Stores the failure for the owner. The next step closes the line. */
    private long fail(RuntimeException e) {
        mailbox.setFailure(e);
        return 0;
    }

    private void flush(OpenLine line) {
        int request = mailbox.flushRequests();
        long position = line.counted().updatePlayed();
        long nanos = nanoClock.getAsLong();
        int unsentBytes = line.ring().sizeBytes();
        line.ring().send(unsentBytes);
        onStarted(line);
        line.counted().flush();
        mailbox.setFlushResult(new FlushResult(
                request, position, nanos, unsentBytes, line.steps().lateBlockAudioFrames()));
    }

    /** Queries whether the system would still choose this device. That may take long, which is not a loss. */
    private void queryPreference(OpenLine line) {
        stallDetector.onQueryStarted();
        int request = mailbox.preferenceRequests();
        mailbox.setPreference(request, line.isPreferredDevice().getAsBoolean());
    }

    private boolean write(OpenLine line) {
        stallDetector.onWrite();
        int watchRequest = mailbox.watchRequests();
        if (watchRequest != watchesSeen) {
            watchesSeen = watchRequest;
            onStart();
        }
        boolean accepted = line.counted().write(line.ring());
        if (startingNanos == 0) {
            line.ring().release();
        }
        return accepted;
    }

    /** Called before the first write into the empty line. */
    private void onStart() {
        long nanos = nanoClock.getAsLong();
        started = true;
        startingNanos = nanos | 1;
        exactNanos = nanos;
        stallDetector.onIdle(nanos);
    }

    /** Called when the first samples are flushed, or must have been played. The ring need not keep them any longer. */
    private void onStarted(OpenLine line) {
        startingNanos = 0;
        line.ring().release();
    }

    /** Polls the position of a line that plays. Returns the number of nanoseconds until the next poll. */
    private long pollPosition(OpenLine line) {
        long nanos = nanoClock.getAsLong();
        if (nanos - mailbox.playsUntilNanos() >= 0) {
            if (2 * line.ring().roomBytes() < line.counted().bufferBytes()) {
                onStarted(line); // Otherwise the ring might have no room for the samples that make the line play.
            }
            stallDetector.onIdle(nanos);
            return FOREVER;
        }
        long played = line.counted().updatePlayed();
        long taken = line.counted().takenAudioFrames();
        boolean moved = !started && played != playedAudioFrames;
        boolean exact = moved && nanos - polledNanos <= EXACT_NANOS;
        if (exact && !line.counted().isEmpty()) {
            line.steps().onStep(taken - takenAudioFrames);
        }
        started = false;
        playedAudioFrames = played;
        takenAudioFrames = taken;
        polledNanos = nanos;
        if (moved) {
            onStarted(line);
            stallDetector.onMoved(nanos);
        } else if (isStartOverdue(line.counted(), nanos)) {
            startingNanos = 0;
            line.counted().takeBack(line.ring());
            return 0;
        } else {
            stallDetector.onUnchanged(line.counted(), nanos);
        }
        return publish(line, exact, nanos);
    }

    /** Publishes the position, during a watch only that of a step. Returns the time until the next poll. */
    private long publish(OpenLine line, boolean exact, long nanos) {
        int watchRequest = mailbox.watchRequests();
        boolean requested = watchRequest != watchesAnswered && nanos - mailbox.watchUntilNanos() < 0;
        long sinceExactNanos = nanos - exactNanos;
        boolean watching = requested || sinceExactNanos >= DRIFT_NANOS;
        boolean answered = (exact || !watching)
                && mailbox.position()
                        .publish(playedAudioFrames, nanos, exact, line.steps().stepAudioFrames());
        if (exact && answered) {
            watchesAnswered = watchRequest;
            exactNanos = nanos;
        } else if (sinceExactNanos >= DRIFT_NANOS + WATCH_NANOS) {
            exactNanos = nanos; // Try again later.
        }
        return watching && !(exact && answered) ? WATCH_POLL_NANOS : POLL_NANOS;
    }

    /**
     * Returns whether the line holds all of its first samples although they should play. A line of PulseAudio that ran
     * empty while samples were on their way awaits a full buffer. That was measured for 1 of 6 writes between 9 and 21 ms
     * after the start of a line, whose buffer might never be full. The samples are then flushed and written again.
     */
    private boolean isStartOverdue(CountedLine line, long nanos) {
        return startingNanos != 0 && stallDetector.isOverdue(nanos - startingNanos) && line.holdsAll();
    }
}
