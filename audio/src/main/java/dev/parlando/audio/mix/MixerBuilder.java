package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.sink.SinkOptions;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;

/**
 * Collects the options of a {@link Mixer} and checks them in {@link #build()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class MixerBuilder {
    private static final int MAX_LANES = 1000;
    private static final int MIN_RATE_HZ = 8000;
    private static final int MAX_RATE_HZ = 192_000;
    private static final int MIN_AHEAD_MILLIS = 20;
    /** What a lane needs besides, so that its owner need not come all the time. */
    private static final int LANE_RESERVE_MILLIS = 40;

    private static final int MAX_LANE_BUFFER_MILLIS = 2000;

    private final SinkOptions sinkOptions = new SinkOptions();
    private PcmFormat format = new PcmFormat(48_000, 1);
    private int maxLanes = 32;
    private int maxSounding = MAX_LANES;
    private int aheadMillis = MixAhead.DEFAULT_MILLIS;
    private int laneBufferMillis = 100;

    MixerBuilder() {}

    /** Plays on the device of that name; see {@link dev.parlando.audio.sink.AudioDevices#find}. */
    public MixerBuilder device(String device) {
        sinkOptions.device(device);
        return this;
    }

    /** Asks the device for a buffer of that length, 20 to 2000 ms; 100 if not set. As much is used as is mixed ahead. */
    public MixerBuilder bufferMillis(int bufferMillis) {
        sinkOptions.bufferMillis(bufferMillis);
        return this;
    }

    /**
     * Plays on a sink of your own, which the mixer opens and closes; excludes device and buffer. One thread at a time
     * uses it, though not always the same. One that keeps all at once, such as a file, has no time of its own: its lanes
     * are mixed as they are written.
     */
    public MixerBuilder sink(AudioSink sink) {
        sinkOptions.sink(sink);
        return this;
    }

    /** Asks the sink for that format, which may take another; 48 kHz and one channel if not set. */
    public MixerBuilder format(PcmFormat format) {
        this.format = format;
        return this;
    }

    /** Allows that many lanes, 1 to 1000; 32 if not set. */
    public MixerBuilder maxLanes(int maxLanes) {
        this.maxLanes = maxLanes;
        return this;
    }

    /**
     * Mixes that many lanes at once at most, 1 to 1000, to save processor time; all if not set. Another one waits, and
     * takes nothing, until one of them has fallen silent; whichever writes first is next.
     */
    public MixerBuilder maxSounding(int maxSounding) {
        this.maxSounding = maxSounding;
        return this;
    }

    /**
     * Mixes that far ahead of what is heard, 20 to 500 ms, or as far as the device's buffer goes; 40 if not set. More
     * survives a busier machine; but the end of a voice, gain and ducking are heard so much later while others sound.
     */
    public MixerBuilder aheadMillis(int aheadMillis) {
        this.aheadMillis = aheadMillis;
        return this;
    }

    /** Lets each lane have that much unheard, 100 if not set: at least 40 ms more than is mixed ahead, at most 2000. */
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
        check("format", format.channels(), 1, 2);
        return new Mixer(sinkOptions.createSink(), format, maxLanes, maxSounding, aheadMillis, laneBufferMillis);
    }

    private static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(option, value + " is not from " + min + " to " + max);
        }
    }
}
