package dev.parlando.offline.synthesis;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A source that produces the body of one response in small steps, so that no request occupies a worker for long.
 *
 * <p>Threading: each step may run on a different worker; the steps of one source never overlap.
 */
public interface BodySource extends AutoCloseable {
    /**
     * Runs one step.
     *
     * @param synthesizer the worker's own synthesiser
     * @return the next bytes, which may be empty; null once all bytes have been returned
     */
    @Nullable
    BodyChunk next(FreeTtsSynthesizer synthesizer);

    /** Returns the length of the whole body in bytes, if it is known when the first bytes are returned. */
    default OptionalLong lengthBytes() {
        return OptionalLong.empty();
    }

    /** Releases the resources of the source. Called once, when no step is running. */
    @Override
    default void close() {}
}
