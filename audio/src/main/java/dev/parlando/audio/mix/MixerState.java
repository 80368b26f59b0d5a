package dev.parlando.audio.mix;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.MasterControls;
import dev.parlando.audio.internal.sink.ReopenSchedule;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state that lane owners and the mixing thread share.
 *
 * <p>Threading: the mixing thread creates this object and calls {@link #step}, {@link #isClosed}, {@link #failUnexpectedly} and
 * {@link #closeSink}. Lane owners call the other methods, and any thread {@link #format}, {@link #controls} and
 * {@link #underruns}. The object's
 * lock guards everything including the sink, so only one thread at a time uses the sink. The lock is held for at most one
 * mixing round, or while a device discards samples. Methods for any thread must not take it.
 */
final class MixerState {
    private static final System.Logger LOGGER = System.getLogger(Mixer.class.getName());
    private static final long CLOSED_WAIT_NANOS = TimeUnit.HOURS.toNanos(1);
    /** The duration of the silence after which a line checks whether the system would still choose its device. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MixOutput output;
    private final SinkClock clock;

    @GuardedBy("this")
    private final ReopenSchedule reopenSchedule;

    private final VoiceLimit voices;
    private final int aheadMillis;
    private final int laneBufferMillis;

    @GuardedBy("this")
    private MixLoop mixLoop;

    private final AtomicInteger underruns = new AtomicInteger();
    private final Thread mixThread = Thread.currentThread();
    private final MasterControls controls = new MasterControls(() -> LockSupport.unpark(mixThread));
    private volatile PcmFormat format;
    /** The reason why no lane can be played, or null. It may be temporary unless {@code failedForGood} is set. */
    @GuardedBy("this")
    private @Nullable PlaybackException failure;

    @GuardedBy("this")
    private boolean failedForGood;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private boolean deviceLost;

    /** Whether a run of a lane has started after silence, so that the sink can start another run as well. */
    @GuardedBy("this")
    private boolean sinkRunDue;

    /** The time at which the mix was last not silent. */
    @GuardedBy("this")
    private long soundNanos;

    /**
     * Opens the sink. Must be called on the mixing thread.
     *
     * @throws PlaybackException if the sink cannot be used
     */
    MixerState(AudioSink sink, PcmFormat wanted, VoiceLimit voices, int aheadMillis, int laneBufferMillis) {
        this.aheadMillis = aheadMillis;
        this.laneBufferMillis = laneBufferMillis;
        this.voices = voices;
        clock = Objects.requireNonNull(sink.clock(), "clock() returned null");
        output = new MixOutput(sink, wanted);
        format = output.openSink();
        reopenSchedule = new ReopenSchedule(clock);
        soundNanos = clock.nanoTime();
        mixLoop = startMixing();
    }

    /** Starts to mix in the format of the open sink. */
    @GuardedBy("this")
    private MixLoop startMixing() {
        output.start(format);
        return new MixLoop(output, controls, aheadMillis, laneBufferMillis, underruns);
    }

    SinkClock clock() {
        return clock;
    }

    /** Returns the pause, gain and mute of the mixer. */
    MasterControls controls() {
        return controls;
    }

    String sinkName() {
        return output.name();
    }

    /**
     * Does the work that is due. Returns the number of nanoseconds to wait before the next step, unless woken earlier.
     */
    long step() {
        return continuesSinkRun() ? mix() : tryReopen();
    }

    /**
     * Returns whether the sink is open and need not start another run. In another run, a line returns to the device that
     * was lost, and follows the default device. That may take long, so it is done in silence and without the lock.
     */
    private synchronized boolean continuesSinkRun() {
        if (sinkRunDue && output.isOpen() && mixLoop.isSilent()) {
            output.endRun();
            reopenSchedule.start();
        }
        sinkRunDue = false;
        return output.isOpen();
    }

    private synchronized long mix() {
        try {
            mixLoop.mixDue();
            mixLoop.removeStolen();
            soundNanos = mixLoop.isSilent() ? soundNanos : clock.nanoTime();
            return mixLoop.nanosUntilDue();
        } catch (PlaybackException e) {
            onDeviceLost(e);
            return 0;
        }
    }

    @GuardedBy("this")
    private void onDeviceLost(PlaybackException error) {
        if (error.retryable()) {
            LOGGER.log(System.Logger.Level.WARNING, "the mixer lost its device: {0}", error.getMessage());
            deviceLost = true;
            reopenSchedule.start();
        } else {
            failedForGood = true;
            fail(error);
        }
    }

    private long tryReopen() {
        long nanos = nanosUntilReopen();
        if (nanos > 0) {
            return nanos;
        }
        try {
            onReopened(output.openSink());
            return 0;
        } catch (PlaybackException e) {
            return onReopenFailed(e);
        }
    }

    private synchronized long nanosUntilReopen() {
        return failedForGood ? CLOSED_WAIT_NANOS : reopenSchedule.nanosUntilNext();
    }

    /** Returns whether the mixing thread must end. */
    synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void onReopened(PcmFormat opened) {
        if (failure == null && opened.equals(output.format())) {
            output.resume();
            mixLoop.resetLateness();
        } else {
            fail(PlaybackException.deviceLost(output.name() + " plays another format now", null));
            format = opened;
            mixLoop = startMixing();
        }
        failure = null;
        if (deviceLost) {
            deviceLost = false;
            LOGGER.log(System.Logger.Level.INFO, "the mixer resumes after {0} ms", reopenSchedule.downMillis());
        }
    }

    /** Fails the lanes if the device has been lost for too long. Returns the time until the next attempt. */
    private synchronized long onReopenFailed(PlaybackException error) {
        reopenSchedule.onFailed();
        if (failure == null && reopenSchedule.isTimedOut()) {
            fail(error);
        }
        return reopenSchedule.nanosUntilNext();
    }

    @GuardedBy("this")
    private void fail(PlaybackException error) {
        failure = error;
        long played = output.lastPlayedAudioFrames();
        mixLoop.runs().forEach(run -> run.fail(error.copy(), played));
        mixLoop.runs().clear();
    }

    /** Ends all lanes permanently and wakes the mixing thread so that it ends as well. */
    synchronized void close() {
        closed = true;
        if (!failedForGood) {
            failedForGood = true;
            fail(new PlaybackException("the mixer was closed", null));
        }
        LockSupport.unpark(mixThread);
    }

    /** Ends all lanes after an unexpected exception. */
    synchronized void failUnexpectedly(Throwable error) {
        failedForGood = true;
        fail(new PlaybackException("the mixer failed on sink '" + output.name() + "': " + error, error));
    }

    /** Closes the sink. */
    synchronized void closeSink() {
        output.close();
    }

    /** Starts a run of a lane in the format of the mixer. */
    synchronized LaneRun startRun(LaneGain gain, @Nullable Ducking ducking, IntSupplier priority) {
        checkUsable();
        int bufferAudioFrames = format.audioFrames(laneBufferMillis);
        int blockAudioFrames = mixLoop.mixAhead().blockAudioFrames();
        LaneRun run = new LaneRun(format, bufferAudioFrames, blockAudioFrames, gain, ducking, priority);
        requestSinkRunAfterSilence();
        mixLoop.runs().add(run);
        return run;
    }

    @GuardedBy("this")
    private void requestSinkRunAfterSilence() {
        boolean stores = output.bufferAudioFrames() == Integer.MAX_VALUE; // Another run would replace the stored audio.
        if (!stores && clock.nanoTime() - soundNanos >= IDLE_NANOS) {
            sinkRunDue = true;
            LockSupport.unpark(mixThread);
        }
    }

    /** Throws the exception that prevents lanes from being played, if there is one. */
    synchronized void checkUsable() {
        if (failure != null) {
            throw failure.copy();
        }
    }

    PcmFormat format() {
        return format;
    }

    synchronized int write(LaneRun run, short[] samples, int offsetAudioFrames, int audioFrames) {
        run.checkNotFailed();
        long played = output.playedAudioFrames();
        boolean canWrite = run.isActive(played) || mixLoop.activeRuns() < voices.maxSounding() || stealVoiceFor(run);
        run.startSounding(played, output.mixedAudioFrames());
        int accepted = canWrite ? run.write(samples, offsetAudioFrames, audioFrames, played) : 0;
        if (accepted < audioFrames) {
            run.setWaiting(Thread.currentThread());
        }
        if (mixLoop.wantsSamples()) {
            LockSupport.unpark(mixThread);
        }
        return accepted;
    }

    @GuardedBy("this")
    private boolean stealVoiceFor(LaneRun run) {
        LaneRun victim = voices.stealing() ? mixLoop.leastImportantRun(run.priority()) : null;
        if (victim == null) {
            return false;
        }
        victim.steal(PlaybackException.voiceStolen("the lane was silenced in favor of another one of its mixer; "
                + "MixerBuilder.maxSounding(" + voices.maxSounding() + ") limits the number of lanes"));
        return true;
    }

    synchronized void discard(LaneRun run) {
        run.checkNotFailed();
        silenceRun(run);
    }

    @GuardedBy("this")
    private void silenceRun(LaneRun run) {
        try {
            mixLoop.discard(run);
        } catch (PlaybackException e) {
            onDeviceLost(e);
        } catch (RuntimeException | Error e) {
            failUnexpectedly(e);
        }
    }

    /** Silences and removes a run, which cannot be used afterwards. */
    synchronized void endRun(LaneRun run) {
        if (run.isStolen()) {
            return; // It fades out and is removed then.
        }
        if (mixLoop.runs().contains(run)) {
            silenceRun(run);
            mixLoop.runs().remove(run);
        }
        run.fail(
                new PlaybackException("the lane was closed; ask the mixer for another", null),
                output.lastPlayedAudioFrames());
    }

    synchronized int stepAudioFrames() {
        return output.stepAudioFrames();
    }

    synchronized int leadAudioFrames() {
        return mixLoop.mixAhead().leadAudioFrames();
    }

    synchronized long position(LaneRun run) {
        return run.position(output.playedAudioFrames());
    }

    int underruns() {
        return underruns.get();
    }
}
