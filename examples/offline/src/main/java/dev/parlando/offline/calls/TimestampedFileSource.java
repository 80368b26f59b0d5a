package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A source that wraps a complete audio file in one JSON object of known length, with the times of all characters.
 *
 * <p>The audio stays in its spool and is encoded in base64 when it is read. Threading: as for every
 * {@link BodySource}; the fields belong to the running step.
 */
final class TimestampedFileSource implements BodySource {
    private final BufferedBodySource file;
    private final TimingFeed recorder;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final OutputStream base64 = Base64.getEncoder().wrap(json);
    private final TimestampedAudioJson times = new TimestampedAudioJson();
    private byte[] suffix = {};
    private boolean ended;
    private double sentSeconds;

    TimestampedFileSource(BufferedBodySource file, TimingFeed recorder) {
        this.file = file;
        this.recorder = recorder;
    }

    @Override
    public @Nullable BodyChunk next(FreeTtsSynthesizer synthesizer) {
        if (ended) {
            return null;
        }
        BodyChunk chunk = file.next(synthesizer);
        if (chunk == null) {
            ended = true;
            return new BodyChunk(finalBytes(), sentSeconds);
        }
        times.add(recorder.drainUntil(Double.POSITIVE_INFINITY));
        if (suffix.length == 0 && file.isComplete()) {
            json.writeBytes(TimestampedAudioJson.PREFIX);
            suffix = times.suffix();
        }
        sentSeconds = chunk.endSeconds();
        return new BodyChunk(encode(chunk.bytes()), sentSeconds);
    }

    private byte[] encode(byte[] bytes) {
        try {
            base64.write(bytes);
            return drainJson();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] finalBytes() {
        try {
            base64.close();
            json.writeBytes(suffix);
            return drainJson();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] drainJson() {
        byte[] bytes = json.toByteArray();
        json.reset();
        return bytes;
    }

    @Override
    public OptionalLong lengthBytes() {
        long groups = (file.lengthBytes().orElseThrow() + 2) / 3;
        return OptionalLong.of(TimestampedAudioJson.PREFIX.length + 4 * groups + suffix.length);
    }

    @Override
    public void close() {
        file.close();
    }
}
