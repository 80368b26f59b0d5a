package dev.parlando.cache;

import dev.parlando.internal.cache.Recording;
import dev.parlando.internal.cache.StoredSpeech;
import dev.parlando.internal.feed.FeedRunner;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stored audio of a cache on disk. A failure of the disk never fails a stream: its audio is requested, or is not
 * stored. It is counted, and logged until a file could be written again.
 *
 * <p>Threading: safe for use from any thread. The files are read and written on threads of this object. Audio of more
 * than {@code maxWaitingBytes} that waits for a slow disk is not stored.
 */
final class SpeechDirectory implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SpeechDirectory.class.getName());
    private static final int THREADS = 2;

    private final Path path;
    private final SpeechFiles files;
    private final SpeechFileFormat format;
    private final long maxAgeMillis;
    private final long maxWaitingBytes;
    private final Clock clock;
    private final CacheCounts counts;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private final ThreadPoolExecutor threads = FeedRunner.pool("parlando-cache-disk", THREADS, false);

    SpeechDirectory(Path path, CacheSettings settings, long maxFileBytes, Clock clock, CacheCounts counts) {
        this.path = path;
        this.maxAgeMillis = settings.maxAge().toMillis();
        this.maxWaitingBytes = settings.memoryBytes();
        this.files = new SpeechFiles(path, settings.diskBytes(), 2 * maxFileBytes, maxAgeMillis, clock);
        this.format = new SpeechFileFormat(settings.encryptionKey());
        this.clock = clock;
        this.counts = counts;
    }

    /** Reads a file, and passes its content to the consumer; null if there is none that is valid. */
    void load(String identity, Consumer<@Nullable StoredSpeech> then) {
        try {
            threads.execute(() -> {
                StoredSpeech stored = read(identity);
                then.accept(stored);
                if (stored != null) {
                    files.touch(format.fileName(identity));
                }
            });
        } catch (RejectedExecutionException closed) {
            then.accept(null);
        }
    }

    private @Nullable StoredSpeech read(String identity) {
        String name = format.fileName(identity);
        try {
            byte[] content = files.read(name);
            StoredSpeech stored = decode(name, content);
            if (stored != null && clock.millis() - stored.createdMillis() < maxAgeMillis) {
                return stored;
            }
            files.delete(name);
        } catch (NoSuchFileException miss) {
            return null;
        } catch (Throwable failure) { // The stream continues with a request in any case.
            onFailure(failure);
        }
        return null;
    }

    private @Nullable StoredSpeech decode(String name, byte[] content) {
        try {
            return format.decode(name, content);
        } catch (IOException | RuntimeException broken) {
            counts.brokenFiles.increment();
            return null;
        }
    }

    /** Writes the audio of a complete recording to its file. */
    void store(Recording recording) {
        long size = recording.size();
        if (waitingBytes.addAndGet(size) > maxWaitingBytes) {
            waitingBytes.addAndGet(-size);
            counts.diskFailures.increment();
            return;
        }
        try {
            threads.execute(() -> {
                write(recording);
                waitingBytes.addAndGet(-size);
            });
        } catch (RejectedExecutionException closed) {
            waitingBytes.addAndGet(-size);
        }
    }

    private void write(Recording recording) {
        try {
            String name = format.fileName(recording.key());
            files.write(name, format.encode(name, recording.toStored()));
            counts.writtenFiles.increment();
            failureLogged.set(false);
        } catch (Throwable failure) { // Such as a lack of memory.
            onFailure(failure);
        }
    }

    private void onFailure(Throwable failure) {
        counts.diskFailures.increment();
        if (!failureLogged.getAndSet(true)) {
            LOG.log(System.Logger.Level.WARNING, () -> "the speech cache cannot use " + path + ": " + failure);
        }
    }

    /** Waits for the files that are being written, and ends the threads. */
    @Override
    public void close() {
        FeedRunner.close(threads);
    }
}
