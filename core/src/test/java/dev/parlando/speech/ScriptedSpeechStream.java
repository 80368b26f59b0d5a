package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.telemetry.Timeline;
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
 * Is a stream that says what a test tells it to, and keeps the promises of {@link ChunkHandler}: one call at a time,
 * nothing while held, nothing after the end.
 *
 * <p>Threading: whoever signals first hands out what others signal meanwhile.
 */
final class ScriptedSpeechStream implements SpeechStream {
    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final Queue<Runnable> signals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingSignals = new AtomicInteger();
    private final Deque<Chunk> pending = new ArrayDeque<>();
    private @Nullable Runnable ending;
    private long unmadeChunks;
    private boolean held;
    private boolean resumed;
    private boolean over;
    private int resumes;
    private volatile int cancels;

    ScriptedSpeechStream(SpeechRequest request, ChunkHandler handler) {
        this.request = request;
        this.handler = handler;
    }

    /** Offers one chunk, and with it whatever is pending. */
    ScriptedSpeechStream chunk(byte... bytes) {
        return chunk(new ArrayChunk(bytes));
    }

    ScriptedSpeechStream chunk(Chunk chunk) {
        signal(() -> pending.add(chunk));
        return this;
    }

    /** Ends the stream in its turn. */
    void end() {
        signal(() -> ending = () -> handler.onEnd(result(false)));
    }

    /** Fails the stream in its turn. */
    void fail(ParlandoException error) {
        signal(() -> ending = () -> handler.onError(error));
    }

    boolean isHeld() {
        return held;
    }

    boolean isOver() {
        return over;
    }

    int resumes() {
        return resumes;
    }

    int cancels() {
        return cancels;
    }

    /** Offers a number of chunks as they are taken, and then ends. */
    void chunks(long count) {
        signal(() -> {
            unmadeChunks = count;
            ending = () -> handler.onEnd(result(false));
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
            ChunkAction action = handler.onChunk(next);
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

    private @Nullable Chunk next() {
        if (pending.isEmpty() && unmadeChunks > 0) {
            unmadeChunks--;
            pending.add(new ArrayChunk((byte) 1));
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // Two cancels at once still leave more than none.
    public void cancel() {
        cancels++;
        signal(() -> {
            if (!over) {
                over = true;
                pending.clear();
                handler.onEnd(result(true));
            }
        });
    }

    private SpeechResult result(boolean cancelled) {
        return new SpeechResult(null, 0, 0, cancelled);
    }

    @Override
    public SpeechRequest request() {
        return request;
    }

    @Override
    public CompletionStage<SpeechResponse> response() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return new CompletableFuture<>();
    }

    @Override
    public SpeechResult join() {
        throw new UnsupportedOperationException("a scripted stream ends when its test says so");
    }

    @Override
    public Timeline timeline() {
        return new Timeline(() -> 0);
    }

    /** Is a chunk of bytes that lie in an array. */
    record ArrayChunk(ByteBuffer bytes) implements Chunk {
        ArrayChunk(byte... bytes) {
            this(ByteBuffer.wrap(bytes));
        }

        @Override
        public int remaining() {
            return bytes.remaining();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, remaining());
            bytes.get(target, offset, count);
            return count;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(target.remaining(), remaining());
            target.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            return count;
        }
    }
}
