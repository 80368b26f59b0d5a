package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AudioSource;
import dev.parlando.offline.synthesis.FreeTtsSpeaker;
import dev.parlando.offline.synthesis.Piece;
import dev.parlando.offline.synthesis.Timekeeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a file of audio in one JSON object of known length, with the times of all its characters.
 *
 * <p>The audio stays where it is collected and is written in base64 as it is handed out. Threading: as for every
 * {@link AudioSource}; the fields belong to the step that is running.
 */
final class TimedFileSource implements AudioSource {
    private final FileSource file;
    private final Timekeeper timekeeper;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final OutputStream base64 = Base64.getEncoder().wrap(json);
    private final TimedJson times = new TimedJson();
    private byte[] tail = {};
    private boolean ended;
    private double sentSeconds;

    TimedFileSource(FileSource file, Timekeeper timekeeper) {
        this.file = file;
        this.timekeeper = timekeeper;
    }

    @Override
    public @Nullable Piece next(FreeTtsSpeaker speaker) {
        if (ended) {
            return null;
        }
        Piece piece = file.next(speaker);
        if (piece == null) {
            ended = true;
            return new Piece(last(), sentSeconds);
        }
        times.add(timekeeper.take(Double.POSITIVE_INFINITY));
        if (tail.length == 0 && file.isComplete()) {
            json.writeBytes(TimedJson.HEAD);
            tail = times.tail();
        }
        sentSeconds = piece.untilSeconds();
        return new Piece(encode(piece.bytes()), sentSeconds);
    }

    private byte[] encode(byte[] bytes) {
        try {
            base64.write(bytes);
            return taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] last() {
        try {
            base64.close();
            json.writeBytes(tail);
            return taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] taken() {
        byte[] bytes = json.toByteArray();
        json.reset();
        return bytes;
    }

    @Override
    public OptionalLong lengthBytes() {
        long groups = (file.lengthBytes().orElseThrow() + 2) / 3;
        return OptionalLong.of(TimedJson.HEAD.length + 4 * groups + tail.length);
    }

    @Override
    public void close() {
        file.close();
    }
}
