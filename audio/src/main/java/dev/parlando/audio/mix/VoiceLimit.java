package dev.parlando.audio.mix;

/**
 * The limit on the lanes that are mixed concurrently.
 *
 * @param maxSounding the maximum number of these lanes
 * @param stealing whether a further lane may silence another one
 */
record VoiceLimit(int maxSounding, boolean stealing) {}
