package dev.parlando.offline.synthesis;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of one response in small steps, so that a worker never stays with one request for long.
 *
 * <p>Threading: one step at a time, on any worker; the steps of a source never overlap.
 */
public interface BodySource extends AutoCloseable {
    /**
     * Does a little work.
     *
     * @param synthesizer the worker's own synthesiser
     * @return the next bytes, of which there may be none yet; null at the end
     */
    @Nullable
    BodyChunk next(FreeTtsSynthesizer synthesizer);

    /** Returns the length of the whole body in bytes if it is known once the first bytes are handed out. */
    default OptionalLong lengthBytes() {
        return OptionalLong.empty();
    }

    /** Gives back what the source holds; called once, when no step is running. */
    @Override
    default void close() {}
}
