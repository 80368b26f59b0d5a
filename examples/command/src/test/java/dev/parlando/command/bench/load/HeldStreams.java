package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Streams that end when the test completes them. Safe for use from any thread. */
class HeldStreams implements StreamStarter {
    private static final StreamGroup GROUP = new StreamGroup("pcm_16000", "model", "voice", "here", 8);

    private final List<Started> started = new ArrayList<>();

    private record Started(StreamResult result, CompletableFuture<StreamResult> end) {}

    static List<PlannedStream> planned(int count) {
        SpeechRequest request = SpeechRequest.builder("Hello").build();
        return IntStream.range(0, count)
                .mapToObj(index -> new PlannedStream(index, GROUP, 0, 0, request))
                .toList();
    }

    @Override
    public synchronized CompletableFuture<StreamResult> start(
            PlannedStream stream, long runStartNanos, @Nullable Long intendedNanos) {
        long intendedMicros = intendedNanos == null ? 0 : (intendedNanos - runStartNanos) / 1000;
        StreamResult result = new StreamResult(
                stream.index(),
                GROUP,
                0,
                5,
                intendedMicros,
                intendedMicros,
                StreamResult.COMPLETED,
                null,
                "h2",
                true,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                0);
        Started entry = new Started(result, new CompletableFuture<>());
        started.add(entry);
        notifyAll();
        return entry.end();
    }

    synchronized int started() {
        return started.size();
    }

    synchronized void awaitStarted(int count) throws InterruptedException {
        while (started.size() < count) {
            wait();
        }
    }

    /** Completes the stream that was started as the nth, from 0. */
    void complete(int number) {
        Started entry;
        synchronized (this) {
            entry = started.get(number);
        }
        entry.end().complete(entry.result());
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}
