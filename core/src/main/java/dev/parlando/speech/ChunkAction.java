package dev.parlando.speech;

/** Return value of {@link ChunkHandler#onChunk}, which controls the flow of the stream. */
public enum ChunkAction {
    /** Consumes all bytes of the chunk, read or not, and lets the next chunk be delivered. */
    CONTINUE,
    /**
     * Consumes only the bytes read so far. Delivery stops until {@link SpeechStream#resume()} is called; then the
     * remaining bytes are offered again. While a stream is held, the peer stops sending once one flow-control window is
     * full. No other stream is slowed.
     */
    HOLD,
    /** Resets the stream because no more audio is needed, as {@link SpeechStream#cancel()} does. */
    CANCEL
}
