package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plays on a sound device through a {@code javax.sound} line, whose buffer is kept short.
 *
 * <p>The line is started once and never halted: one that runs and is empty sounds a few milliseconds after a write. If the
 * device is lost, another {@code open} tries it again and then others: the default device, and if that was wanted, any.
 *
 * <p>Threading: as {@link AudioSink} says. A thread {@code parlando-line-n} makes all calls to the line, so that a device
 * that hangs in its driver never holds up the owner: it is abandoned and counts as lost.
 *
 * <p>Cost: the first line of a JVM takes some 40 ms to open, later ones about 10. Nothing is allocated per write.
 */
public final class LineSink implements AudioSink {
    /** The buffer that is asked for when nothing is said, in milliseconds. */
    public static final int DEFAULT_BUFFER_MILLIS = 100;
    /** The shortest buffer that may be asked for; gaps were measured below 60 ms, several in 10 s at 20 ms. */
    public static final int MIN_BUFFER_MILLIS = 20;
    /** The longest buffer that may be asked for. */
    public static final int MAX_BUFFER_MILLIS = 2000;

    /** How long after a write into the empty line its position is watched closely. */
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final LineOpener opener;
    private final SinkClock time;
    private final PlaybackClock clock;
    private @Nullable DrivenLine line;
    private PcmFormat wantedFormat = new PcmFormat(1, 1);
    /** What was told last of the position, which does not go back when the line turns out to be later than thought. */
    private long toldAudioFrames;

    private boolean closed;

    /** Plays on the default device with a buffer of {@link #DEFAULT_BUFFER_MILLIS}. */
    public LineSink() {
        this(null, DEFAULT_BUFFER_MILLIS);
    }

    /**
     * Plays on the device with a buffer of about that length; what was granted is {@link #bufferAudioFrames()}.
     *
     * @param device the name, or a part of it, as for {@link AudioDevices#find}; null for the default device, whichever
     *     that is when the sink is opened
     * @param bufferMillis from {@link #MIN_BUFFER_MILLIS} to {@link #MAX_BUFFER_MILLIS}, 60 or more to be free of gaps
     * @throws InvalidRequestException if the length is out of range
     */
    public LineSink(@Nullable String device, int bufferMillis) {
        this(device, bufferMillis, new SystemLines(), SinkClock.SYSTEM, LineThread::start);
    }

    LineSink(
            @Nullable String device,
            int bufferMillis,
            Lines lines,
            SinkClock time,
            Function<LineWork, Runnable> threads) {
        if (bufferMillis < MIN_BUFFER_MILLIS || bufferMillis > MAX_BUFFER_MILLIS) {
            throw new InvalidRequestException(
                    "bufferMillis", bufferMillis + " is not from " + MIN_BUFFER_MILLIS + " to " + MAX_BUFFER_MILLIS);
        }
        this.opener = new LineOpener(device, bufferMillis, lines, time, threads);
        this.time = time;
        this.clock = new PlaybackClock(time::nanoTime);
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        closed = false;
        toldAudioFrames = 0;
        DrivenLine kept = line;
        if (kept == null || !wanted.equals(wantedFormat) || !renew(kept)) {
            leave();
            DrivenLine opened = opener.open(wanted);
            clock.newLine(opened.format().sampleRateHz(), opened.lineBufferAudioFrames());
            wantedFormat = wanted;
            line = opened;
            return opened.format();
        }
        return kept.format();
    }

    /** Empties a used line; returns whether it can go on being used. */
    private boolean renew(DrivenLine used) {
        if (!used.flush()) {
            opener.deviceLost();
            return false;
        }
        clock.discard(used.flushPosition(), used.flushNanos(), used.flushedUnsentAudioFrames());
        clock.newRun();
        return used.isCurrent();
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.checkFromIndexSize(
                offsetAudioFrames, audioFrames, samples.length / line().format().channels());
        DrivenLine open = healthyLine();
        long room = open.bufferAudioFrames() - clock.unheardAudioFrames();
        int count = (int) Math.min(audioFrames, room);
        if (count <= 0) {
            return 0;
        }
        if (clock.wrote(count)) {
            open.watchUntil(time.nanoTime() + WATCH_NANOS);
        }
        open.soundsUntil(time.nanoTime() + clock.remainingNanos());
        open.write(samples, offsetAudioFrames, count);
        return count;
    }

    @Override
    public void discard() {
        DrivenLine open = healthyLine();
        if (!open.flush()) {
            throw lost(open);
        }
        clock.discard(open.flushPosition(), open.flushNanos(), open.flushedUnsentAudioFrames());
        toldAudioFrames = 0;
    }

    /** Returns the line after a look at what it last said. */
    private DrivenLine healthyLine() {
        DrivenLine open = line();
        listen(open);
        if (open.failure() != null) {
            throw lost(open);
        }
        return open;
    }

    private PlaybackException lost(DrivenLine open) {
        RuntimeException failure = open.failure();
        clock.discard(); // The position stays where it is.
        leave();
        opener.deviceLost();
        String why = failure == null ? "its driver does not answer" : failure.getMessage();
        return PlaybackException.deviceLost(open.describe() + " was lost: " + why, failure);
    }

    private void listen(DrivenLine open) {
        LineReading reading = open.reading();
        if (reading.take()) {
            clock.compare(reading.position(), reading.nanos(), reading.moved());
        }
        if (open.isEmpty()) {
            clock.playedOut();
        }
        clock.hold(open.isStill());
        open.soundsUntil(time.nanoTime() + clock.remainingNanos());
    }

    @Override
    public long positionAudioFrames() {
        if (line != null) {
            listen(line);
        }
        toldAudioFrames = Math.max(toldAudioFrames, clock.playedAudioFrames());
        return toldAudioFrames;
    }

    @Override
    public int bufferAudioFrames() {
        return line == null ? 0 : line.bufferAudioFrames();
    }

    @Override
    public SinkClock clock() {
        return time;
    }

    /** Returns the name of the device that plays, or what will be tried. */
    @Override
    public String name() {
        return line == null ? opener.describe() : line.describe();
    }

    /** Returns when the last of what was heard has left the device, which is up to 40 ms after its position says so. */
    @Override
    public void close() {
        closed = true;
        if (line != null) {
            line.close();
            line = null;
        }
        opener.abandonHanging();
    }

    private void leave() {
        if (line != null) {
            line.end();
            line = null;
        }
    }

    private DrivenLine line() {
        if (line == null) {
            throw new IllegalStateException(closed ? "the sink is closed" : "open(PcmFormat) comes first");
        }
        return line;
    }
}
