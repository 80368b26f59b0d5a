package dev.parlando.audio.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner, group and mode that a new file takes over from the file that it replaces. Immutable.
 *
 * @param attributes null if the file does not exist, or its file system has no such attributes
 */
record FileOwnership(@Nullable PosixFileAttributes attributes) {
    static FileOwnership of(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return new FileOwnership(view == null || !Files.exists(file) ? null : view.readAttributes());
    }

    /**
     * Creates a file for writing. At no time is its mode wider than that of the old file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if a file with that name exists
     */
    FileChannel create(Path file) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (attributes == null) {
            return FileChannel.open(file, options);
        }
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(attributes.permissions());
        FileChannel channel = FileChannel.open(file, options, mode);
        try {
            apply(attributes, Files.getFileAttributeView(file, PosixFileAttributeView.class));
        } catch (IOException notPermitted) {
            // Only an administrator may give a file to another owner. The content matters more than the owner.
        }
        return channel;
    }

    private static void apply(PosixFileAttributes old, PosixFileAttributeView created) throws IOException {
        created.setPermissions(old.permissions()); // The process's mask can have removed some of them.
        PosixFileAttributes given = created.readAttributes();
        if (!given.group().equals(old.group())) {
            created.setGroup(old.group());
        }
        if (!given.owner().equals(old.owner())) {
            created.setOwner(old.owner());
        }
    }
}
