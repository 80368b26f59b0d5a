package dev.parlando.command.rotation;

import dev.parlando.error.ParlandoException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what the engine promised. Stateless. */
public final class Completions {
    private Completions() {}

    /** Returns what the stage completes with, or throws what it fails with. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw ParlandoException.from(e);
        }
    }
}
