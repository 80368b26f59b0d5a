package dev.parlando.interop;

import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects the audio of one stream, as a handler or as a subscriber that requests one buffer at a time.
 *
 * <p>Threading: written by the ring thread. The bytes may be read after the end of the stream, which happens-after
 * every write.
 */
final class CollectedAudio implements ChunkHandler, Flow.Subscriber<ByteBuffer> {
    private static final long PATIENCE_SECONDS = 30;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> complete = new CompletableFuture<>();
    private final Semaphore arrivedBytes = new Semaphore(0);
    private Flow.@Nullable Subscription subscription;

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        add(chunk.toByteBuffer());
        return ChunkAction.CONTINUE;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        add(buffer);
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void add(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        bytes.writeBytes(copy);
        arrivedBytes.release(copy.length);
    }

    @Override
    public void onComplete() {
        complete.complete(bytes.toByteArray());
    }

    @Override
    public void onError(Throwable error) {
        complete.completeExceptionally(error);
    }

    /** Waits until {@code count} further bytes have arrived, beyond those of earlier calls. */
    boolean arrives(int count) throws InterruptedException {
        return arrivedBytes.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for the end of a subscription and returns its bytes. */
    byte[] published() {
        return complete.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Returns the bytes passed to the handler; its stream must have ended. */
    byte[] bytes() {
        return bytes.toByteArray();
    }
}
