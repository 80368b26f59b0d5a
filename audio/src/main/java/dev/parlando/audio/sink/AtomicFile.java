package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Is a file that appears under its name only when it is whole: until then it grows beside it, with {@code .part} added.
 *
 * <p>Threading: safe from any thread; every method is synchronized and waits for the disk at most.
 *
 * <p>Failure: after an exception, a {@link #close()} or a lost process nothing is left under the final name.
 */
public final class AtomicFile implements AutoCloseable {
    private final Path file;
    private final Path temporaryFile;
    private @Nullable FileChannel channel;

    /** Names the file; nothing is created yet. */
    public AtomicFile(Path file) {
        this.file = file.toAbsolutePath();
        this.temporaryFile = this.file.resolveSibling(this.file.getFileName() + ".part");
    }

    /**
     * Begins the file anew; one that is being written stays where it is and loses its bytes.
     *
     * @throws PlaybackException if it cannot be written, with what to do about it
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

    /** Appends all bytes; does nothing when the file is not open. */
    public synchronized void write(ByteBuffer bytes) throws IOException {
        while (channel != null && bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Goes back to the beginning, so that a header can be written over the first bytes. */
    public synchronized void rewind() throws IOException {
        if (channel != null) {
            channel.position(0);
        }
    }

    /** Moves the whole file into place in one step, over what was there; does nothing when it is not open. */
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

    /** Discards what is not complete. */
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
