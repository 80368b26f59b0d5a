package dev.parlando.command.rotation;

import dev.parlando.credentials.ApiKeys;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A key file on disk. Symbolic links to it are followed, and its owner and mode are preserved. Owned by the thread that
 * rotates the key.
 */
public final class RotatedKeyFile implements KeyLocation {
    /** Maps each byte to one character, so that unrelated content is preserved byte for byte. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final int MAX_BYTES = 64 * 1024;

    /** The UTF-8 byte order mark, as {@link #BYTES} decodes it. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /** The byte order marks of UTF-16, in both byte orders. */
    private static final List<String> UTF_16 = List.of("\u00FE\u00FF", "\u00FF\u00FE");

    private final Path file;
    /** The byte order mark of the file, or an empty text. */
    private String mark = "";

    private RotatedKeyFile(Path file) {
        this.file = file;
    }

    /**
     * Returns the key file at a path.
     *
     * @throws InvalidRequestException if there is no such file, or if it cannot be replaced by a file with the same
     * owner
     */
    public static RotatedKeyFile at(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new InvalidRequestException(
                    "--file", "'" + path + "' is not a file; name the one that holds the key in use");
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

    /** Returns the path of the file after all symbolic links are resolved. */
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
                        "--file", "it is longer than " + MAX_BYTES + " bytes, so it is not a key file");
            }
            String text = new String(bytes, BYTES);
            if (UTF_16.stream().anyMatch(text::startsWith)) {
                throw new InvalidRequestException("--file", "'" + file + "' is in UTF-16; save it as UTF-8");
            }
            mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
            return KeyFileText.parse(text.substring(mark.length()));
        } catch (IOException e) {
            throw new InvalidRequestException("--file", "'" + file + "' cannot be read: " + reason(e));
        }
    }

    @Override
    public void write(KeyFileText text) {
        requireReadable(text);
        try {
            Path fresh = OwnerOnlyFile.writeReplacement(file, (mark + text.reveal()).getBytes(BYTES));
            try {
                OwnerOnlyFile.replace(file, fresh);
            } finally {
                Files.deleteIfExists(fresh); // The temporary file contains a secret.
            }
        } catch (IOException e) {
            throw new RotationException(file + " cannot be written: " + reason(e), e);
        }
    }

    /** Verifies that engines will parse the intended key from the new text, before the file is changed. */
    private void requireReadable(KeyFileText text) {
        if (!ApiKeys.parse(text.reveal()).active().isSameAs(text.active())) {
            throw new RotationException(file + " is written in a way that hides the new key; rewrite it by hand");
        }
    }

    /** Returns the reason of the failure. The message of some file exceptions consists of the file name only. */
    static String reason(IOException e) {
        boolean hasNameOnly = e instanceof FileSystemException file && file.getReason() == null;
        return (hasNameOnly ? e.getClass().getSimpleName().replace("Exception", "") + " " : "") + e.getMessage();
    }
}
