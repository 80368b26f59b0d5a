/**
 * Concurrency limits of the account: the requests in flight, the queue for permits, and events about both.
 *
 * <p>{@link GovernorSettings} configures the governor of an engine. {@link Governor} reports its limits and grants
 * permits to requests that other code sends with the same key.
 */
@NullMarked
package dev.parlando.governor;

import org.jspecify.annotations.NullMarked;
