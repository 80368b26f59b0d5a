package dev.parlando.command.say;

import dev.parlando.audio.sink.AtomicFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A destination of the bytes as received. Confined to the main thread, except for {@link #close()}. */
interface ByteDestination extends AutoCloseable {
    /** Writes all bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /** Called after the last byte. */
    void complete() throws IOException;

    /** Ends a write that blocks, and deletes an incomplete file. Safe from any thread. */
    @Override
    void close();

    /** Returns the destination for an open file, which appears under its name on completion. */
    static ByteDestination file(AtomicFile file) {
        return new ByteDestination() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                file.write(bytes);
            }

            @Override
            public void complete() throws IOException {
                file.complete();
            }

            @Override
            public void close() {
                file.close();
            }

            @Override
            public String toString() {
                return file.toString();
            }
        };
    }

    /** Returns the standard output of the process. */
    static ByteDestination standardOutput() {
        FileChannel channel = new FileOutputStream(FileDescriptor.out).getChannel();
        return new ByteDestination() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void complete() {}

            @Override
            public void close() {
                try {
                    channel.close();
                } catch (IOException e) {
                    // All bytes were written, or the failure of a write was reported.
                }
            }

            @Override
            public String toString() {
                return "standard output";
            }
        };
    }
}
