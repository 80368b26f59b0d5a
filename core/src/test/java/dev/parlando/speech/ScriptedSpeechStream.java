package dev.parlando.speech;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.fault.BytesChunk;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Speech stream that a test controls. It keeps the contract of {@link ChunkHandler}: one call at a time, no call while
 * held, and no call after the end.
 *
 * <p>Threading: any thread may signal. The thread that signals first also delivers the signals that other threads add
 * meanwhile.
 */
public final class ScriptedSpeechStream implements SpeechStream {
    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final Queue<Runnable> signals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingSignals = new AtomicInteger();
    private final Deque<Chunk> pending = new ArrayDeque<>();
    private final CompletableFuture<SpeechResult> completion = new CompletableFuture<>();
    private @Nullable Runnable ending;
    private long unmadeChunks;
    private boolean held;
    private boolean resumed;
    private boolean over;
    private int resumes;
    private volatile int cancels;

    public ScriptedSpeechStream(SpeechRequest request, ChunkHandler handler) {
        this.request = request;
        this.handler = handler;
    }

    /** Adds one chunk and delivers the pending chunks. */
    public ScriptedSpeechStream chunk(byte... bytes) {
        return chunk(new BytesChunk(ByteBuffer.wrap(bytes)));
    }

    public ScriptedSpeechStream chunk(Chunk chunk) {
        signal(() -> pending.add(chunk));
        return this;
    }

    /** Delivers the response headers. */
    public ScriptedSpeechStream response(SpeechResponse response) {
        signal(() -> handler.onResponse(response));
        return this;
    }

    /** Delivers times of characters, ahead of the pending chunks. */
    public ScriptedSpeechStream timing(SpeechTiming timing) {
        signal(() -> handler.onTiming(timing));
        return this;
    }

    /** Ends the stream after the pending chunks. */
    public void end() {
        signal(() -> ending = () -> complete(false));
    }

    /** Fails the stream after the pending chunks. */
    public void fail(ParlandoException error) {
        signal(() -> ending = () -> onFailed(error));
    }

    private void complete(boolean cancelled) {
        SpeechResult result = new SpeechResult(null, 0, 0, cancelled);
        handler.onEnd(result);
        completion.complete(result);
    }

    private void onFailed(ParlandoException error) {
        handler.onError(error);
        completion.completeExceptionally(error);
    }

    public boolean isHeld() {
        return held;
    }

    public boolean isOver() {
        return over;
    }

    public int resumes() {
        return resumes;
    }

    public int cancels() {
        return cancels;
    }

    /** Delivers {@code count} chunks as the handler accepts them, and then ends the stream. */
    public void chunks(long count) {
        signal(() -> {
            unmadeChunks = count;
            ending = () -> complete(false);
        });
    }

    private void signal(Runnable change) {
        signals.add(change);
        if (waitingSignals.getAndIncrement() == 0) {
            do {
                signals.remove().run();
                deliver();
            } while (waitingSignals.decrementAndGet() > 0);
        }
    }

    private void deliver() {
        Chunk next;
        while (!held && !over && cancels == 0 && (next = next()) != null) {
            ChunkAction action = offer(next);
            if (action == ChunkAction.CONTINUE || next.remaining() == 0) {
                pending.poll();
            }
            held = action == ChunkAction.HOLD && !resumed;
            resumed &= action != ChunkAction.HOLD;
            if (action == ChunkAction.CANCEL) {
                cancel();
            }
        }
        if (!held && !over && pending.isEmpty() && ending != null) {
            over = true;
            ending.run();
        }
    }

    /** Offers a chunk; an exception of the handler fails the stream. */
    private ChunkAction offer(Chunk chunk) {
        try {
            return handler.onChunk(chunk);
        } catch (RuntimeException thrown) {
            over = true;
            pending.clear();
            onFailed(new HandlerException("the handler threw " + thrown, thrown));
            return ChunkAction.CONTINUE;
        }
    }

    private @Nullable Chunk next() {
        if (pending.isEmpty() && unmadeChunks > 0) {
            unmadeChunks--;
            pending.add(new BytesChunk(ByteBuffer.wrap(new byte[] {1})));
        }
        return pending.peek();
    }

    @Override
    public void resume() {
        signal(() -> {
            resumes++;
            resumed |= !held;
            held = false;
        });
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // A lost update still leaves a positive count.
    public void cancel() {
        cancels++;
        signal(() -> {
            if (!over) {
                over = true;
                pending.clear();
                complete(true);
            }
        });
    }

    @Override
    public SpeechRequest request() {
        return request;
    }

    @Override
    @SuppressWarnings("NullAway") // JDK 17 does not read annotations of type arguments from class files.
    public CompletionStage<@Nullable SpeechResponse> response() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return completion;
    }

    @Override
    public SpeechResult join() {
        return CallerWait.join(completion);
    }

    @Override
    public Timeline timeline() {
        return new TimelineRecorder(() -> 0);
    }
}
