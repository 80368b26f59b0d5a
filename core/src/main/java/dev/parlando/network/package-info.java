/**
 * Network settings: base URLs, proxy, time limits and retries.
 *
 * <pre>{@code
 * SpeechEngine engine = SpeechEngine.builder()
 *         .baseUrl(BaseUrls.EU_RESIDENCY)
 *         .proxy(Proxy.http("proxy.example.com", 3128))
 *         .timeouts(Timeouts.DEFAULT.withResponseHeaders(Duration.ofSeconds(15)))
 *         .retryPolicy(RetryPolicy.NONE)
 *         .build();
 * }</pre>
 *
 * <p>All types are immutable, so one instance may serve several engines. Values are validated when an instance is
 * created; an {@link dev.parlando.error.InvalidRequestException} names the option.
 *
 * <p>{@link dev.parlando.error.ParlandoException#timeoutPhase()} names the time limit that expired.
 */
@NullMarked
package dev.parlando.network;

import org.jspecify.annotations.NullMarked;
