package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name only when it is complete. Until then its bytes are written to a file in the same
 * folder, with {@code .part} appended to the name. Concurrent writers have one such file each, so the last one to
 * complete wins as a whole.
 *
 * <p>A symbolic link is followed, and a replaced file keeps its mode and, if permitted, its owner. A file that cannot be
 * replaced, such as a mount point, is overwritten once all bytes are present. If its folder cannot be written, the bytes
 * wait in the folder for temporary files. A read-only file is rejected. A device, a FIFO or an inherited file descriptor
 * receives the bytes directly. Opening a FIFO blocks until it has a reader.
 *
 * <p>Threading: safe from any thread. {@link #close()} also ends a write that blocks on a FIFO.
 *
 * <p>Failure: after an exception, a {@link #close()} or a process crash, no incomplete file remains under the final
 * name, unless the file could not be replaced.
 */
public final class AtomicFile implements AutoCloseable {
    private static final int MAX_WRITERS = 100;
    private static final int MAX_LINKS = 40;
    /** Names of inherited file descriptors, which may be regular files with earlier content. */
    private static final List<String> DESCRIPTORS = List.of("/dev/fd", "/dev/stdout", "/dev/stderr", "/proc");

    private final Path file;
    private volatile @Nullable FileChannel channel;
    /** The replaced file, which differs from {@link #file} if that is a symbolic link. */
    private Path target;
    /** The file that is written until completion; null if the bytes are written directly. */
    private @Nullable Path temporaryFile;
    /** The length of the complete file to which bytes are being appended, or 0. */
    private long completeBytes;

    /** Sets the name of the file without creating it. */
    public AtomicFile(Path file) {
        this.file = file.toAbsolutePath();
        this.target = this.file;
    }

    /**
     * Starts the file from the beginning. If the file is being written, its bytes are discarded and it stays in place.
     *
     * @throws PlaybackException if it cannot be written; the message states the remedy
     */
    public synchronized void open() {
        FileChannel open = channel;
        try {
            if (open != null) {
                restart(open);
            } else if (isWrittenDirectly()) {
                temporaryFile = null;
                completeBytes = 0;
                channel = FileChannel.open(file, StandardOpenOption.APPEND);
            } else {
                target = followLinks(file);
                requireWritable();
                completeBytes = 0;
                channel = openTemporaryFile();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Opens the complete file again, to append to it. A {@link #close()} without completion removes the appended bytes.
     *
     * @param bytes the length of the complete file
     * @return false if the file no longer exists, as after a move
     */
    synchronized boolean append(long bytes) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        FileChannel appended = FileChannel.open(target, StandardOpenOption.WRITE);
        if (appended.size() != bytes) {
            appended.close();
            throw new IOException("another program has changed it; use another file");
        }
        appended.position(bytes);
        temporaryFile = null;
        completeBytes = bytes;
        channel = appended;
        return true;
    }

    private void restart(FileChannel open) throws IOException {
        if (temporaryFile == null) {
            throw new IOException("it is not a regular file, so its first bytes cannot be written again");
        }
        open.truncate(0);
    }

    /** Returns whether the path names a device, a FIFO or a file descriptor. */
    boolean isWrittenDirectly() {
        return Files.exists(file)
                && !Files.isDirectory(file)
                && (!Files.isRegularFile(file) || DESCRIPTORS.stream().anyMatch(file::startsWith));
    }

    /** Returns the target of a chain of symbolic links, which need not exist. */
    private static Path followLinks(Path link) throws IOException {
        Path path = link;
        for (int links = 0; Files.isSymbolicLink(path); links++) {
            if (links == MAX_LINKS) {
                throw new IOException("its symbolic links form a circle");
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        return path;
    }

    private void requireWritable() {
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new PlaybackException("folder " + folder + " does not exist; create it first", null);
        }
        if (Files.isDirectory(target)) {
            throw new PlaybackException(file + " is a folder; name a file in it", null);
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new PlaybackException(file + " is read-only; make it writable, or name another file", null);
        }
    }

    private FileChannel openTemporaryFile() throws IOException {
        try {
            return openNextToTarget();
        } catch (FileAlreadyExistsException ofOtherWriters) {
            throw ofOtherWriters;
        } catch (FileSystemException folderNotWritable) {
            if (!Files.exists(target)) {
                throw folderNotWritable;
            }
            Path elsewhere = Files.createTempFile("parlando-", ".part");
            temporaryFile = elsewhere;
            return FileChannel.open(elsewhere, StandardOpenOption.WRITE);
        }
    }

    private FileChannel openNextToTarget() throws IOException {
        FileOwnership ownership = FileOwnership.of(target);
        for (int writer = 1; ; writer++) {
            Path free = target.resolveSibling(target.getFileName() + (writer == 1 ? "" : "." + writer) + ".part");
            try {
                FileChannel created = ownership.create(free);
                temporaryFile = free;
                return created;
            } catch (FileAlreadyExistsException ofAnotherWriter) {
                if (writer == MAX_WRITERS) {
                    throw ofAnotherWriter;
                }
            }
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
    public void write(ByteBuffer bytes) throws IOException {
        Objects.requireNonNull(bytes, "bytes");
        FileChannel open = channel; // Not synchronized, so that close() can end a write that blocks.
        try {
            while (open != null && bytes.hasRemaining()) {
                open.write(bytes);
            }
        } catch (ClosedChannelException e) {
            if (channel == open) {
                throw e;
            }
        }
    }

    /** Sets the write position to the start of the file, so that a header can be written over the first bytes. */
    public synchronized void rewind() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.position(0);
        }
    }

    /**
     * Moves the complete file to its final name in one step, replacing any existing file. Has no effect if it is not
     * open.
     */
    public synchronized void complete() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        channel = null;
        Path complete = temporaryFile;
        try {
            open.close(); // A network disk may report here that it is full.
            if (complete != null) {
                replaceTarget(complete);
            }
        } catch (IOException failure) {
            if (complete != null) {
                Files.deleteIfExists(complete);
            }
            throw failure;
        }
    }

    private void replaceTarget(Path complete) throws IOException {
        try {
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notReplaceable) {
            overwriteTarget(complete, notReplaceable);
        }
    }

    /** Copies the complete file to a target that cannot be replaced, such as a mount point. */
    private void overwriteTarget(Path complete, IOException notReplaceable) throws IOException {
        if (!Files.isRegularFile(target)) {
            throw notReplaceable;
        }
        long moreBytes = Files.size(complete) - Files.size(target);
        if (moreBytes > Files.getFileStore(target).getUsableSpace()) {
            throw new IOException("its disk has too little room");
        }
        try (OutputStream bytes =
                Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Files.copy(complete, bytes);
        }
        Files.deleteIfExists(complete);
    }

    /** Discards an incomplete file. */
    @Override
    public synchronized void close() {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        channel = null;
        try {
            if (completeBytes > 0) {
                open.truncate(completeBytes);
            }
            open.close();
            if (temporaryFile != null) {
                Files.deleteIfExists(temporaryFile);
            }
        } catch (IOException cleanupFailure) {
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.WARNING, "could not remove " + temporaryFile, cleanupFailure);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
