package dev.parlando.speech;

/** Is a {@link ChunkHandler}'s answer to a chunk: it steers the flow of the stream. */
public enum ChunkAction {
    /** All bytes of the chunk are taken, read or not; the next chunk may come. */
    CONTINUE,
    /**
     * The bytes read so far are taken; the rest is offered again, and nothing else comes, after
     * {@link SpeechStream#resume()}. While a stream is held the peer stops once one window is full, and no other
     * stream is slowed.
     */
    HOLD,
    /** Nothing more is wanted: the stream is reset, as by {@link SpeechStream#cancel()}. */
    CANCEL
}
