package dev.parlando.internal.delivery;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.ChunkAction;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A decoder of response bytes into the chunks that are passed to the handler. Owned by the ring thread. */
@FunctionalInterface
interface BodyDecoder {
    /**
     * Passes the next part of the data to the handler and advances the reader index past the consumed bytes. At least
     * one byte is consumed unless the handler holds or cancels.
     *
     * @throws ParlandoException if the handler throws or the data is malformed
     */
    ChunkAction consume(ByteBuf data);

    /**
     * Called when the peer ends the response.
     *
     * @throws ParlandoException if the response is incomplete
     */
    default void finish(@Nullable String requestId) {}

    /** Returns the error to report to the handler, with the number of bytes that the handler received. */
    default ParlandoException withDeliveredBytes(ParlandoException error) {
        return error;
    }
}
