package dev.parlando.cache;

import dev.parlando.governor.Priority;
import dev.parlando.internal.cache.Recording;
import dev.parlando.internal.cache.StoredSpeech;
import dev.parlando.internal.feed.FeedRunner;
import dev.parlando.internal.live.LiveTimer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stored audio of a cache in a {@link SharedStore}, and the requests of other machines. A failure of the store never
 * fails a stream, and delays it within the limits of the settings.
 *
 * <p>Threading: safe for use from any thread. The store is called on threads of this object.
 */
final class SharedTier implements AutoCloseable {
    private static final int THREADS = 4;

    private final SharedStore store;
    private final GuardedStore guarded;
    private final CacheSettings settings;
    private final SpeechFileFormat format;
    private final int maxBytes;
    private final Clock clock;
    private final LiveTimer timer;
    private final CacheCounts counts;
    private final TierThreads threads;
    private final Map<Recording, SharedCall> calls = new ConcurrentHashMap<>();
    private final Consumer<String> releaseListener = this::onRelease;

    SharedTier(
            SharedStore store,
            CacheSettings settings,
            long maxFileBytes,
            Clock clock,
            LiveTimer timer,
            ExecutorService threads,
            CacheCounts counts) {
        this.store = store;
        this.guarded = new GuardedStore(store, settings.storeTimeout(), timer, counts);
        this.settings = settings;
        this.format = new SpeechFileFormat(settings.encryptionKey());
        this.maxBytes = (int) Math.min(maxFileBytes, Integer.MAX_VALUE - 8);
        this.clock = clock;
        this.timer = timer;
        this.counts = counts;
        this.threads = new TierThreads(threads, settings.memoryBytes());
        store.addReleaseListener(releaseListener);
    }

    static ExecutorService createThreads() {
        return FeedRunner.pool("parlando-cache-store", THREADS, false);
    }

    /**
     * Searches the audio of a recording, and waits for a request of another machine. Passes the audio to the consumer, or
     * null if the audio has to be requested; calls it at most once, and not after the end of the recording.
     */
    void load(Recording recording, Priority priority, Consumer<@Nullable StoredSpeech> then) {
        String name = format.fileName(recording.key());
        StoreClaim claim = new StoreClaim(name, guarded, threads, timer);
        SharedCall call = new SharedCall(this, recording, claim, waitNanos(priority), then);
        calls.put(recording, call);
        recording.onEnd(call::onRecordingEnd);
        call.search();
    }

    /** Shortens the wait for another machine if a caller of a higher priority joins. */
    void onJoin(Recording recording, Priority priority) {
        SharedCall call = calls.get(recording);
        if (call != null) {
            call.limitWait(waitNanos(priority));
        }
    }

    private long waitNanos(Priority priority) {
        return switch (priority) {
            case LIVE -> 0;
            case NORMAL -> settings.storeWait().toNanos();
            case PREFETCH -> settings.storePrefetchWait().toNanos();
        };
    }

    /** Writes the audio of a complete recording, and then releases its claim. */
    void store(Recording recording) {
        SharedCall call = calls.get(recording);
        Runnable release = call == null ? () -> {} : call.takeClaim();
        if (!guarded.mayWrite()) {
            release.run();
            return;
        }
        boolean accepted = threads.executeWrite(recording.size(), () -> {
            write(recording);
            release.run();
        });
        if (!accepted) {
            counts.sharedFailures.increment();
            release.run();
        }
    }

    private void write(Recording recording) {
        String name = format.fileName(recording.key());
        Duration age = settings.maxAge().minusMillis(clock.millis() - recording.createdMillis());
        if (guarded.write(name, () -> format.encode(name, recording.toStored()), age)) {
            counts.sharedWrites.increment();
        }
    }

    /** Reads and checks a value. Returns null if there is none that can be used, or after a failure. */
    @Nullable
    StoredSpeech read(String name) {
        byte[] value = guarded.read(name, maxBytes);
        if (value == null) {
            return null;
        }
        StoredSpeech stored = format.decode(name, value, counts.sharedBroken);
        if (stored == null) {
            guarded.delete(name);
            return null;
        }
        boolean recent =
                clock.millis() - stored.createdMillis() < settings.maxAge().toMillis();
        return recent ? stored : null;
    }

    void onWait() {
        counts.sharedWaits.increment();
    }

    private void onRelease(String name) {
        calls.values().stream().filter(call -> call.name().equals(name)).forEach(SharedCall::onRelease);
    }

    void forget(Recording recording) {
        calls.remove(recording);
    }

    GuardedStore guarded() {
        return guarded;
    }

    TierThreads threads() {
        return threads;
    }

    LiveTimer timer() {
        return timer;
    }

    long timeoutNanos() {
        return settings.storeTimeout().toNanos();
    }

    /** Waits for values that are being written and claims that are being released, and ends the threads. */
    @Override
    public void close() {
        store.removeReleaseListener(releaseListener);
        threads.close();
    }
}
