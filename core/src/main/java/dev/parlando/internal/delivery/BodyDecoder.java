package dev.parlando.internal.delivery;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.ChunkAction;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Makes of an answer's bytes what its handler is given. Owned by the ring thread. */
@FunctionalInterface
interface BodyDecoder {
    /**
     * Hands out what comes first in the bytes, and moves their reader index past what was taken, at least past one byte
     * unless the handler holds or cancels.
     *
     * @throws ParlandoException if the handler threw, or the bytes are not what they should be
     */
    ChunkAction consume(ByteBuf data);

    /**
     * Is told that the peer ended the answer.
     *
     * @throws ParlandoException if it is not whole
     */
    default void finish(@Nullable String requestId) {}

    /** Returns the error as the handler is to see it, with the bytes counted that it was given. */
    default ParlandoException withDeliveredBytes(ParlandoException error) {
        return error;
    }
}
