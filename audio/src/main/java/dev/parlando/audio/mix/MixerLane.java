package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainLimits;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is the sink of one voice that shares a line with others; {@link Mixer#lane(String)} makes it.
 *
 * <p>Whatever format is wanted, {@link #open} answers with that of the mixer. What is written is heard at once if no other
 * lane sounds, and 20 to 40 ms later otherwise. A lane that has nothing in time is silent meanwhile; nobody else is.
 *
 * <p>{@link #discard()} silences at once when no other lane sounds. Otherwise up to 40 ms that were mixed already are heard
 * out, so that no other voice has a gap, and {@link #positionAudioFrames()} counts them as heard at once. If the others are
 * silenced before that, they are not heard.
 *
 * <p>Threading: the owner of the sink calls what {@link AudioSink} has; any thread may call the rest, and close.
 *
 * <p>Failure: after the mixer was closed every use fails with a {@link PlaybackException}. A lost device is opened again by
 * the mixer, and no lane hears of it unless that takes more than 5 s.
 */
public final class MixerLane implements AudioSink {

    private final MixerState state;
    private final String name;
    private final @Nullable Ducking ducking;
    private final Consumer<MixerLane> onClose;
    private @Nullable LaneRun run;
    private double gain = 1;
    private boolean closed;

    MixerLane(MixerState state, String name, @Nullable Ducking ducking, Consumer<MixerLane> onClose) {
        this.onClose = onClose;
        this.state = state;
        this.name = name;
        this.ducking = ducking;
    }

    /** Returns what the lane is called at its mixer. */
    public String laneName() {
        return name;
    }

    /** Returns how loud the lane is, or will be when a fade is over. */
    public synchronized double gain() {
        return gain;
    }

    /**
     * Sets how loud the lane is: 1 as it came, 0 silent, up to 4; heard within 40 ms. The same as {@link #fadeTo} in
     * 10 ms, since a jump would click.
     *
     * @throws InvalidRequestException if it is out of range
     */
    public void gain(double gain) {
        fadeTo(gain, GainLimits.CLICK_FREE_FADE);
    }

    /**
     * Changes evenly to that gain, by the time of the mix; at once while no lane sounds.
     *
     * @throws InvalidRequestException if the gain is out of range or the time negative
     */
    public synchronized void fadeTo(double gain, Duration time) {
        GainLimits.checkFade(gain, time);
        this.gain = gain;
        if (run != null) {
            state.fade(run, gain, time);
        }
    }

    /**
     * Begins a run, in the format of the mixer.
     *
     * @throws PlaybackException if the lane or the mixer was closed, or the mixer has no device
     */
    @Override
    public synchronized PcmFormat open(PcmFormat wanted) {
        state.checkUsable();
        if (closed) {
            throw new PlaybackException(name() + " was closed; ask the mixer for another", null);
        }
        if (run != null) {
            state.endRun(run);
            run = null;
        }
        run = state.startRun(gain, ducking);
        return run.format();
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        return state.write(requireRun(), samples, offsetAudioFrames, audioFrames);
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

    /** Silences the lane and gives its name back. */
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
