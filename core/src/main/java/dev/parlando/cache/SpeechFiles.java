package dev.parlando.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory, within a limit of bytes. A file appears under its name only when it is complete and on the
 * disk. Its modification time is the time of its last use. Other processes may use the directory, too.
 *
 * <p>Threading: safe for use from any thread. All methods block.
 */
final class SpeechFiles {
    private static final String TEMPORARY_SUFFIX = ".tmp";
    /** Age after which a temporary file is the rest of a process that was killed. */
    private static final long ABANDONED_MILLIS = 3_600_000;
    /** The files are listed after this part of the limit was written. */
    private static final int WRITES_PER_LISTING = 16;

    private final Path directory;
    private final long limitBytes;
    private final long maxFileBytes;
    private final long maxAgeMillis;
    private final Clock clock;
    private final boolean posix;
    private long writtenBytes = Long.MAX_VALUE / 2; // The first write lists the files.

    SpeechFiles(Path directory, long limitBytes, long maxFileBytes, long maxAgeMillis, Clock clock) {
        this.directory = directory;
        this.limitBytes = limitBytes;
        this.maxFileBytes = maxFileBytes;
        this.maxAgeMillis = maxAgeMillis;
        this.clock = clock;
        this.posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Returns the content of a file.
     *
     * @throws NoSuchFileException if there is none
     */
    byte[] read(String name) throws IOException {
        Path file = directory.resolve(name);
        if (Files.size(file) > maxFileBytes) {
            delete(name);
            throw new NoSuchFileException(file.toString());
        }
        return Files.readAllBytes(file);
    }

    /** Records the use of a file. A failure only makes the file look unused. */
    void touch(String name) {
        try {
            Files.setLastModifiedTime(directory.resolve(name), FileTime.fromMillis(clock.millis()));
        } catch (IOException ofAnotherOwner) {
            return;
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    /** Writes a file in one step. Deletes others if the limit is reached, or if the disk is full. */
    void write(String name, byte[] content) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions("rwx------"));
        }
        Path temporary = directory.resolve(UUID.randomUUID() + TEMPORARY_SUFFIX);
        try {
            writeTemporary(temporary, content);
            Files.setLastModifiedTime(temporary, FileTime.fromMillis(clock.millis()));
            Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        deleteOldIfDue(content.length);
    }

    /** Writes a new file. After a failure, such as that of a full disk, deletes old files and tries a second time. */
    private void writeTemporary(Path file, byte[] content) throws IOException {
        try {
            writeNew(file, content);
        } catch (IOException failure) {
            Files.deleteIfExists(file);
            if (!makeRoom(content.length)) {
                throw failure;
            }
            writeNew(file, content);
        }
    }

    private void writeNew(Path file, byte[] content) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, permissions("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private FileAttribute<?>[] permissions(String mode) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private synchronized void deleteOldIfDue(long written) throws IOException {
        writtenBytes += written;
        if (writtenBytes >= limitBytes / WRITES_PER_LISTING) {
            writtenBytes = 0;
            deleteOld(list(), limitBytes - limitBytes / WRITES_PER_LISTING);
        }
    }

    /**
     * Deletes the longest unused files, of {@code bytes} in total. Returns false without deleting any if all of them
     * would not suffice.
     */
    private synchronized boolean makeRoom(long bytes) throws IOException {
        List<StoredFile> stored = list();
        long storedBytes = stored.stream().mapToLong(StoredFile::bytes).sum();
        long freeBytes = Files.getFileStore(directory).getUsableSpace(); // Without regard to a quota of the user.
        if (stored.isEmpty() || storedBytes + freeBytes < bytes) {
            return false;
        }
        deleteOld(stored, Math.max(0, storedBytes - bytes));
        return true;
    }

    private record StoredFile(Path path, long bytes, long usedMillis) {}

    /** Deletes files that were not used for the maximum age, and the longest unused ones above a number of bytes. */
    private void deleteOld(List<StoredFile> stored, long maxBytes) throws IOException {
        stored.sort(Comparator.comparingLong(StoredFile::usedMillis).reversed());
        long now = clock.millis();
        long keptBytes = 0;
        for (StoredFile file : stored) {
            keptBytes += file.bytes();
            if (keptBytes > maxBytes || now - file.usedMillis() >= maxAgeMillis) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    private List<StoredFile> list() throws IOException {
        List<StoredFile> stored = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            for (Path path : paths) {
                StoredFile file = describe(path);
                if (file != null) {
                    stored.add(file);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return stored;
    }

    private @Nullable StoredFile describe(Path path) throws IOException {
        String name = path.getFileName().toString();
        boolean temporary = name.endsWith(TEMPORARY_SUFFIX);
        if (!temporary && !SpeechFileFormat.isFileName(name)) {
            return null; // Another program's file.
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            long usedMillis = attributes.lastModifiedTime().toMillis();
            if (temporary) {
                if (clock.millis() - usedMillis > ABANDONED_MILLIS) {
                    Files.deleteIfExists(path);
                }
                return null;
            }
            return new StoredFile(path, attributes.size(), usedMillis);
        } catch (NoSuchFileException deletedByAnotherProcess) {
            return null;
        }
    }
}
