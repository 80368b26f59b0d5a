package dev.parlando.command.say;

import dev.parlando.audio.sink.AtomicFile;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import dev.parlando.transcript.CaptionFormat;
import dev.parlando.transcript.Captions;
import dev.parlando.transcript.TimedWord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Is the file of captions that a user may want beside the sound; it is whole or not there.
 *
 * <p>Threading: written by the main thread; any thread may close it.
 */
final class CaptionFile implements AutoCloseable {
    private final AtomicFile file;
    private final CaptionFormat format;

    /** Names the file, whose ending names the format; nothing is created yet. */
    CaptionFile(Path path) {
        file = new AtomicFile(path);
        format = format(path);
    }

    private static CaptionFormat format(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".srt")) {
            return CaptionFormat.SRT;
        }
        if (name.endsWith(".vtt")) {
            return CaptionFormat.WEBVTT;
        }
        throw new InvalidRequestException("--captions", "'" + path + "' ends neither in .srt nor in .vtt");
    }

    /** Begins the file, so that one that cannot be written costs no credits. */
    void open() {
        file.open();
    }

    /** Writes captions of the words, and completes the file. */
    void write(List<TimedWord> words, PrintWriter err) {
        if (words.isEmpty()) {
            err.println("parlando: the service did not say when words are heard, so " + file + " holds no captions");
            err.flush();
        }
        String content = format.write(Captions.of(words));
        try {
            file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            file.complete();
        } catch (IOException e) {
            throw new PlaybackException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Leaves nothing behind that is not whole. */
    @Override
    public void close() {
        file.close();
    }
}
