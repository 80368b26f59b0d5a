package dev.parlando.offline.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A buffer for a whole audio file whose length is not known yet: the first megabyte in memory, the rest in a temporary
 * file.
 *
 * <p>Threading: confined to one thread at a time. Failure: a full disk causes an {@link UncheckedIOException}.
 */
final class AudioSpool implements AutoCloseable {
    static final int MAX_MEMORY_BYTES = 1 << 20;

    private final ByteBuffer memory = ByteBuffer.allocate(MAX_MEMORY_BYTES);
    private @Nullable FileChannel file;
    private long sizeBytes;

    long sizeBytes() {
        return sizeBytes;
    }

    void append(byte[] bytes) {
        int kept = Math.min(memory.remaining(), bytes.length);
        memory.put(bytes, 0, kept);
        if (kept < bytes.length) {
            write(ByteBuffer.wrap(bytes, kept, bytes.length - kept));
        }
        sizeBytes += bytes.length;
    }

    /** Reads {@code lengthBytes} bytes from a position on; all of them must have been appended before. */
    byte[] read(long position, int lengthBytes) {
        ByteBuffer target = ByteBuffer.allocate(lengthBytes);
        if (position < memory.position()) {
            int kept = (int) Math.min(lengthBytes, memory.position() - position);
            target.put(memory.array(), (int) position, kept);
        }
        FileChannel source = file;
        if (source != null) {
            readFully(source, target, position);
        }
        return target.array();
    }

    private void write(ByteBuffer bytes) {
        try {
            FileChannel target = file == null ? open() : file;
            file = target;
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readFully(FileChannel source, ByteBuffer target, long position) {
        try {
            while (target.hasRemaining()
                    && source.read(target, position + target.position() - MAX_MEMORY_BYTES) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("parlando-offline-", ".audio");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
