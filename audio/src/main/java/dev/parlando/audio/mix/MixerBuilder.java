package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.sink.SinkOptions;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;
import java.util.Objects;

/**
 * A builder for a {@link Mixer}, which validates its options in {@link #build()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class MixerBuilder {
    private static final int MAX_LANES = 1000;
    private static final int MIN_RATE_HZ = 8000;
    private static final int MAX_RATE_HZ = 192_000;
    private static final int MIN_AHEAD_MILLIS = 20;
    /** The minimum lane buffer beyond the mix-ahead time, so that the owner need not write constantly. */
    private static final int LANE_RESERVE_MILLIS = 40;

    private static final int MAX_LANE_BUFFER_MILLIS = 2000;

    private final SinkOptions sinkOptions = new SinkOptions();
    private PcmFormat format = new PcmFormat(48_000, 1);
    private int maxLanes = 32;
    private int maxSounding = MAX_LANES;
    private boolean stealVoices;
    private int aheadMillis = MixAhead.DEFAULT_MILLIS;
    private int laneBufferMillis = 100;

    MixerBuilder() {}

    /** Plays on a device, which is looked up by {@link dev.parlando.audio.sink.AudioDevices#find}. */
    public MixerBuilder device(String device) {
        sinkOptions.device(device);
        return this;
    }

    /**
     * Requests a device buffer of {@code bufferMillis}, 20 to 2000 ms; the default is 100. Only the mix-ahead part is
     * used.
     */
    public MixerBuilder bufferMillis(int bufferMillis) {
        sinkOptions.bufferMillis(bufferMillis);
        return this;
    }

    /**
     * Plays silence of {@code leadInMillis} before other samples if the device was idle for a second, 0 to 2000 ms; the
     * default is 0. Devices behind HDMI or Bluetooth may sleep while nothing plays, and lose the first 200 to 500 ms.
     */
    public MixerBuilder leadInMillis(int leadInMillis) {
        sinkOptions.leadInMillis(leadInMillis);
        return this;
    }

    /**
     * Plays on a custom sink, which the mixer opens and closes, also if {@link #build} fails to open it. Excludes
     * {@link #device}, {@link #bufferMillis} and {@link #leadInMillis}. One thread at a time uses the sink, though not
     * always the same one. A sink that stores all samples immediately, such
     * as a file, has no clock of its own. In that case lanes are mixed as they are written.
     */
    public MixerBuilder sink(AudioSink sink) {
        sinkOptions.sink(sink);
        return this;
    }

    /** Requests a format from the sink, which may choose another one. The default is 48 kHz with one channel. */
    public MixerBuilder format(PcmFormat format) {
        this.format = Objects.requireNonNull(format, "format");
        return this;
    }

    /** Sets the maximum number of open lanes, 1 to 1000; the default is 32. */
    public MixerBuilder maxLanes(int maxLanes) {
        this.maxLanes = maxLanes;
        return this;
    }

    /**
     * Limits the number of lanes that are mixed concurrently, 1 to 1000, to save processor time; by default there is no
     * limit. Further lanes accept no samples until one of the mixed lanes becomes silent. The first lane that writes is
     * next.
     */
    public MixerBuilder maxSounding(int maxSounding) {
        this.maxSounding = maxSounding;
        return this;
    }

    /**
     * Lets a lane beyond {@link #maxSounding} sound immediately. The mixed lane with the lowest
     * {@linkplain MixerLane#priority(int) priority} fades out, the one that started first among equals. The new lane waits
     * if all mixed lanes have a higher priority. An utterance on a lane that fades out ends as
     * {@link dev.parlando.audio.playback.PlaybackEnd#STOLEN}.
     */
    public MixerBuilder stealVoices() {
        this.stealVoices = true;
        return this;
    }

    /**
     * Sets the mix-ahead time, 20 to 500 ms and at most the device buffer; the default is 40. A longer time tolerates a
     * busier machine. In return, the end of a lane, gain and ducking take effect later by the same time while other
     * lanes play.
     */
    public MixerBuilder aheadMillis(int aheadMillis) {
        this.aheadMillis = aheadMillis;
        return this;
    }

    /**
     * Sets the unplayed audio that each lane may buffer; the default is 100 ms. The minimum is 40 ms more than the
     * mix-ahead time, the maximum 2000 ms.
     */
    public MixerBuilder laneBufferMillis(int laneBufferMillis) {
        this.laneBufferMillis = laneBufferMillis;
        return this;
    }

    /**
     * Opens the sink and returns the mixer.
     *
     * @throws InvalidRequestException if an option is out of range or excluded by another
     * @throws dev.parlando.error.PlaybackException if the device cannot be used
     */
    public Mixer build() {
        check("maxLanes", maxLanes, 1, MAX_LANES);
        check("maxSounding", maxSounding, 1, MAX_LANES);
        check("aheadMillis", aheadMillis, MIN_AHEAD_MILLIS, MixAhead.MAX_MILLIS);
        check("laneBufferMillis", laneBufferMillis, aheadMillis + LANE_RESERVE_MILLIS, MAX_LANE_BUFFER_MILLIS);
        check("format", format.sampleRateHz(), MIN_RATE_HZ, MAX_RATE_HZ);
        VoiceLimit voices = new VoiceLimit(maxSounding, stealVoices);
        return new Mixer(sinkOptions.createSink(), format, maxLanes, voices, aheadMillis, laneBufferMillis);
    }

    private static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(option, value + " is not from " + min + " to " + max);
        }
    }
}
