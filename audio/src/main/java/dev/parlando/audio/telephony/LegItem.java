package dev.parlando.audio.telephony;

/** An entry in the queue of a leg: an utterance or a mark. */
sealed interface LegItem permits SpokenUtterance, LegItem.Mark {
    /** Returns the number of clears before the entry was queued. */
    int generation();

    /** A mark of the user behind the speech that was queued before it. */
    record Mark(String name, int generation) implements LegItem {}
}
