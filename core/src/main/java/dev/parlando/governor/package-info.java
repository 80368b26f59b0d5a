/**
 * Concurrency limits of the account: the requests in flight, the queue for permits, and events about both.
 *
 * <p>{@link GovernorSettings} configures the governor of an engine. {@link Governor} reports its limits and grants
 * permits to requests that other code sends with the same key.
 *
 * <pre>{@code
 * SpeechEngine engine = SpeechEngine.builder()
 *         .governor(GovernorSettings.DEFAULT.withMaxLimit(5).withMaxWait(Duration.ofSeconds(10)))
 *         .build();
 * engine.governor().addListener(new GovernorListener() {
 *     public void onLimitChanged(LimitChange change) {
 *         LimitSnapshot now = change.snapshot();
 *         System.out.println(now.modelGroup() + ": " + now.limit() + " requests, " + now.reason());
 *     }
 * });
 * }</pre>
 *
 * <p>A request that gets no permit in time fails with a {@link dev.parlando.error.CapacityException}. Only
 * {@link Governor#acquire} blocks; {@link Governor#acquireAsync} does not.
 */
@NullMarked
package dev.parlando.governor;

import org.jspecify.annotations.NullMarked;
