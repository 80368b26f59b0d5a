package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name only when it is complete. Until then its bytes are written to a file in the same
 * folder, with {@code .part} appended to the name.
 *
 * <p>Threading: safe from any thread; every method is synchronized and blocks for disk access only.
 *
 * <p>Failure: after an exception, a {@link #close()} or a process crash, no incomplete file remains under the final
 * name.
 */
public final class AtomicFile implements AutoCloseable {
    private final Path file;
    private final Path temporaryFile;
    private @Nullable FileChannel channel;

    /** Sets the name of the file without creating it. */
    public AtomicFile(Path file) {
        this.file = file.toAbsolutePath();
        this.temporaryFile = this.file.resolveSibling(this.file.getFileName() + ".part");
    }

    /**
     * Starts the file from the beginning. If the file is being written, its bytes are discarded and it stays in place.
     *
     * @throws PlaybackException if it cannot be written; the message states the remedy
     */
    public synchronized void open() {
        if (channel != null) {
            truncate(channel);
            return;
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new PlaybackException("folder " + folder + " does not exist; create it first", null);
        }
        if (Files.isDirectory(file)) {
            throw new PlaybackException(file + " is a folder; name a file in it", null);
        }
        try {
            channel = FileChannel.open(
                    temporaryFile,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void truncate(FileChannel open) {
        try {
            open.truncate(0);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private PlaybackException failure(IOException cause) {
        return new PlaybackException("cannot write " + file + ": " + cause.getMessage(), cause);
    }

    /** Returns whether the file is being written. */
    public synchronized boolean isOpen() {
        return channel != null;
    }

    /** Appends all bytes. Has no effect if the file is not open. */
    public synchronized void write(ByteBuffer bytes) throws IOException {
        Objects.requireNonNull(bytes, "bytes");
        while (channel != null && bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Sets the write position to the start of the file, so that a header can be written over the first bytes. */
    public synchronized void rewind() throws IOException {
        if (channel != null) {
            channel.position(0);
        }
    }

    /**
     * Moves the complete file to its final name in one step, replacing any existing file. Has no effect if it is not
     * open.
     */
    public synchronized void complete() throws IOException {
        if (channel == null) {
            return;
        }
        channel.close();
        channel = null;
        try {
            Files.move(temporaryFile, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporaryFile);
            throw e;
        }
    }

    /** Discards an incomplete file. */
    @Override
    public synchronized void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(temporaryFile);
        } catch (IOException cleanupFailure) {
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.WARNING, "could not remove " + temporaryFile, cleanupFailure);
        }
        channel = null;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
