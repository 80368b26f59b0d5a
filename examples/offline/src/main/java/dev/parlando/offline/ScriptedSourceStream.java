package dev.parlando.offline;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a {@link ScriptedSource}.
 *
 * <p>Threading: the thread of the source owns all mutable fields and calls the handler.
 */
final class ScriptedSourceStream implements SpeechStream {
    private static final Duration WITHOUT_LIMIT = Duration.ofDays(1_000);

    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final SpeechScript script;
    private final Timeline timeline;
    private final Executor ring;
    private final CompletableFuture<SpeechResult> completion = new CompletableFuture<>();
    private final Queue<ByteBuffer> pending;
    private long bytes;
    private long chunks;
    private boolean held;
    private boolean over;

    ScriptedSourceStream(
            SpeechRequest request, ChunkHandler handler, SpeechScript script, Timeline timeline, Executor ring) {
        this.request = request;
        this.handler = handler;
        this.script = script;
        this.timeline = timeline;
        this.ring = ring;
        pending = new ArrayDeque<>(script.buffers());
    }

    void start() {
        run(() -> {
            script.timings().forEach(handler::onTiming);
            deliver();
        });
    }

    /** Runs a task on the thread of the source, unless the stream has ended. */
    private void run(Runnable task) {
        try {
            ring.execute(() -> {
                if (!over) {
                    guard(task);
                }
            });
        } catch (RejectedExecutionException closed) {
            // The source is closed, which ends all streams.
        }
    }

    private void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error thrown) {
            fail(new HandlerException("the handler threw " + thrown, thrown));
        }
    }

    private void deliver() {
        while (!over && !held && !pending.isEmpty()) {
            offer(pending.element());
        }
        if (!over && !held && !script.isStalling()) {
            ParlandoException error = script.error();
            if (error == null) {
                end(false);
            } else {
                fail(error);
            }
        }
    }

    private void offer(ByteBuffer next) {
        int offered = next.remaining();
        ChunkAction action = handler.onChunk(new BufferChunk(next));
        if (action == ChunkAction.CONTINUE) {
            next.position(next.limit());
        }
        bytes += offered - next.remaining();
        if (!next.hasRemaining()) {
            pending.remove();
            chunks++;
        }
        if (action == ChunkAction.CANCEL) {
            end(true);
        } else if (action == ChunkAction.HOLD) {
            held = true;
        }
    }

    private void end(boolean cancelled) {
        over = true;
        SpeechResult result = new SpeechResult(null, bytes, chunks, cancelled);
        try {
            handler.onEnd(result);
        } finally {
            completion.complete(result);
        }
    }

    private void fail(ParlandoException error) {
        if (over) {
            return;
        }
        over = true;
        try {
            handler.onError(error);
        } finally {
            completion.completeExceptionally(error);
        }
    }

    void onSourceClosed() {
        guard(() -> fail(new EngineClosedException("the scripted source was closed")));
    }

    @Override
    public void resume() {
        run(() -> {
            held = false;
            deliver();
        });
    }

    @Override
    public void cancel() {
        run(() -> end(true));
    }

    @Override
    public SpeechRequest request() {
        return request;
    }

    @Override
    @SuppressWarnings("NullAway") // JDK 17 does not read annotations of type arguments from class files.
    public CompletionStage<@Nullable SpeechResponse> response() {
        return completion.thenApply(SpeechResult::response);
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public SpeechResult join() {
        return join(WITHOUT_LIMIT).orElseThrow();
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    /** The remaining bytes of a buffer, whose position advances as they are read. */
    private record BufferChunk(ByteBuffer buffer) implements Chunk {
        @Override
        public int remaining() {
            return buffer.remaining();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, buffer.remaining());
            buffer.get(target, offset, count);
            return count;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(target.remaining(), buffer.remaining());
            ByteBuffer part = buffer.slice(buffer.position(), count);
            buffer.position(buffer.position() + count);
            target.put(part);
            return count;
        }
    }
}
