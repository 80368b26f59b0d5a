package dev.parlando.speech;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.SourceCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Input stream of encoded audio, with a bounded buffer between the network and the reader.
 *
 * <p>A read blocks until at least one byte has arrived. If the stream fails, the bytes that have arrived can
 * still be read; after them, reading throws an {@link IOException} whose cause is the {@link ParlandoException}. A
 * cancelled stream also ends in an {@link IOException}. {@link #close()} cancels a stream that is still running. A slow
 * reader stops the peer through flow control, but slows no other stream. A read on a ring thread, which calls the handlers,
 * throws an {@link IllegalStateException}.
 *
 * <p>Threading: one reader; {@link #close()} from any thread.
 */
public final class SpeechInputStream extends InputStream {
    private static final int CAPACITY_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] buffer = new byte[CAPACITY_BYTES];

    @GuardedBy("lock")
    private int readPosition;

    @GuardedBy("lock")
    private int bufferedBytes;

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private boolean held;

    @GuardedBy("lock")
    private @Nullable IOException failure;

    private @Nullable SpeechStream stream;

    private SpeechInputStream() {}

    /** Sends the request with the default options and returns its audio. */
    public static SpeechInputStream open(SpeechSource source, SpeechRequest request) {
        return open(source, request, CallOptions.DEFAULT);
    }

    /** Sends the request and returns its audio. */
    public static SpeechInputStream open(SpeechSource source, SpeechRequest request, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(options, "options");
        SpeechInputStream input = new SpeechInputStream();
        input.stream = SourceCheck.started(source, source.stream(request, input.new BufferWriter(), options));
        return input;
    }

    /** Returns the handle to the stream, with its response headers and its timeline. */
    public SpeechStream stream() {
        return Objects.requireNonNull(stream);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        EngineThread.checkMayWait("SpeechInputStream.read", "a ChunkHandler");
        if (length == 0) {
            return 0;
        }
        boolean resume;
        int count;
        lock.lock();
        try {
            awaitBytes();
            if (bufferedBytes == 0) {
                return -1;
            }
            count = copyOut(target, offset, length);
            resume = held && bufferedBytes <= CAPACITY_BYTES / 2;
            held &= !resume;
        } finally {
            lock.unlock();
        }
        if (resume) {
            stream().resume();
        }
        return count;
    }

    @GuardedBy("lock")
    private void awaitBytes() throws IOException {
        try {
            while (bufferedBytes == 0 && !ended && !closed) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for audio", e);
        }
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (bufferedBytes == 0 && failure != null) {
            throw new IOException(failure.getMessage(), failure.getCause());
        }
    }

    @GuardedBy("lock")
    private int copyOut(byte[] target, int offset, int length) {
        int count = Math.min(length, bufferedBytes);
        int first = Math.min(count, CAPACITY_BYTES - readPosition);
        System.arraycopy(buffer, readPosition, target, offset, first);
        System.arraycopy(buffer, 0, target, offset + first, count - first);
        readPosition = (readPosition + count) % CAPACITY_BYTES;
        bufferedBytes -= count;
        return count;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return bufferedBytes;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        stream().cancel();
    }

    /** Handler that copies arriving chunks into the buffer, on the ring thread. */
    private final class BufferWriter implements ChunkHandler {
        @Override
        public ChunkAction onChunk(Chunk chunk) {
            lock.lock();
            try {
                copyIn(chunk);
                changed.signalAll();
                held = chunk.remaining() > 0;
                return held ? ChunkAction.HOLD : ChunkAction.CONTINUE;
            } finally {
                lock.unlock();
            }
        }

        @GuardedBy("lock")
        private void copyIn(Chunk chunk) {
            int room;
            while (chunk.remaining() > 0 && (room = CAPACITY_BYTES - bufferedBytes) > 0) {
                int writePosition = (readPosition + bufferedBytes) % CAPACITY_BYTES;
                bufferedBytes += chunk.read(buffer, writePosition, Math.min(room, CAPACITY_BYTES - writePosition));
            }
        }

        @Override
        public void onEnd(SpeechResult result) {
            // With an ordinary end, the reader would mistake the partial audio for complete audio.
            finish(result.cancelled() ? new IOException("the speech was cancelled before it was complete") : null);
        }

        @Override
        public void onError(ParlandoException error) {
            finish(new IOException(error.getMessage(), error));
        }

        private void finish(@Nullable IOException error) {
            lock.lock();
            try {
                failure = error;
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
