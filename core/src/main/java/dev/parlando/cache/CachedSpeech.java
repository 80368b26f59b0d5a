package dev.parlando.cache;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.internal.cache.Recording;
import dev.parlando.internal.cache.RecordingFeed;
import dev.parlando.internal.cache.StoredSpeech;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.feed.FeedRunner;
import dev.parlando.internal.live.LiveTimer;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of speech that stores the audio of another one, in memory and on request in a directory and in a store that
 * several machines share. Requests with equal {@link SpeechRequest#identity()} share their audio.
 *
 * <p>Concurrent calls with the same identity send one request. Each of them receives the audio from the first byte on
 * while it arrives, and holds, resumes and cancels by itself. The request has the priority, the headers and the window
 * of the first call. It is cancelled when all of its calls are.
 *
 * <p>The response of a call that has sent no request has the protocol {@code cache} and costs nothing. Its request id is
 * the one of the stored audio. Times of characters are stored and delivered, too.
 *
 * <p>Only complete audio is stored: none of a request that failed or was cancelled. Live texts are passed on. If the
 * source changes the voice or takes another engine, as a fallback does, put the cache in front of each engine instead.
 *
 * <p>Requests without a voice mean the default voice of the engine. If that may change, set the voice in the requests, or
 * use another directory.
 *
 * <p>Threading: safe for use from any thread; no method blocks except {@link #close()}. Handlers are called on the threads
 * {@code parlando-cache} of this object. They must be quick and must not block.
 */
public final class CachedSpeech implements SpeechSource, AutoCloseable {
    private final SpeechSource source;
    private final CacheSettings settings;
    private final Clock clock;
    private final CacheCounts counts = new CacheCounts();
    private final RecordingTable table;
    private final @Nullable SpeechDirectory directory;
    private final @Nullable SharedTier shared;
    private final FeedRunner runner;

    CachedSpeech(SpeechSource source, CacheSettings settings, Clock clock, LiveTimer timer) {
        this(source, settings, clock, timer, SharedTier::createThreads);
    }

    /** Creates a cache that calls a shared store on threads of the supplier, which it ends. */
    CachedSpeech(
            SpeechSource source,
            CacheSettings settings,
            Clock clock,
            LiveTimer timer,
            Supplier<ExecutorService> storeThreads) {
        this.source = Objects.requireNonNull(source, "source");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.clock = clock;
        this.runner = new FeedRunner("cache", timer);
        this.table =
                new RecordingTable(settings.memoryBytes(), settings.maxAge().toMillis());
        Path path = settings.directory();
        long maxFileBytes = 2 * table.maxRecordingBytes();
        this.directory = path == null ? null : new SpeechDirectory(path, settings, maxFileBytes, clock, counts);
        SharedStore store = settings.sharedStore();
        this.shared = store == null
                ? null
                : new SharedTier(store, settings, maxFileBytes, clock, timer, storeThreads.get(), counts);
    }

    /** Returns a cache in front of a source, in memory, with the {@linkplain CacheSettings#DEFAULT default settings}. */
    public static CachedSpeech over(SpeechSource source) {
        return over(source, CacheSettings.DEFAULT);
    }

    /**
     * Returns a cache in front of a source, which stays open when the cache is closed.
     *
     * @throws InvalidRequestException if the source is a {@link FallbackSpeech}, whose steps speak differently
     */
    public static CachedSpeech over(SpeechSource source, CacheSettings settings) {
        if (Objects.requireNonNull(source, "source") instanceof FallbackSpeech) {
            throw new InvalidRequestException(
                    "source", "a chain would store the audio of its fallbacks; put the cache around one of its steps");
        }
        return new CachedSpeech(source, settings, Clock.systemUTC(), LiveTimer.ofJdk());
    }

    /**
     * Delivers the audio of a request from memory, from the directory, from the shared store, or from the source.
     * Failures of the source are reported to the handler.
     *
     * @throws dev.parlando.error.EngineClosedException if this cache is closed
     */
    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        runner.checkOpen();
        if (request.text().isEmpty() || (request.seed() == null && !settings.unseeded())) {
            counts.bypassed.increment();
            return SourceCheck.started(source, source.stream(request, handler, options));
        }
        String key = request.identity();
        SpeechStream stream = null;
        while (stream == null) {
            stream = join(table.join(key, clock.millis()), request, handler, options);
        }
        return stream;
    }

    /** Starts a stream of a recording. Returns null if its first bytes are no longer kept. */
    private @Nullable SpeechStream join(
            RecordingTable.Join join, SpeechRequest request, ChunkHandler handler, CallOptions options) {
        RecordingTable.Entry entry = join.entry();
        Recording recording = entry.recording();
        RecordingFeed feed = new RecordingFeed(recording, join.created(), () -> leave(entry));
        if (!recording.addFeed(feed)) {
            leave(entry);
            return null;
        }
        if (!join.created()) {
            onJoin(recording, options);
        }
        SpeechStream stream = runner.start(request, handler, options, feed);
        if (join.created()) {
            fill(entry, request, options);
        }
        return stream;
    }

    private void onJoin(Recording recording, CallOptions options) {
        boolean open = recording.isOpen();
        (open ? counts.followers : counts.hits).increment();
        if (open && shared != null) {
            shared.onJoin(recording, options.priority());
        }
    }

    /** Passes a live text on to the source, without a use of the cache. */
    @Override
    public SpeechStream stream(LiveText text, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        runner.checkOpen();
        counts.bypassed.increment();
        return SourceCheck.started(source, source.stream(text, handler, options));
    }

    /**
     * Requests audio that may be needed later, with priority {@link dev.parlando.governor.Priority#PREFETCH} and a few
     * requests at a time. Audio that is stored already is not requested.
     *
     * @return completes when all requests have ended; fails after that with the first error
     */
    public CompletionStage<Void> prefetch(Collection<SpeechRequest> requests) {
        return new PrefetchRun(this, requests).start().minimalCompletionStage();
    }

    /** Returns the counts since the creation of this cache. */
    public CacheStatistics statistics() {
        return counts.toStatistics(table);
    }

    private void fill(RecordingTable.Entry entry, SpeechRequest request, CallOptions options) {
        SpeechDirectory files = directory;
        if (files == null) {
            fillFromStore(entry, request, options);
        } else {
            files.load(entry.recording().key(), stored -> {
                if (stored == null || !table.reserve(entry, stored.blockBytes())) {
                    fillFromStore(entry, request, options);
                } else {
                    counts.diskHits.increment();
                    entry.recording().fill(stored);
                }
            });
        }
    }

    private void fillFromStore(RecordingTable.Entry entry, SpeechRequest request, CallOptions options) {
        SharedTier tier = shared;
        if (tier == null) {
            send(entry, request, options);
        } else {
            tier.load(entry.recording(), options.priority(), stored -> {
                if (stored == null || !table.reserve(entry, stored.blockBytes())) {
                    send(entry, request, options);
                } else {
                    counts.sharedHits.increment();
                    storeInDirectory(entry.recording(), stored.audio().length, () -> stored);
                    entry.recording().fill(stored);
                }
            });
        }
    }

    private void storeInDirectory(Recording recording, long size, Supplier<StoredSpeech> speech) {
        if (directory != null) {
            directory.store(recording.key(), size, speech);
        }
    }

    private void send(RecordingTable.Entry entry, SpeechRequest request, CallOptions options) {
        Recording recording = entry.recording();
        if (!recording.isOpen()) {
            return;
        }
        counts.misses.increment();
        TimelineRecorder timeline = new TimelineRecorder(System::nanoTime);
        recording.setOrigin(timeline);
        try {
            CallOptions sent = ofRequest(options).withTimeline(timeline);
            recording.setUpstream(
                    SourceCheck.started(source, source.stream(request, new RecordingWriter(this, entry), sent)));
        } catch (Throwable refused) {
            forget(entry);
            recording.fail(UnexpectedFailure.toException(refused));
        }
    }

    /** Returns the options of a call that concern the request, which other calls may share. */
    private static CallOptions ofRequest(CallOptions options) {
        CallOptions sent = CallOptions.DEFAULT.withPriority(options.priority());
        for (Map.Entry<String, String> header : options.headers().entrySet()) {
            sent = sent.withHeader(header.getKey(), header.getValue());
        }
        Integer window = options.streamWindowBytes();
        return window == null ? sent : sent.withStreamWindowBytes(window);
    }

    private void leave(RecordingTable.Entry entry) {
        if (table.leave(entry)) {
            entry.recording().abandon();
        }
    }

    /** Reserves the memory of the next block, or stops keeping the recording. */
    void reserveBlock(RecordingTable.Entry entry) {
        if (!table.reserve(entry, Recording.BLOCK_BYTES)) {
            counts.oversized.increment();
            table.remove(entry);
            entry.recording().stopKeeping();
        }
    }

    /** Removes a recording that is not complete. */
    void forget(RecordingTable.Entry entry) {
        table.remove(entry);
    }

    /** Completes a recording, and stores it if it was kept and is not empty. */
    void complete(RecordingTable.Entry entry) {
        Recording recording = entry.recording();
        if (recording.size() == 0) {
            table.remove(entry);
        } else if (recording.isKept() && table.isListed(entry)) {
            store(recording); // Before the callers can close this cache.
        }
        recording.complete();
    }

    private void store(Recording recording) {
        storeInDirectory(recording, recording.size(), recording::toStored);
        if (shared != null) {
            shared.store(recording);
        }
    }

    /**
     * Fails the running streams with an {@link dev.parlando.error.EngineClosedException}. Files and values that are being
     * written are completed, for 2 s each at most. The source and the shared store stay open.
     */
    @Override
    public void close() {
        runner.close();
        if (directory != null) {
            directory.close();
        }
        if (shared != null) {
            shared.close();
        }
    }
}
