package dev.parlando.offline;

import dev.parlando.error.EngineClosedException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A source of speech without server and network, whose streams follow scripts. It is for unit tests of classes that use a
 * {@link SpeechSource}.
 *
 * <pre>{@code
 * try (ScriptedSource source = ScriptedSource.answering(request -> SpeechScript.chunks(audio))) {
 *     new Greeter(source).greet("Ada");
 *     assertEquals("Hello Ada.", source.requests().get(0).text());
 * }
 * }</pre>
 *
 * <p>A stream keeps the contract of an engine towards its handler: holds, resumptions, cancellation, and one call at a
 * time on a thread of the source. There are no response headers.
 *
 * <p>Threading: thread safe.
 */
public final class ScriptedSource implements SpeechSource, AutoCloseable {
    private final Function<SpeechRequest, SpeechScript> standard;
    private final Queue<SpeechScript> next = new ConcurrentLinkedQueue<>();
    private final List<ScriptedSourceStream> streams = new CopyOnWriteArrayList<>();
    private final ExecutorService ring = Executors.newSingleThreadExecutor(ScriptedSource::thread);

    private ScriptedSource(Function<SpeechRequest, SpeechScript> standard) {
        this.standard = standard;
    }

    /** Creates a source with a function that gives each request its script. */
    public static ScriptedSource answering(Function<SpeechRequest, SpeechScript> script) {
        return new ScriptedSource(Objects.requireNonNull(script, "script"));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "scripted-source");
        thread.setDaemon(true);
        return thread;
    }

    /** Sets the scripts of the next requests, one for each, which precede the function. */
    public void answer(SpeechScript... scripts) {
        next.addAll(List.of(scripts));
    }

    /** Returns the requests until now, in their order. */
    public List<SpeechRequest> requests() {
        return streams.stream().map(SpeechStream::request).toList();
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        SpeechScript own = next.poll();
        Timeline started = options.timeline();
        ScriptedSourceStream stream = new ScriptedSourceStream(
                request,
                handler,
                own == null ? standard.apply(request) : own,
                started == null ? CallOptions.startTimeline() : started,
                ring);
        start(stream);
        return stream;
    }

    private synchronized void start(ScriptedSourceStream stream) {
        if (ring.isShutdown()) {
            throw new EngineClosedException("the scripted source is closed");
        }
        streams.add(stream);
        stream.start();
    }

    /** Fails the open streams, and stops the thread after the current call of a handler. */
    @Override
    public synchronized void close() {
        if (!ring.isShutdown()) {
            ring.execute(() -> streams.forEach(ScriptedSourceStream::onSourceClosed));
            ring.shutdown();
        }
    }
}
