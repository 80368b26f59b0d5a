package dev.parlando.governor;

/**
 * Says which of the waiting requests go first; within one priority it is first come, first served.
 *
 * <p>Nobody starves: after eight requests went ahead of the longest-waiting one of a lower priority, that one is next.
 */
public enum Priority {
    /** Somebody is listening right now. */
    LIVE,
    /** The usual. */
    NORMAL,
    /** It will be needed later, perhaps. */
    PREFETCH
}
