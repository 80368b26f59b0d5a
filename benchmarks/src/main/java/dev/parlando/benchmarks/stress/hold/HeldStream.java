package dev.parlando.benchmarks.stress.hold;

import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A source with one stream, which counts its resumes.
 *
 * <p>Threading: one thread delivers, and any thread may resume.
 */
final class HeldStream implements SpeechSource, SpeechStream {
    static final SpeechRequest REQUEST = SpeechRequest.of("Hello");

    private final AtomicInteger resumes = new AtomicInteger();
    private final CompletableFuture<SpeechResult> never = new CompletableFuture<>();
    private @Nullable ChunkHandler handler;
    private @Nullable Timeline timeline;

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler newHandler, CallOptions options) {
        handler = newHandler;
        timeline = options.timeline();
        return this;
    }

    /** Delivers a chunk of zeroes; returns whether the handler holds the stream. */
    boolean isHeldAfter(int bytes) {
        if (handler == null) {
            throw new IllegalStateException("the stream has not been started");
        }
        return handler.onChunk(new Zeroes(bytes)) == ChunkAction.HOLD;
    }

    int resumes() {
        return resumes.get();
    }

    @Override
    public void resume() {
        resumes.incrementAndGet();
    }

    @Override
    public void cancel() {}

    @Override
    public SpeechRequest request() {
        return REQUEST;
    }

    @Override
    @SuppressWarnings("NullAway") // JDK 17 does not read annotations of type arguments from class files.
    public CompletionStage<@Nullable SpeechResponse> response() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return never;
    }

    @Override
    public SpeechResult join() {
        return never.join();
    }

    @Override
    public Timeline timeline() {
        if (timeline == null) {
            throw new IllegalStateException("the stream has not been started");
        }
        return timeline;
    }

    /** A chunk of zeroes. */
    private static final class Zeroes implements Chunk {
        private int remaining;

        Zeroes(int bytes) {
            remaining = bytes;
        }

        @Override
        public int remaining() {
            return remaining;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, remaining);
            remaining -= count;
            return count;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(target.remaining(), remaining);
            target.position(target.position() + count);
            remaining -= count;
            return count;
        }
    }
}
