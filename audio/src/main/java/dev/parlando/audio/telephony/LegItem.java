package dev.parlando.audio.telephony;

/** An entry in the queue of a leg: an utterance or a mark. */
sealed interface LegItem permits SpokenUtterance, QueuedMark {
    /** Returns the number of clears before the entry was queued. */
    int generation();
}
