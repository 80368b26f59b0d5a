package dev.parlando.command.rotation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/** Writes files with secrets, which only their owner can read at any time. Stateless. */
public final class OwnerOnlyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private OwnerOnlyFile() {}

    /**
     * Creates a file that only its owner can read.
     *
     * @throws java.nio.file.FileAlreadyExistsException if a file with that name exists
     */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(file));
    }

    /** Creates an empty file next to another one, with a name of its own, that only its owner can read. */
    public static Path createTemporary(Path file) throws IOException {
        return Files.createTempFile(folderOf(file), file.getFileName() + ".", ".new");
    }

    /** Opens a file for reading and writing. Creates it as {@link #create} does if it does not exist. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                attributes(file));
    }

    /** Writes all bytes and forces them to the disk. */
    public static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(true);
    }

    /**
     * Writes a new file next to the old one, with the same owner, group and mode. Overwrites the remains of an earlier
     * attempt.
     */
    static Path writeReplacement(Path file, byte[] bytes) throws IOException {
        Path replacement = temporaryName(file);
        Files.deleteIfExists(replacement);
        try (FileChannel channel = create(replacement)) {
            write(channel, bytes);
            copyOwnership(file, replacement);
        } catch (IOException e) {
            Files.deleteIfExists(replacement);
            throw e;
        }
        return replacement;
    }

    /** Atomically replaces a file with the prepared one. */
    public static void replace(Path file, Path replacement) throws IOException {
        Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(folderOf(file), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notHere) {
            // Some systems cannot force a folder to the disk. The file is replaced regardless.
        }
    }

    /** Returns the name of the temporary file that later replaces the given file. */
    private static Path temporaryName(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private static void copyOwnership(Path file, Path replacement) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(replacement, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes given = view.readAttributes();
        if (!wanted.owner().equals(given.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!wanted.group().equals(given.group())) {
            view.setGroup(wanted.group());
        }
        view.setPermissions(new HashSet<>(wanted.permissions()));
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static FileAttribute<?>[] attributes(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
