package dev.parlando.credentials;

import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Provider of the keys in a file. Each query reads the file: it is small, and an unchanged time and size do not prove
 * that its content is the same.
 *
 * <p>Threading: confined to the calling thread.
 */
final class KeyFileProvider implements ApiKeyProvider {
    private static final System.Logger LOG = System.getLogger(KeyFileProvider.class.getPackageName());
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path path;
    private boolean permissionsChecked;

    KeyFileProvider(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    @Override
    public ApiKeys keys() {
        try {
            String text = read();
            checkPermissions();
            return KeyFileParser.parse(text, "file " + path);
        } catch (NoSuchFileException e) {
            throw invalid("does not exist; create it, readable by its owner only");
        } catch (IOException e) {
            throw invalid("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private String read() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        if (bytes.length > MAX_BYTES) {
            throw invalid("is longer than " + MAX_BYTES + " bytes, so it is not a key file");
        }
        return new String(bytes, isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    /** Returns whether the bytes start with a byte order mark of UTF-16, which some shells of Windows write. */
    private static boolean isUtf16(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return first == 0xFEFF || first == 0xFFFE;
    }

    private void checkPermissions() throws IOException {
        if (permissionsChecked) {
            return;
        }
        permissionsChecked = true;
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS_READ::contains)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} holds a key and other users may read it; restrict it to its owner: chmod 600 {0}",
                    path);
        }
    }

    private InvalidRequestException invalid(String what) {
        return new InvalidRequestException("api_key", "file " + path + " " + what);
    }
}
