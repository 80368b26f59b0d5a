package dev.parlando.credits;

/** Origin of a number of credits. The two sources overlap, so their numbers must not be added. */
public enum CreditSource {
    /** Requests that were recorded, usually those of this process. */
    RECORDED,
    /** Readings of the service's own count for the key, which includes all of its clients. */
    READ
}
