package dev.parlando.audio;

import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A speech source controlled by a test. It delivers the bytes that the test sends, on its own ring thread. */
public final class FakeSpeechSource implements SpeechSource, AutoCloseable {
    final ExecutorService ring;
    private final List<FakeSpeechStream> streams = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeSpeechStream> fresh = new LinkedBlockingQueue<>();

    /** Creates a source with its own thread, like an engine. */
    public FakeSpeechSource() {
        this(Executors.newSingleThreadExecutor(task -> new Thread(task, "fake-ring")));
    }

    private FakeSpeechSource(ExecutorService ring) {
        this.ring = ring;
    }

    /** Returns a source that runs everything immediately, on the thread of the test. */
    public static FakeSpeechSource direct() {
        return new FakeSpeechSource(new DirectExecutor());
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline) {
        FakeSpeechStream stream = new FakeSpeechStream(this, request, handler, timeline);
        streams.add(stream);
        fresh.add(stream);
        return stream;
    }

    /** Returns the next requested stream. */
    public FakeSpeechStream next() throws InterruptedException {
        FakeSpeechStream stream = fresh.poll(30, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("nothing was asked for");
        }
        return stream;
    }

    public int requests() {
        return streams.size();
    }

    /** Waits until the ring thread has run all submitted tasks. */
    void settle() throws Exception {
        ring.submit(() -> {}).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ring.shutdownNow();
    }
}
