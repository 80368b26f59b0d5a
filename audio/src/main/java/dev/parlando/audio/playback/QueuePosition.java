package dev.parlando.audio.playback;

/** Says when an utterance has its turn. */
public enum QueuePosition {
    /** After all that was said before. */
    LAST,
    /** After the utterance that is being heard, before all others. */
    NEXT,
    /** At once: what is being heard stops with a fade, and what waits is dropped. */
    NOW
}
