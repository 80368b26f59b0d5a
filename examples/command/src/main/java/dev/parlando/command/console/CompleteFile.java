package dev.parlando.command.console;

import dev.parlando.audio.sink.AtomicFile;
import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes files that appear under their names only when they are complete. Stateless. */
public final class CompleteFile {
    private CompleteFile() {}

    /**
     * Writes a text in UTF-8.
     *
     * @throws PlaybackException if the file cannot be written, with its name and the reason
     */
    public static void write(Path path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes.
     *
     * @throws PlaybackException if the file cannot be written, with its name and the reason
     */
    public static void write(Path path, byte[] bytes) {
        try (AtomicFile file = new AtomicFile(path)) {
            file.open();
            file.write(ByteBuffer.wrap(bytes));
            file.complete();
        } catch (IOException e) {
            throw new PlaybackException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
