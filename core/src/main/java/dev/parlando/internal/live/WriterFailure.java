package dev.parlando.internal.live;

import dev.parlando.error.HandlerException;
import org.jspecify.annotations.Nullable;

/** The conversion of a failure of the writer of a live text. Stateless. */
public final class WriterFailure {
    private WriterFailure() {}

    /** Returns the error with which the speech ends; null if the writer has not failed. */
    public static @Nullable HandlerException toException(@Nullable Throwable failure) {
        return failure == null
                ? null
                : new HandlerException(
                        "the writer of the live text failed with "
                                + failure.getClass().getName(),
                        failure);
    }
}
