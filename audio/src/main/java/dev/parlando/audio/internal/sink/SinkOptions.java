package dev.parlando.audio.internal.sink;

import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a builder is told about the sink: one of the user's own, or a device and its buffer.
 *
 * <p>Threading: confined to the caller of the builder.
 */
public final class SinkOptions {
    private @Nullable AudioSink sink;
    private @Nullable String device;
    private @Nullable Integer bufferMillis;

    /** Plays on a sink of the user's own. */
    public void sink(AudioSink sink) {
        this.sink = sink;
    }

    /** Plays on the device of that name. */
    public void device(String device) {
        this.device = device;
    }

    /** Asks the device for a buffer of that length. */
    public void bufferMillis(int bufferMillis) {
        this.bufferMillis = bufferMillis;
    }

    /** Returns whether the sink is the user's own. */
    public boolean isUserSink() {
        return sink != null;
    }

    /**
     * Returns the sink.
     *
     * @throws InvalidRequestException if an option for devices was set for a sink of the user's own, or is out of range
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
