package dev.parlando.internal.event;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import java.util.function.Consumer;

/** The treatment of exceptions that a user's handler throws. Stateless. */
public final class HandlerFailure {
    private HandlerFailure() {}

    /** Returns the error of a stream whose handler threw in a method. */
    public static HandlerException of(String method, Throwable thrown) {
        return new HandlerException("the chunk handler's " + method + " threw " + thrown, thrown);
    }

    /** Reports an error to a handler. An exception of the handler is added to the error. */
    public static void report(ParlandoException error, Consumer<ParlandoException> onError) {
        try {
            onError.accept(error);
        } catch (Throwable thrown) {
            if (thrown != error) { // An exception cannot suppress itself.
                error.addSuppressed(thrown);
            }
        }
    }
}
