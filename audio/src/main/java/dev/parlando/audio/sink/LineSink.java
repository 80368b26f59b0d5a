package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.LineMailbox.FlushResult;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sink that plays on a sound device through a {@code javax.sound} line with a short buffer.
 *
 * <p>The line is started once and never stopped, since a running line that is empty plays a few milliseconds after a
 * write. If the device is lost, the next {@code current} tries it again. It then tries the default device or, if the
 * default was requested, any other device.
 *
 * <p>Threading: as for {@link AudioSink}. The thread {@code parlando-line-n} makes all calls to the line, so that a
 * device that hangs in its driver never blocks the owner. Such a device is abandoned and counts as lost.
 *
 * <p>Cost: opening the first line of a JVM takes about 40 ms, later ones about 10. No allocation per write.
 */
public final class LineSink implements AudioSink {
    /** The default buffer length, in milliseconds. */
    public static final int DEFAULT_BUFFER_MILLIS = 100;
    /** The shortest buffer length, in milliseconds. Gaps were measured below 60 ms, several in 10 s at 20 ms. */
    public static final int MIN_BUFFER_MILLIS = 20;
    /** The longest buffer length, in milliseconds. */
    public static final int MAX_BUFFER_MILLIS = 2000;

    private final LineOpener opener;
    private final SinkClock clock;
    private final LinePositionEstimator positionEstimator;
    /** Written by the owner, and read by {@link #name()} from any thread. */
    private volatile @Nullable LineClient client;

    private PcmFormat wantedFormat = new PcmFormat(48_000, 1);
    /** The position reported last, which does not decrease if the line turns out to be later than estimated. */
    private long reportedAudioFrames;

    private boolean closed;

    /** Creates a sink on the default device with a buffer of {@link #DEFAULT_BUFFER_MILLIS}. */
    public LineSink() {
        this(null, DEFAULT_BUFFER_MILLIS);
    }

    /**
     * Creates a sink on a device with a buffer of about the given length. {@link #bufferAudioFrames()} returns the
     * granted length.
     *
     * @param device the name or a part of it, as for {@link AudioDevices#find}; null for the device that is the default
     *     when the sink is opened
     * @param bufferMillis from {@link #MIN_BUFFER_MILLIS} to {@link #MAX_BUFFER_MILLIS}, 60 or more to avoid gaps
     * @throws InvalidRequestException if the length is out of range
     */
    public LineSink(@Nullable String device, int bufferMillis) {
        this(device, bufferMillis, new JavaSoundSystem(), SinkClock.SYSTEM, LineWorker::start);
    }

    LineSink(
            @Nullable String device,
            int bufferMillis,
            SoundSystem soundSystem,
            SinkClock clock,
            Function<LineWorker, Runnable> workerStarter) {
        if (bufferMillis < MIN_BUFFER_MILLIS || bufferMillis > MAX_BUFFER_MILLIS) {
            throw new InvalidRequestException(
                    "bufferMillis", bufferMillis + " is not from " + MIN_BUFFER_MILLIS + " to " + MAX_BUFFER_MILLIS);
        }
        this.opener = new LineOpener(device, bufferMillis, soundSystem, clock, workerStarter);
        this.clock = clock;
        this.positionEstimator = new LinePositionEstimator(clock::nanoTime);
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        Objects.requireNonNull(wanted, "wanted");
        closed = false;
        reportedAudioFrames = 0;
        LineClient kept = client;
        if (kept == null || !wanted.equals(wantedFormat) || !reuse(kept)) {
            releaseLine();
            LineClient opened = opener.open(wanted);
            positionEstimator.newLine(opened.format().sampleRateHz());
            wantedFormat = wanted;
            client = opened;
            return opened.format();
        }
        return kept.format();
    }

    /**
     * Prepares a used line for the next run. A line that has played everything is not flushed: the device may still hold
     * its last samples.
     *
     * @return whether the line can be used
     */
    private boolean reuse(LineClient used) {
        updatePosition(used);
        if (positionEstimator.unplayedAudioFrames() > 0) {
            FlushResult flushed = used.flush();
            if (flushed == null) {
                opener.onDeviceLost();
                return false;
            }
            onFlushed(used, flushed);
        }
        positionEstimator.newRun();
        return used.isPreferredDevice();
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.requireNonNull(samples, "samples");
        Objects.checkFromIndexSize(
                offsetAudioFrames,
                audioFrames,
                samples.length / requireLine().format().channels());
        LineClient current = usableLine();
        long freeAudioFrames = current.bufferAudioFrames() - positionEstimator.unplayedAudioFrames();
        int count = (int) Math.min(audioFrames, Math.min(freeAudioFrames, current.roomAudioFrames()));
        if (count <= 0) {
            return 0;
        }
        if (positionEstimator.onWritten(count)) {
            current.watchUntil(clock.nanoTime() + LineWorker.WATCH_NANOS);
        }
        current.playsUntil(clock.nanoTime() + positionEstimator.remainingNanos());
        current.write(samples, offsetAudioFrames, count);
        return count;
    }

    @Override
    public void discard() {
        LineClient current = usableLine();
        FlushResult flushed = current.flush();
        if (flushed == null) {
            throw markLost(current);
        }
        onFlushed(current, flushed);
        reportedAudioFrames = 0;
    }

    private void onFlushed(LineClient current, FlushResult flushed) {
        positionEstimator.discard(
                flushed.positionAudioFrames(),
                flushed.nanos(),
                current.unsentAudioFrames(flushed),
                flushed.lateBlockAudioFrames());
    }

    /** Returns the line after processing its last reading. Throws an exception if the line was lost. */
    private LineClient usableLine() {
        LineClient current = requireLine();
        updatePosition(current);
        if (current.failure() != null) {
            throw markLost(current);
        }
        return current;
    }

    private PlaybackException markLost(LineClient current) {
        RuntimeException failure = current.failure();
        positionEstimator.discard(); // The position is unchanged.
        releaseLine();
        opener.onDeviceLost();
        String reason = failure == null ? "its driver does not answer" : failure.getMessage();
        return PlaybackException.deviceLost(current.describe() + " was lost: " + reason, failure);
    }

    private void updatePosition(LineClient current) {
        LinePosition linePosition = current.position();
        if (linePosition.poll()) {
            positionEstimator.onLinePosition(
                    linePosition.position(), linePosition.nanos(), linePosition.moved(), linePosition.step());
        }
        if (current.isEmpty()) {
            positionEstimator.onPlayedOut();
        }
        positionEstimator.setStalled(current.isStalled());
        current.playsUntil(clock.nanoTime() + positionEstimator.remainingNanos());
    }

    @Override
    public long positionAudioFrames() {
        LineClient current = client;
        if (current != null) {
            updatePosition(current);
        }
        reportedAudioFrames = Math.max(reportedAudioFrames, positionEstimator.playedAudioFrames());
        return reportedAudioFrames;
    }

    @Override
    public int stepAudioFrames() {
        LineClient current = client;
        return current == null ? 0 : Math.toIntExact(current.position().step());
    }

    @Override
    public int bufferAudioFrames() {
        LineClient current = client;
        return current == null ? 0 : current.bufferAudioFrames();
    }

    @Override
    public SinkClock clock() {
        return clock;
    }

    /** Returns the name of the device that plays, or of the one to be tried. */
    @Override
    public String name() {
        LineClient current = client;
        return current == null ? opener.describe() : current.describe();
    }

    /** Closes the line. Waits until the last played samples have left the device, up to 250 ms after their position. */
    @Override
    public void close() {
        closed = true;
        LineClient current = client;
        if (current != null) {
            updatePosition(current);
            positionEstimator.discard(); // The position is unchanged from now on.
            current.close();
            client = null;
        }
        opener.closePending();
    }

    private void releaseLine() {
        LineClient current = client;
        if (current != null) {
            current.closeAsync();
            client = null;
        }
    }

    private LineClient requireLine() {
        LineClient current = client;
        if (current == null) {
            throw new IllegalStateException(closed ? "the sink is closed" : "open(PcmFormat) comes first");
        }
        return current;
    }
}
