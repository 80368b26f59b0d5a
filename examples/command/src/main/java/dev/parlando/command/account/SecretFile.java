package dev.parlando.command.account;

import dev.parlando.command.console.CommandException;
import dev.parlando.command.rotation.OwnerOnlyFile;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file for one secret, readable by its owner only. It is opened before the secret is created. */
final class SecretFile implements AutoCloseable {
    private final Path file;
    /** The file without symbolic links, which are kept. */
    private final Path target;

    private final Path opened;
    private final FileChannel channel;
    private boolean complete;

    private SecretFile(Path file, Path target, Path opened, FileChannel channel) {
        this.file = file;
        this.target = target;
        this.opened = opened;
        this.channel = channel;
    }

    /**
     * Opens the file.
     *
     * @param overwrite whether an existing file is replaced once the secret is written
     * @throws InvalidRequestException if the file cannot be written, or if it exists and {@code overwrite} is false
     */
    static SecretFile open(Path file, boolean overwrite) {
        if (Files.isDirectory(file)) {
            throw invalid(file, "is a folder; name a file in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw invalid(file, "is not a regular file; name one");
        }
        try {
            if (!overwrite) {
                return new SecretFile(file, file, file, OwnerOnlyFile.create(file));
            }
            Path target = Files.exists(file) ? file.toRealPath() : file;
            Path opened = OwnerOnlyFile.createTemporary(target);
            return new SecretFile(file, target, opened, FileChannel.open(opened, StandardOpenOption.WRITE));
        } catch (FileAlreadyExistsException e) {
            throw invalid(file, "is there already; name another file, or overwrite it with --force");
        } catch (NoSuchFileException e) {
            throw invalid(file, "is in a folder that does not exist; create that first");
        } catch (IOException e) {
            throw invalid(file, "cannot be written: " + e.getMessage());
        }
    }

    private static InvalidRequestException invalid(Path file, String problem) {
        return new InvalidRequestException("--out", "'" + file + "' " + problem);
    }

    /** Writes the secret as the only line. */
    void write(String secret) throws IOException {
        OwnerOnlyFile.write(channel, (secret + "\n").getBytes(StandardCharsets.US_ASCII));
        channel.close();
        if (!opened.equals(target)) {
            OwnerOnlyFile.replace(target, opened);
        }
        complete = true;
    }

    Path path() {
        return file;
    }

    /** Deletes the file if the secret was not written. */
    @Override
    public void close() {
        if (complete) {
            return;
        }
        try (channel) {
            Files.deleteIfExists(opened);
        } catch (IOException e) {
            throw new CommandException(opened + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
