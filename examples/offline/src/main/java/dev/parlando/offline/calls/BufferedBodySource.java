package dev.parlando.offline.calls;

import dev.parlando.offline.encode.OfflineWavHeader;
import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.OutputFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A source that converts an audio stream to one file of known length: it collects all bytes before it returns the
 * first.
 *
 * <p>Threading: as for every {@link BodySource}; the fields belong to the running step.
 */
final class BufferedBodySource implements BodySource {
    private static final int STEP_BYTES = 32 * 1024;

    private final BodySource audio;
    private final OutputFormat format;
    private final AudioSpool spool = new AudioSpool();
    private byte[] header = {};
    private boolean complete;
    private boolean headerSent;
    private long sentBytes;
    private double lengthSeconds;

    BufferedBodySource(BodySource audio, OutputFormat format) {
        this.audio = audio;
        this.format = format;
    }

    @Override
    public @Nullable BodyChunk next(FreeTtsSynthesizer synthesizer) {
        if (!complete) {
            bufferNext(synthesizer);
            return BodyChunk.PENDING;
        }
        if (!headerSent) {
            headerSent = true;
            return new BodyChunk(header, 0);
        }
        int length = (int) Math.min(STEP_BYTES, spool.sizeBytes() - sentBytes);
        if (length == 0) {
            return null;
        }
        byte[] bytes = spool.read(sentBytes, length);
        sentBytes += length;
        return new BodyChunk(bytes, lengthSeconds * sentBytes / spool.sizeBytes());
    }

    private void bufferNext(FreeTtsSynthesizer synthesizer) {
        BodyChunk chunk = audio.next(synthesizer);
        if (chunk != null) {
            spool.append(chunk.bytes());
            lengthSeconds = chunk.endSeconds();
            return;
        }
        complete = true;
        if (format.codec() == AudioCodec.WAV) {
            header = OfflineWavHeader.of(format.sampleRateHz(), spool.sizeBytes());
        }
    }

    /** Returns whether all audio has been generated, so that its length is known. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public OptionalLong lengthBytes() {
        return OptionalLong.of(header.length + spool.sizeBytes());
    }

    @Override
    public void close() {
        audio.close();
        spool.close();
    }
}
