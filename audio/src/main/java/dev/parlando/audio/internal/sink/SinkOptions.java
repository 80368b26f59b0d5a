package dev.parlando.audio.internal.sink;

import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.error.InvalidRequestException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sink options of a builder: either a custom sink, or a device and its buffer length.
 *
 * <p>Threading: confined to the caller of the builder.
 */
public final class SinkOptions {
    private @Nullable AudioSink sink;
    private @Nullable String device;
    private @Nullable Integer bufferMillis;

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
        if (sink == null) {
            return new LineSink(device, bufferMillis == null ? LineSink.DEFAULT_BUFFER_MILLIS : bufferMillis);
        }
        if (device != null || bufferMillis != null) {
            throw new InvalidRequestException(
                    device != null ? "device" : "bufferMillis", "is for a sound device; a sink of your own was set");
        }
        return sink;
    }
}
