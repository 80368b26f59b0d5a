package dev.parlando.benchmarks.soak.memory;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A benchmark of the memory of streams that are held after their first chunk, while the server tries to send 10 MB on
 * each. Memory must stay bounded by the flow-control windows for as long as the streams are held.
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.footprint.PausedStreams [STREAMS
 * [SECONDS]]}.
 */
public final class PausedStreams implements AutoCloseable {
    private static final int DEFAULT_STREAMS = 200;
    private static final int DEFAULT_SECONDS = 30;
    private static final int SECONDS_BETWEEN_ROWS = 10;
    /** The second round must reuse the memory that the allocator cached in the first. */
    private static final int ROUNDS = 2;

    private static final double MIB = 1024 * 1024;

    private final EagerServerProcess server;
    private final SpeechEngine engine;
    private final List<SpeechStream> streams = new ArrayList<>();

    PausedStreams(EagerServerProcess server) {
        this.server = server;
        engine = SpeechEngine.builder()
                .governor(GovernorSettings.OFF)
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of("none"))
                .build();
    }

    /** Prints a row for each measurement. */
    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_STREAMS;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_SECONDS;
        System.out.printf("%-22s %10s %12s %16s%n", "moment", "heap MiB", "direct MiB", "server sent MiB");
        try (EagerServerProcess server = EagerServerProcess.start();
                PausedStreams paused = new PausedStreams(server)) {
            paused.open(1); // The first stream loads classes and fills caches.
            paused.cancel();
            paused.print("before");
            for (int round = 1; round <= ROUNDS; round++) {
                paused.open(count);
                paused.watch(count + " held", seconds);
                paused.cancel();
                paused.print("all cancelled");
            }
        }
    }

    private void watch(String what, int seconds) throws Exception {
        for (int second = 0; second <= seconds; second += SECONDS_BETWEEN_ROWS) {
            print(what + ", " + second + " s");
            TimeUnit.SECONDS.sleep(second < seconds ? SECONDS_BETWEEN_ROWS : 0);
        }
    }

    private void print(String moment) throws IOException {
        MemoryFootprint footprint = MemoryFootprint.now();
        System.out.printf(
                Locale.ROOT,
                "%-22s %10.1f %12.1f %16.1f%n",
                moment,
                footprint.heapBytes() / MIB,
                footprint.directBytes() / MIB,
                server.sentBytes() / MIB);
    }

    /**
     * Opens streams and returns when each holds its first chunk.
     *
     * @throws java.util.concurrent.CompletionException if a stream fails
     */
    void open(int count) {
        List<CompletableFuture<Void>> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(open("v" + i));
        }
        held.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Void> open(String voice) {
        CompletableFuture<Void> held = new CompletableFuture<>();
        SpeechStream stream =
                engine.stream(SpeechRequest.builder("Hello").voice(voice).build(), chunk -> {
                    held.complete(null);
                    return ChunkAction.HOLD;
                });
        stream.completion().exceptionally(failure -> {
            held.completeExceptionally(failure);
            return null;
        });
        streams.add(stream);
        return held;
    }

    /** Cancels all streams and returns when they have ended. */
    void cancel() {
        streams.forEach(SpeechStream::cancel);
        streams.forEach(SpeechStream::join);
        streams.clear();
    }

    @Override
    public void close() {
        engine.close();
    }
}
