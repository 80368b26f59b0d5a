package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.LineMailbox.FlushResult;
import dev.parlando.audio.sink.LineMailbox.RunningLine;
import dev.parlando.error.PlaybackException;
import dev.parlando.internal.event.EngineThread;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sound.sampled.SourceDataLine;

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
    /** The idle time after which a flush queries whether the system would still choose this device. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<OpenLine> opener;
    private final LongSupplier nanoClock;
    private final LineMailbox mailbox;
    private final LineStallDetector stallDetector;
    private final LineWriter writer;
    private long position;
    private boolean watching;
    private int watchesAnswered;
    private int watchesSeen;
    /** The time of the first write into the empty line, or 0 once the line has advanced since. */
    private long startingNanos;
    /** The discarded audio frames that the line counts as played. */
    private long uncountedAudioFrames;

    LineWorker(Supplier<OpenLine> opener, LongSupplier nanoClock) {
        this.opener = opener;
        this.nanoClock = nanoClock;
        this.mailbox = new LineMailbox(nanoClock.getAsLong());
        this.stallDetector = new LineStallDetector(nanoClock);
        this.writer = new LineWriter(nanoClock);
    }

    /** Starts the daemon thread of the line, which ends when the line is closed. Returns a function that wakes it. */
    Runnable start() {
        Thread thread = EngineThread.create("parlando-line", this::run);
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
        OpenLine opened = opener.get();
        PcmFormat format = opened.format();
        int primingAudioFrames = Math.min(format.audioFrames(PRIMING_MILLIS), opened.bufferAudioFrames());
        byte[] silence = new byte[primingAudioFrames * opened.line().getFormat().getFrameSize()];
        writer.prime(opened.line(), silence);
        opened.line().start();
        mailbox.setRunning(new RunningLine(opened, new ByteRing(opened.line().getBufferSize()), primingAudioFrames));
        return 0;
    }

    private long serve(RunningLine line) {
        if (mailbox.flushesAnswered() != mailbox.flushRequests()) {
            flush(line);
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
        RunningLine running = mailbox.running();
        try {
            if (running != null) {
                running.openLine().line().flush();
                running.openLine().line().close();
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

    private void flush(RunningLine line) {
        int request = mailbox.flushRequests();
        long flushedPosition = positionOf(line);
        long nanos = nanoClock.getAsLong();
        int unsentBytes = line.ring().sizeBytes();
        line.ring().release(unsentBytes);
        boolean idle = nanos - mailbox.playsUntilNanos() > IDLE_NANOS;
        line.openLine().line().flush();
        boolean preferredDevice = !idle || line.openLine().isPreferredDevice().getAsBoolean();
        writer.onEmpty();
        position = positionOf(line);
        mailbox.setFlushResult(new FlushResult(request, flushedPosition, nanos, unsentBytes, preferredDevice));
    }

    private boolean write(RunningLine line) {
        stallDetector.onWrite();
        int watchRequest = mailbox.watchRequests();
        if (watchRequest != watchesSeen) {
            watchesSeen = watchRequest;
            writer.onEmpty();
            startingNanos = nanoClock.getAsLong() | 1;
        }
        return writer.write(line.openLine().line(), line.ring());
    }

    /** Polls the position of a line that plays. Returns the number of nanoseconds until the next poll. */
    private long pollPosition(RunningLine line) {
        long nanos = nanoClock.getAsLong();
        boolean wasWatching = watching;
        int watchRequest = mailbox.watchRequests();
        watching = watchRequest != watchesAnswered && nanos - mailbox.watchUntilNanos() < 0;
        if (nanos - mailbox.playsUntilNanos() >= 0) {
            stallDetector.onIdle(nanos);
            return FOREVER;
        }
        long now = positionOf(line);
        boolean moved = now != position;
        position = now;
        if (moved) {
            startingNanos = 0;
            stallDetector.onMoved(nanos);
        } else if (watching && !wasWatching) {
            stallDetector.onIdle(nanos); // The line was empty until now.
        } else if (isStartOverdue(line.openLine().line(), nanos)) {
            restart(line);
            return 0;
        } else {
            stallDetector.onUnchanged(line.openLine().line(), nanos);
        }
        if (watching && wasWatching && moved) {
            mailbox.position().publish(now, nanos, true);
            watchesAnswered = watchRequest;
        } else if (!watching) {
            mailbox.position().publish(now, nanos, false);
        }
        return watching ? WATCH_POLL_NANOS : POLL_NANOS;
    }

    /**
     * Returns whether the line holds all of its first samples although they should play. A line of PulseAudio that ran
     * empty while samples were on their way awaits a full buffer. That was measured for 1 of 6 writes between 9 and 21 ms
     * after the start of a line, whose buffer might never be full.
     */
    private boolean isStartOverdue(SourceDataLine line, long nanos) {
        return startingNanos != 0 && nanos - startingNanos > LineStallDetector.CHECK_NANOS && writer.holdsAll(line);
    }

    /** Flushes the line, so that the next step writes the same samples again. */
    private void restart(RunningLine line) {
        startingNanos = 0;
        long before = positionOf(line);
        if (writer.takeBack(line.openLine().line(), line.ring())) {
            uncountedAudioFrames += positionOf(line) - before;
        }
    }

    /** Returns the number of audio frames that the line has played, without the initial silence. */
    private long positionOf(RunningLine line) {
        long counted = line.openLine().line().getLongFramePosition();
        return Math.max(0, counted - line.primedAudioFrames() - uncountedAudioFrames);
    }
}
