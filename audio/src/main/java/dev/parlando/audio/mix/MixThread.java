package dev.parlando.audio.mix;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import dev.parlando.internal.event.EngineThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The thread {@code parlando-mix-n}, which mixes until the {@link MixerState} is closed. */
final class MixThread {
    /**
     * The time limit of a close. A device that hangs in its driver must not block the caller, and the thread is a
     * daemon.
     */
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Supplier<MixerState> stateFactory;
    private final CompletableFuture<MixerState> opened = new CompletableFuture<>();
    private final Thread thread = EngineThread.createTimed("parlando-mix", this::run);

    MixThread(Supplier<MixerState> stateFactory) {
        this.stateFactory = stateFactory;
        thread.setName("parlando-mix-" + thread.getId());
    }

    /** Starts the thread and returns the {@link MixerState} once its sink is open. Throws the exception if opening fails. */
    MixerState start() {
        thread.start();
        try {
            return opened.join();
        } catch (CompletionException e) {
            throw ParlandoException.from(e);
        }
    }

    private void run() {
        try {
            MixerState state = stateFactory.get();
            opened.complete(state);
            mix(state);
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(
                    e instanceof PlaybackException ? e : new PlaybackException("the sink cannot be opened: " + e, e));
        }
    }

    private static void mix(MixerState state) {
        try {
            while (!state.isClosed()) {
                state.clock().await(state.step());
            }
        } catch (RuntimeException | Error e) {
            state.failUnexpectedly(e);
        } finally {
            state.closeSink();
        }
    }

    void awaitTermination() {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
