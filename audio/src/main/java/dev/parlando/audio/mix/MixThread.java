package dev.parlando.audio.mix;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs the thread {@code parlando-mix-n}, which mixes until the desk is closed. */
final class MixThread {
    /** A device that hangs in its driver must not hang the caller of close; the thread is a daemon. */
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Supplier<Desk> makesDesk;
    private final CompletableFuture<Desk> made = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run);

    MixThread(Supplier<Desk> makesDesk) {
        this.makesDesk = makesDesk;
        thread.setName("parlando-mix-" + thread.getId());
        thread.setDaemon(true);
    }

    /** Starts, and returns the desk when its sink is open; throws why it cannot be opened. */
    Desk start() {
        thread.start();
        try {
            return made.join();
        } catch (CompletionException e) {
            throw ParlandoException.from(e);
        }
    }

    private void run() {
        try {
            Desk desk = makesDesk.get();
            made.complete(desk);
            mix(desk);
        } catch (RuntimeException e) {
            made.completeExceptionally(
                    e instanceof PlaybackException ? e : new PlaybackException("the sink cannot be opened: " + e, e));
        }
    }

    private static void mix(Desk desk) {
        try {
            while (!desk.isClosed()) {
                desk.clock().await(desk.step());
            }
        } catch (RuntimeException e) {
            desk.crash(e);
        } finally {
            desk.shut();
        }
    }

    void awaitEnd() {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
