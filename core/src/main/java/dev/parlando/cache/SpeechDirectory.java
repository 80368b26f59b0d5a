package dev.parlando.cache;

import dev.parlando.internal.cache.StoredSpeech;
import dev.parlando.internal.feed.FeedRunner;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stored audio of a cache on disk. A failure of the disk never fails a stream: its audio is requested, or is not
 * stored. It is counted, and logged once until a file could be written again.
 *
 * <p>Threading: safe for use from any thread. The files are read and written on threads of this object. Audio above the
 * limit of the memory that waits for a slow disk is not stored.
 */
final class SpeechDirectory implements AutoCloseable {
    private static final int THREADS = 2;

    private final SpeechFiles files;
    private final SpeechFileFormat format;
    private final long maxAgeMillis;
    private final Clock clock;
    private final CacheCounts counts;
    private final TierFailures failures;
    private final TierThreads threads;

    SpeechDirectory(Path path, CacheSettings settings, long maxFileBytes, Clock clock, CacheCounts counts) {
        this.maxAgeMillis = settings.maxAge().toMillis();
        this.files = new SpeechFiles(path, settings.diskBytes(), maxFileBytes, maxAgeMillis, clock);
        this.format = new SpeechFileFormat(settings.encryptionKey());
        this.clock = clock;
        this.counts = counts;
        this.failures = new TierFailures(counts.diskFailures, path.toString());
        this.threads = new TierThreads(FeedRunner.pool("parlando-cache-disk", THREADS, false), settings.memoryBytes());
    }

    /** Reads a file, and passes its content to the consumer; null if there is none that is valid. */
    void load(String identity, Consumer<@Nullable StoredSpeech> then) {
        boolean accepted = threads.execute(() -> {
            StoredSpeech stored = read(identity);
            then.accept(stored);
            if (stored != null) {
                files.touch(format.fileName(identity));
            }
        });
        if (!accepted) {
            then.accept(null);
        }
    }

    private @Nullable StoredSpeech read(String identity) {
        String name = format.fileName(identity);
        try {
            byte[] content = files.read(name);
            StoredSpeech stored = format.decode(name, content, counts.brokenFiles);
            if (stored != null && clock.millis() - stored.createdMillis() < maxAgeMillis) {
                return stored;
            }
            files.delete(name);
        } catch (NoSuchFileException miss) {
            return null;
        } catch (Throwable failure) { // The stream continues with a request in any case.
            failures.onFailure(failure);
        }
        return null;
    }

    /** Writes audio to its file. */
    void store(String identity, long size, Supplier<StoredSpeech> speech) {
        if (!threads.executeWrite(size, () -> write(identity, speech))) {
            counts.diskFailures.increment();
        }
    }

    private void write(String identity, Supplier<StoredSpeech> speech) {
        try {
            String name = format.fileName(identity);
            files.write(name, format.encode(name, speech.get()));
            failures.onSuccess();
            counts.writtenFiles.increment();
        } catch (Throwable failure) { // Such as a lack of memory.
            failures.onFailure(failure);
        }
    }

    /** Waits for the files that are being written, and ends the threads. */
    @Override
    public void close() {
        threads.close();
    }
}
