package dev.parlando.offline.account;

/**
 * A user that is a program, which owns API keys. Immutable.
 *
 * @param id the id used in requests
 * @param name display name
 * @param createdAtUnix creation time in seconds since the epoch
 */
public record OfflineServiceAccount(String id, String name, long createdAtUnix) {}
