/**
 * Engines of one account on many machines that divide its concurrency limit through Redis, and caches that share their audio
 * there.
 *
 * <pre>{@code
 * FleetSettings settings = FleetSettings.of(URI.create("rediss://redis.example.com"), "speech-production");
 * try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
 *         Fleet fleet = Fleet.join(settings, governor);
 *         SpeechEngine engine = SpeechEngine.builder()
 *                 .governor(governor)
 *                 .listener(fleet.listener()) // counts the characters of each key
 *                 .build()) {
 *     engine.synthesize("The other machines keep their shares of the limit.").join();
 * }
 * }</pre>
 */
@NullMarked
package dev.parlando.fleet;

import org.jspecify.annotations.NullMarked;
