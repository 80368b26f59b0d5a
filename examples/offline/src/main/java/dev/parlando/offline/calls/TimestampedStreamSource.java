package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AlignmentRecorder;
import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import org.jspecify.annotations.Nullable;

/**
 * Wraps each piece of a stream of audio in a line of JSON, with the times of the characters that begin in it.
 *
 * <p>An encoder that looks ahead hands out sound later than it was spoken, so characters go with their sound or before it.
 * Threading: as for every {@link BodySource}.
 */
final class TimestampedStreamSource implements BodySource {
    private final BodySource audio;
    private final AlignmentRecorder recorder;

    TimestampedStreamSource(BodySource audio, AlignmentRecorder recorder) {
        this.audio = audio;
        this.recorder = recorder;
    }

    @Override
    public @Nullable BodyChunk next(FreeTtsSynthesizer synthesizer) {
        BodyChunk chunk = audio.next(synthesizer);
        if (chunk == null || chunk.bytes().length == 0) {
            return chunk;
        }
        byte[] line = TimestampedAudioJson.line(chunk.bytes(), recorder.drainUntil(chunk.endSeconds()));
        return new BodyChunk(line, chunk.endSeconds());
    }

    @Override
    public void close() {
        audio.close();
    }
}
