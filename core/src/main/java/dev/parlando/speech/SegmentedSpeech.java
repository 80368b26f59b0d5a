package dev.parlando.speech;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.internal.event.StreamStages;
import dev.parlando.internal.live.LiveTimer;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Speech of live texts with one request per sentence, and of texts above the limit of a model, over any source. The audio of all requests is one stream for the
 * handler, in order and without a gap.
 *
 * <p>The next request is sent when the audio that is left of the current one falls below
 * {@link dev.parlando.text.LiveTextSettings#pace()}. Its audio waits within its flow-control window. A HOLD of the handler
 * holds the current request. Times of characters are those of the whole stream.
 *
 * <p>Each request names the text before it, if the model accepts that. It is sent with timestamps. It takes its own
 * permit and is retried as a single request is. A failure of one ends the stream.
 *
 * <p>Threading: safe for use from any thread; no method blocks. The handler is called on the threads of the source, one
 * call at a time. Its last call may come on the executor.
 */
public final class SegmentedSpeech implements SpeechSource, AutoCloseable {
    private final SpeechSource source;
    private final Executor stages;
    private final Executor executor;
    private final LiveTimer timer;
    private final Set<SegmentedStream> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Creates speech over a source.
     *
     * @param stages completes the stages of streams
     * @param executor runs actions of writers that may block, and the last call of a handler
     * @param timer measures the quiet time of writers and the deadlines of calls
     */
    public SegmentedSpeech(SpeechSource source, Executor stages, Executor executor, ScheduledExecutorService timer) {
        this(source, stages, executor, LiveTimer.on(Objects.requireNonNull(timer, "timer")));
    }

    SegmentedSpeech(SpeechSource source, Executor stages, Executor executor, LiveTimer timer) {
        this.source = Objects.requireNonNull(source, "source");
        this.stages = Objects.requireNonNull(stages, "stages");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.timer = timer;
    }

    /** Returns speech over a source with the executor and the timer that the JDK uses for asynchronous tasks. */
    public static SegmentedSpeech over(SpeechSource source) {
        return new SegmentedSpeech(source, StreamStages.JDK_POOL, StreamStages.JDK_POOL, LiveTimer.ofJdk());
    }

    /**
     * Requests speech. A text above the limit of its model is divided between sentences and spoken by several requests.
     *
     * @throws EngineClosedException if this object is closed
     * @throws InvalidRequestException if a text above the limit is to be spoken as WAV, which is one file
     */
    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        checkOpen();
        LongTextRequests requests = LongTextRequests.of(request);
        return requests == null
                ? SourceCheck.started(source, source.stream(request, handler, options))
                : start(request, requests, LiveTextSettings.DEFAULT.pace(), handler, options);
    }

    @Override
    public SpeechStream stream(LiveText text, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        checkOpen();
        return stream(text, text.reader(executor), handler, options);
    }

    /**
     * Speaks a text whose reading end was taken before, such as by a source that could not open another transport. It
     * must not have returned a segment.
     *
     * @throws EngineClosedException if this object is closed
     */
    public SpeechStream stream(LiveText text, LiveTextReader reader, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        checkOpen();
        SpeechRequest request = text.template().toBuilder().timestamps(true).build();
        LiveRequests requests = new LiveRequests(request, reader);
        return start(request, requests, text.settings().pace(), handler, options);
    }

    private SegmentedStream start(
            SpeechRequest request, RequestSequence requests, Duration pace, ChunkHandler handler, CallOptions options) {
        SegmentedStream stream = new SegmentedStream(this, request, requests, pace, handler, options);
        running.add(stream);
        stream.start();
        if (closed) {
            stream.signal();
        }
        return stream;
    }

    private void checkOpen() {
        if (closed) {
            throw closedError();
        }
    }

    static ParlandoException closedError() {
        return new EngineClosedException("the engine is closed; create another one");
    }

    SpeechSource source() {
        return source;
    }

    LiveTimer timer() {
        return timer;
    }

    /** Returns the executor of the stages of a call. */
    Executor stages(CallOptions options) {
        Executor own = options.executor();
        return own == null ? stages : own;
    }

    Executor executor() {
        return executor;
    }

    boolean isClosed() {
        return closed;
    }

    void onEnded(SegmentedStream stream) {
        running.remove(stream);
    }

    /**
     * Rejects new texts and sends no further request. A stream that needs one fails with an
     * {@link EngineClosedException}, once its requests in flight have ended.
     */
    @Override
    public void close() {
        closed = true;
        running.forEach(SegmentedStream::signal);
    }
}
