package dev.parlando.audio.telephony;

/** A mark of the user behind the speech that was queued before it. */
record QueuedMark(String name, int generation) implements LegItem {}
