package dev.parlando.audio;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stream of {@link FakeSpeechSource} that implements the contract strictly. A resumption of a stream that is not yet
 * held ends the next hold, and a chunk without remaining bytes is not offered again.
 *
 * <p>Threading: the ring thread owns all fields that are not volatile.
 */
public final class FakeSpeechStream implements SpeechStream {
    private final FakeSpeechSource source;
    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final Timeline timeline;
    private final CompletableFuture<SpeechResult> completion = new CompletableFuture<>();
    private final Deque<ByteBuffer> pending = new ArrayDeque<>();
    private final CountDownLatch firstHold = new CountDownLatch(1);
    private Runnable ending = () -> {};
    private boolean endingKnown;
    private boolean over;
    private final AtomicInteger resumptions = new AtomicInteger();
    private boolean held;
    private boolean resumed;
    private volatile int resumptionsAwaitedInHold;
    private volatile boolean cancelled;

    FakeSpeechStream(FakeSpeechSource source, SpeechRequest request, ChunkHandler handler, Timeline timeline) {
        this.source = source;
        this.request = request;
        this.handler = handler;
        this.timeline = timeline;
    }

    /** Makes each HOLD take effect only after {@code count} resumptions came before it. */
    public FakeSpeechStream resumedBeforeHold(int count) {
        resumptionsAwaitedInHold = count;
        return this;
    }

    /** Sends bytes as one chunk. */
    FakeSpeechStream send(byte[] bytes) {
        source.ring.execute(() -> {
            pending.add(ByteBuffer.wrap(bytes));
            pump();
        });
        return this;
    }

    public FakeSpeechStream send(short[] samples) {
        return send(TestAudio.bytes(samples));
    }

    /** Sends the timing of the next characters. */
    public FakeSpeechStream time(SpeechTiming timing) {
        source.ring.execute(() -> handler.onTiming(timing));
        return this;
    }

    /** Ends the stream after the audio sent so far. */
    public FakeSpeechStream end() {
        SpeechResult result = new SpeechResult(null, 0, 0, false);
        return endBy(() -> {
            handler.onEnd(result);
            completion.complete(result);
        });
    }

    public FakeSpeechStream fail(ParlandoException error) {
        return endBy(() -> {
            handler.onError(error);
            completion.completeExceptionally(error);
        });
    }

    private FakeSpeechStream endBy(Runnable how) {
        source.ring.execute(() -> {
            ending = how;
            endingKnown = true;
            pump();
        });
        return this;
    }

    private void pump() {
        while (!over && !held && !pending.isEmpty()) {
            offer(pending.peek());
        }
        if (!over && !held && endingKnown) {
            over = true;
            ending.run();
        }
    }

    private void offer(ByteBuffer bytes) {
        int resumedBefore = resumptions.get();
        ChunkAction action = handler.onChunk(new BytesChunk(bytes));
        switch (action) {
            case CONTINUE -> pending.remove();
            case CANCEL -> cancel();
            case HOLD -> {
                firstHold.countDown();
                while (resumptions.get() - resumedBefore < resumptionsAwaitedInHold) {
                    Thread.onSpinWait();
                }
                if (!bytes.hasRemaining()) {
                    pending.remove();
                }
                held = !resumed;
                resumed = false;
            }
        }
        if (action == ChunkAction.CANCEL) {
            over = true;
            pending.clear();
        }
    }

    /** Waits until the handler has returned {@code HOLD} for the first time. */
    public void awaitHold() throws InterruptedException {
        if (!firstHold.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("not held");
        }
    }

    public int resumptions() {
        return resumptions.get();
    }

    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void resume() {
        resumptions.incrementAndGet();
        source.ring.execute(() -> {
            resumed |= !held;
            held = false;
            pump();
        });
    }

    @Override
    public void cancel() {
        if (cancelled || completion.isDone()) {
            return;
        }
        cancelled = true;
        source.ring.execute(() -> {
            over = true;
            pending.clear();
            SpeechResult result = new SpeechResult(null, 0, 0, true);
            handler.onEnd(result);
            completion.complete(result);
        });
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
        return completion;
    }

    @Override
    public SpeechResult join() {
        return completion.join();
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    /** A chunk that reads from the position of a buffer. */
    public record BytesChunk(ByteBuffer bytes) implements Chunk {
        @Override
        public int remaining() {
            return bytes.remaining();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            return count;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(target.remaining(), bytes.remaining());
            int limit = bytes.limit();
            target.put(bytes.limit(bytes.position() + count));
            bytes.limit(limit);
            return count;
        }
    }
}
