package dev.parlando.audio.mix;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sink that shares a line with the other lanes of a {@link Mixer}. Created by {@link Mixer#lane(String)}.
 *
 * <p>{@link #open} returns the format of the mixer, independent of the requested format. Samples are played immediately
 * if no other lane plays, and 20 to 40 ms later otherwise. A lane without samples is silent; other lanes are not
 * affected.
 *
 * <p>{@link #discard()} takes effect immediately if no other lane plays. Otherwise up to 40 ms of already mixed samples
 * are still played, so that no other lane has a gap, and {@link #positionAudioFrames()} counts them as played
 * immediately. They are not played if the other lanes are silenced earlier.
 *
 * <p>Threading: the owner of the sink calls the methods of {@link AudioSink}; any thread may call the others and
 * {@link #close()}. Of these, only {@link #close()} may wait for the device.
 *
 * <p>Failure: after the mixer is closed, every use throws a {@link PlaybackException}. So does a use after the lane was
 * silenced in favor of another one ({@link MixerBuilder#stealVoices}), until it is opened again. The mixer reopens a lost device,
 * and lanes fail only if that takes more than 5 s.
 */
public final class MixerLane implements AudioSink {
    /** The highest priority. */
    public static final int MAX_PRIORITY = 100;

    private final MixerState state;
    private final String name;
    private final @Nullable Ducking ducking;
    private final Consumer<MixerLane> onClose;
    private final LaneGain laneGain = new LaneGain();
    private volatile int priority = MAX_PRIORITY / 2;

    @GuardedBy("this")
    private @Nullable LaneRun run;

    @GuardedBy("this")
    private boolean closed;

    MixerLane(MixerState state, String name, @Nullable Ducking ducking, Consumer<MixerLane> onClose) {
        this.onClose = onClose;
        this.state = state;
        this.name = name;
        this.ducking = ducking;
    }

    /** Returns the name of the lane in its mixer. */
    public String laneName() {
        return name;
    }

    /** Returns the gain of the lane, or the target of a running fade. */
    public double gain() {
        return laneGain.latestChange().gain();
    }

    /**
     * Sets the gain of the lane from 0 (silent) to 4, where 1 leaves samples unchanged. Takes effect within 40 ms.
     * Equivalent to a {@link #fadeTo} of 10 ms, since a jump would click.
     *
     * @throws InvalidRequestException if it is out of range
     */
    public void gain(double gain) {
        fadeTo(gain, GainChange.CLICK_FREE_FADE);
    }

    /**
     * Fades linearly to a gain in a time measured in mixed samples. Takes effect immediately while no lane plays.
     *
     * @throws InvalidRequestException if the gain is out of range or the time negative
     */
    public void fadeTo(double gain, Duration time) {
        laneGain.fadeTo(gain, time);
    }

    /** Returns the priority of the lane. */
    public int priority() {
        return priority;
    }

    /**
     * Sets the priority of the lane from 0 to {@link #MAX_PRIORITY}; the default is 50. It has an effect only with
     * {@link MixerBuilder#stealVoices}.
     *
     * @throws InvalidRequestException if it is out of range
     */
    public void priority(int priority) {
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new InvalidRequestException("priority", priority + " is not from 0 to " + MAX_PRIORITY);
        }
        this.priority = priority;
    }

    /** Returns the position of the lane between the channels of the mixer. */
    public double pan() {
        return laneGain.pan();
    }

    /**
     * Moves the lane between the channels of the mixer, from -1 (left) to 1 (right). At 0, the default, the samples are
     * unchanged. At other positions the channel on the opposite side is attenuated. Takes effect within 40 ms.
     *
     * @throws InvalidRequestException if the position is out of range, or the mixer has one channel; request two with
     *     {@link MixerBuilder#format}
     */
    public void pan(double pan) {
        if (state.format().channels() != 2) {
            throw new InvalidRequestException(
                    "pan", "needs two channels; set MixerBuilder.format(new PcmFormat(48000, 2))");
        }
        laneGain.panTo(pan);
    }

    /**
     * Starts a run in the format of the mixer.
     *
     * @throws PlaybackException if the lane or the mixer was closed, or the mixer has no device
     */
    @Override
    public synchronized PcmFormat open(PcmFormat wanted) {
        Objects.requireNonNull(wanted, "wanted");
        state.checkUsable();
        if (closed) {
            throw new PlaybackException(name() + " was closed; ask the mixer for another", null);
        }
        if (run != null) {
            state.endRun(run);
            run = null;
        }
        run = state.startRun(laneGain, ducking, this::priority);
        return run.format();
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.requireNonNull(samples, "samples");
        LaneRun current = requireRun();
        Objects.checkFromIndexSize(
                offsetAudioFrames,
                audioFrames,
                samples.length / current.format().channels());
        return state.write(current, samples, offsetAudioFrames, audioFrames);
    }

    @Override
    public void discard() {
        state.discard(requireRun());
    }

    @Override
    public synchronized long positionAudioFrames() {
        return run == null ? 0 : state.position(run);
    }

    @Override
    public int stepAudioFrames() {
        return state.stepAudioFrames();
    }

    @Override
    public synchronized int bufferAudioFrames() {
        return run == null ? 0 : run.capacity();
    }

    @Override
    public int leadAudioFrames() {
        return state.leadAudioFrames();
    }

    @Override
    public SinkClock clock() {
        return state.clock();
    }

    @Override
    public String name() {
        return "lane '" + name + "' on " + state.sinkName();
    }

    /** Silences the lane and releases its name. May wait for the device. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (run != null) {
            state.endRun(run);
        }
        onClose.accept(this);
    }

    private synchronized LaneRun requireRun() {
        if (run == null) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        return run;
    }
}
