package dev.parlando.command.rotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.command.rotation.RotationRecord.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A journal next to a key file, with one line of JSON per record. The file exists only while a rotation is in progress.
 *
 * <p>Owned by the thread that rotates the key. While it is open, no other process can open it.
 *
 * <p>Failure: a line that was only partly written when a process died is ignored.
 */
public final class RotationJournalFile implements RotationJournal, AutoCloseable {
    /** Writes ASCII only, so that one character is one byte. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Path file;
    private final FileChannel channel;
    private @Nullable RotationRecord last;

    private RotationJournalFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the journal of a key file. Its name is the name of the key file plus {@code .rotation}.
     *
     * @throws RotationException if another rotation of that file is running
     */
    public static RotationJournalFile beside(RotatedKeyFile keyFile) {
        Path file = keyFile.path().resolveSibling(keyFile.path().getFileName() + ".rotation");
        try {
            RotationJournalFile journal = new RotationJournalFile(file, OwnerOnlyFile.open(file));
            try {
                journal.lock();
                journal.recover();
            } catch (IOException | RuntimeException e) {
                journal.channel.close();
                throw e;
            }
            return journal;
        } catch (IOException e) {
            throw new RotationException("the journal " + file + " cannot be opened: " + RotatedKeyFile.reason(e), e);
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // The lock is held in this process; handled like a lock held by another process.
        }
        throw new RotationException("another rotation is running, with the journal " + file + "; wait until it ends");
    }

    private void recover() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Reads until the end of the file.
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole > 0) {
            last = entry(text.substring(text.lastIndexOf('\n', whole - 2) + 1, whole));
        }
        channel.truncate(isInProgress() ? whole : 0).position(channel.size());
    }

    private RotationRecord entry(String line) {
        try {
            return JSON.readValue(line, RotationRecord.class);
        } catch (JsonProcessingException e) {
            throw new RotationException(
                    "the journal " + file + " cannot be understood; see its keys with 'parlando keys list',"
                            + " delete those that are not in use, and then the journal",
                    e);
        }
    }

    @Override
    public @Nullable RotationRecord last() {
        return isInProgress() ? last : null;
    }

    private boolean isInProgress() {
        return last != null && last.step() != Step.DONE;
    }

    @Override
    public void write(RotationRecord entry) {
        try {
            String line = JSON.writeValueAsString(entry) + "\n";
            OwnerOnlyFile.write(channel, line.getBytes(StandardCharsets.US_ASCII));
            last = entry;
        } catch (IOException e) {
            throw new RotationException("the journal " + file + " cannot be written: " + RotatedKeyFile.reason(e), e);
        }
    }

    /** Closes the journal. Deletes the file if no rotation is in progress. */
    @Override
    public void close() {
        try (channel) {
            if (!isInProgress()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new RotationException("the journal " + file + " cannot be closed: " + RotatedKeyFile.reason(e), e);
        }
    }
}
