package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AudioSource;
import dev.parlando.offline.synthesis.FreeTtsSpeaker;
import dev.parlando.offline.synthesis.Piece;
import dev.parlando.offline.synthesis.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * Wraps each piece of a stream of audio in a line of JSON, with the times of the characters that begin in it.
 *
 * <p>An encoder that looks ahead hands out sound later than it was spoken, so characters go with their sound or before it.
 * Threading: as for every {@link AudioSource}.
 */
final class TimedStreamSource implements AudioSource {
    private final AudioSource audio;
    private final Timekeeper timekeeper;

    TimedStreamSource(AudioSource audio, Timekeeper timekeeper) {
        this.audio = audio;
        this.timekeeper = timekeeper;
    }

    @Override
    public @Nullable Piece next(FreeTtsSpeaker speaker) {
        Piece piece = audio.next(speaker);
        if (piece == null || piece.bytes().length == 0) {
            return piece;
        }
        byte[] line = TimedJson.line(piece.bytes(), timekeeper.take(piece.untilSeconds()));
        return new Piece(line, piece.untilSeconds());
    }

    @Override
    public void close() {
        audio.close();
    }
}
