package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sink that accepts and discards all samples immediately, for measurements and for machines without audio.
 *
 * <p>Threading: as for {@link AudioSink}.
 */
public final class NullSink implements AudioSink {
    private @Nullable PcmFormat format;
    private long writtenAudioFrames;

    /** Creates a sink that is ready for {@link #open}. */
    public NullSink() {}

    @Override
    public PcmFormat open(PcmFormat wanted) {
        Objects.requireNonNull(wanted, "wanted");
        format = wanted;
        writtenAudioFrames = 0;
        return wanted;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.requireNonNull(samples, "samples");
        if (format == null) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        Objects.checkFromIndexSize(offsetAudioFrames, audioFrames, samples.length / format.channels());
        writtenAudioFrames += audioFrames;
        return audioFrames;
    }

    @Override
    public void discard() {}

    @Override
    public long positionAudioFrames() {
        return writtenAudioFrames;
    }

    @Override
    public int bufferAudioFrames() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {
        format = null;
    }
}
