package dev.parlando.offline.account;

/**
 * Is a user that is a program: somebody for keys to belong to. Immutable.
 *
 * @param id what a request names
 * @param name what a person reads
 * @param createdAtUnix when it was made, in seconds
 */
public record OfflineServiceAccount(String id, String name, long createdAtUnix) {}
