package dev.parlando.credits;

/** Names where a number of credits comes from; the two overlap, so that nobody should add them. */
public enum CreditSource {
    /** From the requests that were recorded, as a rule those of this process. */
    RECORDED,
    /** From readings of the service's own count for the key, whoever used it and from wherever. */
    READ
}
