package dev.parlando.cache;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The requests of audio in advance, a few at a time, so that they fill neither the queue of the governor nor the memory.
 *
 * <p>Threading: safe for use from any thread. The next request is sent on the thread on which one has ended.
 */
final class PrefetchRun {
    static final int CONCURRENT = 4;

    private static final CallOptions OPTIONS = CallOptions.DEFAULT.withPriority(Priority.PREFETCH);

    private final CachedSpeech cache;
    private final Queue<SpeechRequest> waiting;
    private final AtomicInteger running = new AtomicInteger(CONCURRENT);
    private final AtomicReference<@Nullable ParlandoException> firstError = new AtomicReference<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    PrefetchRun(CachedSpeech cache, Collection<SpeechRequest> requests) {
        this.cache = cache;
        this.waiting = new ConcurrentLinkedQueue<>(requests);
    }

    CompletableFuture<Void> start() {
        for (int i = 0; i < CONCURRENT; i++) {
            sendNext();
        }
        return end;
    }

    private void sendNext() {
        SpeechRequest next = waiting.poll();
        if (next == null) {
            finishOne();
            return;
        }
        try {
            cache.stream(next, chunk -> ChunkAction.CONTINUE, OPTIONS)
                    .completion()
                    .whenComplete((result, failure) -> {
                        if (failure != null) {
                            firstError.compareAndSet(null, ParlandoException.from(failure));
                        }
                        sendNext();
                    });
        } catch (Throwable closed) {
            firstError.compareAndSet(null, UnexpectedFailure.toException(closed));
            finishOne();
        }
    }

    private void finishOne() {
        if (running.decrementAndGet() == 0) {
            ParlandoException error = firstError.get();
            if (error == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(error);
            }
        }
    }
}
