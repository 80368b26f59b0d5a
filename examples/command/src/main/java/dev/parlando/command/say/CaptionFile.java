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
 * The caption file that accompanies the audio. It is either written completely or not created.
 *
 * <p>Threading: written by the main thread; any thread may close it.
 */
final class CaptionFile implements AutoCloseable {
    private final AtomicFile file;
    private final CaptionFormat format;

    /** Sets the path, whose extension selects the caption format. Creates nothing yet. */
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

    /** Creates the temporary file. An unwritable path therefore fails before credits are spent. */
    void open() {
        file.open();
    }

    /** Writes captions for the words, and completes the file. */
    void write(List<TimedWord> words, PrintWriter err) {
        if (words.isEmpty()) {
            err.println("parlando: the service sent no word times, so " + file + " holds no captions");
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

    /** Deletes the file if it is incomplete. */
    @Override
    public void close() {
        file.close();
    }
}
