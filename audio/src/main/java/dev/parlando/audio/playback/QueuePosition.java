package dev.parlando.audio.playback;

/** The position at which a new utterance is queued. */
public enum QueuePosition {
    /** After all queued utterances. */
    LAST,
    /** After the utterance being played, before all waiting ones. */
    NEXT,
    /** Immediately. The utterance being played stops with a fade, and all waiting ones are dropped. */
    NOW
}
