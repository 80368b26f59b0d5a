package dev.parlando.internal.event;

import java.util.Objects;

/**
 * A check of the sources of speech, which a program may have written. One that returns null would otherwise leave a request
 * without an end.
 *
 * <p>Threading: stateless.
 */
public final class SourceCheck {
    private SourceCheck() {}

    /**
     * Returns the stream that a source has returned.
     *
     * @throws NullPointerException if it is null; names the class of the source
     */
    public static <T> T started(Object source, T stream) {
        return Objects.requireNonNull(
                stream, () -> "the source " + source.getClass().getName() + " returned null instead of a stream");
    }
}
