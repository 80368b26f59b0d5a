package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import org.jspecify.annotations.Nullable;

/**
 * A source that wraps each piece of an audio stream in a line of JSON, with the times of the characters that begin in
 * it.
 *
 * <p>An encoder that looks ahead returns audio later than it was synthesised, so characters are sent with their audio
 * or before it. Threading: as for every {@link BodySource}.
 */
final class TimestampedStreamSource implements BodySource {
    private final BodySource audio;
    private final TimingFeed recorder;

    TimestampedStreamSource(BodySource audio, TimingFeed recorder) {
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
