package dev.parlando.audio.internal.sink;

import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.error.InvalidRequestException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sink options of a builder: either a custom sink, or a device with its buffer length and lead-in, and a latency.
 *
 * <p>Threading: confined to the caller of the builder.
 */
public final class SinkOptions {
    /** The maximum of the latency and of the lead-in. */
    private static final int MAX_MILLIS = 2000;

    private @Nullable AudioSink sink;
    private @Nullable String device;
    private @Nullable Integer bufferMillis;
    private int latencyMillis;
    private int leadInMillis;

    /** Sets a custom sink. */
    public void sink(AudioSink sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    /** Sets the name of the device. */
    public void device(String device) {
        this.device = Objects.requireNonNull(device, "device");
    }

    /** Sets the requested length of the device buffer. */
    public void bufferMillis(int bufferMillis) {
        this.bufferMillis = bufferMillis;
    }

    /** Sets the time by which the device or sink plays later than it reports. */
    public void latencyMillis(int latencyMillis) {
        this.latencyMillis = latencyMillis;
    }

    /** Sets the length of the silence that wakes the device. */
    public void leadInMillis(int leadInMillis) {
        this.leadInMillis = leadInMillis;
    }

    /** Returns whether a custom sink was set. */
    public boolean isUserSink() {
        return sink != null;
    }

    /**
     * Returns the sink.
     *
     * @throws InvalidRequestException if an option for devices was combined with a custom sink, or is out of range
     */
    public AudioSink createSink() {
        checkMillis("latencyMillis", latencyMillis);
        checkMillis("leadInMillis", leadInMillis);
        AudioSink created = sink == null ? createDeviceSink() : sink;
        checkNotSet("device", device != null);
        checkNotSet("bufferMillis", bufferMillis != null);
        checkNotSet("leadInMillis", leadInMillis > 0);
        return latencyMillis == 0 ? created : new LatencySink(created, latencyMillis);
    }

    private AudioSink createDeviceSink() {
        LineSink line = new LineSink(device, bufferMillis == null ? LineSink.DEFAULT_BUFFER_MILLIS : bufferMillis);
        return leadInMillis == 0 ? line : new LeadInSink(line, leadInMillis);
    }

    private static void checkMillis(String option, int millis) {
        if (millis < 0 || millis > MAX_MILLIS) {
            throw new InvalidRequestException(option, millis + " is not from 0 to " + MAX_MILLIS);
        }
    }

    private void checkNotSet(String option, boolean isSet) {
        if (isSet && sink != null) {
            throw new InvalidRequestException(option, "is for a sound device; a sink of your own was set");
        }
    }
}
