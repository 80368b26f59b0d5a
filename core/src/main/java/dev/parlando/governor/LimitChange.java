package dev.parlando.governor;

/**
 * Tells that a limit became another; {@link LimitSnapshot#reason()} says why. Immutable.
 *
 * @param previousLimit the limit before
 * @param snapshot how it is now
 */
public record LimitChange(int previousLimit, LimitSnapshot snapshot) {}
