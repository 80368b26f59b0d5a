package dev.parlando.fault;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResult;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that collects all bytes of a stream, or returns HOLD while {@link #holding} is set. */
public final class CollectingHandler implements ChunkHandler {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger chunks = new AtomicInteger();
    public final CompletableFuture<Void> firstChunk = new CompletableFuture<>();
    public final CompletableFuture<SpeechResult> end = new CompletableFuture<>();
    public volatile boolean holding;

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        firstChunk.complete(null);
        if (holding) {
            return ChunkAction.HOLD;
        }
        chunks.incrementAndGet();
        byte[] copy = new byte[chunk.remaining()];
        chunk.read(copy, 0, copy.length);
        synchronized (bytes) {
            bytes.writeBytes(copy);
        }
        return ChunkAction.CONTINUE;
    }

    @Override
    public void onEnd(SpeechResult result) {
        end.complete(result);
    }

    @Override
    public void onError(ParlandoException error) {
        SecretLeakCheck.hunt(error);
        end.completeExceptionally(error);
    }

    public byte[] bytes() {
        synchronized (bytes) {
            return bytes.toByteArray();
        }
    }

    public int chunks() {
        return chunks.get();
    }

    /** Waits for the end, with a timeout so that a hanging test fails. */
    public SpeechResult await() {
        try {
            return end.orTimeout(30, TimeUnit.SECONDS).join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof ParlandoException error) {
                throw error;
            }
            throw e;
        }
    }
}
