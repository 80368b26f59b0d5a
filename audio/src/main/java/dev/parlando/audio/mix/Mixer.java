package dev.parlando.audio.mix;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.audio.internal.sink.SinkStart;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mixer that plays several streams of samples concurrently on one line. Each stream has its own {@link MixerLane}.
 *
 * <pre>{@code
 * try (Mixer mixer = Mixer.builder().build();
 *      SpeechPlayer guard = SpeechPlayer.builder(engine).sink(mixer.lane("guard")).open();
 *      SpeechPlayer radio = SpeechPlayer.builder(engine).sink(mixer.lane("radio", Ducking.of(-12))).open()) {
 *     guard.say("Who goes there?");
 *     radio.say("All units, report.");
 * }
 * }</pre>
 *
 * <p>Samples are added. Where a sum exceeds 16 bits, a limiter lowers the level of all lanes for a fraction of a second,
 * so nothing is clipped. To avoid that, lower the gain of the lanes.
 *
 * <p>Threading: safe from any thread. Only {@link #close()} waits for the device. Mixing runs on the thread {@code parlando-mix-n}.
 */
public final class Mixer implements AutoCloseable {
    private final MixerState state;
    private final MixThread thread;
    private final int maxLanes;

    @GuardedBy("lanes")
    private final Map<String, MixerLane> lanes = new LinkedHashMap<>();

    @GuardedBy("lanes")
    private boolean closed;

    Mixer(AudioSink sink, PcmFormat format, int maxLanes, VoiceLimit voices, int aheadMillis, int laneBufferMillis) {
        this.maxLanes = maxLanes;
        thread = new MixThread(() -> open(sink, format, voices, aheadMillis, laneBufferMillis));
        state = thread.start();
    }

    private static MixerState open(
            AudioSink sink, PcmFormat format, VoiceLimit voices, int aheadMillis, int laneBufferMillis) {
        try {
            return new MixerState(sink, format, voices, aheadMillis, laneBufferMillis);
        } catch (RuntimeException | Error e) {
            SinkStart.closeAfter(sink, e);
            throw e;
        }
    }

    /** Returns a builder for a mixer on the default device, with 48 kHz and one channel. */
    public static MixerBuilder builder() {
        return new MixerBuilder();
    }

    /**
     * Opens a lane without ducking.
     *
     * @throws InvalidRequestException if the name is blank or in use, or the maximum number of lanes is open
     * @throws PlaybackException if the mixer is closed
     */
    public MixerLane lane(String name) {
        return open(name, null);
    }

    /**
     * Opens a lane that attenuates the other lanes while it plays.
     *
     * @throws InvalidRequestException if the name is blank or in use, or the maximum number of lanes is open
     * @throws PlaybackException if the mixer is closed
     */
    public MixerLane lane(String name, Ducking ducking) {
        return open(name, Objects.requireNonNull(ducking, "ducking"));
    }

    private MixerLane open(String name, @Nullable Ducking ducking) {
        synchronized (lanes) {
            if (closed) {
                throw new PlaybackException("the mixer was closed", null);
            }
            check(name);
            MixerLane lane = new MixerLane(state, name, ducking, this::onLaneClosed);
            lanes.put(name, lane);
            return lane;
        }
    }

    @GuardedBy("lanes")
    private void check(String name) {
        if (name.isBlank()) {
            throw new InvalidRequestException("name", "is blank; a lane needs a name");
        }
        if (lanes.containsKey(name)) {
            throw new InvalidRequestException("name", "lane '" + name + "' is open; close it first");
        }
        if (lanes.size() >= maxLanes) {
            throw new InvalidRequestException("maxLanes", maxLanes + " lanes are open; close one first");
        }
    }

    /** Returns the open lanes, in the order in which they were opened. */
    public List<MixerLane> lanes() {
        synchronized (lanes) {
            return List.copyOf(lanes.values());
        }
    }

    private void onLaneClosed(MixerLane lane) {
        synchronized (lanes) {
            lanes.remove(lane.laneName(), lane);
        }
    }

    /** Returns the format in which the lanes are mixed. */
    public PcmFormat format() {
        return state.format();
    }

    /**
     * Pauses all lanes until {@link #resume()}, with a fade of 10 ms, within 50 ms. The positions of the lanes stand still
     * then. Players on the lanes neither start nor end an utterance, not even a stopped one.
     */
    public void pause() {
        state.controls().pause(true);
    }

    /** Resumes a paused mixer behind the faded samples, with a fade-in. */
    public void resume() {
        state.controls().pause(false);
    }

    /** Returns whether the mixer is paused. */
    public boolean isPaused() {
        return state.controls().isPaused();
    }

    /** Returns the gain of the mixer, or the target of a running fade. */
    public double gain() {
        return state.controls().gain().gain();
    }

    /**
     * Sets the gain of the mixer, from 0 (silent) to 4, by which the sum of the lanes is multiplied before the limiter.
     * Takes effect within 40 ms. Equivalent to a {@link #fadeTo} of 10 ms.
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
        state.controls().fadeTo(gain, time);
    }

    /** Silences the mixer within 50 ms. The lanes continue inaudibly. */
    public void mute() {
        state.controls().mute(true);
    }

    /** Ends {@link #mute()} in the same way. */
    public void unmute() {
        state.controls().mute(false);
    }

    /** Returns whether the mixer is muted. */
    public boolean isMuted() {
        return state.controls().gain().isMuted();
    }

    /**
     * Returns the number of underruns in which the device ran empty because the machine delayed the mixing thread.
     * After each underrun, the mixer mixes slightly further ahead.
     */
    public int underruns() {
        return state.underruns();
    }

    /**
     * Silences and closes all lanes, then closes the sink. Later writes to a lane throw a {@link PlaybackException}.
     */
    @Override
    public void close() {
        synchronized (lanes) {
            closed = true;
        }
        state.close();
        lanes().forEach(MixerLane::close);
        thread.awaitTermination();
    }
}
