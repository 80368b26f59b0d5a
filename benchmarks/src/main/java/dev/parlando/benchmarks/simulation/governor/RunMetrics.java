package dev.parlando.benchmarks.simulation.governor;

/**
 * The results of one run. All values except {@code limitedAtStart} exclude the warm-up.
 *
 * @param sent the number of requests, including retries
 * @param limitedPercent the share of requests refused because of the concurrency limit
 * @param limitedAtStart the number of such refusals during the warm-up
 * @param failed the number of utterances given up
 * @param usedPercent the share of the limit in use while utterances were queued
 * @param waitMedianSeconds the median time from the offer of an utterance until the service started its stream
 * @param longestPrefetchSeconds the longest wait of an utterance of the lowest priority
 * @param limitLagSeconds the time from the halving of the limit until the requests in flight complied with it; NaN if it
 *     was not halved
 * @param limitLagAfterReportSeconds the same, measured from the first response headers that reported the new limit
 * @param leastSharePercent the utterances completed by the engine with the fewest, relative to its fair share
 * @param mostAboveLimit the highest number of requests in flight in excess of the limit
 * @param permitsLeft the number of permits that clients still count as used after all work has ended
 */
record RunMetrics(
        int sent,
        double limitedPercent,
        int limitedAtStart,
        int failed,
        double usedPercent,
        double waitMedianSeconds,
        double waitP99Seconds,
        double waitLiveP99Seconds,
        double longestPrefetchSeconds,
        double limitLagSeconds,
        double limitLagAfterReportSeconds,
        double leastSharePercent,
        int mostAboveLimit,
        int permitsLeft) {}
