package dev.parlando.command.rotation;

import dev.parlando.credentials.ApiKeys;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Is a key file; links to it are followed, and its owner and mode stay. Owned by the thread that rotates the key. */
public final class RotatedKeyFile implements KeyLocation {
    /** Keeps every byte of what is not ours as it is. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;

    private RotatedKeyFile(Path file) {
        this.file = file;
    }

    /**
     * Finds the file.
     *
     * @throws InvalidRequestException if there is none, or it cannot be replaced by another with the same owner
     */
    public static RotatedKeyFile at(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new InvalidRequestException(
                    "--file", "'" + path + "' is no file; name the one that holds the key in use");
        }
        try {
            RotatedKeyFile file = new RotatedKeyFile(path.toRealPath());
            Files.delete(OwnerOnlyFile.writeReplacement(file.file, new byte[0]));
            return file;
        } catch (IOException e) {
            throw new InvalidRequestException(
                    "--file",
                    "'" + path + "' cannot be replaced: " + reason(e)
                            + "; run this as its owner, who must be allowed to write to its folder");
        }
    }

    /** Returns the file itself, at the end of all links. */
    public Path path() {
        return file;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public KeyFileText read() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidRequestException(
                        "--file", "it is longer than " + MAX_BYTES + " bytes, so no key file");
            }
            return KeyFileText.parse(new String(bytes, BYTES));
        } catch (IOException e) {
            throw new InvalidRequestException("--file", "'" + file + "' cannot be read: " + reason(e));
        }
    }

    @Override
    public void write(KeyFileText text) {
        requireReadable(text);
        try {
            Path fresh = OwnerOnlyFile.writeReplacement(file, text.reveal().getBytes(BYTES));
            try {
                OwnerOnlyFile.replace(file, fresh);
            } finally {
                Files.deleteIfExists(fresh); // It is still there, with a secret in it, if that failed.
            }
        } catch (IOException e) {
            throw new RotationException(file + " cannot be written: " + reason(e), e);
        }
    }

    /** Makes sure that engines will read the key that is meant, before the file that they read is touched. */
    private void requireReadable(KeyFileText text) {
        if (!ApiKeys.parse(text.reveal()).active().isSameAs(text.active())) {
            throw new RotationException(file + " is written in a way that hides the new key; write it anew by hand");
        }
    }

    /** Returns what went wrong in words, of which an exception about a file may have only the name of the file. */
    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }
}
