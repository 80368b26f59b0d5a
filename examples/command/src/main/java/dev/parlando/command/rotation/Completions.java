package dev.parlando.command.rotation;

import dev.parlando.error.ParlandoException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for results of the engine. Stateless. */
public final class Completions {
    private Completions() {}

    /** Returns the value of the stage, or throws the exception that it failed with. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw ParlandoException.from(e);
        }
    }
}
