package dev.parlando.governor;

/**
 * Priority of a waiting request; requests of the same priority are served in order of arrival.
 *
 * <p>No priority starves: after eight requests have overtaken the longest-waiting one of a lower priority, that one is
 * next.
 */
public enum Priority {
    /** A person waits for the speech. */
    LIVE,
    /** The default. */
    NORMAL,
    /** The speech may be needed later. */
    PREFETCH
}
