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

/** Is a source of speech that a test steers: it hands out what the test sends, on a ring thread of its own. */
public final class FakeSpeech implements SpeechSource, AutoCloseable {
    final ExecutorService ring;
    private final List<FakeStream> streams = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeStream> fresh = new LinkedBlockingQueue<>();

    /** Makes a source that has a thread of its own, as an engine does. */
    public FakeSpeech() {
        this(Executors.newSingleThreadExecutor(task -> new Thread(task, "fake-ring")));
    }

    private FakeSpeech(ExecutorService ring) {
        this.ring = ring;
    }

    /** Makes a source that does everything at once, on the thread of the test. */
    public static FakeSpeech direct() {
        return new FakeSpeech(new DirectExecutor());
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline) {
        FakeStream stream = new FakeStream(this, request, handler, timeline);
        streams.add(stream);
        fresh.add(stream);
        return stream;
    }

    /** Returns the next stream that was asked for. */
    public FakeStream next() throws InterruptedException {
        FakeStream stream = fresh.poll(30, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("nothing was asked for");
        }
        return stream;
    }

    public int requests() {
        return streams.size();
    }

    /** Waits until the ring thread has done all that it was given. */
    void settle() throws Exception {
        ring.submit(() -> {}).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ring.shutdownNow();
    }
}
