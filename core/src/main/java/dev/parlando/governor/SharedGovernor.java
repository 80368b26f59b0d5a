package dev.parlando.governor;

/**
 * A governor that several engines share, because they use the same account. Together they keep to its limit, and their
 * requests wait in one queue by {@link Priority}.
 *
 * <pre>{@code
 * try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
 *      SpeechEngine global = SpeechEngine.builder().governor(governor).build();
 *      SpeechEngine european = SpeechEngine.builder().governor(governor).baseUrl(BaseUrls.EU_RESIDENCY).build()) {
 *     governor.setMaxLimit(10); // this machine's part of the account
 * }
 * }</pre>
 *
 * <p>The settings and the clock are those of the governor, and each engine keeps its {@code RetryPolicy}. The model
 * groups that one engine loads apply to all. Closing an engine ends its own requests and returns their permits; the
 * other engines continue. {@link LimitSnapshot#keyFingerprint} lists the keys of all open engines.
 *
 * <p>Threading: safe for use from any thread; only {@link #acquire} and {@link #close} block. The daemon threads
 * {@code parlando-governor} and {@code parlando-callback} exist only while they have work, and for 5 s longer.
 */
public interface SharedGovernor extends Governor, AutoCloseable {
    /**
     * Closes the governor and ends its threads. Waiting and future requests of engines that are still open fail with an
     * {@link dev.parlando.error.EngineClosedException}; running ones continue. Repeated calls have no effect.
     */
    @Override
    void close();
}
