package dev.parlando.benchmarks.simulation.governor;

/**
 * What one run came to; all but the start's refusals without the start.
 *
 * @param sent requests, repetitions among them
 * @param limitedPercent requests that were refused for concurrency
 * @param limitedAtStart how many of the start were
 * @param failed utterances that were given up
 * @param usedPercent how much of the limit ran while work waited
 * @param waitMedianSeconds from the offer until the service began to speak
 * @param longestPrefetchSeconds the longest wait of the lowest priority
 * @param limitLagSeconds from the halving of the limit until no more than it were under way; no number if it was not halved
 * @param limitLagAfterReportSeconds the same, but from the first head that named it
 * @param leastSharePercent what the engine with the least utterances got, of its fair share
 * @param mostAboveLimit how many more than the limit were under way at most
 * @param permitsLeft places that the clients believe to hold when all is over
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
